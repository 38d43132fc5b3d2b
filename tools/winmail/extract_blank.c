/* SPDX-License-Identifier: MIT */
/* Whether there is anything to see in the bodies of a message: one that holds blanks or empty markup says
 * no more than one that is empty. It is the text of each that is looked at, up to its first character
 * that can be seen. */

#include "extract.h"

/* A look at text that comes in pieces. */
struct look {
    char held[4];               /* the character that is under way,                               */
    size_t len;                 /* and how many bytes of it                                       */
    int seen;                   /* there is something                                             */
};

static tnef_status look_at(void *user, const void *buf, size_t len, size_t *taken)
{
    struct look *l = user;
    const char *p = buf;
    uint32_t c;

    (void)taken;
    for (size_t i = 0; i < len; i++) {
        l->held[l->len++] = p[i];
        if (text_decode(l->held, l->len, &c) == 0)
            continue;
        l->len = 0;
        if (!text_is_blank(c)) {
            l->seen = 1;
            return TNEF_STOPPED;
        }
    }
    return TNEF_OK;
}

int extract_is_blank(tnef_bodies *bodies)
{
    for (uint32_t i = 0; i < tnef_bodies_count(bodies); i++) {
        struct look l = { .len = 0 };

        if (tnef_bodies_deliver(bodies, i, TNEF_BODY_TEXT, look_at, &l) != TNEF_OK || l.seen)
            return 0;
    }
    return 1;
}
