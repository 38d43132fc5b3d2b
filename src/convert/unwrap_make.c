/* SPDX-License-Identifier: MIT */
/* A stream, out of the mail into the converter, and what becomes of it. */

#include "convert/unwrap_same.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

/* What is lost if only the message comes out. So is one of two different bodies, texts or attributes where
 * one is expected, which is an anomaly of the stream. */
#define LOSSES \
  (TNEF_CONVERT_NO_RULE | TNEF_CONVERT_NO_ZONE | TNEF_CONVERT_NO_START | TNEF_CONVERT_MEMBERS \
   | TNEF_CONVERT_PEOPLE | TNEF_CONVERT_EXCEPTIONS | TNEF_CONVERT_TRUNCATED | TNEF_CONVERT_PICTURE \
   | TNEF_CONVERT_REMAINDER | TNEF_CONVERT_SIGNATURE)

/* ---- Reading ------------------------------------------------------------------------------- */

static tnef_status to_converter(void *user, const void *buf, size_t len, size_t *taken)
{
    return tnef_convert_feed(user, buf, len, taken) == TNEF_OK ? TNEF_OK : TNEF_E_CALLBACK;
}

/* Decodes the body. What fails is the converter or the spool, and both have noted it. */
static void decode(struct tnef_unwrap *u, const struct tnefi_convert_unwrap_stream *s,
                   tnef_transfer *transfer)
{
    uint64_t at = s->body;

    while (at < s->end) {
        size_t n = 0;
        const uint8_t *p = tnefi_convert_unwrap_window(u, at, s->end, &n);

        if (p == NULL || tnef_transfer_feed(transfer, p, n, NULL) != TNEF_OK)
            return;
        at += n;
    }
    (void)tnef_transfer_finish(transfer);
}

static tnef_status converter_failed(struct tnef_unwrap *u)
{
    tnef_error error = { .size = sizeof error };

    tnef_convert_error(u->convert, &error);
    return tnefi_convert_unwrap_fail(u, error.status, error.user_code);
}

tnef_status tnefi_convert_unwrap_load(struct tnef_unwrap *u, uint32_t index)
{
    const struct tnefi_convert_unwrap_stream *s = &u->live.stream[index];
    const tnef_transfer_config cfg = { .size = sizeof cfg,
                                       .kind = s->encoding,
                                       .sink = to_converter,
                                       .user = u->convert,
                                       .max_input = TNEF_TRANSFER_CEILING,
                                       .max_output = TNEF_TRANSFER_CEILING };
    _Alignas(max_align_t) unsigned char memory[TNEF_TRANSFER_SIZE_MAX];
    tnef_transfer *transfer;

    if (u->live.loaded == index + 1u)
        return TNEF_OK;
    u->live.loaded = 0;
    (void)tnef_convert_reset(u->convert);
    (void)tnef_transfer_init(&transfer, memory, sizeof memory, &cfg);
    decode(u, s, transfer);
    if (u->live.fatal.status != TNEF_OK)
        return u->live.fatal.status;
    if (u->live.error.status != TNEF_OK)
        return u->live.error.status;
    if (tnef_convert_finish(u->convert) != TNEF_OK)
        return converter_failed(u);
    u->live.loaded = index + 1u;
    return TNEF_OK;
}

/* ---- Deciding ------------------------------------------------------------------------------ */

/* A block of numbers for boundaries that none around the stream has one of. There are more blocks than
 * boundaries. */
static uint32_t free_numbers(const struct tnefi_convert_unwrap_guard *g)
{
    uint64_t taken = 0;
    uint32_t block = 0;

    for (uint32_t i = 0; i < g->count; i++) {
        uint64_t number = 0;

        TNEFI_TOUCH(g->len[i]);
        if (g->len[i] < 6u || memcmp(g->delimiter[i], "--=_T", 5) != 0)
            continue;
        for (uint32_t k = 5;
             k < g->len[i] && tnefi_base_is_digit(g->delimiter[i][k]) && number < UNWRAP_BLOCK * 64u; k++)
            number = number * 10u + (uint64_t)(g->delimiter[i][k] - '0');
        if (number < UNWRAP_BLOCK * 64u)
            taken |= UINT64_C(1) << (number / UNWRAP_BLOCK);
    }
    while ((taken >> block & 1u) != 0)
        block++;
    return block * UNWRAP_BLOCK;
}

/* The fields that the mail has, and keeps. Of a stream that is of another mail none is added. */
static void find_fields(struct tnef_unwrap *u, struct tnefi_convert_unwrap_stream *s)
{
    char name[UNWRAP_NAME];
    uint64_t at = s->head;
    size_t len = 0;

    while (at < s->body && tnefi_convert_unwrap_field(u, at, s->body, &at, name, &len))
        if (!tnefi_convert_unwrap_is_dropped(name, len))
            s->outer.has |= tnefi_convert_field_bit(name, len);
    if (!tnefi_convert_unwrap_is_foreign(u, s->head, s->body))
        return;
    s->outer.has |= ~TNEFI_CONVERT_FIELD_VERSION;
    u->live.info.left_out |= TNEF_CONVERT_FOREIGN;
}

static tnef_status to_guard(void *user, const void *buf, size_t len, size_t *taken)
{
    struct tnefi_convert_unwrap_guard *g = user;

    tnefi_convert_unwrap_guard_feed(g, buf, len);
    *taken = len;
    return g->collides ? TNEF_STOPPED : TNEF_OK;
}

/* The part as it was stands in a multipart of ours. */
static tnef_status guard_old_body(struct tnef_unwrap *u, const struct tnefi_convert_unwrap_stream *s)
{
    struct tnefi_convert_unwrap_guard *g = &u->guard;
    uint64_t at = s->body;

    g->count = 1;
    g->len[0] = 5;
    memcpy(g->delimiter[0], "--=_T", 5);
    g->line_len = 0;
    while (at < s->end) {
        size_t n = 0;
        const uint8_t *p = tnefi_convert_unwrap_window(u, at, s->end, &n);

        if (p == NULL)
            return u->live.fatal.status;
        tnefi_convert_unwrap_guard_feed(g, p, n);
        at += n;
    }
    tnefi_convert_unwrap_guard_feed(g, (const uint8_t *)"\n", 1);
    return TNEF_OK;
}

/* What stands in the way of a message that was written for a try. */
static uint32_t obstacle(struct tnef_unwrap *u, tnef_status status)
{
    if (status == TNEF_OK && !u->guard.collides)
        return 0;
    if (u->guard.collides)
        return TNEF_UNWRAP_BOUNDARY;
    if (status == TNEF_E_LIMIT_OUTPUT)
        return TNEF_UNWRAP_UNREAD;
    (void)converter_failed(u);
    return TNEF_UNWRAP_UNREAD;
}

/* Writes the message for a try. Returns what stands in the way, or 0; |s| and |fate| tell how it came out. */
static uint32_t write_to_guard(struct tnef_unwrap *u, struct tnefi_convert_unwrap_stream *s)
{
    struct tnef_convert_info info = { .size = sizeof info };
    tnef_status status;

    u->guard.line_len = 0;
    u->guard.collides = 0;
    status = tnefi_convert_write_inside(u->convert, &u->options, &s->outer, to_guard, &u->guard);
    tnefi_convert_unwrap_guard_feed(&u->guard, (const uint8_t *)"\n", 1);
    tnef_convert_info(u->convert, &info);
    s->is_kept = info.status != TNEF_OK || (tnef_convert_left_out(u->convert) & LOSSES) != 0
                 || (info.anomalies & TNEF_ANOMALY_BIT(TNEF_A_DUPLICATE)) != 0;
    return obstacle(u, status);
}

/* The same, with plain text beside the stream. Where the part as it was stays, that text does. */
static uint32_t write_beside(struct tnef_unwrap *u, struct tnefi_convert_unwrap_stream *s, uint32_t codepage)
{
    struct tnefi_convert_plain plain = { .was_read = 0 };
    struct tnefi_convert_unwrap_same same;
    uint32_t why;

    tnefi_convert_unwrap_same_begin(&same, u, &s->plain, codepage, &plain);
    s->outer.plain = &plain;
    why = write_to_guard(u, s);
    s->outer.plain = NULL;
    if (tnefi_convert_unwrap_same_end(&same))
        s->fate = UNWRAP_PLAIN_GOES;
    else if (plain.was_read)
        s->fate = UNWRAP_PLAIN_MOVES;
    if (why != 0 || !s->is_kept)
        return why;
    s->fate = UNWRAP_PLAIN_STAYS;
    return plain.was_read ? write_to_guard(u, s) : why;
}

static uint32_t try_it(struct tnef_unwrap *u, struct tnefi_convert_unwrap_stream *s)
{
    uint32_t codepage = 0;
    uint32_t why;

    s->outer.boundaries = free_numbers(&u->guard) + 1u;
    why = tnefi_convert_unwrap_may_move(u, &s->plain, &codepage) ? write_beside(u, s, codepage)
                                                                 : write_to_guard(u, s);
    if (why != 0)
        return why;
    u->live.info.left_out |= tnef_convert_left_out(u->convert);
    s->is_replaced = 1;
    if (!s->is_kept)
        return 0;
    s->outer.is_part = 1;
    (void)guard_old_body(u, s);
    s->is_replaced = !u->guard.collides;
    return u->guard.collides ? TNEF_UNWRAP_BOUNDARY : TNEF_UNWRAP_DAMAGED;
}

/* Whether it is the part of a mail that was unwrapped before. Its message stands beside it. */
static int is_marked(struct tnef_unwrap *u, const struct tnefi_convert_unwrap_stream *s)
{
    char name[UNWRAP_NAME];
    uint64_t at = s->head;
    size_t len = 0;

    while (!s->is_whole && at < s->body && tnefi_convert_unwrap_field(u, at, s->body, &at, name, &len))
        if (tnefi_convert_unwrap_is_mark(name, len))
            return 1;
    return 0;
}

tnef_status tnefi_convert_unwrap_decide(struct tnef_unwrap *u, uint32_t index)
{
    struct tnefi_convert_unwrap_stream *s = &u->live.stream[index];

    if (is_marked(u, s)) {
        u->live.info.kept |= TNEF_UNWRAP_DAMAGED;
        return TNEF_OK;
    }
    if (tnefi_convert_unwrap_load(u, index) != TNEF_OK)
        return u->live.fatal.status;
    if ((tnef_convert_kinds(u->convert) & TNEF_CONVERT_BIT(TNEF_CONVERT_MAIL)) == 0) {
        u->live.info.kept |= TNEF_UNWRAP_UNREAD;
        return TNEF_OK;
    }
    if (!tnefi_convert_unwrap_delimiters(u, s)) {
        u->live.info.kept |= TNEF_UNWRAP_BOUNDARY;
        return u->live.fatal.status;
    }
    if (s->is_whole)
        find_fields(u, s);
    tnefi_convert_unwrap_find_people(u, index);
    u->live.info.kept |= try_it(u, s);
    u->live.info.replaced += s->is_replaced != 0;
    return u->live.fatal.status;
}
