/* SPDX-License-Identifier: MIT */

#include "model_digest.h"

/* Bytes that can be read: as many as there were, or none if there was no room. Of what was open
 * when decoding failed there are those that had come. */
static void check_bytes(const uint8_t *data, size_t len, uint64_t size, uint32_t flags,
                        const struct model_seen *seen)
{
    CHECK(data != NULL || len == 0);
    CHECK(len == 0 || len == size || (flags & TNEF_F_INCOMPLETE) != 0);
    CHECK(seen == NULL || data == NULL || len == size);
    CHECK(digest_bytes(DIGEST_START, data, len) != 0 || len > 0);
}

/* A part of the tree is that of the reader, if that one came to its end and had the same room. */
static void check_part(const tnef_part *p, const struct model_seen *seen)
{
    uint64_t h = model_part(p);

    CHECK(p->slot == NULL);
    CHECK(seen == NULL || p->id >= MODEL_SEEN || seen->part[p->id] == h);
}

static void check_attachment(const tnef_attachment *a, size_t input, const struct model_seen *seen)
{
    CHECK(TNEF_PART_IS_ATTACHMENT(a->part->kind));
    check_part(a->part, seen);
    CHECK(a->len <= input);
    CHECK(seen == NULL || a->content_count == a->part->contents);
    for (size_t i = 0; i < a->content_count; i++) {
        const tnef_stored *c = a->contents[i];

        CHECK(i == 0 || c->content->index > a->contents[i - 1u]->content->index);
        check_bytes(c->data, c->len, c->content->size, c->content->flags | TNEF_F_INCOMPLETE, NULL);
    }
    if (a->content != NULL)
        check_bytes(a->data, a->len, a->content->size, a->content->flags, seen);
    else
        CHECK(a->data == NULL && a->len == 0);
}

static void check_remainder(const tnef_body *b, size_t input, const struct model_seen *seen)
{
    CHECK(b->part->kind == TNEF_PART_REMAINDER && b->len <= input);
    check_part(b->part, seen);
    check_bytes(b->data, b->len, b->part->size, b->part->flags, seen);
}

static void check_node(const tnef_message *m, size_t input, const struct model_seen *seen)
{
    uint64_t h = model_message(m->info);

    CHECK(m->info->slot == NULL);
    CHECK(seen == NULL || m->info->id >= MODEL_SEEN || seen->message[m->info->id] == h);
    for (size_t i = 0; i < m->body_count; i++) {
        const tnef_body *b = m->bodies[i];

        CHECK(TNEF_PART_IS_BODY(b->part->kind) && b->part->message == m->info->id);
        check_part(b->part, seen);
        check_bytes(b->data, b->len, b->part->size, b->part->flags, seen);
        CHECK(b->len <= input);
        if (b->len > 0)
            CHECK(b->data[b->len] == 0 && b->data[b->len + 1u] == 0);
    }
    for (size_t i = 0; i < m->recipient_count; i++) {
        CHECK(m->recipients[i]->message == m->info->id);
        CHECK(i == 0 || m->recipients[i]->offset >= m->recipients[i - 1u]->offset);
        (void)model_recipient(m->recipients[i]);
    }
    for (size_t i = 0; i < m->attachment_count; i++) {
        const tnef_attachment *a = m->attachments[i];

        CHECK(a->part->message == m->info->id);
        check_attachment(a, input, seen);
    }
    for (size_t i = 0; i < m->remainder_count; i++)
        check_remainder(m->remainders[i], input, seen);
}

/* All nodes, depth first, without recursion: the depth is bounded. */
void model_tree(const tnef_message *root, size_t input, const struct model_seen *seen)
{
    const tnef_message *at[TNEF_DEPTH_CEILING + 2u];
    size_t next[TNEF_DEPTH_CEILING + 2u];
    size_t depth = 0;

    CHECK(root->parent == NULL && root->error != NULL && root->error->status == root->status);
    at[0] = root;
    next[0] = 0;
    check_node(root, input, seen);
    for (;;) {
        const tnef_message *m = at[depth];
        const tnef_message *child;

        if (next[depth] == m->attachment_count) {
            if (depth == 0)
                return;
            depth--;
            continue;
        }
        child = m->attachments[next[depth]++]->message;
        if (child == NULL)
            continue;
        CHECK(child->parent == m && depth <= TNEF_DEPTH_CEILING);
        depth++;
        at[depth] = child;
        next[depth] = 0;
        check_node(child, input, seen);
    }
}
