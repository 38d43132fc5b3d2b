/* SPDX-License-Identifier: MIT */
#ifndef TNEF_SCAN_H
#define TNEF_SCAN_H
/* The mail scanner: a raw message (RFC 5322, MIME) in, its parts and the streams hidden in them
 * out. One pass, fixed memory, no tree, no recursion.
 *
 * It looks for streams that begin with certain bytes (by default the signature of TNEF), and it
 * does not believe what a message says about itself: the first decoded bytes of every leaf are
 * looked at through identity, base64, quoted-printable and uuencode side by side, whatever type,
 * name and encoding it claims. So are preambles, epilogues and uuencoded blocks in text. MIME
 * readers disagree about malformed messages, and a scanner that sees less than the reader's mail
 * client is a hole; so each contradiction is a numbered finding that is reported with its part, and
 * the caller chooses between finding whatever any plausible reading finds (TNEF_SCAN_FIND) and
 * refusing what has more than one reading (TNEF_SCAN_STRICT).
 *
 *     message = part
 *     part    = part_begin *( [found] data / part ) part_end
 *
 * Every begin gets its end, unless a callback stopped or failed, or a status ended the scan. Parts
 * of a multipart or message lie between its begin and its end; uuencoded blocks lie within their
 * leaf. Any split of the input gives the same calls, except for where data is cut, and how much of
 * the data of the open part comes before STRICT refuses it.
 *
 * RFC 5322, 2045, 2046, 2047, 2231, 6532.
 */

#include <tnef/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Findings ----------------------------------------------------------------------------- */

/* Deviations and contradictions. The numbers are stable; they are bit numbers of
 * tnef_scan_part.findings and tnef_scanner_config.refuse, and tnef_error.code of
 * TNEF_E_AMBIGUOUS. [R]: STRICT refuses it, unless the configuration says otherwise. */
enum tnef_scan_finding {
    /* lines and header blocks */
    TNEF_SCAN_BARE_LF = 0,       /* a line of a header, or before a boundary, ends with LF alone  */
    TNEF_SCAN_BARE_CR = 1,       /* the same with CR alone; it is taken as a line end there [R]   */
    TNEF_SCAN_NO_BLANK_LINE = 2, /* the body begins at a line that is no field, without the blank
                                  * line before it [R]                                            */
    TNEF_SCAN_GARBAGE_LINE = 3,  /* a line in a header block is no field; it is passed over [R]   */
    TNEF_SCAN_SPACE_COLON = 4,   /* blanks between the name of a field and its colon [R]          */
    TNEF_SCAN_FOLDED_TYPE = 5,   /* blanks or a fold inside a type or an encoding [R]             */
    TNEF_SCAN_COMMENT = 6,       /* a comment in a type, encoding or parameter [R]                */
    TNEF_SCAN_NUL = 7,           /* a NUL in a field that counts; readers cut there, drop it, or
                                  * keep it [R]                                                   */
    TNEF_SCAN_EIGHT_BIT = 8,     /* bytes above 127 in a field that counts                        */
    TNEF_SCAN_FROM_LINE = 9,     /* the message begins with a "From " line, with a time of day in
                                  * it, or with the bare word; perhaps after ">" [R]             */
    TNEF_SCAN_LEADING_BLANK = 10, /* the message begins with blank lines; passed over [R] */
    TNEF_SCAN_HEADER_END = 11,   /* the input, or the enclosing part, ends in a header block [R]  */
    TNEF_SCAN_LINE_LIMIT = 12,   /* a field that counts is longer than max_line; it is cut [R]    */
    TNEF_SCAN_HEADER_LIMIT = 13, /* a block beyond max_header or max_fields; see there [R]        */

    /* fields and parameters */
    TNEF_SCAN_DUPLICATE_TYPE = 14,     /* two Content-Type fields; see "readings" below [R]       */
    TNEF_SCAN_DUPLICATE_ENCODING = 15, /* two Content-Transfer-Encoding fields; the first is the
                                        * declared one [R]                                        */
    TNEF_SCAN_DUPLICATE_PARAMETER = 16, /* two boundary parameters; both are looked for [R]       */
    TNEF_SCAN_PARAMETER_SYNTAX = 17, /* a value with characters that need quotes, or with blanks at
                                      * its end; a field that is no type [R]                      */
    TNEF_SCAN_PARAMETER_PIECES = 18, /* a boundary in the form of RFC 2231 [R]                    */
    TNEF_SCAN_PARAMETER_EMPTY = 19,  /* an empty boundary, charset or name [R]                    */
    TNEF_SCAN_PARAMETER_QUOTE = 20,  /* a quoted value without its end [R]                        */
    TNEF_SCAN_PARAMETER_LIMIT = 21,  /* more than max_parameters or max_pieces; the rest is not
                                      * read, except for boundaries [R]                           */
    TNEF_SCAN_NAME_BROKEN = 22,  /* a file name that cannot be decoded as it says                 */
    TNEF_SCAN_NAME_DIFFERS = 23, /* the header names different files: see |other_name|            */
    TNEF_SCAN_NAME_WORD = 24,    /* a file name in the form of RFC 2047, which is not for it      */

    /* boundaries */
    TNEF_SCAN_NO_BOUNDARY = 25,  /* a multipart without boundary: lines that begin with "--" and
                                  * more are taken for one [R]                                    */
    TNEF_SCAN_BOUNDARY_LONG = 26, /* longer than 70 characters [R]                                */
    TNEF_SCAN_BOUNDARY_CUT = 27, /* longer than TNEF_SCAN_BOUNDARY_SIZE, or no room: its first
                                  * bytes decide [R]                                              */
    TNEF_SCAN_BOUNDARY_PREFIX = 28, /* an open boundary begins with another one, or is it [R] */
    TNEF_SCAN_BOUNDARY_JUNK = 29, /* more than blanks after a boundary [R]                        */
    TNEF_SCAN_BOUNDARY_BLANKS = 30, /* blanks after a boundary                                     */
    TNEF_SCAN_NO_END = 31,       /* the input ends before the end boundary [R]                    */
    TNEF_SCAN_NO_INNER_END = 32, /* an outer boundary comes before the end boundary [R]           */
    TNEF_SCAN_AFTER_END = 33,    /* a part after the end boundary; it is read [R]                 */
    TNEF_SCAN_TOO_DEEP = 34,     /* beyond max_depth, or more than TNEF_SCAN_LEVELS encoded
                                  * messages in each other: a leaf [R]                            */
    TNEF_SCAN_TOO_MANY_PARTS = 35, /* beyond max_parts; see there [R]                             */
    TNEF_SCAN_TOO_MANY_STREAMS = 36, /* beyond max_streams: not delivered [R]                     */

    /* contents */
    TNEF_SCAN_PREAMBLE = 37,     /* a stream stands in a preamble [R]                             */
    TNEF_SCAN_EPILOGUE = 38,     /* a stream stands in an epilogue [R]                            */
    TNEF_SCAN_ENCODING_UNKNOWN = 39, /* a declared encoding that does not exist; identity is assumed
                                    * [R]                                                         */
    TNEF_SCAN_ENCODING_COMPOSITE = 40, /* an encoding on a multipart or message [R]               */
    TNEF_SCAN_ENCODING_OTHER = 41, /* the stream shows under another encoding than declared [R]   */
    TNEF_SCAN_TYPE_OTHER = 42,   /* a stream in a part that claims neither type nor name          */
    TNEF_SCAN_NO_SIGNATURE = 43, /* a part that claims a type or name of the search, and no
                                  * reading shows a stream in it                                  */
    TNEF_SCAN_BASE64_JUNK = 44,  /* characters outside of the alphabet [R]                        */
    TNEF_SCAN_BASE64_PADDING = 45, /* more data after padding, or padding where none belongs [R]  */
    TNEF_SCAN_BASE64_END = 46,   /* the last group is not complete [R]                            */
    TNEF_SCAN_BASE64_BLANKS = 47, /* blanks between the characters                                */
    TNEF_SCAN_QP_BAD = 48,       /* "=" before something that is not hexadecimal, or at the very
                                  * end [R]                                                       */
    TNEF_SCAN_QP_LOWER = 49,     /* lower-case hexadecimal                                        */
    TNEF_SCAN_QP_BLANKS = 50,    /* blanks between "=" and the end of the line, or at its end, or
                                  * more than TNEF_TRANSFER_BLANKS in a row                       */
    TNEF_SCAN_UU_BAD = 51,       /* a uuencoded line that is too long, short, of other characters,
                                  * no part of its block, or after the one of length 0 [R]        */
    TNEF_SCAN_UU_NO_END = 52,    /* a uuencoded block without "end" [R]                           */
    TNEF_SCAN_UU_BLOCK = 53,     /* a uuencoded block that no field declares [R]                  */
    TNEF_SCAN_STREAM_LIMIT = 54, /* a stream beyond max_stream or max_output: it is cut [R]       */
    TNEF_SCAN_LINE_LONG = 55,    /* a line of an encoded body has more than 76 characters         */
    TNEF_SCAN_SHORT = 56,        /* NO_SIGNATURE, and the part ends before one could be complete  */
    TNEF_SCAN_NUMBER_OF = 57
};
#define TNEF_SCAN_BIT(finding) (UINT64_C(1) << (finding))

/* What STRICT refuses unless tnef_scanner_config.refuse says otherwise: all but deviations that
 * all known readers read alike, and those that are about file names or the searched stream only. */
#define TNEF_SCAN_REFUSE \
    ((TNEF_SCAN_BIT(TNEF_SCAN_NUMBER_OF) - 1u) \
     & ~(TNEF_SCAN_BIT(TNEF_SCAN_BARE_LF) | TNEF_SCAN_BIT(TNEF_SCAN_EIGHT_BIT) \
         | TNEF_SCAN_BIT(TNEF_SCAN_NAME_BROKEN) | TNEF_SCAN_BIT(TNEF_SCAN_NAME_DIFFERS) \
         | TNEF_SCAN_BIT(TNEF_SCAN_NAME_WORD) | TNEF_SCAN_BIT(TNEF_SCAN_BOUNDARY_BLANKS) \
         | TNEF_SCAN_BIT(TNEF_SCAN_TYPE_OTHER) | TNEF_SCAN_BIT(TNEF_SCAN_NO_SIGNATURE) \
         | TNEF_SCAN_BIT(TNEF_SCAN_BASE64_BLANKS) | TNEF_SCAN_BIT(TNEF_SCAN_QP_LOWER) \
         | TNEF_SCAN_BIT(TNEF_SCAN_QP_BLANKS) | TNEF_SCAN_BIT(TNEF_SCAN_LINE_LONG) \
         | TNEF_SCAN_BIT(TNEF_SCAN_SHORT)))

/* "bare_lf", "duplicate_type", ...; "?" for a number that is not known. Static. */
TNEF_API const char *tnef_scan_finding_name(uint32_t finding);

/* ---- Limits ------------------------------------------------------------------------------- */

#define TNEF_SCAN_LINE_CEILING   65536u
#define TNEF_SCAN_DEPTH_CEILING  100u
#define TNEF_SCAN_PARTS_CEILING  10000u
#define TNEF_SCAN_BOUNDARY_SIZE  256u   /* bytes of a boundary that are kept                      */
#define TNEF_SCAN_LEVELS         4u     /* encoded messages in each other                         */
#define TNEF_SCAN_TYPE_SIZE      128u   /* bytes of a type, with its NUL; longer: cut             */
#define TNEF_SCAN_NAME_SIZE      512u   /* bytes of a file name, with its NUL; longer: cut        */
#define TNEF_SCAN_PATH_SIZE      1152u  /* bytes of a path, with its NUL: enough for any          */

/* What a message may cost. Zero means the default in brackets.
 *
 * Memory is fixed and time linear without any of them, so nothing needs to stop the scan but
 * max_input: what is beyond a limit is still read as far as it may hide a stream, it is a finding,
 * and finish returns the status. */
typedef struct tnef_scan_limits {
    uint32_t size;               /* sizeof(tnef_scan_limits)                                      */
    uint32_t max_line;           /* bytes kept of a field that counts, unfolded [16,384, ceiling
                                  * 65,536]; the rest is dropped: TNEF_E_LIMIT_HEADER             */
    uint32_t max_header;         /* bytes of one header block [262,144], and                      */
    uint32_t max_fields;         /* fields of one [1,024]: beyond, Content-Type and
                                  * Content-Transfer-Encoding are still read:
                                  * TNEF_E_LIMIT_HEADER                                           */
    uint32_t max_parameters;     /* parameters of one field [128], and                            */
    uint32_t max_pieces;         /* pieces of one parameter (RFC 2231) [32, which is the ceiling]:
                                  * beyond, plain boundaries are still read:
                                  * TNEF_E_LIMIT_PARAMETERS                                       */
    uint32_t max_depth;          /* multiparts and messages in each other [32, ceiling 100]; what
                                  * is deeper is a leaf: TNEF_E_LIMIT_DEPTH                       */
    uint32_t max_parts;          /* parts announced [1,000, ceiling 10,000]; beyond, only those
                                  * in which a stream shows are: TNEF_E_LIMIT_PARTS               */
    uint32_t max_streams;        /* streams delivered [8]: TNEF_E_LIMIT_STREAMS                   */
    uint32_t max_levels;         /* encoded messages in each other [4 = TNEF_SCAN_LEVELS, which is
                                  * the ceiling]; what is beyond is not decoded:
                                  * TNEF_E_LIMIT_DEPTH                                            */
    uint64_t max_stream;         /* decoded bytes of one stream [16 GiB]: it is cut:
                                  * TNEF_E_LIMIT_OUTPUT                                           */
    uint64_t max_output;         /* bytes delivered in all [64 GiB]: no more are:
                                  * TNEF_E_LIMIT_OUTPUT                                           */
    uint64_t max_input;          /* whole: bytes fed [16 GiB]; the scan ends: TNEF_E_LIMIT_INPUT  */
} tnef_scan_limits;

/* ---- Parts -------------------------------------------------------------------------------- */

enum tnef_scan_kind {
    TNEF_SCAN_LEAF = 0xC1,
    TNEF_SCAN_MULTIPART = 0xC2,
    TNEF_SCAN_MESSAGE = 0xC3,    /* message/rfc822, message/global, and what is one by default in
                                  * multipart/digest. The message itself is its first part        */
    TNEF_SCAN_UU = 0xC4,         /* a uuencoded block within a leaf or beside parts               */
    TNEF_SCAN_PRE = 0xC5,        /* a preamble, in which a stream showed                          */
    TNEF_SCAN_POST = 0xC6        /* an epilogue, in which a stream showed                         */
};

/* Transfer encodings. */
enum tnef_scan_encoding {
    TNEF_SCAN_NONE = 0,          /* not declared; or none showed a stream                         */
    TNEF_SCAN_IDENTITY = 0xD1,   /* 7bit, 8bit, binary                                            */
    TNEF_SCAN_BASE64 = 0xD2,
    TNEF_SCAN_QP = 0xD3,         /* quoted-printable                                              */
    TNEF_SCAN_UUENCODE = 0xD4,   /* x-uuencode, uuencode, x-uue, x-uu, uue                        */
    TNEF_SCAN_UNKNOWN = 0xD5
};

/* What a part claims. */
#define TNEF_SCAN_CLAIMS_TYPE 0x0001u /* a type of the search                                     */
#define TNEF_SCAN_CLAIMS_NAME 0x0002u /* a name of the search                                     */

#define TNEF_SCAN_OPEN UINT64_MAX       /* an offset that is not known yet                        */

/* A part. At part_begin all but |end|, |size|, |shown| and |found| is set; findings grow until
 * part_end. May grow at the end. Strings end with a NUL and are "" when absent; those of multiparts
 * and messages are "" at their end. All are the sender's.
 *
 * Offsets are those of the input, and |head|, |body| and |end| frame raw bytes that a rewriter can
 * copy, except inside of encoded messages (|level| > 0), where they count the decoded bytes of the
 * innermost one. The line end before a boundary belongs to the boundary. */
typedef struct tnef_scan_part {
    const char *path;            /* "1": the outermost; "1.2": its second part; a preamble is
                                  * number 0, an epilogue and a uuencoded block take the next one */
    uint32_t kind;               /* TNEF_SCAN_LEAF ...                                            */
    uint32_t number;             /* the last of |path|                                            */
    uint32_t depth;              /* parts around it                                               */
    uint32_t level;              /* encoded messages around it, 0 .. TNEF_SCAN_LEVELS             */
    uint32_t claims;             /* TNEF_SCAN_CLAIMS_*                                            */
    uint32_t declared;           /* the transfer encoding that its header declares                */
    uint32_t found;              /* the one under which a stream showed, or TNEF_SCAN_NONE        */
    uint32_t shown;              /* bytes of the search that came first under the declared
                                  * encoding (all: a stream), before another byte or the end      */
    uint64_t head;               /* of the header's first byte; without header as |body|          */
    uint64_t body;               /* of the body's first byte                                      */
    uint64_t end;                /* after the body's last byte; TNEF_SCAN_OPEN before part_end    */
    uint64_t size;               /* bytes delivered                                               */
    uint64_t findings;           /* TNEF_SCAN_BIT()s                                              */
    const char *type;            /* "application/ms-tnef": lower case, without comments and blanks;
                                  * when absent, what MIME assumes                                */
    const char *encoding;        /* the declared encoding as it stands, in lower case             */
    const char *name;            /* file name, decoded (RFC 2231, 2047) to UTF-8, for showing only:
                                  * control characters and bytes that are no text are "\xHH". That
                                  * of Content-Disposition, else of Content-Type, else of "begin" */
    const char *other_name;      /* the same of another name that readers may take, with
                                  * TNEF_SCAN_NAME_DIFFERS, else "": that of Content-Type if |name|
                                  * is that of Content-Disposition; if they are the same, the first
                                  * one beside it in either: of a second parameter or field, or the
                                  * plain one where there is one in the form of RFC 2231          */
} tnef_scan_part;

/* ---- Callbacks ---------------------------------------------------------------------------- */

/* Answers to part_begin, beside those of base.h. They may be added to TNEF_PAUSE. TNEF_CONTINUE: a
 * leaf is searched; what shows is announced by found and delivered. TNEF_SKIP: nothing of what is
 * in this part is said, but for its end; it is not searched. */
#define TNEF_SCAN_RAW    0x1000  /* deliver the body as it stands. Of a leaf only; it is searched
                                  * too, but what shows is only reported with part_end            */
#define TNEF_SCAN_DECODE 0x2000  /* the same with the body decoded as declared                    */

/* The callbacks answer as in base.h. After PAUSE, STOP or a failure there is none before the next
 * call; after PAUSE the next one is the one that would have come. NULL means no interest. Data goes
 * to |sink| after the begin or the found that it belongs to; only one part delivers at a time. They
 * must not call any function on the scanner but tnef_scanner_error(), tnef_scanner_offset() and
 * tnef_scanner_findings(). */
typedef struct tnef_scan_handlers {
    uint32_t size;               /* sizeof(tnef_scan_handlers)                                    */
    int (*part_begin)(void *user, const tnef_scan_part *part);
    int (*found)(void *user, const tnef_scan_part *part); /* TNEF_SKIP: do not deliver it         */
    int (*part_end)(void *user, const tnef_scan_part *part);
    tnef_sink_fn sink;           /* bytes of streams, and of parts answered with RAW or DECODE    */
} tnef_scan_handlers;

/* ---- Configuration ------------------------------------------------------------------------ */

enum tnef_scan_policy {
    TNEF_SCAN_FIND = 0,          /* filters: whatever any plausible reading finds                 */
    TNEF_SCAN_STRICT = 0xE1      /* rewriters: fail with TNEF_E_AMBIGUOUS at the first finding of
                                  * |refuse|. Preambles and epilogues are not searched            */
};

/* Readings. Where FIND has to choose: of two Content-Type fields one that is a multipart or message
 * beats a leaf, and the boundaries of all count; else the first. Of several encodings the one that
 * shows the signature, the declared one first. A line of a header block that is no field begins the
 * body if a stream, a boundary or a uuencoded block begins with it, else it is passed over. In text
 * that is declared base64 or quoted-printable, uuencoded blocks are those of what it decodes to:
 * such a block has |head| and |body| of its leaf's body, and |end| stays TNEF_SCAN_OPEN. */

typedef struct tnef_scanner_config {
    uint32_t size;               /* sizeof(tnef_scanner_config)                                   */
    uint32_t policy;             /* TNEF_SCAN_FIND, TNEF_SCAN_STRICT                              */
    const tnef_scan_handlers *handlers; /* copied; NULL: none                                     */
    void *user;                  /* first argument of every callback                              */
    const tnef_scan_limits *limits; /* copied; NULL: all defaults                                 */
    uint64_t refuse;             /* TNEF_SCAN_BIT()s that STRICT refuses; 0: TNEF_SCAN_REFUSE     */
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

/* Whether a scanner can have this configuration, and if not, the field that is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong, in it or in what it points to: too small a
 * size, a field that is not known and not 0, an unknown |policy| or finding, a limit above its
 * ceiling (2^62 for 64-bit ones), a |magic_len| that is not that of |magic|. NULL means all
 * defaults. */
TNEF_API tnef_status tnef_scanner_check(const tnef_scanner_config *cfg, const void **field);

/* The bytes that a scanner with the limits of |cfg| (NULL: all defaults) takes; 0 for a |cfg| that
 * tnef_scanner_init() would refuse. It never exceeds TNEF_SCANNER_SIZE_MAX for any version with the
 * same SONAME. It is about 19 KiB, max_line, 0.7 KiB for each of max_depth (less beyond 64), and
 * 5.2 KiB for each of max_levels: 78 KiB with all defaults, 151 KiB with all limits at their
 * ceilings, 28 KiB with max_line 1,024, max_depth 4 and max_levels 1 (with 64 bits). */
#define TNEF_SCANNER_SIZE_MAX 196608u
TNEF_API size_t tnef_scanner_size(const tnef_scanner_config *cfg);

/* Makes a scanner in the caller's memory, which must be aligned for any object and stay where it
 * is; nothing needs to be freed.
 *
 * TNEF_OK          *|out| is the scanner.
 * TNEF_E_ARGUMENT  |len| is less than tnef_scanner_size(cfg), |mem| is NULL or not aligned, or |cfg|
 *                  (NULL: all defaults) is wrong: tnef_scanner_check() tells where. *|out| is NULL. */
TNEF_API tnef_status tnef_scanner_init(tnef_scanner **out, void *mem, size_t len,
                                       const tnef_scanner_config *cfg);

/* The same in memory from |alloc| (NULL: malloc), with exactly one allocation, which
 * tnef_scanner_free() returns. Besides the above:
 *
 * TNEF_E_ARGUMENT  a function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_scanner_new(tnef_scanner **out, const tnef_scanner_config *cfg,
                                      const tnef_allocator *alloc);

/* Ends a scanner. NULL is allowed, and so is one from tnef_scanner_init(). */
TNEF_API void tnef_scanner_free(tnef_scanner *scanner);

/* Makes the scanner as new, with the same configuration, for another message.
 *
 * TNEF_E_STATE     called from inside a callback. */
TNEF_API tnef_status tnef_scanner_reset(tnef_scanner *scanner);

/* Hands the scanner the next bytes of the message. |len| may be 0 (|buf| may then be NULL): this
 * goes on after a pause. |taken| may be NULL; it is set on every return.
 *
 * TNEF_OK              all |len| bytes were taken.
 * TNEF_PAUSED          a callback answered TNEF_PAUSE, or the sink TNEF_PAUSED. *|taken| bytes were
 *                      taken; call again with the rest.
 * TNEF_STOPPED         a callback answered TNEF_STOP, or the sink TNEF_STOPPED, now or earlier.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE         called from inside a callback, or after finish began.
 * TNEF_E_CALLBACK      a callback or the sink failed; its answer is tnef_error.user_code.
 * TNEF_E_AMBIGUOUS     STRICT: tnef_error.code is the finding, |offset| where.
 * TNEF_E_LIMIT_INPUT   more than max_input.
 *
 * From TNEF_STOPPED on these are permanent: every further call repeats them, but a call of feed after
 * one of finish returns TNEF_E_STATE. */
TNEF_API tnef_status tnef_scanner_feed(tnef_scanner *scanner, const void *buf, size_t len,
                                       size_t *taken);

/* For hosts that have the headers already split, such as milters: one field of the message's own
 * header. Line ends in |value| are folds. Only before any byte was fed; offsets then count from
 * the first byte of the body, and head is 0. The bytes count against the limits of headers.
 *
 * TNEF_OK, TNEF_E_AMBIGUOUS
 *                      as feed.
 * TNEF_E_ARGUMENT      a pointer is NULL and its length is not 0.
 * TNEF_E_STATE         called from inside a callback, or bytes were fed, or the header was ended before,
 *                      or finish began.
 * otherwise            the permanent error of an earlier call. */
TNEF_API tnef_status tnef_scanner_header(tnef_scanner *scanner, const char *name, size_t name_len,
                                         const char *value, size_t value_len);

/* Ends the header: what is fed from now on is the body. Returns as feed, and TNEF_E_STATE also when
 * tnef_scanner_header() would; after TNEF_PAUSED go on with feed or finish. */
TNEF_API tnef_status tnef_scanner_end_of_headers(tnef_scanner *scanner);

/* Declares the end of the message and ends all parts that are open. May be called again after
 * TNEF_PAUSED, and again afterwards with the same result.
 *
 * TNEF_OK              there may have been findings.
 * TNEF_PAUSED          call again.
 * TNEF_E_STATE         called from inside a callback.
 * otherwise            the first permanent error (see feed); else the first limit that was
 *                      reached: TNEF_E_LIMIT_HEADER, TNEF_E_LIMIT_PARAMETERS,
 *                      TNEF_E_LIMIT_BOUNDARY, TNEF_E_LIMIT_DEPTH, TNEF_E_LIMIT_PARTS,
 *                      TNEF_E_LIMIT_STREAMS, TNEF_E_LIMIT_OUTPUT. */
TNEF_API tnef_status tnef_scanner_finish(tnef_scanner *scanner);

/* What is wrong and where: what finish would return now, and its context. |out->size| must be set.
 * |offset| is that of the input, of what stands in a part or in a message that is encoded that of the
 * first byte of its body; |code| the finding, |limit| and |found| those of a limit. */
TNEF_API void tnef_scanner_error(const tnef_scanner *scanner, tnef_error *out);

/* Bytes accepted so far. */
TNEF_API uint64_t tnef_scanner_offset(const tnef_scanner *scanner);

/* All findings so far: TNEF_SCAN_BIT()s. */
TNEF_API uint64_t tnef_scanner_findings(const tnef_scanner *scanner);

/* ---- Work ---------------------------------------------------------------------------------
 *
 * The work per byte is bounded by a constant, however the message is cut. For one of n bytes in f
 * calls of feed and finish,
 *
 *     calls of part_begin, found, part_end and sink
 *         <= TNEF_SCAN_CALLS_BASE + TNEF_SCAN_CALLS_PER_BYTE * n + f
 *     bytes that are looked at: of the input, of buffers, entries of tables
 *         <= 16,384 + 64 * n + 64 * f
 *
 * No byte is looked at before it is known that a later call need not look at it again. A line that
 * begins with "--" is compared with the open boundaries that are as long as it is while it grows,
 * with each of them once. The worst inputs known: 45 for a byte, lines of 6 bytes against 252
 * boundaries of their length (max_depth 100; 20 with the default); 37, uuencoded lines of two bytes
 * that decode to 63; 21, such lines in quoted-printable text; 15, parts of one byte. Bodies of
 * nothing but CR, LF, blanks, NUL, "=" or 8-bit text cost 4 to 8, byte by byte 10; text 2. */
#define TNEF_SCAN_CALLS_BASE     64u
#define TNEF_SCAN_CALLS_PER_BYTE 4u

#ifdef __cplusplus
}
#endif
#endif
