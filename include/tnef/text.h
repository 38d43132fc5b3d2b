/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TEXT_H
#define TNEF_TEXT_H
/* Text in any code page of Windows to UTF-8, and file names that are safe to use.
 *
 * The readers of this library convert text themselves: the strings of <tnef/reader.h>, and the
 * HTML and text that <tnef/bodies.h>, <tnef/rtf.h> and <tnef/html.h> deliver, are UTF-8. Take a
 * tnef_text for bytes that come as they are stored: values of the decoder's events, bodies as a
 * reader delivers them, properties, text of another source. Take tnef_text_convert() for one short
 * string, and tnef_safe_name() before a file is named by what a message says.
 *
 * Bytes go in, in pieces of any size, and valid UTF-8 comes out, whatever the bytes are. What
 * cannot be read becomes U+FFFD and is counted.
 *
 * Example:
 *
 *     // Writes len bytes in codepage to a file as UTF-8. Returns 0; -1: no memory.
 *     int write_text(FILE *file, uint32_t codepage, const char *buf, size_t len)
 *     {
 *         tnef_text text;
 *         tnef_status status;
 *         char out[1024];
 *         size_t at = 0, taken, written;
 *
 *         (void)tnef_text_init(&text, codepage);
 *         do {
 *             status = tnef_text_feed(&text, buf + at, len - at, &taken, out, sizeof out,
 *                                     &written);
 *             fwrite(out, 1, written, file);
 *             at += taken;
 *         } while (status == TNEF_PAUSED);
 *         if (status == TNEF_OK)
 *             do {
 *                 status = tnef_text_finish(&text, out, sizeof out, &written);
 *                 fwrite(out, 1, written, file);
 *             } while (status == TNEF_PAUSED);
 *         tnef_text_free(&text);
 *         return status == TNEF_OK ? 0 : -1;
 *     }
 *
 * Life. The caller declares a tnef_text. tnef_text_init() begins a text; then come any number of
 * tnef_text_feed(), and tnef_text_finish() until it no longer returns TNEF_PAUSED.
 * tnef_text_reset() or tnef_text_change() begin the next text at any time, and tnef_text_free() is
 * the end. One object is for one thread at a time; different objects do not share anything. Only a
 * hook is ever called.
 *
 * Code page numbers are those of Windows, as attOemCodepage ([MS-OXTNEF] 2.1.3.3.4),
 * PidTagInternetCodepage and PidTagMessageCodepage hold them.
 *
 * UTF-8, UTF-16 and UTF-32 (65001, 1200, 1201, 12000, 12001), ASCII (20127) and all code pages of
 * one byte are built in: those of Windows, DOS, ISO 8859, KOI8 and the Macintosh. Code pages of
 * several bytes, which are those of China, Japan and Korea, and 20261 and 20269 need a converter
 * from outside. That is iconv() of the C library, or the caller's own (see "Converters"). It is
 * asked for one character at a time, and what it answers is checked. Where there is neither,
 * because the library was built with TNEF_NO_ICONV or without <iconv.h>, such text is read as 1252
 * with TNEF_TEXT_A_UNKNOWN.
 *
 * Example:
 *
 *     // What the host has: a number for a code page, -1 for one that it lacks; and a converter.
 *     int host_charset(uint32_t codepage);
 *     size_t host_decode(int charset, const uint8_t *in, size_t len, char *utf8, size_t room);
 *
 *     static tnef_status open_charset(void *user, uint32_t codepage, void **converter)
 *     {
 *         (void)user;
 *         *converter = (void *)(intptr_t)host_charset(codepage);
 *         return (intptr_t)*converter >= 0 ? TNEF_OK : TNEF_E_TYPE;
 *     }
 *
 *     static size_t convert(void *user, void *converter, const uint8_t *in, size_t len, char *out)
 *     {
 *         (void)user;
 *         return host_decode((int)(intptr_t)converter, in, len, out, TNEF_TEXT_ROOM);
 *     }
 *
 *     static void close_charset(void *user, void *converter)
 *     {
 *         (void)user;
 *         (void)converter;
 *     }
 *
 *     tnef_status begin(tnef_text *text, uint32_t codepage)
 *     {
 *         const tnef_charset_hook h = { sizeof h, open_charset, convert, close_charset, NULL };
 *         return tnef_text_init_with(text, codepage, &h);
 *     }
 *
 * Memory. The library allocates none for text. A converter may: iconv does.
 *
 * Opening a converter of iconv can take as long as converting 64 KiB, since it may load a file. So
 * one is opened only when a character needs it. ASCII does not, except for the escape sequences and
 * shifts of the 7-bit code pages, and the tilde in HZ. Every converter is kept until
 * tnef_text_free(), also when the object is changed to another code page and back, and all code
 * pages together need TNEF_TEXT_CONVERTERS of them at most. So an object that is used for many
 * texts opens a fixed number of converters in its life, whatever their code pages are.
 *
 * Work, in bytes touched (every byte and every entry of a table that a loop looks at): at most 128
 * for a byte, 64 for a call, and 1 MiB in the life of an object for opening converters. The worst
 * text known is one of characters that a converter is asked for, its own work counted as 64: 68 for
 * a byte. tnef_safe_name() touches at most 64 for a byte of the name, and 32 KiB.
 */

#include <tnef/anomaly.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The smallest output that tnef_text_feed() and tnef_text_finish() accept. */
#define TNEF_TEXT_ROOM 8u

/* Output bytes for one input byte at most, over a whole text. */
#define TNEF_TEXT_GROWTH 3u

/* Converters that an object can hold. */
#define TNEF_TEXT_CONVERTERS 16u

/* ---- Converters -------------------------------------------------------------------- */

/* Converters of the caller's in place of iconv, for hosts that have others: MultiByteToWideChar()
 * of Windows, TextDecoder of a browser, ICU, tables of a device. A hook replaces iconv entirely: a
 * code page that the hook does not know is not looked for in iconv. What is built in never goes to
 * a hook.
 *
 * Every configuration that converts text has a field |charsets| for it; a mail reader takes that of
 * its reader's configuration, and tnef_text_convert() has none. The struct is copied; |user|, and
 * what it points to, must stay until the object is freed.
 *
 * Only the following code pages are ever opened, each once at most by a tnef_text, but for calls
 * that returned TNEF_E_MEMORY; a mail reader has a tnef_text for each level. Other
 * numbers are read through these: 7-bit code pages, for example, through the 8-bit one with the
 * same characters. tnef_codepage_name() has a name for converters that go by names.
 *
 *     932    Japanese, Shift_JIS as Windows has it; also for 10001, 50220, 50221, 50222
 *     936    simplified Chinese, GBK; also for 10008, 50227, 52936
 *     949    Korean, Unified Hangul; also for 10003, 50225
 *     950    traditional Chinese, Big5; also for 951, 10002, 20002
 *     1361   Korean, Johab
 *     20261  T.61
 *     20269  ISO 6937
 *     20932  Japanese, EUC-JP; also for 51932
 *     20936  simplified Chinese, EUC-CN (GB 2312); also for 51936
 *     20949  Korean, EUC-KR; also for 51949
 *     51950  traditional Chinese, EUC-TW
 *     54936  GB 18030
 *
 * The functions must not call any function on the object that they are called for. They are called
 * from inside of its functions only, and |close| at the latest by the one that frees it.
 */
typedef struct tnef_charset_hook {
    uint32_t size;        /* sizeof(tnef_charset_hook)                                 */

    /* Opens a converter from |codepage| to UTF-8. *|converter| is NULL before; whatever is put
     * there, NULL as well, is given to the other two functions.
     *
     * TNEF_OK          it is open. |close| is called for it, once.
     * TNEF_E_MEMORY    there was no memory. The call that needed the converter returns this status,
     *                  and the next one tries again.
     * otherwise        (TNEF_E_TYPE, say) it does not know the code page, and is not asked for it
     *                  again. The text is read as 1252, with TNEF_TEXT_A_UNKNOWN. */
    tnef_status (*open)(void *user, uint32_t codepage, void **converter);

    /* Converts one whole character, which is the |len| bytes at |in|, 1 to 4. Writes its UTF-8 to
     * |out|, which has room for TNEF_TEXT_ROOM bytes, without a NUL, and returns their number; 0 if
     * there is no such character. Each call begins in the initial state of the code page. The
     * answer is checked: what is longer than TNEF_TEXT_ROOM, or than TNEF_TEXT_GROWTH times |len|,
     * and what is not valid UTF-8 or has a NUL, is treated as 0, so the text has U+FFFD there. Of
     * the same bytes it must make the same each time: text that it makes longer later is cut. */
    size_t (*convert)(void *user, void *converter, const uint8_t *in, size_t len, char *out);

    /* Ends a converter. */
    void (*close)(void *user, void *converter);

    void *user;           /* first argument of the three                               */
} tnef_charset_hook;

/* ---- Conversion -------------------------------------------------------------------- */

/* A conversion. The first four fields may be read at any time, the others are private.
 * It may move, but of two copies only one may be used and freed. */
typedef struct tnef_text {
    uint64_t anomalies;   /* TNEF_ANOMALY_BIT()s of TNEF_TEXT_A_*                      */
    uint64_t damaged;     /* how often U+FFFD was put in                               */
    uint32_t codepage;    /* in use: 1252 when the other is unknown or refused, the
                           * nearest one where that is read                            */
    uint32_t asked;       /* the code page that was asked for                          */

    uint8_t kind;         /* how characters are told apart                             */
    uint8_t shift;        /* 7-bit code pages: the character set in force              */
    uint8_t shift_out;    /* and the one that a shift-out byte calls                   */
    uint8_t held_len;
    uint8_t held[8];      /* the beginning of a character                              */
    uint8_t begun;        /* something came: FEFF is not a byte order mark from now on */
    uint8_t ended;
    uint8_t converter;    /* several bytes for a character: which converter            */
    uint32_t missing;     /* a bit for each converter that the hook does not know      */
    uint32_t opened;      /* a bit for each that is open                               */
    const uint16_t *high; /* one byte for a character: what 80..FF mean                */
    void *converters[TNEF_TEXT_CONVERTERS];
    tnef_charset_hook charsets;
} tnef_text;

/* Begins the conversion of text in |codepage|, with the converters of iconv. Opens nothing, and
 * needs no memory.
 *
 * TNEF_OK          always. text->anomalies has TNEF_TEXT_A_UNKNOWN or TNEF_TEXT_A_REFUSED if 1252
 *                  is used instead, TNEF_TEXT_A_NEAREST if the nearest code page is. */
TNEF_API tnef_status tnef_text_init(tnef_text *text, uint32_t codepage);

/* Begins a conversion as tnef_text_init() does, with the caller's converters. |charsets| is copied;
 * NULL: iconv.
 *
 * TNEF_OK          begun.
 * TNEF_E_ARGUMENT  |charsets| is wrong: too small a size, a field that is not known and not 0, a
 *                  function that is NULL. |text| is as after tnef_text_init(). */
TNEF_API tnef_status tnef_text_init_with(tnef_text *text, uint32_t codepage,
                                         const tnef_charset_hook *charsets);

/* Begins another text in |codepage|, which may be the same, with an object that was begun
 * before. What is left of the old text is dropped. Everything is as after tnef_text_init(),
 * except that the object keeps its hook and the converters that were opened. */
TNEF_API void tnef_text_change(tnef_text *text, uint32_t codepage);

/* Begins another text in the code page that was asked for last, as tnef_text_change() does. May be
 * called at any time: before finish, after it, and after an error. */
TNEF_API void tnef_text_reset(tnef_text *text);

/* Converts the next |len| bytes (0 is allowed, |buf| may then be NULL) into at most
 * |out_size| bytes at |out|. Any split of the input into calls, and any sizes of the
 * output, give the same text and the same anomalies. Only whole characters are written, and
 * no terminating NUL. A byte order mark at the beginning of UTF-8, UTF-16 or UTF-32 is
 * dropped. Control characters and NUL are characters like others. *|taken| and
 * *|written| are set on every return.
 *
 * Damage: each ill-formed UTF-8 sequence is replaced by one U+FFFD for every maximal
 * part of a sequence that could have begun a character (Unicode 3.9); overlong forms,
 * surrogates and numbers above 10FFFF are ill-formed. A surrogate of UTF-16 without its
 * pair is replaced alone. In other code pages of several bytes a byte that does not begin a
 * character is replaced alone; of a bad sequence, everything before the first ASCII byte
 * in it is.
 *
 * 1255 and 1258 give letters and their marks apart, as they are stored.
 *
 * TNEF_OK          all was taken.
 * TNEF_PAUSED      the output is full: call again with a fresh one and the rest, even if
 *                  no input is left.
 * TNEF_E_ARGUMENT  |out_size| is below TNEF_TEXT_ROOM, or |buf| is NULL and |len| is
 *                  not 0.
 * TNEF_E_STATE     called after finish.
 * TNEF_E_MEMORY    there was no memory for the converter that the next character needs. What came
 *                  before it is written; the next call tries again. */
TNEF_API tnef_status tnef_text_feed(tnef_text *text, const void *buf, size_t len,
                                    size_t *taken, char *out, size_t out_size,
                                    size_t *written);

/* Declares the end of the text, and writes what the bytes that are still held stand for.
 * May be called again.
 *
 * TNEF_OK          complete. text->anomalies and text->damaged are final.
 * TNEF_PAUSED      the output is full: call again.
 * TNEF_E_ARGUMENT  |out_size| is below TNEF_TEXT_ROOM.
 * TNEF_E_MEMORY    as for tnef_text_feed(). */
TNEF_API tnef_status tnef_text_finish(tnef_text *text, char *out, size_t out_size,
                                      size_t *written);

/* Closes all converters that were opened. To be called in the end, whatever finish returned; the
 * object itself is the caller's. Calling it twice does no harm. */
TNEF_API void tnef_text_free(tnef_text *text);

/* Converts a whole text in one call and puts a NUL after it. |in_len| bytes never give
 * more than TNEF_TEXT_GROWTH * in_len, and the NUL needs one. *|out_len| does not count
 * it. |anomalies| may be NULL; else it receives TNEF_ANOMALY_BIT()s. Both are set on every return.
 *
 * TNEF_OK              complete.
 * TNEF_E_LIMIT_OUTPUT  it does not fit; the characters that do are there.
 * TNEF_E_ARGUMENT      |out_size| is 0, or |in| is NULL and |in_len| is not 0.
 * TNEF_E_MEMORY        iconv had no memory; what comes before the character that needs it
 *                      is there.
 *
 * Each call opens the converter of iconv that it needs. For many texts, or for other converters,
 * keep a tnef_text. */
TNEF_API tnef_status tnef_text_convert(uint32_t codepage, const void *in, size_t in_len,
                                       char *out, size_t out_size, size_t *out_len,
                                       uint64_t *anomalies);

/* Names a code page as a MIME charset ("windows-1252", "utf-8", "gb2312"), for people and for
 * labels; that does not say whether a converter knows it. The name is static. NULL for a number
 * that is not in the table, and for those that are refused. */
TNEF_API const char *tnef_codepage_name(uint32_t codepage);

/* ---- File names -------------------------------------------------------------------- */

/* The longest name that the two functions below make, in bytes, without the NUL. File systems
 * allow 255; the rest is left for what the caller appends, ".part" for example. */
#define TNEF_SAFE_NAME_MAX 240u

/* The smallest |out_size|, and the one that is always enough. */
#define TNEF_SAFE_NAME_LEAST 48u
#define TNEF_SAFE_NAME_SIZE  256u

/* Makes a harmless file name of one that a stranger chose. It is one component of a path, for
 * the file systems of Unix, Windows and macOS alike. |utf8| is |len| bytes of what
 * should be UTF-8 and may be NULL if |len| is 0; |out| must not overlap it. |fallback|
 * is taken when nothing of the name remains, and is made safe in the same way; if it is NULL, or
 * nothing remains of it either, the name is "attachment".
 *
 * - Of a path the last component is taken; separators are / and \ and what looks like
 *   one.
 * - Ill-formed UTF-8 becomes U+FFFD. Control characters, < > : " | ? *, characters that
 *   are invisible or change the direction of writing, and noncharacters become _ . Since they do
 *   not vanish, the name cannot have a hidden end; nor can it name a drive or a stream of a file.
 *   NULs at the end are dropped.
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

/* Makes the name of the |number|-th file of the same name. That is "name (2).ext" for 2, and so
 * on; for 0 and 1 it is the name itself. |name| ends with a NUL and is made safe first. The
 * number is never cut off, so different numbers give different names. Returns what
 * tnef_safe_name() does. |out| must not overlap |name|. */
TNEF_API size_t tnef_safe_name_numbered(const char *name, uint32_t number, char *out,
                                        size_t out_size);

#ifdef __cplusplus
}
#endif
#endif
