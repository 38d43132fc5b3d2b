/* SPDX-License-Identifier: MIT */
/* Collects all names of an attachment, and decides whether they agree in what matters: the extension.
 * Mail clients choose differently among the names, so the name that is shown may have another extension
 * than the one that decides which program is started. */

#include "message/priv.h"

#include "base/touch.h"

#include <string.h>

/* ---- All of them -------------------------------------------------------------------------- */

static int is_same(tnef_string a, tnef_string b)
{
    if (a.len != b.len)
        return 0;
    TNEFI_TOUCH(a.len);
    return memcmp(a.text, b.text, a.len) == 0;
}

/* Adds a name unless it is empty or there already. */
static void add(struct tnefi_message_layer *l, tnef_name *names, tnef_string text, uint32_t source)
{
    uint32_t n = l->part.name_count;

    if (text.len == 0)
        return;
    for (uint32_t i = 0; i < n; i++)
        if (is_same(names[i].text, text))
            return;
    if (n == TNEF_NAMES_MAX) {
        l->found.names_lost = 1;
        return;
    }
    names[n].text = text;
    names[n].source = source;
    l->part.name_count = n + 1u;
}

static void keep(struct tnef_reader *r, struct tnefi_message_layer *l, const tnef_name *names)
{
    tnef_part *p = &l->part;
    size_t size = p->name_count * sizeof *names;
    tnef_name *kept;

    if (size == 0)
        return;
    kept = r->now.run == RUN_FAILED || r->now.no_memory
               ? NULL
               : tnefi_message_arena_take(&r->pool, &l->a_arena, size, 1);
    if (kept != NULL) {
        memcpy(kept, names, size);
        TNEFI_TOUCH(size);
        p->names = kept;
        return;
    }
    p->name_count = 0;
    l->found.names_lost = 1;
    if (r->pool.failed)
        tnefi_message_fail(r, TNEF_E_MEMORY, 0);
    else
        tnefi_message_note(r, TNEF_A_LIMIT, TNEF_E_LIMIT_MEMORY, r->pool.limit, size);
}

void tnefi_message_part_names(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_name names[TNEF_NAMES_MAX];
    tnef_part *p = &l->part;

    add(l, names, p->long_name, TNEF_FROM_LONG);
    add(l, names, p->title, TNEF_FROM_TITLE);
    add(l, names, p->short_name, TNEF_FROM_SHORT);
    add(l, names, p->display_name, TNEF_FROM_DISPLAY);
    add(l, names, p->transport_name, TNEF_FROM_TRANSPORT);
    for (uint32_t i = 0; i < l->found.extras; i++)
        add(l, names, tnefi_message_kept_text(r, l, &l->a_arena, &l->a[(uint32_t)A_EXTRA + i]),
            l->extra_source[i]);
    keep(r, l, names);
}

/* ---- Extensions --------------------------------------------------------------------------- */

/* Extensions of more than three characters of which an 8.3 name has the first three. */
static const char *const usual[] = {
    "accdb",  "aiff",   "conf",  "config", "docm", "docx",    "dotm",  "dotx", "flac", "gzip",
    "heic",   "html",   "java",  "jpeg",   "json", "jsonl",   "mhtml", "midi", "mpeg", "numbers",
    "onepkg", "pages",  "potm",  "potx",   "ppsm", "ppsx",    "pptm",  "pptx", "pubx", "shtml",
    "sldx",   "sqlite", "text",  "tiff",   "toml", "torrent", "vcard", "vsdm", "vsdx", "webm",
    "webp",   "woff",   "xhtml", "xlsb",   "xlsm", "xlsx",    "xltm",  "xltx", "yaml",
};
#define SHORT_EXTENSION 3u

struct extension {
    tnef_string text; /* without its dot; "" if the name has none                          */
    uint8_t is_short; /* it is from an 8.3 name, and may stand for a longer one            */
};

static int is_separator(char c)
{
    return c == '/' || c == '\\';
}

/* What follows the last dot after the last separator. */
static tnef_string after_dot(tnef_string name)
{
    tnef_string e = { "", 0 };
    size_t i = name.len;

    while (i > 0 && name.text[i - 1u] != '.' && !is_separator(name.text[i - 1u]))
        i--;
    TNEFI_TOUCH(name.len - i + 1u);
    if (i == 0 || name.text[i - 1u] != '.')
        return e;
    e.text = name.text + i;
    e.len = name.len - i;
    return e;
}

/* Windows takes dots and blanks off the end of a name. */
static tnef_string without_tail(tnef_string name)
{
    size_t len = name.len;

    while (name.len > 0 && (name.text[name.len - 1u] == '.' || name.text[name.len - 1u] == ' '))
        name.len--;
    TNEFI_TOUCH(len - name.len + 1u);
    return name;
}

static int is_usual(tnef_string e)
{
    TNEFI_TOUCH(sizeof usual / sizeof usual[0]);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        if (tnefi_message_same(e, usual[i]))
            return 1;
    return 0;
}

/* Whether two extensions are the same, or one is the 8.3 form of the other, which is a usual one. */
static int agree(const struct extension *a, const struct extension *b)
{
    const struct extension *brief = a->is_short ? a : b, *whole = a->is_short ? b : a;
    tnef_string head = whole->text;

    if (tnefi_message_alike(a->text, b->text))
        return 1;
    if (!brief->is_short || brief->text.len != SHORT_EXTENSION || head.len <= SHORT_EXTENSION)
        return 0;
    head.len = SHORT_EXTENSION;
    return tnefi_message_alike(head, brief->text) && is_usual(whole->text);
}

/* All extensions that a reader could see. Each is compared with the first one that is not short, or with
 * the first one if all are short. That is enough: those that agree with it agree among each other. */
struct set {
    struct extension first;
    uint8_t there, differ;
};

static void see(struct set *s, struct extension e)
{
    if (!s->there) {
        s->first = e;
        s->there = 1;
    } else if (!agree(&s->first, &e)) {
        s->differ = 1;
    } else if (s->first.is_short && !e.is_short) {
        s->first = e;
    }
}

/* Whether a name has the '~' of 8.3 names that stand for a longer one. */
static uint8_t has_tilde(tnef_string name)
{
    size_t i = name.len;

    while (i > 0 && !is_separator(name.text[i - 1u]) && name.text[i - 1u] != '~')
        i--;
    TNEFI_TOUCH(name.len - i + 1u);
    return i > 0 && name.text[i - 1u] == '~';
}

static void see_name(struct set *s, tnef_string name, uint32_t source)
{
    tnef_string tail = without_tail(name);
    struct extension e = { { "", 0 }, 0 };

    if (name.len == 0)
        return;
    if (source == TNEF_FROM_SHORT || source == TNEF_FROM_TITLE)
        e.is_short = has_tilde(name);
    e.text = after_dot(name);
    see(s, e);
    if (tail.len != name.len) {
        e.text = after_dot(tail);
        see(s, e);
    }
}

/* The extension as a property, which may lack the dot. */
static void see_extension(struct set *s, tnef_string text)
{
    struct extension e = { after_dot(text), 0 };

    if (text.len == 0)
        return;
    if (memchr(text.text, '.', text.len) == NULL)
        e.text = text;
    TNEFI_TOUCH(text.len);
    see(s, e);
}

static int is_url(tnef_string path)
{
    for (size_t i = 0; i + 2u < path.len && i < 32u; i++)
        if (path.text[i] == ':' && path.text[i + 1u] == '/' && path.text[i + 2u] == '/')
            return 1;
    return 0;
}

/* Whether more than NULs follow the first NUL. Another reader may not take that for the end. */
static int has_more(const struct tnefi_message_kept *k)
{
    size_t i = 0, unit = k->type == TNEF_PTYP_STRING ? 2u : 1u;
    const uint8_t *p = k->bytes;

    if (k->rank == KEPT_NONE || p == NULL)
        return 0;
    while (i + unit <= k->len && (p[i] != 0 || (unit == 2u && p[i + 1u] != 0)))
        i += unit;
    while (i < k->len && p[i] == 0)
        i++;
    TNEFI_TOUCH(i);
    return i < k->len;
}

static int any_has_more(const struct tnefi_message_layer *l)
{
    for (uint32_t i = 0; i < l->found.extras; i++)
        if (has_more(&l->a[(uint32_t)A_EXTRA + i]))
            return 1;
    return has_more(&l->a[A_LONG]) || has_more(&l->a[A_SHORT]) || has_more(&l->a[A_TITLE])
           || has_more(&l->a[A_TRANSPORT]) || has_more(&l->a[A_EXTENSION]);
}

/* Whether the extension of a name is compared. */
static int is_compared(const tnef_part *p, const tnef_name *n)
{
    if (n->source == TNEF_FROM_DISPLAY)
        return p->kind != TNEF_PART_EMBEDDED;
    return n->source != TNEF_FROM_TITLE || !tnefi_message_same(n->text, "Untitled Attachment");
}

int tnefi_message_names_differ(const struct tnefi_message_layer *l)
{
    const tnef_part *p = &l->part;
    struct set s = { { { "", 0 }, 0 }, 0, 0 };

    if (l->found.names_lost || any_has_more(l))
        return 1;
    for (uint32_t i = 0; i < p->name_count; i++)
        if (is_compared(p, &p->names[i]))
            see_name(&s, p->names[i].text, p->names[i].source);
    see_extension(&s, p->extension);
    if (!is_url(p->pathname))
        see_name(&s, p->pathname, TNEF_FROM_LONG);
    if (!is_url(p->short_pathname))
        see_name(&s, p->short_pathname, TNEF_FROM_SHORT);
    return s.differ;
}
