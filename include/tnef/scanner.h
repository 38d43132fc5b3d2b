/* SPDX-License-Identifier: MIT */
#ifndef TNEF_SCANNER_H
#define TNEF_SCANNER_H
/* The mail scanner: a raw message in, its parts and the streams that are hidden in them out.
 *
 * It reads mail (RFC 5322, 2045, 2046, 2047, 2231, 6532) in one pass and fixed memory, without a
 * tree and without recursion. It looks for streams that begin with certain bytes, by default the
 * signature of TNEF. Take it to find and copy the streams of a mail, to check a mail, or to rewrite
 * one, since it tells where each part stands. Take <tnef/mail.h>, which is made of it, if you want
 * to know what is in the streams. If your program has a MIME parser already and has found the part,
 * feed its decoded bytes to a decoder or reader, and take <tnef/transfer.h> if only the transfer
 * encoding is left to decode.
 *
 * Example:
 *
 *     // Copies the first TNEF stream of a mail, decoded.
 *     static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
 *     {
 *         *taken = fwrite(buf, 1, len, user);
 *         return *taken == len ? TNEF_OK : TNEF_E_CALLBACK;
 *     }
 *
 *     tnef_status copy_stream(const void *mail, size_t len, FILE *out)
 *     {
 *         tnef_scanner_limits one = { .size = sizeof one, .max_streams = 1 };
 *         tnef_scanner_handlers handlers = { .size = sizeof handlers, .sink = put };
 *         tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = out,
 *                                     .limits = &one };
 *         tnef_scanner *scanner;
 *         tnef_status status = tnef_scanner_new(&scanner, &cfg, NULL);
 *
 *         if (status == TNEF_OK)
 *             status = tnef_scanner_feed(scanner, mail, len, NULL);
 *         if (status == TNEF_OK)
 *             status = tnef_scanner_finish(scanner);
 *         tnef_scanner_free(scanner);
 *         return status;
 *     }
 *
 * What it trusts. A message may say anything about itself, so the scanner believes none of it: the
 * first decoded bytes of every leaf are looked at as they stand and as base64, quoted-printable and
 * uuencode, side by side, whatever type, name and encoding the leaf claims. So are preambles,
 * epilogues and uuencoded blocks in text.
 *
 * MIME readers disagree about malformed messages, and a filter that sees less than the reader's
 * mail client is a hole. So each contradiction is a numbered anomaly, which is reported with its
 * part, and the caller chooses a policy: to find whatever any plausible reading finds
 * (TNEF_SCANNER_FIND), or to refuse what has more than one reading (TNEF_SCANNER_STRICT).
 *
 * What is called:
 *
 *     message = part
 *     part    = part_begin *( [found] data / part ) part_end
 *
 * Every begin gets its end, unless a callback stopped or failed, or a status ended the scan. Parts
 * of a multipart or message lie between its begin and its end; uuencoded blocks lie within their
 * leaf. The calls do not depend on how the input is cut, with two exceptions: where data is cut,
 * and how much of the data of the open part is delivered before STRICT refuses it.
 *
 * The life of a scanner: tnef_scanner_new() or tnef_scanner_init() makes it, tnef_scanner_feed()
 * takes the message in pieces of any size, tnef_scanner_finish() declares its end.
 * tnef_scanner_reset() makes it ready for another message, and tnef_scanner_free() ends it. A host
 * that has split the header already calls tnef_scanner_header() for each field and
 * tnef_scanner_end_of_headers() before it feeds the body. A scanner belongs to one thread at a
 * time. From inside its callbacks only tnef_scanner_error(), tnef_scanner_info() and
 * tnef_scanner_anomalies() may be called on it.
 */

#include <tnef/anomaly.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Anomalies ---------------------------------------------------------------------------- */

/* What STRICT refuses unless tnef_scanner_config.fatal says otherwise: all anomalies but those that
 * all known readers read alike, and those that are about file names or the searched stream only.
 * The numbers are in <tnef/anomaly.h>, where [R] marks the ones in this set. */
#define TNEF_SCANNER_FATAL_DEFAULT \
    ((TNEF_ANOMALY_BIT(TNEF_SCANNER_A_END) - 1u) \
     & ~(TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BARE_LF) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_EIGHT_BIT) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_BROKEN) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_WORD) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BOUNDARY_BLANKS) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_TYPE_OTHER) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_SIGNATURE) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BASE64_BLANKS) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_QP_LOWER) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_QP_BLANKS) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_LINE_LONG) \
         | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_SHORT)))

/* ---- Limits ------------------------------------------------------------------------------- */

#define TNEF_SCANNER_LINE_CEILING   65536u
#define TNEF_SCANNER_DEPTH_CEILING  100u
#define TNEF_SCANNER_PARTS_CEILING  10000u
#define TNEF_SCANNER_BOUNDARY_SIZE  256u   /* bytes of a boundary that are kept                   */
#define TNEF_SCANNER_LEVELS         4u     /* the largest max_levels                              */
#define TNEF_SCANNER_TYPE_SIZE      128u   /* bytes of a type, with its NUL; longer: cut          */
#define TNEF_SCANNER_NAME_SIZE      512u   /* bytes of a file name, with its NUL; longer: cut     */
#define TNEF_SCANNER_PATH_SIZE      1152u  /* bytes of a path, with its NUL: enough for any       */

/* What a message may cost. Zero in a field means the default in brackets.
 *
 * Memory is fixed and time is linear even without them, so that only max_input needs to stop the
 * scan. What is beyond another limit is still read as far as it may hide a stream. It is an
 * anomaly, and finish returns the status. */
typedef struct tnef_scanner_limits {
    uint32_t size;               /* sizeof(tnef_scanner_limits)                                   */
    uint32_t max_line;           /* part: bytes kept of a field that counts, unfolded [16,384,
                                  * ceiling 65,536]; the rest is dropped: TNEF_E_LIMIT_HEADER     */
    uint32_t max_header;         /* part: bytes of one header block [262,144], and                */
    uint32_t max_fields;         /* part: fields of one [1,024]: beyond, Content-Type and
                                  * Content-Transfer-Encoding are still read: TNEF_E_LIMIT_HEADER */
    uint32_t max_parameters;     /* part: parameters of one field [128], and                      */
    uint32_t max_pieces;         /* part: pieces of one parameter (RFC 2231) [32, which is the
                                  * ceiling]: beyond, plain boundaries are still read:
                                  * TNEF_E_LIMIT_PARAMETERS                                       */
    uint32_t max_depth;          /* part: multiparts and messages in each other [32, ceiling
                                  * 100]; what is deeper is a leaf: TNEF_E_LIMIT_DEPTH            */
    uint32_t max_parts;          /* part: parts announced [1,000, ceiling 10,000]; beyond, only
                                  * those in which a stream shows are: TNEF_E_LIMIT_PARTS         */
    uint32_t max_streams;        /* part: streams delivered [8]: TNEF_E_LIMIT_STREAMS             */
    uint32_t max_levels;         /* part: encoded messages in each other [4, which is the
                                  * ceiling: TNEF_SCANNER_LEVELS]; what is beyond is not decoded:
                                  * TNEF_E_LIMIT_DEPTH                                            */
    uint64_t max_stream;         /* part: decoded bytes of one stream [16 GiB]: it is cut:
                                  * TNEF_E_LIMIT_OUTPUT                                           */
    uint64_t max_output;         /* part: bytes delivered in all [64 GiB]: no more are:
                                  * TNEF_E_LIMIT_OUTPUT                                           */
    uint64_t max_input;          /* whole: bytes fed [16 GiB]; the scan ends: TNEF_E_LIMIT_INPUT  */
} tnef_scanner_limits;

/* ---- Parts -------------------------------------------------------------------------------- */

/* Kinds of parts. */
enum tnef_scanner_kind {
    TNEF_SCANNER_LEAF = 0xC1,    /* a body that has no parts, unless it is a mail that was attached
                                  * as a file, which is then the part in it                       */
    TNEF_SCANNER_MULTIPART = 0xC2,
    TNEF_SCANNER_MESSAGE = 0xC3, /* message/rfc822, message/global, and what is one by default in
                                  * multipart/digest. The part in it is what the message itself
                                  * is: a leaf, a multipart, or a message                         */
    TNEF_SCANNER_UU = 0xC4,      /* a uuencoded block, also one of begin-base64, within a leaf, a
                                  * preamble or an epilogue                                       */
    TNEF_SCANNER_PRE = 0xC5,     /* a preamble in which a stream has shown                        */
    TNEF_SCANNER_POST = 0xC6     /* an epilogue in which a stream has shown                       */
};

/* Transfer encodings. */
enum tnef_scanner_encoding {
    TNEF_SCANNER_NONE = 0,       /* not declared; of |found|: none has shown a stream             */
    TNEF_SCANNER_IDENTITY = 0xD1, /* 7bit, 8bit, binary                                           */
    TNEF_SCANNER_BASE64 = 0xD2,
    TNEF_SCANNER_QP = 0xD3,      /* quoted-printable                                              */
    TNEF_SCANNER_UUENCODE = 0xD4, /* x-uuencode, uuencode, x-uue, x-uu, uue                       */
    TNEF_SCANNER_UNKNOWN = 0xD5  /* declared, and none of these                                   */
};

/* What a part claims to be: bits of tnef_scanner_part.claims. */
#define TNEF_SCANNER_CLAIMS_TYPE 0x0001u /* its type is one of tnef_scanner_config.types          */
#define TNEF_SCANNER_CLAIMS_NAME 0x0002u /* a file name is one of tnef_scanner_config.names       */

#define TNEF_SCANNER_OPEN (~0ull)       /* an offset that is not known yet                        */

/* A part. At part_begin all fields but |end|, |size|, |shown| and |found| are set; |anomalies| grow
 * until part_end. The struct may grow at its end. Strings end with a NUL and are "" when absent;
 * those of multiparts and messages are "" at part_end. All are the sender's: they may hold
 * anything.
 *
 * Offsets count the bytes of the input, so that |head|, |body| and |end| frame raw bytes that a
 * rewriter can copy. Inside of encoded messages (|level| > 0) they count the decoded bytes of the
 * innermost one. The line end before a boundary belongs to the boundary. */
typedef struct tnef_scanner_part {
    const char *path;            /* "1": the outermost; "1.2": its second part; a preamble is
                                  * number 0, an epilogue and a uuencoded block take the next one */
    uint32_t kind;               /* TNEF_SCANNER_LEAF ...                                         */
    uint32_t number;             /* the last of |path|                                            */
    uint32_t depth;              /* parts around it                                               */
    uint32_t level;              /* encoded messages around it, 0 .. TNEF_SCANNER_LEVELS          */
    uint32_t claims;             /* TNEF_SCANNER_CLAIMS_*                                         */
    uint32_t declared;           /* the transfer encoding that its header declares                */
    uint32_t found;              /* the one under which a stream showed, or TNEF_SCANNER_NONE     */
    uint32_t shown;              /* how many bytes of the signature came first under the declared
                                  * encoding, before another byte or the end; all: a stream       */
    uint64_t head;               /* of the header's first byte; without header as |body|          */
    uint64_t body;               /* of the body's first byte                                      */
    uint64_t end;                /* after the body's last byte; TNEF_SCANNER_OPEN before part_end */
    uint64_t size;               /* bytes delivered                                               */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s                                           */
    const char *type;            /* "application/ms-tnef": lower case, without comments and blanks;
                                  * when absent, what MIME assumes                                */
    const char *encoding;        /* the declared encoding as it stands, in lower case             */
    const char *name;            /* file name, decoded (RFC 2231, 2047) to UTF-8, for showing only:
                                  * control characters and bytes that are not text are "\xHH".
                                  * That of Content-Disposition, else of Content-Type, else of the
                                  * "begin" line                                                  */
    const char *other_name;      /* another name that readers may take, decoded like |name|, with
                                  * TNEF_SCANNER_A_NAME_DIFFERS; else "". It is that of
                                  * Content-Type if |name| is that of Content-Disposition. If
                                  * they are the same, it is the first different one in either:
                                  * of a second parameter or field, or the plain one where there
                                  * is one in the form of RFC 2231                                */
} tnef_scanner_part;

/* ---- Callbacks ---------------------------------------------------------------------------- */

/* Answers to part_begin, beside those of <tnef/base.h>. They may be added to TNEF_PAUSE. After
 * TNEF_CONTINUE a leaf is searched, and a stream that shows is announced by found and delivered.
 * After TNEF_SKIP the part is not searched, and nothing of it but its end is reported. */
#define TNEF_SCANNER_RAW    0x1000  /* deliver the body as it stands. Of a leaf only; it is searched
                                  * too, but what shows is only reported with part_end            */
#define TNEF_SCANNER_DECODE 0x2000  /* the same with the body decoded as declared                 */

/* The callbacks. They answer as in <tnef/base.h>. After PAUSE, STOP or a failure none is called
 * before feed or finish is called again, and after PAUSE that goes on with the call that would have
 * come. NULL means no interest. Data goes to |sink| after the begin or the found that it belongs
 * to; only one part delivers at a time. Callbacks must not call any function on the scanner but
 * tnef_scanner_error(), tnef_scanner_info() and tnef_scanner_anomalies(). */
typedef struct tnef_scanner_handlers {
    uint32_t size;               /* sizeof(tnef_scanner_handlers)                                 */
    int (*part_begin)(void *user, const tnef_scanner_part *part);
    int (*found)(void *user, const tnef_scanner_part *part); /* TNEF_SKIP: do not deliver it      */
    int (*part_end)(void *user, const tnef_scanner_part *part);
    tnef_sink_fn sink;           /* bytes of streams, and of parts answered with RAW or DECODE    */
} tnef_scanner_handlers;

/* ---- Configuration ------------------------------------------------------------------------ */

/* What is done about a message that has more than one reading. */
enum tnef_scanner_policy {
    TNEF_SCANNER_FIND = 0,       /* for filters: report whatever any plausible reading finds      */
    TNEF_SCANNER_STRICT = 0xE1   /* for rewriters: fail with TNEF_E_AMBIGUOUS at the first anomaly
                                  * of |fatal|. Preambles and epilogues are not searched          */
};

/* Readings. Some contradictions leave FIND a choice, which it makes like this:
 *
 * - Of two Content-Type fields one that is a multipart or message beats a leaf, else the first
 *   counts. The boundaries of all of them count.
 * - Of several encodings the one that shows the signature counts; the declared one is tried first.
 * - A line of a header block that is not a field begins the body if a stream, a boundary or a
 *   uuencoded block begins with it. Else it is passed over.
 * - In text that is declared base64 or quoted-printable, uuencoded blocks are those of what it
 *   decodes to. The |head| and |body| of such a block are those of its leaf's body, and its |end|
 *   stays TNEF_SCANNER_OPEN.
 * - Base64 of a stream that begins a line of any body (of text that is declared base64 or
 *   quoted-printable: of what it decodes to), or stands in base64, is a block like these
 *   (TNEF_SCANNER_A_STREAM_IN_TEXT, _BASE64_TWICE).
 * - A leaf that is neither text nor of the type message, and begins with a field of a mail, as it
 *   stands or as its declared encoding decodes it, is read as one. The parts in it count one more
 *   |level|, and its texts are "" at part_end. STRICT fails at nothing that is odd in it, but at a
 *   stream (TNEF_SCANNER_A_MAIL_AS_FILE).
 * - In a multipart that shows no part, a line that looks like a boundary is one if a Content- field
 *   follows (TNEF_SCANNER_A_BOUNDARY_OTHER). */

typedef struct tnef_scanner_config {
    uint32_t size;               /* sizeof(tnef_scanner_config)                                   */
    uint32_t policy;             /* TNEF_SCANNER_FIND, TNEF_SCANNER_STRICT                        */
    const tnef_scanner_handlers *handlers; /* copied; NULL: none                                  */
    void *user;                  /* first argument of every callback                              */
    const tnef_scanner_limits *limits; /* copied; NULL: all defaults                              */
    uint64_t fatal;              /* TNEF_ANOMALY_BIT()s of TNEF_SCANNER_A_*: STRICT fails at these;
                                  * 0: TNEF_SCANNER_FATAL_DEFAULT. FIND fails at none             */
    /* What is looked for. |magic| is copied; |types| and |names| are not: they, and the strings in
     * them, must stay as long as the scanner is used. */
    const uint8_t *magic;        /* first bytes of a stream; NULL: 78 9F 3E 22                    */
    uint32_t magic_len;          /* 1 .. 8; 0 with NULL                                           */
    uint32_t reserved;           /* 0                                                             */
    const char *const *types;    /* lower case, ends with NULL; NULL: "application/ms-tnef",
                                  * "application/vnd.ms-tnef"                                     */
    const char *const *names;    /* lower case, "#" is any number of digits, ends with NULL; NULL:
                                  * "winmail#.dat", "win.dat"                                     */
} tnef_scanner_config;

/* ---- Scanner ------------------------------------------------------------------------------ */

typedef struct tnef_scanner tnef_scanner;

/* Checks a configuration, and finds the field that is wrong: see "Configurations" in <tnef/base.h>.
 * |cfg| NULL means all defaults. What can be wrong, in it or in what it points to: too small a
 * size, a field that is not known and not 0, an unknown |policy| or anomaly, a limit above its
 * ceiling (2^62 for 64-bit ones), a |magic_len| that is not 1 to 8, or not 0 when |magic| is
 * NULL. */
TNEF_API tnef_status tnef_scanner_check(const tnef_scanner_config *cfg, const void **field);

/* Returns how many bytes a scanner needs. |cfg| NULL means all defaults. Returns 0 for a |cfg| that
 * tnef_scanner_init() would refuse. It never exceeds TNEF_SCANNER_SIZE_MAX in any version with the
 * same SONAME. It is about 25 KiB, max_line, 0.8 KiB for each of max_depth (less beyond 64), and
 * 5.3 KiB for each of max_levels: 88 KiB with all defaults, 164 KiB with all limits at their
 * ceilings, 34 KiB with max_line 1,024, max_depth 4 and max_levels 1 (with 64 bits). */
#define TNEF_SCANNER_SIZE_MAX 196608u
TNEF_API size_t tnef_scanner_size(const tnef_scanner_config *cfg);

/* Makes a scanner in the caller's memory. That must be aligned for any object and stay where it is
 * as long as the scanner is used; nothing needs to be freed.
 *
 * TNEF_OK          *|out| is the scanner.
 * TNEF_E_ARGUMENT  |len| is less than tnef_scanner_size(cfg), |mem| is NULL or not aligned, or
 *                  |cfg| (NULL: all defaults) is wrong: tnef_scanner_check() tells where. *|out| is
 *                  NULL. */
TNEF_API tnef_status tnef_scanner_init(tnef_scanner **out, void *mem, size_t len,
                                       const tnef_scanner_config *cfg);

/* Makes a scanner in memory from |alloc|, or from malloc if that is NULL. It is exactly one
 * allocation, which tnef_scanner_free() returns; |alloc| is copied.
 *
 * TNEF_OK          *|out| is the scanner.
 * TNEF_E_ARGUMENT  |cfg| (NULL: all defaults) is wrong: tnef_scanner_check() tells where; or a
 *                  function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_scanner_new(tnef_scanner **out, const tnef_scanner_config *cfg,
                                      const tnef_allocator *alloc);

/* Ends a scanner and returns its memory. NULL is allowed, and so is a scanner from
 * tnef_scanner_init(), whose memory is the caller's. */
TNEF_API void tnef_scanner_free(tnef_scanner *scanner);

/* Makes a scanner as new, with the same configuration, for another message.
 *
 * TNEF_E_STATE     called from inside a callback. */
TNEF_API tnef_status tnef_scanner_reset(tnef_scanner *scanner);

/* Hands the scanner the next bytes of the message. |len| may be 0, and |buf| may then be NULL: this
 * goes on after a pause. |taken| may be NULL; else *|taken| is set on every return.
 *
 * TNEF_OK              all |len| bytes were taken.
 * TNEF_PAUSED          a callback answered TNEF_PAUSE, or the sink TNEF_PAUSED. *|taken| bytes were
 *                      taken; call again with the rest.
 * TNEF_STOPPED         a callback answered TNEF_STOP, or the sink TNEF_STOPPED, now or earlier.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE         called from inside a callback, or after finish began.
 * TNEF_E_CALLBACK      a callback or the sink failed; its answer is tnef_error.user_code.
 * TNEF_E_AMBIGUOUS     STRICT: tnef_error.code is the anomaly, |offset| where.
 * TNEF_E_LIMIT_INPUT   more than max_input.
 *
 * All but the first two are permanent: every further call returns the same, except that a call of
 * feed after one of finish returns TNEF_E_STATE. */
TNEF_API tnef_status tnef_scanner_feed(tnef_scanner *scanner, const void *buf, size_t len,
                                       size_t *taken);

/* Hands the scanner one field of the message's own header. It is for hosts that have the header
 * split already, such as milters, and only before any byte was fed. Line ends in |value| are folds.
 * Offsets then count from the first byte of the body, and |head| is 0. The bytes count against the
 * limits of headers.
 *
 * TNEF_OK, TNEF_E_AMBIGUOUS
 *                      as feed.
 * TNEF_E_ARGUMENT      a pointer is NULL and its length is not 0.
 * TNEF_E_STATE         called from inside a callback, or bytes were fed, or the header was ended
 *                      before, or finish began.
 * otherwise            the permanent error of an earlier call. */
TNEF_API tnef_status tnef_scanner_header(tnef_scanner *scanner, const char *name, size_t name_len,
                                         const char *value, size_t value_len);

/* Ends the header that was handed over field by field. What is fed from now on is the body. Returns
 * what feed returns, and TNEF_E_STATE also when tnef_scanner_header() would; after TNEF_PAUSED go
 * on with feed or finish. */
TNEF_API tnef_status tnef_scanner_end_of_headers(tnef_scanner *scanner);

/* Declares the end of the message and ends all parts that are open. It may be called again after
 * TNEF_PAUSED, and again afterwards with the same result.
 *
 * TNEF_OK              there may have been anomalies.
 * TNEF_PAUSED          call again.
 * TNEF_E_STATE         called from inside a callback.
 * otherwise            the first permanent error (see feed); else the first limit that was
 *                      reached: TNEF_E_LIMIT_HEADER, TNEF_E_LIMIT_PARAMETERS,
 *                      TNEF_E_LIMIT_BOUNDARY, TNEF_E_LIMIT_DEPTH, TNEF_E_LIMIT_PARTS,
 *                      TNEF_E_LIMIT_STREAMS, TNEF_E_LIMIT_OUTPUT. */
TNEF_API tnef_status tnef_scanner_finish(tnef_scanner *scanner);

/* Tells what is wrong and where. That is what finish would return now, with its context.
 * |out->size| must be set: see <tnef/base.h>. |offset| counts the bytes of the input; inside of a
 * part, or of a message that is encoded, it is that of the first byte of its body. |code| is the
 * anomaly, |limit| and |found| are those of a limit. */
TNEF_API void tnef_scanner_error(const tnef_scanner *scanner, tnef_error *out);

/* What is known so far. The struct may grow at its end. */
struct tnef_scanner_info {
    uint32_t size;               /* in: sizeof(struct tnef_scanner_info); out: the bytes that were
                                  * filled                                                        */
    uint32_t reserved;           /* 0                                                             */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s of TNEF_SCANNER_A_* that were met         */
    uint64_t input;              /* bytes accepted                                                */
    uint64_t output;             /* bytes delivered to the sink                                   */
};

/* Tells what is known so far. It may be called at any time, also from inside a callback.
 * |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_scanner_info(const tnef_scanner *scanner, struct tnef_scanner_info *out);

/* Tells whether an anomaly was met. Returns 1 if |code| (TNEF_SCANNER_A_*) was, else 0, and 0 for
 * any other code. Anomalies are not counted, since each part has a set of its own. */
TNEF_API uint64_t tnef_scanner_anomalies(const tnef_scanner *scanner, uint32_t code);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * The work per byte is bounded by a constant, however the message is cut. For a message of n bytes
 * in f calls of feed and finish,
 *
 *     calls of part_begin, found, part_end and sink
 *         <= TNEF_SCANNER_CALLS_BASE + TNEF_SCANNER_CALLS_PER_BYTE * n + f
 *     bytes that are looked at: of the input, of buffers, entries of tables
 *         <= 16,384 + 48 * n + 64 * f
 *
 * No byte is looked at before it is known that a later call need not look at it again. A line that
 * begins with "--" is followed down a tree of the open boundaries while it grows, which takes up to
 * four looks for a byte, however many are open and however they were chosen; of boundaries that are
 * not kept whole (see TNEF_SCANNER_BOUNDARY_SIZE) each is looked at once in a line of 71 bytes or
 * more. So no choice of boundaries costs more than 13 for a byte. The worst inputs known: 44 for a
 * byte, uuencoded lines of two bytes that decode to 63; 22, such lines in quoted-printable text;
 * 18, parts of one byte. Bodies of nothing but CR, LF, blanks, NUL, "=" or 8-bit text cost 4 to 8,
 * byte by byte 10; text 2. */
#define TNEF_SCANNER_CALLS_BASE     64u
#define TNEF_SCANNER_CALLS_PER_BYTE 4u

#ifdef __cplusplus
}
#endif
#endif
