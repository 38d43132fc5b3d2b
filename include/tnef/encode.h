/* SPDX-License-Identifier: MIT */
#ifndef TNEF_ENCODE_H
#define TNEF_ENCODE_H
/* Content transfer encodings of mail: base64 and quoted-printable, encoded to a sink.
 *
 * Take it if you write a mail and have the content of one part of it. It is the other direction of
 * <tnef/transfer.h>: what an encoder makes of bytes, a decoder makes the same bytes of, without an
 * anomaly. RFC 2045 section 6 defines both encodings.
 *
 * Example:
 *
 *     static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
 *     {
 *         *taken = fwrite(buf, 1, len, user);
 *         return *taken == len ? TNEF_OK : TNEF_E_CALLBACK;
 *     }
 *
 *     tnef_status encode_base64(const void *bytes, size_t len, FILE *out)
 *     {
 *         tnef_encode_config cfg = { .size = sizeof cfg, .kind = TNEF_ENCODE_BASE64,
 *                                    .sink = put, .user = out };
 *         tnef_encode *encode;
 *         tnef_status status = tnef_encode_new(&encode, &cfg, NULL);
 *
 *         if (status == TNEF_OK)
 *             status = tnef_encode_feed(encode, bytes, len, NULL);
 *         if (status == TNEF_OK)
 *             status = tnef_encode_finish(encode);
 *         tnef_encode_free(encode);
 *         return status;
 *     }
 *
 * Nothing in the input makes an encoder fail, and there is nothing to deviate from, so it has no
 * anomalies. The output depends on the input alone, not on how the input is cut into calls or where
 * the sink pauses.
 *
 * The life of an encoder: tnef_encode_new() or tnef_encode_init() makes it, tnef_encode_feed()
 * takes the input in pieces of any size, tnef_encode_finish() declares its end.
 * tnef_encode_reset() makes it ready for another input. From inside the sink only
 * tnef_encode_error() and tnef_encode_info() may be called. An encoder never asks for a byte twice,
 * never allocates after it was made, and does a bounded amount of work for a byte (see "Work" at
 * the end).
 */

#include <tnef/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Kinds -------------------------------------------------------------------------------- */

/* The encodings, and what each makes.
 *
 * IDENTITY (7bit, 8bit and binary): the sink gets the caller's bytes where they are.
 *
 * BASE64: lines of TNEF_ENCODE_LINE characters, each with CR LF at its end, also the last one. Of
 * no bytes it makes nothing.
 *
 * BASE64_BARE: the same characters without any line end, for a value inside of other text.
 *
 * QUOTED_PRINTABLE: text. CR LF, LF and CR are one line break each, which is written as CR LF;
 * nothing is added at the end. Lines have at most TNEF_ENCODE_LINE characters without CR LF, one of
 * which is the "=" of a soft break. Encoded are "=", every byte that is not printable ASCII, blanks
 * (space, tab) before a line break or the end of the input, the F of a line that begins with
 * "From ", and a "." that is alone in its line. Here a line is one of the output: after a soft
 * break begins another. No soft break divides the bytes of a UTF-8 sequence, whose number its first
 * byte tells. Digits of escapes are upper case.
 *
 * QUOTED_BINARY: the same, but CR and LF are encoded as other bytes are: for content whose line
 * ends must come back as they were. */
enum tnef_encode_kind {
    TNEF_ENCODE_IDENTITY = 0,
    TNEF_ENCODE_BASE64 = 0x121,
    TNEF_ENCODE_BASE64_BARE = 0x122,
    TNEF_ENCODE_QUOTED_PRINTABLE = 0x123,
    TNEF_ENCODE_QUOTED_BINARY = 0x124
};

#define TNEF_ENCODE_LINE 76u     /* the most characters of a line: RFC 2045, 6.7 and 6.8          */

/* The most encoded bytes for a byte, over a whole input, to which up to TNEF_ENCODE_LINE have to be
 * added. Quoted-printable gives 3 for one and a little for soft breaks, base64 4 for 3 and a little
 * for line ends. */
#define TNEF_ENCODE_GROWTH 4u

/* ---- Encoder ------------------------------------------------------------------------------ */

#define TNEF_ENCODE_SIZE_MAX 2048u      /* the most that tnef_encode_size() returns               */
#define TNEF_ENCODE_CEILING (1ull << 60) /* the largest max_input and max_output               */

typedef struct tnef_encode tnef_encode;

typedef struct tnef_encode_config {
    uint32_t size;               /* sizeof(tnef_encode_config)                                    */
    uint32_t kind;               /* TNEF_ENCODE_*                                                 */
    tnef_sink_fn sink;           /* gets the encoded bytes; not NULL                              */
    void *user;                  /* first argument of sink                                        */
    uint64_t max_input;          /* whole: bytes fed [64 GiB: bounds time; memory does not depend
                                  * on it]                                                        */
    uint64_t max_output;         /* whole: bytes given to the sink [256 GiB: max_input and what
                                  * encoding adds]                                                */
} tnef_encode_config;

/* What is known of the encoding so far. Later versions may append fields. */
struct tnef_encode_info {
    uint32_t size;               /* in: sizeof(struct tnef_encode_info); out: the bytes that were
                                  * filled                                                        */
    uint32_t kind;               /* TNEF_ENCODE_*                                                 */
    uint64_t input;              /* bytes accepted                                                */
    uint64_t output;             /* bytes that the sink took                                      */
};

/* Returns the bytes that tnef_encode_init() needs. */
TNEF_API size_t tnef_encode_size(void);

/* Tells whether a configuration is valid, and if not, which field is wrong: see "Configurations" in
 * <tnef/base.h>. What can be wrong: a size that is too small, an unknown |kind|, no sink, a limit
 * above its ceiling, and a field that this version does not know and that is not 0. |cfg| must not
 * be NULL. */
TNEF_API tnef_status tnef_encode_check(const tnef_encode_config *cfg, const void **field);

/* Makes an encoder in the caller's memory.
 *
 * |mem| must be aligned for any object and stay where it is while the encoder is used; nothing
 * needs to be freed. |cfg| is copied.
 *
 * TNEF_OK          *|out| is the encoder, and the same address as |mem|.
 * TNEF_E_ARGUMENT  |len| is less than tnef_encode_size(), |mem| is NULL or not aligned, or |cfg| is
 *                  wrong: tnef_encode_check() tells where. *|out| is NULL. */
TNEF_API tnef_status tnef_encode_init(tnef_encode **out, void *mem, size_t len,
                                      const tnef_encode_config *cfg);

/* Makes an encoder in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_encode_free() releases. Otherwise as tnef_encode_init(), and besides:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_encode_new(tnef_encode **out, const tnef_encode_config *cfg,
                                     const tnef_allocator *alloc);

/* Ends an encoder. |encode| may be NULL, or come from tnef_encode_init(). */
TNEF_API void tnef_encode_free(tnef_encode *encode);

/* Makes the encoder as new, with the same configuration, for another input.
 *
 * TNEF_E_STATE     called from inside the sink. */
TNEF_API tnef_status tnef_encode_reset(tnef_encode *encode);

/* Takes the next bytes of the input.
 *
 * The sink is called from inside this call, each time with at least one byte. When this returns
 * TNEF_OK, the sink got every byte that the input so far decides. |buf| may be freed or reused
 * then: nothing keeps a pointer into it. |len| may be 0 (|buf| may then be NULL): this offers what
 * a pause held back. |taken| may be NULL; it is set on every return.
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
TNEF_API tnef_status tnef_encode_feed(tnef_encode *encode, const void *buf, size_t len,
                                      size_t *taken);

/* Declares the end of the input, and gives the sink the last bytes. After TNEF_PAUSED call it
 * again; after any other result it returns the same again.
 *
 * TNEF_OK              everything was encoded, and the sink took it.
 * TNEF_PAUSED          the sink paused; call again.
 * TNEF_E_STATE         called from inside the sink.
 * otherwise            the permanent error of feed. */
TNEF_API tnef_status tnef_encode_finish(tnef_encode *encode);

/* Tells what is wrong and where: the status that finish would return now, and its context. Of |out|
 * only |status|, |offset| (in the input), |limit|, |found| and |user_code| are used; |code| is
 * TNEF_NO_CODE, the rest is 0. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_encode_error(const tnef_encode *encode, tnef_error *out);

/* Tells what is known so far. May be called from inside the sink. |out->size| must be set: see
 * <tnef/base.h>. */
TNEF_API void tnef_encode_info(const tnef_encode *encode, struct tnef_encode_info *out);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * The work per byte is bounded by a constant. For n bytes of input and f calls, of these functions
 * and of the sink together, bytes touched (src/base/touch.h) are at most
 *
 *     1,024 + 16 * n + 128 * f
 */

#ifdef __cplusplus
}
#endif
#endif
