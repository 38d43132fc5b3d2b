/* SPDX-License-Identifier: MIT */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "model_fixture.h"

void fixture_begin(struct fixture *f)
{
    memset(f, 0, sizeof *f);
    tw_init(&f->w);
    message_log_init(&f->log);
    f->limits.size = sizeof f->limits;
    f->cfg.size = sizeof f->cfg;
    f->cfg.handlers = &message_log_handlers;
    f->cfg.limits = &f->limits;
    tw_stream(&f->w, TW_KEY);
    tw_version(&f->w, 0x00010000);
    tw_codepage(&f->w, 1252, 0);
}

void fixture_run(struct fixture *f)
{
    size_t len;
    uint8_t *buf = tw_take(&f->w, &len);

    f->status = message_log_run(&f->log, &f->cfg, NULL, buf, len, 0, 0);
    free(buf);
    assert_false(f->log.broken);
    assert_int_equal(f->log.begins, f->log.ends);
}

void fixture_expect(struct fixture *f, const char *text)
{
    if (strstr(f->log.text, text) == NULL) {
        print_error("not found: %s\nin: %s", text, f->log.text);
        message_log_free(&f->log);
        fail();
    }
}

void fixture_expect_no(struct fixture *f, const char *text)
{
    if (strstr(f->log.text, text) != NULL) {
        print_error("found: %s\nin: %s", text, f->log.text);
        message_log_free(&f->log);
        fail();
    }
}

void fixture_end(struct fixture *f)
{
    message_log_free(&f->log);
}

void fixture_bare(struct fixture *f)
{
    tw_free(&f->w);
    tw_init(&f->w);
    tw_stream(&f->w, TW_KEY);
}
