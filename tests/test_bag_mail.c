/* SPDX-License-Identifier: MIT */

/* Bags of messages in mail: readers of inner mails are made when they are needed, long after the
 * caller's list is gone. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <tnef/bag.h>
#include <tnef/mail.h>
#include <tnef/mapi.h>

#include "bag_dump.h"
#include "bag_sample.h"
#include "counting_alloc.h"
#include "mail_writer.h"
#include "writer.h"

#define HEAD "$HContent-Type: application/ms-tnef; name=winmail.dat\n" \
             "Content-Transfer-Encoding: base64\n\n$B"

static struct mail mail_with(const uint8_t *tnef, size_t len)
{
    struct mail m = {.tnef = tnef, .tnef_len = len};

    mail_text(&m, HEAD);
    m.tnef = NULL;
    return m;
}

/* A mail with a stream that has the sample's mail as attachment. */
static struct mail nested(void)
{
    struct mail inner, outer;
    struct tw w;
    size_t len;
    uint8_t *buf = bag_sample(&len);

    inner = mail_with(buf, len);
    free(buf);
    tw_init(&w);
    tw_head(&w);
    tw_subject(&w, "outside");
    tw_attachment(&w, "fwd.eml", inner.p, inner.len);
    mail_free(&inner);
    buf = tw_take(&w, &len);
    outer = mail_with(buf, len);
    free(buf);
    return outer;
}

static int on_message(void *user, const tnef_message_info *m)
{
    bag_dump(user, m->bag);
    return TNEF_CONTINUE;
}

/* A list in memory of its own, which is destroyed when the mail reader is made. */
struct list {
    char name[9];
    uint8_t guid[2][16];
    tnef_bag_key keys[3];
    tnef_bag_config bag;
    uint64_t newer[3];            /* fields that a later version may append                        */
};

static void list_make(struct list *l)
{
    static const uint8_t guids[2][16] = {TNEF_PS_PUBLIC_STRINGS_BYTES,
                                         TNEF_PSETID_APPOINTMENT_BYTES};

    memset(l, 0, sizeof *l);
    memcpy(l->name, "Keywords", 9);
    memcpy(l->guid, guids, sizeof guids);
    l->keys[0].number = TW_P_SUBJECT;
    l->keys[1].guid = l->guid[0];
    l->keys[1].name = l->name;
    l->keys[2].guid = l->guid[1];
    l->keys[2].number = 0x8208;
    l->bag.size = sizeof l->bag + sizeof l->newer;
    l->bag.count = 3;
    l->bag.wanted = l->keys;
}

static tnef_status run(struct message_log *log, const tnef_allocator *alloc, uint32_t descend)
{
    static const tnef_reader_handlers handlers = {.size = sizeof handlers, .message_end = on_message};
    struct list list;
    tnef_reader_config reader = {
        .size = sizeof reader, .handlers = &handlers, .user = log, .bag = &list.bag};
    const tnef_mail_config cfg = {.size = sizeof cfg, .reader = &reader, .descend = descend};
    struct mail m = nested();
    tnef_mail *mail = NULL;
    tnef_status status;

    list_make(&list);
    assert_true(tnef_mail_size(&cfg) > 0);
    status = tnef_mail_new(&mail, &cfg, alloc);
    memset(&list, 0xFF, sizeof list);
    if (status == TNEF_OK)
        status = tnef_mail_feed(mail, m.p, m.len, NULL);
    if (status == TNEF_OK)
        status = tnef_mail_finish(mail);
    tnef_mail_free(mail);
    mail_free(&m);
    return status;
}

static void mail_bags_at_every_level(void **state)
{
    struct message_log log;

    (void)state;
    message_log_init(&log);
    assert_int_equal(run(&log, NULL, TNEF_MAIL_DESCEND_ALWAYS), TNEF_OK);
    assert_non_null(strstr(log.text, "bag[0] 0037.001e f=1 n=1 string=\"outside\" @"));
    assert_non_null(strstr(log.text, "bag[0] 0037.001e f=1 n=1 string=\"Gr\xC3\xBC\xC3\x9F" "e\" @"));
    assert_non_null(strstr(log.text, "bag[1] 8003.101f f=0 n=2 string=\"Red\" string=\"A,B\" @"));
    assert_non_null(strstr(log.text, "bag[2] 8001.001e f=0 n=1 string=\"Caf\xC3\xA9\" @"));
    message_log_clear(&log);
    assert_int_equal(run(&log, NULL, TNEF_MAIL_DESCEND_NEVER), TNEF_OK);
    assert_non_null(strstr(log.text, "string=\"outside\" @"));
    assert_null(strstr(log.text, "string=\"Red\""));
    message_log_free(&log);
}

static void mail_bags_every_failing_allocation(void **state)
{
    struct counting_alloc c;
    struct message_log log;
    uint64_t n;

    (void)state;
    message_log_init(&log);
    for (n = 1;; n++) {
        tnef_status status;

        counting_alloc_init(&c, n);
        message_log_clear(&log);
        status = run(&log, &c.alloc, TNEF_MAIL_DESCEND_ALWAYS);
        assert_int_equal(c.held, 0);
        if (c.calls < n) {
            assert_int_equal(status, TNEF_OK);
            break;
        }
        assert_true(status == TNEF_E_MEMORY || status == TNEF_OK);
    }
    assert_true(n > 6);
    message_log_free(&log);
}

static void mail_bags_wrong_lists_are_refused(void **state)
{
    static const tnef_bag_key bad[] = {TNEF_BAG_ID(0x37), TNEF_BAG_ID(0)};
    tnef_bag_config bag = {.size = sizeof bag, .count = 2, .wanted = bad};
    const tnef_reader_config reader = {.size = sizeof reader, .bag = &bag};
    const tnef_mail_config cfg = {.size = sizeof cfg, .reader = &reader};
    tnef_mail *mail;

    (void)state;
    assert_int_equal(tnef_mail_size(&cfg), 0);
    assert_int_equal(tnef_mail_new(&mail, &cfg, NULL), TNEF_E_ARGUMENT);
    bag.count = UINT32_MAX;
    assert_int_equal(tnef_mail_size(&cfg), 0);
    assert_int_equal(tnef_mail_new(&mail, &cfg, NULL), TNEF_E_ARGUMENT);
    bag.count = 1;
    assert_true(tnef_mail_size(&cfg) > 0);
    assert_int_equal(tnef_mail_new(&mail, &cfg, NULL), TNEF_OK);
    tnef_mail_free(mail);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mail_bags_at_every_level),
        cmocka_unit_test(mail_bags_every_failing_allocation),
        cmocka_unit_test(mail_bags_wrong_lists_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
