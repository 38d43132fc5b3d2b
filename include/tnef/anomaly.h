/* SPDX-License-Identifier: MIT */
#ifndef TNEF_ANOMALY_H
#define TNEF_ANOMALY_H
/* Anomalies: input that deviates from the specifications, or that readers understand in more than
 * one way, and that was read nevertheless. (Damage that loses something is a tnef_status, too.)
 *
 * Each anomaly has a name, and a number that is never changed and never reused. Each object has a
 * band of 64 numbers, so a number tells which object met the anomaly. In the sets of that object
 * the anomaly is a bit:
 *
 *     tnef_rtf_info(rtf, &info);
 *     if (info.anomalies & TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK))
 *         puts("a link without its address");
 *
 * For every object tnef_X_info() tells the set of anomalies that were met, and tnef_X_anomalies(x,
 * code) how often one was met; objects that do not count return 1 or 0. (A tnef_text has the set in
 * its field |anomalies|; what a tree met goes to the handler |anomaly|.) The decoder, the reader,
 * the scanner and the mail reader can be told to fail at some of them: |fatal| in their
 * configurations.
 */

#include <tnef/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The bit of an anomaly in a set of anomalies of its object. */
#define TNEF_ANOMALY_BIT(code) (1ull << ((uint32_t)(code) % 64u))

/* For |fatal|: all anomalies of the object, including those that later versions add. */
#define TNEF_FATAL_ALL (~0ull)

/* Returns the name of an anomaly: the constant below without its prefix, in lower case ("checksum",
 * "bare_lf"), with "attribute" for ATTR. Anomalies of two objects may share a name. "?" for a
 * number that is not known. The strings are static. */
TNEF_API const char *tnef_anomaly_name(uint32_t code);

/* ---- A stream: <tnef/decoder.h>, <tnef/reader.h> ------------------------------------- */

/* Deviations from [MS-OXTNEF]. Each is reported as an event with |offset|, |expected|,
 * |found|, and a |status|: TNEF_OK if nothing is lost by it, else the status that
 * finish will return unless something worse happens. In brackets: the statuses other
 * than TNEF_OK that it can have. */
enum tnef_anomaly {
    TNEF_A_CHECKSUM = 0,            /* attribute checksum; expected: computed, found:
                                     * stored */
    TNEF_A_VERSION = 1,             /* attTnefVersion is not 0x00010000; found: the value */
    TNEF_A_LEVEL = 2,               /* attribute level not the id's own; found: level,
                                     * expected: own */
    TNEF_A_DUPLICATE = 3,           /* attribute given twice; found: the id. In the
                                     * message model also: a property given twice with
                                     * another value */
    TNEF_A_PADDING = 4,             /* padding bytes missing or not zero; expected: bytes
                                     * of padding, found: bytes there, or the padding as
                                     * a number */
    TNEF_A_UNTERMINATED = 5,        /* a string without its terminating NUL */
    TNEF_A_TRAILING = 6,            /* bytes after the last attribute; found: how many
                                     * [TRAILING unless they are NUL, CR, LF, TAB and
                                     * blanks] */
    TNEF_A_ORDER = 7,               /* an attachment attribute before any
                                     * attAttachRendData, or a message attribute after
                                     * one; found: the id */
    TNEF_A_ATTR_LENGTH = 8,         /* an attribute of fixed size has another length; no
                                     * computed property is made of it */
    TNEF_A_ZERO_LENGTH = 9,         /* an attribute that needs content has none */
    TNEF_A_ATTR_TYPE = 10,          /* known by the low 16 bits of its id only; expected:
                                     * full id */
    TNEF_A_DATE = 11,               /* a date that does not exist, or not in the years
                                     * 1601 to 9999; it makes no computed property;
                                     * found: year << 16 | month << 8 | day, with the
                                     * low bytes of month and day. Message model: a
                                     * PtypTime beyond the year 9999, found: its value;
                                     * or a date of another type, which is not read,
                                     * expected: 0x40, found: id << 16 | type */
    TNEF_A_VALUE = 12,              /* a field whose value makes no sense (priority,
                                     * address triple, boolean); found: the value, of a
                                     * hexadecimal key its number of digits */
    TNEF_A_CODEPAGE = 13,           /* message model: code page unknown, refused, missing
                                     * or changed; found: its number. What is used instead
                                     * is in <tnef/reader.h>, "Text" */
    TNEF_A_TEXT = 14,               /* UTF-16 of an odd number of bytes; found: that
                                     * number. Message model: text that is not valid in
                                     * its encoding: U+FFFD stands there; found: how
                                     * often */
    TNEF_A_COUNT = 15,              /* a count that does not match what is there;
                                     * expected: what is there or must be, found: the
                                     * count [OVERRUN when elements are missing] */
    TNEF_A_OVERRUN = 16,            /* a length beyond its room; clipped. expected: the
                                     * room, found: the claim [OVERRUN] */
    TNEF_A_TRUNCATED = 17,          /* a structure cut by the end of what encloses it
                                     * [OVERRUN], or by the end of the input [TRUNCATED];
                                     * expected: bytes of the structure, found: bytes of
                                     * it that are there */
    TNEF_A_TYPE = 18,               /* property type unknown or refused; found: the type
                                     * [TYPE] */
    TNEF_A_NAME_KIND = 19,          /* property name neither number nor string [NAME] */
    TNEF_A_OBJECT = 20,             /* an object value too short for its interface id */
    TNEF_A_SIGNATURE = 21,          /* an embedded message that is not a TNEF stream; it
                                     * is delivered as opaque data [NESTED]; expected,
                                     * found: the signatures, or, if the value has no
                                     * room for one, the lengths */
    TNEF_A_REMAINDER = 22,          /* bytes of an attribute after its list; found: how
                                     * many [TRAILING unless filler] */
    TNEF_A_RESYNC = 23,             /* decoding went on after bytes that are not an
                                     * attribute; found: how many [TRAILING unless
                                     * filler] */
    TNEF_A_LIMIT = 24,              /* a limit on a part was reached; expected: the
                                     * limit, found: the claim [LIMIT_*] */
    TNEF_A_CONTENT = 25,            /* message model: an attachment has several contents,
                                     * or one where few look for it, or parts of its
                                     * description contradict each other */
    TNEF_A_END = 26
};

/* ---- Transfer encodings: <tnef/transfer.h> ------------------------------------------- */

/* B is met in base64, Q in quoted-printable, U in uuencode. The offset of an anomaly is
 * that of the first thing that its description names; of a line, that of its first
 * byte. */
enum tnef_transfer_anomaly {
    TNEF_TRANSFER_A_JUNK = 64,      /* B: a byte that is neither in the alphabet nor a
                                     * blank, skipped. U: a byte outside the alphabet in
                                     * a line of data, read modulo 64 */
    TNEF_TRANSFER_A_BLANK = 65,     /* B: a space or tab, skipped */
    TNEF_TRANSFER_A_PADDING_MIDDLE = 66,
                                    /* B: data after padding */
    TNEF_TRANSFER_A_PADDING_MISSING = 67,
                                    /* B: the end of the input, or data, where padding is
                                     * expected. U: the end of a block of base64 there */
    TNEF_TRANSFER_A_PADDING_EXTRA = 68,
                                    /* B: a = where none belongs, skipped */
    TNEF_TRANSFER_A_LONE = 69,      /* B: padding, or the end of the input, after one
                                     * character of a quantum: 6 bits, dropped. U: the
                                     * same in a block of base64, or its end */
    TNEF_TRANSFER_A_BITS = 70,      /* B: padding, or the end of the input, after a
                                     * character with bits set that belong to no byte.
                                     * U: the same in a block of base64, or its end */
    TNEF_TRANSFER_A_HEX = 71,       /* Q: a = that is followed neither by two hexadecimal
                                     * digits nor by a line end, passed on */
    TNEF_TRANSFER_A_HEX_LOWER = 72, /* Q: a = with a hexadecimal digit in lower case,
                                     * decoded */
    TNEF_TRANSFER_A_SOFT_BLANKS = 73,
                                    /* Q: a = with blanks between it and its line end */
    TNEF_TRANSFER_A_SOFT_END = 74,  /* Q: the input ends with a =, as if a soft break
                                     * began */
    TNEF_TRANSFER_A_TRAILING_BLANKS = 75,
                                    /* Q: a line end, or the end of the input, before
                                     * which blanks were removed */
    TNEF_TRANSFER_A_BLANKS_KEPT = 76,
                                    /* Q: more than TNEF_TRANSFER_BLANKS blanks in a row,
                                     * passed on */
    TNEF_TRANSFER_A_RAW = 77,       /* Q: a control character, or a byte above 7E, that
                                     * is not encoded, passed on */
    TNEF_TRANSFER_A_BARE_CR = 78,   /* B, Q, U: CR without LF; a line end */
    TNEF_TRANSFER_A_BARE_LF = 79,   /* B, Q, U: LF without CR; a line end */
    TNEF_TRANSFER_A_LONG_LINE = 80, /* B, Q: a line of more than 76 bytes */
    TNEF_TRANSFER_A_BEGIN_MISSING = 81,
                                    /* U: no begin line in the whole input */
    TNEF_TRANSFER_A_BEGIN_ODD = 82, /* U: a begin line that is not exactly begin or
                                     * begin-base64, one space, 3 or 4 octal digits, one
                                     * space, name */
    TNEF_TRANSFER_A_NAME_CUT = 83,  /* U: a begin line with a name of more than
                                     * TNEF_TRANSFER_NAME bytes, cut */
    TNEF_TRANSFER_A_BLOCKS = 84,    /* U: a begin line that is not the first */
    TNEF_TRANSFER_A_END_MISSING = 85,
                                    /* U: a begin line, or the end of the input, inside
                                     * of a block; what ends a block of base64 without a
                                     * line of ==== */
    TNEF_TRANSFER_A_ZERO_MISSING = 86,
                                    /* U: an end line with no line of length 0 right
                                     * before it */
    TNEF_TRANSFER_A_ZERO_MIDDLE = 87,
                                    /* U: a line of data after a line of length 0 or an
                                     * empty one */
    TNEF_TRANSFER_A_LINE_SHORT = 88,
                                    /* U: a line end before the last byte of its line:
                                     * the rest is 0 */
    TNEF_TRANSFER_A_LINE_EXTRA = 89,
                                    /* U: a byte beyond the length of its line, and not a
                                     * blank. Some encoders add a checksum */
    TNEF_TRANSFER_A_LENGTH = 90,    /* U: a line of more than 45 bytes, decoded */
    TNEF_TRANSFER_A_JUNK_LINE = 91, /* U: a line inside a block that is not part of it,
                                     * skipped */
    TNEF_TRANSFER_A_AFTER_END = 92, /* U: a line after the end of a block that is neither
                                     * blank nor a begin line, skipped */
    TNEF_TRANSFER_A_BASE64 = 93,    /* U: a begin line of begin-base64 */
    TNEF_TRANSFER_A_END = 94
};

/* ---- Mail: <tnef/scanner.h>, <tnef/mail.h> ------------------------------------------- */

/* Deviations and contradictions. [R]: STRICT refuses it, unless the configuration says
 * otherwise. */
enum tnef_scanner_anomaly {
    /* lines and header blocks */
    TNEF_SCANNER_A_BARE_LF = 128,   /* a line of a header, or before a boundary, ends
                                     * with LF alone */
    TNEF_SCANNER_A_BARE_CR = 129,   /* the same with CR alone; it is taken as a line end
                                     * there [R] */
    TNEF_SCANNER_A_NO_BLANK_LINE = 130,
                                    /* the body begins at a line that is not a field,
                                     * without the blank line before it [R] */
    TNEF_SCANNER_A_GARBAGE_LINE = 131,
                                    /* a line in a header block is not a field; it is
                                     * passed over [R] */
    TNEF_SCANNER_A_SPACE_COLON = 132,
                                    /* blanks between the name of a field and its colon
                                     * [R] */
    TNEF_SCANNER_A_FOLDED_TYPE = 133,
                                    /* blanks or a fold inside a type or an encoding [R] */
    TNEF_SCANNER_A_COMMENT = 134,   /* a comment in a type, encoding or parameter [R] */
    TNEF_SCANNER_A_NUL = 135,       /* a NUL in a field that counts; readers cut there,
                                     * drop it, or keep it [R] */
    TNEF_SCANNER_A_EIGHT_BIT = 136, /* bytes above 127 in a field that counts */
    TNEF_SCANNER_A_FROM_LINE = 137, /* the message begins with a "From " line, with a
                                     * time of day in it, or with the bare word; perhaps
                                     * after ">" [R] */
    TNEF_SCANNER_A_LEADING_BLANK = 138,
                                    /* the message begins with blank lines; passed over
                                     * [R] */
    TNEF_SCANNER_A_HEADER_END = 139,
                                    /* the input, or the enclosing part, ends in a header
                                     * block [R] */
    TNEF_SCANNER_A_LINE_LIMIT = 140,
                                    /* a field that counts is longer than max_line; it is
                                     * cut [R] */
    TNEF_SCANNER_A_HEADER_LIMIT = 141,
                                    /* a block beyond max_header or max_fields: see
                                     * tnef_scanner_limits [R] */
    /* fields and parameters */
    TNEF_SCANNER_A_DUPLICATE_TYPE = 142,
                                    /* two Content-Type fields: see "Readings" in
                                     * <tnef/scanner.h> [R] */
    TNEF_SCANNER_A_DUPLICATE_ENCODING = 143,
                                    /* two Content-Transfer-Encoding fields; the first is
                                     * the declared one [R] */
    TNEF_SCANNER_A_DUPLICATE_PARAMETER = 144,
                                    /* two boundary parameters; both are looked for [R] */
    TNEF_SCANNER_A_PARAMETER_SYNTAX = 145,
                                    /* a value with characters that need quotes, or with
                                     * blanks at its end; a field that is not a valid
                                     * type [R] */
    TNEF_SCANNER_A_PARAMETER_PIECES = 146,
                                    /* a boundary in the form of RFC 2231 [R] */
    TNEF_SCANNER_A_PARAMETER_EMPTY = 147,
                                    /* an empty boundary, charset or name [R] */
    TNEF_SCANNER_A_PARAMETER_QUOTE = 148,
                                    /* a quoted value without its end [R] */
    TNEF_SCANNER_A_PARAMETER_LIMIT = 149,
                                    /* more than max_parameters or max_pieces; the rest
                                     * is not read, except for boundaries [R] */
    TNEF_SCANNER_A_NAME_BROKEN = 150,
                                    /* a file name that cannot be decoded in the way that
                                     * it claims */
    TNEF_SCANNER_A_NAME_DIFFERS = 151,
                                    /* the header names different files: see
                                     * tnef_scanner_part.other_name */
    TNEF_SCANNER_A_NAME_WORD = 152, /* a file name in the form of RFC 2047, which is not
                                     * meant for file names */
    /* boundaries */
    TNEF_SCANNER_A_NO_BOUNDARY = 153,
                                    /* a multipart without boundary: lines that begin
                                     * with "--" and more are taken for one [R] */
    TNEF_SCANNER_A_BOUNDARY_LONG = 154,
                                    /* longer than 70 characters [R] */
    TNEF_SCANNER_A_BOUNDARY_CUT = 155,
                                    /* longer than TNEF_SCANNER_BOUNDARY_SIZE, or no
                                     * room for it: what is kept is compared, and of the
                                     * rest, up to byte 1,016, a hash and the length [R] */
    TNEF_SCANNER_A_BOUNDARY_PREFIX = 156,
                                    /* an open boundary begins with another one, or is
                                     * the same [R] */
    TNEF_SCANNER_A_BOUNDARY_JUNK = 157,
                                    /* more than blanks after a boundary [R] */
    TNEF_SCANNER_A_BOUNDARY_BLANKS = 158,
                                    /* blanks after a boundary */
    TNEF_SCANNER_A_NO_END = 159,    /* the input ends before the end boundary [R] */
    TNEF_SCANNER_A_NO_INNER_END = 160,
                                    /* an outer boundary comes before the end boundary
                                     * [R] */
    TNEF_SCANNER_A_AFTER_END = 161, /* a part after the end boundary; it is read [R] */
    TNEF_SCANNER_A_TOO_DEEP = 162,  /* beyond max_depth, or more than max_levels encoded
                                     * messages in each other: a leaf [R] */
    TNEF_SCANNER_A_TOO_MANY_PARTS = 163,
                                    /* beyond max_parts: see tnef_scanner_limits [R] */
    TNEF_SCANNER_A_TOO_MANY_STREAMS = 164,
                                    /* beyond max_streams: not delivered [R] */
    /* contents */
    TNEF_SCANNER_A_PREAMBLE = 165,  /* a stream in a preamble [R] */
    TNEF_SCANNER_A_EPILOGUE = 166,  /* a stream in an epilogue [R] */
    TNEF_SCANNER_A_ENCODING_UNKNOWN = 167,
                                    /* a declared encoding that does not exist; identity
                                     * is assumed [R] */
    TNEF_SCANNER_A_ENCODING_COMPOSITE = 168,
                                    /* an encoding on a multipart or message [R] */
    TNEF_SCANNER_A_ENCODING_OTHER = 169,
                                    /* the stream shows under another encoding than
                                     * declared [R] */
    TNEF_SCANNER_A_TYPE_OTHER = 170,
                                    /* a stream in a part that claims neither type nor
                                     * name */
    TNEF_SCANNER_A_NO_SIGNATURE = 171,
                                    /* a part that claims a type or name that is searched
                                     * for, and no reading shows a stream in it */
    TNEF_SCANNER_A_BASE64_JUNK = 172,
                                    /* characters outside of the alphabet [R] */
    TNEF_SCANNER_A_BASE64_PADDING = 173,
                                    /* more data after padding, or padding where none
                                     * belongs [R] */
    TNEF_SCANNER_A_BASE64_END = 174,
                                    /* the last group is not complete [R] */
    TNEF_SCANNER_A_BASE64_BLANKS = 175,
                                    /* blanks between the characters */
    TNEF_SCANNER_A_QP_BAD = 176,    /* "=" before something that is not hexadecimal, or
                                     * at the very end [R] */
    TNEF_SCANNER_A_QP_LOWER = 177,  /* lower-case hexadecimal */
    TNEF_SCANNER_A_QP_BLANKS = 178, /* blanks between "=" and the end of the line, or at
                                     * its end, or more than TNEF_TRANSFER_BLANKS in a
                                     * row */
    TNEF_SCANNER_A_UU_BAD = 179,    /* a uuencoded line that is too long or too short,
                                     * has other characters, is not part of its block, or
                                     * comes after the one of length 0 [R] */
    TNEF_SCANNER_A_UU_NO_END = 180, /* a uuencoded block without "end", or "====" [R] */
    TNEF_SCANNER_A_UU_BLOCK = 181,  /* a uuencoded block that no field declares, or one of
                                     * begin-base64 [R] */
    TNEF_SCANNER_A_STREAM_LIMIT = 182,
                                    /* a stream beyond max_stream or max_output: it is
                                     * cut [R] */
    TNEF_SCANNER_A_LINE_LONG = 183, /* a line of an encoded body has more than 76
                                     * characters */
    TNEF_SCANNER_A_SHORT = 184,     /* NO_SIGNATURE, in a part that ends before a
                                     * signature could be complete */
    TNEF_SCANNER_A_BOUNDARY_OTHER = 185,
                                    /* a multipart shows no part under its boundary: a line
                                     * with "--", perhaps indented, after which a Content-
                                     * field comes is taken for one, and lines like it [R] */
    TNEF_SCANNER_A_UTF16 = 186,
                                    /* the whole mail is in UTF-16; it is read as what it
                                     * decodes to, one level above [R] */
    TNEF_SCANNER_A_STREAM_IN_TEXT = 187,
                                    /* base64 of a stream stands at the beginning of a line
                                     * of a body, as in a mail that quotes the source of
                                     * another one; it is read like a uuencoded block, up to
                                     * an empty line or what is not base64 [R] */
    TNEF_SCANNER_A_BASE64_TWICE = 188,
                                    /* what a part decodes to is base64 of a stream once more;
                                     * it is decoded again, like a uuencoded block [R] */
    TNEF_SCANNER_A_APPLE_HEAD = 189,
                                    /* a head of AppleSingle or AppleDouble (RFC 1740) stands
                                     * before a stream; it is passed over [R] */
    TNEF_SCANNER_A_MAIL_AS_FILE = 190,
                                    /* a stream is found in a mail that stands in a leaf
                                     * which is neither text nor of the type message: see
                                     * "Readings" in <tnef/scanner.h> [R] */
    TNEF_SCANNER_A_END = 191
};

/* ---- Compressed RTF: <tnef/lzfu.h> --------------------------------------------------- */

/* Those marked (*) are known when finish has returned, the others as soon as their bytes
 * were read. One rule decides which of them change the result of finish: those that
 * mean that the input lacks bytes that it announces. If every byte is there, doubts
 * about their contents do not change the result: the anomaly is reported, and no more. */
enum tnef_lzfu_anomaly {
    TNEF_LZFU_A_NO_END = 192,       /* (*) compressed contents end without a marker.
                                     * Writers that leave it out exist and lose nothing:
                                     * finish returns TNEF_E_TRUNCATED only if there is a
                                     * second witness, which is one of: less output than
                                     * RAWSIZE; less input than COMPSIZE, unless RAWSIZE
                                     * and CRC say that all is there; half a reference */
    TNEF_LZFU_A_CUT_REFERENCE = 193,
                                    /* (*) the contents end after one of the two bytes of
                                     * a reference: TNEF_E_TRUNCATED */
    TNEF_LZFU_A_AFTER_END = 194,    /* bytes of the contents follow the end marker. They
                                     * are counted and not decoded. Only reported */
    TNEF_LZFU_A_BAD_REFERENCE = 195,
                                    /* a reference to a part of the dictionary that was
                                     * never written; it reads as zeros. Only reported */
    TNEF_LZFU_A_BAD_CRC = 196,      /* (*) CRC is not that of the compressed contents, as
                                     * far as they are there. Only reported */
    TNEF_LZFU_A_STORED_CRC = 197,   /* stored contents with a CRC, which must be 0 there;
                                     * it is not compared with anything. Only reported */
    TNEF_LZFU_A_RAW_SIZE = 198,     /* (*) RAWSIZE is not the size of the output. Only a
                                     * flag, but a witness for NO_END */
    TNEF_LZFU_A_CUT = 199,          /* (*) COMPSIZE is too large: the input ends before
                                     * the contents. TNEF_E_TRUNCATED if they are stored,
                                     * or compressed and without an end marker, unless
                                     * RAWSIZE (and CRC, of compressed ones) say that all
                                     * is there: TNEF_LZFU_A_COMP_SIZE */
    TNEF_LZFU_A_TAIL = 200,         /* COMPSIZE is too small: bytes follow the contents.
                                     * They are counted and ignored. Only reported */
    TNEF_LZFU_A_COMP_SIZE = 201,    /* COMPSIZE is ignored, since RAWSIZE and the input
                                     * agree that it is wrong. Either it is too small (0,
                                     * or without the 12 bytes of the header that it
                                     * counts): then the bytes that follow are contents,
                                     * until RAWSIZE bytes of output were made and the
                                     * end marker was read. Or (*) it is too large, and
                                     * nothing is missing. Only reported */
    TNEF_LZFU_A_END = 202
};

/* ---- RTF: <tnef/rtf.h> --------------------------------------------------------------- */

/* Only TNEF_RTF_A_CUT changes the result of finish. */
enum tnef_rtf_anomaly {
    TNEF_RTF_A_CUT = 256,           /* the input ends before the brace that closes the
                                     * document: TNEF_E_TRUNCATED */
    TNEF_RTF_A_TRAILING = 257,      /* more than CR, LF, NUL and blanks follows that
                                     * brace; it is ignored */
    TNEF_RTF_A_DEEP = 258,          /* more than TNEF_RTF_DEPTH groups in each other that
                                     * differ: in those beyond, and where they end,
                                     * formatting and code page may be wrong, and text
                                     * may be delivered that should be left out. No text
                                     * is lost */
    TNEF_RTF_A_DAMAGED = 259,       /* text that is not valid in its code page: U+FFFD
                                     * stands there */
    TNEF_RTF_A_CODEPAGE = 260,      /* a code page that is unknown, refused, or cannot be
                                     * one of RTF (UTF-16): read as 1252; or read as the
                                     * nearest one */
    TNEF_RTF_A_FONTS = 261,         /* more fonts than TNEF_RTF_FONTS_MAX: text in the
                                     * others is read in the code page of the document */
    TNEF_RTF_A_LINK = 262,          /* a link whose address has control characters, or in
                                     * HTML one that is not http, https, ftp or mailto;
                                     * or that is too long (its address has more than
                                     * some 2,040 bytes as HTML, or 4,080 with those of
                                     * the links around; or the instruction of its field
                                     * has 4,096), or is in more than 3 others: only its
                                     * text is given. Or what follows the '#' of its
                                     * address is too long, or cannot be in one, and is
                                     * left out; or in HTML text after a link in it has
                                     * no address: see TNEF_RTF_GROWTH */
    TNEF_RTF_A_END = 263
};

/* ---- HTML: <tnef/html.h> ------------------------------------------------------------- */

/* None of them changes the result of finish. */
enum tnef_html_anomaly {
    TNEF_HTML_A_DAMAGED = 320,      /* text that is not valid in its code page: U+FFFD
                                     * stands there */
    TNEF_HTML_A_CODEPAGE = 321,     /* the code page is unknown or refused: read as 1252 */
    TNEF_HTML_A_LINK = 322,         /* a link with an address that is too long: only its
                                     * text is given */
    TNEF_HTML_A_SCRIPT = 323,       /* there is a <script> */
    TNEF_HTML_A_CUT = 324,          /* the input ends inside of a tag or a comment, or in
                                     * an element that is left out: what it held is left
                                     * out */
    TNEF_HTML_A_CONTROL = 325,      /* control characters other than NUL were left out */
    TNEF_HTML_A_END = 326
};

/* ---- Text: <tnef/text.h> ------------------------------------------------------------- */

/* Deviations of text in a code page. */
enum tnef_text_anomaly {
    TNEF_TEXT_A_UNKNOWN = 384,      /* the code page is not known here: read as 1252. 0,
                                     * 1, 2, 3 and 42, which stand for a setting of the
                                     * sender, are unknown. That the converter does not know one
                                     * is found out when a character needs it */
    TNEF_TEXT_A_REFUSED = 385,      /* UTF-7 or EBCDIC, which hide ASCII from those who
                                     * look for it: read as 1252 */
    TNEF_TEXT_A_DAMAGED = 386,      /* bytes were replaced by U+FFFD */
    TNEF_TEXT_A_CUT = 387,          /* the input ended inside a character. Up to 3 last
                                     * bytes that are no unit of UTF-16 or UTF-32 are
                                     * dropped; else U+FFFD */
    TNEF_TEXT_A_GUESSED = 388,      /* bytes above 7F were read as 1252, though nothing
                                     * names it: the code page is unknown, refused or
                                     * ASCII */
    TNEF_TEXT_A_NEAREST = 389,      /* the code page is read as the one that is nearest
                                     * to it of those that are known: 10001, 10002,
                                     * 10003, 10008, 709, 710, 951, 20002, 20105 to
                                     * 20108, 28601. Most characters are right */
    TNEF_TEXT_A_END = 390
};

/* ---- Bodies: <tnef/bodies.h> --------------------------------------------------------- */

/* What was met in a delivery. None of them changes its status. */
enum tnef_bodies_anomaly {
    TNEF_BODIES_A_DAMAGED = 448,    /* text that is not valid in its code page: U+FFFD
                                     * stands there */
    TNEF_BODIES_A_CODEPAGE = 449,   /* a code page that is unknown or refused, and no
                                     * other one that counts: read as 1252, HTML as what
                                     * other 8-bit text is in; or read as the nearest:
                                     * TNEF_TEXT_A_NEAREST. HTML and text that are ASCII
                                     * do not have it. What nobody names is not found:
                                     * TNEF_CHARSET_DEFAULT */
    TNEF_BODIES_A_DEEP = 450,       /* RTF: groups that are too deep: TNEF_RTF_A_DEEP */
    TNEF_BODIES_A_FONTS = 451,      /* RTF: more fonts than can be kept: TNEF_RTF_A_FONTS */
    TNEF_BODIES_A_LINK = 452,       /* the address of a link is left out:
                                     * TNEF_RTF_A_LINK, TNEF_HTML_A_LINK */
    TNEF_BODIES_A_TRAILING = 453,   /* RTF: more follows after its end:
                                     * TNEF_RTF_A_TRAILING */
    TNEF_BODIES_A_SCRIPT = 454,     /* text made of HTML: scripts are left out */
    TNEF_BODIES_A_CONTROL = 455,    /* text made of HTML: control characters are left out */
    TNEF_BODIES_A_NOT_UTF8 = 456,   /* TNEF_CHARSET_NOT_UTF8 */
    TNEF_BODIES_A_END = 457
};

#ifdef __cplusplus
}
#endif
#endif
