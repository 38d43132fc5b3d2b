/* SPDX-License-Identifier: MIT */
#ifndef TNEF_BODIES_H
#define TNEF_BODIES_H
/* Bodies that people can read: HTML, text or RTF, in UTF-8, out of the bodies of a message.
 *
 * A message carries its text as HTML, as plain text, as compressed RTF, or as several of these; RTF
 * may be HTML or text in disguise; and what the bytes of HTML and text mean is often known only
 * when the message ends. So bodies are collected while the reader streams, in memory up to a limit
 * and then in a spool of the caller's, and are decoded at the end of the message.
 *
 * Take this with a tnef_reader (<tnef/reader.h>), to show a message or to look at what it says. For
 * a message that was loaded into memory (<tnef/message.h>), tnef_message_body() below is one call.
 * For RTF or HTML that does not come out of a message, take <tnef/rtf.h> and <tnef/html.h>.
 *
 * Example:
 *
 *     static int begin(void *bodies, const tnef_part *part)
 *     {
 *         return tnef_bodies_part_begin(bodies, part);
 *     }
 *
 *     // The handlers part_data and part_end do the same. This one is message_end:
 *     static int end(void *bodies, const tnef_message_info *message)
 *     {
 *         return tnef_bodies_message_end(bodies, message);
 *     }
 *
 *     // Then, in that handler or after it:
 *     tnef_status show(tnef_bodies *bodies, tnef_sink_fn sink, void *user)
 *     {
 *         tnef_body_choice choice = { .size = sizeof choice };
 *
 *         if (!tnef_bodies_choose(bodies, TNEF_BODY_TEXT, &choice))
 *             return TNEF_OK;
 *         return tnef_bodies_deliver(bodies, choice.index, choice.form, sink, user);
 *     }
 *
 * Life. tnef_bodies_new() makes a collector, which serves any number of messages. There is no init,
 * since it takes memory as bodies come. There are no feed and finish, since its input is not bytes
 * but parts: the reader's handlers pass them on, each to the function of its name, and message_end
 * takes the place of finish. After that a message's bodies can be had with tnef_bodies_count(),
 * tnef_bodies_get(), tnef_bodies_choose() and tnef_bodies_deliver(), until the next body comes.
 * tnef_bodies_reset() forgets everything but memory; tnef_bodies_free() ends it. From inside a sink
 * only the functions that take a const tnef_bodies may be called, and from a spool none: the others
 * return TNEF_E_STATE, and free is forbidden. Collectors share nothing, so each may have its own
 * thread; one collector belongs to one thread at a time.
 *
 * The TNEF input is still read once. All bodies of the message can be had, also those that were not
 * chosen and those that differ: a filter looks at all of them, since mail clients do not choose
 * alike. Embedded messages have their own bodies and come before the message that holds them.
 *
 * Every body can be had as HTML and as text, whatever it is: RTF is read (<tnef/rtf.h>), text is
 * made of HTML (<tnef/html.h>), also of HTML that is disguised as RTF, and plain text becomes HTML
 * with a <div> for each line, in which nothing else is markup.
 *
 * HTML is hostile. What the sender wrote, in HTML or as HTML in RTF, is delivered as it stands, but
 * for its charset: with scripts, forms and remote content that tells its sender who reads it. A
 * program that shows it must make it harmless first (a sanitizer, a view without scripts and
 * network), or show the text.
 *
 * A tree of tnef_message_load() has bodies too: tnef_message_body() gives the best of one form in
 * one call, tnef_bodies_add() all that a collector tells, of any message in the tree, without a
 * copy.
 *
 * Code page. What text is decoded from is decided by the first of these that applies:
 *
 * - PtypString is UTF-16LE.
 * - A byte order mark decides.
 * - HTML (PtypBinary) is in PidTagInternetCodepage. Its first TNEF_BODY_HEAD bytes may declare
 *   something else: with the attribute charset of a <meta>, with content of one whose http-equiv is
 *   content-type, found as the prescan of the HTML standard finds them (13.2.3.2), or with <?xml
 *   encoding> at the beginning. Then the property wins, as a header wins in HTTP; but if one of the
 *   two is UTF-8, the bytes decide: it is UTF-8 if more sequences are valid in that than are not,
 *   else the other one. If the property is missing, unknown, refused or ASCII, the declaration
 *   counts; else UTF-8 if the bytes are valid in it; else the code page of other 8-bit text. HTML
 *   whose bytes begin as UTF-16 or UTF-32 do is taken for that. For HTML that is PtypString8,
 *   attOemCodepage takes the place of the property.
 * - Plain text is in tnef_message_info.text_codepage; if no usable one is declared, in
 *   PidTagMessageCodepage; else in UTF-8 if its bytes are valid in it, else in 1252.
 * - In HTML, 28591 and 28599 (ISO 8859-1 and -9) are read as 1252 and 1254, as browsers do.
 * - UTF-7 and EBCDIC are never used, even where the message asks for them.
 * - Text that is declared as UTF-8, but in which more sequences are invalid than valid, is read as
 *   what attOemCodepage or PidTagMessageCodepage say, or as 1252: TNEF_CHARSET_NOT_UTF8.
 *
 * NULs at the end of HTML and text are dropped. Where HTML declares a charset, the declaration is
 * changed to UTF-8; HTML that declares none is left so.
 *
 * Work. The bytes touched are at most 256 KiB + 128 for each byte passed on or delivered + 2048 for
 * each call; a byte of compressed RTF that is delivered counts as the 8 that it may decompress to.
 * The largest known is 16 for a byte that is delivered, 27 for one that is passed on (compressed
 * RTF that nobody sees, before its kind is known), and 1,420 for a call. Opening a converter is not
 * in these figures, see <tnef/text.h>. A delivery reads its body once more, so the work of many
 * deliveries is that many times as large; max_total bounds what comes out of them.
 *
 * Memory. A collector takes at most tnef_bodies_size() and max_memory, and neither before it is
 * needed: bodies take pages of 16 KiB. With all defaults the first is 109 KiB, about half of it for
 * the readers of RTF and HTML, which is taken when the first body of RTF comes, or the first text
 * is made of HTML.
 */

#include <tnef/message.h>
#include <tnef/rtf.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Which body to show ------------------------------------------------------------------- */

/* Why a body was chosen. */
enum tnef_best_reason {
    TNEF_BEST_NONE = 0,          /* there is no body                                              */
    TNEF_BEST_NATIVE = 0x81,     /* PidTagNativeBody names it, or what is hidden in the RTF       */
    TNEF_BEST_HTML = 0x82,       /* HTML                                                          */
    TNEF_BEST_RTF_HTML = 0x83,   /* no HTML, but RTF that is HTML in disguise                     */
    TNEF_BEST_PLAIN_NEWER = 0x84, /* PidTagRtfInSync is false: the RTF was not changed with it    */
    TNEF_BEST_PLAIN = 0x85,      /* no RTF, or RTF that is text in disguise                       */
    TNEF_BEST_RTF = 0x86,        /* RTF, with or without plain text that says less                */
    TNEF_BEST_EMPTY = 0x87       /* all bodies are empty, or are no valid RTF                     */
};

/* Returns the kind of the body to show. TNEF_PART_PLAIN, TNEF_PART_HTML, TNEF_PART_RTF, or 0, of a
 * message that has ended, by [MS-OXBBODY] 2.1.3.1 and by what real mail has: the one that
 * PidTagNativeBody names; else HTML; else plain text if there is RTF and PidTagRtfInSync is false;
 * else RTF that is HTML; else plain text if the RTF is text, or if the message has no RTF; else
 * RTF. Bodies that are empty, and what is not RTF, come last.
 *
 * |rtf_kind| is the TNEF_RTF_* of the body message->rtf. |empty| has the bit 1 << TNEF_PART_x set
 * if the body of that kind is there and empty. *|reason| gets TNEF_BEST_*; it may be NULL.
 *
 * tnef_message_info.best is the same choice made without a look into the RTF, and with plain text
 * before RTF unless PidTagRtfInSync is true; with no RTF, and no empty body, both are the same. */
TNEF_API uint32_t tnef_body_best(const tnef_message_info *message, uint32_t rtf_kind,
                                 uint32_t empty, uint32_t *reason);

/* ---- Bodies ------------------------------------------------------------------------------- */

/* Forms of a body. */
enum tnef_body_form {
    TNEF_BODY_BEST = 0,          /* in a request: the body to show, in its own form               */
    TNEF_BODY_HTML = 0x61,
    TNEF_BODY_TEXT = 0x62,
    TNEF_BODY_RTF = 0x63         /* RTF, decompressed and otherwise as it is: bytes, not UTF-8    */
};

/* What a form was made of. */
enum tnef_body_source {
    TNEF_BODY_FROM_NOTHING = 0,  /* "nothing": the RTF body holds no valid RTF                    */
    TNEF_BODY_FROM_PROPERTY = 0x71, /* "property": HTML or text that is there as such             */
    TNEF_BODY_FROM_RTF_HTML = 0x72, /* "rtf-fromhtml": HTML in disguise, \fromhtml1, or text that
                                  * is made of that HTML                                          */
    TNEF_BODY_FROM_RTF_TEXT = 0x73, /* "rtf-fromtext": text in disguise, \fromtext                */
    TNEF_BODY_FROM_RTF = 0x74,   /* "rtf": RTF that was written as RTF                            */
    TNEF_BODY_FROM_HTML = 0x75,  /* "html-text": text that is made of HTML                        */
    TNEF_BODY_FROM_TEXT = 0x76   /* "text-html": HTML that is made of text                        */
};

/* Returns the name in quotes above, "?" for another number. Static. */
TNEF_API const char *tnef_body_source_name(uint32_t source);

/* Who says what text is decoded from. */
enum tnef_charset_source {
    TNEF_CHARSET_NONE = 0,       /* RTF, which names its code pages itself                        */
    TNEF_CHARSET_UNICODE = 0x91, /* PtypString                                                    */
    TNEF_CHARSET_MARK = 0x92,    /* a byte order mark, or HTML that begins as UTF-16 or UTF-32    */
    TNEF_CHARSET_PROPERTY = 0x93, /* PidTagInternetCodepage; of 8-bit text attOemCodepage first   */
    TNEF_CHARSET_META = 0x94,    /* the HTML itself                                               */
    TNEF_CHARSET_UTF8 = 0x95,    /* no usable declaration, or two that conflict, and the bytes
                                  * are valid UTF-8                                               */
    TNEF_CHARSET_MESSAGE = 0x96, /* PidTagMessageCodepage                                         */
    TNEF_CHARSET_DEFAULT = 0x97, /* no declaration: the code page of other 8-bit text, or 1252    */
    TNEF_CHARSET_NOT_UTF8 = 0x98 /* declared as UTF-8, but the bytes are not: the code page of
                                  * other 8-bit text, unless that is UTF-8, too, or 1252          */
};

/* A body that was collected. May grow at the end. */
typedef struct tnef_body_info {
    uint32_t size;               /* in: sizeof(tnef_body_info); out: the bytes that were filled   */
    uint32_t part;               /* tnef_part.id,                                                 */
    uint32_t kind;               /* kind: TNEF_PART_PLAIN, TNEF_PART_HTML, TNEF_PART_RTF,         */
    uint32_t encoding;           /* encoding,                                                     */
    uint32_t flags;              /* and flags                                                     */
    uint32_t is_chosen;          /* 1: it is the one of its kind that the message model chose     */
    uint64_t length;             /* bytes of the part                                             */
    uint64_t kept;               /* of these, the bytes that were kept and can be delivered       */
    uint32_t form;               /* its own form: TNEF_BODY_HTML, TNEF_BODY_TEXT, or for RTF that
                                  * was written as RTF TNEF_BODY_RTF. Any body can be had as HTML
                                  * and as text, and any RTF as RTF                               */
    uint32_t source;             /* TNEF_BODY_FROM_*                                              */
    uint32_t rtf_kind;           /* TNEF_RTF_*; 0 for other bodies, and if it is no valid RTF     */
    uint32_t codepage;           /* of HTML and text: what it is decoded from. Else 0             */
    uint32_t charset_source;     /* TNEF_CHARSET_*                                                */
    tnef_status status;          /* TNEF_OK; TNEF_E_LIMIT_MEMORY: not all of it was kept          */
    const char *charset;         /* name of |codepage|, or NULL. Static                           */
} tnef_body_info;

/* A body and the form to deliver it in. May grow at the end. */
typedef struct tnef_body_choice {
    uint32_t size;               /* in: sizeof(tnef_body_choice); out: the bytes that were filled */
    uint32_t index;              /* of tnef_bodies_get()                                          */
    uint32_t form;               /* TNEF_BODY_HTML, TNEF_BODY_TEXT, TNEF_BODY_RTF                 */
    uint32_t source;             /* TNEF_BODY_FROM_*                                              */
    uint32_t reason;             /* TNEF_BEST_*; TNEF_BEST_NONE if a form was asked for           */
} tnef_body_choice;

/* ---- Configuration ------------------------------------------------------------------------ */

/* Where bodies go for which memory has no room: a file, in most cases. Both functions return 0, or
 * another number if they failed. They must not call functions on the collector. */
typedef struct tnef_spool {
    uint32_t size;               /* sizeof(tnef_spool)                                            */
    int (*write)(void *user, uint64_t offset, const void *buf, size_t len);
                                 /* all |len| bytes at |offset|, which is at most the end of what
                                  * was written before; what is there may be written over         */
    int (*read)(void *user, uint64_t offset, void *buf, size_t len);
                                 /* exactly |len| bytes, which were written                       */
    void *user;                  /* their first argument                                          */
} tnef_spool;

/* Bits of tnef_bodies_config.flags. */
#define TNEF_BODIES_FACTS 0x0001u  /* keep no bodies: only what tnef_bodies_get() tells, and the
                                    * choice, are wanted. Nothing can be delivered                */

#define TNEF_BODY_HEAD    1024u  /* bytes of HTML that are looked into for its charset            */
#define TNEF_BODIES_MEMORY_CEILING 0x40000000u /* of max_memory: 1 GiB                            */

typedef struct tnef_bodies_config {
    uint32_t size;               /* sizeof(tnef_bodies_config)                                    */
    uint32_t flags;              /* TNEF_BODIES_FACTS                                             */
    const tnef_spool *spool;     /* copied; NULL: none                                            */
    uint32_t max_memory;         /* part: bytes of all bodies of all messages that are open, in
                                  * memory [16 MiB]. What exceeds it goes to the spool; without a
                                  * spool it is lost: TNEF_E_LIMIT_MEMORY. Largest seen: 2 MiB   */
    uint32_t max_bodies;         /* part: bodies of the same kind as another one of their message
                                  * (attBody is a kind of its own here), in all messages that are
                                  * open [64, at most 4096]; those beyond are counted only, see
                                  * tnef_bodies_info.passed                                       */
    uint64_t max_spool;          /* part: bytes in the spool [64 MiB], TNEF_E_LIMIT_MEMORY        */
    uint64_t max_output;         /* whole: bytes of one delivery [64 MiB], TNEF_E_LIMIT_OUTPUT.
                                  * Compressed RTF may decompress to as many                      */
    uint64_t max_total;          /* whole: bytes of all deliveries since reset, of all messages
                                  * [256 MiB], TNEF_E_LIMIT_TOTAL                                 */
    const struct tnef_charset_hook *charsets; /* converters for text, see <tnef/text.h>; copied;
                                  * NULL: iconv                                                   */
} tnef_bodies_config;

/* ---- Collector ---------------------------------------------------------------------------- */

typedef struct tnef_bodies tnef_bodies;

/* Tells whether a collector can have this configuration, and if not, which field is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong, in it or its spool: too small a size, a
 * field that this version does not know and that is not 0, an unknown flag, a function that is
 * NULL, a limit above its ceiling (2^62 for 64-bit ones). Of a charset hook a function can be
 * missing. NULL means all defaults. */
TNEF_API tnef_status tnef_bodies_check(const tnef_bodies_config *cfg, const void **field);

/* Makes a collector with memory from |alloc| (NULL: malloc). |cfg| (NULL: all defaults), the spool
 * and |alloc| are copied. It takes memory when bodies come, never more at a time than max_memory
 * and what tnef_bodies_size() tells; converters allocate by themselves, see <tnef/text.h>.
 *
 * TNEF_OK          *|out| is the collector.
 * TNEF_E_ARGUMENT  |cfg| or its spool is wrong: tnef_bodies_check() tells where; or a function of
 *                  |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_bodies_new(tnef_bodies **out, const tnef_bodies_config *cfg,
                                     const tnef_allocator *alloc);

/* Returns the bytes that a collector can take from its allocator besides max_memory. 0 for a wrong
 * |cfg|. */
TNEF_API size_t tnef_bodies_size(const tnef_bodies_config *cfg);

/* Ends a collector and returns all its memory. NULL is allowed. Must not be called from inside a
 * sink. */
TNEF_API void tnef_bodies_free(tnef_bodies *bodies);

/* Makes the collector ready for another input, also after an error. All bodies are forgotten;
 * memory that was taken is kept for the next ones.
 *
 * TNEF_OK          the collector is ready.
 * TNEF_E_STATE     called from inside a sink. */
TNEF_API tnef_status tnef_bodies_reset(tnef_bodies *bodies);

/* Collect what the reader's handlers of the same names were given. Parts that are not bodies are
 * ignored, and so are bodies of messages deeper than TNEF_DEPTH_CEILING. Messages whose bodies are
 * not wanted need not be passed on, neither their parts nor their end.
 *
 * After message_end the bodies of that message can be had, until the next part_begin of a body, the
 * next message_end, or reset. A delivery that was paused must have come to its end by then, or it
 * is given up.
 *
 * The result can be the handler's answer: TNEF_CONTINUE, or a tnef_status below 0, with which the
 * collector has failed until reset:
 *
 * TNEF_E_MEMORY    the allocator returned NULL, or a converter had no memory.
 * TNEF_E_CALLBACK  the spool failed to write; tnef_error.user_code is what it returned.
 * TNEF_E_STATE     called from inside a sink. */
TNEF_API int tnef_bodies_part_begin(tnef_bodies *bodies, const tnef_part *part);
TNEF_API int tnef_bodies_part_data(tnef_bodies *bodies, const tnef_part *part, const void *data,
                                   size_t len);
TNEF_API int tnef_bodies_part_end(tnef_bodies *bodies, const tnef_part *part);
TNEF_API int tnef_bodies_message_end(tnef_bodies *bodies, const tnef_message_info *message);

/* Returns how many bodies of the message that ended last can be had. */
TNEF_API uint32_t tnef_bodies_count(const tnef_bodies *bodies);

/* Describes one body, by its place in the order of the input. |out->size| must be set.
 *
 * TNEF_OK          *|out| was filled.
 * TNEF_E_ARGUMENT  |index| is not below the count, or |out->size| is below 4. */
TNEF_API tnef_status tnef_bodies_get(const tnef_bodies *bodies, uint32_t index,
                                     tnef_body_info *out);

/* Chooses the body to show, or the one that gives a |form|. |out->size| must be set.
 *
 * - TNEF_BODY_BEST: the body to show, by the rule of tnef_body_best().
 * - TNEF_BODY_HTML: the HTML body, else HTML that is in the RTF or made of it, else HTML made of
 *   the plain text.
 * - TNEF_BODY_TEXT: the plain body, else text that is disguised as RTF, else text made of the HTML,
 *   else the text of the RTF.
 * - TNEF_BODY_RTF: the RTF body.
 *
 * A body that is empty gives way to others. So a message with any body has HTML and text.
 *
 * Returns 1, and *|out|; or 0 if no body gives it; then |out| is all zeros except its size. */
TNEF_API int tnef_bodies_choose(const tnef_bodies *bodies, uint32_t form, tnef_body_choice *out);

/* Delivers a body in a form to |sink|. Any body can be delivered as HTML or text, those that are
 * RTF also as RTF. HTML of HTML bodies and of HTML in RTF is the sender's: see "HTML is hostile"
 * above.
 *
 * TNEF_OK              all of it was delivered.
 * TNEF_PAUSED          the sink paused: go on with tnef_bodies_resume().
 * TNEF_STOPPED         the sink wants no more.
 * TNEF_E_ARGUMENT      |index| is not below the count, the body does not give that form, |sink| is
 *                      NULL, or nothing was kept (TNEF_BODIES_FACTS).
 * TNEF_E_STATE         called from inside a sink.
 * TNEF_E_CALLBACK      the sink failed, or the spool did to read; what it returned is
 *                      tnef_error.user_code.
 * TNEF_E_MEMORY        the allocator or a converter had no memory.
 * TNEF_E_LIMIT_OUTPUT  there is more than max_output; that much was delivered.
 * TNEF_E_LIMIT_TOTAL   there is more than is left of max_total; that much was delivered.
 * TNEF_E_LIMIT_MEMORY  not all of the body was kept; that much was delivered.
 * TNEF_E_TRUNCATED     the body is incomplete, in the input or in itself; what there is was
 *                      delivered.
 * TNEF_E_COMPRESSION, TNEF_E_SIZE, TNEF_E_RTF
 *                      it is not valid compressed RTF, as tnef_lzfu_feed() and tnef_rtf_feed() say.
 * otherwise            what the collector has failed with.
 *
 * Only TNEF_PAUSED keeps a delivery open. After all others the same or another body may be
 * delivered. */
TNEF_API tnef_status tnef_bodies_deliver(tnef_bodies *bodies, uint32_t index, uint32_t form,
                                         tnef_sink_fn sink, void *user);

/* Goes on with a delivery that was paused. The results are those of tnef_bodies_deliver(). It is
 * also TNEF_E_STATE if no delivery is paused: then the collector has failed until reset, as after
 * any TNEF_E_STATE. */
TNEF_API tnef_status tnef_bodies_resume(tnef_bodies *bodies);

/* What tnef_bodies_info() tells. May grow at the end. */
struct tnef_bodies_info {
    uint32_t size;               /* in: sizeof(struct tnef_bodies_info); out: the bytes that were
                                  * filled                                                        */
    uint32_t count;              /* as tnef_bodies_count()                                        */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s of TNEF_BODIES_A_* that the last delivery
                                  * met, so far. None of them changes its status                  */
    uint64_t input;              /* bytes of bodies that are kept, of all messages that are open  */
    uint64_t output;             /* bytes of all deliveries since reset                           */
    uint64_t passed;             /* bodies of any message since reset that max_bodies passed over */
};

/* Tells what is known so far. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_bodies_info(const tnef_bodies *bodies, struct tnef_bodies_info *out);

/* Returns 1 if the last delivery met the anomaly |code| (TNEF_BODIES_A_*), else 0. They are not
 * counted. */
TNEF_API uint64_t tnef_bodies_anomalies(const tnef_bodies *bodies, uint32_t code);

/* The anomalies after which something is missing or may be read wrongly. */
#define TNEF_BODIES_LOSS \
    (TNEF_ANOMALY_BIT(TNEF_BODIES_A_DAMAGED) | TNEF_ANOMALY_BIT(TNEF_BODIES_A_CODEPAGE) \
     | TNEF_ANOMALY_BIT(TNEF_BODIES_A_DEEP) | TNEF_ANOMALY_BIT(TNEF_BODIES_A_FONTS) \
     | TNEF_ANOMALY_BIT(TNEF_BODIES_A_NOT_UTF8))

/* Tells what is wrong. It is the error that the collector failed with, or that of the last
 * delivery. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_bodies_error(const tnef_bodies *bodies, tnef_error *out);

/* ---- Bodies of a tree --------------------------------------------------------------------- */

/* Collects the bodies of a message in memory. |message| may be any one in a tree of
 * tnef_message_load(). It is as if its parts had been passed on, with its end, so its bodies can be
 * had at once. They are not copied: the tree must stay until the next message, reset or free. Other
 * messages of the tree are not looked at.
 *
 * TNEF_OK         its bodies can be had.
 * TNEF_E_MEMORY, TNEF_E_STATE
 *                 as tnef_bodies_part_begin(). */
TNEF_API tnef_status tnef_bodies_add(tnef_bodies *bodies, const tnef_message *message);

/* Delivers the body of a message in memory to |sink|. |message| may be any one in a tree of
 * tnef_message_load(), and its body is what tnef_bodies_choose() chooses for |form|: with
 * TNEF_BODY_BEST the one to show in its own form, and if that is RTF, as HTML. HTML is hostile: see
 * above. Memory comes from the allocator of the tree and is given back before the return:
 * tnef_bodies_size() of a collector whose max_memory is 1. The converters are those of the
 * configuration that the tree was loaded with, whose |user| must still be there. All limits are the
 * defaults.
 *
 * TNEF_OK          all of it was delivered; nothing, if there is no body that gives |form|.
 * TNEF_PAUSED      the sink paused: what was delivered so far is all there will be. A collector and
 *                  tnef_bodies_add() can go on.
 * TNEF_E_ARGUMENT  |sink| is NULL, or there is no such |form|.
 * TNEF_E_LIMIT_MEMORY
 *                  the tree had no room for the body, or for all of it.
 * otherwise        as tnef_bodies_deliver(). */
TNEF_API tnef_status tnef_message_body(const tnef_message *message, uint32_t form,
                                       tnef_sink_fn sink, void *user);

#ifdef __cplusplus
}
#endif
#endif
