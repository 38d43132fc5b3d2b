/* SPDX-License-Identifier: MIT */

/* Work of the filter that makes HTML say that it is UTF-8: bytes touched are within the bound of
 * html/html.h, and what it writes is as much as it may be. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "html/html.h"
#include "touched.h"

/* What is repeated, after what comes once. */
static const struct { const char *once, *again; } rows[] = {
    { "", "a" }, { "", "<" }, { "", "<meta" }, { "", "<meta " }, { "", "<meta charset=>" },
    { "<meta ", "a" }, { "<meta ", " " }, { "<meta ", "/" }, { "<meta ", "=" }, { "<meta ", "charset=" },
    { "<meta ", "charset= " }, { "<meta ", "charset=\"\"" }, { "<meta ", "content='charset=" },
    { "<meta ", "charset=a " }, { "<meta ", "charset='\n" }, { "<meta charset=", "a" },
    { "<meta charset='", " " }, { "<meta content='", "charset=;" }, { "<meta content='", "charset=" },
    { "<meta content='", "charset&" }, { "<meta content='", "&" }, { "<meta content='", "&#" },
    { "<meta content='", "&#99;" }, { "<meta content='", "&#x99" }, { "<meta content=", "c" },
    { "<meta <meta <meta a='<meta b=\"<meta ", "charset=" }, { "", "<?xml encoding=>" },
    { "<?xml ", "encoding=" }, { "<?xml ", "encoding='a'" }, { "", "<?xml " }, { "<meta \x01", "\x01=" },
};

#define SIZE 100000u

static void charset_touches_no_more(void **state)
{
    double worst = 0;

    (void)state;
    if (!touched_counts())
        skip();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t once = strlen(rows[i].once), again = strlen(rows[i].again);
        struct tnefi_html_charset f;
        uint64_t before = touched_now();
        uint64_t touched;

        tnefi_html_charset_begin(&f);
        for (size_t k = 0; k < SIZE; k++) {
            uint8_t out[HTML_CHARSET_GROWTH];
            uint8_t c = (uint8_t)(k < once ? rows[i].once[k] : rows[i].again[(k - once) % again]);

            assert_true(tnefi_html_charset_byte(&f, c, out) <= HTML_CHARSET_GROWTH);
        }
        touched = touched_now() - before;
        if (!touched_within("html_charset", touched, SIZE, SIZE))
            fail_msg("%s, then %s", rows[i].once, rows[i].again);
        if ((double)touched / SIZE > worst)
            worst = (double)touched / SIZE;
    }
    printf("worst: %.2f for a byte\n", worst);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(charset_touches_no_more) };

    return cmocka_run_group_tests_name("touched_charset", tests, NULL, NULL);
}
