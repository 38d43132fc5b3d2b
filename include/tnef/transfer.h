/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TRANSFER_H
#define TNEF_TRANSFER_H
/* Content transfer encodings of mail: base64, quoted-printable and uuencode, in one shape.
 *
 * A decoder takes encoded bytes in pieces of any size and gives the decoded ones to a sink. It
 * never asks for a byte twice, never allocates after creation, and does a bounded amount of work
 * per byte (see "Work" at the end). Nothing in the input makes it fail: what deviates is decoded as
 * readers of mail do, and told, so that a caller can choose to trust it or not.
 *
 *     tnef_transfer_config cfg = { .size = sizeof cfg, .kind = TNEF_TRANSFER_BASE64,
 *                                  .sink = my_sink, .user = me };
 *     tnef_transfer *transfer;
 *
 *     if (tnef_transfer_new(&transfer, &cfg, NULL) == TNEF_OK) {
 *         ...tnef_transfer_feed(transfer, buf, len, &taken) for each piece...
 *         status = tnef_transfer_finish(transfer);
 *         tnef_transfer_free(transfer);
 *     }
 *
 * RFC 2045 section 6 defines base64 and quoted-printable, POSIX (IEEE 1003.1, uuencode) the third.
 */

#include <tnef/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Kinds -------------------------------------------------------------------------------- */

/* IDENTITY: 7bit, 8bit and binary. The sink gets the caller's bytes where they are.
 *
 * BASE64: characters outside the alphabet are skipped. Padding ends its quantum wherever it
 * stands; what follows is decoded. Padding that is missing at the end is done without.
 *
 * QUOTED_PRINTABLE: line ends pass as they are: CR LF, LF or CR. Blanks (space, tab) before a line
 * end or the end of the input are removed, but for rows of more than TNEF_TRANSFER_BLANKS, which
 * pass. = and blanks before a line end are a soft break and vanish with it. A = that begins
 * nothing passes.
 *
 * UUENCODE: what precedes a begin line is skipped. A line gives as many bytes as its first
 * character says; both space and ` are 0; what a line lacks is 0; what it has too much is ignored.
 * Of several blocks each is decoded, and no call of the sink has bytes of two:
 * tnef_transfer_get_info() says of which. */
enum tnef_transfer_kind {
    TNEF_TRANSFER_IDENTITY = 0,
    TNEF_TRANSFER_BASE64 = 1,
    TNEF_TRANSFER_QUOTED_PRINTABLE = 2,
    TNEF_TRANSFER_UUENCODE = 3
};
#define TNEF_TRANSFER_BLANKS 128u

/* Decoded bytes for encoded ones, at most: base64 3 for 4, quoted-printable and identity 1 for 1,
 * uuencode 63 for 2 (a line of a length character and LF, of which all else was cut off). */
#define TNEF_TRANSFER_GROWTH 32u

/* ---- Anomalies ---------------------------------------------------------------------------- */

/* Deviations from the specifications. The numbers are stable and are bit numbers of
 * tnef_transfer_info.anomalies. Letters: B base64, Q quoted-printable, U uuencode. The offset is
 * that of what is named first; a line's is that of its first byte. */
enum tnef_transfer_anomaly {
    TNEF_TA_JUNK = 0,            /* B: a byte that is not in the alphabet, and no blank, skipped.
                                  * U: one inside a line of data, read modulo 64                  */
    TNEF_TA_BLANK = 1,           /* B: a space or tab, skipped                                    */
    TNEF_TA_PADDING_MIDDLE = 2,  /* B: data after padding                                         */
    TNEF_TA_PADDING_MISSING = 3, /* B: the end of the input, or data, where padding is expected   */
    TNEF_TA_PADDING_EXTRA = 4,   /* B: a = where none belongs, skipped                            */
    TNEF_TA_LONE = 5,            /* B: padding, or the end of the input, after one character of a
                                  * quantum: 6 bits, dropped                                      */
    TNEF_TA_BITS = 6,            /* B: padding, or the end of the input, after a character with
                                  * bits set that belong to no byte                               */
    TNEF_TA_HEX = 7,             /* Q: a = that neither two hexadecimal digits nor a line end
                                  * follow, passed through                                        */
    TNEF_TA_HEX_LOWER = 8,       /* Q: a = with a hexadecimal digit in lower case, decoded        */
    TNEF_TA_SOFT_BLANKS = 9,     /* Q: a = with blanks between it and its line end                */
    TNEF_TA_SOFT_END = 10,       /* Q: the input ends with a = that a soft break would begin with */
    TNEF_TA_TRAILING_BLANKS = 11, /* Q: a line end, or the end of the input, before which blanks
                                  * were removed                                                  */
    TNEF_TA_BLANKS_KEPT = 12,    /* Q: more than TNEF_TRANSFER_BLANKS in a row: passed            */
    TNEF_TA_RAW = 13,            /* Q: a control character, or a byte above 7E, that is not
                                  * encoded, passed                                               */
    TNEF_TA_BARE_CR = 14,        /* B, Q, U: CR without LF; a line end                            */
    TNEF_TA_BARE_LF = 15,        /* B, Q, U: LF without CR; a line end                            */
    TNEF_TA_LONG_LINE = 16,      /* B, Q: a line of more than 76 bytes                            */
    TNEF_TA_BEGIN_MISSING = 17,  /* U: no begin line in the whole input                           */
    TNEF_TA_BEGIN_ODD = 18,      /* U: a begin line that is not exactly begin, one space, 3 or 4
                                  * octal digits, one space, name                                 */
    TNEF_TA_NAME_CUT = 19,       /* U: a begin line with a name of more than TNEF_TRANSFER_NAME
                                  * bytes, cut                                                    */
    TNEF_TA_BLOCKS = 20,         /* U: a begin line that is not the first                         */
    TNEF_TA_END_MISSING = 21,    /* U: a begin line, or the end of the input, inside of a block   */
    TNEF_TA_ZERO_MISSING = 22,   /* U: an end line with no line of length 0 right before it       */
    TNEF_TA_ZERO_MIDDLE = 23,    /* U: a line of data after a line of length 0 or an empty one    */
    TNEF_TA_LINE_SHORT = 24,     /* U: a line end before the last byte of its line: the rest is 0 */
    TNEF_TA_LINE_EXTRA = 25,     /* U: a byte that its line has no use for, and no blank. Some
                                  * encoders add a checksum                                       */
    TNEF_TA_LENGTH = 26,         /* U: a line of more than 45 bytes, decoded                      */
    TNEF_TA_JUNK_LINE = 27,      /* U: a line inside a block that is not part of it, skipped        */
    TNEF_TA_AFTER_END = 28,      /* U: a line after an end line that is not blank, and no begin
                                  * line, skipped                                                 */
    TNEF_TA_NUMBER_OF = 29
};

/* "junk", "padding_middle", ...: as above in lower case; "?" for an unknown number. Static. */
TNEF_API const char *tnef_transfer_anomaly_name(uint32_t code);

/* ---- Decoder ------------------------------------------------------------------------------ */

#define TNEF_TRANSFER_NAME 255u         /* bytes of a name on a begin line that are kept          */
#define TNEF_TRANSFER_SIZE_MAX 2048u    /* tnef_transfer_size() is never more                     */
#define TNEF_TRANSFER_CEILING (UINT64_C(1) << 62)  /* of max_input and max_output           */

typedef struct tnef_transfer tnef_transfer;

typedef struct tnef_transfer_config {
    uint32_t size;               /* sizeof(tnef_transfer_config)                                  */
    uint32_t kind;               /* TNEF_TRANSFER_*                                               */
    tnef_sink_fn sink;           /* gets the decoded bytes; not NULL                              */
    void *user;                  /* its first argument                                            */
    uint64_t max_input;          /* bytes fed [64 GiB: bounds time; memory does not depend on it] */
    uint64_t max_output;         /* bytes given to the sink [64 GiB]                              */
} tnef_transfer_config;

/* What is known so far. May grow at the end. */
typedef struct tnef_transfer_info {
    uint32_t size;               /* in: sizeof(tnef_transfer_info); out: the bytes that were
                                  * filled                                                        */
    uint32_t kind;
    uint32_t anomalies;          /* bit 1u << TNEF_TA_* for each that was met                     */
    uint32_t first_code;         /* the one that was met first; TNEF_NO_CODE: none                */
    uint64_t first_offset;       /* and where                                                     */
    uint64_t input;              /* bytes accepted                                                */
    uint64_t output;             /* bytes that the sink took                                      */
    uint32_t blocks;             /* UUENCODE: begin lines. In a call of the sink: the number of
                                  * the block, from 1, that its bytes are of                      */
    uint32_t mode;               /* of the last one: the octal number,                            */
    const uint8_t *name;         /* and the name: the sender's bytes as they are, without a NUL at
                                  * the end, valid until the next call of feed, reset or free.
                                  * Not NULL. Complete when the first byte of its block is given  */
    size_t name_len;
} tnef_transfer_info;

/* The bytes of memory that one decoder takes. */
TNEF_API size_t tnef_transfer_size(void);

/* Whether a decoder can have this configuration, and if not, the field that is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong: too small a size, a field that is not known
 * and not 0, an unknown |kind|, no sink, a limit above its ceiling. NULL is refused. */
TNEF_API tnef_status tnef_transfer_check(const tnef_transfer_config *cfg, const void **field);

/* Makes a decoder in |mem|, |len| bytes that are aligned for any object and stay in place until its
 * last use. |cfg| is copied. It costs no more than setting some 400 bytes.
 *
 * TNEF_OK          *|out| is ready; it is |mem|, and needs no tnef_transfer_free().
 * TNEF_E_ARGUMENT  |len| is less than tnef_transfer_size(), |mem| is NULL or not aligned, or |cfg| is
 *                  wrong: tnef_transfer_check() tells where. *|out| is NULL. */
TNEF_API tnef_status tnef_transfer_init(tnef_transfer **out, void *mem, size_t len,
                                        const tnef_transfer_config *cfg);

/* The same in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_transfer_free() returns. Besides the above:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_transfer_new(tnef_transfer **out, const tnef_transfer_config *cfg,
                                       const tnef_allocator *alloc);

/* Ends a decoder. NULL is allowed, and so is one from tnef_transfer_init(). */
TNEF_API void tnef_transfer_free(tnef_transfer *transfer);

/* Makes the decoder as new, with the same configuration, for another input.
 *
 * TNEF_E_STATE     called from inside the sink. */
TNEF_API tnef_status tnef_transfer_reset(tnef_transfer *transfer);

/* Hands the decoder the next bytes of the input.
 *
 * The sink is called from inside this call, each time with at least one byte. When TNEF_OK is
 * returned it has got all that these bytes decide. |buf| may be freed or reused then: nothing keeps
 * a pointer into it. |len| may be 0 (|buf| may then be NULL): this offers what a pause held back.
 * Any split of the input into calls gives the same bytes and the same anomalies at the same
 * offsets. |taken| may be NULL; it is set on every return.
 *
 * TNEF_OK              all |len| bytes were taken.
 * TNEF_PAUSED          the sink answered so. *|taken| bytes were taken; call again with the rest.
 * TNEF_STOPPED         the sink answered so, now or earlier.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE         called from inside the sink, or after finish began.
 * TNEF_E_CALLBACK      the sink failed.
 * TNEF_E_LIMIT_INPUT   max_input bytes were taken, and there are more.
 * TNEF_E_LIMIT_OUTPUT  max_output bytes were given to the sink, and there are more.
 *
 * From TNEF_STOPPED on these are permanent: every further call repeats them, but a call of feed
 * after one of finish returns TNEF_E_STATE. In the call that fails, *|taken| counts the bytes up to and
 * including the one that made it fail. */
TNEF_API tnef_status tnef_transfer_feed(tnef_transfer *transfer, const void *buf, size_t len,
                                        size_t *taken);

/* Declares the end of the input, and gives the sink what it decides. May be called again after
 * TNEF_PAUSED, and again afterwards with the same result.
 *
 * TNEF_OK              complete. There may have been anomalies.
 * TNEF_PAUSED          the sink answered so; call again.
 * TNEF_E_STATE         called from inside the sink.
 * TNEF_E_TRUNCATED     decoded bytes are missing: base64 ends with one character of a quantum;
 *                      uuencode has no begin line, or a block with neither an end line nor a
 *                      line of length 0 last, or ends inside of a line. All that is there was
 *                      given to the sink, and nothing that is not.
 * otherwise            the permanent error of feed. */
TNEF_API tnef_status tnef_transfer_finish(tnef_transfer *transfer);

/* What is wrong and where: what finish would return now, and its context; truncation is known only after
 * finish. Of |out| only |status|, |offset|, |limit|, |found| and |user_code| say something; |code| is
 * TNEF_NO_CODE, the rest is 0. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_transfer_error(const tnef_transfer *transfer, tnef_error *out);

/* What is known so far; may be called from inside the sink. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_transfer_get_info(const tnef_transfer *transfer, tnef_transfer_info *out);

/* How often the anomaly |code| was met (INT32_MAX stands for more), and the offset where that was
 * first; 0 if it was not met, and for an unknown code. */
TNEF_API uint64_t tnef_transfer_anomalies(const tnef_transfer *transfer, uint32_t code);
TNEF_API uint64_t tnef_transfer_first(const tnef_transfer *transfer, uint32_t code);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * For n bytes of input in f calls of any of these functions, however it is cut, and of the sink, the
 * bytes that are looked at, of the input and of buffers, are at most
 *
 *     1,024 + 64 * n + 128 * f
 *
 * The worst input known for uuencode costs 36 for a byte: lines of a length character and LF, which
 * decode to 63 bytes; for quoted-printable 15: eight characters of text, and one that should have
 * been encoded; for base64 7: a quantum and a line end, byte by byte. Usual input costs 1 to 4. */

#ifdef __cplusplus
}
#endif
#endif
