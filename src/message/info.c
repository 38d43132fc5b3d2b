/* SPDX-License-Identifier: MIT */
/* Puts together what is known of a message when it ends. */

#include "message/priv.h"

#include "base/touch.h"

#include <string.h>

static tnef_string text(struct tnef_reader *r, struct tnefi_message_layer *l, int slot)
{
    return tnefi_message_last_text(r, l, &l->m_arena, &l->m[slot]);
}

static size_t length_of(const char *s)
{
    size_t len = 0;

    while (s[len] != '\0')
        len++;
    TNEFI_TOUCH(len);
    return len;
}

static tnef_string mapped(tnef_string name)
{
    tnef_string s = name;

    if (name.text != NULL) {
        s.text = tnef_class_map(name.text);
        s.len = length_of(s.text);
    }
    return s;
}

static void classes(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_message_info *m = &l->info;
    tnef_string property = text(r, l, M_CLASS);

    m->raw_class = text(r, l, M_RAW_CLASS);
    m->message_class = property;
    if (property.text == NULL)
        m->message_class = mapped(m->raw_class);
    if (m->raw_class.text == NULL)
        m->raw_class = property;
    m->original_class = text(r, l, M_ORIGINAL_CLASS);
    if (m->original_class.text == NULL)
        m->original_class = mapped(text(r, l, M_RAW_ORIGINAL));
}

/* Removes the marker that some stores put before the subject, and so before what they made of it: 01, and
 * the length of the prefix with its blank, as one character. */
static tnef_string without_marker(tnef_string s)
{
    if (s.len == 0 || s.text[0] != '\x01')
        return s;
    s.text++;
    s.len--;
    if (s.len > 0) {
        s.text++;
        s.len--;
    }
    while (s.len > 0 && ((unsigned char)*s.text & 0xC0u) == 0x80u) {
        s.text++;
        s.len--;
    }
    return s;
}

static tnef_string without_prefix(tnef_string subject, tnef_string prefix)
{
    TNEFI_TOUCH(prefix.len);
    if (prefix.len > 0 && prefix.len <= subject.len && memcmp(subject.text, prefix.text, prefix.len) == 0) {
        subject.text += prefix.len;
        subject.len -= prefix.len;
    }
    return subject;
}

static void subjects(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_message_info *m = &l->info;

    m->subject = without_marker(text(r, l, M_SUBJECT));
    m->subject_prefix = without_marker(text(r, l, M_PREFIX));
    m->normalized_subject = without_marker(text(r, l, M_NORMALIZED));
    m->conversation_topic = without_marker(text(r, l, M_TOPIC));
    if (m->subject.text != NULL) {
        m->subject_source =
            l->m[M_SUBJECT].rank == KEPT_PROPERTY ? TNEF_SUBJECT_PROPERTY : TNEF_SUBJECT_ATTRIBUTE;
    } else if (m->normalized_subject.text != NULL) {
        m->subject = tnefi_message_join(r, &l->m_arena, m->subject_prefix, m->normalized_subject.text,
                                        m->normalized_subject.len);
        m->subject_source = TNEF_SUBJECT_NORMALIZED;
    } else if (m->conversation_topic.text != NULL) {
        m->subject = m->conversation_topic;
        m->subject_source = TNEF_SUBJECT_TOPIC;
    } else if (m->subject_prefix.text != NULL) {
        m->subject = m->subject_prefix; /* a reply to what had no subject */
        m->subject_source = TNEF_SUBJECT_NORMALIZED;
    }
    if (m->normalized_subject.text == NULL)
        m->normalized_subject = without_prefix(m->subject, m->subject_prefix);
}

/* Where a time may come from: a slot, if its value has this rank. */
struct source {
    uint8_t slot, rank;
    uint8_t no_zone; /* the zone is not known                                             */
};

static tnef_time first_time(struct tnef_reader *r, struct tnefi_message_layer *l, const struct source *s,
                            size_t count)
{
    tnef_time t = { 0, 0, 0 };

    for (size_t i = 0; i < count && t.flags == 0; i++) {
        if (l->m[s[i].slot].rank != s[i].rank)
            continue;
        t = tnefi_message_time(r, &l->m[s[i].slot]);
        if (t.flags != 0 && s[i].no_zone)
            t.flags |= TNEF_TIME_ZONE;
    }
    return t;
}

/* The dates of a task are midnight at the sender's place, written as if that were UTC ([MS-OXOTASK]
 * 2.2.2.2.4). Messages that are flagged have them, too; there all other dates go before them. */
static void spans(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    static const struct source start[] = {
        { M_START, KEPT_PROPERTY, 0 },        { M_APPOINTMENT_START, KEPT_PROPERTY, 0 },
        { M_COMMON_START, KEPT_PROPERTY, 0 }, { M_START, KEPT_COMPUTED, 1 },
        { M_TASK_START, KEPT_PROPERTY, 1 },
    };
    static const struct source end[] = {
        { M_END, KEPT_PROPERTY, 0 },        { M_APPOINTMENT_END, KEPT_PROPERTY, 0 },
        { M_COMMON_END, KEPT_PROPERTY, 0 }, { M_END, KEPT_COMPUTED, 1 },
        { M_TASK_DUE, KEPT_PROPERTY, 1 },
    };
    static const struct source task_start[] = {
        { M_START, KEPT_PROPERTY, 0 },
        { M_TASK_START, KEPT_PROPERTY, 1 },
        { M_COMMON_START, KEPT_PROPERTY, 0 },
        { M_START, KEPT_COMPUTED, 1 },
    };
    static const struct source task_end[] = {
        { M_END, KEPT_PROPERTY, 0 },
        { M_TASK_DUE, KEPT_PROPERTY, 1 },
        { M_COMMON_END, KEPT_PROPERTY, 0 },
        { M_END, KEPT_COMPUTED, 1 },
    };
    tnef_string head = l->info.message_class;

    head.len = head.len < 8u ? head.len : 8u;
    if (tnefi_message_same(head, "IPM.Task")) {
        l->info.start = first_time(r, l, task_start, sizeof task_start / sizeof task_start[0]);
        l->info.end = first_time(r, l, task_end, sizeof task_end / sizeof task_end[0]);
    } else {
        l->info.start = first_time(r, l, start, sizeof start / sizeof start[0]);
        l->info.end = first_time(r, l, end, sizeof end / sizeof end[0]);
    }
}

static void dates(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_message_info *m = &l->info;

    m->submitted = tnefi_message_time(r, &l->m[M_SUBMITTED]);
    m->delivered = tnefi_message_time(r, &l->m[M_DELIVERED]);
    m->created = tnefi_message_time(r, &l->m[M_CREATED]);
    m->modified = tnefi_message_time(r, &l->m[M_MODIFIED]);
    spans(r, l);
}

static uint32_t number(struct tnefi_message_layer *l, int slot, uint32_t known)
{
    if (l->m[slot].rank == KEPT_NONE)
        return 0;
    l->info.known |= known;
    return (uint32_t)l->m[slot].number;
}

static int32_t signed_number(struct tnefi_message_layer *l, int slot, uint32_t known)
{
    uint32_t n = number(l, slot, known);

    return n <= (uint32_t)INT32_MAX ? (int32_t)n : -(int32_t)(UINT32_MAX - n) - 1;
}

static void numbers(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_message_info *m = &l->info;

    m->importance = signed_number(l, M_IMPORTANCE, TNEF_KNOWN_IMPORTANCE);
    m->priority = signed_number(l, M_PRIORITY, TNEF_KNOWN_PRIORITY);
    m->sensitivity = signed_number(l, M_SENSITIVITY, TNEF_KNOWN_SENSITIVITY);
    m->message_flags = number(l, M_FLAGS, TNEF_KNOWN_MESSAGE_FLAGS);
    m->message_status = number(l, M_STATUS, TNEF_KNOWN_MESSAGE_STATUS);
    m->internet_codepage = number(l, M_INTERNET_CP, TNEF_KNOWN_INTERNET_CODEPAGE);
    m->message_codepage = number(l, M_MESSAGE_CP, TNEF_KNOWN_MESSAGE_CODEPAGE);
    m->native_body = signed_number(l, M_NATIVE, TNEF_KNOWN_NATIVE_BODY);
    m->rtf_in_sync = number(l, M_RTF_IN_SYNC, TNEF_KNOWN_RTF_IN_SYNC) != 0;
    m->owner_appointment = number(l, M_AID_OWNER, TNEF_KNOWN_OWNER_APPOINTMENT);
    m->response_requested = number(l, M_RESPONSE, TNEF_KNOWN_RESPONSE) != 0;
    m->text_codepage = tnefi_message_codepage_used(r, l);
}

static int is_printable(const struct tnefi_message_kept *k)
{
    TNEFI_TOUCH(k->len);
    for (uint32_t i = 0; i < k->len && k->bytes[i] != 0; i++)
        if (k->bytes[i] < 0x20 || k->bytes[i] > 0x7E)
            return 0;
    return k->len > 0 && k->bytes[0] != 0;
}

static void identifiers(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_message_info *m = &l->info;
    const struct tnefi_message_kept *k = &l->m[M_CORRELATION];

    m->message_id = text(r, l, M_MESSAGE_ID);
    m->in_reply_to = text(r, l, M_IN_REPLY_TO);
    m->references = text(r, l, M_REFERENCES);
    m->transport_headers = text(r, l, M_HEADERS);
    m->display_to = text(r, l, M_DISPLAY_TO);
    m->display_cc = text(r, l, M_DISPLAY_CC);
    m->search_key = tnefi_message_hex(r, &l->m_arena, &l->m[M_SEARCH_KEY]);
    if (k->bytes != NULL && is_printable(k))
        m->correlation_key = tnefi_message_text(r, l, &l->m_arena, k->bytes, k->len, TNEF_PTYP_STRING8);
    else
        m->correlation_key = tnefi_message_hex(r, &l->m_arena, k);
}

static uint32_t best_body(const tnef_message_info *m)
{
    uint32_t native = 0;

    if (m->native_body == 1)
        native = m->plain;
    else if (m->native_body == 2)
        native = m->rtf;
    else if (m->native_body == 3)
        native = m->html;
    if (native != 0)
        return native;
    if (m->html != 0)
        return m->html;
    if (m->rtf != 0 && m->rtf_in_sync)
        return m->rtf;
    return m->plain != 0 ? m->plain : m->rtf;
}

void tnefi_message_final(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_message_info *m = &l->info;

    if (l->now.message_done)
        return;
    l->now.message_done = 1;
    classes(r, l);
    subjects(r, l);
    tnefi_message_people(r, l);
    dates(r, l);
    numbers(r, l);
    identifiers(r, l);
    m->best = best_body(m);
    /* The attachment that holds the message may be named after it. */
    if (m->depth > 0 && l[-1].part.embedded == m->id) {
        tnef_string nothing = { "", 0 };

        l[-1].found.subject = tnefi_message_join(r, &l[-1].a_arena, nothing, m->subject.text, m->subject.len);
    }
}
