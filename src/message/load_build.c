/* SPDX-License-Identifier: MIT */
/* The handlers that build a message tree. What has no room is left out, which the status says; when
 * the allocator fails they fail. */

#include "message/load_priv.h"

#include "message/bag_priv.h"
#include "base/touch.h"

#include <string.h>

#define FAILED (-1)

/* What a handler answers when there was no memory. */
static int no_room(const struct tnefi_message_loader *t)
{
    return t->pool.failed ? FAILED : TNEF_SKIP;
}

static void copy_person(struct tnefi_message_loader *t, tnef_person *p)
{
    tnefi_message_load_string(t, &p->name);
    tnefi_message_load_string(t, &p->address);
    tnefi_message_load_string(t, &p->type);
    tnefi_message_load_string(t, &p->email);
    tnefi_message_load_string(t, &p->email_type);
}

static void copy_info(struct tnefi_message_loader *t, tnef_message_info *m)
{
    tnef_string *const strings[] = {
        &m->message_class,     &m->raw_class,          &m->original_class,     &m->subject,
        &m->subject_prefix,    &m->normalized_subject, &m->conversation_topic, &m->message_id,
        &m->in_reply_to,       &m->references,         &m->search_key,         &m->correlation_key,
        &m->transport_headers, &m->display_to,         &m->display_cc,
    };

    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
        tnefi_message_load_string(t, strings[i]);
    copy_person(t, &m->sender);
    copy_person(t, &m->representing);
    copy_person(t, &m->received_by);
    copy_person(t, &m->received_representing);
    m->slot = NULL;
    m->bag = tnefi_message_bag_copy(t, m->bag);
}

/* A name for which there was no room is left out: who looks at all names never meets one without
 * text. */
static void copy_names(struct tnefi_message_loader *t, tnef_part *p)
{
    tnef_name *names = NULL;
    uint32_t n = 0;

    if (p->name_count > 0)
        names = tnefi_message_load_take(t, p->name_count * sizeof *names);
    for (uint32_t i = 0; names != NULL && i < p->name_count; i++) {
        names[n] = p->names[i];
        tnefi_message_load_string(t, &names[n].text);
        n += names[n].text.text != NULL;
    }
    p->names = n > 0 ? names : NULL;
    p->name_count = n;
}

static void copy_part(struct tnefi_message_loader *t, tnef_part *p)
{
    tnef_string *const strings[] = {
        &p->name,         &p->long_name,      &p->short_name, &p->title,
        &p->display_name, &p->transport_name, &p->pathname,   &p->extension,
        &p->mime_type,    &p->raw_mime_type,  &p->content_id, &p->content_location,
        &p->content_base, &p->disposition,    &p->charset,    &p->short_pathname,
    };

    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
        tnefi_message_load_string(t, strings[i]);
    copy_names(t, p);
    p->slot = NULL;
    p->bag = tnefi_message_bag_copy(t, p->bag);
}

/* Takes room for a content, with |tail| bytes more. NULL: no memory, or nothing to store. */
static uint8_t *take_content(struct tnefi_message_loader *t, const tnef_content *c, size_t tail, size_t *room)
{
    uint64_t left = c->offset < t->input_len ? t->input_len - c->offset : 0;
    uint64_t size = c->length < left ? c->length : left;
    uint8_t *p;

    *room = 0;
    if (size > SIZE_MAX - tail)
        return NULL;
    p = tnefi_message_arena_take(&t->pool, &t->arena, size + tail > 0 ? (size_t)size + tail : 1u, 0);
    if (p == NULL)
        tnefi_message_load_limited(t);
    else
        *room = (size_t)size;
    return p;
}

/* ---- Handlers ----------------------------------------------------------------------------- */

static struct message_node *new_message(struct tnefi_message_loader *t)
{
    if (t->root != NULL)
        return tnefi_message_load_take(t, sizeof(struct message_node));
    t->root = tnefi_message_load_take(t, sizeof *t->root);
    return t->root != NULL ? &t->root->node : NULL;
}

static int on_message_begin(void *user, const tnef_message_info *info)
{
    struct tnefi_message_loader *t = user;
    struct message_node *m;

    t->at = info->offset;
    m = new_message(t);
    t->open[info->depth] = m;
    if (m == NULL)
        return no_room(t);
    m->info.id = info->id; /* nothing else is known, and all of it is copied at its end */
    m->info.parent = info->parent;
    m->info.part = info->part;
    m->info.depth = info->depth;
    m->info.offset = info->offset;
    m->info.flags = info->flags | TNEF_F_INCOMPLETE;
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
    struct tnefi_message_loader *t = user;
    struct message_node *m = t->open[info->depth];

    t->open[info->depth] = NULL;
    t->depth = info->depth > 0 ? info->depth - 1u : 0u;
    if (m == NULL)
        return TNEF_CONTINUE;
    t->at = info->offset;
    m->info = *info;
    TNEFI_TOUCH(sizeof m->info);
    copy_info(t, &m->info);
    return t->pool.failed ? FAILED : TNEF_CONTINUE;
}

static int on_recipient(void *user, const tnef_recipient *recipient)
{
    struct tnefi_message_loader *t = user;
    struct message_node *m = t->open[t->depth];
    struct recipient_node *n;

    if (m == NULL || m->info.id != recipient->message)
        return TNEF_CONTINUE;
    t->at = recipient->offset;
    n = tnefi_message_load_take(t, sizeof *n);
    if (n == NULL)
        return no_room(t);
    n->pub = *recipient;
    TNEFI_TOUCH(sizeof n->pub);
    tnefi_message_load_string(t, &n->pub.name);
    tnefi_message_load_string(t, &n->pub.address);
    tnefi_message_load_string(t, &n->pub.type);
    tnefi_message_load_string(t, &n->pub.email);
    tnefi_message_load_string(t, &n->pub.email_type);
    tnefi_message_load_string(t, &n->pub.smtp);
    n->pub.bag = tnefi_message_bag_copy(t, n->pub.bag);
    *m->recipients_end = n;
    m->recipients_end = &n->next;
    m->pub.recipient_count++;
    return t->pool.failed ? FAILED : TNEF_CONTINUE;
}

/* A body or a remainder begins. A remainder is copied at its end, because its length is not known before,
 * and it is one piece of the input. */
static int body_begin(struct tnefi_message_loader *t, struct message_node *m, const tnef_part *part)
{
    struct body_node *n = tnefi_message_load_take(t, sizeof *n);

    if (n == NULL)
        return no_room(t);
    n->part = *part;
    n->part.slot = NULL;
    n->part.flags |= TNEF_F_INCOMPLETE;
    n->pub.part = &n->part;
    *part->slot = n;
    if (part->kind == TNEF_PART_REMAINDER) {
        tnefi_message_load_string(t, &n->part.name);
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

static int attachment_begin(struct tnefi_message_loader *t, struct message_node *m, const tnef_part *part)
{
    static const tnef_string unnamed = { "attachment", 10 };
    struct attachment_node *n = tnefi_message_load_take(t, sizeof *n);

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
    struct tnefi_message_loader *t = user;
    struct message_node *m = t->open[part->depth];

    if (m == NULL)
        return TNEF_SKIP;
    t->at = part->offset;
    return TNEF_PART_IS_ATTACHMENT(part->kind) ? attachment_begin(t, m, part) : body_begin(t, m, part);
}

static int on_content_begin(void *user, const tnef_part *part, const tnef_content *content)
{
    struct tnefi_message_loader *t = user;
    struct attachment_node *a = *part->slot;
    struct content_node *c;

    if (a == NULL)
        return TNEF_SKIP;
    t->at = content->offset;
    c = tnefi_message_load_take(t, sizeof *c);
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

/* Hands bytes to who keeps them elsewhere. A content lies in one piece: what comes after bytes of another
 * one is left out, as is what had no room. */
static int keep(struct tnefi_message_loader *t, const void *data, size_t len, uint64_t *at, size_t *kept)
{
    uint64_t here = 0;
    size_t done = 0;
    int answer = t->keep(t->keep_user, data, len, *kept > 0 ? *at + *kept : UINT64_MAX, &here, &done);

    if (*kept == 0)
        *at = here;
    *kept += done;
    if (done < len)
        tnefi_message_load_limited(t);
    return answer == 0 ? TNEF_CONTINUE : FAILED;
}

static int body_data(struct tnefi_message_loader *t, const tnef_content *content, struct body_node *n,
                     const void *data, size_t len)
{
    if (n == NULL)
        return TNEF_CONTINUE;
    if (t->keep != NULL)
        return keep(t, data, len, &n->at, &n->pub.len);
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

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content, const void *data,
                        size_t len)
{
    struct tnefi_message_loader *t = user;
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
    if (t->keep != NULL)
        return keep(t, data, len, &c->at, &c->pub.len);
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

/* The list has the latest content first, the array has it last. */
void tnefi_message_load_contents(struct tnefi_message_loader *t, struct attachment_node *a)
{
    size_t i = a->pub.content_count;
    const tnef_stored **contents = i > 0 ? tnefi_message_load_take(t, i * sizeof *contents) : NULL;

    a->pub.contents = contents;
    if (contents == NULL) {
        a->pub.content_count = 0;
        return;
    }
    TNEFI_TOUCH(i);
    for (struct content_node *c = a->contents; c != NULL && i > 0; c = c->next)
        contents[--i] = &c->pub;
}

static int attachment_end(struct tnefi_message_loader *t, const tnef_part *part)
{
    struct attachment_node *a = *part->slot;

    if (t->open[part->depth] != NULL)
        t->open[part->depth]->open_attachment = NULL;
    if (a == NULL)
        return TNEF_CONTINUE;
    a->part = *part;
    TNEFI_TOUCH(sizeof a->part);
    copy_part(t, &a->part);
    tnefi_message_load_contents(t, a);
    TNEFI_TOUCH(a->pub.content_count);
    for (struct content_node *c = a->contents; c != NULL; c = c->next) {
        if (c->content.index == part->chosen) {
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

static int remainder_end(struct tnefi_message_loader *t, struct body_node *b, const tnef_part *part)
{
    const tnef_string name = b->part.name;
    uint8_t *p = NULL;
    size_t len = (size_t)part->size;

    b->part = *part;
    b->part.slot = NULL;
    b->part.name = name;
    if (t->keep != NULL)
        return TNEF_CONTINUE;
    if (part->size <= t->input_len && part->offset <= t->input_len - part->size)
        p = tnefi_message_arena_take(&t->pool, &t->arena, len + TAIL, 0);
    if (p == NULL) {
        tnefi_message_load_limited(t);
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
    struct tnefi_message_loader *t = user;
    struct body_node *b;

    t->at = part->offset;
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

const tnef_reader_handlers tnefi_message_load_handlers = {
    .size = sizeof(tnef_reader_handlers),
    .message_begin = on_message_begin,
    .message_end = on_message_end,
    .recipient = on_recipient,
    .part_begin = on_part_begin,
    .content_begin = on_content_begin,
    .part_data = on_part_data,
    .content_end = on_content_end,
    .part_end = on_part_end,
};
