/* SPDX-License-Identifier: MIT */

/* The table of docs/limits.md that says how much memory each object has. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/bodies.h>
#include <tnef/convert.h>
#include <tnef/decoder.h>
#include <tnef/encode.h>
#include <tnef/html.h>
#include <tnef/lzfu.h>
#include <tnef/mail.h>
#include <tnef/message.h>
#include <tnef/rtf.h>
#include <tnef/scanner.h>
#include <tnef/transfer.h>

static char page[65536];

static void read_page(void)
{
    FILE *in = fopen(TNEF_TESTS_DIR "/../docs/limits.md", "rb");
    size_t n;

    assert_non_null(in);
    n = fread(page, 1, sizeof page - 1, in);
    (void)fclose(in);
    assert_in_range(n, 1, sizeof page - 2);
    page[n] = '\0';
}

/* A tenth of a KiB beside it is near enough: sizes differ a little between builds. */
static void expect(const char *before, size_t size)
{
    const char *at = strstr(page, before);
    double said, is = (double)size / 1024;

    if (at == NULL) {
        print_error("docs/limits.md has no \"%s\"\n", before);
        fail();
        return;
    }
    said = strtod(at + strlen(before), NULL);
    if (said < is - 0.15 || said > is + 0.15) {
        print_error("docs/limits.md: %s%.1f; it is %.2f\n", before, said, is);
        fail();
    }
}

static size_t reader_size(uint32_t depth)
{
    const tnef_decoder_limits limits = {.size = sizeof limits, .max_depth = depth};
    const tnef_reader_config cfg = {.size = sizeof cfg, .decoder_limits = &limits};

    return tnef_reader_size(&cfg);
}

static int write_nothing(void *user, uint64_t offset, const void *buf, size_t len)
{
    (void)user;
    (void)offset;
    (void)buf;
    (void)len;
    return 0;
}

static int read_nothing(void *user, uint64_t offset, void *buf, size_t len)
{
    (void)user;
    (void)offset;
    (void)buf;
    (void)len;
    return 0;
}

static void sizes_of_converters(void)
{
    const tnef_spool spool = {.size = sizeof spool, .write = write_nothing, .read = read_nothing};
    const tnef_convert_config small = {.size = sizeof small, .max_memory = 1};
    const tnef_unwrap_config cfg = {.size = sizeof cfg, .spool = &spool};

    expect("| converter, and up to `max_tree`, `max_memory` and `max_bodies` | ", tnef_convert_size(NULL));
    expect("| with a `max_memory` of 1 ", tnef_convert_size(&small));
    expect("| mail that is unwrapped, and what a converter takes | ", tnef_unwrap_size(&cfg));
}

static void sizes_are_those_of_the_page(void **state)
{
    const tnef_scanner_limits least = {.size = sizeof least, .max_line = 1, .max_depth = 1,
                                    .max_parts = 1, .max_parameters = 1, .max_pieces = 1,
                                    .max_levels = 1};
    const tnef_scanner_limits most = {.size = sizeof most, .max_line = 65536, .max_depth = 100};
    const tnef_scanner_config small = {.size = sizeof small, .limits = &least};
    const tnef_scanner_config large = {.size = sizeof large, .limits = &most};
    const tnef_mail_config never = {.size = sizeof never, .descend = TNEF_MAIL_DESCEND_NEVER};

    (void)state;
    if (sizeof(void *) != 8) {
        skip();
    }
    read_page();
    expect("| decoder | ", tnef_decoder_size());
    expect("| compressed RTF | ", tnef_lzfu_size());
    expect("| RTF | ", tnef_rtf_size());
    expect("| text from HTML | ", tnef_html_size());
    expect("| transfer decoder | ", tnef_transfer_size());
    expect("| encoder | ", tnef_encode_size());
    expect("| mail scanner | ", tnef_scanner_size(NULL));
    expect("| mail scanner | 87.8 | ", tnef_scanner_size(&small));
    expect(" with the smallest, ", tnef_scanner_size(&large));
    expect("| message model, and up to `max_memory` | ", tnef_reader_size(NULL));
    expect("| 85.8 | ", reader_size(1));
    expect(" at a depth of 1, ", reader_size(32));
    expect("| TNEF out of mail, without mail in attachments | ", tnef_mail_size(&never));
    expect("if mails in attachments go as deep as they may | ", tnef_mail_size(NULL));
    expect("| bodies, and up to `max_memory` | ", tnef_bodies_size(NULL));
    sizes_of_converters();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sizes_are_those_of_the_page)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
