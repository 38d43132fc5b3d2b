/* SPDX-License-Identifier: MIT */
/* Where contents are kept: pages of memory first, then the caller's spool. What is kept stays until reset. */

#include "convert/priv.h"

#include "base/touch.h"

#include <string.h>

const tnef_stored *tnefi_convert_chosen(const tnef_attachment *a)
{
    const size_t i = a->content != NULL ? a->content->index : a->content_count;

    /* It is at its index: each takes the same room in the tree, so those that have it are the first. */
    return i < a->content_count && a->contents[i]->content == a->content ? a->contents[i] : NULL;
}

/* The bytes of a page; the last one may be shorter. */
static size_t page_size(const struct tnef_convert *c, uint32_t page)
{
    uint32_t from = page * PAGE_SIZE;

    return c->max_memory - from < PAGE_SIZE ? c->max_memory - from : PAGE_SIZE;
}

static int add_to_page(struct tnef_convert *c, const uint8_t *p, size_t n, size_t *done)
{
    uint32_t page = (uint32_t)(c->live.top / PAGE_SIZE);
    size_t offset = (size_t)(c->live.top % PAGE_SIZE);
    size_t there = page_size(c, page) - offset;

    *done = 0;
    if (c->page[page] == NULL) {
        c->page[page] = c->alloc.alloc(c->alloc.user, page_size(c, page));
        if (c->page[page] == NULL)
            return tnefi_convert_fail(c, TNEF_E_MEMORY, 0);
    }
    *done = n < there ? n : there;
    memcpy(c->page[page] + offset, p, *done);
    TNEFI_TOUCH(*done);
    return TNEF_OK;
}

static int add_to_spool(struct tnef_convert *c, const uint8_t *p, size_t n, size_t *done)
{
    int answer;

    c->live.busy = 1;
    answer = c->spool.write(c->spool.user, c->live.top - c->max_memory, p, n);
    c->live.busy = 0;
    *done = n;
    TNEFI_TOUCH(n);
    return answer == 0 ? TNEF_OK : tnefi_convert_fail(c, TNEF_E_CALLBACK, answer);
}

static uint64_t room(const struct tnef_convert *c)
{
    uint64_t all = c->max_memory;

    if (c->spool.write != NULL)
        all += c->max_spool;
    return all - c->live.top;
}

int tnefi_convert_keep(void *user, const void *data, size_t len, uint64_t after, uint64_t *at, size_t *done)
{
    struct tnef_convert *c = user;
    uint64_t most = room(c);
    const uint8_t *p = data;
    size_t all = len < most ? len : (size_t)most;
    int status = TNEF_OK;
    size_t step;

    *done = 0;
    *at = c->live.top;
    if (after != UINT64_MAX && after != c->live.top)
        return 0;
    while (*done < all && status == TNEF_OK) {
        if (c->live.top < c->max_memory)
            status = add_to_page(c, p + *done, all - *done, &step);
        else
            status = add_to_spool(c, p + *done, all - *done, &step);
        c->live.top += step;
        *done += step;
    }
    return status;
}

tnef_status tnefi_convert_read(struct tnef_convert *c, uint64_t at, void *to, size_t n)
{
    uint8_t *p = to;
    int answer;

    while (n > 0 && at < c->max_memory) {
        uint32_t page = (uint32_t)(at / PAGE_SIZE);
        size_t offset = (size_t)(at % PAGE_SIZE);
        size_t step = page_size(c, page) - offset;

        step = step < n ? step : n;
        memcpy(p, c->page[page] + offset, step);
        TNEFI_TOUCH(step);
        p += step;
        at += step;
        n -= step;
    }
    if (n == 0)
        return TNEF_OK;
    c->live.busy = 1;
    answer = c->spool.read(c->spool.user, at - c->max_memory, p, n);
    c->live.busy = 0;
    return answer == 0 ? TNEF_OK : tnefi_convert_fail(c, TNEF_E_CALLBACK, answer);
}

void tnefi_convert_store_free(struct tnef_convert *c)
{
    TNEFI_TOUCH(c->pages);
    for (uint32_t i = 0; i < c->pages; i++)
        if (c->page[i] != NULL)
            c->alloc.release(c->alloc.user, c->page[i], page_size(c, i));
}
