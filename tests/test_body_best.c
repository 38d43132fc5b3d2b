/* SPDX-License-Identifier: MIT */

/* Which body to show: the rule as a table, and what it chooses out of streams. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "body_check.h"

/* Bodies that are there: letters for what they are. h HTML, p plain, e and q: the same, but empty;
 * r RTF that is meant, R RTF from HTML, T RTF from text, x what is not RTF. */
struct row {
    const char *there;
    int native, in_sync;        /* -1: not said                                                   */
    uint32_t kind, reason;
};

#define PLAIN TNEF_PART_PLAIN
#define HTML  TNEF_PART_HTML
#define RTF   TNEF_PART_RTF

static const struct row rows[] = {
    { "", -1, -1, 0, TNEF_BEST_NONE },
    { "", 3, 1, 0, TNEF_BEST_NONE },
    { "h", -1, -1, HTML, TNEF_BEST_HTML },
    { "p", -1, -1, PLAIN, TNEF_BEST_PLAIN },
    { "r", -1, -1, RTF, TNEF_BEST_RTF },
    { "R", -1, -1, RTF, TNEF_BEST_RTF_HTML },
    { "T", -1, -1, RTF, TNEF_BEST_RTF },
    { "hp", -1, -1, HTML, TNEF_BEST_HTML },
    { "hr", -1, 1, HTML, TNEF_BEST_HTML },
    { "hR", -1, 1, HTML, TNEF_BEST_HTML },
    { "hpr", -1, 0, HTML, TNEF_BEST_HTML },
    { "pr", -1, -1, RTF, TNEF_BEST_RTF },
    { "pr", -1, 1, RTF, TNEF_BEST_RTF },
    { "pr", -1, 0, PLAIN, TNEF_BEST_PLAIN_NEWER },
    { "pR", -1, -1, RTF, TNEF_BEST_RTF_HTML },
    { "pR", -1, 1, RTF, TNEF_BEST_RTF_HTML },
    { "pR", -1, 0, PLAIN, TNEF_BEST_PLAIN_NEWER },
    { "pT", -1, -1, PLAIN, TNEF_BEST_PLAIN },
    { "pT", -1, 1, PLAIN, TNEF_BEST_PLAIN },
    { "pT", -1, 0, PLAIN, TNEF_BEST_PLAIN_NEWER },
    { "p", -1, 0, PLAIN, TNEF_BEST_PLAIN },
    { "r", -1, 0, RTF, TNEF_BEST_RTF },
    /* what is empty or no RTF comes last */
    { "ep", -1, -1, PLAIN, TNEF_BEST_PLAIN },
    { "er", -1, -1, RTF, TNEF_BEST_RTF },
    { "qR", -1, 0, RTF, TNEF_BEST_RTF_HTML },
    { "qr", -1, -1, RTF, TNEF_BEST_RTF },
    { "px", -1, -1, PLAIN, TNEF_BEST_PLAIN },
    { "px", 2, 0, PLAIN, TNEF_BEST_PLAIN },
    { "hx", -1, 1, HTML, TNEF_BEST_HTML },
    { "e", -1, -1, HTML, TNEF_BEST_EMPTY },
    { "q", -1, -1, PLAIN, TNEF_BEST_EMPTY },
    { "x", -1, -1, RTF, TNEF_BEST_EMPTY },
    { "eq", 1, -1, HTML, TNEF_BEST_EMPTY },
    { "qx", -1, -1, PLAIN, TNEF_BEST_EMPTY },
    /* PidTagNativeBody */
    { "hpr", 1, -1, PLAIN, TNEF_BEST_NATIVE },
    { "hpr", 2, -1, RTF, TNEF_BEST_NATIVE },
    { "hpr", 3, -1, HTML, TNEF_BEST_NATIVE },
    { "hpr", 0, -1, HTML, TNEF_BEST_HTML },
    { "hpr", 4, -1, HTML, TNEF_BEST_HTML },
    { "hpr", 99, -1, HTML, TNEF_BEST_HTML },
    { "pr", 2, 0, RTF, TNEF_BEST_NATIVE },
    { "pR", 3, -1, RTF, TNEF_BEST_NATIVE },
    { "pr", 3, -1, RTF, TNEF_BEST_RTF },
    { "hT", 1, -1, RTF, TNEF_BEST_NATIVE },
    { "hR", 1, -1, HTML, TNEF_BEST_HTML },
    { "hp", 2, -1, HTML, TNEF_BEST_HTML },
    { "ep", 3, -1, PLAIN, TNEF_BEST_PLAIN },
};

static uint32_t rtf_kind_of(char c)
{
    return c == 'r' ? TNEF_RTF_RICH : c == 'R' ? TNEF_RTF_FROM_HTML
         : c == 'T' ? TNEF_RTF_FROM_TEXT : TNEF_RTF_UNKNOWN;
}

static void best_by_the_rule(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tnef_message_info m = { .native_body = rows[i].native,
                                .rtf_in_sync = rows[i].in_sync == 1 };
        uint32_t rtf_kind = 0, empty = 0, reason = 99, kind;

        m.known = (rows[i].native >= 0 ? TNEF_KNOWN_NATIVE_BODY : 0u)
                | (rows[i].in_sync >= 0 ? TNEF_KNOWN_RTF_IN_SYNC : 0u);
        for (const char *c = rows[i].there; *c != '\0'; c++) {
            if (*c == 'h' || *c == 'e') {
                m.html = 7;
                empty |= *c == 'e' ? 1u << HTML : 0u;
            } else if (*c == 'p' || *c == 'q') {
                m.plain = 8;
                empty |= *c == 'q' ? 1u << PLAIN : 0u;
            } else {
                m.rtf = 9;
                rtf_kind = rtf_kind_of(*c);
            }
        }
        kind = tnef_body_best(&m, rtf_kind, empty, &reason);
        if (kind != rows[i].kind || reason != rows[i].reason)
            print_error("\"%s\" native %d in sync %d: kind %u, reason %u\n", rows[i].there,
                        rows[i].native, rows[i].in_sync, (unsigned)kind, (unsigned)reason);
        assert_int_equal(kind, rows[i].kind);
        assert_int_equal(reason, rows[i].reason);
        assert_int_equal(tnef_body_best(&m, rtf_kind, empty, NULL), kind);
    }
}

/* A number that was not there does not count, whatever stands in the struct. */
static void best_looks_at_what_is_known(void **state)
{
    tnef_message_info m = { .native_body = 1, .rtf_in_sync = 0, .html = 1, .plain = 2, .rtf = 3 };

    (void)state;
    assert_int_equal(tnef_body_best(&m, TNEF_RTF_RICH, 0, NULL), HTML);
    m.html = 0;
    assert_int_equal(tnef_body_best(&m, TNEF_RTF_RICH, 0, NULL), RTF);
}

/* What best_by_the_rule() does not see: that the collector hands the rule what is there. */
static void best_out_of_streams(void **state)
{
    static const struct { const char *there; int native, in_sync; const char *best; } streams[] = {
        { "ph", -1, -1, " best index=1 form=1 source=property reason=2\n" },
        { "pe", -1, -1, " best index=0 form=2 source=property reason=5\n" },
        { "pR", -1, -1, " best index=1 form=1 source=rtf-fromhtml reason=3\n" },
        { "pT", -1, -1, " best index=0 form=2 source=property reason=5\n" },
        { "pr", -1, -1, " best index=1 form=1 source=rtf reason=6\n" },
        { "pr", -1, 0, " best index=0 form=2 source=property reason=4\n" },
        { "qT", -1, -1, " best index=1 form=2 source=rtf-fromtext reason=6\n" },
        { "hpT", 1, -1, " best index=1 form=2 source=property reason=1\n" },
        { "hr", 2, -1, " best index=1 form=1 source=rtf reason=1\n" },
        { "qx", -1, -1, " best index=0 form=2 source=property reason=7\n" },
        { "x", -1, -1, " best index=0 form=1 source=nothing reason=7\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        struct body_log log;
        struct tw w;

        tw_init(&w);
        tw_head(&w);
        tw_msg_props_begin(&w);
        for (const char *c = streams[i].there; *c != '\0'; c++) {
            static const char rich[] = "{\\rtf1 x{\\b y}}", html[] = "{\\rtf1\\fromhtml1 x}",
                              text[] = "{\\rtf1\\fromtext x}";

            switch (*c) {
            case 'h': tw_prop_binary(&w, TW_P_HTML, "<p>", 3); break;
            case 'e': tw_prop_binary(&w, TW_P_HTML, "\0\0", 2); break;
            case 'p': tw_prop_unicode(&w, TW_P_BODY, "x"); break;
            case 'q': tw_prop_unicode(&w, TW_P_BODY, ""); break;
            case 'r': tw_prop_binary(&w, TW_P_RTF, rich, sizeof rich - 1); break;
            case 'R': tw_prop_binary(&w, TW_P_RTF, html, sizeof html - 1); break;
            case 'T': tw_prop_binary(&w, TW_P_RTF, text, sizeof text - 1); break;
            default: tw_prop_binary(&w, TW_P_RTF, "nothing of that kind", 20); break;
            }
        }
        if (streams[i].native >= 0)
            tw_prop_i4(&w, 0x1016, streams[i].native);
        if (streams[i].in_sync >= 0)
            tw_prop_bool(&w, TW_P_RTF_IN_SYNC, (uint16_t)streams[i].in_sync);
        tw_attr_props_end(&w);
        log = read_one_way(&w, NULL);
        expect_of(&log, streams[i].there, streams[i].best);
        body_log_free(&log);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(best_by_the_rule),
        cmocka_unit_test(best_looks_at_what_is_known),
        cmocka_unit_test(best_out_of_streams),
    };

    return cmocka_run_group_tests_name("body_best", tests, NULL, NULL);
}
