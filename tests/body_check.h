/* SPDX-License-Identifier: MIT */

/* What the tests of bodies share: streams, and what a log must hold. To be included after
 * cmocka.h. */

#ifndef TNEF_TESTS_BODY_CHECK_H
#define TNEF_TESTS_BODY_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "body_log.h"
#include "lzfu_writer.h"
#include "writer.h"

/* |what|: the row, or the part of the log, that is looked at. */
static inline void expect_of(const struct body_log *log, const char *what, const char *text)
{
    if (strstr(log->text, text) == NULL)
        print_error("%s: no\n%s\nin\n%.2000s\n", what, text, log->text);
    assert_non_null(strstr(log->text, text));
}

static inline void expect(const struct body_log *log, const char *text)
{
    expect_of(log, "log", text);
}

/* A log that fits every way of reading the stream that was written. */
static inline struct body_log read_all_ways(struct tw *w)
{
    static const struct body_way ways[] = {
        { .piece = 1 }, { .piece = 7 }, { .pause = 1 }, { .piece = 3, .pause = 1 },
        { .spool = 1, .cfg = { .max_memory = 1 } }, { .spool = 1, .cfg = { .max_memory = 20 } },
        { .spool = 1, .piece = 5, .pause = 1, .cfg = { .max_memory = 33 } },
    };
    struct body_log first, other;
    size_t len;
    uint8_t *buf = tw_take(w, &len);

    body_log_run(&first, buf, len, NULL);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        body_log_run(&other, buf, len, &ways[i]);
        if (strcmp(first.text, other.text) != 0)
            print_error("way %zu:\n%s\nnot\n%s\n", i, other.text, first.text);
        assert_string_equal(first.text, other.text);
        assert_int_equal(first.status, other.status);
        body_log_free(&other);
    }
    free(buf);
    return first;
}

/* A log of the stream that was written, read one way. */
static inline struct body_log read_one_way(struct tw *w, const struct body_way *way)
{
    struct body_log log;
    size_t len;
    uint8_t *buf = tw_take(w, &len);

    body_log_run(&log, buf, len, way);
    free(buf);
    return log;
}

static inline void head(struct tw *w, uint32_t oem)
{
    tw_init(w);
    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    if (oem != 0)
        tw_codepage(w, oem, 0);
}

/* A stream that is a message's properties: what is written between the two is all there is. */
static inline void props_begin(struct tw *w, uint32_t oem)
{
    head(w, oem);
    tw_msg_props_begin(w);
}

static inline struct body_log props_read(struct tw *w)
{
    tw_attr_props_end(w);
    return read_all_ways(w);
}

/* PidTagRtfCompressed. */
static inline void prop_rtf(struct tw *w, const char *rtf)
{
    struct lzfu_writer *lzfu = malloc(sizeof *lzfu);
    struct lzfu_header h;

    assert_non_null(lzfu);
    lzfu_writer_init(lzfu);
    lzfu_text(lzfu, rtf, strlen(rtf));
    lzfu_end(lzfu);
    h = lzfu_header_coded(lzfu);
    lzfu_put_header(lzfu, &h);
    tw_prop_binary(w, TW_P_RTF, lzfu->bytes, lzfu->len);
    lzfu_writer_free(lzfu);
    free(lzfu);
}

/* A message with plain text of |n| bytes, HTML, and RTF. */
static inline uint8_t *mixed(size_t n, size_t *len)
{
    char *text = malloc(n + 1);
    struct tw w;

    assert_non_null(text);
    memset(text, 'a', n);
    text[n] = '\0';
    tw_init(&w);
    tw_head(&w);
    tw_attr_text(&w, TW_MESSAGE, TW_BODY, text);
    tw_msg_props_begin(&w);
    tw_prop_i4(&w, TW_P_INTERNET_CODEPAGE, 932);
    tw_prop_binary(&w, TW_P_HTML, "<p>\x93\xFA", 5);
    tw_prop_binary(&w, TW_P_RTF, "{\\rtf1\\ansicpg932 \\'93\\'fa}", 27);
    tw_attr_props_end(&w);
    free(text);
    return tw_take(&w, len);
}

#endif
