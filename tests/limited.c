/* SPDX-License-Identifier: MIT */

#include "limited.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <stdlib.h>

#include "vectors.h"

void limited_take(struct limited *s, struct tw *w)
{
    s->in = tw_take(w, &s->len);
    recording_init(&s->r);
}

void limited_take_vector(struct limited *s, const char *name)
{
    s->in = vector_bytes(name, &s->len);
    recording_init(&s->r);
}

void limited_drop(struct limited *s)
{
    recording_free(&s->r);
    free(s->in);
}

void limited_run(struct limited *s, const tnef_decoder_limits *limits)
{
    recording_run(&s->r, s->in, s->len, &(struct plan){ .limits = limits });
    assert_string_equal(s->r.bad, "");
}

size_t limited_count(const struct recording *r, uint32_t type)
{
    size_t n = 0;

    for (size_t i = 0; i < r->count; i++)
        n += r->records[i].type == type;
    return n;
}

const struct record *limited_nth(const struct recording *r, uint32_t type, size_t n)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->records[i].type == type && n-- == 0)
            return &r->records[i];
    fail_msg("there is no such event: %s", tnef_event_name(type));
    return NULL;
}
