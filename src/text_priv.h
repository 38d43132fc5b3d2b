/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TEXT_PRIV_H
#define TNEF_TEXT_PRIV_H
/* Shared by the files that make UTF-8. */

#include <tnef/text.h>

#include <stdbool.h>

#define REPLACEMENT 0xFFFDu

/* tnef_text.kind. Up to KIND_ASCII built in; from KIND_SJIS on through iconv, one whole
 * character for a call; from KIND_JP7 on 7-bit code pages, whose pairs are given to
 * iconv as those of the 8-bit code page with the same characters. */
enum {
    KIND_UNKNOWN,
    KIND_REFUSED,
    KIND_NEAREST,   /* read as another one                      */
    KIND_UTF8,
    KIND_UTF16LE,
    KIND_UTF16BE,
    KIND_UTF32LE,
    KIND_UTF32BE,
    KIND_BYTES,     /* one byte, table |high|                   */
    KIND_ASCII,     /* the same, but bytes above 7F are a guess */
    KIND_SJIS,      /* 81..9F and E0..FC begin pairs            */
    KIND_PAIRS,     /* 81..FE do                                */
    KIND_BIG5,      /* the same, of which A1..F9 are defined    */
    KIND_GB18030,   /* pairs, or four when the second is a digit*/
    KIND_EUC_JP,    /* A1..FE and 8E begin pairs, 8F three      */
    KIND_EUC_TW,    /* A1..FE begin pairs, 8E four              */
    KIND_T61,       /* C1..CF begin pairs                       */
    KIND_JP7,       /* ISO-2022-JP                              */
    KIND_KR7,       /* ISO-2022-KR                              */
    KIND_CN7,       /* ISO-2022-CN                              */
    KIND_HZ         /* HZ                                       */
};

/* The converters of iconv: each stands for a place in tnef_text.iconv, and for one code
 * page or several that differ in how they write its characters. */
enum {
    CONV_932,
    CONV_936,
    CONV_949,
    CONV_950,
    CONV_JOHAB,
    CONV_T61,
    CONV_6937,
    CONV_EUC_JP,
    CONV_EUC_KR,
    CONV_EUC_TW,
    CONV_GB2312,
    CONV_GB18030,
    CONVERTERS
};

/* What iconv implementations call it; NULL: no further. */
struct tnefi_converter {
    const char *names[3];
};

extern const struct tnefi_converter tnefi_converters[CONVERTERS];

/* A code page: how it is told apart, and where its characters are. */
struct tnefi_codepage {
    uint32_t number;
    uint8_t kind;
    const char *name;     /* MIME, or NULL                              */
    const uint16_t *high; /* KIND_BYTES: what 80..FF mean; FFFD: nothing */
    uint32_t nearest;     /* KIND_NEAREST: what it is read as            */
    uint8_t converter;    /* from KIND_SJIS on                           */
};

/* NULL for a number that is not in the table. */
const struct tnefi_codepage *tnefi_codepage_find(uint32_t number);

/* What 80..FF mean in the code pages of one byte. */
extern const uint16_t tnefi_cp437[128], tnefi_cp720[128], tnefi_cp737[128],
    tnefi_cp775[128], tnefi_cp850[128], tnefi_cp852[128], tnefi_cp855[128],
    tnefi_cp857[128], tnefi_cp858[128], tnefi_cp860[128], tnefi_cp861[128],
    tnefi_cp862[128], tnefi_cp863[128], tnefi_cp864[128], tnefi_cp865[128],
    tnefi_cp866[128], tnefi_cp869[128], tnefi_cp874[128], tnefi_cp1250[128],
    tnefi_cp1251[128], tnefi_cp1252[128], tnefi_cp1253[128], tnefi_cp1254[128],
    tnefi_cp1255[128], tnefi_cp1256[128], tnefi_cp1257[128], tnefi_cp1258[128],
    tnefi_cp20866[128], tnefi_cp21866[128], tnefi_cp28591[128], tnefi_cp28592[128],
    tnefi_cp28593[128], tnefi_cp28594[128], tnefi_cp28595[128], tnefi_cp28596[128],
    tnefi_cp28597[128], tnefi_cp28598[128], tnefi_cp28599[128], tnefi_cp28600[128],
    tnefi_cp28603[128], tnefi_cp28604[128], tnefi_cp28605[128], tnefi_cp28606[128],
    tnefi_cp10000[128], tnefi_cp10004[128], tnefi_cp10005[128], tnefi_cp10006[128],
    tnefi_cp10007[128], tnefi_cp10010[128], tnefi_cp10017[128], tnefi_cp10021[128],
    tnefi_cp10029[128], tnefi_cp10079[128], tnefi_cp10081[128], tnefi_cp10082[128];

/* Where a step of the conversion ended. A step that is DONE shortened |held|, so that
 * steps end. FAILED: iconv had no memory, and nothing changed. */
enum step { STEP_STARVED, STEP_DONE, STEP_FAILED };

/* One character, or one piece of damage, at the beginning of text->held, written to
 * |out|, which has room for TNEF_TEXT_ROOM bytes; *|n| is set to what was written.
 * STEP_STARVED: more bytes are needed, and nothing changed. With text->ended set it
 * never starves while bytes are held. */
enum step tnefi_step_unicode(tnef_text *text, char *out, size_t *n);
enum step tnefi_step_codepage(tnef_text *text, char *out, size_t *n);
enum step tnefi_step_shift(tnef_text *text, char *out, size_t *n);

/* Drops the first |n| of the held bytes. */
void tnefi_text_drop(tnef_text *text, size_t n);

/* The first |bytes| held bytes are the character |c|, or damage: written and dropped.
 * STEP_DONE. */
enum step tnefi_text_put(tnef_text *text, uint32_t c, size_t bytes, char *out, size_t *n);
enum step tnefi_text_replace(tnef_text *text, size_t bytes, char *out, size_t *n);

/* Writes a scalar value as UTF-8, U+FFFD if it is not one: 1 to 4 bytes. */
size_t tnefi_utf8_put(char *out, uint32_t c);

/* The first character of |len| > 0 bytes. Returns its length, and *|c|; for damage the
 * length of the maximal subpart, negative, with *|c| U+FFFD; 0 if it could go on after
 * the end. */
int tnefi_utf8_get(const uint8_t *p, size_t len, uint32_t *c);

/* One whole character of 1 to 4 bytes, to UTF-8 of at most TNEF_TEXT_ROOM bytes and no
 * more than TNEF_TEXT_GROWTH promises. The length of that, or 0 if it is no character.
 * Three calls of iconv at most, whatever it answers. */
size_t tnefi_iconv_ask(void *cd, const uint8_t *p, size_t len, char *out);

#endif
