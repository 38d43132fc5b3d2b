/* SPDX-License-Identifier: MIT */
/* The store of bodies: one row of bytes. The first max_memory are in pages, the others in the spool. */

#include "body/priv.h"

#include "base/touch.h"

#include <string.h>

/* The bytes of a page; the last one may be shorter. */
static size_t page_size(const struct tnef_bodies *b, uint32_t page)
{
    uint32_t from = page * PAGE_SIZE;

    return b->max_memory - from < PAGE_SIZE ? b->max_memory - from : PAGE_SIZE;
}

/* Where |at|, which is below max_memory, is in its page, and how many bytes are there from it. */
static size_t place(const struct tnef_bodies *b, uint64_t at, uint32_t *page, size_t *offset)
{
    *page = (uint32_t)(at / PAGE_SIZE);
    *offset = (size_t)(at % PAGE_SIZE);
    return page_size(b, *page) - *offset;
}

static uint64_t room(const struct tnef_bodies *b)
{
    uint64_t all = b->max_memory;

    if (b->spool.write != NULL)
        all += b->max_spool;
    return all - b->live.top;
}

static tnef_status add_to_page(struct tnef_bodies *b, const uint8_t *p, size_t n, size_t *done)
{
    uint32_t page;
    size_t offset;
    size_t there = place(b, b->live.top, &page, &offset);

    *done = 0;
    if (b->page[page] == NULL) {
        b->page[page] = b->alloc.alloc(b->alloc.user, page_size(b, page));
        if (b->page[page] == NULL)
            return tnefi_body_fail(b, TNEF_E_MEMORY, 0);
    }
    *done = n < there ? n : there;
    memcpy(b->page[page] + offset, p, *done);
    TNEFI_TOUCH(*done);
    return TNEF_OK;
}

static tnef_status add_to_spool(struct tnef_bodies *b, const uint8_t *p, size_t n, size_t *done)
{
    int answer;

    b->live.busy = 1;
    answer = b->spool.write(b->spool.user, b->live.top - b->max_memory, p, n);
    b->live.busy = 0;
    *done = n;
    TNEFI_TOUCH(n);
    return answer == 0 ? TNEF_OK : tnefi_body_fail(b, TNEF_E_CALLBACK, answer);
}

tnef_status tnefi_body_store_add(struct tnef_bodies *b, const uint8_t *p, size_t n, size_t *done)
{
    uint64_t most = room(b);
    tnef_status status = TNEF_OK;
    size_t all = n < most ? n : (size_t)most;
    size_t step;

    for (*done = 0; *done < all && status == TNEF_OK; *done += step) {
        if (b->live.top < b->max_memory)
            status = add_to_page(b, p + *done, all - *done, &step);
        else
            status = add_to_spool(b, p + *done, all - *done, &step);
        b->live.top += step;
    }
    return status;
}

int tnefi_body_store_read(struct tnef_bodies *b, uint64_t at, uint8_t *p, size_t n)
{
    int answer;

    while (n > 0 && at < b->max_memory) {
        uint32_t page;
        size_t offset;
        size_t step = place(b, at, &page, &offset);

        step = step < n ? step : n;
        memcpy(p, b->page[page] + offset, step);
        TNEFI_TOUCH(step);
        p += step;
        at += step;
        n -= step;
    }
    if (n == 0)
        return 0;
    b->live.busy = 1;
    answer = b->spool.read(b->spool.user, at - b->max_memory, p, n);
    b->live.busy = 0;
    return answer;
}

void tnefi_body_store_free(struct tnef_bodies *b)
{
    TNEFI_TOUCH(b->pages);
    for (uint32_t i = 0; i < b->pages; i++)
        if (b->page[i] != NULL)
            b->alloc.release(b->alloc.user, b->page[i], page_size(b, i));
}
