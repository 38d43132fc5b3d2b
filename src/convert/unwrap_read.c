/* SPDX-License-Identifier: MIT */
/* The mail again, out of the spool: its fields, and the boundaries around a part. */

#include "convert/unwrap.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

const uint8_t *tnefi_convert_unwrap_window(struct tnef_unwrap *u, uint64_t at, uint64_t end, size_t *n)
{
    struct tnefi_convert_unwrap_live *v = &u->live;
    uint64_t from;
    int failed;

    if (at < v->window_at || at >= v->window_at + v->window_len) {
        v->window_at = at;
        v->window_len = v->size - at < UNWRAP_WINDOW ? (size_t)(v->size - at) : UNWRAP_WINDOW;
        v->busy = 1;
        failed = u->spool.read(u->spool.user, at, u->window, v->window_len);
        v->busy = 0;
        TNEFI_TOUCH(v->window_len);
        if (failed != 0) {
            v->window_len = 0;
            (void)tnefi_convert_unwrap_fail(u, TNEF_E_CALLBACK, failed);
            return NULL;
        }
    }
    from = at - v->window_at;
    *n = v->window_len - (size_t)from;
    if (*n > end - at)
        *n = (size_t)(end - at);
    return u->window + from;
}

/* ---- Fields -------------------------------------------------------------------------------- */

/* One more byte of a field. Returns whether the field ended before it. */
struct field {
    char *name;
    size_t len;
    int has_name, line_ended, is_blank;
};

static int ends_before(struct field *f, uint8_t c)
{
    if (f->line_ended && c != ' ' && c != '\t')
        return 1;
    f->line_ended = c == '\n';
    f->is_blank = f->is_blank && (c == '\r' || c == '\n');
    if (c == ':' || c == '\n')
        f->has_name = 1;
    if (!f->has_name && f->len < UNWRAP_NAME)
        f->name[f->len++] = (char)c;
    return 0;
}

int tnefi_convert_unwrap_field(struct tnef_unwrap *u, uint64_t at, uint64_t end, uint64_t *next, char *name,
                               size_t *len)
{
    struct field f = { name, 0, 0, 0, 1 };
    int is_over = 0;

    while (at < end && !is_over) {
        size_t n = 0, i = 0;
        const uint8_t *p = tnefi_convert_unwrap_window(u, at, end, &n);

        if (p == NULL)
            return 0;
        while (i < n && !is_over) {
            is_over = ends_before(&f, p[i]);
            i += !is_over;
        }
        TNEFI_TOUCH(i + 1u);
        at += i;
    }
    while (f.len > 0 && (name[f.len - 1u] == ' ' || name[f.len - 1u] == '\t'))
        f.len--;
    *next = at;
    *len = f.len;
    return !f.is_blank;
}

size_t tnefi_convert_unwrap_value(struct tnef_unwrap *u, uint64_t at, uint64_t next, char *out, size_t room)
{
    size_t len = 0;
    int is_value = 0;

    while (at < next && len < room) {
        size_t n = 0;
        const uint8_t *p = tnefi_convert_unwrap_window(u, at, next, &n);

        if (p == NULL)
            return 0;
        TNEFI_TOUCH(n);
        for (size_t i = 0; i < n && len < room; i++) {
            if (is_value && p[i] != '\r' && p[i] != '\n')
                out[len++] = (char)p[i];
            is_value = is_value || p[i] == ':';
        }
        at += n;
    }
    return len;
}

static int begins_with(const char *name, size_t len, const char *lower)
{
    size_t n = 0;

    while (lower[n] != '\0' && n < len && tnefi_base_lower((uint8_t)name[n]) == (uint8_t)lower[n])
        n++;
    TNEFI_TOUCH(n + 1u);
    return lower[n] == '\0';
}

int tnefi_convert_unwrap_is(const char *name, size_t len, const char *lower)
{
    return len == tnefi_convert_length(lower) && begins_with(name, len, lower);
}

int tnefi_convert_unwrap_is_content(const char *name, size_t len)
{
    return begins_with(name, len, "content-");
}

int tnefi_convert_unwrap_is_dropped(const char *name, size_t len)
{
    return tnefi_convert_unwrap_is_content(name, len) || tnefi_convert_unwrap_is(name, len, "mime-version")
           || tnefi_convert_unwrap_is(name, len, "x-ms-tnef-correlator");
}

int tnefi_convert_unwrap_is_mark(const char *name, size_t len)
{
    return len == sizeof UNWRAP_MARK - 1u && begins_with(name, len, "x-tnef-status");
}

/* ---- Boundaries ---------------------------------------------------------------------------- */

static int is_space(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The line that ends at |after|. 0: it is no boundary, or too long. */
static int read_delimiter(struct tnef_unwrap *u, uint64_t after)
{
    struct tnefi_convert_unwrap_guard *g = &u->guard;
    uint8_t buf[UNWRAP_DELIMITER + 64u];
    const size_t n = after < sizeof buf ? (size_t)after : sizeof buf;
    size_t end = n, from;
    int failed;

    u->live.busy = 1;
    failed = u->spool.read(u->spool.user, after - n, buf, n);
    u->live.busy = 0;
    TNEFI_TOUCH(2u * sizeof buf);
    if (failed != 0) {
        (void)tnefi_convert_unwrap_fail(u, TNEF_E_CALLBACK, failed);
        return 0;
    }
    while (end > 0 && is_space(buf[end - 1u]))
        end--;
    for (from = end; from > 0 && buf[from - 1u] != '\n' && buf[from - 1u] != '\r';)
        from--;
    if (end - from < 3u || end - from > UNWRAP_DELIMITER || (from == 0 && after > n) || buf[from] != '-'
        || buf[from + 1u] != '-')
        return 0;
    g->len[g->count] = (uint32_t)(end - from);
    memcpy(g->delimiter[g->count++], buf + from, end - from);
    return 1;
}

int tnefi_convert_unwrap_delimiters(struct tnef_unwrap *u, const struct tnefi_convert_unwrap_stream *s)
{
    memset(&u->guard, 0, sizeof u->guard);
    TNEFI_TOUCH(sizeof u->guard);
    for (uint32_t i = 0; i < s->delimiters; i++)
        if (!read_delimiter(u, s->after[i]))
            return 0;
    return 1;
}

/* A line may be a boundary of a message that is written as it was, as signed mail is. If one of the mail
 * begins with it, some readers take that for it, too. A row of dashes is a rule in a text. */
static int is_beginning(const struct tnefi_convert_unwrap_guard *g, uint32_t i)
{
    uint32_t n = g->line_len, dashes = 0;

    while (n > 0 && is_space(g->line[n - 1u]))
        n--;
    while (dashes < n && g->line[dashes] == '-')
        dashes++;
    TNEFI_TOUCH(2u * g->line_len);
    return dashes < n && n < g->len[i] && memcmp(g->line, g->delimiter[i], n) == 0;
}

/* Some readers take a line for a boundary that only begins as one. */
static void look_at_line(struct tnefi_convert_unwrap_guard *g)
{
    for (uint32_t i = 0; i < g->count; i++) {
        TNEFI_TOUCH(g->len[i]);
        if (g->line_len >= g->len[i] && memcmp(g->line, g->delimiter[i], g->len[i]) == 0)
            g->collides = 1;
        else if (is_beginning(g, i))
            g->collides = 1;
    }
}

static int may_be_boundary(const struct tnefi_convert_unwrap_guard *g)
{
    return g->line_len < 2u || (g->line[0] == '-' && g->line[1] == '-');
}

/* Of a line that does not begin with dashes two bytes are kept. */
static void line_goes_on(struct tnefi_convert_unwrap_guard *g, const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (i < n && g->line_len < UNWRAP_DELIMITER && may_be_boundary(g))
        g->line[g->line_len++] = p[i++];
    TNEFI_TOUCH(i);
}

static void line_ends(struct tnefi_convert_unwrap_guard *g)
{
    if (g->line_len > 2u)
        look_at_line(g);
    g->line_len = 0;
}

/* Lines end with LF, CR LF or CR: what is before an LF is looked through once more for CR. */
void tnefi_convert_unwrap_guard_feed(struct tnefi_convert_unwrap_guard *g, const uint8_t *p, size_t n)
{
    size_t at = 0;

    TNEFI_TOUCH(2u * n);
    while (at < n) {
        const uint8_t *lf = memchr(p + at, '\n', n - at);
        const size_t end = lf != NULL ? (size_t)(lf - p) : n;

        while (at < end) {
            const uint8_t *cr = memchr(p + at, '\r', end - at);
            const size_t stop = cr != NULL ? (size_t)(cr - p) : end;

            line_goes_on(g, p + at, stop - at);
            if (cr != NULL)
                line_ends(g);
            at = stop + (cr != NULL);
        }
        if (lf != NULL)
            line_ends(g);
        at += lf != NULL;
    }
}
