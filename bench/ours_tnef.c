/* SPDX-License-Identifier: MIT */
/* The decoder, the message model and whole messages. */
#include "bench.h"

#include <tnef/decoder.h>
#include <tnef/message.h>

static tnef_status feed_decoder(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_decoder_feed(object, buf, len, taken);
}

static int on_event(void *user, const tnef_event *ev)
{
    *(uint64_t *)user += ev->len + 1u;
    return TNEF_CONTINUE;
}

static uint64_t decode(const struct bench_run *r, uint64_t interest)
{
    uint64_t out = 0;
    const tnef_decoder_config cfg = {
        .size = sizeof cfg, .on_event = on_event, .user = &out, .interest = interest
    };
    tnef_decoder *d;
    const uint8_t *p;
    size_t at = 0, len;

    if (tnef_decoder_new(&d, &cfg, r->alloc) != TNEF_OK)
        return 0;
    while (bench_next(r, &at, &p, &len) != 0) {
        (void)tnef_decoder_reset(d);
        (void)bench_feed(r, p, len, d, feed_decoder);
        if (tnef_decoder_finish(d) != TNEF_OK)
            out = 0;
    }
    tnef_decoder_free(d);
    return out;
}

static uint64_t decoder(const struct bench_run *r)
{
    return decode(r, 0);
}

/* What a program asks for that only keeps what it reads, as libytnef does: what begins, and data. */
static uint64_t contents(const struct bench_run *r)
{
    return decode(r, UINT64_C(1) << TNEF_EV_STREAM_BEGIN | UINT64_C(1) << TNEF_EV_ATTR_BEGIN
                         | UINT64_C(1) << TNEF_EV_ROW_BEGIN | UINT64_C(1) << TNEF_EV_PROP_BEGIN
                         | UINT64_C(1) << TNEF_EV_DATA | UINT64_C(1) << TNEF_EV_ANOMALY);
}

static tnef_status feed_reader(void *object, const void *buf, size_t len, size_t *taken)
{
    return tnef_reader_feed(object, buf, len, taken);
}

static int on_message(void *user, const tnef_message_info *message)
{
    *(uint64_t *)user += 1u + message->subject.len;
    return TNEF_CONTINUE;
}

static int on_recipient(void *user, const tnef_recipient *recipient)
{
    *(uint64_t *)user += recipient->name.len;
    return TNEF_CONTINUE;
}

static int on_data(void *user, const tnef_part *part, const tnef_content *content, const void *data,
                   size_t len)
{
    (void)part;
    (void)content;
    (void)data;
    *(uint64_t *)user += len;
    return TNEF_CONTINUE;
}

static const tnef_reader_handlers handlers = { .size = sizeof handlers, .message_end = on_message,
                                               .recipient = on_recipient, .part_data = on_data };

static uint64_t reader(const struct bench_run *r)
{
    uint64_t out = 0;
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &out };
    tnef_reader *d;
    const uint8_t *p;
    size_t at = 0, len;

    if (tnef_reader_new(&d, &cfg, r->alloc) != TNEF_OK)
        return 0;
    while (bench_next(r, &at, &p, &len) != 0) {
        (void)tnef_reader_reset(d);
        (void)bench_feed(r, p, len, d, feed_reader);
        if (tnef_reader_finish(d) != TNEF_OK)
            out = 0;
    }
    tnef_reader_free(d);
    return out;
}

static uint64_t load(const struct bench_run *r)
{
    uint64_t out = 0;
    const uint8_t *p;
    size_t at = 0, len;

    while (bench_next(r, &at, &p, &len) != 0) {
        tnef_message *message;

        if (tnef_message_load(&message, p, len, NULL, r->alloc) != TNEF_OK)
            return 0;
        tnef_message_free(message);
        out += len;
    }
    return out;
}

const struct bench_way bench_tnef[] = {
    { "small messages", "libtnef, decoder", decoder },
    { "small messages", "libtnef, message model", reader },
    { "small messages", "libtnef, load", load },
    { "real small messages", "libtnef, decoder", decoder },
    { "real small messages", "libtnef, decoder, contents", contents },
    { "real small messages", "libtnef, message model", reader },
    { "real small messages", "libtnef, load", load },
    { "properties", "libtnef, decoder", decoder },
    { "properties", "libtnef, message model", reader },
    { "attributes", "libtnef, decoder", decoder },
    { "attributes", "libtnef, message model", reader },
    { "recipients", "libtnef, decoder", decoder },
    { "recipients", "libtnef, message model", reader },
    { "attachments", "libtnef, decoder", decoder },
    { "attachments", "libtnef, message model", reader },
    { "attachment", "libtnef, decoder", decoder },
    { "attachment", "libtnef, message model", reader },
    { NULL, NULL, NULL },
};
