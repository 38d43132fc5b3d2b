/* SPDX-License-Identifier: MIT */

#include "model_digest.h"

#include "bag_digest.h"

/* ---- Text ---------------------------------------------------------------------------------- */

static size_t tail_length(uint8_t lead)
{
    if (lead < 0x80u)
        return 0;
    return lead >= 0xF0u ? 3 : lead >= 0xE0u ? 2 : 1;
}

/* [RFC 3629], table of section 4. */
static void check_utf8(const uint8_t *p, size_t len)
{
    for (size_t i = 0; i < len;) {
        size_t tail = tail_length(p[i]);

        CHECK(p[i] != 0 && (p[i] < 0x80u || (p[i] >= 0xC2u && p[i] <= 0xF4u)));
        CHECK(tail < len - i);
        if (tail > 1) {
            CHECK(!(p[i] == 0xE0u && p[i + 1u] < 0xA0u) && !(p[i] == 0xEDu && p[i + 1u] > 0x9Fu));
            CHECK(!(p[i] == 0xF0u && p[i + 1u] < 0x90u) && !(p[i] == 0xF4u && p[i + 1u] > 0x8Fu));
        }
        for (size_t k = 1; k <= tail; k++)
            CHECK(p[i + k] >= 0x80u && p[i + k] <= 0xBFu);
        i += tail + 1u;
    }
}

uint64_t model_string(uint64_t h, tnef_string t)
{
    CHECK(t.text != NULL || t.len == 0);
    if (t.text == NULL)
        return digest_number(h, 0);
    CHECK(t.text[t.len] == '\0');
    check_utf8((const uint8_t *)t.text, t.len);
    return digest_bytes(digest_number(h, t.len + 1u), t.text, t.len);
}

static uint64_t add_person(uint64_t h, const tnef_person *p)
{
    h = model_string(h, p->name);
    h = model_string(h, p->address);
    h = model_string(h, p->type);
    h = model_string(h, p->email);
    return model_string(h, p->email_type);
}

static uint64_t add_signed(uint64_t h, int32_t value)
{
    return digest_number(h, (uint64_t)(int64_t)value);
}

static uint64_t add_time(uint64_t h, tnef_time t)
{
    CHECK(t.ticks < 10000000u);
    CHECK((t.flags & TNEF_TIME_SET) != 0 || (t.flags == 0 && t.seconds == 0 && t.ticks == 0));
    h = digest_number(h, (uint64_t)t.seconds);
    h = digest_number(h, t.ticks);
    return digest_number(h, t.flags);
}

/* ---- The structs, field by field ----------------------------------------------------------- */

static uint64_t message_text(const tnef_message_info *m)
{
    uint64_t h = DIGEST_START;

    h = model_string(h, m->message_class);
    h = model_string(h, m->raw_class);
    h = model_string(h, m->original_class);
    h = model_string(h, m->subject);
    h = model_string(h, m->subject_prefix);
    h = model_string(h, m->normalized_subject);
    h = model_string(h, m->conversation_topic);
    h = add_person(h, &m->sender);
    h = add_person(h, &m->representing);
    h = add_person(h, &m->received_by);
    h = add_person(h, &m->received_representing);
    h = model_string(h, m->message_id);
    h = model_string(h, m->in_reply_to);
    h = model_string(h, m->references);
    h = model_string(h, m->search_key);
    h = model_string(h, m->correlation_key);
    h = model_string(h, m->transport_headers);
    h = model_string(h, m->display_to);
    h = model_string(h, m->display_cc);
    return h;
}

uint64_t model_message(const tnef_message_info *m)
{
    uint64_t h = message_text(m);

    CHECK(m->depth <= TNEF_DEPTH_CEILING && m->id > 0);
    CHECK((m->parent == 0) == (m->depth == 0) && m->parent < m->id);
    h = digest_number(h, m->id);
    h = digest_number(h, m->parent);
    h = digest_number(h, m->part);
    h = digest_number(h, m->depth);
    h = digest_number(h, m->offset);
    h = digest_number(h, m->flags);
    h = digest_number(h, m->known);
    h = digest_number(h, m->subject_source);
    h = add_time(h, m->submitted);
    h = add_time(h, m->delivered);
    h = add_time(h, m->created);
    h = add_time(h, m->modified);
    h = add_time(h, m->start);
    h = add_time(h, m->end);
    h = add_signed(h, m->importance);
    h = add_signed(h, m->priority);
    h = add_signed(h, m->sensitivity);
    h = digest_number(h, m->message_flags);
    h = digest_number(h, m->message_status);
    h = digest_number(h, m->oem_codepage);
    h = digest_number(h, m->text_codepage);
    h = digest_number(h, m->internet_codepage);
    h = digest_number(h, m->message_codepage);
    h = add_signed(h, m->native_body);
    h = add_signed(h, m->rtf_in_sync);
    h = digest_number(h, m->owner_appointment);
    h = add_signed(h, m->response_requested);
    h = digest_number(h, m->recipients);
    h = digest_number(h, m->attachments);
    h = digest_number(h, m->plain);
    h = digest_number(h, m->html);
    h = digest_number(h, m->rtf);
    h = digest_number(h, m->best);
    h = digest_number(h, m->remainders);
    CHECK(tnef_message_from(m) != NULL && tnef_message_sender(m) != tnef_message_from(m));
    return bag_digest(h, m->bag);
}

uint64_t model_recipient(const tnef_recipient *r)
{
    uint64_t h = DIGEST_START;

    CHECK(r->kind >= TNEF_RECIPIENT_UNKNOWN && r->kind <= TNEF_RECIPIENT_BCC);
    h = digest_number(h, r->message);
    h = digest_number(h, r->row);
    h = digest_number(h, r->flags);
    h = add_signed(h, r->kind);
    h = digest_number(h, r->raw_kind);
    h = digest_number(h, r->offset);
    h = model_string(h, r->name);
    h = model_string(h, r->address);
    h = model_string(h, r->type);
    h = model_string(h, r->email);
    h = model_string(h, r->email_type);
    h = model_string(h, r->smtp);
    return bag_digest(h, r->bag);
}

static uint64_t part_text(const tnef_part *p)
{
    uint64_t h = DIGEST_START;

    h = model_string(h, p->name);
    h = model_string(h, p->long_name);
    h = model_string(h, p->short_name);
    h = model_string(h, p->title);
    h = model_string(h, p->display_name);
    h = model_string(h, p->transport_name);
    h = model_string(h, p->pathname);
    h = model_string(h, p->extension);
    h = model_string(h, p->mime_type);
    h = model_string(h, p->raw_mime_type);
    h = model_string(h, p->content_id);
    h = model_string(h, p->content_location);
    h = model_string(h, p->content_base);
    h = model_string(h, p->disposition);
    h = model_string(h, p->charset);
    h = model_string(h, p->short_pathname);
    CHECK((p->names == NULL) == (p->name_count == 0) && p->name_count <= TNEF_NAMES_MAX);
    for (uint32_t i = 0; i < p->name_count; i++) {
        CHECK(p->names[i].text.len > 0 && p->names[i].source != TNEF_FROM_NOWHERE);
        h = digest_number(model_string(h, p->names[i].text), p->names[i].source);
    }
    return h;
}

uint64_t model_part(const tnef_part *p)
{
    uint64_t h = part_text(p);

    CHECK(p->kind >= TNEF_PART_PLAIN && p->kind <= TNEF_PART_REMAINDER);
    CHECK(TNEF_PART_IS_BODY(p->kind) || p->name.text != NULL);
    CHECK(p->chosen == TNEF_NO_CONTENT || p->chosen < p->contents
          || !TNEF_PART_IS_ATTACHMENT(p->kind));
    h = digest_number(h, p->attachment);
    h = digest_number(h, p->id);
    h = digest_number(h, p->kind);
    h = digest_number(h, p->message);
    h = digest_number(h, p->depth);
    h = digest_number(h, p->index);
    h = digest_number(h, p->flags);
    h = digest_number(h, p->offset);
    h = digest_number(h, p->size);
    h = digest_number(h, p->encoding);
    h = digest_number(h, p->codepage);
    h = digest_number(h, p->contents);
    h = digest_number(h, p->chosen);
    h = digest_number(h, p->placeholder);
    h = digest_number(h, p->embedded);
    h = digest_number(h, p->known);
    h = digest_number(h, p->method);
    h = digest_number(h, p->attach_flags);
    h = digest_number(h, p->position);
    h = digest_number(h, p->rend_type);
    h = digest_number(h, p->name_source);
    h = add_time(h, p->created);
    h = add_time(h, p->modified);
    return bag_digest(h, p->bag);
}

uint64_t model_content(const tnef_content *c)
{
    uint64_t h = DIGEST_START;

    CHECK(c->kind >= TNEF_CONTENT_DATA && c->kind <= TNEF_CONTENT_UNKNOWN);
    h = digest_number(h, c->index);
    h = digest_number(h, c->kind);
    h = digest_number(h, c->type);
    h = digest_number(h, c->value);
    h = digest_number(h, c->flags);
    h = digest_number(h, c->offset);
    h = digest_number(h, c->length);
    h = digest_number(h, c->size);
    return h;
}
