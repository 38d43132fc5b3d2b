/* SPDX-License-Identifier: MIT */
/* One message, recipient, body or attachment as JSON. The members are those of `winmail list --json`, in
 * the same order; a test compares the two. */

#include "json/priv.h"

#include "base/touch.h"

/* ---- Words --------------------------------------------------------------------------------- */

static const char *kind_of_recipient(int32_t kind)
{
    switch (kind) {
    case TNEF_RECIPIENT_ORIGINATOR:
        return "originator";
    case TNEF_RECIPIENT_TO:
        return "to";
    case TNEF_RECIPIENT_CC:
        return "cc";
    case TNEF_RECIPIENT_BCC:
        return "bcc";
    default:
        return "unknown";
    }
}

/* What it is to read, whatever it is wrapped in. */
static const char *kind_of_body(const tnef_body_info *b)
{
    if (b->form == TNEF_BODY_TEXT)
        return "plain";
    return b->form == TNEF_BODY_HTML ? "html" : "rtf";
}

static const char *kind_of_attachment(uint32_t kind)
{
    switch (kind) {
    case TNEF_PART_OLE:
        return "ole";
    case TNEF_PART_EMBEDDED:
        return "message";
    case TNEF_PART_REFERENCE:
        return "reference";
    case TNEF_PART_REMAINDER:
        return "remainder";
    default:
        return "file";
    }
}

static const char *source_of_name(uint32_t source)
{
    switch (source) {
    case TNEF_FROM_LONG:
        return "long";
    case TNEF_FROM_TITLE:
        return "title";
    case TNEF_FROM_SHORT:
        return "short";
    case TNEF_FROM_DISPLAY:
        return "display";
    case TNEF_FROM_SUBJECT:
        return "subject";
    case TNEF_FROM_TRANSPORT:
        return "transport";
    default:
        return "made";
    }
}

/* ---- Messages ------------------------------------------------------------------------------ */

static void person(struct tnef_json *j, struct tnefi_json_text *t, const char *name, const tnef_person *p)
{
    tnefi_json_add_word(j, t, name);
    if (p->name.text == NULL && p->address.text == NULL) {
        ADD(j, t, "null");
        return;
    }
    tnefi_json_string(j, t, "{\"name\":", p->name);
    tnefi_json_string(j, t, ",\"address\":", p->address);
    ADD(j, t, "}");
}

/* Who sent it, whether for somebody else or not. */
static const tnef_person *sender_of(const tnef_message_info *m)
{
    const tnef_person *other = tnef_message_sender(m);

    return other != NULL ? other : tnef_message_from(m);
}

static void dates(struct tnef_json *j, struct tnefi_json_text *t, const tnef_message_info *m)
{
    tnefi_json_time(j, t, ",\"dates\":{\"sent\":", m->submitted);
    tnefi_json_time(j, t, ",\"received\":", m->delivered);
    tnefi_json_time(j, t, ",\"created\":", m->created);
    tnefi_json_time(j, t, ",\"modified\":", m->modified);
    tnefi_json_time(j, t, ",\"start\":", m->start);
    tnefi_json_time(j, t, ",\"end\":", m->end);
    ADD(j, t, "}");
}

static void numbers(struct tnef_json *j, struct tnefi_json_text *t, const tnef_message_info *m)
{
    tnefi_json_signed(j, t, ",\"importance\":", (m->known & TNEF_KNOWN_IMPORTANCE) != 0, m->importance);
    tnefi_json_signed(j, t, ",\"priority\":", (m->known & TNEF_KNOWN_PRIORITY) != 0, m->priority);
    tnefi_json_signed(j, t, ",\"sensitivity\":", (m->known & TNEF_KNOWN_SENSITIVITY) != 0, m->sensitivity);
}

void tnefi_json_message(struct tnef_json *j, struct tnefi_json_text *t, const tnef_message_info *m,
                        struct tnefi_json_level *l)
{
    tnefi_json_string(j, t, "{\"class\":", m->message_class);
    tnefi_json_string(j, t, ",\"subject\":", m->subject);
    tnefi_json_signed(j, t, ",\"codepage\":", (m->known & TNEF_KNOWN_OEM_CODEPAGE) != 0, m->oem_codepage);
    person(j, t, ",\"sender\":", sender_of(m));
    ADD(j, t, ",\"recipients\":[");
    tnefi_json_move(j, t, &l->recipients);
    ADD(j, t, "]");
    dates(j, t, m);
    ADD(j, t, ",\"bodies\":[");
    tnefi_json_move(j, t, &l->bodies);
    ADD(j, t, "],\"attachments\":[");
    tnefi_json_move(j, t, &l->attachments);
    person(j, t, "],\"from\":", tnef_message_from(m));
    tnefi_json_string(j, t, ",\"message_id\":", m->message_id);
    tnefi_json_string(j, t, ",\"in_reply_to\":", m->in_reply_to);
    numbers(j, t, m);
    tnefi_json_flag(j, t, ",\"incomplete\":", (m->flags & (TNEF_F_INCOMPLETE | TNEF_F_SKIPPED)) != 0);
    ADD(j, t, "}");
}

/* ---- What is in them ----------------------------------------------------------------------- */

void tnefi_json_recipient(struct tnef_json *j, struct tnefi_json_text *t, const tnef_recipient *r)
{
    tnefi_json_separate(j, t);
    tnefi_json_word(j, t, "{\"kind\":", kind_of_recipient(r->kind));
    tnefi_json_string(j, t, ",\"name\":", r->name);
    tnefi_json_string(j, t, ",\"address\":", r->address);
    tnefi_json_flag(j, t, ",\"incomplete\":", (r->flags & TNEF_F_INCOMPLETE) != 0);
    ADD(j, t, "}");
}

void tnefi_json_body(struct tnef_json *j, struct tnefi_json_text *t, const tnef_body_info *b)
{
    tnefi_json_separate(j, t);
    tnefi_json_word(j, t, "{\"kind\":", kind_of_body(b));
    tnefi_json_number(j, t, ",\"size\":", b->length);
    tnefi_json_word(j, t, ",\"charset\":", b->charset);
    tnefi_json_word(j, t, ",\"source\":", tnef_body_source_name(b->source));
    tnefi_json_flag(j, t, ",\"incomplete\":", (b->flags & TNEF_F_INCOMPLETE) != 0);
    ADD(j, t, "}");
}

/* All names: readers differ in which they take. */
static void names(struct tnef_json *j, struct tnefi_json_text *t, const tnef_part *part)
{
    ADD(j, t, ",\"names\":[");
    for (uint32_t i = 0; i < part->name_count; i++) {
        tnefi_json_word(j, t,
                        i > 0 ? ",{\"source\":" : "{\"source\":", source_of_name(part->names[i].source));
        tnefi_json_string(j, t, ",\"name\":", part->names[i].text);
        ADD(j, t, "}");
    }
    TNEFI_TOUCH(part->name_count);
    tnefi_json_string(j, t, "],\"extension\":", part->extension);
}

static void embedded(struct tnef_json *j, struct tnefi_json_text *t, struct tnefi_json_level *l)
{
    ADD(j, t, ",\"message\":");
    if (l->has_message)
        tnefi_json_move(j, t, &l->message);
    else
        ADD(j, t, "null");
}

void tnefi_json_attachment(struct tnef_json *j, struct tnefi_json_text *t, const tnef_part *part,
                           struct tnefi_json_level *l)
{
    tnefi_json_separate(j, t);
    tnefi_json_string(j, t, "{\"name\":", part->name);
    tnefi_json_number(j, t, ",\"size\":", part->size);
    tnefi_json_string(j, t, ",\"type\":", part->mime_type);
    tnefi_json_string(j, t, ",\"content_id\":", part->content_id);
    tnefi_json_signed(j, t, ",\"method\":", (part->known & TNEF_PART_KNOWN_METHOD) != 0, part->method);
    embedded(j, t, l);
    tnefi_json_word(j, t, ",\"kind\":", kind_of_attachment(part->kind));
    tnefi_json_number(j, t, ",\"contents\":", part->contents);
    tnefi_json_flag(j, t, ",\"incomplete\":", (part->flags & (TNEF_F_INCOMPLETE | TNEF_F_SKIPPED)) != 0);
    tnefi_json_flag(j, t, ",\"inline\":", (part->flags & (TNEF_PART_F_HIDDEN | TNEF_PART_F_INLINE)) != 0);
    tnefi_json_string(j, t, ",\"pathname\":", part->pathname);
    tnefi_json_time(j, t, ",\"created\":", part->created);
    tnefi_json_time(j, t, ",\"modified\":", part->modified);
    names(j, t, part);
    ADD(j, t, ",\"mails\":[],\"more_messages\":[");
    tnefi_json_move(j, t, &l->more);
    ADD(j, t, "]}");
}
