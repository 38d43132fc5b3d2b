/* SPDX-License-Identifier: MIT */

#include "transfer_rules.h"

#include "harness.h"
#include "../tests/touched.h"
#include "../tests/transfer_writer.h"

#include <tnef/transfer.h>

#include <stdlib.h>
#include <string.h>

struct decoding {
    tnef_transfer *transfer;
    uint8_t *out;
    size_t len, room;
    uint32_t pauses, random;
    uint64_t calls;          /* of the sink, and of feed and finish */
    uint64_t owners;         /* of which block each byte was said to be */
    tnef_status status;
    struct tnef_transfer_info info;
    uint64_t count[TNEF_TRANSFER_A_END], first[TNEF_TRANSFER_A_END];
    uint8_t name[TNEF_TRANSFER_NAME];
};

static tnef_status take(void *user, const void *buf, size_t len, size_t *taken)
{
    struct decoding *r = user;
    struct tnef_transfer_info info = { .size = sizeof info };
    tnef_status answer = TNEF_OK;

    r->calls++;
    CHECK(len > 0 && *taken == len);
    tnef_transfer_info(r->transfer, &info);
    if (r->pauses > 0 && options_random(&r->random, 256) < r->pauses) {
        answer = TNEF_PAUSED;
        len = options_random(&r->random, (uint32_t)len + 1u);
    }
    CHECK(len <= r->room - r->len);
    if (len > 0)
        memcpy(r->out + r->len, buf, len);
    for (size_t i = 0; i < len; i++)
        r->owners = r->owners % 4294967291u * 31u + info.blocks;
    r->len += len;
    *taken = len;
    return answer;
}

/* The most bytes that |len| can give. */
static size_t most(uint32_t kind, size_t len)
{
    if (kind == TNEF_TRANSFER_BASE64)
        return len / 4 * 3 + 3;
    return kind == TNEF_TRANSFER_UUENCODE ? len / 2 * 63 + 63 : len;
}

static tnef_status feed(struct decoding *r, const uint8_t *data, size_t size)
{
    uint8_t *piece = malloc(size > 0 ? size : 1);
    size_t at = 0, taken;
    tnef_status status;

    CHECK(piece != NULL);
    if (size > 0)
        memcpy(piece, data, size);
    do {
        r->calls++;
        status = tnef_transfer_feed(r->transfer, piece + at, size - at, &taken);
        CHECK(taken <= size - at);
        at += taken;
    } while (status == TNEF_PAUSED);
    CHECK(status != TNEF_OK || at == size);
    free(piece);
    return status;
}

static void finish(struct decoding *r)
{
    do {
        r->calls++;
        r->status = tnef_transfer_finish(r->transfer);
    } while (r->status == TNEF_PAUSED);
    CHECK(tnef_transfer_finish(r->transfer) == r->status);
    r->info.size = sizeof r->info;
    tnef_transfer_info(r->transfer, &r->info);
    CHECK(r->info.output == r->len);
    CHECK(r->info.name_len <= sizeof r->name);
    memcpy(r->name, r->info.name, r->info.name_len);
    r->info.name = NULL;
    for (uint32_t i = TNEF_TRANSFER_A_JUNK; i < TNEF_TRANSFER_A_END; i++) {
        r->count[i] = tnef_transfer_anomalies(r->transfer, i);
        r->first[i] = tnef_transfer_first(r->transfer, i);
        CHECK(r->first[i] <= r->info.input && (r->count[i] > 0 || r->first[i] == 0));
    }
    tnef_transfer_free(r->transfer);
}

/* Decodes |size| bytes, in pieces of up to |piece| (0: whole). */
static void decode(struct decoding *r, uint32_t kind, const uint8_t *data, size_t size,
                   uint64_t max_output, uint32_t piece)
{
    tnef_transfer_config cfg = {
        .size = sizeof cfg, .kind = kind, .sink = take, .user = r, .max_output = max_output,
    };
    uint64_t touched = touched_now();
    tnef_status status = TNEF_OK;

    r->room = most(kind, size);
    r->out = malloc(r->room + 1);
    CHECK(r->out != NULL);
    CHECK(tnef_transfer_new(&r->transfer, &cfg, NULL) == TNEF_OK);
    for (size_t at = 0; at < size && status == TNEF_OK;) {
        size_t n = size - at;

        if (piece > 0 && n > piece)
            n = 1u + options_random(&r->random, piece);
        status = feed(r, data + at, n);
        at += n;
    }
    finish(r);
    CHECK(touched_within("transfer", touched_now() - touched, size, r->calls));
    CHECK(status == TNEF_OK || status == r->status);
}

static void same(const struct decoding *a, const struct decoding *b)
{
    CHECK(a->status == b->status && a->owners == b->owners);
    CHECK(a->len == b->len && memcmp(a->out, b->out, a->len) == 0);
    CHECK(memcmp(&a->info, &b->info, sizeof a->info) == 0);
    CHECK(memcmp(a->count, b->count, sizeof a->count) == 0);
    CHECK(memcmp(a->first, b->first, sizeof a->first) == 0);
    CHECK(memcmp(a->name, b->name, sizeof a->name) == 0);
}

static void compare(const struct decoding *a, uint32_t kind, const uint8_t *data, size_t size,
                    uint64_t max_output)
{
    struct transfer_reference r = { .out = malloc(most(kind, size) + 1) };

    CHECK(r.out != NULL);
    if (kind == TNEF_TRANSFER_BASE64)
        transfer_reference_base64(&r, data, size);
    else if (kind == TNEF_TRANSFER_QUOTED_PRINTABLE)
        transfer_reference_qp(&r, data, size);
    else
        transfer_reference_uu(&r, data, size);
    if (max_output > 0 && r.len > max_output) {
        r.len = (size_t)max_output;
        r.status = TNEF_E_LIMIT_OUTPUT;
    }
    CHECK(a->status == r.status);
    CHECK(a->len == r.len && memcmp(a->out, r.out, r.len) == 0);
    free(r.out);
}

static size_t put_text(uint8_t *out, const char *text, const char *eol)
{
    memcpy(out, text, strlen(text));
    memcpy(out + strlen(text), eol, strlen(eol));
    return strlen(text) + strlen(eol);
}

static size_t encode_uu_base64(uint8_t *out, const uint8_t *in, size_t len, size_t line,
                               const char *eol)
{
    size_t n = put_text(out, "begin-base64 644 name", eol);

    n += transfer_base64(out + n, in, len, line, eol);
    return n + put_text(out + n, "====", eol);
}

static size_t encode(uint32_t kind, uint8_t *out, const uint8_t *in, size_t len, uint32_t random)
{
    const char *eol = random % 2u == 0 ? "\r\n" : "\n";
    size_t line = 1u + random / 2u % 63u;

    if (kind == TNEF_TRANSFER_BASE64)
        return transfer_base64(out, in, len, line, eol);
    if (kind == TNEF_TRANSFER_UUENCODE && random / 256u % 2u == 0)
        return encode_uu_base64(out, in, len, line, eol);
    if (kind == TNEF_TRANSFER_UUENCODE)
        return transfer_uu(out, in, len, line, random / 128u % 2u == 0 ? ' ' : '`', "name", eol);
    return transfer_qp(out, in, len, random / 2u % 2u == 0, random / 4u % 2u == 0, eol);
}

static void round_trip(uint32_t kind, const uint8_t *data, size_t size, uint32_t random)
{
    const uint64_t harmless = TNEF_ANOMALY_BIT(TNEF_TRANSFER_A_BARE_LF)
        | TNEF_ANOMALY_BIT(TNEF_TRANSFER_A_LENGTH) | TNEF_ANOMALY_BIT(TNEF_TRANSFER_A_HEX_LOWER)
        | TNEF_ANOMALY_BIT(TNEF_TRANSFER_A_BASE64);
    uint8_t *text = malloc(TRANSFER_ROOM(size));
    struct decoding r = { .random = random };
    size_t len;

    CHECK(text != NULL);
    len = encode(kind, text, data, size, random);
    decode(&r, kind, text, len, 0, 200);
    CHECK(r.status == TNEF_OK && (r.info.anomalies & ~harmless) == 0);
    CHECK(r.len == size && (size == 0 || memcmp(r.out, data, size) == 0));
    free(r.out);
    free(text);
}

int transfer_rules(uint32_t kind, const uint8_t *data, size_t size)
{
    struct options opt;
    struct decoding whole = { .random = 1 }, pieces = { .random = 1 };
    uint64_t max_output;

    size = options_take(&opt, data, size);
    max_output = opt.small * UINT64_C(4);
    pieces.random = opt.random;
    pieces.pauses = opt.pauses;
    decode(&whole, kind, data, size, max_output, 0);
    decode(&pieces, kind, data, size, max_output, opt.piece);
    same(&whole, &pieces);
    compare(&whole, kind, data, size, max_output);
    round_trip(kind, data, size, opt.random);
    free(whole.out);
    free(pieces.out);
    return 0;
}
