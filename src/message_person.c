/* SPDX-License-Identifier: MIT */
/* People: columns of properties, entry ids, search keys and the address structures of attributes.
 * [MS-OXCDATA] 2.2.5 for entry ids, [MS-OXTNEF] 2.1.3.3 for the attributes. */

#include "message_priv.h"

#include "bytes.h"

#include <string.h>

enum { C_NAME, C_TYPE, C_EMAIL, C_SMTP, C_ENTRY, C_KEY };

#define ENTRY_HEAD    24u      /* flags, provider, version, control                                 */
#define ENTRY_UNICODE 0x8000u
#define TRIPLE_HEAD   8u

static const uint8_t one_off[16] = {
    0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19, 0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02
};

static const tnef_string smtp_type = { "SMTP", 4 };

struct address {
    tnef_string type;
    tnef_string address;
};

/* "TYPE:address"; without a colon all of it is the address. */
static struct address split(struct tnef_reader *r, struct tnefi_layer *l,
                            struct tnefi_arena *arena, const uint8_t *bytes, size_t len)
{
    struct address a = { { NULL, 0 }, { NULL, 0 } };
    const uint8_t *end = memchr(bytes, '\0', len);
    const uint8_t *colon;

    if (end != NULL)
        len = (size_t)(end - bytes);
    colon = memchr(bytes, ':', len);
    if (colon != NULL) {
        size_t type_len = (size_t)(colon - bytes);

        a.type = tnefi_text(r, l, arena, bytes, type_len, T_STRING8);
        bytes = colon + 1;
        len -= type_len + 1u;
    }
    a.address = tnefi_text(r, l, arena, bytes, len, T_STRING8);
    return a;
}

/* Bytes of the string at |p| with its terminator; 0: it has none. */
static size_t string_size(const uint8_t *p, size_t len, int wide)
{
    size_t unit = wide ? 2u : 1u;

    for (size_t i = 0; i + unit <= len; i += unit)
        if (p[i] == 0 && (!wide || p[i + 1] == 0))
            return i + unit;
    return 0;
}

/* A one-off entry id holds three strings: name, address type, address. */
static struct address from_entry(struct tnef_reader *r, struct tnefi_layer *l,
                                 struct tnefi_arena *arena, const struct tnefi_kept *k)
{
    struct address a = { { NULL, 0 }, { NULL, 0 } };
    const uint8_t *p = k->bytes;
    size_t len = k->len, size;
    uint16_t type;
    int wide;

    if (p == NULL || len < ENTRY_HEAD || memcmp(p + 4, one_off, sizeof one_off) != 0)
        return a;
    wide = (tnefi_le16(p + 22) & ENTRY_UNICODE) != 0;
    type = wide ? T_STRING : T_STRING8;
    p += ENTRY_HEAD;
    len -= ENTRY_HEAD;
    size = string_size(p, len, wide);
    p += size;
    len -= size;
    if (size == 0)
        return a;
    size = string_size(p, len, wide);
    if (size == 0)
        return a;
    a.type = tnefi_text(r, l, arena, p, size, type);
    a.address = tnefi_text(r, l, arena, p + size, len - size, type);
    return a;
}

static int is_smtp(struct address a)
{
    return tnefi_same(a.type, "SMTP") && a.address.len > 0;
}

static void best_address(struct tnef_reader *r, struct tnefi_layer *l, struct tnefi_arena *arena,
                         tnef_person *out, const struct tnefi_kept *k, tnef_string smtp)
{
    struct address best = { out->email_type, out->email };
    struct address other;

    if (smtp.len > 0) {
        best.type = smtp_type;
        best.address = smtp;
    }
    if (!is_smtp(best)) {
        other = from_entry(r, l, arena, &k[C_ENTRY]);
        if (is_smtp(other) || best.address.len == 0)
            best = other;
    }
    if (!is_smtp(best) && k[C_KEY].bytes != NULL) {
        other = split(r, l, arena, k[C_KEY].bytes, k[C_KEY].len);
        if (is_smtp(other) || (best.address.len == 0 && other.type.len > 0))
            best = other;
    }
    out->address = best.address;
    out->type = best.address.text != NULL ? best.type : best.address;
}

void tnefi_person(struct tnef_reader *r, struct tnefi_layer *l, struct tnefi_arena *arena,
                  tnef_person *out, const struct tnefi_kept *k)
{
    out->name = tnefi_kept_text(r, l, arena, &k[C_NAME]);
    out->email = tnefi_kept_text(r, l, arena, &k[C_EMAIL]);
    out->email_type = tnefi_kept_text(r, l, arena, &k[C_TYPE]);
    best_address(r, l, arena, out, k, tnefi_kept_text(r, l, arena, &k[C_SMTP]));
}

/* ---- Attributes --------------------------------------------------------------------------- */

/* Fills what no property said. */
static void fill(struct tnef_reader *r, struct tnefi_layer *l, tnef_person *p,
                 const uint8_t *name, size_t name_len, const uint8_t *address, size_t address_len)
{
    if (p->name.text == NULL)
        p->name = tnefi_text(r, l, &l->m_arena, name, name_len, T_STRING8);
    if (p->address.text == NULL) {
        struct address a = split(r, l, &l->m_arena, address, address_len);

        p->address = a.address;
        p->type = a.type;
        p->email = a.address;
        p->email_type = a.type;
    }
}

static void bad_structure(struct tnef_reader *r, uint32_t attr, uint64_t room, uint64_t need)
{
    tnef_event at = r->at;

    r->at.attr = attr;
    tnefi_model_note(r, TNEF_A_VALUE, TNEF_OK, room, need);
    r->at = at;
}

/* A triple: kind, size, length of name, length of address (u16 each), name, "TYPE:address". */
static void from_triple(struct tnef_reader *r, struct tnefi_layer *l, tnef_person *p)
{
    const struct tnefi_kept *k = &l->m[M_RAW_FROM];
    uint32_t name_len, address_len;

    if (k->rank == KEPT_NONE || k->len == 0 || k->bytes == NULL)
        return;
    if (k->len < TRIPLE_HEAD) {
        bad_structure(r, ATT_FROM, k->len, TRIPLE_HEAD);
        return;
    }
    name_len = tnefi_le16(k->bytes + 4);
    address_len = tnefi_le16(k->bytes + 6);
    if (name_len + address_len > k->len - TRIPLE_HEAD) {
        bad_structure(r, ATT_FROM, k->len, TRIPLE_HEAD + name_len + address_len);
        return;
    }
    if (tnefi_le16(k->bytes) != 0)
        fill(r, l, p, k->bytes + TRIPLE_HEAD, name_len, k->bytes + TRIPLE_HEAD + name_len,
             address_len);
}

/* Two strings, each after its length (u16): name and "TYPE:address". */
static void from_pair(struct tnef_reader *r, struct tnefi_layer *l, tnef_person *p, int slot,
                      uint32_t attr)
{
    const struct tnefi_kept *k = &l->m[slot];
    uint32_t name_len, address_len, rest;

    if (k->rank == KEPT_NONE || k->len == 0 || k->bytes == NULL)
        return;
    name_len = k->len >= 2u ? tnefi_le16(k->bytes) : 0u;
    if (k->len < 4u || name_len > k->len - 4u) {
        bad_structure(r, attr, k->len, name_len + UINT64_C(4));
        return;
    }
    address_len = tnefi_le16(k->bytes + 2 + name_len);
    rest = k->len - 4u - name_len;
    if (address_len > rest) {
        bad_structure(r, attr, rest, address_len);
        return;
    }
    fill(r, l, p, k->bytes + 2, name_len, k->bytes + 4 + name_len, address_len);
}

static int begins(tnef_string s, const char *prefix)
{
    tnef_string head = { s.text, 0 };

    while (prefix[head.len] != '\0')
        head.len++;
    return s.len >= head.len && tnefi_same(head, prefix);
}

void tnefi_message_people(struct tnef_reader *r, struct tnefi_layer *l)
{
    tnef_message_info *m = &l->info;

    tnefi_person(r, l, &l->m_arena, &m->sender, &l->m[M_SENDER]);
    tnefi_person(r, l, &l->m_arena, &m->representing, &l->m[M_FROM]);
    tnefi_person(r, l, &l->m_arena, &m->received_by, &l->m[M_RCVD]);
    tnefi_person(r, l, &l->m_arena, &m->received_representing, &l->m[M_RCVR]);
    from_triple(r, l, &m->sender);
    from_pair(r, l, &m->representing, M_RAW_SENT_FOR, ATT_SENT_FOR);
    if (begins(m->message_class, "IPM.Schedule.Meeting.Resp"))
        from_pair(r, l, &m->received_representing, M_RAW_OWNER, ATT_OWNER);
    else if (begins(m->message_class, "IPM.Schedule.Meeting."))
        from_pair(r, l, &m->representing, M_RAW_OWNER, ATT_OWNER);
}

/* ---- Rows --------------------------------------------------------------------------------- */

void tnefi_recipient_final(struct tnef_reader *r, struct tnefi_layer *l)
{
    tnef_recipient *out = &l->recipient;
    tnef_person p;

    memset(&p, 0, sizeof p);
    out->kind = TNEF_RECIPIENT_UNKNOWN;
    if (l->r[R_KIND].rank != KEPT_NONE) {
        out->raw_kind = (uint32_t)l->r[R_KIND].number;
        if ((out->raw_kind & 0xFu) <= (uint32_t)TNEF_RECIPIENT_BCC)
            out->kind = (int32_t)(out->raw_kind & 0xFu);
    }
    tnefi_person(r, l, &l->r_arena, &p, &l->r[R_DISPLAY]);
    out->smtp = tnefi_kept_text(r, l, &l->r_arena, &l->r[R_SMTP]);
    out->name = tnefi_kept_text(r, l, &l->r_arena, &l->r[R_NAME]);
    if (out->name.len == 0)
        out->name = tnefi_kept_text(r, l, &l->r_arena, &l->r[R_TRANSMITTABLE]);
    if (out->name.len == 0)
        out->name = p.name;
    out->address = p.address;
    out->type = p.type;
    out->email = p.email;
    out->email_type = p.email_type;
}
