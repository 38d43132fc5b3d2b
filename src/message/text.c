/* SPDX-License-Identifier: MIT */
/* Values of properties as UTF-8. */

#include "message/ascii.h"
#include "message/priv.h"

#include "base/touch.h"

#include <string.h>

static tnef_string copied(struct tnef_reader *r, struct tnefi_message_arena *arena, const uint8_t *bytes,
                          size_t count, uint16_t type)
{
    tnef_string s = { tnefi_message_text_room(r, arena, count), 0 };
    uint8_t *out = (uint8_t *)(uintptr_t)s.text;

    if (out == NULL)
        return s;
    s.len = count;
    if (type == TNEF_PTYP_STRING) {
        tnefi_message_ascii_narrow(out, bytes, count);
        return s;
    }
    TNEFI_TOUCH(count);
    if (count > 0)
        memcpy(out, bytes, count);
    return s;
}

/* Reports a code page that tells nothing, although the text could be read without it. */
static void judge_ascii(struct tnef_reader *r, struct tnefi_message_layer *l, tnef_string s, uint32_t given)
{
    if (s.len > 0 && given != 0 && given != US_ASCII && !tnefi_message_codepage_known(given))
        tnefi_message_report_codepage(r, l, given);
}

tnef_string tnefi_message_text(struct tnef_reader *r, struct tnefi_message_layer *l,
                               struct tnefi_message_arena *arena, const uint8_t *bytes, size_t len,
                               uint16_t type)
{
    const tnef_string absent = { NULL, 0 };
    uint32_t given = 0, codepage = UTF16;
    tnef_string s;
    size_t count;

    if (r->now.run == RUN_FAILED || r->now.no_memory)
        return absent;
    if (type == TNEF_PTYP_STRING)
        return tnefi_message_ascii_units(bytes, len, &count)
                   ? copied(r, arena, bytes, count, type)
                   : tnefi_message_converted(r, l, arena, bytes, len, type, codepage, given);
    codepage = tnefi_message_codepage(r, l, &given);
    if (!tnefi_message_codepage_usual(codepage) || !tnefi_message_ascii_bytes(bytes, len, &count))
        return tnefi_message_converted(r, l, arena, bytes, len, type, codepage, given);
    s = copied(r, arena, bytes, count, type);
    judge_ascii(r, l, s, given);
    return s;
}

/* What is kept has a NUL after its end, so ASCII is text where it stands. */
tnef_string tnefi_message_kept_there(struct tnef_reader *r, struct tnefi_message_layer *l,
                                     struct tnefi_message_arena *arena, const struct tnefi_message_kept *k)
{
    const tnef_string absent = { NULL, 0 };
    tnef_string s = { "", 0 };
    uint32_t given, codepage;

    if (k->type == TNEF_PTYP_STRING)
        return tnefi_message_text(r, l, arena, k->bytes, k->len, k->type);
    if (r->now.run == RUN_FAILED || r->now.no_memory)
        return absent;
    codepage = tnefi_message_codepage(r, l, &given);
    if (k->len == 0)
        return s;
    if (!tnefi_message_codepage_usual(codepage) || !tnefi_message_ascii_bytes(k->bytes, k->len, &s.len))
        return tnefi_message_converted(r, l, arena, k->bytes, k->len, k->type, codepage, given);
    s.text = (const char *)k->bytes;
    judge_ascii(r, l, s, given);
    return s;
}

/* UTF-16 becomes text where it stands, too, and is text from then on. */
tnef_string tnefi_message_kept_squeezed(struct tnef_reader *r, struct tnefi_message_layer *l,
                                        struct tnefi_message_arena *arena, struct tnefi_message_kept *k)
{
    tnef_string s = { "", 0 };

    if (k->type != TNEF_PTYP_STRING || k->len == 0 || r->now.run == RUN_FAILED || r->now.no_memory
        || !tnefi_message_ascii_squeeze(k->bytes, k->len, &s.len))
        return tnefi_message_kept_there(r, l, arena, k);
    k->bytes[s.len] = 0;
    s.text = (const char *)k->bytes;
    k->len = (uint32_t)s.len;
    k->type = TNEF_PTYP_STRING8;
    return s;
}
