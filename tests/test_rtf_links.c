/* SPDX-License-Identifier: MIT */

/* The RTF reader: how long the addresses of links may be. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include <tnef/rtf.h>

#include "rtf_check.h"
#include "rtf/priv.h"

/* |length| bytes of an address, and of blanks after it in the instruction. */
static void link_of(int length, int blanks, int is_link)
{
    char rtf[4 * INST_MAX];
    struct rtf_result r;

    snprintf(rtf, sizeof rtf,
        "{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"http://%0*d\"%*s}{\\fldrslt l}}}",
             length - 7, 0, blanks, "");
    r = rtf_read_all_ways(rtf, strlen(rtf), TNEF_RTF_HTML);
    assert_int_equal(strstr(r.out, "<a href=\"http://0") != NULL, is_link);
    assert_int_equal(r.info.anomalies, is_link ? 0 : TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK));
    rtf_drop(&r);
    r = rtf_read_all_ways(rtf, strlen(rtf), TNEF_RTF_TEXT);
    assert_int_equal(strstr(r.out, "l <http://0") != NULL, is_link);
    rtf_drop(&r);
}

/* An address is never cut: it would be another one. */
static void addresses_are_limited(void **state)
{
    (void)state;
    link_of(511, 0, 1);
    link_of(2000, 0, 1);
    link_of(URL_MAX - 7, 0, 1);
    link_of(URL_MAX - 6, 0, 0);
    link_of(8, INST_MAX - 21, 1);
    link_of(8, INST_MAX - 20, 0);
    link_of(8, INST_MAX + 20, 0);
    link_of(INST_MAX * 2, 0, 0);
}

/* A link of |outer| bytes around one of |inner|, whose text is |picture|. */
static void links_of(int outer, int inner, const char *picture, uint32_t want, uint32_t flags,
                     size_t length)
{
    static char rtf[4 * INST_MAX];
    struct rtf_result r;

    snprintf(rtf, sizeof rtf,
        "{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"http://%0*d\"}{\\fldrslt a"
        "{\\field{\\*\\fldinst HYPERLINK \"http://%0*d\"}{\\fldrslt %s}}c}}}",
             outer - 7, 0, inner - 7, 0, picture);
    r = rtf_read_all_ways(rtf, strlen(rtf), want);
    assert_int_equal(r.info.anomalies, flags);
    assert_int_equal(r.len, length);
    rtf_drop(&r);
}

#define LEN(text) (sizeof text - 1)
#define IN_PAGE(text) LEN(RTF_PAGE_HEAD "<div>" text "</div>\r\n" RTF_PAGE_END)
#define TAG "<a href=\"\"></a>"

/* They share room, and a long one is not opened again. */
static void addresses_in_each_other(void **state)
{
    const int most = URL_MAX - 7;

    (void)state;
    links_of(most, most - 1, "b", TNEF_RTF_TEXT, 0, LEN("ab <>c <>") + 2u * (URL_MAX - 7) - 1u);
    links_of(most, most - 1, "", TNEF_RTF_TEXT, 0, LEN("a<>c <>") + 2u * (URL_MAX - 7) - 1u);
    links_of(most, most - 1, "", TNEF_RTF_HTML, TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK),
             IN_PAGE(TAG "a" TAG "c") + 3u * (URL_MAX - 7) - 2u);
    links_of(AGAIN_MAX, 9, "b", TNEF_RTF_HTML, 0, IN_PAGE(TAG "a" TAG "b" TAG "c") + 2u * AGAIN_MAX + 9u);
    links_of(AGAIN_MAX + 1, 9, "b", TNEF_RTF_HTML, TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK),
             IN_PAGE(TAG "a" TAG "bc") + AGAIN_MAX + 10u);
    links_of(AGAIN_MAX + 1, 9, "\\v b", TNEF_RTF_HTML, TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK),
             IN_PAGE(TAG "a" TAG "c") + AGAIN_MAX + 19u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_limited),
        cmocka_unit_test(addresses_in_each_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
