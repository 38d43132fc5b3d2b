/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TRANSFER_H
#define TNEF_TRANSFER_H
/* Content transfer encodings of mail: base64, quoted-printable and uuencode, decoded to a sink.
 *
 * Take it if you have the encoded body of one part of a mail and know its encoding. If you have a
 * whole mail, <tnef/scanner.h> finds its parts and decodes them, and <tnef/mail.h> reads the TNEF
 * in them.
 *
 * Example:
 *
 *     static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
 *     {
 *         *taken = fwrite(buf, 1, len, user);
 *         return *taken == len ? TNEF_OK : TNEF_E_CALLBACK;
 *     }
 *
 *     tnef_status decode_base64(const void *text, size_t len, FILE *out)
 *     {
 *         tnef_transfer_config cfg = { .size = sizeof cfg, .kind = TNEF_TRANSFER_BASE64,
 *                                      .sink = put, .user = out };
 *         tnef_transfer *transfer;
 *         tnef_status status = tnef_transfer_new(&transfer, &cfg, NULL);
 *
 *         if (status == TNEF_OK)
 *             status = tnef_transfer_feed(transfer, text, len, NULL);
 *         if (status == TNEF_OK)
 *             status = tnef_transfer_finish(transfer);
 *         tnef_transfer_free(transfer);
 *         return status;
 *     }
 *
 * Nothing in the input makes a decoder fail: what deviates from the specification is decoded as
 * mail readers decode it, and is reported as an anomaly, so that the caller can choose to trust it
 * or not. RFC 2045 section 6 defines base64 and quoted-printable, POSIX (IEEE 1003.1, uuencode)
 * uuencode.
 *
 * The life of a decoder: tnef_transfer_new() or tnef_transfer_init() makes it, tnef_transfer_feed()
 * takes the input in pieces of any size, tnef_transfer_finish() declares its end.
 * tnef_transfer_reset() makes it ready for another input. From inside the sink only
 * tnef_transfer_error(), tnef_transfer_info(), tnef_transfer_anomalies() and tnef_transfer_first()
 * may be called. A decoder never asks for a byte twice, never allocates after it was made, and does
 * a bounded amount of work for a byte (see "Work" at the end).
 */

#include <tnef/anomaly.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Kinds -------------------------------------------------------------------------------- */

/* The encodings, and how each is decoded.
 *
 * IDENTITY (7bit, 8bit and binary): the sink gets the caller's bytes where they are.
 *
 * BASE64: characters outside the alphabet are skipped. Padding ends its quantum wherever it
 * stands, and what follows is decoded. Padding may be missing at the end.
 *
 * QUOTED_PRINTABLE: line ends (CR LF, LF or CR) are passed on as they are. Blanks (space, tab)
 * before a line end or the end of the input are removed, but a row of more than
 * TNEF_TRANSFER_BLANKS is passed on. "=" at the end of a line, with or without blanks after it, is
 * a soft break: both are removed with the line end. Any other "=" that does not begin an encoded
 * byte is passed on.
 *
 * UUENCODE: bytes before a begin line are skipped. A line gives as many bytes as its first
 * character tells; both space and ` stand for 0. Characters that a line lacks count as 0, and those
 * that it has beyond its length are ignored. All blocks of the input are decoded. No call of the
 * sink has bytes of two blocks, and tnef_transfer_info() tells of which block they are.
 *
 * A begin line may have blanks where one space belongs, 1 to 7 octal digits, and "begin" in any
 * case, but only in lower case in a block of base64 and in one of uuencode that has data. After
 * "begin-base64" the block is base64, with blanks and line ends anywhere, and its last line is
 * "====". Where that is missing the block ends before a byte that is neither of the alphabet nor
 * "=", before data after padding, before an empty line after data, and before a line that begins
 * with "begin" and a blank or a hyphen. What stands after the block in the same line is skipped.
 * If the first characters after a line "begin-base64" in a block of uuencode without data are no
 * base64, they are of uuencode. */
enum tnef_transfer_kind {
    TNEF_TRANSFER_IDENTITY = 0,
    TNEF_TRANSFER_BASE64 = 1,
    TNEF_TRANSFER_QUOTED_PRINTABLE = 2,
    TNEF_TRANSFER_UUENCODE = 3
};
#define TNEF_TRANSFER_BLANKS 128u

/* The most decoded bytes for an encoded one. base64 gives 3 for 4, quoted-printable and identity 1
 * for 1, uuencode at most 63 for 2: a line of a length character and LF, whose data was cut off. */
#define TNEF_TRANSFER_GROWTH 32u

/* ---- Decoder ------------------------------------------------------------------------------ */

#define TNEF_TRANSFER_NAME 255u         /* bytes of a name on a begin line that are kept          */
#define TNEF_TRANSFER_SIZE_MAX 3072u    /* the most that tnef_transfer_size() returns             */
#define TNEF_TRANSFER_CEILING (1ull << 62) /* the largest max_input and max_output             */

typedef struct tnef_transfer tnef_transfer;

typedef struct tnef_transfer_config {
    uint32_t size;               /* sizeof(tnef_transfer_config)                                  */
    uint32_t kind;               /* TNEF_TRANSFER_*                                               */
    tnef_sink_fn sink;           /* gets the decoded bytes; not NULL                              */
    void *user;                  /* first argument of sink                                        */
    uint64_t max_input;          /* whole: bytes fed [64 GiB: bounds time; memory does not depend
                                  * on it]                                                        */
    uint64_t max_output;         /* whole: bytes given to the sink [64 GiB]                       */
} tnef_transfer_config;

/* What is known of the decoding so far. Later versions may append fields. */
struct tnef_transfer_info {
    uint32_t size;               /* in: sizeof(struct tnef_transfer_info); out: the bytes that were
                                  * filled                                                        */
    uint32_t kind;               /* TNEF_TRANSFER_*                                               */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s of the TNEF_TRANSFER_A_* that were met    */
    uint64_t input;              /* bytes accepted                                                */
    uint64_t output;             /* bytes that the sink took                                      */
    uint64_t first_offset;       /* where the first anomaly was met                               */
    uint32_t first_code;         /* which anomaly that was; TNEF_NO_CODE: there was none          */
    uint32_t blocks;             /* UUENCODE: begin lines so far. Inside a call of the sink: the
                                  * number of the block, from 1, that the bytes are from          */
    uint32_t mode;               /* the mode on the last begin line: an octal number there        */
    uint32_t reserved;           /* 0                                                             */
    const uint8_t *name;         /* the name on the last begin line: the sender's bytes as they
                                  * are, without a NUL at the end. Not NULL. Valid until the next
                                  * call of feed, reset or free, and complete when the sink gets
                                  * the first byte of the block                                   */
    size_t name_len;             /* bytes at name                                                 */
};

/* Returns the bytes that tnef_transfer_init() needs. */
TNEF_API size_t tnef_transfer_size(void);

/* Tells whether a configuration is valid, and if not, which field is wrong: see "Configurations" in
 * <tnef/base.h>. What can be wrong: a size that is too small, an unknown |kind|, no sink, a limit
 * above its ceiling, and a field that this version does not know and that is not 0. |cfg| must not
 * be NULL. */
TNEF_API tnef_status tnef_transfer_check(const tnef_transfer_config *cfg, const void **field);

/* Makes a decoder in the caller's memory.
 *
 * |mem| must be aligned for any object and stay where it is while the decoder is used; nothing
 * needs to be freed. |cfg| is copied. This costs no more than setting some 400 bytes.
 *
 * TNEF_OK          *|out| is the decoder, and the same address as |mem|.
 * TNEF_E_ARGUMENT  |len| is less than tnef_transfer_size(), |mem| is NULL or not aligned, or |cfg|
 *                  is wrong: tnef_transfer_check() tells where. *|out| is NULL. */
TNEF_API tnef_status tnef_transfer_init(tnef_transfer **out, void *mem, size_t len,
                                        const tnef_transfer_config *cfg);

/* Makes a decoder in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_transfer_free() releases. Otherwise as tnef_transfer_init(), and besides:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_transfer_new(tnef_transfer **out, const tnef_transfer_config *cfg,
                                       const tnef_allocator *alloc);

/* Ends a decoder. |transfer| may be NULL, or come from tnef_transfer_init(). */
TNEF_API void tnef_transfer_free(tnef_transfer *transfer);

/* Makes the decoder as new, with the same configuration, for another input.
 *
 * TNEF_E_STATE     called from inside the sink. */
TNEF_API tnef_status tnef_transfer_reset(tnef_transfer *transfer);

/* Takes the next bytes of the input.
 *
 * The sink is called from inside this call, each time with at least one byte. When this returns
 * TNEF_OK, the sink got every byte that the input so far decides. |buf| may be freed or reused
 * then: nothing keeps a pointer into it. |len| may be 0 (|buf| may then be NULL): this offers what
 * a pause held back. However the input is cut into calls, the output is the same, and so are the
 * anomalies and their offsets. |taken| may be NULL; it is set on every return.
 *
 * TNEF_OK              all |len| bytes were taken.
 * TNEF_PAUSED          the sink paused. *|taken| bytes were taken; call again with the rest.
 * TNEF_STOPPED         the sink answered TNEF_STOPPED, now or earlier.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE         called from inside the sink, or after finish began.
 * TNEF_E_CALLBACK      the sink failed.
 * TNEF_E_LIMIT_INPUT   max_input bytes were taken, and there are more.
 * TNEF_E_LIMIT_OUTPUT  max_output bytes were given to the sink, and there are more.
 *
 * From TNEF_STOPPED on these are permanent: every further call returns the same, but feed after
 * finish returns TNEF_E_STATE. In the call that fails, *|taken| counts the bytes up to and
 * including the one that made it fail. */
TNEF_API tnef_status tnef_transfer_feed(tnef_transfer *transfer, const void *buf, size_t len,
                                        size_t *taken);

/* Declares the end of the input, and gives the sink the last bytes. After TNEF_PAUSED call it
 * again; after any other result it returns the same again.
 *
 * TNEF_OK              the input was complete. There may have been anomalies.
 * TNEF_PAUSED          the sink paused; call again.
 * TNEF_E_STATE         called from inside the sink.
 * TNEF_E_TRUNCATED     decoded bytes are missing: base64 ends with one character of a quantum;
 *                      uuencode has no begin line, or a block with neither an end line nor a
 *                      line of length 0 (base64: padding) last, or ends inside of a line. The
 *                      sink got all bytes that are there, and no others.
 * otherwise            the permanent error of feed. */
TNEF_API tnef_status tnef_transfer_finish(tnef_transfer *transfer);

/* Tells what is wrong and where: the status that finish would return now, and its context. That the
 * input is truncated is known only after finish. Of |out| only |status|, |offset|, |limit|, |found|
 * and |user_code| are used; |code| is TNEF_NO_CODE, the rest is 0. |out->size| must be set: see
 * <tnef/base.h>. */
TNEF_API void tnef_transfer_error(const tnef_transfer *transfer, tnef_error *out);

/* Tells what is known so far. May be called from inside the sink. |out->size| must be set: see
 * <tnef/base.h>. */
TNEF_API void tnef_transfer_info(const tnef_transfer *transfer, struct tnef_transfer_info *out);

/* Return how often the anomaly |code| (TNEF_TRANSFER_A_*) was met, and the offset where it was met
 * first. The count stops at INT32_MAX. Both are 0 if it was not met, and for any other code. */
TNEF_API uint64_t tnef_transfer_anomalies(const tnef_transfer *transfer, uint32_t code);
TNEF_API uint64_t tnef_transfer_first(const tnef_transfer *transfer, uint32_t code);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * The work per byte is bounded by a constant. For n bytes of input and f calls, of these functions
 * and of the sink together, bytes touched (src/base/touch.h) are at most
 *
 *     1,024 + 64 * n + 128 * f
 *
 * The worst input known for uuencode touches 36 for a byte: lines of a length character and LF,
 * which decode to 63 bytes. For quoted-printable it is 15: eight characters of text, and one that
 * should have been encoded. For base64 it is 7: a quantum and a line end, fed byte by byte. Usual
 * input touches 1 to 4. */

#ifdef __cplusplus
}
#endif
#endif
