/* SPDX-License-Identifier: MIT */
#ifndef TEXT_CHECK_H
#define TEXT_CHECK_H
/* Runs conversions of text in pieces, and checks what comes out. For the tests of text
 * only, after <cmocka.h>. Expected text is written as UTF-8 bytes in \x escapes where it
 * is not ASCII; U+FFFD is R. */

#include <stdlib.h>
#include <string.h>

#include <tnef/text.h>

#define R "\xEF\xBF\xBD"

#define DAMAGED TNEF_ANOMALY_BIT(TNEF_TEXT_A_DAMAGED)
#define CUT     TNEF_ANOMALY_BIT(TNEF_TEXT_A_CUT)
#define GUESSED TNEF_ANOMALY_BIT(TNEF_TEXT_A_GUESSED)

/* ---- Tools ------------------------------------------------------------------------- */

struct result {
    size_t len;
    uint64_t anomalies;
    uint32_t codepage;
    uint64_t damaged;
    char bytes[8192];
};

/* Exactly |len| bytes on the heap, so that a sanitizer sees the first byte too many. */
static inline uint8_t *exact(const void *p, size_t len)
{
    uint8_t *copy = malloc(len > 0 ? len : 1);

    assert_non_null(copy);
    if (len > 0)
        memcpy(copy, p, len);
    return copy;
}

/* Length of the well-formed character at |p|, or 0: Unicode, table 3-7, row by row. */
static inline size_t well_formed(const uint8_t *p, size_t len)
{
    static const struct {
        uint8_t len, lo[4], hi[4];
    } rows[] = { { 1, { 0x00, 0, 0, 0 }, { 0x7F, 0, 0, 0 } },
                 { 2, { 0xC2, 0x80, 0, 0 }, { 0xDF, 0xBF, 0, 0 } },
                 { 3, { 0xE0, 0xA0, 0x80, 0 }, { 0xE0, 0xBF, 0xBF, 0 } },
                 { 3, { 0xE1, 0x80, 0x80, 0 }, { 0xEC, 0xBF, 0xBF, 0 } },
                 { 3, { 0xED, 0x80, 0x80, 0 }, { 0xED, 0x9F, 0xBF, 0 } },
                 { 3, { 0xEE, 0x80, 0x80, 0 }, { 0xEF, 0xBF, 0xBF, 0 } },
                 { 4, { 0xF0, 0x90, 0x80, 0x80 }, { 0xF0, 0xBF, 0xBF, 0xBF } },
                 { 4, { 0xF1, 0x80, 0x80, 0x80 }, { 0xF3, 0xBF, 0xBF, 0xBF } },
                 { 4, { 0xF4, 0x80, 0x80, 0x80 }, { 0xF4, 0x8F, 0xBF, 0xBF } } };

    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        size_t i = 0;

        while (i < rows[r].len && i < len && p[i] >= rows[r].lo[i] &&
               p[i] <= rows[r].hi[i])
            i++;
        if (i == rows[r].len)
            return i;
    }
    return 0;
}

static inline void assert_utf8(const char *p, size_t len)
{
    size_t at = 0;

    while (at < len) {
        size_t n = well_formed((const uint8_t *)p + at, len - at);

        assert_true(n > 0);
        at += n;
    }
}

/* Feeds |len| bytes, with an output of |room| bytes at a time. */
static inline void feed(tnef_text *t, const uint8_t *p, size_t len, size_t room,
                        struct result *r)
{
    tnef_status s;
    size_t at = 0, calls = 0;
    uint8_t *in = exact(p, len);

    do {
        char *out = malloc(room);
        size_t taken, written;

        assert_non_null(out);
        s = tnef_text_feed(t, in + at, len - at, &taken, out, room, &written);
        assert_true(taken <= len - at);
        assert_true(written <= room);
        assert_true(written <= sizeof r->bytes - r->len);
        assert_utf8(out, written);
        memcpy(r->bytes + r->len, out, written);
        r->len += written;
        at += taken;
        free(out);
        assert_true(++calls <= 2 * len + 10);
    } while (s == TNEF_PAUSED);
    assert_int_equal(s, TNEF_OK);
    assert_int_equal(at, len);
    free(in);
}

static inline void finish(tnef_text *t, size_t room, struct result *r)
{
    tnef_status s;
    size_t calls = 0;

    do {
        size_t written;
        char *out = malloc(room);

        assert_non_null(out);
        s = tnef_text_finish(t, out, room, &written);
        assert_true(written <= sizeof r->bytes - r->len);
        assert_utf8(out, written);
        memcpy(r->bytes + r->len, out, written);
        r->len += written;
        free(out);
        assert_true(++calls <= 10);
    } while (s == TNEF_PAUSED);
    assert_int_equal(s, TNEF_OK);
    r->anomalies = t->anomalies;
    r->codepage = t->codepage;
    r->damaged = t->damaged;
}

static inline void assert_same(const struct result *a, const struct result *b)
{
    assert_int_equal(a->len, b->len);
    assert_memory_equal(a->bytes, b->bytes, a->len);
    assert_int_equal(a->anomalies, b->anomalies);
    assert_int_equal(a->damaged, b->damaged);
}

/* Every cut in two and in three, and byte by byte, with outputs of several sizes. */
static inline void assert_all_splits(uint32_t codepage, const uint8_t *p, size_t len,
                                     const struct result *whole)
{
    static const size_t rooms[] = { 8, 9, 11, 64 };
    struct result r;
    tnef_text t;

    assert_int_equal(tnef_text_init(&t, codepage), TNEF_OK);
    for (size_t k = 0; k < sizeof rooms / sizeof rooms[0]; k++) {
        for (size_t a = 0; a <= len; a++) {
            for (size_t b = a; b <= (k == 0 ? len : a); b++) {
                tnef_text_reset(&t);
                r.len = 0;
                feed(&t, p, a, rooms[k], &r);
                feed(&t, p + a, b - a, rooms[k], &r);
                feed(&t, p + b, len - b, rooms[k], &r);
                finish(&t, rooms[k], &r);
                assert_same(&r, whole);
            }
        }
        tnef_text_reset(&t);
        r.len = 0;
        for (size_t i = 0; i < len; i++)
            feed(&t, p + i, 1, rooms[k], &r);
        finish(&t, rooms[k], &r);
        assert_same(&r, whole);
    }
    tnef_text_free(&t);
}

static inline void decode(uint32_t codepage, const void *p, size_t len, struct result *r)
{
    tnef_text t;

    assert_int_equal(tnef_text_init(&t, codepage), TNEF_OK);
    r->len = 0;
    feed(&t, p, len, 256, r);
    finish(&t, 256, r);
    tnef_text_free(&t);
}

struct vector {
    uint32_t codepage;
    const char *in;
    size_t len;
    const char *out;
    uint64_t anomalies;
    unsigned damaged;
};
/* clang-format off */
#define V(cp, in, out, anomalies, damaged) { cp, in, sizeof in - 1, out, anomalies, damaged }
/* clang-format on */

static inline void check(const struct vector *v)
{
    struct result r;

    decode(v->codepage, v->in, v->len, &r);
    if (r.len != strlen(v->out) || memcmp(r.bytes, v->out, r.len) != 0)
        fail_msg("code page %u: \"%.*s\", expected \"%s\"", (unsigned)v->codepage,
                 (int)r.len, r.bytes, v->out);
    if (r.anomalies != v->anomalies || r.damaged != v->damaged)
        fail_msg("code page %u, \"%s\": anomalies %x, damaged %u", (unsigned)v->codepage,
                 v->out, (unsigned)r.anomalies, (unsigned)r.damaged);
    assert_all_splits(v->codepage, (const uint8_t *)v->in, v->len, &r);
}

static inline void check_all(const struct vector *v, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(&v[i]);
}
#define CHECK(table) check_all(table, sizeof table / sizeof table[0])

#endif
