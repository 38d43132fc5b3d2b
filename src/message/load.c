/* SPDX-License-Identifier: MIT */
/* A whole message in memory: a reader whose handlers build a tree. */

#include "message/load_priv.h"

#include "base/alloc.h"
#include "base/answer.h"
#include "message/message.h"
#include "base/touch.h"

#include <string.h>

#define MAX_LOAD_DEFAULT (UINT64_C(64) << 20)

/* ---- The caller's own handlers ------------------------------------------------------------ */

static int unpaused(int answer)
{
    return tnefi_base_as_answer(answer) == TNEF_PAUSE ? TNEF_CONTINUE : answer;
}

static int on_property(void *user, const tnef_event *ev)
{
    const struct tnefi_message_loader *t = user;

    return unpaused(t->on->property(t->user, ev));
}

static int on_anomaly(void *user, const tnef_event *ev)
{
    const struct tnefi_message_loader *t = user;

    return unpaused(t->on->anomaly(t->user, ev));
}

/* ---- The finished tree -------------------------------------------------------------------- */

static const tnef_body **body_array(struct tnefi_message_loader *t, const struct body_node *list,
                                    size_t *count)
{
    const tnef_body **array = NULL;
    size_t i = 0;

    if (*count > 0)
        array = tnefi_message_load_take(t, *count * sizeof *array);
    for (; array != NULL && list != NULL; list = list->next)
        array[i++] = &list->pub;
    *count = i;
    TNEFI_TOUCH(i);
    return array;
}

/* Makes arrays of the lists. An array for which there is no room stays empty. */
static void make_arrays(struct tnefi_message_loader *t, struct message_node *m)
{
    const tnef_recipient **recipients = NULL;
    const tnef_attachment **attachments = NULL;
    size_t i;

    m->pub.bodies = body_array(t, m->bodies, &m->pub.body_count);
    m->pub.remainders = body_array(t, m->remainders, &m->pub.remainder_count);
    if (m->pub.recipient_count > 0)
        recipients = tnefi_message_load_take(t, m->pub.recipient_count * sizeof *recipients);
    if (m->pub.attachment_count > 0)
        attachments = tnefi_message_load_take(t, m->pub.attachment_count * sizeof *attachments);
    m->pub.recipient_count = recipients != NULL ? m->pub.recipient_count : 0;
    m->pub.attachment_count = attachments != NULL ? m->pub.attachment_count : 0;
    m->pub.recipients = recipients;
    m->pub.attachments = attachments;
    TNEFI_TOUCH(m->pub.recipient_count + m->pub.attachment_count);
    i = 0;
    for (struct recipient_node *n = m->recipients; recipients != NULL && n != NULL; n = n->next)
        recipients[i++] = &n->pub;
    i = 0;
    for (struct attachment_node *n = m->attachments; attachments != NULL && n != NULL; n = n->next)
        attachments[i++] = &n->pub;
}

/* Completes what was open when decoding failed. */
static void close_open(struct tnefi_message_loader *t)
{
    for (struct message_node *m = &t->root->node; m != NULL; m = m->next) {
        struct attachment_node *a = m->open_attachment;

        TNEFI_TOUCH(1);
        if (a != NULL && a->embedded != NULL)
            a->pub.message = &a->embedded->pub;
        if (a != NULL)
            tnefi_message_load_contents(t, a);
        make_arrays(t, m);
    }
}

static tnef_status run(struct tnefi_message_loader *t, tnef_reader *reader, const void *buf, size_t len)
{
    tnef_status status = tnef_reader_feed(reader, buf, len, NULL);

    if (status == TNEF_OK)
        status = tnef_reader_finish(reader);
    return t->pool.failed ? TNEF_E_MEMORY : status;
}

void tnefi_message_load_discard(struct tnefi_message_loader *t)
{
    tnefi_message_arena_clear(&t->pool, &t->arena);
    tnefi_message_pool_end(&t->pool);
}

/* Whether a tree for which there was no room tells that rather than |status|: than damage, and limits that
 * cost a part only, as a reader puts the limits of the model before those. Else the status would depend on
 * what was passed over for lack of room. */
static int yields(tnef_status status)
{
    switch (status) {
    case TNEF_E_ANOMALY:
    case TNEF_E_LIMIT_INPUT:
    case TNEF_E_LIMIT_ATTRIBUTES:
    case TNEF_E_LIMIT_EVENTS:
    case TNEF_E_LIMIT_OUTPUT:
        return 0;
    default:
        return status == TNEF_OK || TNEF_IS_MALFORMED(status) || TNEF_IS_LIMIT(status);
    }
}

tnef_status tnefi_message_load_finish(struct tnefi_message_loader *t, const tnef_reader *reader,
                                      tnef_status status, tnef_message **out)
{
    struct root_node *root = t->root;

    if (root == NULL || status == TNEF_E_MEMORY) {
        if (status == TNEF_OK || (t->limited && yields(status)))
            status = TNEF_E_LIMIT_MEMORY;
        tnefi_message_load_discard(t);
        return status;
    }
    close_open(t);
    if (t->pool.failed) {
        tnefi_message_load_discard(t);
        return TNEF_E_MEMORY;
    }
    root->error.size = sizeof root->error;
    tnef_reader_error(reader, &root->error);
    if (t->limited && yields(status)) {
        status = TNEF_E_LIMIT_MEMORY;
        root->error.offset = t->limited_at;
        root->error.limit = t->pool.limit;
        root->error.found = 0;
        root->error.code = TNEF_NO_CODE;
    }
    root->error.status = status;
    root->node.pub.status = status;
    root->node.pub.error = &root->error;
    root->pool = t->pool;
    root->arena = t->arena;
    root->charsets = t->charsets != NULL ? *t->charsets : (tnef_charset_hook){ .size = 0 };
    /* The caller's may have been larger than the copy is. */
    if (t->charsets != NULL)
        root->charsets.size = sizeof root->charsets;
    *out = &root->node.pub;
    return status;
}

tnef_status tnef_message_load(tnef_message **out, const void *buf, size_t len, const tnef_reader_config *cfg,
                              const tnef_allocator *alloc)
{
    tnef_reader_handlers h = tnefi_message_load_handlers;
    tnef_reader_config own = { .size = sizeof own };
    tnef_allocator a;
    tnef_reader *reader;
    tnef_status status;
    struct tnefi_message_loader t;
    uint64_t max = 0;

    *out = NULL;
    memset(&t, 0, sizeof t);
    if (buf == NULL && len > 0)
        return TNEF_E_ARGUMENT;
    status = tnefi_base_allocator(&a, alloc);
    if (status != TNEF_OK)
        return status;
    if (tnef_message_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    if (cfg != NULL) {
        own = *cfg;
        own.size = sizeof own;
        t.on = cfg->handlers;
        t.user = cfg->user;
        t.charsets = cfg->charsets;
        max = cfg->limits != NULL ? cfg->limits->max_load : 0;
    }
    if (t.on != NULL && t.on->property != NULL)
        h.property = on_property;
    if (t.on != NULL && t.on->anomaly != NULL)
        h.anomaly = on_anomaly;
    own.handlers = &h;
    own.user = &t;
    t.input = buf;
    t.input_len = len;
    status = tnef_reader_new(&reader, &own, &a);
    if (status != TNEF_OK)
        return status;
    tnefi_message_pool_init(&t.pool, &a, max != 0 ? max : MAX_LOAD_DEFAULT);
    tnefi_message_pool_grow(&t.pool);
    status = tnefi_message_load_finish(&t, reader, run(&t, reader, buf, len), out);
    tnef_reader_free(reader);
    return status;
}

const tnef_allocator *tnefi_message_load_allocator(const tnef_message *message)
{
    while (message->parent != NULL)
        message = message->parent;
    return &((const struct root_node *)(const void *)message)->pool.alloc;
}

const tnef_charset_hook *tnefi_message_load_charsets(const tnef_message *message)
{
    const struct root_node *root;

    while (message->parent != NULL)
        message = message->parent;
    root = (const struct root_node *)(const void *)message;
    return root->charsets.size != 0 ? &root->charsets : NULL;
}

void tnef_message_free(tnef_message *message)
{
    struct tnefi_message_loader t;

    if (message == NULL || message->parent != NULL)
        return;
    /* The root is in the memory that is to be returned. */
    memset(&t, 0, sizeof t);
    t.pool = ((struct root_node *)(void *)message)->pool;
    t.arena = ((struct root_node *)(void *)message)->arena;
    tnefi_message_load_discard(&t);
}
