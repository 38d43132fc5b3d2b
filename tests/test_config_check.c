/* SPDX-License-Identifier: MIT */

/* Which field of a configuration is wrong (<tnef/base.h>, "Configurations"): of every one, alone and
 * with another; and that what checks and what makes objects never differ, whatever is in a field. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config_world.h"
#include "counting_alloc.h"

#define TOP (UINT64_C(1) << 62)   /* the ceiling of 64-bit limits                                    */

/* ---- What is wrong ------------------------------------------------------------------------ */

/* A field that gets a value, or the pointer if |width| is 0, and the one that is wrong then. */
struct row {
    enum area area;
    uint32_t kinds;               /* that refuse it; 0: all that look into the area                 */
    size_t at, width;
    uint64_t value;
    const void *pointer;
    size_t wrong;
};

#define FIELD(type, field) offsetof(type, field), sizeof(((type *)0)->field)
#define WRONG(area, type, field, value)                                                            \
    { area, 0, FIELD(type, field), (value), NULL, offsetof(type, field) }
#define MISSES(area, type, field)                                                                  \
    { area, 0, offsetof(type, field), 0, 0, NULL, offsetof(type, field) }
#define SPOILS(area, type, field, value, other)                                                    \
    { area, 0, FIELD(type, field), (value), NULL, offsetof(type, other) }
#define LOADER(field)                                                                              \
    { A_HANDLERS, 1u << K_MESSAGE, offsetof(tnef_reader_handlers, field), 0, 0, "any",                     \
      offsetof(tnef_reader_handlers, field) }

#define IN_KEY(key, field) (KEY_##key * sizeof(tnef_bag_key) + offsetof(tnef_bag_key, field))
#define NUMBER(key, value)                                                                         \
    { A_KEYS, 0, IN_KEY(key, number), sizeof(uint32_t), (value), NULL, IN_KEY(key, number) }
#define POINTER(key, field, pointer, other)                                                        \
    { A_KEYS, 0, IN_KEY(key, field), 0, 0, (pointer), IN_KEY(key, other) }

static const struct row rows[] = {
    WRONG(A_DECODER, tnef_decoder_config, flags, 0x8),
    WRONG(A_DECODER, tnef_decoder_config, flags, UINT32_MAX),
    MISSES(A_DECODER, tnef_decoder_config, on_event),
    WRONG(A_LIMITS, tnef_decoder_limits, max_depth, TNEF_DEPTH_CEILING + 1u),
    WRONG(A_LIMITS, tnef_decoder_limits, max_input, TOP + 1u),
    WRONG(A_LIMITS, tnef_decoder_limits, max_output, TOP + 1u),
    WRONG(A_LIMITS, tnef_decoder_limits, max_events, TOP + 1u),
    WRONG(A_LZFU, tnef_lzfu_config, flags, 1),
    MISSES(A_LZFU, tnef_lzfu_config, sink),
    WRONG(A_LZFU, tnef_lzfu_config, max_output, TOP + 1u),
    WRONG(A_LZFU, tnef_lzfu_config, max_input, TOP + 1u),
    WRONG(A_TRANSFER, tnef_transfer_config, kind, TNEF_TRANSFER_UUENCODE + 1u),
    MISSES(A_TRANSFER, tnef_transfer_config, sink),
    WRONG(A_TRANSFER, tnef_transfer_config, max_input, TOP + 1u),
    WRONG(A_TRANSFER, tnef_transfer_config, max_output, TOP + 1u),
    WRONG(A_RTF, tnef_rtf_config, want, 1),
    MISSES(A_RTF, tnef_rtf_config, sink),
    WRONG(A_RTF, tnef_rtf_config, max_output, TOP + 1u),
    MISSES(A_HTML, tnef_html_config, sink),
    WRONG(A_HTML, tnef_html_config, max_output, TOP + 1u),
    WRONG(A_SCANNER, tnef_scanner_config, policy, 1),
    WRONG(A_SCANNER, tnef_scanner_config, fatal, TNEF_ANOMALY_BIT(TNEF_SCANNER_A_END)),
    SPOILS(A_SCANNER, tnef_scanner_config, magic, 0, magic_len),
    WRONG(A_SCANNER, tnef_scanner_config, magic_len, 0),
    WRONG(A_SCANNER, tnef_scanner_config, magic_len, 9),
    WRONG(A_SCANNER, tnef_scanner_config, reserved, 1),
    WRONG(A_SCAN_LIMITS, tnef_scanner_limits, max_line, TNEF_SCANNER_LINE_CEILING + 1u),
    WRONG(A_SCAN_LIMITS, tnef_scanner_limits, max_pieces, 33),
    WRONG(A_SCAN_LIMITS, tnef_scanner_limits, max_depth, TNEF_SCANNER_DEPTH_CEILING + 1u),
    WRONG(A_SCAN_LIMITS, tnef_scanner_limits, max_parts, TNEF_SCANNER_PARTS_CEILING + 1u),
    WRONG(A_SCAN_LIMITS, tnef_scanner_limits, max_levels, TNEF_SCANNER_LEVELS + 1u),
    WRONG(A_SCAN_LIMITS, tnef_scanner_limits, max_stream, TOP + 1u),
    WRONG(A_SCAN_LIMITS, tnef_scanner_limits, max_output, TOP + 1u),
    WRONG(A_SCAN_LIMITS, tnef_scanner_limits, max_input, TOP + 1u),
    WRONG(A_READER, tnef_reader_config, flags, 0x8),
    LOADER(message_begin),
    LOADER(message_end),
    LOADER(recipient),
    LOADER(part_begin),
    LOADER(content_begin),
    LOADER(part_data),
    LOADER(content_end),
    LOADER(part_end),
    WRONG(A_BAG, tnef_bag_config, count, TNEF_BAG_CEILING + 1u),
    MISSES(A_BAG, tnef_bag_config, wanted),
    NUMBER(ID, 0),
    NUMBER(ID, 0x8000),
    NUMBER(ID, 0x8000001Eu),
    NUMBER(NAME, 1),
    POINTER(ID, name, "Keywords", name),
    POINTER(NAME, guid, NULL, name),
    POINTER(NAME, name, "\xC0\x80", name),
    POINTER(LID, name, "Keywords", number),
    POINTER(LID, guid, NULL, number),
    WRONG(A_JSON, tnef_json_config, flags, TNEF_RESYNC),
    MISSES(A_JSON, tnef_json_config, sink),
    WRONG(A_JSON, tnef_json_config, max_output, TOP + 1u),
    WRONG(A_BODIES, tnef_bodies_config, flags, 2),
    WRONG(A_BODIES, tnef_bodies_config, max_memory, TNEF_BODIES_MEMORY_CEILING + 1u),
    WRONG(A_BODIES, tnef_bodies_config, max_bodies, 4097),
    WRONG(A_BODIES, tnef_bodies_config, max_spool, TOP + 1u),
    WRONG(A_BODIES, tnef_bodies_config, max_output, TOP + 1u),
    WRONG(A_BODIES, tnef_bodies_config, max_total, TOP + 1u),
    MISSES(A_SPOOL, tnef_spool, write),
    MISSES(A_SPOOL, tnef_spool, read),
    MISSES(A_CHARSETS, tnef_charset_hook, open),
    MISSES(A_CHARSETS, tnef_charset_hook, convert),
    MISSES(A_CHARSETS, tnef_charset_hook, close),
    WRONG(A_MAIL, tnef_mail_config, policy, 1),
    WRONG(A_MAIL, tnef_mail_config, fatal, TNEF_ANOMALY_BIT(TNEF_SCANNER_A_END)),
    WRONG(A_MAIL, tnef_mail_config, descend, 1),
    WRONG(A_MAIL, tnef_mail_config, max_inner, TNEF_MAIL_INNER_CEILING + 1u),
    WRONG(A_MAIL, tnef_mail_config, max_inner_bytes, TOP + 1u),
    WRONG(A_CONVERT, tnef_convert_config, flags, 1),
    WRONG(A_CONVERT, tnef_convert_config, max_tree, TOP + 1u),
    WRONG(A_CONVERT, tnef_convert_config, max_spool, TOP + 1u),
    WRONG(A_CONVERT, tnef_convert_config, max_output, TOP + 1u),
    WRONG(A_CONVERT, tnef_convert_config, max_memory, TNEF_BODIES_MEMORY_CEILING + 1u),
    WRONG(A_CONVERT, tnef_convert_config, max_bodies, TNEF_BODIES_MEMORY_CEILING + 1u),
    WRONG(A_UNWRAP, tnef_unwrap_config, flags, 1),
    MISSES(A_UNWRAP, tnef_unwrap_config, spool),
    WRONG(A_OPTIONS, tnef_convert_options, flags, 0x20),
    WRONG(A_OPTIONS, tnef_convert_options, card_version, 2),
    WRONG(A_OPTIONS, tnef_convert_options, reserved, 1),
};
#define ROW_COUNT (sizeof rows / sizeof rows[0])

static uint32_t refusers(const struct row *r)
{
    return r->kinds != 0 ? r->kinds : areas[r->area].reached;
}

static void spoil(const struct row *r)
{
    uint8_t *field = world_area(r->area) + r->at;
    uint32_t low = (uint32_t)r->value;

    if (r->width == sizeof low)
        memcpy(field, &low, sizeof low);
    else if (r->width != 0)
        memcpy(field, &r->value, sizeof r->value);
    else
        memcpy(field, &r->pointer, sizeof r->pointer);
}

/* ---- Checking and making ------------------------------------------------------------------ */

static void made(const struct kind_info *k, const void *cfg, tnef_status expected)
{
    struct counting_alloc c;

    counting_alloc_init(&c, 0);
    assert_int_equal(k->make(cfg, &c.alloc), expected);
    assert_int_equal(c.held, 0);
    assert_true((c.calls > 0) == (expected == TNEF_OK));
    if (k->init != NULL)
        assert_int_equal(k->init(cfg), expected);
    if (k->size != NULL)
        assert_true((k->size(cfg) > 0) == (expected == TNEF_OK));
    counting_alloc_init(&c, 1);
    assert_int_equal(k->make(cfg, &c.alloc), expected == TNEF_OK ? TNEF_E_MEMORY : expected);
}

/* What is wrong for a kind, or NULL; and that making agrees. */
static const uint8_t *asked(enum kind kind)
{
    const struct kind_info *k = &kinds[kind];
    const void *cfg = world_area(k->root), *field = k;
    tnef_status status = k->check(cfg, &field);

    assert_int_equal(status, field == NULL ? TNEF_OK : TNEF_E_ARGUMENT);
    assert_int_equal(k->check(cfg, NULL), status);
    made(k, cfg, status);
    return field;
}

static void check_nothing_is_wrong(void **state)
{
    (void)state;
    world_reset();
    for (enum kind k = 0; k < KIND_COUNT; k++)
        assert_null(asked(k));
}

static void check_no_configuration(void **state)
{
    (void)state;
    for (enum kind k = 0; k < KIND_COUNT; k++) {
        tnef_status expected = kinds[k].may_be_null ? TNEF_OK : TNEF_E_ARGUMENT;
        const void *field = &field;

        assert_int_equal(kinds[k].check(NULL, &field), expected);
        assert_null(field);
        assert_int_equal(kinds[k].check(NULL, NULL), expected);
        made(&kinds[k], NULL, expected);
    }
}

static void check_each_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        world_reset();
        spoil(&rows[i]);
        for (enum kind k = 0; k < KIND_COUNT; k++) {
            int refused = (refusers(&rows[i]) >> k & 1u) != 0;

            assert_ptr_equal(asked(k), refused ? world_area(rows[i].area) + rows[i].wrong : NULL);
        }
    }
}

/* The longest name that can be, and one that is longer. */
static void check_length_of_names(void **state)
{
    static char name[257];
    const char *p = name;

    (void)state;
    world_reset();
    memcpy(world_area(A_KEYS) + IN_KEY(NAME, name), &p, sizeof p);
    memset(name, 'n', 255);
    assert_null(asked(K_BAG));
    name[255] = 'n';
    assert_ptr_equal(asked(K_BAG), world_area(A_KEYS) + IN_KEY(NAME, name));
    assert_ptr_equal(asked(K_MAIL), world_area(A_KEYS) + IN_KEY(NAME, name));
}

/* ---- Sizes -------------------------------------------------------------------------------- */

static void expect_size(enum area a, uint32_t size, const uint8_t *wrong)
{
    memcpy(world_area(a), &size, sizeof size);
    for (enum kind k = 0; k < KIND_COUNT; k++)
        assert_ptr_equal(asked(k), (areas[a].reached >> k & 1u) != 0 ? wrong : NULL);
}

static void check_sizes(void **state)
{
    (void)state;
    for (enum area a = 0; a < AREA_COUNT; a++) {
        uint32_t known = (uint32_t)areas[a].size;

        if (a == A_KEYS)
            continue;
        world_reset();
        for (uint32_t size = 0; size < known; size++)
            expect_size(a, size, world_area(a));
        for (uint32_t more = 0; more < 16; more++)
            expect_size(a, known + more, NULL);
        expect_size(a, known + 4096u, NULL);
        /* Nothing of what such a size claims is read. */
        expect_size(a, known + 4097u, world_area(a));
        expect_size(a, UINT32_MAX, world_area(a));
        for (uint32_t beyond = 16; beyond-- > 0;) {
            world_area(a)[known + beyond] = 1;
            expect_size(a, known + beyond, NULL);
            expect_size(a, known + beyond + 1u, world_area(a) + known + beyond);
            expect_size(a, known + 4096u, world_area(a) + known + beyond);
        }
    }
}

/* ---- Two fields --------------------------------------------------------------------------- */

/* The way from the configuration of a kind to a field: offsets, from the outside in. */
struct way {
    uint32_t depth;
    size_t at[5];
};

static int find_way(struct way *w, enum area from, enum area to, size_t at)
{
    uint32_t depth = w->depth;

    if (from == to) {
        w->at[w->depth++] = at;
        return 1;
    }
    for (enum area a = 0; a < AREA_COUNT; a++) {
        size_t link = world_link(from, a);

        if (link == 0)
            continue;
        w->depth = depth;
        w->at[w->depth++] = link;
        if (find_way(w, a, to, at))
            return 1;
    }
    return 0;
}

static int comes_first(enum kind k, const struct row *x, const struct row *y)
{
    struct way a = { 0, { 0 } }, b = { 0, { 0 } };

    assert_true(find_way(&a, kinds[k].root, x->area, x->wrong));
    assert_true(find_way(&b, kinds[k].root, y->area, y->wrong));
    for (uint32_t i = 0; i < a.depth && i < b.depth; i++)
        if (a.at[i] != b.at[i])
            return a.at[i] < b.at[i];
    return a.depth < b.depth;
}

static void check_pair(const struct row *x, const struct row *y)
{
    world_reset();
    spoil(x);
    spoil(y);
    for (enum kind k = 0; k < KIND_COUNT; k++) {
        const struct row *first = x;
        const void *field;

        if ((refusers(x) & refusers(y) & 1u << k) == 0)
            continue;
        if (comes_first(k, y, x))
            first = y;
        assert_int_equal(kinds[k].check(world_area(kinds[k].root), &field), TNEF_E_ARGUMENT);
        assert_ptr_equal(field, world_area(first->area) + first->wrong);
    }
}

/* The fields of a key are wrong by what they are together, and so are |magic| and its length. */
static int are_one(const struct row *x, const struct row *y)
{
    if (x->area != y->area)
        return 0;
    if (x->area == A_KEYS)
        return x->at / sizeof(tnef_bag_key) == y->at / sizeof(tnef_bag_key);
    return x->at == y->at || x->wrong == y->wrong;
}

static void check_the_first_of_two(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT; i++)
        for (size_t j = 0; j < i; j++)
            if (!are_one(&rows[i], &rows[j]))
                check_pair(&rows[i], &rows[j]);
}

/* ---- Anything in any field ---------------------------------------------------------------- */

/* Whether constructors would follow a pointer that is in these bytes. */
static int is_followed(enum area a, size_t at, size_t width)
{
    for (const size_t *p = areas[a].pointers; *p != 0; p++)
        if (at < *p - 1u + sizeof(void *) && *p - 1u < at + width)
            return 1;
    return 0;
}

/* Handlers that may not be are refused; those that may be would be called. */
static int is_called(enum area a, enum kind k)
{
    return a == A_HANDLERS && k == K_MESSAGE;
}

/* A field that is wrong is one of the bytes that were filled, or what they say is there and is not: a
 * larger struct, more keys. */
static void is_near(const uint8_t *field, enum area a, size_t at, size_t width)
{
    const uint8_t *base = world_area(a), *keys = world_area(A_KEYS);

    if (field == NULL || (field >= base + at && field < base + at + width))
        return;
    if (a == A_BAG && at < 8u && field > keys && field < keys + AREA_SIZE)
        assert_ptr_equal(field, keys + areas[A_KEYS].size + offsetof(tnef_bag_key, number));
    else if (a != A_KEYS && at < 4u && field >= base + areas[a].size)
        assert_ptr_equal(field, base + areas[a].size);
    else
        assert_true(field <= base + at && field + 8 > base + at);
}

static void fill(enum area a, size_t at, size_t width, uint8_t with)
{
    if (is_followed(a, at, width))
        return;
    world_reset();
    memset(world_area(a) + at, with, width);
    if (a != A_KEYS)
        world_area(a)[areas[a].size] = 1;
    for (enum kind k = 0; k < KIND_COUNT; k++)
        if ((areas[a].reached >> k & 1u) != 0 && !is_called(a, k))
            is_near(asked(k), a, at, width);
}

static void check_anything_anywhere(void **state)
{
    (void)state;
    for (enum area a = 0; a < AREA_COUNT; a++)
        for (size_t width = 1; width <= 8; width *= 2)
            for (size_t at = 0; at + width <= areas[a].size; at += width) {
                fill(a, at, width, 0xFF);
                fill(a, at, width, 0x01);
                fill(a, at, width, 0x00);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_nothing_is_wrong),
        cmocka_unit_test(check_no_configuration),
        cmocka_unit_test(check_each_field),
        cmocka_unit_test(check_length_of_names),
        cmocka_unit_test(check_sizes),
        cmocka_unit_test(check_the_first_of_two),
        cmocka_unit_test(check_anything_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
