/* SPDX-License-Identifier: MIT */
/* Texts that grow; see page.h. */

#define _POSIX_C_SOURCE 200809L

#include "page.h"
#include "winmail.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void fail(struct page *p)
{
    if (p->failed == 0)
        p->failed = errno != 0 ? errno : EIO;
}

void page_open(struct page *p)
{
    memset(p, 0, sizeof *p);
    p->f = open_memstream(&p->text, &p->len);
    if (p->f == NULL)
        fail(p);
}

/* The text so far moves to a file. */
static void to_disk(struct page *p)
{
    int fd = temporary_file();
    FILE *f = fd >= 0 ? fdopen(fd, "w+b") : NULL;

    if (f == NULL || fflush(p->f) != 0 || fwrite(p->text, 1, p->len, f) != p->len) {
        fail(p);
        if (f != NULL)
            fclose(f);
        else if (fd >= 0)
            close(fd);
        return;
    }
    fclose(p->f);
    free(p->text);
    p->text = NULL;
    p->f = f;
    p->on_disk = 1;
}

void page_added(struct page *p)
{
    errno = 0;
    if (p->f == NULL)
        return;
    if (ferror(p->f))
        fail(p);
    if (!p->on_disk && p->failed == 0 && ftello(p->f) > (off_t)PAGE_MEMORY)
        to_disk(p);
}

int page_is_empty(struct page *p)
{
    return p->f == NULL || ftello(p->f) <= 0;
}

/* Reads what is on disk, and goes on writing after it. */
static int each_of_file(struct page *from, int (*take)(void *user, const void *buf, size_t len),
                        void *user)
{
    char buf[8192];
    int answer = 0;
    size_t n;

    if (fseeko(from->f, 0, SEEK_SET) != 0)
        fail(from);
    while (answer == 0 && from->failed == 0 && (n = fread(buf, 1, sizeof buf, from->f)) > 0)
        answer = take(user, buf, n);
    if (ferror(from->f) || fseeko(from->f, 0, SEEK_END) != 0)
        fail(from);
    return answer;
}

int page_each(struct page *from, int (*take)(void *user, const void *buf, size_t len), void *user)
{
    errno = 0;
    if (from->f == NULL || fflush(from->f) != 0)
        fail(from);
    else if (from->on_disk)
        return each_of_file(from, take, user);
    else
        return take(user, from->text, from->len);
    return -1;
}

static int print_piece(void *user, const void *buf, size_t len)
{
    fwrite(buf, 1, len, user);
    return 0;
}

void page_print(FILE *f, struct page *from)
{
    (void)page_each(from, print_piece, f);
}

void page_add_page(struct page *to, struct page *from)
{
    if (to->f == NULL || from->f == NULL)
        return;
    if (from->on_disk && !to->on_disk && to->failed == 0)
        to_disk(to);
    page_print(to->f, from);
    page_added(to);
    if (to->failed == 0)
        to->failed = from->failed;
}

void page_close(struct page *p)
{
    if (p->f != NULL)
        fclose(p->f);
    free(p->text);
    p->f = NULL;
    p->text = NULL;
    p->on_disk = 0;
}
