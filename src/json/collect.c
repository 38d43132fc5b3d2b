/* SPDX-License-Identifier: MIT */
/* What the reader reports, put together to texts. */

#include "json/priv.h"

#include "base/touch.h"

static int answer(const struct tnef_json *j)
{
    return j->live.fatal.status == TNEF_OK ? TNEF_CONTINUE : -1;
}

/* What the collector of bodies answers. */
static int of_bodies(struct tnef_json *j, int status)
{
    if (status != TNEF_CONTINUE)
        tnefi_json_fail(j, status);
    return answer(j);
}

static int on_message_begin(void *user, const tnef_message_info *m)
{
    struct tnef_json *j = user;

    j->live.levels[m->depth].open = 1;
    return TNEF_CONTINUE;
}

/* What bodies are is known when their message ends. */
static void describe_bodies(struct tnef_json *j, struct tnefi_json_level *l)
{
    uint32_t count = tnef_bodies_count(j->bodies);

    TNEFI_TOUCH(count);
    for (uint32_t i = 0; i < count; i++) {
        tnef_body_info b = { .size = sizeof b };

        if (tnef_bodies_get(j->bodies, i, &b) == TNEF_OK)
            tnefi_json_body(j, &l->bodies, &b);
    }
}

/* Where the text of a message goes: the attachment that holds it is open. It may have several contents
 * that are messages: all are shown. */
static struct tnefi_json_text *text_for(struct tnef_json *j, uint32_t depth)
{
    struct tnefi_json_level *holder;

    if (depth == 0)
        return &j->live.message;
    holder = &j->live.levels[depth - 1u];
    if (!holder->has_message) {
        holder->has_message = 1;
        return &holder->message;
    }
    tnefi_json_separate(j, &holder->more);
    return &holder->more;
}

static int on_message_end(void *user, const tnef_message_info *m)
{
    struct tnef_json *j = user;
    struct tnefi_json_level *l = &j->live.levels[m->depth];

    l->open = 0;
    if (of_bodies(j, tnef_bodies_message_end(j->bodies, m)) != TNEF_CONTINUE)
        return -1;
    describe_bodies(j, l);
    tnefi_json_message(j, text_for(j, m->depth), m, l);
    return answer(j);
}

/* The row belongs to the message that is open, which is the deepest. */
static int on_recipient(void *user, const tnef_recipient *r)
{
    struct tnef_json *j = user;
    uint32_t depth = 0;

    while (depth < TNEF_DEPTH_CEILING && j->live.levels[depth + 1u].open)
        depth++;
    TNEFI_TOUCH(depth);
    tnefi_json_recipient(j, &j->live.levels[depth].recipients, r);
    return answer(j);
}

static int on_part_begin(void *user, const tnef_part *part)
{
    struct tnef_json *j = user;

    return of_bodies(j, tnef_bodies_part_begin(j->bodies, part));
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content, const void *data,
                        size_t len)
{
    struct tnef_json *j = user;

    (void)content;
    return of_bodies(j, tnef_bodies_part_data(j->bodies, part, data, len));
}

static int on_part_end(void *user, const tnef_part *part)
{
    struct tnef_json *j = user;
    struct tnefi_json_level *l = &j->live.levels[part->depth];
    struct tnefi_json_level nothing = { .open = 0 };
    /* A remainder may end while the attachment is open that holds what has ended so far. */
    struct tnefi_json_level *in = part->kind == TNEF_PART_REMAINDER ? &nothing : l;

    if (TNEF_PART_IS_BODY(part->kind))
        return of_bodies(j, tnef_bodies_part_end(j->bodies, part));
    tnefi_json_attachment(j, &l->attachments, part, in);
    in->has_message = 0;
    return answer(j);
}

static int on_anomaly(void *user, const tnef_event *ev)
{
    struct tnef_json *j = user;

    if (j->live.shown == TNEF_JSON_ANOMALIES)
        return TNEF_CONTINUE;
    j->live.shown++;
    tnefi_json_separate(j, &j->live.anomalies);
    tnefi_json_word(j, &j->live.anomalies, "{\"code\":", tnef_anomaly_name(ev->code));
    tnefi_json_number(j, &j->live.anomalies, ",\"offset\":", ev->offset);
    ADD(j, &j->live.anomalies, "}");
    return answer(j);
}

const tnef_reader_handlers tnefi_json_handlers = {
    .size = sizeof(tnef_reader_handlers),
    .message_begin = on_message_begin,
    .message_end = on_message_end,
    .recipient = on_recipient,
    .part_begin = on_part_begin,
    .part_data = on_part_data,
    .part_end = on_part_end,
    .anomaly = on_anomaly,
};
