/* SPDX-License-Identifier: MIT */
#ifndef TNEF_LZFU_H
#define TNEF_LZFU_H
/* Compressed RTF: the value of PidTagRtfCompressed in, RTF out ([MS-OXRTFCP]).
 *
 * Take it if you have such a value, from the decoder or from a store, and want the RTF. If you want
 * text or HTML that people can read, feed the RTF to <tnef/rtf.h>, or leave all of that to
 * <tnef/bodies.h>.
 *
 * Example:
 *
 *     static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
 *     {
 *         *taken = fwrite(buf, 1, len, user);
 *         return *taken == len ? TNEF_OK : TNEF_E_CALLBACK;
 *     }
 *
 *     tnef_status write_rtf(const void *value, size_t len, FILE *out)
 *     {
 *         tnef_lzfu_config cfg = { .size = sizeof cfg, .sink = put, .user = out };
 *         tnef_lzfu *lzfu;
 *         tnef_status status = tnef_lzfu_new(&lzfu, &cfg, NULL);
 *
 *         if (status == TNEF_OK)
 *             status = tnef_lzfu_feed(lzfu, value, len, NULL);
 *         if (status == TNEF_OK)
 *             status = tnef_lzfu_finish(lzfu);
 *         tnef_lzfu_free(lzfu);
 *         return status;
 *     }
 *
 * A value is a header of 16 bytes and contents, which are compressed ("LZFu") or stored ("MELA"):
 *
 *     COMPSIZE RAWSIZE COMPTYPE CRC   four little-endian 32-bit numbers
 *     CONTENTS                        COMPSIZE - 12 bytes
 *
 * Nothing in the header is trusted: COMPSIZE tells where the contents end, unless RAWSIZE and the
 * input agree that it is wrong. All that can be decoded is delivered, and tnef_lzfu_info() tells
 * what was odd about it.
 *
 * The life of a decoder: tnef_lzfu_new() or tnef_lzfu_init() makes it, tnef_lzfu_feed() takes the
 * value in pieces of any size, tnef_lzfu_finish() declares its end. tnef_lzfu_reset() makes it
 * ready for another value. Its memory is a buffer of 8 KiB in the object. From inside the sink only
 * tnef_lzfu_error(), tnef_lzfu_info() and tnef_lzfu_anomalies() may be called.
 */

#include <tnef/anomaly.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What is known ------------------------------------------------------------------------ */

/* What the input is: bits of tnef_lzfu_info.flags. */
#define TNEF_LZFU_HEADER        0x0001u  /* a header was read: its four fields are set            */
#define TNEF_LZFU_STORED        0x0002u  /* COMPTYPE is "MELA": contents that are not compressed  */
#define TNEF_LZFU_PLAIN         0x0004u  /* the input has no header, but is RTF, and is passed on
                                          * unchanged: it begins with "{\rtf", and its COMPTYPE is
                                          * neither of the two, or it is shorter than a header    */
#define TNEF_LZFU_END           0x0008u  /* the end marker was met: nothing is missing            */

/* COMPTYPE as a number. */
#define TNEF_LZFU_TYPE_COMPRESSED 0x75465A4Cu   /* "LZFu" */
#define TNEF_LZFU_TYPE_STORED     0x414C454Du   /* "MELA" */

/* What is known of the decoding so far. Later versions may append fields. */
struct tnef_lzfu_info {
    uint32_t size;               /* in: sizeof(struct tnef_lzfu_info); out: the bytes that were
                                  * filled                                                        */
    uint32_t flags;              /* TNEF_LZFU_HEADER ...                                          */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s of the TNEF_LZFU_A_* that were met        */
    uint64_t input;              /* bytes taken, with the header                                  */
    uint64_t output;             /* bytes of RTF made; after TNEF_OK all of them were delivered   */
    uint32_t comp_size;          /* the header as it is, 0 without TNEF_LZFU_HEADER: COMPSIZE     */
    uint32_t raw_size;           /* RAWSIZE                                                       */
    uint32_t comp_type;          /* COMPTYPE, TNEF_LZFU_TYPE_COMPRESSED or STORED, or another for
                                  * which TNEF_E_COMPRESSION was returned                         */
    uint32_t crc;                /* CRC                                                           */
    uint32_t crc_computed;       /* CRC of the compressed contents that earlier calls of feed
                                  * took; 0 if they are stored                                    */
    uint32_t reserved;           /* 0                                                             */
    uint64_t after_end;          /* bytes of the contents after the end marker                    */
    uint64_t tail;               /* bytes of the input after the contents                         */
};

/* ---- Configuration ------------------------------------------------------------------------ */

/* The most bytes of output for a byte of input. A reference takes two bytes and gives at most 17,
 * and a control byte governs at most 8 references: 8 * 17 bytes out of 1 + 8 * 2. Every other form
 * gives less. This holds at any point of the input, not only at its end. */
#define TNEF_LZFU_GROWTH 8u

typedef struct tnef_lzfu_config {
    uint32_t size;               /* sizeof(tnef_lzfu_config)                                      */
    uint32_t flags;              /* must be 0                                                     */
    tnef_sink_fn sink;           /* gets the RTF; not NULL                                        */
    void *user;                  /* first argument of sink                                        */
    uint64_t max_output;         /* whole: bytes of RTF [64 MiB]. Memory does not depend on it;
                                  * it bounds what a mail can cost those who read the RTF: 8 MiB
                                  * of input are enough to reach it. RTF of that size is a book,
                                  * or pictures of more than 25 MB in hexadecimal digits, beyond
                                  * what mail systems carry. Largest seen: 63 KB                  */
    uint64_t max_input;          /* whole: bytes fed [2^32 + 3, the most that COMPSIZE can
                                  * claim]. At most 9/8 of max_output can be decoded, so this
                                  * bounds only bytes that are skipped, and an input without
                                  * header                                                        */
} tnef_lzfu_config;

/* ---- Decoder ------------------------------------------------------------------------------ */

typedef struct tnef_lzfu tnef_lzfu;

/* Returns the bytes that tnef_lzfu_init() needs. They are never more than TNEF_LZFU_SIZE_MAX in a
 * version with the same SONAME, so that a program can declare static memory. */
#define TNEF_LZFU_SIZE_MAX 9216u
TNEF_API size_t tnef_lzfu_size(void);

/* Tells whether a configuration is valid, and if not, which field is wrong: see "Configurations" in
 * <tnef/base.h>. What can be wrong: a size that is too small, a flag, no sink, a limit above 2^62,
 * and a field that this version does not know and that is not 0. |cfg| must not be NULL. */
TNEF_API tnef_status tnef_lzfu_check(const tnef_lzfu_config *cfg, const void **field);

/* Makes a decoder in the caller's memory.
 *
 * |mem| must be aligned for any object and stay where it is while the decoder is used; nothing
 * needs to be freed. |cfg| is copied.
 *
 * TNEF_OK          *|out| is the decoder.
 * TNEF_E_ARGUMENT  |len| is less than tnef_lzfu_size(), |mem| is NULL or not aligned, or |cfg| is
 *                  wrong: tnef_lzfu_check() tells where. *|out| is NULL. */
TNEF_API tnef_status tnef_lzfu_init(tnef_lzfu **out, void *mem, size_t len,
                                    const tnef_lzfu_config *cfg);

/* Makes a decoder in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_lzfu_free() releases. Otherwise as tnef_lzfu_init(), and besides:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_lzfu_new(tnef_lzfu **out, const tnef_lzfu_config *cfg,
                                   const tnef_allocator *alloc);

/* Ends a decoder. |lzfu| may be NULL, or come from tnef_lzfu_init(). */
TNEF_API void tnef_lzfu_free(tnef_lzfu *lzfu);

/* Makes the decoder as new, with the same configuration, for another input.
 *
 * TNEF_E_STATE     called from inside the sink. */
TNEF_API tnef_status tnef_lzfu_reset(tnef_lzfu *lzfu);

/* Takes the next bytes of the input.
 *
 * The sink is called from inside this call, and when it returns TNEF_OK, all output of the bytes so
 * far was delivered. |buf| may be freed or reused afterwards. |len| may be 0 (|buf| may then be
 * NULL): this delivers what a pause held back. However the input is cut into calls, the output and
 * the anomalies are the same, though the output may be cut differently. |taken| may be NULL; it is
 * set on every return.
 *
 * Damage in the input does not change what feed returns: finish returns it.
 *
 * TNEF_OK              all |len| bytes were taken.
 * TNEF_PAUSED          the sink paused. *|taken| bytes were taken; call again with the rest, even
 *                      if it is empty.
 * TNEF_STOPPED         the sink answered TNEF_STOPPED, now or earlier.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE         called from inside the sink, or after finish began.
 * TNEF_E_CALLBACK      the sink failed.
 * TNEF_E_COMPRESSION   COMPTYPE is neither "LZFu" nor "MELA", and the input is not RTF as it is.
 * TNEF_E_SIZE          COMPSIZE is less than 12, the bytes of the header that it counts, and
 *                      RAWSIZE is 0. (With another RAWSIZE it is finish that returns this, if
 *                      less output was made.)
 * TNEF_E_LIMIT_OUTPUT  there is more output than max_output; that much was delivered.
 * TNEF_E_LIMIT_INPUT   there is more input than max_input; that much was taken.
 *
 * From TNEF_STOPPED on these are permanent: every further call returns the same, but feed after
 * finish returns TNEF_E_STATE. */
TNEF_API tnef_status tnef_lzfu_feed(tnef_lzfu *lzfu, const void *buf, size_t len, size_t *taken);

/* Declares the end of the input, and delivers what a pause held back. After TNEF_PAUSED call it
 * again; after any other result it returns the same again.
 *
 * TNEF_OK              all that the input announces was there. There may have been anomalies.
 * TNEF_PAUSED          the sink paused; call again.
 * TNEF_E_STATE         called from inside the sink.
 * TNEF_E_TRUNCATED     something is missing: the input is shorter than a header and is not RTF, or
 *                      TNEF_LZFU_A_CUT_REFERENCE, TNEF_LZFU_A_NO_END or TNEF_LZFU_A_CUT was met in
 *                      the cases that <tnef/anomaly.h> describes. All output that could be made
 *                      was delivered.
 * TNEF_E_SIZE          COMPSIZE is less than 12, and fewer than RAWSIZE bytes came (see feed).
 * otherwise            the permanent error of feed. */
TNEF_API tnef_status tnef_lzfu_finish(tnef_lzfu *lzfu);

/* Tells what is wrong and where: the status that finish would return now, and its context. That the
 * input is truncated, or COMPSIZE too small, is known only after finish. For TNEF_E_TRUNCATED
 * |limit| and |found| are the bytes that were there and those that were needed: of the header or of
 * a reference, else of the input (COMPSIZE), else of the output (RAWSIZE). For TNEF_E_SIZE they are
 * 12 and COMPSIZE, for TNEF_E_COMPRESSION |found| is COMPTYPE. |out->size| must be set: see
 * <tnef/base.h>. */
TNEF_API void tnef_lzfu_error(const tnef_lzfu *lzfu, tnef_error *out);

/* Tells what is known so far. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_lzfu_info(const tnef_lzfu *lzfu, struct tnef_lzfu_info *out);

/* Returns 1 if the anomaly |code| (TNEF_LZFU_A_*) was met, 0 if not, and 0 for any other code. They
 * are not counted, since each is about the whole input. */
TNEF_API uint64_t tnef_lzfu_anomalies(const tnef_lzfu *lzfu, uint32_t code);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * The work per byte is bounded by a constant: a byte of input is taken once, and gives at most
 * 17 bytes of output. For f calls of feed and finish, p pauses and n bytes of output the sink is
 * called at most TNEF_LZFU_CALLS_BASE + f + p + n / 4096 times.
 *
 * For m bytes of input, bytes touched (src/base/touch.h) are at most 8192 + 32 m + 64 f. The worst
 * input known is a literal and seven references of 17 bytes: it touches 22 for a byte. */
#define TNEF_LZFU_CALLS_BASE 2u

#ifdef __cplusplus
}
#endif
#endif
