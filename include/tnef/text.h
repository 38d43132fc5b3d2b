/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TEXT_H
#define TNEF_TEXT_H
/* Text of any Windows code page to UTF-8, and file names that can be used.
 *
 * Conversion is a push object like the others of this library: bytes in, in pieces of
 * any size, valid UTF-8 out, whatever the bytes are. What cannot be read becomes U+FFFD
 * and is counted.
 *
 *     tnef_text text;
 *
 *     if (tnef_text_init(&text, codepage) == TNEF_OK) {
 *         while (tnef_text_feed(&text, buf, len, &taken, out, sizeof out, &written) ==
 *                TNEF_PAUSED)
 *             ...write out, go on at buf + taken...
 *         ...and the same with tnef_text_finish()...
 *         tnef_text_close(&text);
 *     }
 *
 * UTF-8, UTF-16 and UTF-32 (65001, 1200, 1201, 12000, 12001), ASCII (20127) and all code
 * pages of one byte are built in: those of Windows, DOS, ISO 8859, KOI8 and the Macintosh.
 * Those of several bytes, of China, Japan and Korea, and 20261 and 20269 go through the
 * iconv() of the C library, which must know them; only names from a fixed table are ever
 * given to it, and it is given one character at a time. It may allocate memory by itself;
 * the library does not for text. Built with TNEF_NO_ICONV, or without <iconv.h>, the
 * library knows the built-in ones only.
 *
 * Work, in bytes touched (every byte and every entry of a table that a loop looks at): at most
 * 128 for a byte, 64 for a call, and 1 MiB in the life of an object for converters. The worst
 * text known is one of escape sequences that ISO-2022-JP does not have: 75 for a byte; characters
 * that iconv is asked for cost 65 (its own work counted as 64). tnef_safe_name() touches at most 64
 * for a byte of the name, and 32 KiB.
 *
 * Opening a converter of iconv can take as long as converting 64 KiB, since it may
 * load a file. One is opened when a character is met that needs it. ASCII does not, but
 * for the escape sequences and shifts of the 7-bit code pages, and the tilde in HZ. It is kept
 * until tnef_text_close(), also when the object is changed to another code page and back,
 * and all code pages together have TNEF_TEXT_CONVERTERS of them at most. So an object that
 * is used for many texts, whatever their code pages are, opens a fixed number of converters
 * in its life.
 *
 * Code page numbers are those of Windows, as attOemCodepage ([MS-OXTNEF] 2.1.3.3.4),
 * PidTagInternetCodepage and PidTagMessageCodepage hold them.
 */

#include <tnef/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Conversion -------------------------------------------------------------------- */

/* What the text was like: bits of tnef_text.flags. */
#define TNEF_TEXT_UNKNOWN 0x0001u  /* the code page is not known here: read as
                                     * 1252. 0, 1, 2, 3 and 42, which stand for
                                     * a setting of the sender, are unknown. That
                                     * iconv does not know one is found out when
                                     * a character needs it                            */
#define TNEF_TEXT_REFUSED 0x0002u  /* UTF-7 or EBCDIC, which hide ASCII from
                                     * those who look for it: read as 1252             */
#define TNEF_TEXT_DAMAGED 0x0004u  /* bytes were replaced by U+FFFD                    */
#define TNEF_TEXT_CUT     0x0008u  /* the input ended inside a character. Up to
                                     * 3 last bytes that are no unit of UTF-16
                                     * or UTF-32 are dropped; else U+FFFD              */
#define TNEF_TEXT_GUESSED 0x0010u  /* bytes above 7F were read as 1252 without
                                     * a word that they are: of a code page that
                                     * is unknown, refused or ASCII                    */

#define TNEF_TEXT_NEAREST 0x0020u  /* the code page is read as the one that is
                                     * nearest to it of those that are known:
                                     * 10001, 10002, 10003, 10008, 709, 710, 951,
                                     * 20002, 20105 to 20108, 28601. Most
                                     * characters are right                            */

/* The smallest output that tnef_text_feed() and tnef_text_finish() accept. */
#define TNEF_TEXT_ROOM 8u

/* Output bytes for one input byte at most, over a whole text. */
#define TNEF_TEXT_GROWTH 3u

/* Converters that an object can hold. */
#define TNEF_TEXT_CONVERTERS 16u

/* A conversion. The first four fields may be read at any time, the others are private.
 * It may move, but of two copies only one may be used and closed. */
typedef struct tnef_text {
    uint32_t flags;       /* TNEF_TEXT_*                                               */
    uint32_t codepage;    /* in use: 1252 when the other is unknown or refused, the
                           * nearest one where that is read                            */
    uint64_t damaged;     /* how often U+FFFD was put in                               */
    uint32_t asked;       /* the code page that was asked for                          */

    uint8_t kind;         /* how characters are told apart                             */
    uint8_t shift;        /* 7-bit code pages: the character set in force              */
    uint8_t shift_out;    /* and the one that a shift-out byte calls                   */
    uint8_t held_len;
    uint8_t held[8];      /* the beginning of a character                              */
    uint8_t begun;        /* something came: FEFF is no byte order mark now            */
    uint8_t ended;
    uint8_t converter;    /* several bytes for a character: which one                  */
    uint32_t missing;     /* a bit for each converter that iconv does not know         */
    const uint16_t *high; /* one byte for a character: what 80..FF mean                */
    void *iconv[TNEF_TEXT_CONVERTERS]; /* those that were opened                       */
} tnef_text;

/* Begins the conversion of text in |codepage|. Opens nothing, and needs no memory.
 *
 * TNEF_OK          always. text->flags has UNKNOWN or REFUSED if it is 1252 that is used,
 *                  NEAREST if it is the nearest one. */
TNEF_API tnef_status tnef_text_init(tnef_text *text, uint32_t codepage);

/* Makes an object that was begun as new, for another text in |codepage|, which may be the
 * same: whatever it was, it is as after tnef_text_init(), but that it has the converters
 * that were opened. */
TNEF_API void tnef_text_change(tnef_text *text, uint32_t codepage);

/* Converts the next |len| bytes (0 is allowed, |buf| may then be NULL) into at most
 * |out_size| bytes at |out|. Any split of the input into calls, and any sizes of the
 * output, give the same text and the same flags. Only whole characters are written, and
 * no terminating NUL. A byte order mark at the beginning of UTF-8, UTF-16 or UTF-32 is
 * dropped. Control characters and NUL are characters like others. *|taken| and
 * *|written| are set on every return.
 *
 * Damage: each ill-formed UTF-8 sequence is replaced by one U+FFFD for every maximal
 * part of a sequence that could have begun a character (Unicode 3.9); overlong forms,
 * surrogates and numbers above 10FFFF are ill-formed. A surrogate of UTF-16 without its
 * pair is replaced alone. In other code pages of several bytes a byte that begins no
 * character is replaced alone; of a bad sequence, everything before the first ASCII byte
 * in it.
 *
 * 1255 and 1258 give letters and their marks apart, as they are stored.
 *
 * TNEF_OK          all was taken.
 * TNEF_PAUSED      the output is full: call again with a fresh one and the rest, even if
 *                  nothing rests.
 * TNEF_E_ARGUMENT  |out_size| is below TNEF_TEXT_ROOM, or |buf| is NULL and |len| is
 *                  not 0.
 * TNEF_E_STATE     after finish.
 * TNEF_E_MEMORY    iconv had no memory for the converter of the next character. What came
 *                  before is written; the next call tries again. */
TNEF_API tnef_status tnef_text_feed(tnef_text *text, const void *buf, size_t len,
                                    size_t *taken, char *out, size_t out_size,
                                    size_t *written);

/* Declares the end of the text, and writes what the bytes that are still held stand for.
 * May be called again.
 *
 * TNEF_OK          complete. text->flags and text->damaged are final.
 * TNEF_PAUSED      the output is full: call again.
 * TNEF_E_ARGUMENT  |out_size| is below TNEF_TEXT_ROOM.
 * TNEF_E_MEMORY    as tnef_text_feed(). */
TNEF_API tnef_status tnef_text_finish(tnef_text *text, char *out, size_t out_size,
                                      size_t *written);

/* The same for another text in the code page that was asked for. */
TNEF_API void tnef_text_reset(tnef_text *text);

/* Gives back what iconv holds. To be called in the end, whatever finish returned. */
TNEF_API void tnef_text_close(tnef_text *text);

/* Converts a whole text in one call and puts a NUL after it. |in_len| bytes never give
 * more than TNEF_TEXT_GROWTH * in_len, and the NUL needs one. *|out_len| does not count
 * it. |flags| may be NULL; else it receives TNEF_TEXT_*. Both are set on every return.
 *
 * TNEF_OK              complete.
 * TNEF_E_LIMIT_OUTPUT  it does not fit; the characters that do are there.
 * TNEF_E_ARGUMENT      |out_size| is 0, or |in| is NULL and |in_len| is not 0.
 * TNEF_E_MEMORY        iconv had no memory; what comes before the character that needs it
 *                      is there.
 *
 * Each call opens the converter that it needs: for many texts keep a tnef_text. */
TNEF_API tnef_status tnef_text_convert(uint32_t codepage, const void *in, size_t in_len,
                                       char *out, size_t out_size, size_t *out_len,
                                       uint32_t *flags);

/* The name of a code page as a MIME charset ("windows-1252", "utf-8", "gb2312"), for
 * people and for labels; it says nothing about whether iconv knows it. Static. NULL for
 * a number that is not in the table, and for those that are refused. */
TNEF_API const char *tnef_codepage_name(uint32_t codepage);

/* ---- File names -------------------------------------------------------------------- */

/* The longest name that the two functions below make, in bytes, without the NUL. File
 * systems have 255; what is left is for something of the caller's, as ".part". */
#define TNEF_SAFE_NAME_MAX 240u

/* The smallest |out_size|, and the one that is always enough. */
#define TNEF_SAFE_NAME_LEAST 48u
#define TNEF_SAFE_NAME_SIZE  256u

/* Makes a harmless file name of one that a stranger chose: one component of a path, for
 * the file systems of Unix, Windows and macOS alike. |utf8| is |len| bytes of what
 * should be UTF-8 and may be NULL if |len| is 0; |out| must not overlap it. |fallback|
 * is the name when nothing of it remains, and is treated the same; NULL, or nothing
 * again: "attachment".
 *
 * - Of a path the last component is taken; separators are / and \ and what looks like
 *   them.
 * - Ill-formed UTF-8 becomes U+FFFD. Control characters, < > : " | ? *, characters that
 *   are invisible or change the direction of writing, and noncharacters become _ and so
 *   do not vanish: no stream of a file, no drive, no hidden end of the name. NULs at the
 *   end are dropped.
 * - Dots and blanks at both ends are dropped, so no hidden file, no . and no .. is left.
 *   A first - or ~ becomes _ .
 * - Names of Windows devices, with or without an extension, get a _ in front.
 * - What is too long for |out_size| or TNEF_SAFE_NAME_MAX is cut between two characters,
 *   before the extension.
 * - A percent sign is a percent sign: nothing is decoded.
 *
 * The result is valid UTF-8, not empty, and stays as it is when it goes through this
 * function again. Different names can give the same result, and file systems without
 * case make it the same as others: files must still be created with O_EXCL, and
 * tnef_safe_name_numbered() tried next.
 *
 * Returns the length of the name in |out|, which ends with a NUL; 0, and an empty |out|
 * if there is any, for an |out_size| below TNEF_SAFE_NAME_LEAST. */
TNEF_API size_t tnef_safe_name(const char *utf8, size_t len, const char *fallback,
                               char *out, size_t out_size);

/* The |number|-th file of the same name: "name (2).ext" for 2, and so on; for 0 and 1
 * the name itself. |name| ends with a NUL and is made safe first. The number is never
 * cut off, so different numbers give different names. Returns as tnef_safe_name(). |out|
 * must not overlap |name|. */
TNEF_API size_t tnef_safe_name_numbered(const char *name, uint32_t number, char *out,
                                        size_t out_size);

#ifdef __cplusplus
}
#endif
#endif
