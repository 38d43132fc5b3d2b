/* SPDX-License-Identifier: MIT */
/* Events of the decoder become the state of a level and operations in the queue. */

#include "message_priv.h"

#include "attrs.h"
#include "bytes.h"
#include "touch.h"

#include <string.h>

/* ---- Streams ------------------------------------------------------------------------------ */

static void mute(struct tnef_reader *r, uint32_t depth)
{
    r->muted = depth;
    r->muted_end = 0;
}

/* What is open in a level, or was found out, is that of the message before; the memory of the rest
 * is set when a part, a row or a value begins. */
static void layer_begin(struct tnefi_layer *l)
{
    memset(&l->info, 0, sizeof l->info);
    TNEFI_TOUCH(sizeof l->info);
    if ((l->dirty >> S_MESSAGE & 1u) != 0) {
        memset(l->m, 0, sizeof l->m);
        TNEFI_TOUCH(sizeof l->m);
    }
    l->dirty &= (uint8_t)~(1u << S_MESSAGE);
    memset(l->digest, 0, sizeof l->digest);
    l->slot = NULL;
    l->part_slot = NULL;
    l->body_slot = NULL;
    l->said = 0;
    l->message_done = 0;
    l->codepage_have = 0;
    l->codepage_said = 0;
    l->part_open = 0;
    l->part_hidden = 0;
    l->plain_rank = 0;
    l->html_rank = 0;
    l->rtf_rank = 0;
    l->attr = ATT_UNKNOWN;
    l->attr_content = 0;
    l->prop = 0;
    l->scope = S_MESSAGE;
    l->value = V_NONE;
    l->defer = 0;
    l->raw_limit = 0;
}

static void stream_begin(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_layer *l = &r->levels[ev->depth];
    uint32_t parent = 0, part = 0;

    if (ev->depth > 0) {
        struct tnefi_layer *p = l - 1;

        if (p->value != V_CONTENT)
            tnefi_stray_begin(r, p, ev);
        p->content.kind = TNEF_CONTENT_MESSAGE;
        if (p->content_muted) {
            mute(r, ev->depth);
            return;
        }
        parent = p->info.id;
        part = p->part.id;
    }
    layer_begin(l);
    l->info.id = ++r->messages;
    l->info.parent = parent;
    l->info.part = part;
    l->info.depth = ev->depth;
    l->info.offset = ev->offset;
    l->info.slot = &l->slot;
    if (ev->depth > 0 && l[-1].first[CONTENT_AT(TNEF_CONTENT_MESSAGE)].count == 0)
        l[-1].part.embedded = l->info.id;
    tnefi_push(r, OP_MESSAGE_BEGIN, l);
}

static void stream_end(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_layer *l = &r->levels[ev->depth];
    int said = 1, skipped = 0;

    if (r->muted == ev->depth) {
        r->muted = UINT32_MAX;
        said = r->muted_end;
        skipped = 1;
    }
    if (ev->depth > 0)
        l[-1].stream_size = ev->offset - l[-1].content.offset;
    if (!said)
        return;
    l->info.flags |= ev->flags & TNEF_F_INCOMPLETE;
    if (!skipped) {
        if (l->part_open) {
            l->part.flags |= ev->flags & TNEF_F_INCOMPLETE;
            tnefi_close_part(r, l);
        }
        tnefi_push(r, OP_MESSAGE_FINAL, l);
        tnefi_push(r, OP_MESSAGE_BAG, l);
    }
    tnefi_push(r, OP_MESSAGE_END, l);
}

/* ---- Attributes --------------------------------------------------------------------------- */

/* An attribute that is not known, but is one of attachments: some reader may know it. */
static void unknown_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    if (!l->part_open)
        tnefi_open_part(r, l, TNEF_PART_IMPLICIT);
    l->attr_content = 1;
    l->content_strange = 1;
    tnefi_content_begin(r, l, ev, TNEF_CONTENT_UNKNOWN);
}

static void attr_begin(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    uint32_t i = tnefi_attr_find(ev->attr);
    const struct tnefi_attr *info;
    uint32_t level;

    if (i == TNEFI_ATTR_UNKNOWN)
        i = tnefi_attr_find_low(ev->attr);
    info = tnefi_attr_info(i);
    level = info->level != 0 ? info->level : ev->level;
    l->attr = info->id;
    l->scope = level == 2 ? S_ATTACHMENT : S_MESSAGE;
    l->value = V_NONE;
    l->raw_begun = 0;
    l->raw_limit = 0;
    l->codepage_have = 0;
    l->attr_content = 0;
    l->prop = 0;
    l->named = 0;
    if (l->attr == ATT_REND) {
        if (l->part_open)
            tnefi_close_part(r, l);
        l->open_flags = 0;
        tnefi_push(r, OP_PART_OPEN, l);
        tnefi_push(r, OP_PART_BEGIN, l);
    } else if (info->level == 2 && !l->part_open) {
        tnefi_open_part(r, l, TNEF_PART_IMPLICIT);
    } else if (i == TNEFI_ATTR_UNKNOWN && level == 2 && ev->length > 0) {
        unknown_begin(r, l, ev);
    }
}

/* The first one of a stream counts. */
static void codepage_end(struct tnef_reader *r, struct tnefi_layer *l)
{
    uint32_t page;

    if (l->codepage_have < 4u)
        return;
    page = tnefi_le32(l->codepage_bytes);
    if ((l->info.known & TNEF_KNOWN_OEM_CODEPAGE) == 0) {
        l->info.known |= TNEF_KNOWN_OEM_CODEPAGE;
        l->info.oem_codepage = page;
    } else if (page != l->info.oem_codepage) {
        tnefi_model_note(r, TNEF_A_CODEPAGE, TNEF_OK, l->info.oem_codepage, page);
    }
}

/* Bytes of an attribute that are not those of a property: they begin what is kept of it. */
static void raw_data(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    struct tnefi_kept *k;

    if (l->attr == ATT_OEM_CODEPAGE) {
        for (size_t i = 0; i < ev->len && l->codepage_have < 4u; i++)
            l->codepage_bytes[l->codepage_have++] = ev->data[i];
        return;
    }
    k = tnefi_raw_slot(l, l->attr);
    if (k != NULL && k->rank == KEPT_NONE && !l->raw_begun) {
        l->defer = 1;
        tnefi_keep_begin(r, l, k, W_BYTES, KEPT_COMPUTED, T_STRING8, ev->len + ev->left);
        l->defer = 0;
    }
    l->raw_begun = 1;
    if (l->value == V_KEEP)
        tnefi_keep_data(l, ev);
}

static void attr_end(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    if (l->value == V_KEEP)
        tnefi_keep_end(r, l, ev->flags);
    else if (l->value == V_CONTENT && l->attr_content)
        tnefi_content_end(r, l, ev);
    l->attr_content = 0;
    if (l->raw_limit != 0)
        tnefi_model_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_MEMORY, l->raw_limit, l->raw_found);
    if (l->attr == ATT_OEM_CODEPAGE)
        codepage_end(r, l);
    l->value = V_NONE;
    l->attr = ATT_UNKNOWN;
}

/* ---- Rows --------------------------------------------------------------------------------- */

/* Of a row of which nothing was kept nothing is set but what is set here. */
static void row_begin(struct tnefi_layer *l, const tnef_event *ev)
{
    if ((l->dirty >> S_ROW & 1u) != 0) {
        memset(&l->recipient, 0, sizeof l->recipient);
        memset(l->r, 0, sizeof l->r);
        TNEFI_TOUCH(sizeof l->recipient + sizeof l->r);
    }
    l->dirty &= (uint8_t)~(1u << S_ROW);
    l->recipient.message = l->info.id;
    l->recipient.row = ev->row;
    l->recipient.offset = ev->offset;
    l->scope = S_ROW;
}

static void row_end(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    l->scope = S_MESSAGE;
    if ((ev->flags & TNEF_F_SKIPPED) != 0) {
        tnefi_arena_clear(&r->pool, &l->r_arena);
        return;
    }
    l->recipient.flags = ev->flags & TNEF_F_INCOMPLETE;
    l->info.recipients++;
    tnefi_push(r, OP_ROW_FINAL, l);
    tnefi_push(r, OP_ROW_BAG, l);
    tnefi_push(r, OP_ROW, l);
}

/* ---- Values ------------------------------------------------------------------------------- */

/* ---- The callback ------------------------------------------------------------------------- */

static int is_remainder(const tnef_event *ev)
{
    return ev->type == TNEF_EV_DATA
           && (ev->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) != 0;
}

static void data(struct tnef_reader *r, struct tnefi_layer *l, const tnef_event *ev)
{
    if (is_remainder(ev))
        tnefi_remainder_data(r, l, ev);
    else if (l->value == V_BODY || l->value == V_COMPARE
             || l->value == V_CONTENT || ev->prop_type != 0)
        tnefi_model_value_data(r, l, ev);
    else
        raw_data(r, l, ev);
}

static void process(struct tnef_reader *r, const tnef_event *ev)
{
    struct tnefi_layer *l = &r->levels[ev->depth];

    if (ev->type == TNEF_EV_ANOMALY)
        return;
    tnefi_bag_event(r, l, ev);
    if (l->value == V_REMAINDER && !is_remainder(ev))
        tnefi_remainder_end(r, l, ev->flags);
    switch (ev->type) {
    case TNEF_EV_STREAM_BEGIN: stream_begin(r, ev); break;
    case TNEF_EV_STREAM_END:   stream_end(r, ev); break;
    case TNEF_EV_ATTR_BEGIN:   attr_begin(r, l, ev); break;
    case TNEF_EV_ATTR_END:     attr_end(r, l, ev); break;
    case TNEF_EV_ROW_BEGIN:    row_begin(l, ev); break;
    case TNEF_EV_ROW_END:      row_end(r, l, ev); break;
    case TNEF_EV_PROP_BEGIN:   tnefi_model_prop_begin(l, ev); break;
    case TNEF_EV_VALUE_BEGIN:  tnefi_model_value_begin(r, l, ev); break;
    case TNEF_EV_VALUE_END:    tnefi_model_value_end(r, l, ev); break;
    case TNEF_EV_DATA:         data(r, l, ev); break;
    default: break;
    }
}

int tnefi_on_event(void *user, const tnef_event *ev)
{
    struct tnef_reader *r = user;

    r->at.offset = ev->offset;
    r->at.depth = ev->depth;
    r->at.attr = ev->attr;
    r->at.prop_id = ev->prop_id;
    r->at.prop_type = ev->prop_type;
    if (ev->depth >= r->level_used)
        r->level_used = ev->depth + 1u;
    tnefi_forward(r, ev);
    if (r->run == RUN_ON || r->run == RUN_PAUSED) {
        if (!tnefi_is_muted(r, ev))
            process(r, ev);
        tnefi_run(r);
    }
    r->data = NULL;
    if (r->run == RUN_ON)
        return TNEF_CONTINUE;
    if (r->run == RUN_PAUSED)
        return TNEF_PAUSE;
    return r->run == RUN_STOPPED ? TNEF_STOP : -1;
}
