/* SPDX-License-Identifier: MIT */
/* Groups: what holds in them, what is kept of the ones around, and what their text is for. */

#include "rtf_priv.h"

#include "touch.h"

/* ---- Groups -------------------------------------------------------------------------------- */

/* What the output does not show makes no difference. */
static int is_alike(const struct tnef_rtf *r, const struct tnefi_rtf_group *a,
                    const struct tnefi_rtf_group *b)
{
    int same_form = a->form.bits == b->form.bits && a->form.color == b->form.color
                 && a->form.size == b->form.size && a->indent == b->indent;

    return a->font == b->font && a->uc == b->uc && a->dest == b->dest
        && a->htmlrtf == b->htmlrtf && a->hidden == b->hidden && a->field == b->field
        && a->mark == b->mark && a->form.link == b->form.link
        && (same_form || r->output == TNEF_RTF_TEXT || tnefi_rtf_is_html_back(r));
}

/* There is no room for one more kind of group: what held around it will be what held around the ones
 * before, but nothing becomes unread by that. */
static void save_roughly(struct tnef_rtf *r, struct tnefi_rtf_group *g)
{
    r->flags |= TNEF_RTF_DEEP;
    g->htmlrtf &= r->now.htmlrtf;
    g->hidden &= r->now.hidden;
    if (g->dest != r->now.dest)
        g->dest = DEST_TEXT;
}

/* Keeps what holds now. */
static void save(struct tnef_rtf *r)
{
    struct tnefi_rtf_run *last = r->runs > 0 ? &r->run[r->runs - 1u] : NULL;

    TNEFI_TOUCH(2u * sizeof r->now);
    if (last != NULL && is_alike(r, &last->group, &r->now)) {
        last->count++;
    } else if (r->runs < TNEF_RTF_DEPTH) {
        r->run[r->runs].group = r->now;
        r->run[r->runs].count = 1;
        r->runs++;
    } else {
        save_roughly(r, &last->group);
        last->count++;
    }
}

static void restore(struct tnef_rtf *r)
{
    struct tnefi_rtf_run *last = &r->run[r->runs - 1u];

    TNEFI_TOUCH(sizeof r->now);
    r->now = last->group;
    last->count--;
    if (last->count == 0)
        r->runs--;
}

void tnefi_rtf_open(struct tnef_rtf *r)
{
    r->skip = 0;
    r->star = 0;
    r->first = 1;
    r->depth++;
    if (r->depth > r->deepest)
        r->deepest = r->depth < UINT32_MAX ? (uint32_t)r->depth : UINT32_MAX;
    save(r);
    r->now.field = 0;
}

/* Whether text that was begun in this group cannot go on after it: it would come to another place.
 * Where it can, a brace may stand inside a character. */
static int is_border(const struct tnef_rtf *r)
{
    const struct tnefi_rtf_group *out = &r->run[r->runs - 1u].group;

    if (tnefi_rtf_is_mute(r))
        return 0;
    return r->now.dest != out->dest || r->now.mark != out->mark || r->now.form.link != out->form.link
        || tnefi_rtf_is_mute_in(r, out);
}

/* Entries of the table of fonts are groups, mostly. */
static void end_entry(struct tnef_rtf *r)
{
    if (r->now.dest != DEST_FONTTBL || r->depth != r->table_depth + 1u)
        return;
    r->table_font = NO_FONT;
    r->table_codepage = 0;
}

void tnefi_rtf_close(struct tnef_rtf *r)
{
    struct tnefi_rtf_group was = r->now;

    if (is_border(r))
        tnefi_rtf_flush_text(r);
    if (was.field)
        tnefi_rtf_link_alone(r);
    r->skip = 0;
    r->first = r->star = 0;
    end_entry(r);
    restore(r);
    r->depth--;
    tnefi_rtf_link_end(r, was.form.link);
    if (was.dest == DEST_INST && r->now.dest != DEST_INST)
        tnefi_rtf_link(r);
}

/* ---- Destinations --------------------------------------------------------------------------- */

/* A destination counts as the first word of its group only, and inside of one that is read. */
void tnefi_rtf_destination(struct tnef_rtf *r, uint8_t dest)
{
    if (r->now.dest == DEST_SKIP || r->now.dest == DEST_UPR)
        return;
    if ((dest == DEST_HTMLTAG || dest == DEST_INST) && !tnefi_rtf_is_mute(r))
        tnefi_rtf_flush_text(r);
    r->now.dest = dest;
}

/* {\upr{a}{\*\ud{b}}}: b is a again in Unicode, and what counts. Where it is not text, a does. In groups
 * that are too deep it is not known where that is, so both may count. */
static void in_unicode(struct tnef_rtf *r, uint8_t action)
{
    if (action == DO_UPR && r->now.dest == DEST_TEXT)
        r->now.dest = DEST_UPR;
    else if (action == DO_UD && r->now.dest == DEST_UPR)
        r->now.dest = DEST_TEXT;
    else if (action == DO_UD && (r->flags & TNEF_RTF_DEEP) == 0)
        tnefi_rtf_destination(r, DEST_SKIP);
}

/* The number or bullet of an item, which the HTML that is given back has on its own. */
static void list_mark(struct tnef_rtf *r)
{
    if (tnefi_rtf_is_html_back(r)) {
        tnefi_rtf_destination(r, DEST_SKIP);
    } else {
        if (!tnefi_rtf_is_mute(r))
            tnefi_rtf_flush_text(r);
        r->now.mark = 1;
    }
}

/* In the instruction of a field the result of another one is part of it. */
static void field_word(struct tnef_rtf *r, uint8_t action)
{
    int is_inside = r->now.dest == DEST_INST;

    if (action == DO_RESULT) {
        if (!tnefi_rtf_is_mute(r))
            tnefi_rtf_flush_text(r);
        if (!is_inside)
            tnefi_rtf_link_begin(r);
    } else if (is_inside) {
        tnefi_rtf_destination(r, DEST_SKIP);
    } else {
        r->inst_len = 0;
        tnefi_rtf_destination(r, DEST_INST);
    }
}

void tnefi_rtf_destination_word(struct tnef_rtf *r, uint8_t action)
{
    switch (action) {
    case DO_READ:
        break;
    case DO_FONTTBL:
        tnefi_rtf_decide(r, TNEF_RTF_RICH);
        r->table_font = NO_FONT;
        r->table_codepage = 0;
        r->table_depth = r->depth;
        tnefi_rtf_destination(r, DEST_FONTTBL);
        break;
    case DO_COLORTBL:
        r->color_now = 0;
        r->color_set = 0;
        tnefi_rtf_destination(r, DEST_COLORTBL);
        break;
    case DO_HTMLTAG:
        tnefi_rtf_destination(r, r->kind == TNEF_RTF_FROM_HTML ? DEST_HTMLTAG : DEST_SKIP);
        break;
    case DO_LIST:
        list_mark(r);
        break;
    case DO_FIELD:
        r->link_known = 0;
        r->now.field = 1;
        break;
    case DO_UPR:
    case DO_UD:
        in_unicode(r, action);
        break;
    case DO_INST:
    case DO_RESULT:
        field_word(r, action);
        break;
    default:
        tnefi_rtf_destination(r, DEST_SKIP);
        break;
    }
}
