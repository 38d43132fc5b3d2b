/* SPDX-License-Identifier: MIT */
/* TNEF: small messages as they are, and one kind of thing many times. */
#include "bench.h"

#include "inputs_real.h"
#include "support.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>

static void record(struct mail *m, struct tw *w)
{
    size_t len;
    uint8_t *p = tw_take(w, &len);

    bench_record(m, p, len);
    free(p);
}

/* Small messages that libytnef reads, too, one after the other and again, up to |size| bytes. */
static void messages(struct mail *m, size_t size)
{
    static const char *const names[] = { "strings_8bit", "named_by_number", "recipients",  "two_attachments",
                                         "inline_image", "legacy_meeting",  "bodies_all_different" };

    for (size_t i = 0; m->len < size; i++) {
        size_t len;
        uint8_t *p = vector_bytes(names[i % (sizeof names / sizeof names[0])], &len);

        bench_record(m, p, len);
        free(p);
    }
}

static void properties(struct mail *m, size_t size)
{
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    for (size_t i = 0; i < size; i++)
        tw_prop_i4(&w, (uint16_t)(0x6000u + i % 0x1000u), (int32_t)(i % 1000u));
    tw_attr_props_end(&w);
    record(m, &w);
}

static void attributes(struct mail *m, size_t size)
{
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    for (size_t i = 0; i < size; i++)
        tw_attr_u32(&w, TW_MESSAGE, TW_UNKNOWN, (uint32_t)i);
    record(m, &w);
}

static void recipients(struct mail *m, size_t size)
{
    char address[64];
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    tw_rows_begin(&w);
    for (size_t i = 0; i < size; i++) {
        (void)snprintf(address, sizeof address, "r%zu@example.org", i);
        tw_recipient(&w, (int32_t)(1u + i % 3u), "Recipient", "SMTP", address, NULL);
    }
    tw_rows_end(&w);
    record(m, &w);
}

static void attachments(struct mail *m, size_t size)
{
    char name[64];
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    for (size_t i = 0; i < size; i++) {
        (void)snprintf(name, sizeof name, "file-%zu.bin", i);
        tw_attachment(&w, name, "contents", 8);
    }
    record(m, &w);
}

static void attachment(struct mail *m, size_t size)
{
    uint8_t *p = malloc(size);
    struct tw w;

    if (p == NULL)
        exit(1);
    bench_bytes(p, size);
    tw_init(&w);
    tw_head(&w);
    tw_attachment(&w, "big.bin", p, size);
    free(p);
    record(m, &w);
}

const struct bench_input bench_inputs_tnef[] = {
    { "small messages", "bytes", 1u << 20, 1u << 17, messages },
    { "real small messages", "bytes", 1u << 20, 0, bench_real },
    { "properties", "properties", 50000, 5000, properties },
    { "attributes", "attributes", 100000, 5000, attributes },
    { "recipients", "recipients", 10000, 1000, recipients },
    { "attachments", "attachments", 5000, 500, attachments },
    { "attachment", "bytes", 32u << 20, 1u << 20, attachment },
    { NULL, NULL, 0, 0, NULL },
};
