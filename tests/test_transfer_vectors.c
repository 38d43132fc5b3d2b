/* SPDX-License-Identifier: MIT */

/* Groups of base64 and uuencode, which are decoded with vectors where the processor has them, are what a loop
 * makes of one character after the other: of all lengths and alignments, of each character at each place, and
 * with each other byte at each place. Blocks of memory end where the input and the room for the output do.
 * All kinds decode whole inputs to what they decode them to byte by byte, which vectors have no part in. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "transfer/priv.h"
#include "transfer/vectors.h"

#include "transfer_check.h"
#include "transfer_writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GROUPS     21u     /* more than a line of either has */
#define ALIGNMENTS 16u
#define BEYOND     16u     /* bytes after the room, which stay as they are */

static uint32_t value_of_base64(uint8_t b)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = b != 0 ? strchr(alphabet, b) : NULL;

    return at != NULL ? (uint32_t)(at - alphabet) : 64u;
}

static uint32_t value_of_uu(uint8_t b)
{
    return b >= 0x20 && b <= 0x60 ? (uint32_t)(b - 0x20) % 64u : 64u;
}

/* The way of a processor without AVX2. Fewer than four groups are not its own. */
static size_t base64_ssse3(uint8_t *out, const uint8_t *p, size_t groups)
{
#if defined(TNEFI_SSSE3)
    if (groups >= 4u && tnefi_base_has_ssse3())
        return tnefi_transfer_base64_ssse3(out, p, groups, 0);
#endif
    return tnefi_transfer_base64_quanta(out, p, groups);
}

static const struct kind {
    uint32_t (*value)(uint8_t b);
    size_t (*decode)(uint8_t *out, const uint8_t *p, size_t groups);
} kinds[] = {
    { value_of_base64, tnefi_transfer_base64_quanta },
    { value_of_base64, base64_ssse3 },
    { value_of_uu, tnefi_transfer_uu_decode },
};
#define KINDS (sizeof kinds / sizeof kinds[0])

static void fill(const struct kind *kind, uint8_t *p, size_t n, uint32_t random)
{
    for (size_t i = 0; i < n;) {
        random = random * 1664525u + 1013904223u;
        p[i] = (uint8_t)(random >> 24);
        i += kind->value(p[i]) < 64u;
    }
}

/* One after the other, up to a group with another byte. Returns how many groups. */
static size_t expected(const struct kind *kind, uint8_t *out, const uint8_t *p, size_t groups)
{
    for (size_t i = 0; i < groups; i++) {
        uint32_t bits = 0;

        for (size_t k = 0; k < 4; k++) {
            uint32_t value = kind->value(p[4u * i + k]);

            if (value == 64u)
                return i;
            bits = bits * 64u + value;
        }
        for (size_t k = 0; k < 3; k++)
            out[3u * i + k] = (uint8_t)(bits >> (16u - 8u * k));
    }
    return groups;
}

static void *room_for(size_t n)
{
    void *p = malloc(n > 0 ? n : 1u);

    assert_non_null(p);
    return p;
}

/* |before|: bytes before the first one, in input and output. */
static void check(const struct kind *kind, const uint8_t *p, size_t groups, size_t before)
{
    uint8_t wanted[3u * GROUPS];
    uint8_t *in = room_for(before + 4u * groups);
    uint8_t *tight = room_for(before + 3u * groups);
    uint8_t *wide = room_for(before + 3u * groups + BEYOND);
    size_t n = expected(kind, wanted, p, groups);

    memcpy(in + before, p, 4u * groups);
    memset(wide, 0xA5, before + 3u * groups + BEYOND);
    assert_int_equal(kind->decode(tight + before, in + before, groups), n);
    assert_int_equal(kind->decode(wide + before, in + before, groups), n);
    assert_memory_equal(tight + before, wanted, 3u * n);
    assert_memory_equal(wide + before, wanted, 3u * n);
    for (size_t i = 0; i < BEYOND; i++)
        assert_int_equal(wide[before + 3u * groups + i], 0xA5);
    free(wide);
    free(tight);
    free(in);
}

static void all_lengths_and_alignments(void **state)
{
    uint8_t p[4u * GROUPS];

    (void)state;
    for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++)
        for (size_t before = 0; before < ALIGNMENTS; before++)
            for (size_t groups = 0; groups <= GROUPS; groups++) {
                fill(kind, p, sizeof p, (uint32_t)(before * GROUPS + groups));
                check(kind, p, groups, before);
            }
}

static void each_byte_at_each_place(void **state)
{
    uint8_t p[4u * GROUPS];

    (void)state;
    for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++)
        for (size_t at = 0; at < sizeof p; at++) {
            fill(kind, p, sizeof p, (uint32_t)at);
            for (unsigned b = 0; b < 256u; b++) {
                p[at] = (uint8_t)b;
                check(kind, p, GROUPS, at % ALIGNMENTS);
                check(kind, p, at / 4u + 1u, at % ALIGNMENTS);
            }
        }
}

static void two_bytes_of_none(void **state)
{
    uint8_t p[4u * GROUPS];

    (void)state;
    for (const struct kind *kind = kinds; kind < kinds + KINDS; kind++)
        for (size_t a = 0; a < sizeof p; a++)
            for (size_t b = 0; b < sizeof p; b++) {
                fill(kind, p, sizeof p, (uint32_t)(a + b));
                p[a] = 0x0D;
                p[b] = 0xFF;
                check(kind, p, GROUPS, 0);
            }
}

/* ---- Whole inputs -------------------------------------------------------------------------- */

#define LONGEST 2000u

static uint32_t next_random(uint32_t *random)
{
    *random = *random * 1664525u + 1013904223u;
    return *random >> 8;
}

/* Text of which much is special to the kind; runs of it are long enough for vectors. */
static size_t random_input(char *p, uint32_t kind, uint32_t *random)
{
    static const char *const letters[] = {
        [TNEF_TRANSFER_BASE64] = "AAbz09+/=\r\n\n -",
        [TNEF_TRANSFER_QUOTED_PRINTABLE] = "aa ==CF0af\r\n\n\t \x7f\x80~",
        [TNEF_TRANSFER_UUENCODE] = "MM`` !\"5be\r\n\n~\x1f",
    };
    static const char *const pieces[] = { "=C3=A4", "=\r\n", "=20\n", "\r\n", "\n", "aaaaaaaaa",
                                          "\n$86%A80``\n$86%A80``\n",
                                          "QUJDQUJDQUJDQUJDQUJDQUJD", "=3D=3d", "\nM", "    " };
    const char *of = letters[kind];
    size_t n = 0;
    size_t most = next_random(random) % LONGEST;

    if (kind == TNEF_TRANSFER_UUENCODE) {
        memcpy(p, "begin 644 a\n#86%A\n", 18);
        n = 18;
    }
    while (n < most) {
        uint32_t what = next_random(random);
        const char *piece = pieces[what / 16u % (sizeof pieces / sizeof pieces[0])];

        if (what % 4u == 0) {
            memcpy(p + n, piece, strlen(piece));
            n += strlen(piece);
        } else if (what % 4u == 1u) {
            p[n] = of[what / 16u % strlen(of)];
            n++;
        } else {
            memset(p + n, of[what / 16u % strlen(of)], what / 1024u % 70u);
            n += what / 1024u % 70u;
        }
    }
    return n;
}

static void same(const struct transfer_result *a, const struct transfer_result *b)
{
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->len, b->len);
    assert_memory_equal(a->out, b->out, a->len);
    assert_memory_equal(a->count, b->count, sizeof a->count);
    assert_memory_equal(a->first, b->first, sizeof a->first);
    assert_int_equal(a->error.offset, b->error.offset);
}

static void whole_inputs(void **state)
{
    uint32_t random = 1;

    (void)state;
    for (uint32_t round = 0; round < 4000u; round++) {
        char p[LONGEST + 100u];
        uint32_t kind = 1u + round % 3u;
        size_t len = random_input(p, kind, &random);
        const uint64_t limit = round % 5u == 0 ? 1u + len / 2u : 0;
        const struct transfer_plan whole = { .max_output = limit };
        const struct transfer_plan bytes = { .piece = 1, .max_output = limit };
        struct transfer_result a, b;

        transfer_run(&a, kind, p, len, &whole);
        transfer_run(&b, kind, p, len, &bytes);
        same(&a, &b);
        transfer_result_free(&a);
        transfer_result_free(&b);
    }
}

/* Lines of quoted-printable of each length about the longest, and rows of blanks about the most that are kept
 * back, before each end of a line; then what follows tells where the line began. */
static void lines_of_text(void **state)
{
    static const char *const ends[] = { "\r\n", " \r\n", "=\r\n", "= \r\n", " =\r\n", "\t\r\n", "\n",
                                        "=\n",   "\r",    "=\r",   "=3D",    "=3d",    "\x80",   "==",
                                        "\x7f",  "" };
    static const char *const next[] = { "", "abcdefghijklmnop\r\n", "=C3=BC=\r\n\r\n", "\r\n.\r\n" };

    (void)state;
    for (size_t len = 0; len < 150u; len++)
        for (size_t e = 0; e < sizeof ends / sizeof ends[0]; e++)
            for (size_t k = 0; k < sizeof next / sizeof next[0]; k++) {
                const struct transfer_plan whole = { 0 }, bytes = { .piece = 1 };
                struct transfer_result a, b;
                char p[256];
                size_t n = k % 2u * 7u;

                memset(p, 'x', n);
                memset(p + n, k < 2u ? 'a' : ' ', len);
                n += len;
                n += (size_t)sprintf(p + n, "%s%s", ends[e], next[k]);
                transfer_run(&a, TNEF_TRANSFER_QUOTED_PRINTABLE, p, n, &whole);
                transfer_run(&b, TNEF_TRANSFER_QUOTED_PRINTABLE, p, n, &bytes);
                same(&a, &b);
                transfer_result_free(&a);
                transfer_result_free(&b);
            }
}

/* The limit of output in each place of lines that are decoded at once. */
static void limits_in_lines(void **state)
{
    uint8_t raw[300], in[TRANSFER_ROOM(sizeof raw)];

    (void)state;
    transfer_fill(raw, sizeof raw, 1);
    for (uint32_t kind = TNEF_TRANSFER_BASE64; kind <= TNEF_TRANSFER_UUENCODE; kind++) {
        size_t len = kind == TNEF_TRANSFER_UUENCODE ? transfer_uu(in, raw, sizeof raw, 45, '`', "name", "\n")
            : kind == TNEF_TRANSFER_BASE64          ? transfer_base64(in, raw, sizeof raw, 76, "\r\n")
                                                    : transfer_qp(in, raw, sizeof raw, true, false, "\r\n");

        for (uint64_t limit = 1; limit < sizeof raw; limit++) {
            const struct transfer_plan whole = { .max_output = limit };
            const struct transfer_plan bytes = { .piece = 1, .max_output = limit };
            struct transfer_result a, b;

            transfer_run(&a, kind, in, len, &whole);
            transfer_run(&b, kind, in, len, &bytes);
            same(&a, &b);
            transfer_result_free(&a);
            transfer_result_free(&b);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_lengths_and_alignments),
        cmocka_unit_test(each_byte_at_each_place),
        cmocka_unit_test(two_bytes_of_none),
        cmocka_unit_test(whole_inputs),
        cmocka_unit_test(lines_of_text),
        cmocka_unit_test(limits_in_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
