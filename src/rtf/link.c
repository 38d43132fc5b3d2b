/* SPDX-License-Identifier: MIT */
/* The addresses of links: what stands in the instruction of a field. In HTML it is the value of an
 * attribute, where it must be one of those that are harmless; in text it stands after the text of the
 * link, unless that is the same, and may be any: text does nothing by itself, and who looks for what
 * is dangerous wants to see it. */

#include "rtf/priv.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

static char lower(char c)
{
    return (char)tnefi_base_lower((uint8_t)c);
}

/* Whether |s| begins with |word|, which is in lower case. */
static int begins(const char *s, size_t n, const char *word)
{
    size_t i = 0;

    while (word[i] != 0 && i < n && lower(s[i]) == word[i])
        i++;
    return word[i] == 0;
}

static size_t skip_blanks(const char *s, size_t n, size_t i)
{
    while (i < n && tnefi_base_is_blank((uint8_t)s[i]))
        i++;
    return i;
}

/* Addresses of other schemes could run something when they are followed. */
static int is_harmless(const char *s, size_t n)
{
    return begins(s, n, "http://") || begins(s, n, "https://") || begins(s, n, "ftp://")
           || begins(s, n, "mailto:");
}

/* No address has controls in it, U+0080 to U+009F among them; in HTML a blank would end it. */
static int is_refused(const struct tnef_rtf *r, const char *s, size_t left)
{
    uint8_t c = (uint8_t)s[0];

    return c < 0x20 || c == 0x7F || (c == 0x20 && r->live.output != TNEF_RTF_TEXT)
           || (c == 0xC2 && left > 1u && (uint8_t)s[1] < 0xA0 && r->live.output == TNEF_RTF_TEXT);
}

/* Adds to the address, or leaves it as it is and returns 0. */
static int add_url(const struct tnef_rtf *r, struct tnefi_rtf_link *link, const char *s, size_t n)
{
    size_t len = link->len;
    size_t room = URLS_MAX - (size_t)(link->url - r->urls);
    size_t most = room < URL_MAX ? room : URL_MAX;

    for (size_t i = 0; i < n; i++) {
        if (most - len < 8u || is_refused(r, s + i, n - i))
            return 0;
        if ((uint8_t)s[i] >= 0x80 || r->live.output == TNEF_RTF_TEXT)
            link->url[len++] = s[i]; /* UTF-8 already */
        else
            len += tnefi_rtf_escape(link->url + len, (uint8_t)s[i], 1);
    }
    link->len = len;
    return 1;
}

/* ---- Instructions -------------------------------------------------------------------------- */

/* HYPERLINK, then switches (a backslash and a letter, most with an argument) and the address, in any
 * order. Word keeps what follows the '#' of an address beside it: HYPERLINK "address" \l "place". */
struct argument {
    size_t from, to; /* in the instruction                                             */
};

/* The bytes of a quotation mark at |i|, straight or not (U+201C to U+201E), or 0. */
static size_t quote(const char *s, size_t n, size_t i)
{
    if (i < n && s[i] == '"')
        return 1;
    if (n - i < 3u || s[i] != '\xE2' || s[i + 1u] != '\x80')
        return 0;
    return s[i + 2u] == '\x9C' || s[i + 2u] == '\x9D' || s[i + 2u] == '\x9E' ? 3 : 0;
}

/* Whether a backslash at |i| takes away what a quotation mark or a backslash after it means. */
static int is_escape(const char *s, size_t n, size_t i)
{
    return s[i] == '\\' && i + 1u < n && (s[i + 1u] == '"' || s[i + 1u] == '\\');
}

/* An argument begins at |i|, in quotation marks or up to a blank. Straight ones end with a straight
 * one: the others may stand between them. Returns where what follows is. */
static size_t argument(const char *s, size_t n, size_t i, struct argument *a)
{
    size_t open = quote(s, n, i);
    size_t close = 0;

    i += open;
    a->from = i;
    for (; i < n && close == 0; i++) {
        if (open == 0)
            close = (size_t)tnefi_base_is_blank((uint8_t)s[i]);
        else if (is_escape(s, n, i))
            i++;
        else
            close = open == 1u ? s[i] == '"' : quote(s, n, i);
    }
    a->to = close > 0 ? i - 1u : n;
    return close > 0 ? a->to + close : n;
}

/* Whether a switch has no argument. */
static int is_alone(char letter)
{
    return letter == 'm' || letter == 'n' || letter == 'h';
}

/* What follows the word HYPERLINK, at |i|. The first of each counts. */
static void arguments(const char *s, size_t n, size_t i, struct argument *address, struct argument *place)
{
    for (i = skip_blanks(s, n, i); i < n; i = skip_blanks(s, n, i)) {
        struct argument a;
        char letter = 0;

        if (s[i] == '\\' && i + 1u < n && s[i + 1u] != '\\') {
            letter = lower(s[i + 1u]);
            i = skip_blanks(s, n, i + 2u);
            if (is_alone(letter) || i == n || s[i] == '\\')
                continue;
        }
        i = argument(s, n, i, &a);
        if (letter == 'l' && place->to == 0)
            *place = a;
        else if (letter == 0 && address->to == 0)
            *address = a;
    }
}

/* Whether the text around is a link to the same address. */
static int is_same(const struct tnef_rtf *r, const struct tnefi_rtf_link *link)
{
    if (r->live.now.form.link == 0 || link[-1].len != link->len)
        return 0;
    TNEFI_TOUCH(link->len);
    return memcmp(link[-1].url, link->url, link->len) == 0;
}

/* Text: a backslash is written twice in an instruction, but some write \\server as it is. */
static int add_plain(const struct tnef_rtf *r, struct tnefi_rtf_link *link, const char *s, size_t n)
{
    int twice = !(n > 2u && s[0] == '\\' && s[1] == '\\' && s[2] != '\\');
    size_t from = 0;

    for (size_t i = 0; i < n && twice; i++) {
        if (!is_escape(s, n, i))
            continue;
        if (!add_url(r, link, s + from, i - from))
            return 0;
        i++;
        from = i;
    }
    return add_url(r, link, s + from, n - from);
}

static int add_address(const struct tnef_rtf *r, struct tnefi_rtf_link *link, const char *s, size_t n)
{
    size_t from = skip_blanks(s, n, 0);

    if (r->live.output == TNEF_RTF_TEXT)
        return from < n && add_plain(r, link, s + from, n - from);
    return is_harmless(s, n) && add_url(r, link, s, n);
}

static void take_address(struct tnef_rtf *r, struct tnefi_rtf_link *link, struct argument address,
                         struct argument place)
{
    const char *s = r->inst + address.from;
    size_t n = address.to - address.from;
    size_t len;

    link->url = r->live.now.form.link > 0 ? link[-1].url + link[-1].len : r->urls;
    link->len = 0;
    if (!add_address(r, link, s, n)) {
        r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK);
        return;
    }
    len = link->len;
    if (place.from < place.to && memchr(s, '#', n) == NULL
        && !(add_url(r, link, "#", 1) && add_url(r, link, r->inst + place.from, place.to - place.from))) {
        link->len = len;
        r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK);
    }
    r->live.link_known = !is_same(r, link);
}

void tnefi_rtf_link(struct tnef_rtf *r)
{
    const char *s = r->inst;
    size_t n = r->live.inst_len;
    size_t i = skip_blanks(s, n, 0);
    struct argument address = { 0, 0 };
    struct argument place = { 0, 0 };

    TNEFI_TOUCH(3u * n); /* to find the address, to copy it, and for a place */
    r->live.link_known = 0;
    r->live.inst_len = 0;
    if (!begins(s + i, n - i, "hyperlink"))
        return;
    arguments(s, n, i + 9u, &address, &place);
    if (address.from == address.to) /* a place in this document */
        return;
    if (n == INST_MAX || r->live.now.form.link == LINKS_MAX)
        r->live.anomalies |= TNEF_ANOMALY_BIT(TNEF_RTF_A_LINK);
    else
        take_address(r, &r->link[r->live.now.form.link], address, place);
}

/* ---- Text ---------------------------------------------------------------------------------- */

/* The scheme of an address of mail is not written for people. */
static size_t scheme(const struct tnefi_rtf_link *link)
{
    return begins(link->url, link->len, "mailto:") ? 7u : 0;
}

/* The text of a link begins, if its field has an address. A field without one is part of the link around
 * it. */
void tnefi_rtf_link_begin(struct tnef_rtf *r)
{
    struct tnefi_rtf_link *link;

    if (!r->live.link_known)
        return;
    r->live.link_known = 0;
    link = &r->link[r->live.now.form.link];
    link->same[0] = 0;
    link->same[1] = scheme(link);
    link->differs[0] = link->differs[1] = 0;
    link->has_text = 0;
    link->opened = 0;
    link->due = 1;
    r->live.now.form.link++;
}

static void compare(struct tnefi_rtf_link *link, const char *s, size_t n)
{
    link->has_text = 1;
    for (size_t i = 0; i < 2; i++) {
        if (link->differs[i])
            continue;
        TNEFI_TOUCH(n);
        if (n > link->len - link->same[i] || memcmp(link->url + link->same[i], s, n) != 0)
            link->differs[i] = 1;
        else
            link->same[i] += n;
    }
}

void tnefi_rtf_link_shown(struct tnef_rtf *r)
{
    for (uint32_t i = 0; i < r->live.now.form.link; i++) {
        r->link[i].has_text = 1;
        r->link[i].differs[0] = r->link[i].differs[1] = 1;
    }
    TNEFI_TOUCH(r->live.now.form.link);
}

void tnefi_rtf_link_text(struct tnef_rtf *r, const char *s, size_t n)
{
    for (uint32_t i = 0; i < r->live.now.form.link; i++)
        compare(&r->link[i], s, n);
    TNEFI_TOUCH(r->live.now.form.link);
}

static int is_address(const struct tnefi_rtf_link *link)
{
    return (!link->differs[0] && link->same[0] == link->len)
           || (!link->differs[1] && link->same[1] == link->len);
}

/* A link around a picture, or around nothing, shows its address. For the links around it that is text. */
static void put_address(struct tnef_rtf *r, uint32_t last)
{
    const struct tnefi_rtf_link *link = &r->link[last - 1u];
    int is_text = r->live.output == TNEF_RTF_TEXT;
    uint8_t outer = r->live.now.form.link;

    if (tnefi_rtf_is_mute(r) || tnefi_rtf_is_html_back(r) || (r->live.now.mark && !is_text))
        return;
    r->live.now.form.link = (uint8_t)last;
    tnefi_rtf_link_shown(r);
    tnefi_rtf_begin_text(r);
    r->live.now.form.link = outer;
    if (is_text)
        tnefi_rtf_put(r, "<", 1);
    tnefi_rtf_put(r, link->url, link->len);
    if (is_text)
        tnefi_rtf_put(r, ">", 1);
}

void tnefi_rtf_link_end(struct tnef_rtf *r, uint32_t last)
{
    uint32_t now = r->live.now.form.link;

    if (last <= now)
        return;
    for (; last > now; last--) {
        const struct tnefi_rtf_link *link = &r->link[last - 1u];

        if (!link->has_text) {
            put_address(r, last);
        } else if (r->live.output == TNEF_RTF_TEXT && !is_address(link)) {
            tnefi_rtf_put(r, " <", 2);
            tnefi_rtf_put(r, link->url, link->len);
            tnefi_rtf_put(r, ">", 1);
        }
    }
    r->live.link_known = 0;
    if (now > 0)
        r->link[now - 1u].due = 1;
}

void tnefi_rtf_link_alone(struct tnef_rtf *r)
{
    uint32_t outer = r->live.now.form.link;

    if (!r->live.link_known)
        return;
    if (!tnefi_rtf_is_mute(r))
        tnefi_rtf_flush_text(r);
    tnefi_rtf_link_begin(r);
    r->live.now.form.link = (uint8_t)outer;
    tnefi_rtf_link_end(r, outer + 1u);
}
