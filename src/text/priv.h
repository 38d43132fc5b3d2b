/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_TEXT_PRIV_H
#define TNEFI_TEXT_PRIV_H
/* Shared by the files of this room: code pages, converters, and the steps of a conversion. */

#include "text/text.h"

#include <stdbool.h>

/* tnef_text.kind. Nothing depends on their order: how one is read is said by tnefi_text_family(). */
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

/* How the characters of a kind are told apart. */
enum family {
    READS_UNICODE,
    READS_BYTES,    /* a table, which is built in               */
    READS_PAIRS,    /* a converter is asked for each whole character */
    READS_SHIFTS    /* 7-bit code pages, whose pairs are given to the converter as those of the 8-bit
                     * code page with the same characters       */
};

static inline enum family tnefi_text_family(uint8_t kind)
{
    switch (kind) {
    case KIND_BYTES:
    case KIND_ASCII:
        return READS_BYTES;
    case KIND_SJIS:
    case KIND_PAIRS:
    case KIND_BIG5:
    case KIND_GB18030:
    case KIND_EUC_JP:
    case KIND_EUC_TW:
    case KIND_T61:
        return READS_PAIRS;
    case KIND_JP7:
    case KIND_KR7:
    case KIND_CN7:
    case KIND_HZ:
        return READS_SHIFTS;
    default:
        return READS_UNICODE;
    }
}

/* Whether a character has at least two bytes. */
static inline bool tnefi_text_is_wide(uint8_t kind)
{
    return kind == KIND_UTF16LE || kind == KIND_UTF16BE || kind == KIND_UTF32LE || kind == KIND_UTF32BE;
}

/* The converters, as places in tnef_text.converters. Each serves one code page, or several that write
 * the same characters differently. */
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

/* The code page that a tnef_charset_hook is asked to open for each: <tnef/text.h> lists them. */
extern const uint32_t tnefi_text_converter_pages[CONVERTERS];

/* The hook that is used when the caller gives none. Built without iconv, it knows no code page. */
extern const tnef_charset_hook tnefi_text_iconv;

/* A code page: how it is told apart, and where its characters are. There are no pointers in it: each would
 * cost a relocation, of three times the size of all of this. */
struct tnefi_text_codepage {
    uint16_t number;
    uint16_t more;        /* KIND_BYTES: its table, HIGH_; KIND_NEAREST: the number of what it is read as;
                           * those that are asked: the converter, CONV_ */
    uint16_t name;        /* where its name for MIME begins; that is empty if it has none */
    uint8_t kind;
};

/* NULL for a number that is not in the table. */
const struct tnefi_text_codepage *tnefi_text_codepage_find(uint32_t number);

/* The tables of what 80..FF mean in the code pages of one byte: the file, and the place in it. That of 1252
 * has a name of its own, and is for ASCII, too. */
#define HIGH_FILE  0xF00u
#define HIGH_PLACE 0x0FFu
enum {
    HIGH_1252,
    HIGH_DOS = 0x100,
    HIGH_437 = HIGH_DOS, HIGH_720, HIGH_737, HIGH_775, HIGH_850, HIGH_852, HIGH_855, HIGH_857, HIGH_858,
    HIGH_860, HIGH_861, HIGH_862, HIGH_863, HIGH_864, HIGH_865, HIGH_866, HIGH_869,
    HIGH_DOS_END,
    HIGH_WINDOWS = 0x200,
    HIGH_874 = HIGH_WINDOWS, HIGH_1250, HIGH_1251, HIGH_1253, HIGH_1254, HIGH_1255, HIGH_1256, HIGH_1257,
    HIGH_1258, HIGH_20866, HIGH_21866,
    HIGH_WINDOWS_END,
    HIGH_ISO = 0x300,
    HIGH_28591 = HIGH_ISO, HIGH_28592, HIGH_28593, HIGH_28594, HIGH_28595, HIGH_28596, HIGH_28597,
    HIGH_28598, HIGH_28599, HIGH_28600, HIGH_28603, HIGH_28604, HIGH_28605, HIGH_28606,
    HIGH_ISO_END,
    HIGH_MAC = 0x400,
    HIGH_10000 = HIGH_MAC, HIGH_10004, HIGH_10005, HIGH_10006, HIGH_10007, HIGH_10010, HIGH_10017,
    HIGH_10021, HIGH_10029, HIGH_10079, HIGH_10081, HIGH_10082,
    HIGH_MAC_END
};
extern const uint16_t tnefi_text_dos[HIGH_DOS_END - HIGH_DOS][128];
extern const uint16_t tnefi_text_windows[HIGH_WINDOWS_END - HIGH_WINDOWS][128];
extern const uint16_t tnefi_text_iso[HIGH_ISO_END - HIGH_ISO][128];
extern const uint16_t tnefi_text_mac[HIGH_MAC_END - HIGH_MAC][128];

/* How a step of the conversion ended. DONE: it shortened |held|, so steps come to an end. STARVED: see
 * below. FAILED: no memory for a converter, and nothing changed. */
enum step { STEP_STARVED, STEP_DONE, STEP_FAILED };

/* Each takes one character, or one piece of damage, from the beginning of text->held, and writes it to
 * |out|, which has room for TNEF_TEXT_ROOM bytes; *|n| is set to the number of bytes.
 * STEP_STARVED: more input is needed, and nothing changed. That is never so with text->ended set,
 * as long as bytes are held. */
enum step tnefi_text_step_unicode(tnef_text *text, char *out, size_t *n);
enum step tnefi_text_step_codepage(tnef_text *text, char *out, size_t *n);
enum step tnefi_text_step_shift(tnef_text *text, char *out, size_t *n);

/* Converts the characters at |p| up to the first that is left to the steps above, where nothing is held.
 * Returns how many bytes they have, and adds those written to *|written|; |room| is what |out| has. */
size_t tnefi_text_run(tnef_text *text, const uint8_t *p, size_t n, char *out, size_t room, size_t *written);

/* Drops the first |n| of the held bytes. */
void tnefi_text_drop(tnef_text *text, size_t n);

/* Writes the character |c|, or U+FFFD for damage, and drops the first |bytes| held bytes, which stood
 * for it. Returns STEP_DONE. */
enum step tnefi_text_put(tnef_text *text, uint32_t c, size_t bytes, char *out, size_t *n);
enum step tnefi_text_replace(tnef_text *text, size_t bytes, char *out, size_t *n);

/* Asks the text's converter, which is open, for one whole character of |len| bytes, 1 to 4. Its answer
 * is checked: at most TNEF_TEXT_ROOM bytes of UTF-8, and no more than TNEF_TEXT_GROWTH promises,
 * come to |out|. Returns their number; 0: it is not a character, or the answer is not valid. */
size_t tnefi_text_ask(const tnef_text *text, const uint8_t *p, size_t len, char *out);

#endif
