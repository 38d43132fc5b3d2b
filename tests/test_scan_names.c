/* SPDX-License-Identifier: MIT */

/* File names: which of several is the name, which the other one, and whose anomalies are whose. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "known.h"
#include "mail_writer.h"
#include "scan_log.h"

#include <string.h>

/* ---- Names --------------------------------------------------------------------------------- */

#define LONG_20 "01234567890123456789"
#define LONG_200 LONG_20 LONG_20 LONG_20 LONG_20 LONG_20 LONG_20 LONG_20 LONG_20 LONG_20 LONG_20

static const struct {
    const char *what, *head, *name, *other;
    uint64_t anomalies;
    int claims;              /* a name of the search */
} names[] = {
    { "none", "X: y\n", "", "", 0, 0 },
    { "of the type", "Content-Type: a/b; name=x.exe\n", "x.exe", "", 0, 0 },
    { "of the disposition", "Content-Disposition: attachment; filename=x.exe\n", "x.exe", "", 0, 0 },
    { "both, the same", "Content-Type: a/b; name=x\nContent-Disposition: a; filename=x\n", "x", "",
      0, 0 },
    { "both, not the same",
      "Content-Type: a/b; name=\"evil.exe\"\nContent-Disposition: attachment; filename=\"nice.txt\"\n",
      "nice.txt", "evil.exe", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS), 0 },
    { "both, the other order",
      "Content-Disposition: attachment; filename=\"nice.txt\"\nContent-Type: a/b; name=\"evil.exe\"\n",
      "nice.txt", "evil.exe", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS), 0 },
    { "both, alike in letters of another case",
      "Content-Type: a/b; name=X\nContent-Disposition: attachment; filename=x\n", "x", "X",
      TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS), 0 },
    { "plain and pieces",
      "Content-Disposition: a; filename=nice.txt; filename*=utf-8''evil.exe\n", "evil.exe",
      "nice.txt", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS), 0 },
    { "pieces and plain",
      "Content-Disposition: a; filename*0=ev; filename*1=il.exe; filename=nice.txt\n", "evil.exe",
      "nice.txt", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS), 0 },
    { "plain and pieces, the same", "Content-Type: a/b; name=x.y; name*=utf-8''x%2Ey\n", "x.y", "",
      0, 0 },
    { "two parameters", "Content-Type: a/b; name=nice.txt; name=evil.exe\n", "nice.txt", "evil.exe",
      TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS), 0 },
    { "three parameters", "Content-Type: a/b; name=n; name=n; name=evil.exe\n", "n", "evil.exe",
      TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS), 0 },
    { "two dispositions",
      "Content-Disposition: a; filename=nice\nContent-Disposition: a; filename=evil\n", "nice",
      "evil", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS), 0 },
    { "two types", "Content-Type: a/b; name=nice\nContent-Type: a/b; name=evil\n", "nice", "evil",
      TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_DUPLICATE_TYPE), 0 },
    { "three names: that of the type is the other",
      "Content-Disposition: a; filename=n; filename=o\nContent-Type: a/b; name=p\n", "n", "p",
      TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS), 0 },
    { "a word that says the same", "Content-Type: a/b; name=\"=?utf-8?q?n?=\"; name*=utf-8''n\n", "n",
      "", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_WORD), 0 },
    { "a name of the search that is beaten",
      "Content-Disposition: a; filename=winmail.dat; filename*=utf-8''a.txt\n", "a.txt",
      "winmail.dat", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS), 1 },
    { "a name of the search that comes second",
      "Content-Type: a/b; name=a.txt; name=winmail.dat\n", "a.txt", "winmail.dat",
      TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS), 1 },
    { "pieces without a first", "Content-Type: a/b; name=x; name*1=y\n", "x", "",
      TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_BROKEN), 0 },
    { "controls", "Content-Type: a/b; name=x\nContent-Disposition: a; filename=\"\x01\"\n", "\\x01",
      "x", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_DIFFERS) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_BROKEN), 0 },
};

struct seen {
    char name[TNEF_SCANNER_NAME_SIZE], other[TNEF_SCANNER_NAME_SIZE];
    uint64_t anomalies;
    uint32_t claims, parts;
};

static int on_begin(void *user, const tnef_scanner_part *part)
{
    struct seen *seen = user;

    strcpy(seen->name, part->name);
    strcpy(seen->other, part->other_name);
    return TNEF_CONTINUE;
}

static int on_end(void *user, const tnef_scanner_part *part)
{
    struct seen *seen = user;

    seen->anomalies |= part->anomalies;
    seen->claims |= part->claims;
    seen->parts++;
    return TNEF_CONTINUE;
}

static tnef_status scan(struct seen *seen, const struct mail *m, uint64_t refuse, uint64_t *anomalies)
{
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_begin = on_begin,
                                          .part_end = on_end };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = seen,
                                      .policy = refuse != 0 ? TNEF_SCANNER_STRICT : TNEF_SCANNER_FIND,
                                      .fatal = refuse };
    tnef_scanner *s;
    tnef_status status;

    memset(seen, 0, sizeof *seen);
    assert_int_equal(tnef_scanner_new(&s, &cfg, NULL), TNEF_OK);
    (void)tnef_scanner_feed(s, m->p, m->len, NULL);
    status = tnef_scanner_finish(s);
    *anomalies = anomalies_of_scanner(s);
    tnef_scanner_free(s);
    return status;
}

static void both_names_can_be_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct mail m = { 0 };
        struct seen seen;
        uint64_t anomalies;

        mail_text(&m, names[i].head);
        mail_text(&m, "\nhello\n");
        assert_int_equal(scan(&seen, &m, 0, &anomalies), TNEF_OK);
        if (strcmp(seen.name, names[i].name) != 0 || strcmp(seen.other, names[i].other) != 0)
            fail_msg("%s: '%s' and '%s'", names[i].what, seen.name, seen.other);
        seen.anomalies &= ~TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_SIGNATURE);
        if (seen.anomalies != names[i].anomalies)
            fail_msg("%s: %s", names[i].what, scan_anomalies(seen.anomalies));
        assert_int_equal((seen.claims & TNEF_SCANNER_CLAIMS_NAME) != 0, names[i].claims);
        mail_free(&m);
    }
}

/* The other name is cut like the name. */
static void long_names_are_cut(void **state)
{
    struct mail m = { 0 };
    struct seen seen;
    uint64_t anomalies;

    (void)state;
    mail_text(&m, "Content-Type: a/b; name=x" LONG_200 LONG_200 LONG_200 "\n"
                  "Content-Disposition: a; filename=y" LONG_200 LONG_200 LONG_200 "\n\n");
    assert_int_equal(scan(&seen, &m, 0, &anomalies), TNEF_OK);
    assert_int_equal(strlen(seen.name), TNEF_SCANNER_NAME_SIZE - 1u);
    assert_int_equal(strlen(seen.other), TNEF_SCANNER_NAME_SIZE - 1u);
    assert_int_equal(seen.name[0], 'y');
    assert_int_equal(seen.other[0], 'x');
    mail_free(&m);
}

/* ---- Whose anomalies ------------------------------------------------------------------------ */

/* Mails whose anomalies are of boundaries, fields and blocks: none is of a file name, and what the
 * message has a part has. */
static const struct {
    const char *text;
    uint64_t anomalies;       /* besides bare_lf */
} owned[] = {
    { "Content-Type: multipart/mixed; boundary=\"=?us-ascii?q?b?=\"\n\n--=?us-ascii?q?b?=\n\nhello\n"
      "--=?us-ascii?q?b?=--\n", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_DUPLICATE_PARAMETER) },
    { "Content-Type: multipart/mixed; boundary=\"=?us-ascii?q?=FF?=\"\n\n--=?us-ascii?q?=FF?=\n\nx\n"
      "--=?us-ascii?q?=FF?=--\n", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_DUPLICATE_PARAMETER) },
    /* that of a name stays, and that of the boundary beside it is not said */
    { "Content-Type: multipart/mixed; name=\"=?us-ascii?q?n?=\"; boundary=\"=?us-ascii?q?=FF?=\"\n\n"
      "--=?us-ascii?q?=FF?=--\n", TNEF_ANOMALY_BIT(TNEF_SCANNER_A_DUPLICATE_PARAMETER)
      | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_WORD) },
    /* guessed boundaries are those of their multipart, not of the header before */
    { "Content-Type: multipart/mixed\n\n--" LONG_200 "\n\nx\n--" LONG_200 "--\n",
      TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_BOUNDARY) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BOUNDARY_LONG) },
    { "Content-Type: multipart/mixed\n\n--" LONG_200 LONG_200 "\n\nx\n",
      TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_BOUNDARY) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BOUNDARY_LONG)
      | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BOUNDARY_CUT) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_END) },
    { "Content-Type: multipart/mixed\n\n--a\n\nx\n--" LONG_200 "\n\nx\n--a--\n",
      TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_BOUNDARY) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BOUNDARY_LONG) },
    /* the name on a begin line is the block's */
    { "X: y\n\nbegin 644 =?us-ascii?q?n?=\n$$>)\\^(@$$\n`\nend\n",
      TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_WORD) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_UU_BLOCK) },
};

static void anomalies_are_where_they_belong(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++) {
        uint64_t lf = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_BARE_LF);
        struct mail m = { .eol = "\n" };
        struct seen seen;
        uint64_t anomalies;
        tnef_status status;

        mail_text(&m, owned[i].text);
        (void)scan(&seen, &m, 0, &anomalies);
        if ((seen.anomalies & ~lf) != owned[i].anomalies)
            fail_msg("%zu: parts: %s", i, scan_anomalies(seen.anomalies));
        if ((anomalies & ~lf) != owned[i].anomalies)
            fail_msg("%zu: message: %s", i, scan_anomalies(anomalies));
        status = scan(&seen, &m, TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_WORD)
                      | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_BROKEN), &anomalies);
        assert_int_equal(status == TNEF_E_AMBIGUOUS,
                         (owned[i].anomalies & TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_WORD)) != 0);
        mail_free(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_names_can_be_read),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test(anomalies_are_where_they_belong),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
