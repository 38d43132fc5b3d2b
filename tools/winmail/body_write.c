/* SPDX-License-Identifier: MIT */
/* Where the bodies of winmail body go: to standard output, or to pages that wait. */

#define _POSIX_C_SOURCE 200809L

#include "body.h"

#include <errno.h>

void body_fail(struct reading *r, int error, const char *where)
{
    if (r->failed == 0) {
        r->failed = error != 0 ? error : EIO;
        r->where = where;
    }
}

struct text *body_text_of(struct reading *r)
{
    return &r->texts[r->nest.level];
}

/* What waits is counted twice: here so that it is bounded too, and when it is printed. */
static tnef_status to_page(void *user, const void *buf, size_t len, size_t *taken)
{
    struct reading *r = user;
    size_t may;

    (void)taken;
    r->waiting.limit = r->source->budget->limit;
    r->waiting.in = r->source->budget->in;
    may = budget_take(&r->waiting, len);
    fwrite(buf, 1, may, r->page->f);
    page_added(r->page);
    r->full |= may < len;
    return may == len && r->page->failed == 0 ? TNEF_OK : TNEF_STOPPED;
}

static tnef_status to_stdout(void *user, const void *buf, size_t len, size_t *taken)
{
    struct reading *r = user;
    size_t may = budget_take(r->source->budget, len);

    (void)taken;
    if (r->terminal)            /* it would take control characters for commands */
        safe_lines_feed(&r->lines, stdout, buf, may);
    else
        fwrite(buf, 1, may, stdout);
    r->full |= may < len;
    if (ferror(stdout) && output_flush() != 0) {
        r->failed = EIO;
        r->said = 1;
    }
    return r->failed == 0 && may == len ? TNEF_OK : TNEF_STOPPED;
}

int body_print_piece(void *user, const void *buf, size_t len)
{
    return to_stdout(user, buf, len, NULL) == TNEF_OK ? 0 : -1;
}

/* Where bodies of attached mail wait: those of the mail around it, which ends later. */
struct page *body_page_of(struct reading *r)
{
    struct page *p = &r->texts[r->nest.level - 1].after;

    if (p->f == NULL)
        page_open(p);
    return p;
}

void body_deliver(struct reading *r, const tnef_body_choice *choice)
{
    struct page *p = r->nest.level > 0 ? body_page_of(r) : NULL;
    struct collector *c = &body_text_of(r)->of;
    tnef_status status;

    if (p != NULL && p->f == NULL) {
        body_fail(r, ENOMEM, NULL);
        return;
    }
    r->page = p;
    status = collector_deliver(c, choice, p != NULL ? to_page : to_stdout, r, &r->anomalies);
    if (status == TNEF_E_CALLBACK)
        body_fail(r, collector_failure(c), temporary_folder());
    if (r->delivered == TNEF_OK && status != TNEF_STOPPED)
        r->delivered = status;
    if (p == NULL)
        safe_lines_end(&r->lines, stdout);
}
