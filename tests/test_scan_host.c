/* SPDX-License-Identifier: MIT */

/* Hosts that have the header split already, such as milters: they get what those get that feed the
 * mail as it is, in all rows whose header can be split; and what an MTA does to a mail before a
 * milter sees it costs no stream. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "known.h"
#include "mail_log.h"
#include "scan_cases.h"
#include "scan_log.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Splitting ----------------------------------------------------------------------------- */

/* Where the line at |at| ends, in front of its CR LF; |len| if it has none. */
static size_t line_end(const struct mail *m, size_t at)
{
    size_t i = at;

    while (i + 1u < m->len && !(m->p[i] == '\r' && m->p[i + 1u] == '\n'))
        i++;
    return i + 1u < m->len ? i : m->len;
}

static bool is_field(const struct mail *m, size_t at, size_t end)
{
    size_t i = at;

    if (at > 0 && (m->p[at] == ' ' || m->p[at] == '\t'))
        return true;
    while (i < end && m->p[i] > 32u && m->p[i] < 127u && m->p[i] != ':')
        i++;
    while (i < end && i > at && (m->p[i] == ' ' || m->p[i] == '\t'))
        i++;
    return i < end && i > at && m->p[i] == ':';
}

/* Where the blank line is, if there is nothing but fields before it and no other line end than
 * CR LF in them; else 0: no host could have split it so that there is but one way. */
static size_t header_end(const struct mail *m)
{
    size_t at = 0;

    while (at < m->len) {
        size_t end = line_end(m, at);

        if (end == m->len || end == at)
            return end == at ? at : 0;
        if (!is_field(m, at, end) || memchr(m->p + at, '\r', end - at) != NULL
            || memchr(m->p + at, '\n', end - at) != NULL)
            return 0;
        at = end + 2u;
    }
    return 0;
}

/* ---- The same as raw ----------------------------------------------------------------------- */

/* NULL, or what is different. */
static const char *differs(const struct mail *m, size_t end, uint32_t policy)
{
    const struct scan_plan raw = { .policy = policy };
    const struct scan_plan split = { .policy = policy, .header_end = end };
    struct scan_log a, b;
    const char *why = NULL;

    scan_log_run(&a, m->p, m->len, &raw);
    scan_log_run(&b, m->p, m->len, &split);
    if (b.bad[0] != 0)
        why = "a promise";
    else if (a.status != b.status || a.error.code != b.error.code)
        why = "the status";
    else if (a.anomalies != b.anomalies)
        why = "anomalies";
    else if (a.parts != b.parts || a.streams != b.streams)
        why = "numbers of parts or streams";
    else if (a.found.len > 0 && strcmp(a.found.text, b.found.text) != 0)
        why = "paths";
    else if (a.status != TNEF_E_AMBIGUOUS
             && (a.data_len != b.data_len
                 || (a.data_len > 0 && memcmp(a.data, b.data, a.data_len) != 0)))
        why = "bytes";
    scan_log_free(&a);
    scan_log_free(&b);
    return why;
}

static void host_gets_what_raw_bytes_give(void **state)
{
    unsigned bad = 0;
    unsigned rows = 0;

    (void)state;
    for (size_t t = 0; t < SCAN_TABLES; t++)
        for (const struct scan_case *c = scan_tables[t]; c->name != NULL; c++) {
            const char *why = NULL;
            struct mail m;
            size_t end;

            scan_case_mail(&m, c);
            end = header_end(&m);
            if (end > 0) {
                const struct scan_plan plan = { .header_end = end };

                rows++;
                why = differs(&m, end, TNEF_SCANNER_FIND);
                if (why == NULL)
                    why = differs(&m, end, TNEF_SCANNER_STRICT);
                if (why == NULL && m.len < 20000u)
                    why = scan_log_ways(m.p, m.len, &plan);
            }
            if (why != NULL) {
                print_error("%s: %s\n", c->name, why);
                bad++;
            }
            mail_free(&m);
        }
    print_message("%u rows\n", rows);
    assert_true(rows > 100u);
    assert_int_equal(bad, 0);
}

/* ---- Behind an MTA ------------------------------------------------------------------------- */

#define MTA_HEADER 60000u    /* bytes of a header that a milter is told */
#define MTA_PIECE  65535u    /* bytes of a body that it is handed at a time */

/* One field as a milter gets it: no blanks before the colon, the value up to its first NUL, folds
 * with LF, as much as is left of |room|. */
static void mta_field(tnef_scanner *s, const uint8_t *p, size_t len, size_t *room)
{
    const uint8_t *colon = memchr(p, ':', len);
    size_t name_len = (size_t)(colon - p);
    struct mail value = { 0 };

    for (const uint8_t *v = colon + 1; v < p + len && *v != 0; v++)
        if (*v != '\r' && *room > value.len)
            mail_bytes(&value, v, 1);
    while (name_len > 0 && (p[name_len - 1u] == ' ' || p[name_len - 1u] == '\t'))
        name_len--;
    *room -= value.len;
    assert_int_equal(tnef_scanner_header(s, (const char *)p, name_len,
                                         value.len > 0 ? (const char *)value.p : "", value.len),
                     TNEF_OK);
    mail_free(&value);
}

static void mta_header(tnef_scanner *s, const struct mail *m, size_t end)
{
    size_t room = MTA_HEADER;
    size_t at = 0;

    while (at < end) {
        size_t to = line_end(m, at);

        while (to + 2u < end && (m->p[to + 2u] == ' ' || m->p[to + 2u] == '\t'))
            to = line_end(m, to + 2u);
        mta_field(s, m->p + at, to - at, &room);
        at = to + 2u;
    }
    assert_int_equal(tnef_scanner_end_of_headers(s), TNEF_OK);
}

/* The body: a bare LF is CR LF, a bare CR a blank. */
static void mta_body(tnef_scanner *s, const struct mail *m, size_t from)
{
    struct mail body = { 0 };

    for (size_t i = from; i < m->len; i++) {
        if (m->p[i] == '\n' && (i == from || m->p[i - 1u] != '\r'))
            mail_bytes(&body, "\r\n", 2);
        else if (m->p[i] == '\r' && (i + 1u == m->len || m->p[i + 1u] != '\n'))
            mail_bytes(&body, " ", 1);
        else
            mail_bytes(&body, m->p + i, 1);
    }
    for (size_t i = 0; i < body.len; i += MTA_PIECE)
        assert_int_equal(tnef_scanner_feed(s, body.p + i, body.len - i < MTA_PIECE ? body.len - i
                                                                              : MTA_PIECE, NULL),
                         TNEF_OK);
    mail_free(&body);
}

static int on_found(void *user, const tnef_scanner_part *part)
{
    struct lines *l = user;

    lines_add(l, "%s%s", l->len > 0 ? " " : "", part->path);
    return TNEF_CONTINUE;
}

/* The paths of |found| without the encodings. */
static void paths_of(struct lines *l, const char *found)
{
    for (const char *p = found; *p != 0;) {
        size_t len = strcspn(p, "=");

        lines_add(l, "%s%.*s", l->len > 0 ? " " : "", (int)len, p);
        p += strcspn(p, " ");
        p += *p == ' ';
    }
}

/* A header of a part that lies between CRs becomes the value of a field, and a CR in a body a blank. */
static bool survives(const struct scan_case *c)
{
    return strstr(c->name, "lines_cr_lf_cr") == NULL
        && strcmp(c->name, "blank_line_of_cr_in_part") != 0
        && strcmp(c->name, "qp_soft_break_of_cr") != 0;
}

static void mails_behind_an_mta(void **state)
{
    unsigned bad = 0;
    unsigned rows = 0;

    (void)state;
    for (size_t t = 0; t < SCAN_TABLES; t++)
        for (const struct scan_case *c = scan_tables[t]; c->name != NULL; c++) {
            const tnef_scanner_handlers handlers = { .size = sizeof handlers, .found = on_found };
            struct lines found = { 0 }, want = { 0 };
            const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers,
                                              .user = &found };
            tnef_scanner *s;
            struct mail m;
            size_t end;

            scan_case_mail(&m, c);
            end = header_end(&m);
            if (end > 0 && survives(c)) {
                rows++;
                assert_int_equal(tnef_scanner_new(&s, &cfg, NULL), TNEF_OK);
                mta_header(s, &m, end);
                mta_body(s, &m, end + 2u);
                (void)tnef_scanner_finish(s);
                tnef_scanner_free(s);
                paths_of(&want, c->found);
                if (strcmp(found.len > 0 ? found.text : "", want.len > 0 ? want.text : "") != 0) {
                    print_error("%s: '%s'\n", c->name, found.len > 0 ? found.text : "");
                    bad++;
                }
            }
            free(found.text);
            free(want.text);
            mail_free(&m);
        }
    print_message("%u rows\n", rows);
    assert_true(rows > 100u);
    assert_int_equal(bad, 0);
}

/* What 60,000 bytes of header leave out may be the boundary. */
static void header_that_an_mta_cuts(void **state)
{
    struct lines found = { 0 };
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .found = on_found };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &found };
    struct mail m = { 0 };
    tnef_scanner *s;

    (void)state;
    mail_text(&m, "Subject: ");
    mail_repeat(&m, "0123456789", 5990);
    mail_text(&m, "\nContent-Type: multipart/mixed; charset=");
    mail_repeat(&m, "a", 100);
    mail_text(&m, "; boundary=b\n\n--b\nContent-Type: application/ms-tnef\n"
                  "Content-Transfer-Encoding: base64\n\n$B--b--\n");
    assert_int_equal(tnef_scanner_new(&s, &cfg, NULL), TNEF_OK);
    mta_header(s, &m, header_end(&m));
    mta_body(s, &m, header_end(&m) + 2u);
    assert_int_equal(tnef_scanner_finish(s), TNEF_OK);
    assert_int_equal(anomalies_of_scanner(s), TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_BOUNDARY));
    tnef_scanner_free(s);
    assert_string_equal(found.text, "1.1");
    free(found.text);
    mail_free(&m);
}

/* ---- tnef_mail_* --------------------------------------------------------------------------- */

static void mail_reader_with_a_split_header(void **state)
{
    struct mail_log raw = { .calls = 0 }, split = { .calls = 0 };
    tnef_mail *mail = mail_log_new(&split, NULL);
    unsigned bad = 0;

    (void)state;
    for (size_t t = 0; t < SCAN_TABLES; t++)
        for (const struct scan_case *c = scan_tables[t]; c->name != NULL; c++) {
            struct mail m;
            size_t end;

            scan_case_mail(&m, c);
            end = header_end(&m);
            if (end > 0) {
                tnef_mail *other = mail_log_new(&raw, NULL);

                mail_log_run(&raw, other, m.p, m.len, 0);
                mail_log_split(&split, mail, m.p, m.len, end);
                if (raw.status != split.status || raw.streams != split.streams
                    || raw.anomalies != split.anomalies || raw.parts != split.parts
                    || (raw.lines[0].len > 0
                        && strcmp(raw.lines[0].text, split.lines[0].text) != 0)) {
                    print_error("%s: %s\n", c->name, tnef_status_name(split.status));
                    bad++;
                }
                tnef_mail_free(other);
                mail_log_clear(&raw);
                mail_log_clear(&split);
            }
            mail_free(&m);
        }
    tnef_mail_free(mail);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(host_gets_what_raw_bytes_give),
        cmocka_unit_test(mails_behind_an_mta),
        cmocka_unit_test(header_that_an_mta_cuts),
        cmocka_unit_test(mail_reader_with_a_split_header),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
