/* SPDX-License-Identifier: MIT */

/* Work of mail in mail: bytes touched are within the bound of mail.h. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "inner_log.h"
#include "touched.h"
#include "writer.h"

#include <stdlib.h>
#include <string.h>

/* What a mail costs in all pieces. Bytes of inner mails count as often as they are read. */
static void check_work(struct inner_log *l, const struct mail *m, const char *name)
{
    for (size_t i = 0; i < TOUCHED_PIECES; i++) {
        size_t piece = touched_pieces[i];
        uint64_t before = touched_now();

        inner_run(l, NULL, m, piece, NULL);
        if (!touched_within("mail", touched_now() - before, m->len + l->inner_bytes,
                            piece > 0 ? m->len / piece + 2u : 2u))
            fail_msg("%s by %zu", name, piece);
    }
}

static void inner_mail_work_is_bounded(void **state)
{
    struct inner_log *l = calloc(1, sizeof *l);

    (void)state;
    if (!touched_counts())
        skip();
    assert_non_null(l);
    l->quiet = 1;
    for (uint32_t depth = 1; depth < 4u; depth++) {
        struct mail filler = { 0 };
        struct mail m;
        uint8_t *tnef;
        size_t len;

        mail_text(&filler, "Subject: x\n\n");
        mail_repeat(&filler, "=\n \n-\nbegin 644 a\n", 4000);
        tnef = inner_stream("a.eml", filler.p, filler.len, &len);
        m = inner_mail(tnef, len);
        free(tnef);
        mail_free(&filler);
        for (uint32_t i = 1; i < depth; i++) {
            tnef = inner_stream("a.eml", m.p, m.len, &len);
            mail_free(&m);
            m = inner_mail(tnef, len);
            free(tnef);
        }
        check_work(l, &m, "inner mails in each other");
        mail_free(&m);
    }
    free(l);
}

/* Beginning a mail, a stream and a message has its price, so the dearest attachments are those that
 * are next to nothing but begin all three. */
static void inner_mails_that_are_small_are_bounded(void **state)
{
    static const char *const mails[] = { "a:\n\n", "a:\n\n$R", "a:\n\nbegin 644 a\n$U",
        "Content-Type:multipart/mixed;boundary=a\n\n--a\n\n$R\n--a\n\n$R\n--a\n\n$R\n--a\n\n$R\n" };
    struct inner_log *l = calloc(1, sizeof *l);
    struct tw empty;
    uint8_t *stream;
    size_t stream_len;

    (void)state;
    if (!touched_counts())
        skip();
    assert_non_null(l);
    l->quiet = 1;
    tw_init(&empty);
    tw_stream(&empty, 1);
    stream = tw_take(&empty, &stream_len);
    for (size_t i = 0; i < sizeof mails / sizeof mails[0]; i++) {
        struct mail inner = { .tnef = stream, .tnef_len = stream_len };
        struct mail m;
        struct tw w;
        uint8_t *tnef;
        size_t len;

        mail_text(&inner, mails[i]);
        tw_init(&w);
        tw_head(&w);
        for (uint32_t n = 0; n < 2000u; n++)
            tw_attachment(&w, "a", inner.p, inner.len);
        tnef = tw_take(&w, &len);
        m = inner_mail(tnef, len);
        check_work(l, &m, mails[i]);
        free(tnef);
        mail_free(&m);
        mail_free(&inner);
    }
    free(stream);
    free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inner_mail_work_is_bounded),
        cmocka_unit_test(inner_mails_that_are_small_are_bounded),
    };

    return cmocka_run_group_tests_name("touched_inner", tests, NULL, NULL);
}
