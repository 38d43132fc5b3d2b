/* SPDX-License-Identifier: MIT */

/* Mail in which streams are: whom the mail names, for a message that names nobody, or nobody's address. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "meeting_maker.h"
#include "unwrap_check.h"

#define TYPE  "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n"
#define PART  "\n--outer\n" UW_HEAD "\n%\n--outer--\n"
#define PART_FORM "\n--outer\n" UW_HEAD "\n%%\n--outer--\n" /* of snprintf() */
#define WHOLE UW_HEAD "\n%"
#define ASKED ";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:"
#define MAY   ";ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:"

static struct mm_meeting meeting;

static void make(struct tw *w)
{
    mm_make(w, &meeting);
}

/* A meeting of a class whose message names nobody. */
static void of(const char *message_class)
{
    meeting = mm_meeting_of(message_class);
    meeting.from = meeting.from_address = NULL;
    meeting.rows = NULL;
    meeting.row_count = 0;
}

/* What comes out, with its folded lines joined. To be freed. */
static char *unwrapped(void (*maker)(struct tw *w), const char *form, uint32_t *left_out)
{
    const struct uw_way way = { .twice = 0 };
    struct uw_result r;
    size_t n = 0;

    uw_run_once(maker, form, "\r\n", &way, &r);
    assert_int_equal(r.status, TNEF_OK);
    assert_int_equal(r.info.replaced, 1);
    for (size_t i = 0; i < r.out.len; i++) {
        if (strncmp(r.out.out + i, "\r\n ", 3) == 0)
            i += 2;
        else
            r.out.out[n++] = r.out.out[i];
    }
    r.out.out[n] = '\0';
    if (left_out != NULL)
        *left_out = r.info.left_out;
    return r.out.out;
}

static void expect_once(const char *form, const char *const *has, size_t count, const char *lacks)
{
    char *text = unwrapped(make, form, NULL);

    for (size_t i = 0; i < count; i++)
        cw_has(text, has[i]);
    if (lacks != NULL)
        cw_lacks(text, lacks);
    free(text);
}

#define EXPECT(form, lacks, ...) \
  do { \
    static const char *const has[] = { __VA_ARGS__ }; \
    expect_once(form, has, sizeof has / sizeof has[0], lacks); \
  } while (0)

/* ---- Meetings ------------------------------------------------------------------------------ */

static void answers(void **state)
{
    uint32_t left_out;
    char *text;

    (void)state;
    of("IPM.Schedule.Meeting.Resp.Pos");
    EXPECT("From: Ann <ann@example.org>\nTo: Bob Stone <bob@example.org>, cyd@example.org\n" TYPE PART,
           "mailto:cyd", "method=REPLY\r\n", "\r\nMETHOD:REPLY\r\n",
           "\r\nORGANIZER;CN=\"Bob Stone\":mailto:bob@example.org\r\n",
           "\r\nATTENDEE;CN=\"Ann\";PARTSTAT=ACCEPTED:mailto:ann@example.org\r\n");
    EXPECT("From: Ann <ann@example.org>\nTo: Bob Stone <bob@example.org>\n" WHOLE, NULL,
           "\r\nORGANIZER;CN=\"Bob Stone\":mailto:bob@example.org\r\n");
    text = unwrapped(make, "From: ann@example.org\n" TYPE PART, &left_out);
    cw_lacks(text, "METHOD");
    assert_true((left_out & TNEF_CONVERT_NO_ORGANIZER) != 0);
    free(text);
    /* What the message says counts. */
    meeting.from = "Ann Other";
    meeting.from_address = "ann@example.net";
    EXPECT("From: Ann <ann@example.org>\nTo: bob@example.org\n" TYPE PART, "ann@example.org:",
           "\r\nATTENDEE;CN=\"Ann Other\";PARTSTAT=ACCEPTED:mailto:ann@example.net\r\n");
    meeting.from_address = NULL;
    EXPECT("From: Ann <ann@example.org>\nTo: bob@example.org\n" TYPE PART, NULL,
           "\r\nATTENDEE;CN=\"Ann Other\";PARTSTAT=ACCEPTED:mailto:ann@example.org\r\n");
}

static void requests(void **state)
{
    static const struct mm_row rows[] = { { 1, "Dan", "dan@example.com", 0 } };

    (void)state;
    of("IPM.Schedule.Meeting.Request");
    EXPECT("From: Ann <ann@example.org>\nTo: Bob <bob@example.org>, cyd@example.org\n"
           "Cc: \"Room, 5\" <room@example.org>, Ann <ANN@example.org>\n" TYPE PART,
           "ATTENDEE;CN=\"Ann\"", "\r\nMETHOD:REQUEST\r\n",
           "\r\nORGANIZER;CN=\"Ann\":mailto:ann@example.org\r\n",
           "\r\nATTENDEE;CN=\"Bob\"" ASKED "bob@example.org\r\nATTENDEE" ASKED "cyd@example.org\r\n"
           "ATTENDEE;CN=\"Room, 5\"" MAY "room@example.org\r\n");
    /* Names are for a mail that names nobody. */
    meeting.to_names = "Eve";
    EXPECT("From: ann@example.org\nTo: bob@example.org\n" TYPE PART, "Eve",
           "\r\nATTENDEE" ASKED "bob@example.org\r\n");
    EXPECT("From: ann@example.org\nCc: bob@example.org\n" TYPE PART, "Eve",
           "\r\nATTENDEE" MAY "bob@example.org\r\n");
    EXPECT("From: ann@example.org\nTo: Eve:;, ann@example.org\n" TYPE PART, "mailto:eve",
           "\r\nATTENDEE;CN=\"Eve\"");
    /* So is the mail for a message that lists nobody. */
    meeting.rows = rows;
    meeting.row_count = 1;
    EXPECT("From: ann@example.org\nTo: bob@example.org\n" TYPE PART, "bob@example.org" ASKED,
           "\r\nATTENDEE;CN=\"Dan\"" ASKED "dan@example.com\r\n");
}

/* An organizer whose address is of another system, or not known. */
static void addresses_of_an_organizer(void **state)
{
    static const struct mm_row known[] = { { 1, "bob Stone", "/o=Ex/cn=bob", 0 } };
    static const struct mm_row other[] = { { 1, "Eve", "/o=Ex/cn=eve", 0 } };

    (void)state;
    of("IPM.Schedule.Meeting.Request");
    meeting.from = "Stone, Ann";
    EXPECT("From: Ann <ann@example.org>\nTo: bob@example.org\n" TYPE PART, NULL,
           "\r\nORGANIZER;CN=\"Stone, Ann\":mailto:ann@example.org\r\n");
    of("IPM.Schedule.Meeting.Resp.Neg");
    meeting.rows = known;
    meeting.row_count = 1;
    EXPECT("From: ann@example.org\nTo: \"Bob Stone\" <bob@example.org>\n" TYPE PART, NULL,
           "\r\nORGANIZER;CN=\"bob Stone\":mailto:bob@example.org\r\n");
    meeting.rows = other;
    EXPECT("From: ann@example.org\nTo: Bob <bob@example.org>\n" TYPE PART, "mailto:bob@example.org",
           "\r\nORGANIZER;CN=\"Eve\":invalid:nomail\r\n");
}

static void task(struct tw *w)
{
    cw_begin(w, "IPM.TaskRequest");
    cw_end(w);
    tw_rend_file(w);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 5);
    tw_object_begin(w, TW_P_ATTACH_DATA, TW_IID_MESSAGE);
    tw_stream(w, TW_KEY);
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_MESSAGE_CLASS, "IPM.Task");
    tw_prop_unicode(w, TW_P_SUBJECT, "Dig");
    tw_attr_props_end(w);
    tw_object_end(w);
    tw_attr_props_end(w);
}

static void tasks(void **state)
{
    char *text = unwrapped(task, "From: ann@example.org\nTo: bob@example.org\n" TYPE PART, NULL);

    (void)state;
    cw_has(text, "\r\nMETHOD:REQUEST\r\n");
    cw_has(text, "\r\nORGANIZER:mailto:ann@example.org\r\n");
    cw_has(text, "\r\nATTENDEE" ASKED "bob@example.org\r\n");
    free(text);
}

/* ---- Receipts ------------------------------------------------------------------------------ */

static void receipt(struct tw *w)
{
    cw_begin(w, "REPORT.IPM.Note.IPNRN");
    tw_prop_unicode(w, 0x1046, "<1@x>");
    cw_end(w);
}

static void receipts(void **state)
{
    uint32_t left_out;
    char *text = unwrapped(receipt, "From: Bob <bob@example.org>\n" WHOLE, &left_out);

    (void)state;
    cw_has(text, "\r\nOriginal-Recipient: rfc822; bob@example.org\r\n"
           "Final-Recipient: rfc822; bob@example.org\r\nOriginal-Message-ID: <1@x>\r\n");
    assert_int_equal(left_out & TNEF_CONVERT_ADDRESS, 0);
    free(text);
    text = unwrapped(receipt, "From: Bob:;\n" WHOLE, &left_out);
    cw_lacks(text, "Final-Recipient");
    assert_true((left_out & TNEF_CONVERT_ADDRESS) != 0);
    free(text);
}

/* ---- Whose mail it is ---------------------------------------------------------------------- */

static void keyed(struct tw *w)
{
    cw_begin(w, meeting.message_class);
    mm_props(w, &meeting);
    tw_prop_binary(w, 0x007F, "<1@example.org>", 15);
    cw_end(w);
}

/* A mail that is attached names its own people; a stream of another mail has none of these. */
static void of_which_mail(void **state)
{
    char *text;

    (void)state;
    of("IPM.Schedule.Meeting.Request");
    EXPECT("From: eve@example.org\nTo: fay@example.org\n" TYPE "\n--outer\nContent-Type: message/rfc822\n\n"
           "From: ann@example.org\nTo: bob@example.org\nMIME-Version: 1.0\n"
           "Content-Type: multipart/mixed; boundary=inner\n\n--inner\n" UW_HEAD "\n%\n--inner--\n--outer--\n",
           "mailto:fay", "\r\nORGANIZER:mailto:ann@example.org\r\n",
           "\r\nATTENDEE" ASKED "bob@example.org\r\n");
    text = unwrapped(keyed, "From: ann@example.org\nMessage-ID: <1@example.org>\n" TYPE PART, NULL);
    cw_has(text, "\r\nORGANIZER:mailto:ann@example.org\r\n");
    free(text);
    text = unwrapped(keyed, "From: ann@example.org\nMessage-ID: <2@example.org>\n" TYPE PART, NULL);
    cw_lacks(text, "ORGANIZER");
    free(text);
    /* Two fields of a name are none. */
    EXPECT("From: ann@example.org\nFrom: eve@example.org\nTo: bob@example.org\n" WHOLE, "ORGANIZER",
           "\r\nATTENDEE" ASKED "bob@example.org\r\n");
    EXPECT("From: ann@example.org\nTo: bob@example.org\nTo: eve@example.org\n" WHOLE, "ATTENDEE",
           "\r\nORGANIZER:mailto:ann@example.org\r\n");
}

static void inside(struct tw *w)
{
    struct mm_meeting m = mm_meeting_of("IPM.Schedule.Meeting.Request");

    m.from = m.from_address = NULL;
    uw_note(w, "Hello Bob.\r\n");
    mm_attach(w, &m, 0);
}

/* In a request, whose own people are those of the mail, too. */
static void inside_request(struct tw *w)
{
    struct mm_meeting m = mm_meeting_of("IPM.Schedule.Meeting.Request");

    m.from = m.from_address = NULL;
    mm_make(w, &m);
    m.subject = "Another one";
    mm_attach(w, &m, 0);
}

/* A message in the message is not what the mail brings. */
static void not_of_a_message_inside(void **state)
{
    char *text = unwrapped(inside, "From: ann@example.org\nTo: bob@example.org\n" TYPE PART, NULL);

    (void)state;
    cw_has(text, "BEGIN:VEVENT\r\n");
    cw_lacks(text, "mailto:");
    free(text);
    text = unwrapped(inside_request, "From: ann@example.org\nTo: bob@example.org\n" TYPE PART, NULL);
    assert_int_equal(cw_count(text, "BEGIN:VEVENT\r\n"), 2);
    assert_int_equal(cw_count(text, "ORGANIZER:mailto:ann@example.org\r\n"), 1);
    free(text);
}

/* ---- Lists --------------------------------------------------------------------------------- */

/* What is not plainly a mailbox is nobody, and no name is more than plain text. */
static void lists(void **state)
{
    static const struct {
        const char *list, *expected;
    } rows[] = {
        { "bob@example.org", "|bob@example.org" },
        { "<bob@example.org>", "|bob@example.org" },
        { " Bob\n  Stone\t<bob@example.org> ", "Bob Stone|bob@example.org" },
        { "\"Stone, \\\"Bob\\\" \\\\ ;:<x@y.example>()\" <bob@example.org>",
          "Stone, ^'Bob^' \\ ;:<x@y.example>()|bob@example.org" },
        { "Bob (a (b) \\) , <x@y.example>) Stone <bob@example.org> (tail)", "Bob Stone|bob@example.org" },
        { "A team: Bob <bob@example.org>;", "Bob|bob@example.org" },
        { "nobody:;, bob@example.org", "|bob@example.org" },
        { ",, ,bob@example.org,", "|bob@example.org" },
        { "<\"b<>@,\"@example.org>", "|%22b%3C%3E@%2C%22@example.org" },
        { "<\"b\\\"b\"@example.org>", "|%22b%5C%22b%22@example.org" },
        { "=?utf-8?Q?Bob?= <bob@example.org>", "|bob@example.org" },
        { "=?utf-8?Q?B?= bob@example.org, cyd@example.org", "|cyd@example.org" },
        { "B\303\266b <bob@example.org>", "|bob@example.org" },
        { "B\001b <bob@example.org>", "B b|bob@example.org" },
        { "\"B\\\001b\" <bob@example.org>", "|bob@example.org" },
        { "Bob <bob@example.org", NULL },
        { "Bob (bob@example.org", NULL },
        { "Bob \"bob@example.org", NULL },
        { "bob@example.org\\", NULL },
        { "bob\\@example.org", NULL },
        { "\"bob@example.org\"", NULL },
        { "\"bob\"@example.org", NULL },
        { "Bob <bob@example.org> <eve@example.org>", NULL },
        { "Bob <bob@example.org> Stone", NULL },
        { "Bob <bob@example.org> \"Stone\"", NULL },
        { "<bob@example.org>: eve@example.org", NULL },
        { "<@a.example,@b.example:bob@example.org>", NULL },
        { "Bob bob@example.org", NULL },
        { "<bob@example.org,eve@example.org>", NULL },
        { "<bob@example.org\n ,eve@example.org>", NULL },
        { "Bob", NULL },
        { "", NULL },
    };

    (void)state;
    of("IPM.Schedule.Meeting.Request");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char form[1024], line[256] = "\r\nATTENDEE";
        const char *bar = rows[i].expected != NULL ? strchr(rows[i].expected, '|') : NULL;
        char *text;

        (void)snprintf(form, sizeof form, "From: ann@example.org\nTo:%s\n" TYPE PART_FORM, rows[i].list);
        text = unwrapped(make, form, NULL);
        assert_int_equal(cw_count(text, "\r\nATTENDEE"), bar != NULL);
        if (bar != NULL && bar != rows[i].expected)
            (void)snprintf(line, sizeof line, "\r\nATTENDEE;CN=\"%.*s\"" ASKED "%s\r\n",
                           (int)(bar - rows[i].expected), rows[i].expected, bar + 1);
        else if (bar != NULL)
            (void)snprintf(line, sizeof line, "\r\nATTENDEE" ASKED "%s\r\n", bar + 1);
        if (bar != NULL)
            cw_has(text, line);
        free(text);
    }
}

/* A name and an address of as many bytes as there is room for, and of one more. */
static void long_ones(void **state)
{
    char name[400], host[400], form[2048];

    (void)state;
    of("IPM.Schedule.Meeting.Request");
    for (int more = 0; more < 2; more++) {
        char *text;

        memset(name, 'n', sizeof name);
        name[324 + more] = '\0';
        memset(host, 'h', sizeof host);
        host[255 + more] = '\0';
        (void)snprintf(form, sizeof form,
                       "From: ann@example.org\nTo: %s <bob@example.org>,\n %.64s@%s\n" TYPE PART_FORM, name,
                       name, host);
        text = unwrapped(make, form, NULL);
        assert_int_equal(cw_count(text, ";CN="), !more);
        assert_int_equal(cw_count(text, "\r\nATTENDEE"), 2 - more);
        free(text);
        (void)snprintf(form, sizeof form, "From: ann@example.org\nTo: <%.64s@%s%s>\n" TYPE PART_FORM, name,
                       host, host);
        EXPECT(form, "ATTENDEE", "ORGANIZER");
    }
}

/* Those beyond the limit are told, and so they come out beside the part as it was. */
static void many(void **state)
{
    const struct uw_way way = { .twice = 0 };

    (void)state;
    of("IPM.Schedule.Meeting.Request");
    for (size_t more = 0; more < 2; more++) {
        static char form[64u * (TNEF_CONVERT_PEOPLE_MAX + 8u)];
        struct uw_result r;
        size_t n = (size_t)sprintf(form, "From: ann@example.org\nTo: ");

        for (size_t i = 0; i < TNEF_CONVERT_PEOPLE_MAX + more; i++)
            n += (size_t)sprintf(form + n, "p%zu@example.org,\n ", i);
        (void)sprintf(form + n, "ann@example.org\n" TYPE PART_FORM);
        uw_run_once(make, form, "\r\n", &way, &r);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.info.left_out & TNEF_CONVERT_PEOPLE, more ? TNEF_CONVERT_PEOPLE : 0);
        free(r.out.out);
    }
}

/* Items of a list that are nobody are passed over, but not without end. */
static void many_who_are_nobody(void **state)
{
    static char form[16u * TNEF_CONVERT_PEOPLE_MAX];
    const struct uw_way way = { .twice = 0 };

    (void)state;
    of("IPM.Schedule.Meeting.Request");
    for (size_t more = 0; more < 2; more++) {
        size_t n = (size_t)sprintf(form, "From: ann@example.org\nTo: bob@example.org,\n ");
        struct uw_result r;

        for (size_t i = 0; i + 2 < 2u * TNEF_CONVERT_PEOPLE_MAX + more; i++)
            n += (size_t)sprintf(form + n, i % 200 == 0 ? "x,\n " : "x,");
        (void)sprintf(form + n, ",,cyd@example.org\n" TYPE PART_FORM);
        uw_run_once(make, form, "\r\n", &way, &r);
        assert_int_equal(r.status, TNEF_OK);
        assert_int_equal(r.info.left_out & TNEF_CONVERT_PEOPLE, more ? TNEF_CONVERT_PEOPLE : 0);
        assert_int_equal(strstr(r.out.out, ":mailto:cyd@") != NULL, !more);
        assert_non_null(strstr(r.out.out, "mailto:bob@"));
        free(r.out.out);
    }
}

/* ---- Every way ----------------------------------------------------------------------------- */

#define LISTS "From: Ann <ann@example.org>\nTo: Bob <bob@example.org>, cyd@example.org\nCc: dan@example.org\n"

/* Two streams, which are farther from the header than is read at once. */
static char far_away[12000];

static int make_form(void **state)
{
    size_t n = (size_t)sprintf(far_away, LISTS TYPE "\n--outer\n\n");

    (void)state;
    while (n < 10000)
        n += (size_t)sprintf(far_away + n, "A line of another part.\n");
    (void)sprintf(far_away + n, "%s", "\n--outer\n" UW_HEAD "\n%" PART);
    return 0;
}

/* However it is cut, and whatever fails. */
static void in_every_way(void **state)
{
    const char *const forms[] = { LISTS TYPE PART, far_away };
    const struct uw_way way = { .twice = 0 };

    (void)state;
    of("IPM.Schedule.Meeting.Request");
    for (uint32_t i = 0; i < 2; i++) {
        struct uw_result r;
        struct tw w;
        char *base64, *mail;

        make(&w);
        base64 = uw_armor(&w, "\r\n", 0);
        mail = uw_fill(forms[i], base64, "\r\n");
        uw_run(mail, &way, &r);
        cw_has(r.out.out, "mailto:dan@");
        uw_expect(mail, r.out.out, i + 1, 0);
        free(r.out.out);
        free(mail);
        free(base64);
    }
}

/* ---- Again --------------------------------------------------------------------------------- */

static tnef_status write_to(tnef_unwrap *u, struct kept_output *out)
{
    free(out->out);
    kept_begin(out, TAKES_ALL);
    return tnef_unwrap_write(u, kept_sink, out);
}

/* Unwraps with a call of the spool that fails. Returns whether there was one. */
static int with_a_failure(const char *mail, uint32_t at, const char *text)
{
    struct uw_spool kept = { NULL, 0, 0, at };
    const tnef_spool spool = { sizeof spool, uw_spool_write, uw_spool_read, &kept };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool };
    struct kept_output out = { .out = NULL };
    tnef_unwrap *u;

    assert_int_equal(tnef_unwrap_new(&u, &cfg, NULL), TNEF_OK);
    if (tnef_unwrap_feed(u, mail, strlen(mail), NULL) == TNEF_OK && tnef_unwrap_finish(u) == TNEF_OK) {
        tnef_status status = write_to(u, &out);

        if (status != TNEF_OK)
            status = write_to(u, &out);
        assert_int_equal(status, TNEF_OK);
        assert_int_equal(out.len, strlen(text));
        assert_memory_equal(out.out, text, out.len);
    }
    free(out.out);
    free(kept.bytes);
    tnef_unwrap_free(u);
    return kept.fail_at == 0;
}

/* What was written in part comes out as a whole when it is written again. */
static void after_a_failure(void **state)
{
    const struct uw_way way = { .twice = 0 };
    struct uw_result r;
    uint32_t at = 1;
    struct tw w;
    char *base64, *mail;

    (void)state;
    of("IPM.Schedule.Meeting.Request");
    make(&w);
    base64 = uw_armor(&w, "\r\n", 0);
    mail = uw_fill(far_away, base64, "\r\n");
    uw_run(mail, &way, &r);
    assert_int_equal(cw_count(r.out.out, "mailto:dan@"), 2);
    while (with_a_failure(mail, at, r.out.out))
        at++;
    assert_true(at > 5);
    free(r.out.out);
    free(mail);
    free(base64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers),
        cmocka_unit_test(requests),
        cmocka_unit_test(addresses_of_an_organizer),
        cmocka_unit_test(tasks),
        cmocka_unit_test(receipts),
        cmocka_unit_test(of_which_mail),
        cmocka_unit_test(not_of_a_message_inside),
        cmocka_unit_test(lists),
        cmocka_unit_test(long_ones),
        cmocka_unit_test(many),
        cmocka_unit_test(many_who_are_nobody),
        cmocka_unit_test(in_every_way),
        cmocka_unit_test(after_a_failure),
    };

    return cmocka_run_group_tests(tests, make_form, NULL);
}
