/* SPDX-License-Identifier: MIT */
#ifndef TNEF_LZFU_H
#define TNEF_LZFU_H
/* Compressed RTF: the value of PidTagRtfCompressed in, RTF out ([MS-OXRTFCP]).
 *
 * A value is a header of 16 bytes and contents, which are compressed ("LZFu") or stored ("MELA"):
 *
 *     COMPSIZE RAWSIZE COMPTYPE CRC   four little-endian 32-bit numbers
 *     CONTENTS                        COMPSIZE - 12 bytes
 *
 * It is pushed in pieces of any size; what comes out goes to a sink. Memory is a window of 4 KiB
 * in the object. Nothing in the header is trusted: COMPSIZE says where the contents end, unless RAWSIZE
 * and the input agree that it is wrong. All that can be decoded is delivered, and what was odd about it
 * is told by tnef_lzfu_found().
 */

#include <tnef/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Findings ----------------------------------------------------------------------------- */

/* What was found: bits of tnef_lzfu_info.flags. Those marked (*) are known when finish has come to
 * its end, the others as soon as their bytes were read.
 *
 * One rule decides which finding changes the result of finish: that the input does not hold all of
 * what it announces. Where every byte is there, doubts about their worth are flags and no more. */
#define TNEF_LZFU_HEADER        0x0001u  /* a header was read: its four fields are set            */
#define TNEF_LZFU_STORED        0x0002u  /* COMPTYPE is "MELA": contents that are not compressed  */
#define TNEF_LZFU_PLAIN         0x0004u  /* no header: RTF as it is. An input that begins with
                                          * "{\rtf" where COMPTYPE is neither of the two, or that
                                          * is shorter than a header, is passed on unchanged      */
#define TNEF_LZFU_END           0x0008u  /* the end marker was met: all is there                  */
#define TNEF_LZFU_NO_END        0x0010u  /* (*) compressed contents end without a marker. Writers
                                          * that leave it out exist and lose nothing: finish
                                          * returns TNEF_E_TRUNCATED only if there is a second
                                          * witness, which is one of: less output than RAWSIZE;
                                          * less input than COMPSIZE, unless RAWSIZE and CRC
                                          * say that all is there; half a reference               */
#define TNEF_LZFU_CUT_REFERENCE 0x0020u  /* (*) the contents end after one of the two bytes of a
                                          * reference: TNEF_E_TRUNCATED                           */
#define TNEF_LZFU_AFTER_END     0x0040u  /* bytes of the contents follow the end marker. They are
                                          * counted and not decoded. Only a flag                  */
#define TNEF_LZFU_BAD_REFERENCE 0x0080u  /* a reference to a part of the dictionary that was never
                                          * written; it reads as zeros. Only a flag               */
#define TNEF_LZFU_BAD_CRC       0x0100u  /* (*) CRC is not that of the compressed contents, as far
                                          * as they are there. Only a flag                        */
#define TNEF_LZFU_STORED_CRC    0x0200u  /* stored contents with a CRC, which must be 0 there; it
                                          * is not compared with anything. Only a flag            */
#define TNEF_LZFU_RAW_SIZE      0x0400u  /* (*) RAWSIZE is not the size of the output. Only a flag,
                                          * but a witness for NO_END                              */
#define TNEF_LZFU_CUT           0x0800u  /* (*) COMPSIZE is too large: the input ends before the
                                          * contents. TNEF_E_TRUNCATED if they are stored, or
                                          * compressed and without an end marker, unless
                                          * RAWSIZE (and CRC, of compressed ones) say that all is
                                          * there: TNEF_LZFU_COMP_SIZE                            */
#define TNEF_LZFU_TAIL          0x1000u  /* COMPSIZE is too small: bytes follow the contents. They
                                          * are counted and ignored. Only a flag                  */
#define TNEF_LZFU_COMP_SIZE     0x2000u  /* COMPSIZE is not followed, since RAWSIZE and the input
                                          * agree against it. It is too small (0, or without the
                                          * 12 bytes of the header that it counts): bytes that
                                          * follow are contents until RAWSIZE bytes of output have
                                          * come, and those of the end marker. (*) It is too
                                          * large, and all is there. Only a flag                  */

/* COMPTYPE as a number. */
#define TNEF_LZFU_TYPE_COMPRESSED 0x75465A4Cu   /* "LZFu" */
#define TNEF_LZFU_TYPE_STORED     0x414C454Du   /* "MELA" */

typedef struct tnef_lzfu_info {
    uint32_t size;               /* in: sizeof(tnef_lzfu_info); out: the bytes that were filled   */
    uint32_t flags;              /* TNEF_LZFU_HEADER ...                                          */
    uint32_t comp_size;          /* the header as it stands, 0 without TNEF_LZFU_HEADER: COMPSIZE */
    uint32_t raw_size;           /* RAWSIZE                                                       */
    uint32_t comp_type;          /* COMPTYPE, TNEF_LZFU_TYPE_COMPRESSED or STORED, or another for
                                  * which TNEF_E_COMPRESSION was returned                         */
    uint32_t crc;                /* CRC                                                           */
    uint32_t crc_computed;       /* of the compressed contents that earlier calls of feed took;
                                  * 0 for stored ones                                             */
    uint32_t reserved;           /* 0                                                             */
    uint64_t input;              /* bytes taken, header and all                                   */
    uint64_t output;             /* bytes of RTF made. After TNEF_OK all were delivered           */
    uint64_t after_end;          /* of the input: bytes of the contents after the end marker      */
    uint64_t tail;               /* of the input: bytes after the contents                        */
} tnef_lzfu_info;

/* ---- Configuration ------------------------------------------------------------------------ */

/* Output bytes for one input byte at most. A reference takes two bytes and gives at most 17; a
 * control byte governs at most 8 of them: 8 * 17 bytes out of 1 + 8 * 2. Every other form gives
 * less, and at any point of the input no more than 8 times of what was taken has come out. */
#define TNEF_LZFU_GROWTH 8u

typedef struct tnef_lzfu_config {
    uint32_t size;               /* sizeof(tnef_lzfu_config)                                      */
    uint32_t flags;              /* must be 0                                                     */
    tnef_sink_fn sink;           /* gets the RTF; not NULL                                        */
    void *user;                  /* first argument of sink                                        */
    uint64_t max_output;         /* bytes of RTF [64 MiB]. Memory does not depend on it; it bounds
                                  * what a mail can cost those who come next: 8 MiB of input are
                                  * enough to reach it. RTF of that size is a book, or pictures
                                  * of more than 25 MB in hexadecimal digits, beyond what
                                  * mail systems carry. Largest seen: 63 KB                       */
    uint64_t max_input;          /* bytes fed [2^32 + 3, the most that COMPSIZE can claim]. What is
                                  * decoded is at most 9/8 of max_output, so this bounds only
                                  * what is skipped and what has no header                        */
} tnef_lzfu_config;

/* ---- Decoder ------------------------------------------------------------------------------ */

typedef struct tnef_lzfu tnef_lzfu;

/* The bytes that tnef_lzfu_init() needs. It never exceeds TNEF_LZFU_SIZE_MAX for any version with
 * the same SONAME, so that static memory can be declared. */
#define TNEF_LZFU_SIZE_MAX 5120u
TNEF_API size_t tnef_lzfu_size(void);

/* Whether a decoder can have this configuration, and if not, the field that is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong: too small a size, a field that is not known
 * and not 0, a flag, no sink, a limit above 2^62. NULL is refused. */
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

/* The same in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_lzfu_free() returns. Besides the above:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_lzfu_new(tnef_lzfu **out, const tnef_lzfu_config *cfg,
                                   const tnef_allocator *alloc);

/* Ends a decoder. NULL is allowed, and so is one from tnef_lzfu_init(). */
TNEF_API void tnef_lzfu_free(tnef_lzfu *lzfu);

/* Makes the decoder as new, with the same configuration, for another input.
 *
 * TNEF_E_STATE     called from inside the sink. */
TNEF_API tnef_status tnef_lzfu_reset(tnef_lzfu *lzfu);

/* Hands the decoder the next bytes of the input.
 *
 * The sink is called from inside this call, and when it returns TNEF_OK everything that the bytes
 * so far stand for has been delivered. |buf| may be freed or reused afterwards. |len| may be 0
 * (|buf| may then be NULL): this delivers what a pause held back. Any split of the input into calls
 * gives the same output, though cut differently, and the same findings. |taken| may be NULL; it is
 * set on every return.
 *
 * Damage does not change what feed returns: finish reports it.
 *
 * TNEF_OK              all |len| bytes were taken.
 * TNEF_PAUSED          the sink paused. *|taken| bytes were taken; call again with the rest, even
 *                      if nothing rests.
 * TNEF_STOPPED         the sink wants no more, now or earlier.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE         called from inside the sink, or after finish began.
 * TNEF_E_CALLBACK      the sink failed.
 * TNEF_E_COMPRESSION   COMPTYPE is neither "LZFu" nor "MELA", and the input is not RTF as it is.
 * TNEF_E_SIZE          COMPSIZE is less than 12, the part of the header that it counts, and RAWSIZE
 *                      is 0. (With another RAWSIZE finish says so, if not that much came.)
 * TNEF_E_LIMIT_OUTPUT  there is more output than max_output; that much was delivered.
 * TNEF_E_LIMIT_INPUT   there is more input than max_input; that much was taken.
 *
 * From TNEF_STOPPED on these are permanent: every further call repeats them, but a call of feed
 * after one of finish returns TNEF_E_STATE. */
TNEF_API tnef_status tnef_lzfu_feed(tnef_lzfu *lzfu, const void *buf, size_t len, size_t *taken);

/* Declares the end of the input, and delivers what a pause held back. May be called again after
 * TNEF_PAUSED, and again afterwards with the same result.
 *
 * TNEF_OK              complete, and all that the input announces was there. There may be flags.
 * TNEF_PAUSED          the sink paused; call again.
 * TNEF_E_STATE         called from inside the sink.
 * TNEF_E_TRUNCATED     something is missing: the input is shorter than a header (and not RTF as it
 *                      is), or TNEF_LZFU_CUT_REFERENCE, TNEF_LZFU_NO_END or TNEF_LZFU_CUT say so
 *                      as described there. What there was has been delivered.
 * TNEF_E_SIZE          COMPSIZE is less than 12, and RAWSIZE bytes did not come (see feed).
 * otherwise            the permanent error of feed. */
TNEF_API tnef_status tnef_lzfu_finish(tnef_lzfu *lzfu);

/* What is wrong and where: what finish would return now, and its context; truncation, and a COMPSIZE that
 * is too small, are known only after finish. For TNEF_E_TRUNCATED |limit| and |found| are the bytes that
 * were there and those that were needed: of the header or of a reference, else of the input (COMPSIZE),
 * else of the output (RAWSIZE). For TNEF_E_SIZE they are 12 and COMPSIZE, for TNEF_E_COMPRESSION |found| is
 * COMPTYPE. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_lzfu_error(const tnef_lzfu *lzfu, tnef_error *out);

/* What was found so far. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_lzfu_found(const tnef_lzfu *lzfu, tnef_lzfu_info *out);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * The work per byte is bounded by a constant: a byte of input is taken once, and gives at most
 * 17 bytes of output. For f calls of feed and finish, p pauses and n bytes of output the sink is
 * called at most TNEF_LZFU_CALLS_BASE + f + p + n / 4096 times.
 *
 * For m bytes of input, bytes touched (src/touch.h) are at most 8192 + 32 m + 64 f. The worst known
 * are references of 16 bytes: 10 for a byte, 12 byte by byte. */
#define TNEF_LZFU_CALLS_BASE 2u

#ifdef __cplusplus
}
#endif
#endif
