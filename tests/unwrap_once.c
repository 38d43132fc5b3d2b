/* SPDX-License-Identifier: MIT */

#include "unwrap_check.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

void uw_hello(struct tw *w)
{
    uw_note(w, "Hello Bob.\r\n");
}

void uw_run_once(void (*make)(struct tw *w), const char *form, const char *eol, const struct uw_way *way,
                 struct uw_result *r)
{
    struct tw w;
    char *base64, *mail;

    make(&w);
    base64 = uw_armor(&w, eol, 0);
    mail = uw_fill(form, base64, eol);
    uw_run(mail, way, r);
    if (r->status == TNEF_OK && r->info.replaced == 0) {
        assert_int_equal(r->out.len, strlen(mail));
        assert_memory_equal(r->out.out, mail, r->out.len);
    }
    free(mail);
    free(base64);
}
