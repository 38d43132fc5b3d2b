/* SPDX-License-Identifier: MIT */
/* People: columns of properties, and the address structures of attributes ([MS-OXTNEF] 2.1.3.3). */

#include "message/priv.h"

#include "base/bytes.h"

#define TRIPLE_HEAD 8u

static tnef_string text(struct tnef_reader *r, struct tnefi_message_layer *l, struct tnefi_message_kept *k)
{
    return tnefi_message_last_text(r, l, &l->m_arena, k);
}

/* Whether there is anything in the six slots that begin with |k|. */
static int is_told(const struct tnefi_message_kept *k)
{
    return (k[C_NAME].rank | k[C_TYPE].rank | k[C_EMAIL].rank | k[C_SMTP].rank | k[C_ENTRY].rank
            | k[C_KEY].rank)
           != KEPT_NONE;
}

/* Makes a person of the six slots that begin with |k|: see C_NAME in kept.h. */
static void person(struct tnef_reader *r, struct tnefi_message_layer *l, tnef_person *out,
                   struct tnefi_message_kept *k)
{
    const tnef_string absent = { NULL, 0 };
    struct tnefi_message_who w;

    if (!is_told(k))
        return;
    w.names[1] = w.names[2] = w.names[3] = absent;
    w.names[0] = text(r, l, &k[C_NAME]);
    w.email = text(r, l, &k[C_EMAIL]);
    w.email_type = text(r, l, &k[C_TYPE]);
    w.smtp = text(r, l, &k[C_SMTP]);
    w.entry[0] = &k[C_ENTRY];
    w.entry[1] = NULL;
    w.key = &k[C_KEY];
    tnefi_message_who(r, l, &l->m_arena, &w);
    /* An address takes the place of a name only if there was a name, of some kind. */
    if (w.names[0].text != NULL || w.name.text != w.address.text)
        out->name = w.name;
    out->address = w.address;
    out->type = w.type;
    out->email = w.email;
    out->email_type = w.email_type;
}

/* ---- Attributes --------------------------------------------------------------------------- */

/* Fills in what no property told. */
static void fill(struct tnef_reader *r, struct tnefi_message_layer *l, tnef_person *p, const uint8_t *name,
                 size_t name_len, const uint8_t *address, size_t address_len)
{
    if (p->name.text == NULL)
        p->name = tnefi_message_text(r, l, &l->m_arena, name, name_len, TNEF_PTYP_STRING8);
    if (p->address.text == NULL) {
        tnefi_message_split_address(r, l, &l->m_arena, address, address_len, &p->type, &p->address);
        p->email = p->address;
        p->email_type = p->type;
    }
}

/* Notes an attribute that is too short for what it claims. */
static void bad_structure(struct tnef_reader *r, uint32_t attr, uint64_t room, uint64_t need)
{
    struct tnefi_message_place at = r->now.at;

    r->now.at.attr = attr;
    tnefi_message_note(r, TNEF_A_VALUE, TNEF_OK, room, need);
    r->now.at = at;
}

/* A triple: kind, size, length of name, length of address (u16 each), name, "TYPE:address". */
static void from_triple(struct tnef_reader *r, struct tnefi_message_layer *l, tnef_person *p)
{
    const struct tnefi_message_kept *k = &l->m[M_RAW_FROM];
    uint32_t name_len, address_len;

    if (k->rank == KEPT_NONE || k->len == 0 || k->bytes == NULL)
        return;
    if (k->len < TRIPLE_HEAD) {
        bad_structure(r, TNEF_ATT_FROM, k->len, TRIPLE_HEAD);
        return;
    }
    name_len = tnefi_base_le16(k->bytes + 4);
    address_len = tnefi_base_le16(k->bytes + 6);
    if (name_len + address_len > k->len - TRIPLE_HEAD) {
        bad_structure(r, TNEF_ATT_FROM, k->len, TRIPLE_HEAD + name_len + address_len);
        return;
    }
    if (tnefi_base_le16(k->bytes) != 0)
        fill(r, l, p, k->bytes + TRIPLE_HEAD, name_len, k->bytes + TRIPLE_HEAD + name_len, address_len);
}

/* Two strings, each after its length (u16): name and "TYPE:address". */
static void from_pair(struct tnef_reader *r, struct tnefi_message_layer *l, tnef_person *p, int slot,
                      uint32_t attr)
{
    const struct tnefi_message_kept *k = &l->m[slot];
    uint32_t name_len, address_len, rest;

    if (k->rank == KEPT_NONE || k->len == 0 || k->bytes == NULL)
        return;
    name_len = k->len >= 2u ? tnefi_base_le16(k->bytes) : 0u;
    if (k->len < 4u || name_len > k->len - 4u) {
        bad_structure(r, attr, k->len, name_len + UINT64_C(4));
        return;
    }
    address_len = tnefi_base_le16(k->bytes + 2 + name_len);
    rest = k->len - 4u - name_len;
    if (address_len > rest) {
        bad_structure(r, attr, rest, address_len);
        return;
    }
    fill(r, l, p, k->bytes + 2, name_len, k->bytes + 4 + name_len, address_len);
}

/* Whether |s| begins with the |len| characters that |prefix| has. */
static int begins(tnef_string s, const char *prefix, size_t len)
{
    tnef_string head = { s.text, len };

    return s.len >= len && tnefi_message_same(head, prefix);
}

void tnefi_message_people(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    static const char meeting[] = "IPM.Schedule.Meeting.", response[] = "IPM.Schedule.Meeting.Resp";
    tnef_message_info *m = &l->info;

    person(r, l, &m->sender, &l->m[M_SENDER]);
    person(r, l, &m->representing, &l->m[M_FROM]);
    person(r, l, &m->received_by, &l->m[M_RCVD]);
    person(r, l, &m->received_representing, &l->m[M_RCVR]);
    from_triple(r, l, &m->sender);
    from_pair(r, l, &m->representing, M_RAW_SENT_FOR, TNEF_ATT_SENT_FOR);
    if (begins(m->message_class, response, sizeof response - 1u))
        from_pair(r, l, &m->received_representing, M_RAW_OWNER, TNEF_ATT_OWNER);
    else if (begins(m->message_class, meeting, sizeof meeting - 1u))
        from_pair(r, l, &m->representing, M_RAW_OWNER, TNEF_ATT_OWNER);
}

/* ---- Rows --------------------------------------------------------------------------------- */

static tnef_string column(struct tnef_reader *r, struct tnefi_message_layer *l, int slot)
{
    return tnefi_message_last_text(r, l, &l->r_arena, &l->r[slot]);
}

static void row_kind(struct tnefi_message_layer *l)
{
    tnef_recipient *out = &l->recipient;

    out->kind = TNEF_RECIPIENT_UNKNOWN;
    out->raw_kind = 0;
    if (l->r[ROW_KIND].rank == KEPT_NONE)
        return;
    out->raw_kind = (uint32_t)l->r[ROW_KIND].number;
    if ((out->raw_kind & 0xFu) <= (uint32_t)TNEF_RECIPIENT_BCC)
        out->kind = (int32_t)(out->raw_kind & 0xFu);
}

void tnefi_message_recipient_final(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_recipient *out = &l->recipient;
    const tnef_string absent = { NULL, 0 };
    struct tnefi_message_who w;

    row_kind(l);
    if ((l->dirty >> S_ROW & 1u) == 0) {
        out->name = out->address = out->type = out->email = out->email_type = out->smtp = absent;
        return;
    }
    w.names[3] = absent;
    w.names[0] = column(r, l, ROW_DISPLAY);
    w.names[1] = column(r, l, ROW_NAME);
    w.names[2] = column(r, l, ROW_TRANSMITTABLE);
    w.email = column(r, l, ROW_EMAIL);
    w.email_type = column(r, l, ROW_TYPE);
    w.smtp = column(r, l, ROW_SMTP);
    w.entry[0] = &l->r[ROW_ENTRY];
    w.entry[1] = &l->r[ROW_ENTRY_2];
    w.key = &l->r[ROW_KEY];
    tnefi_message_who(r, l, &l->r_arena, &w);
    out->name = w.name;
    out->address = w.address;
    out->type = w.type;
    out->email = w.email;
    out->email_type = w.email_type;
    out->smtp = w.smtp;
}
