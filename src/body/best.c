/* SPDX-License-Identifier: MIT */
/* Which body to show. */

#include "body/priv.h"

#include "base/structs.h"

#include <string.h>

#define NATIVE_PLAIN 1
#define NATIVE_RTF   2
#define NATIVE_HTML  3

/* ---- The rule ------------------------------------------------------------------------------ */

struct offer {
    int html, plain, rtf; /* there is one with something in it                               */
    uint32_t rtf_kind;
};

/* The kind of body that PidTagNativeBody names, or 0. Native HTML or text may be there only as RTF. */
static uint32_t native(const tnef_message_info *m, const struct offer *o)
{
    int named = (m->known & TNEF_KNOWN_NATIVE_BODY) != 0 ? m->native_body : 0;

    if (named == NATIVE_PLAIN && o->plain)
        return TNEF_PART_PLAIN;
    if (named == NATIVE_HTML && o->html)
        return TNEF_PART_HTML;
    if (!o->rtf)
        return 0;
    if (named == NATIVE_RTF || (named == NATIVE_PLAIN && o->rtf_kind == TNEF_RTF_FROM_TEXT)
        || (named == NATIVE_HTML && o->rtf_kind == TNEF_RTF_FROM_HTML))
        return TNEF_PART_RTF;
    return 0;
}

static uint32_t rule(const tnef_message_info *m, const struct offer *o, uint32_t *reason)
{
    uint32_t kind = native(m, o);
    int stale = (m->known & TNEF_KNOWN_RTF_IN_SYNC) != 0 && m->rtf_in_sync == 0;

    *reason = TNEF_BEST_NATIVE;
    if (kind != 0)
        return kind;
    *reason = TNEF_BEST_HTML;
    if (o->html)
        return TNEF_PART_HTML;
    *reason = TNEF_BEST_PLAIN_NEWER;
    if (o->plain && o->rtf && stale)
        return TNEF_PART_PLAIN;
    *reason = TNEF_BEST_RTF_HTML;
    if (o->rtf && o->rtf_kind == TNEF_RTF_FROM_HTML)
        return TNEF_PART_RTF;
    *reason = TNEF_BEST_PLAIN;
    if (o->plain && (!o->rtf || o->rtf_kind == TNEF_RTF_FROM_TEXT))
        return TNEF_PART_PLAIN;
    *reason = TNEF_BEST_RTF;
    return o->rtf ? (uint32_t)TNEF_PART_RTF : 0u;
}

uint32_t tnef_body_best(const tnef_message_info *message, uint32_t rtf_kind, uint32_t empty, uint32_t *reason)
{
    const tnef_message_info *m = message;
    const struct offer o = { .html = m->html != 0 && (empty & 1u << TNEF_PART_HTML) == 0,
                             .plain = m->plain != 0 && (empty & 1u << TNEF_PART_PLAIN) == 0,
                             .rtf = m->rtf != 0 && (empty & 1u << TNEF_PART_RTF) == 0
                                    && rtf_kind != TNEF_RTF_UNKNOWN,
                             .rtf_kind = rtf_kind };
    uint32_t none;
    uint32_t kind;

    reason = reason != NULL ? reason : &none;
    kind = rule(m, &o, reason);
    if (kind != 0)
        return kind;
    *reason = TNEF_BEST_EMPTY;
    if (m->html != 0)
        return TNEF_PART_HTML;
    if (m->plain != 0)
        return TNEF_PART_PLAIN;
    if (m->rtf != 0)
        return TNEF_PART_RTF;
    *reason = TNEF_BEST_NONE;
    return 0;
}

/* ---- Forms --------------------------------------------------------------------------------- */

uint32_t tnefi_body_source(const struct tnefi_body_kept *body)
{
    if (body->kind != TNEF_PART_RTF)
        return TNEF_BODY_FROM_PROPERTY;
    switch (body->rtf_kind) {
    case TNEF_RTF_FROM_HTML:
        return TNEF_BODY_FROM_RTF_HTML;
    case TNEF_RTF_FROM_TEXT:
        return TNEF_BODY_FROM_RTF_TEXT;
    case TNEF_RTF_RICH:
        return TNEF_BODY_FROM_RTF;
    default:
        return TNEF_BODY_FROM_NOTHING;
    }
}

uint32_t tnefi_body_form(const struct tnefi_body_kept *body)
{
    if (body->kind == TNEF_PART_HTML || body->rtf_kind == TNEF_RTF_FROM_HTML)
        return TNEF_BODY_HTML;
    if (body->kind == TNEF_PART_PLAIN || body->rtf_kind == TNEF_RTF_FROM_TEXT)
        return TNEF_BODY_TEXT;
    return TNEF_BODY_RTF;
}

const char *tnef_body_source_name(uint32_t source)
{
    switch (source) {
    case TNEF_BODY_FROM_NOTHING:
        return "nothing";
    case TNEF_BODY_FROM_PROPERTY:
        return "property";
    case TNEF_BODY_FROM_RTF_HTML:
        return "rtf-fromhtml";
    case TNEF_BODY_FROM_RTF_TEXT:
        return "rtf-fromtext";
    case TNEF_BODY_FROM_RTF:
        return "rtf";
    case TNEF_BODY_FROM_HTML:
        return "html-text";
    case TNEF_BODY_FROM_TEXT:
        return "text-html";
    default:
        return "?";
    }
}

/* ---- The choice ---------------------------------------------------------------------------- */

static const struct tnefi_body_kept *first_body(const struct tnef_bodies *b)
{
    return &b->body[b->live.current->first];
}

/* The chosen body of a kind, or NULL. */
static const struct tnefi_body_kept *counting(const struct tnef_bodies *b, uint32_t kind)
{
    return b->counting[SLOT(kind)] != NOBODY ? first_body(b) + b->counting[SLOT(kind)] : NULL;
}

/* The body to show. Chosen bodies may be missing, if only a part of the message was passed on. */
static const struct tnefi_body_kept *best(const struct tnef_bodies *b, uint32_t *reason)
{
    const struct tnefi_body_kept *html = counting(b, TNEF_PART_HTML);
    const struct tnefi_body_kept *plain = counting(b, TNEF_PART_PLAIN);
    const struct tnefi_body_kept *rtf = counting(b, TNEF_PART_RTF);
    tnef_message_info m = b->message;
    uint32_t empty = 0;

    m.html = html != NULL;
    m.plain = plain != NULL;
    m.rtf = rtf != NULL;
    if (html != NULL && !html->not_empty)
        empty |= 1u << TNEF_PART_HTML;
    if (plain != NULL && !plain->not_empty)
        empty |= 1u << TNEF_PART_PLAIN;
    switch (tnef_body_best(&m, rtf != NULL ? rtf->rtf_kind : 0, empty, reason)) {
    case TNEF_PART_HTML:
        return html;
    case TNEF_PART_PLAIN:
        return plain;
    case TNEF_PART_RTF:
        return rtf;
    default:
        return NULL;
    }
}

/* A way to get a form: from a body of |kind|, and if that is RTF, only from one of |rtf_kinds| (bits). */
struct way {
    uint32_t kind, rtf_kinds, source;
};

#define RTF_IS(kind) (1u << ((kind)&3u))
_Static_assert(RTF_IS(TNEF_RTF_UNKNOWN) != RTF_IS(TNEF_RTF_RICH)
                   && RTF_IS(TNEF_RTF_RICH) != RTF_IS(TNEF_RTF_FROM_HTML)
                   && RTF_IS(TNEF_RTF_FROM_HTML) != RTF_IS(TNEF_RTF_FROM_TEXT)
                   && RTF_IS(TNEF_RTF_FROM_TEXT) != RTF_IS(TNEF_RTF_UNKNOWN),
               "a bit for each kind");
#define RTF_IS_ANY (RTF_IS(TNEF_RTF_RICH) | RTF_IS(TNEF_RTF_FROM_HTML) | RTF_IS(TNEF_RTF_FROM_TEXT))

static const struct way to_html[] = {
    { TNEF_PART_HTML, 0, TNEF_BODY_FROM_PROPERTY },
    { TNEF_PART_RTF, RTF_IS_ANY, TNEF_BODY_FROM_RTF },
    { TNEF_PART_PLAIN, 0, TNEF_BODY_FROM_TEXT },
};

static const struct way to_text[] = {
    { TNEF_PART_PLAIN, 0, TNEF_BODY_FROM_PROPERTY },
    { TNEF_PART_RTF, RTF_IS(TNEF_RTF_FROM_TEXT), TNEF_BODY_FROM_RTF },
    { TNEF_PART_HTML, 0, TNEF_BODY_FROM_HTML },
    { TNEF_PART_RTF, RTF_IS_ANY, TNEF_BODY_FROM_RTF },
};

static int is_empty(const struct tnefi_body_kept *body, uint32_t rtf_kinds)
{
    return body->kind == TNEF_PART_RTF ? (rtf_kinds & RTF_IS(body->rtf_kind)) == 0 : !body->not_empty;
}

/* The best way to a form: the first whose body is there and not empty. If all are empty, the first that is
 * not RTF, else RTF; NULL if no way has a body. */
static const struct way *best_way(const struct tnef_bodies *b, const struct way *ways, size_t count)
{
    const struct way *any = NULL;

    for (size_t i = 0; i < count; i++) {
        const struct tnefi_body_kept *body = counting(b, ways[i].kind);

        if (body == NULL)
            continue;
        if (!is_empty(body, ways[i].rtf_kinds))
            return &ways[i];
        if (any == NULL || any->kind == TNEF_PART_RTF)
            any = &ways[i];
    }
    return any;
}

static const struct tnefi_body_kept *giving(const struct tnef_bodies *b, uint32_t form, uint32_t *source)
{
    const struct way *way = form == TNEF_BODY_HTML ? best_way(b, to_html, sizeof to_html / sizeof *to_html)
                                                   : best_way(b, to_text, sizeof to_text / sizeof *to_text);
    const struct tnefi_body_kept *body = way != NULL ? counting(b, way->kind) : NULL;

    if (body == NULL)
        return NULL;
    *source = body->kind == TNEF_PART_RTF ? tnefi_body_source(body) : way->source;
    return body;
}

int tnef_bodies_choose(const tnef_bodies *bodies, uint32_t form, tnef_body_choice *out)
{
    const struct tnef_bodies *b = bodies;
    const struct tnefi_body_kept *body = NULL;
    tnef_body_choice c = { .size = sizeof c };
    uint32_t reason = TNEF_BEST_NONE;
    uint32_t source = TNEF_BODY_FROM_NOTHING;

    tnefi_base_fill(out, &c, sizeof c);
    if (b->live.current == NULL)
        return 0;
    if (form == TNEF_BODY_BEST)
        body = best(b, &reason);
    else if (form == TNEF_BODY_HTML || form == TNEF_BODY_TEXT)
        body = giving(b, form, &source);
    else if (form == TNEF_BODY_RTF)
        body = counting(b, TNEF_PART_RTF);
    if (body == NULL)
        return 0;
    c.index = (uint32_t)(body - first_body(b));
    c.source = source != TNEF_BODY_FROM_NOTHING ? source : tnefi_body_source(body);
    c.reason = reason;
    c.form = form != TNEF_BODY_BEST ? form : tnefi_body_form(body);
    if (form == TNEF_BODY_BEST && c.form == TNEF_BODY_RTF)
        c.form = TNEF_BODY_HTML;
    tnefi_base_fill(out, &c, sizeof c);
    return 1;
}
