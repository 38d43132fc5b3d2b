/* SPDX-License-Identifier: MIT */
/* Groups: the state of the innermost one, what is kept of those around it, and what their text is for. */

#include "rtf/priv.h"

#include "base/anomalies.h"
#include "base/touch.h"

/* ---- Groups -------------------------------------------------------------------------------- */

/* Whether two groups can be kept as one. They may differ in what the output does not show. */
static int is_alike(const struct tnef_rtf *r, const struct tnefi_rtf_group *a,
                    const struct tnefi_rtf_group *b)
{
    int same_form = a->form.bits == b->form.bits && a->form.color == b->form.color
                    && a->form.size == b->form.size && a->indent == b->indent;

    return a->font == b->font && a->uc == b->uc && a->dest == b->dest && a->htmlrtf == b->htmlrtf
           && a->hidden == b->hidden && a->field == b->field && a->mark == b->mark
           && a->form.link == b->form.link
           && (same_form || r->live.output == TNEF_RTF_TEXT || tnefi_rtf_is_html_back(r));
}

/* There is no room for one more kind of group, so the state around it is kept together with the one that
 * was kept last. Where the two differ, the result is the one that shows text: nothing is lost by that. */
static void save_roughly(struct tnef_rtf *r, struct tnefi_rtf_group *g)
{
    r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_DEEP);
    g->htmlrtf &= r->live.now.htmlrtf;
    g->hidden &= r->live.now.hidden;
    if (g->dest != r->live.now.dest)
        g->dest = DEST_TEXT;
}

/* Keeps the state of the group that another one is opened in. */
static void save(struct tnef_rtf *r)
{
    struct tnefi_rtf_run *last = r->live.runs > 0 ? &r->run[r->live.runs - 1u] : NULL;

    TNEFI_TOUCH(2u * sizeof r->live.now);
    if (last != NULL && is_alike(r, &last->group, &r->live.now)) {
        last->count++;
    } else if (r->live.runs < TNEF_RTF_DEPTH) {
        r->run[r->live.runs].group = r->live.now;
        r->run[r->live.runs].count = 1;
        r->live.runs++;
    } else {
        save_roughly(r, &last->group);
        last->count++;
    }
}

static void restore(struct tnef_rtf *r)
{
    struct tnefi_rtf_run *last = &r->run[r->live.runs - 1u];

    TNEFI_TOUCH(sizeof r->live.now);
    r->live.now = last->group;
    last->count--;
    if (last->count == 0)
        r->live.runs--;
}

void tnefi_rtf_open(struct tnef_rtf *r)
{
    r->live.skip = 0;
    r->live.star = 0;
    r->live.first = 1;
    r->live.depth++;
    if (r->live.depth > r->live.deepest)
        r->live.deepest = r->live.depth < UINT32_MAX ? (uint32_t)r->live.depth : UINT32_MAX;
    save(r);
    r->live.now.field = 0;
}

/* True if a character that is half read must be finished before this group closes, because text after the
 * brace goes elsewhere. If not, the brace may fall inside a character of several bytes. */
static int is_border(const struct tnef_rtf *r)
{
    const struct tnefi_rtf_group *out = &r->run[r->live.runs - 1u].group;

    if (tnefi_rtf_is_mute(r))
        return 0;
    return r->live.now.dest != out->dest || r->live.now.mark != out->mark
           || r->live.now.form.link != out->form.link || tnefi_rtf_is_mute_in(r, out);
}

/* Most entries of the table of fonts are groups; where this one ends, so does its entry. */
static void end_entry(struct tnef_rtf *r)
{
    if (r->live.now.dest != DEST_FONTTBL || r->live.depth != r->live.table_depth + 1u)
        return;
    r->live.table_font = NO_FONT;
    r->live.table_codepage = 0;
}

void tnefi_rtf_close(struct tnef_rtf *r)
{
    struct tnefi_rtf_group was = r->live.now;

    if (is_border(r))
        tnefi_rtf_flush_text(r);
    if (was.field)
        tnefi_rtf_link_alone(r);
    r->live.skip = 0;
    r->live.first = r->live.star = 0;
    end_entry(r);
    restore(r);
    r->live.depth--;
    tnefi_rtf_link_end(r, was.form.link);
    if (was.dest == DEST_INST && r->live.now.dest != DEST_INST)
        tnefi_rtf_link(r);
}

/* ---- Destinations --------------------------------------------------------------------------- */

/* In a group that is skipped, no group in it is read. */
void tnefi_rtf_destination(struct tnef_rtf *r, uint8_t dest)
{
    if (r->live.now.dest == DEST_SKIP || r->live.now.dest == DEST_UPR)
        return;
    if ((dest == DEST_HTMLTAG || dest == DEST_INST) && !tnefi_rtf_is_mute(r))
        tnefi_rtf_flush_text(r);
    r->live.now.dest = dest;
}

/* {\upr{a}{\*\ud{b}}}: b is a, written in Unicode, and is what counts. Outside of text a counts. In groups
 * that are too deep it is not known which of these holds, so both may be read. */
static void in_unicode(struct tnef_rtf *r, uint8_t action)
{
    if (action == DO_UPR && r->live.now.dest == DEST_TEXT)
        r->live.now.dest = DEST_UPR;
    else if (action == DO_UD && r->live.now.dest == DEST_UPR)
        r->live.now.dest = DEST_TEXT;
    else if (action == DO_UD && !TNEFI_MET(r->live.anomalies, TNEF_RTF_A_DEEP))
        tnefi_rtf_destination(r, DEST_SKIP);
}

/* The number or bullet of an item. HTML that is given back has its own, so it is skipped there. */
static void list_mark(struct tnef_rtf *r)
{
    if (tnefi_rtf_is_html_back(r)) {
        tnefi_rtf_destination(r, DEST_SKIP);
    } else {
        if (!tnefi_rtf_is_mute(r))
            tnefi_rtf_flush_text(r);
        r->live.now.mark = 1;
    }
}

/* A field in the instruction of another one: its result is part of that instruction, and its own
 * instruction is skipped. */
static void field_word(struct tnef_rtf *r, uint8_t action)
{
    int is_inside = r->live.now.dest == DEST_INST;

    if (action == DO_RESULT) {
        if (!tnefi_rtf_is_mute(r))
            tnefi_rtf_flush_text(r);
        if (!is_inside)
            tnefi_rtf_link_begin(r);
    } else if (is_inside) {
        tnefi_rtf_destination(r, DEST_SKIP);
    } else {
        r->live.inst_len = 0;
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
        r->live.table_font = NO_FONT;
        r->live.table_codepage = 0;
        r->live.table_depth = r->live.depth;
        tnefi_rtf_destination(r, DEST_FONTTBL);
        break;
    case DO_COLORTBL:
        r->live.color_now = 0;
        r->live.color_set = 0;
        tnefi_rtf_destination(r, DEST_COLORTBL);
        break;
    case DO_HTMLTAG:
        tnefi_rtf_destination(r, r->live.kind == TNEF_RTF_FROM_HTML ? DEST_HTMLTAG : DEST_SKIP);
        break;
    case DO_LIST:
        list_mark(r);
        break;
    case DO_FIELD:
        r->live.link_known = 0;
        r->live.now.field = 1;
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
