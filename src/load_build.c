/* SPDX-License-Identifier: MIT */
/* The handlers that build a message tree. What has no room is left out, which the status says; when
 * the allocator fails they fail. */

#include "load_priv.h"

#include "bag_priv.h"
#include "touch.h"

#include <string.h>

#define FAILED (-1)

/* ---- Memory ------------------------------------------------------------------------------- */

void *tnefi_load_take(struct tnefi_loader *t, size_t size)
{
    void *p = tnefi_arena_take(&t->pool, &t->arena, size, 1);

    if (p == NULL)
        t->limited = 1;
    else
        memset(p, 0, size);
    TNEFI_TOUCH(size);
    return p;
}

/* What a handler answers when there was no memory. */
static int no_room(const struct tnefi_loader *t)
{
    return t->pool.failed ? FAILED : TNEF_SKIP;
}

static void copy_string(struct tnefi_loader *t, tnef_string *s)
{
    char *p;

    if (s->text == NULL)
        return;
    p = tnefi_arena_take(&t->pool, &t->arena, s->len + 1u, 0);
    if (p == NULL) {
        t->limited = 1;
        s->len = 0;
    } else if (s->len > 0) {
        memcpy(p, s->text, s->len);
        TNEFI_TOUCH(s->len);
    }
    if (p != NULL)
        p[s->len] = '\0';
    s->text = p;
}

static void copy_person(struct tnefi_loader *t, tnef_person *p)
{
    copy_string(t, &p->name);
    copy_string(t, &p->address);
    copy_string(t, &p->type);
    copy_string(t, &p->email);
    copy_string(t, &p->email_type);
}

static void copy_info(struct tnefi_loader *t, tnef_message_info *m)
{
    tnef_string *const strings[] = {
        &m->message_class, &m->raw_class, &m->original_class, &m->subject, &m->subject_prefix,
        &m->normalized_subject, &m->conversation_topic, &m->message_id, &m->in_reply_to,
        &m->references, &m->search_key, &m->correlation_key, &m->transport_headers,
        &m->display_to, &m->display_cc,
    };

    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
        copy_string(t, strings[i]);
    copy_person(t, &m->sender);
    copy_person(t, &m->representing);
    copy_person(t, &m->received_by);
    copy_person(t, &m->received_representing);
    m->slot = NULL;
    m->bag = tnefi_bag_copy(t, m->bag);
}

/* A name for which there was no room is left out: who looks at all names never meets one without
 * text. */
static void copy_names(struct tnefi_loader *t, tnef_part *p)
{
    tnef_name *names = NULL;
    uint32_t n = 0;

    if (p->name_count > 0)
        names = tnefi_load_take(t, p->name_count * sizeof *names);
    for (uint32_t i = 0; names != NULL && i < p->name_count; i++) {
        names[n] = p->names[i];
        copy_string(t, &names[n].text);
        n += names[n].text.text != NULL;
    }
    p->names = n > 0 ? names : NULL;
    p->name_count = n;
}

static void copy_part(struct tnefi_loader *t, tnef_part *p)
{
    tnef_string *const strings[] = {
        &p->name, &p->long_name, &p->short_name, &p->title, &p->display_name,
        &p->transport_name, &p->pathname, &p->extension, &p->mime_type, &p->raw_mime_type,
        &p->content_id, &p->content_location, &p->content_base, &p->disposition, &p->charset,
        &p->short_pathname,
    };

    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
        copy_string(t, strings[i]);
    copy_names(t, p);
    p->slot = NULL;
    p->bag = tnefi_bag_copy(t, p->bag);
}

/* Room for a content, with |tail| bytes more; NULL: none, or nothing to store. */
static uint8_t *take_content(struct tnefi_loader *t, const tnef_content *c, size_t tail, size_t *room)
{
    uint64_t left = c->offset < t->input_len ? t->input_len - c->offset : 0;
    uint64_t size = c->length < left ? c->length : left;
    uint8_t *p;

    *room = 0;
    if (size > SIZE_MAX - tail)
        return NULL;
    p = tnefi_arena_take(&t->pool, &t->arena, size + tail > 0 ? (size_t)size + tail : 1u, 0);
    if (p == NULL)
        t->limited = 1;
    else
        *room = (size_t)size;
    return p;
}

/* ---- Handlers ----------------------------------------------------------------------------- */

static struct message_node *new_message(struct tnefi_loader *t)
{
    if (t->root != NULL)
        return tnefi_load_take(t, sizeof(struct message_node));
    t->root = tnefi_load_take(t, sizeof *t->root);
    return t->root != NULL ? &t->root->node : NULL;
}

static int on_message_begin(void *user, const tnef_message_info *info)
{
    struct tnefi_loader *t = user;
    struct message_node *m = new_message(t);

    t->open[info->depth] = m;
    if (m == NULL)
        return no_room(t);
    m->info = *info;
    m->info.slot = NULL;
    m->info.flags |= TNEF_F_INCOMPLETE;     /* until its end */
    m->pub.info = &m->info;
    t->depth = info->depth;
    m->bodies_end = &m->bodies;
    m->remainders_end = &m->remainders;
    m->attachments_end = &m->attachments;
    m->recipients_end = &m->recipients;
    if (t->last != NULL)
        t->last->next = m;
    t->last = m;
    if (info->depth > 0 && t->open[info->depth - 1u] != NULL) {
        struct message_node *parent = t->open[info->depth - 1u];
        struct attachment_node *a = parent->open_attachment;

        m->pub.parent = &parent->pub;
        if (a != NULL) {
            m->sibling = a->embedded;
            a->embedded = m;
        }
    }
    return TNEF_CONTINUE;
}

static int on_message_end(void *user, const tnef_message_info *info)
{
    struct tnefi_loader *t = user;
    struct message_node *m = t->open[info->depth];

    t->open[info->depth] = NULL;
    t->depth = info->depth > 0 ? info->depth - 1u : 0u;
    if (m == NULL)
        return TNEF_CONTINUE;
    m->info = *info;
    TNEFI_TOUCH(sizeof m->info);
    copy_info(t, &m->info);
    return t->pool.failed ? FAILED : TNEF_CONTINUE;
}

static int on_recipient(void *user, const tnef_recipient *recipient)
{
    struct tnefi_loader *t = user;
    struct message_node *m = t->open[t->depth];
    struct recipient_node *n;

    if (m == NULL || m->info.id != recipient->message)
        return TNEF_CONTINUE;
    n = tnefi_load_take(t, sizeof *n);
    if (n == NULL)
        return no_room(t);
    n->pub = *recipient;
    TNEFI_TOUCH(sizeof n->pub);
    copy_string(t, &n->pub.name);
    copy_string(t, &n->pub.address);
    copy_string(t, &n->pub.type);
    copy_string(t, &n->pub.email);
    copy_string(t, &n->pub.email_type);
    copy_string(t, &n->pub.smtp);
    n->pub.bag = tnefi_bag_copy(t, n->pub.bag);
    *m->recipients_end = n;
    m->recipients_end = &n->next;
    m->pub.recipient_count++;
    return t->pool.failed ? FAILED : TNEF_CONTINUE;
}

/* A body, or a remainder, which is copied at its end: nobody knows before how long it is, but it is
 * one piece of the input. */
static int body_begin(struct tnefi_loader *t, struct message_node *m, const tnef_part *part)
{
    struct body_node *n = tnefi_load_take(t, sizeof *n);

    if (n == NULL)
        return no_room(t);
    n->part = *part;
    n->part.slot = NULL;
    n->part.flags |= TNEF_F_INCOMPLETE;
    n->pub.part = &n->part;
    *part->slot = n;
    if (part->kind == TNEF_PART_REMAINDER) {
        copy_string(t, &n->part.name);
        *m->remainders_end = n;
        m->remainders_end = &n->next;
        m->pub.remainder_count++;
        return t->pool.failed ? FAILED : TNEF_CONTINUE;
    }
    *m->bodies_end = n;
    m->bodies_end = &n->next;
    m->pub.body_count++;
    return TNEF_CONTINUE;
}

static int attachment_begin(struct tnefi_loader *t, struct message_node *m, const tnef_part *part)
{
    static const tnef_string unnamed = { "attachment", 10 };
    struct attachment_node *n = tnefi_load_take(t, sizeof *n);

    m->open_attachment = n;
    if (n == NULL)
        return no_room(t);
    n->part = *part;
    n->part.slot = NULL;
    n->part.flags |= TNEF_F_INCOMPLETE;
    n->part.name = unnamed;
    n->part.name_source = TNEF_FROM_MADE;
    n->pub.part = &n->part;
    *m->attachments_end = n;
    m->attachments_end = &n->next;
    m->pub.attachment_count++;
    *part->slot = n;
    return TNEF_CONTINUE;
}

static int on_part_begin(void *user, const tnef_part *part)
{
    struct tnefi_loader *t = user;
    struct message_node *m = t->open[part->depth];

    if (m == NULL)
        return TNEF_SKIP;
    return TNEF_PART_IS_ATTACHMENT(part->kind) ? attachment_begin(t, m, part)
                                               : body_begin(t, m, part);
}

static int on_content_begin(void *user, const tnef_part *part, const tnef_content *content)
{
    struct tnefi_loader *t = user;
    struct attachment_node *a = *part->slot;
    struct content_node *c;

    if (a == NULL)
        return TNEF_SKIP;
    c = tnefi_load_take(t, sizeof *c);
    if (c == NULL)
        return no_room(t);
    c->content = *content;
    c->content.iid = NULL;
    c->pub.content = &c->content;
    c->next = a->contents;
    a->contents = c;
    a->pub.content_count++;
    return TNEF_CONTINUE;
}

static int body_data(struct tnefi_loader *t, const tnef_content *content, struct body_node *n,
                     const void *data, size_t len)
{
    if (n == NULL)
        return TNEF_CONTINUE;
    if (n->fill == NULL && content->size == 0) {
        n->fill = take_content(t, content, TAIL, &n->room);
        n->pub.data = n->fill;
    }
    if (len > n->room - n->pub.len)
        len = n->room - n->pub.len;
    if (len > 0)
        memcpy(n->fill + n->pub.len, data, len);
    TNEFI_TOUCH(len + TAIL);
    n->pub.len += len;
    if (n->fill != NULL)
        memset(n->fill + n->pub.len, 0, TAIL);
    return t->pool.failed ? FAILED : TNEF_CONTINUE;
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content,
                        const void *data, size_t len)
{
    struct tnefi_loader *t = user;
    struct content_node *c;

    if (content->kind == TNEF_CONTENT_REMAINDER)
        return TNEF_CONTINUE;
    if (content->kind == TNEF_CONTENT_BODY)
        return body_data(t, content, *part->slot, data, len);
    if (*part->slot == NULL)
        return TNEF_CONTINUE;
    c = ((struct attachment_node *)*part->slot)->contents;
    if (c == NULL || c->content.index != content->index)
        return TNEF_CONTINUE;
    if (c->fill == NULL && content->size == 0)
        c->fill = take_content(t, content, 0, &c->room);
    c->pub.data = c->fill;
    if (len > c->room - c->pub.len)
        len = c->room - c->pub.len;
    if (len > 0)
        memcpy(c->fill + c->pub.len, data, len);
    TNEFI_TOUCH(len);
    c->pub.len += len;
    return t->pool.failed ? FAILED : TNEF_CONTINUE;
}

static int on_content_end(void *user, const tnef_part *part, const tnef_content *content)
{
    struct attachment_node *a = *part->slot;
    static const uint8_t nothing[1] = { 0 };

    (void)user;
    if (a == NULL || a->contents == NULL || a->contents->content.index != content->index)
        return TNEF_CONTINUE;
    a->contents->content = *content;
    a->contents->content.iid = NULL;
    if (content->size == 0 && content->kind != TNEF_CONTENT_MESSAGE)
        a->contents->pub.data = nothing;
    return TNEF_CONTINUE;
}

/* The list has the latest first. */
void tnefi_load_contents(struct tnefi_loader *t, struct attachment_node *a)
{
    size_t i = a->pub.content_count;
    const tnef_stored **contents = i > 0 ? tnefi_load_take(t, i * sizeof *contents) : NULL;

    a->pub.contents = contents;
    if (contents == NULL) {
        a->pub.content_count = 0;
        return;
    }
    TNEFI_TOUCH(i);
    for (struct content_node *c = a->contents; c != NULL && i > 0; c = c->next)
        contents[--i] = &c->pub;
}

static int attachment_end(struct tnefi_loader *t, const tnef_part *part)
{
    struct attachment_node *a = *part->slot;

    if (t->open[part->depth] != NULL)
        t->open[part->depth]->open_attachment = NULL;
    if (a == NULL)
        return TNEF_CONTINUE;
    a->part = *part;
    TNEFI_TOUCH(sizeof a->part);
    copy_part(t, &a->part);
    tnefi_load_contents(t, a);
    TNEFI_TOUCH(a->pub.content_count);
    for (struct content_node *c = a->contents; c != NULL; c = c->next) {
        if (c->content.index == part->counts) {
            a->pub.content = &c->content;
            a->pub.data = c->pub.data;
            a->pub.len = c->pub.len;
        }
    }
    for (struct message_node *m = a->embedded; m != NULL; m = m->sibling) {
        TNEFI_TOUCH(1);
        if (m->info.id == part->embedded)
            a->pub.message = &m->pub;
    }
    return t->pool.failed ? FAILED : TNEF_CONTINUE;
}

static int remainder_end(struct tnefi_loader *t, struct body_node *b, const tnef_part *part)
{
    const tnef_string name = b->part.name;
    uint8_t *p = NULL;
    size_t len = (size_t)part->size;

    b->part = *part;
    b->part.slot = NULL;
    b->part.name = name;
    if (part->size <= t->input_len && part->offset <= t->input_len - part->size)
        p = tnefi_arena_take(&t->pool, &t->arena, len + TAIL, 0);
    if (p == NULL) {
        t->limited = 1;
        return t->pool.failed ? FAILED : TNEF_CONTINUE;
    }
    memcpy(p, t->input + part->offset, len);
    memset(p + len, 0, TAIL);
    TNEFI_TOUCH(len + TAIL);
    b->pub.data = p;
    b->pub.len = len;
    return TNEF_CONTINUE;
}

static int on_part_end(void *user, const tnef_part *part)
{
    struct tnefi_loader *t = user;
    struct body_node *b;

    if (TNEF_PART_IS_ATTACHMENT(part->kind))
        return attachment_end(t, part);
    b = *part->slot;
    if (b == NULL)
        return TNEF_CONTINUE;
    if (part->kind == TNEF_PART_REMAINDER)
        return remainder_end(t, b, part);
    b->part = *part;
    b->part.slot = NULL;
    if (b->fill == NULL && part->size == 0) {
        static const uint8_t nothing[TAIL] = { 0 };

        b->pub.data = nothing;
    }
    return TNEF_CONTINUE;
}

const tnef_handlers tnefi_load_handlers = {
    .size = sizeof(tnef_handlers), .message_begin = on_message_begin,
    .message_end = on_message_end, .recipient = on_recipient, .part_begin = on_part_begin,
    .content_begin = on_content_begin, .part_data = on_part_data,
    .content_end = on_content_end, .part_end = on_part_end,
};
