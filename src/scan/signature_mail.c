/* SPDX-License-Identifier: MIT */
/* Whether a body begins with the header of a mail (RFC 5322, sections 2.2 and 3.6). Before the fields there
 * may be a byte order mark, line ends and blank lines, "From " lines of a mailbox (RFC 4155), and the line
 * with a number that Apple's .emlx begins with.
 *
 * The first field tells a mail if it is any of the table in signature_fields.c. Fields that are not in it may
 * come first, since programs put their own before all others. After them it takes one that only mail has, or
 * three that a letter has: lists of settings look the same, and some have a "from" and a "to". A file that is
 * wrongly taken for a mail is still the part that it is, with parts in it that nobody asked for; one that is
 * wrongly not taken for a mail may hide a stream. So what is only likely is taken.
 *
 *     "From a Mon" LF "Subject :"               a mail
 *     "X-Note: a" LF " b" LF "Received:"        a mail
 *     "1234   " LF "To:"                        a mail
 *
 * and these are not:
 *
 *     "id: 7" LF "from: a" LF "to: b"           it may be a train
 *     "Server: a" LF "Date: b" LF LF            a header of HTTP
 *     "X-Note: a" LF LF "Received:"             the blank line ends the header
 *
 * Each byte is looked at once, and that of a field name once more, when its colon has come. */

#include "scan/signature.h"

#include "base/ascii.h"
#include "base/touch.h"
#include "scan/signature_fields.h"

#define CR 13u
#define LF 10u

/*@ S_TOTAL;
    assigns \nothing; */
static int is_line_end(uint8_t b)
{
    return b == CR || b == LF;
}

/* What the field name is that stands from |name_at| on, and ends before a blank or a colon. */
/*@ requires \valid_read(m) && m->seen_len <= SIGNATURE_SEEN && m->name_at <= m->seen_len;
    S_TOTAL;
    assigns \nothing; */
static uint16_t field_of(const struct tnefi_scan_signature *m)
{
    uint32_t end = m->name_at;

    /*@ loop invariant m->name_at <= end <= m->seen_len;
        loop assigns end;
        loop variant m->seen_len - end; */
    while (end < m->seen_len && m->seen[end] != ':' && !tnefi_base_is_blank(m->seen[end]))
        end++;
    TNEFI_TOUCH(end - m->name_at + 1u);
    return tnefi_scan_signature_field(m->seen + m->name_at, end - m->name_at);
}

/* Whether what stands from |name_at| on is "From ", as a mailbox has it, or ">From ", which quotes it. */
/*@ requires \valid_read(m) && m->seen_len <= SIGNATURE_SEEN && m->name_at <= m->seen_len;
    S_TOTAL;
    assigns \nothing; */
static int is_from(const struct tnefi_scan_signature *m)
{
    uint32_t len = m->seen_len - m->name_at;
    const uint8_t *p = m->seen + m->name_at;

    if (len == 6u && p[0] == '>')
        p++;
    else if (len != 5u)
        return 0;
    return m->fields == 0 && p[0] == 'F' && p[1] == 'r' && p[2] == 'o' && p[3] == 'm' && p[4] == ' ';
}

/* The byte is the first one of a field name or of a "From " line, or there is none. */
/*@ S_MAIL; */
static void name_begins(struct tnefi_scan_signature *m, uint8_t b)
{
    m->name_at = m->seen_len - 1u;
    m->mail = MAIL_NAME;
    if (!tnefi_base_is_letter(b) && (b != '>' || m->fields != 0))
        m->mail_open = 0;
}

/* A line ends, after which a field must come. */
/*@ S_MAIL; */
static void line_ends(struct tnefi_scan_signature *m, uint8_t b)
{
    m->mail = b == CR ? MAIL_CR : MAIL_FIELD;
}

/* A byte before the first line that is not blank. */
/*@ S_MAIL; */
static void leads(struct tnefi_scan_signature *m, uint8_t b)
{
    if (!is_line_end(b) && !tnefi_base_is_blank(b)) {
        if (m->mail == MAIL_INDENT)
            m->mail_open = 0;
        name_begins(m, b);
        return;
    }
    m->mail = is_line_end(b) ? MAIL_LINES : MAIL_INDENT;
    if (m->lead == SIGNATURE_LEAD)
        m->mail_open = 0;
    else
        m->lead++;
}

/* The first byte of all. */
/*@ S_MAIL; */
static void starts(struct tnefi_scan_signature *m, uint8_t b)
{
    if (b == 0xEFu)
        m->mail = MAIL_BOM;
    else if (tnefi_base_is_digit(b))
        m->mail = MAIL_NUMBER;
    else
        leads(m, b);
}

/* A byte of the line with a number, or of the blanks after it. */
/*@ S_MAIL; */
static void number(struct tnefi_scan_signature *m, uint8_t b)
{
    if (is_line_end(b))
        line_ends(m, b);
    else if (tnefi_base_is_blank(b))
        m->mail = MAIL_NUMBER_END;
    else if (m->mail == MAIL_NUMBER_END || !tnefi_base_is_digit(b))
        m->mail_open = 0;
    if (m->lead == SIGNATURE_LEAD)
        m->mail_open = 0;
    else
        m->lead++;
}

/* Whether a field of that kind tells a mail. The first field of all is believed more than those after one
 * that says nothing: such lines are in files of many kinds. */
/*@ S_MAIL; */
static int tells(struct tnefi_scan_signature *m, uint16_t kind)
{
    if (m->fields == 0)
        return kind != FIELD_OTHER;
    if (kind != FIELD_LETTER)
        return kind == FIELD_MAIL;
    if (m->letters + 1u == SIGNATURE_LETTERS)
        return 1;
    m->letters++;
    return 0;
}

/* The colon after a field name. */
/*@ S_MAIL; */
static void field_begins(struct tnefi_scan_signature *m)
{
    if (m->seen[m->name_at % SIGNATURE_SEEN] == '>')
        m->mail_open = 0;
    else if (tells(m, field_of(m)))
        m->shown = m->shown == SHOWN_OPEN ? SHOWN_MAIL : m->shown;
    m->fields = 1;
    m->mail = MAIL_VALUE;
}

/*@ S_TOTAL;
    assigns \nothing; */
static int is_of_name(uint8_t b)
{
    return tnefi_base_is_letter(b) || tnefi_base_is_digit(b) || b == '-' || b == '_' || b == '.';
}

/* A byte of a field name, or after it. */
/*@ S_MAIL; */
static void named(struct tnefi_scan_signature *m, uint8_t b)
{
    if (b == ':') {
        field_begins(m);
    } else if (tnefi_base_is_blank(b)) {
        if (m->mail == MAIL_NAME)
            m->mail = is_from(m) ? MAIL_FROM : MAIL_BLANKS;
    } else if (m->mail == MAIL_FROM && !is_line_end(b)) {
        m->mail = MAIL_FROM_LINE;
        m->line = 0;
    } else if (m->mail != MAIL_NAME || !is_of_name(b)) {
        m->mail_open = 0;
    }
}

/* A byte of the "From " line. */
/*@ S_MAIL; */
static void from_line(struct tnefi_scan_signature *m, uint8_t b)
{
    if (is_line_end(b))
        line_ends(m, b);
    else if (m->line == SIGNATURE_FROM)
        m->mail_open = 0;
    else
        m->line++;
}

/* A byte of the value of a field that did not tell. Text has no NUL. */
/*@ S_MAIL; */
static void value(struct tnefi_scan_signature *m, uint8_t b)
{
    if (is_line_end(b))
        line_ends(m, b);
    else if (b == 0)
        m->mail_open = 0;
}

/* The first byte of a line after one that was passed: another field, or the field goes on. */
/*@ S_MAIL; */
static void next_line(struct tnefi_scan_signature *m, uint8_t b)
{
    if (m->fields != 0 && tnefi_base_is_blank(b))
        m->mail = MAIL_VALUE;
    else
        name_begins(m, b);
}

void tnefi_scan_signature_mail(struct tnefi_scan_signature *m, uint8_t b)
{
    switch (m->mail) {
    case MAIL_START:
        starts(m, b);
        break;
    case MAIL_BOM:
        m->mail = MAIL_BOM_END;
        m->mail_open = b == 0xBBu;
        break;
    case MAIL_BOM_END:
        m->mail = MAIL_LINES;
        m->mail_open = b == 0xBFu;
        break;
    case MAIL_LINES:
    case MAIL_INDENT:
        leads(m, b);
        break;
    case MAIL_NUMBER:
    case MAIL_NUMBER_END:
        number(m, b);
        break;
    case MAIL_FROM_LINE:
        from_line(m, b);
        break;
    case MAIL_VALUE:
        value(m, b);
        break;
    case MAIL_CR:
        m->mail = MAIL_FIELD;
        if (b != LF)
            next_line(m, b);
        break;
    case MAIL_FIELD:
        next_line(m, b);
        break;
    default:
        named(m, b);
        break;
    }
}
