/* SPDX-License-Identifier: MIT */
#ifndef TNEF_JSON_H
#define TNEF_JSON_H
/* What is in a TNEF stream as one line of JSON: bytes in, UTF-8 out.
 *
 * Take this from a language other than C, or wherever a description of a message is enough: a
 * binding has one struct and one callback to declare, and reads the rest with the JSON parser that
 * it has. What is described is the message with its dates, people, recipients, bodies and
 * attachments, and embedded messages in the same way. The bytes of attachments and bodies are not
 * in it: take <tnef/reader.h> or <tnef/message.h> for these, and <tnef/bodies.h> to decode bodies.
 *
 * Example:
 *
 *     static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
 *     {
 *         (void)taken;
 *         return fwrite(buf, 1, len, user) == len ? TNEF_OK : -1;
 *     }
 *
 *     int describe(const void *buf, size_t len)
 *     {
 *         const tnef_json_config cfg = { .size = sizeof cfg, .sink = put, .user = stdout };
 *
 *         return tnef_json_write(buf, len, &cfg, NULL) == TNEF_OK ? 0 : -1;
 *     }
 *
 * tnef_json_write() does all of it in one call. For a stream that comes in pieces make a tnef_json:
 *
 *     tnef_json_new()     one for each stream, or for one after another with tnef_json_reset()
 *     tnef_json_feed()    as often as there are bytes; the sink is not called
 *     tnef_json_finish()  the sink gets the line; after TNEF_PAUSED call it again
 *     tnef_json_free()
 *
 * A tnef_json belongs to one thread at a time. From inside the sink only tnef_json_error(),
 * tnef_json_info() and tnef_json_anomalies() may be called on it.
 *
 * The stream is read with TNEF_RESYNC and TNEF_DESCEND_DATA: after bytes that are no attribute the
 * next one is looked for, and a stream that is attached as a file is an embedded message.
 *
 * Damage of the stream is not an error of these functions: a line is written for any input, and
 * says in its members |status| and |offset| what is wrong. TNEF_OK means that the line is complete.
 *
 * The line. It is one JSON object (RFC 8259) and a line feed, is valid UTF-8 whatever the input
 * is, and has the members of `winmail list --json`, in the same order, without those that name a
 * file:
 *
 *     status, offset    "TNEF_OK" or another name of a status, and where the stream is wrong
 *     message           an object, or null if none began
 *     anomalies         an array of { code, offset }: the first TNEF_JSON_ANOMALIES
 *     more_anomalies    how many there are besides; only if there are more
 *
 * A message has: class, subject, codepage, sender, recipients, dates, bodies, attachments, from,
 * message_id, in_reply_to, importance, priority, sensitivity, incomplete. A person is null or has
 * name and address; a recipient has kind, name, address, incomplete. The dates are sent, received,
 * created, modified, start, end. A body has kind, size, charset, source, incomplete. An attachment
 * has name, size, type, content_id, method, message, kind, contents, incomplete, inline, pathname,
 * created, modified, names, extension, mails, more_messages; |message| is that of the first
 * content that is one, or null, and |more_messages| an array of the others. |mails| is always
 * empty, since mail in attachments is not opened here; `winmail list` does that. Later versions
 * may add members at the end of each object.
 *
 * What is not known is null. Times are text, "2013-10-31T22:12:13Z", without the Z if the zone is
 * unknown. Numbers are integers below 2^63. In strings, quotation marks, backslashes, control
 * characters, and characters that are invisible, change the direction of text or separate lines are
 * written as escapes (\n, \u202e), so that a line can be printed and shows what it says. All else
 * stands as it is. Strings are the sender's: a name is not safe as the name of a file, see
 * tnef_safe_name().
 *
 * Memory. The description of a message stands around those of its parts, so the text is kept until
 * the end of the input: up to 4 bytes of memory for each byte of the line, which is limited by
 * max_output. tnef_json_size() tells what is needed besides. The contents of the stream are not
 * kept. Since a writer takes memory while it reads, it needs an allocator, and there is no
 * tnef_json_init().
 *
 * Work. Bytes touched are at most 2 MiB + 256 for each byte of input + 256 for each call. The
 * largest known is 143 for a byte: names in Big5, of first bytes that have no second. Opening a
 * converter counts besides, see <tnef/text.h>.
 */

#include <tnef/reader.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What is known ------------------------------------------------------------------------ */

/* What is known so far. May grow at the end. */
struct tnef_json_info {
    uint32_t size;               /* in: sizeof(struct tnef_json_info); out: the bytes that were
                                  * filled                                                        */
    tnef_status status;          /* of the stream, so far: the member |status| of the line        */
    uint64_t anomalies;          /* TNEF_ANOMALY_BIT()s of TNEF_A_* that were met                 */
    uint64_t input;              /* bytes of the stream that were read                            */
    uint64_t output;             /* bytes of the line that the sink took                          */
    uint64_t held;               /* bytes of text that are kept                                   */
};

/* ---- Configuration ------------------------------------------------------------------------ */

#define TNEF_JSON_ANOMALIES 1000u /* anomalies that are listed                                    */

typedef struct tnef_json_config {
    uint32_t size;               /* sizeof(tnef_json_config)                                      */
    uint32_t flags;              /* must be 0: no flag is known yet                               */
    tnef_sink_fn sink;           /* gets the line; not NULL                                       */
    void *user;                  /* first argument of sink                                        */
    uint64_t max_output;         /* whole: bytes of the line [64 MiB]                             */
    const tnef_decoder_limits *decoder_limits; /* copied; NULL: all defaults. The default of its
                                  * max_output is TNEF_TOTAL_CEILING, since no contents are kept  */
    const tnef_reader_limits *limits; /* of the model; copied; NULL: all defaults                 */
    const struct tnef_charset_hook *charsets; /* converters of text; NULL: iconv          */
} tnef_json_config;

/* ---- Writer ------------------------------------------------------------------------------- */

typedef struct tnef_json tnef_json;

/* Writes the description of a whole stream in one call.
 *
 * |cfg| and |alloc| (NULL: malloc) are those of tnef_json_new(). All memory is given back before
 * the return.
 *
 * TNEF_OK              the sink took the whole line. What is wrong with the stream is said in it.
 * TNEF_PAUSED          the sink paused: what it took so far is all there will be. A tnef_json can
 *                      go on.
 * TNEF_STOPPED         the sink wants no more.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0, |cfg| is wrong (tnef_json_check() tells
 *                      where), or a function of |alloc| is NULL. The sink was not called.
 * TNEF_E_MEMORY        the allocator or a converter had no memory. The sink was not called.
 * TNEF_E_CALLBACK      the sink failed.
 * TNEF_E_LIMIT_OUTPUT  the line is longer than max_output. The sink was not called. */
TNEF_API tnef_status tnef_json_write(const void *buf, size_t len, const tnef_json_config *cfg,
                                     const tnef_allocator *alloc);

/* Tells whether a writer can have this configuration, and if not, the field that is wrong: see
 * "Configurations" in <tnef/base.h>. What can be wrong, in it or in what it points to: too small a
 * size, a field that is not known and not 0, an unknown flag, no sink, a limit above its ceiling
 * (2^62 for max_output). Of a charset hook a function can be missing. NULL is refused. */
TNEF_API tnef_status tnef_json_check(const tnef_json_config *cfg, const void **field);

/* Tells how many bytes a writer can take from its allocator, beside the text that it keeps and
 * max_memory of |limits|. 0 for a |cfg| that tnef_json_new() would refuse. With all defaults it is
 * about 202 KiB with 64-bit pointers. Converters allocate by themselves; see <tnef/text.h>. */
TNEF_API size_t tnef_json_size(const tnef_json_config *cfg);

/* Makes a writer with memory from |alloc| (NULL: malloc). |cfg|, what it points to, and |alloc| are
 * copied.
 *
 * TNEF_OK          *|out| is the writer.
 * TNEF_E_ARGUMENT  |cfg| or what it points to is wrong: tnef_json_check() tells where; or a
 *                  function of |alloc| is NULL. *|out| is NULL.
 * TNEF_E_MEMORY    the allocator returned NULL. *|out| is NULL. */
TNEF_API tnef_status tnef_json_new(tnef_json **out, const tnef_json_config *cfg,
                                   const tnef_allocator *alloc);

/* Ends a writer and returns all its memory. NULL is allowed. Not from inside the sink. */
TNEF_API void tnef_json_free(tnef_json *json);

/* Makes the writer as new, with the same configuration, for another stream.
 *
 * TNEF_E_STATE     called from inside the sink. */
TNEF_API tnef_status tnef_json_reset(tnef_json *json);

/* Hands the writer the next bytes of the stream.
 *
 * The sink is not called, and nothing pauses. |buf| may be freed or reused afterwards. |len| may
 * be 0, and |buf| NULL then. Any split of the stream into calls gives the same line, unless
 * max_events is reached: each piece of a value is an event. What comes after the stream has failed
 * is taken and not looked at. |taken| may be NULL; it is set on every return, to |len| or 0.
 *
 * TNEF_OK              all |len| bytes were taken.
 * TNEF_E_ARGUMENT      |buf| is NULL and |len| is not 0.
 * TNEF_E_STATE         called from inside the sink, or after finish began.
 * TNEF_E_MEMORY        the allocator or a converter had no memory.
 * TNEF_E_LIMIT_OUTPUT  the line will be longer than max_output.
 *
 * Errors are permanent: every further call repeats them, but a call of feed after one of finish
 * returns TNEF_E_STATE. */
TNEF_API tnef_status tnef_json_feed(tnef_json *json, const void *buf, size_t len, size_t *taken);

/* Declares the end of the stream, and delivers the line to the sink.
 *
 * May be called again.
 *
 * TNEF_OK              the sink took the whole line. What is wrong with the stream is said in it.
 * TNEF_PAUSED          the sink paused; call again to go on with the next byte that it did not
 *                      take.
 * TNEF_STOPPED         the sink wants no more. Permanent.
 * TNEF_E_STATE         called from inside the sink.
 * TNEF_E_CALLBACK      the sink failed.
 * TNEF_E_LIMIT_OUTPUT  the line is longer than max_output. The sink was not called.
 * otherwise            as feed. */
TNEF_API tnef_status tnef_json_finish(tnef_json *json);

/* Tells what is wrong with the writer, as finish would return it now.
 *
 * What is wrong with the stream is in the line, and in tnef_json_info.status. |out->size| must be
 * set. LIMIT_OUTPUT: |limit| is max_output, |found| one more, and |offset| that in the line. */
TNEF_API void tnef_json_error(const tnef_json *json, tnef_error *out);

/* Tells what is known so far. |out->size| must be set: see <tnef/base.h>. */
TNEF_API void tnef_json_info(const tnef_json *json, struct tnef_json_info *out);

/* Tells how often the anomaly |code| (TNEF_A_*) was met, listed or not; 0 for any other code. */
TNEF_API uint64_t tnef_json_anomalies(const tnef_json *json, uint32_t code);

#ifdef __cplusplus
}
#endif
#endif
