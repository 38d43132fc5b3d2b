/* SPDX-License-Identifier: MIT */
/* What a message is about, if that is not its text: an invitation, a task, a contact, a receipt. It is
 * written beside bodies and attachments as winmail ics, vcf and eml write it.
 *
 * That needs the whole stream of the message, which goes to a converter beside the decoder. Most streams are
 * mail and say so at once (attMessageClass is their third attribute): these are not read twice. One whose
 * class is not known by its first bytes is. */

#define _POSIX_C_SOURCE 200809L

#include "by_name.h"
#include "extract.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include <tnef/mapi.h>

#define ITEM_TREE   (UINT64_C(2) << 20) /* bytes of what describes a message                     */
#define CLASS_ROOM  64u
#define CLASS_TRIES 16u                 /* attributes among which the class is looked for         */

/* ---- Which messages ------------------------------------------------------------------------ */

/* Reads a number with its lowest byte first. */
static uint32_t number_at(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* The class, if it stands whole among the first attributes in |p|: level, id, length, value, checksum.
 * Else it is "". */
static void find_class(const uint8_t *p, size_t len, char name[CLASS_ROOM])
{
    size_t at = 6;

    name[0] = '\0';
    for (uint32_t i = 0; i < CLASS_TRIES && at < len && len - at >= 9; i++) {
        uint32_t length = number_at(p + at + 5);
        size_t n = length < CLASS_ROOM ? length : CLASS_ROOM - 1;

        if (length > len - at - 9)
            return;
        if (number_at(p + at + 1) == TNEF_ATT_MESSAGE_CLASS) {
            memcpy(name, p + at + 9, n);
            name[n] = '\0';
            return;
        }
        at += 9 + (size_t)length + 2;
    }
}

/* Whether a class means mail, as it stands: PidTagMessageClass may still say something else, but nobody
 * writes that. */
static int means_mail(const char *name)
{
    static const char old[] = "IPM.Microsoft Mail.Note";
    const tnef_message_info m = { .message_class = { name, strlen(name) } };

    return name[0] != '\0' && (strcasecmp(name, old) == 0 || !extract_is_item(&m));
}

static int begins_stream(const uint8_t *p, size_t len)
{
    static const uint8_t signature[4] = { 0x78, 0x9F, 0x3E, 0x22 };

    return memcmp(p, signature, len < sizeof signature ? len : sizeof signature) == 0;
}

/* ---- Collecting ---------------------------------------------------------------------------- */

static void end(struct item *i)
{
    tnef_convert_free(i->convert);
    spool_close(&i->spool);
    memset(i, 0, sizeof *i);
}

void extract_item_begin(struct extraction *x, uint32_t depth)
{
    end(&x->items[depth]);
}

/* What a failure of the converter means: the item is lost, and no attachment. */
static void failed(struct extraction *x, struct item *i, tnef_status status)
{
    tnef_error error = { .size = sizeof error };

    tnef_convert_error(i->convert, &error);
    if (TNEF_IS_LIMIT(status) && x->limit == TNEF_OK)
        x->limit = status;
    else
        extract_note(x, status == TNEF_E_CALLBACK ? error.user_code : ENOMEM);
}

static int are_wanted(const struct options *opt)
{
    return opt->by_name != NULL ? opt->by_name->items : !opt->no_bodies;
}

static void begin(struct extraction *x, struct item *i, const uint8_t *p, size_t len)
{
    tnef_spool spool = spool_for(&i->spool);
    const tnef_convert_config cfg = { .size = sizeof cfg, .spool = &spool, .max_memory = BODY_MEMORY,
                                      .max_tree = ITEM_TREE, .decoder_limits = &x->opt->limits };
    char name[CLASS_ROOM];

    i->begun = 1;
    if (!are_wanted(x->opt) || len == 0 || !begins_stream(p, len))
        return;
    find_class(p, len, name);
    if (!means_mail(name) && tnef_convert_new(&i->convert, &cfg, NULL) != TNEF_OK)
        extract_note(x, ENOMEM);
}

void extract_item_feed(struct extraction *x, uint32_t depth, const void *data, size_t len)
{
    struct item *i = &x->items[depth];
    tnef_status status;

    if (!i->begun)
        begin(x, i, data, len);
    if (i->convert == NULL)
        return;
    status = tnef_convert_feed(i->convert, data, len, NULL);
    if (status == TNEF_OK)
        return;
    failed(x, i, status);
    tnef_convert_free(i->convert);
    i->convert = NULL;
}

/* ---- Writing ------------------------------------------------------------------------------- */

/* What is on its way to a file, which is made when there is something to write. */
struct making {
    struct extraction *x;
    uint32_t depth;
    struct written w;
};

static tnef_status to_file(void *user, const void *buf, size_t len, size_t *taken)
{
    struct making *m = user;

    (void)taken;
    if (m->w.file.fd < 0 && extract_create(m->x, m->depth, &m->w) != 0)
        return TNEF_STOPPED;
    (void)extract_write(m->x, m->depth, &m->w, buf, len);
    return extract_stopped(m->x) ? TNEF_STOPPED : TNEF_OK;
}

/* A file is named by the subject. One that is not selected counts, since it is there. */
static int keep(struct making *m, const tnef_message_info *info, const char *form)
{
    static const tnef_string nameless = { NULL, 0 };
    struct level *v = &m->x->levels[m->depth];
    char wanted[TNEF_SAFE_NAME_MAX + 1], fallback[sizeof "message.ics"];
    char name[TNEF_SAFE_NAME_MAX + 1];
    size_t n = tnef_safe_name(info->subject.text, info->subject.len, "message", wanted,
                              sizeof wanted - sizeof ".ics" + 1);
    int named;

    snprintf(wanted + n, sizeof wanted - n, ".%s", form);
    snprintf(fallback, sizeof fallback, "message.%s", form);
    named = extract_name(m->x, v, &m->w, wanted, fallback, name);
    if (named == 0)
        extract_print(m->x, v, &m->w, name, nameless, NULL, form);
    return named >= 0;
}

/* Writes the item in a form. Returns whether there is a file of it. */
static int make(struct extraction *x, struct item *i, const tnef_message_info *info, uint32_t kind,
                const char *form)
{
    const struct source source = nest_source(&x->nest, x->source);
    struct making m = { .x = x, .depth = info->depth, .w = { .file.fd = -1 } };
    tnef_status status;
    int kept = 0;

    if (extract_stopped(x))
        return 0;
    status = tnef_convert_write(i->convert, kind, NULL, to_file, &m);
    m.w.incomplete |= status != TNEF_OK;
    if (status != TNEF_OK && status != TNEF_STOPPED)
        failed(x, i, status);
    if (m.w.file.fd >= 0) {
        (void)extract_done(x, m.depth, &m.w);
        kept = keep(&m, info, form);
        extract_close(x, &x->levels[m.depth], &m.w);
    }
    if (kept && m.w.named && kind != TNEF_CONVERT_MAIL
        && complain_losses(&source, tnef_convert_left_out(i->convert), 0, x->opt->strict) != EXIT_COMPLETE)
        x->lost = 1;
    return kept;
}

static int is_report(const tnef_message_info *m)
{
    return m->message_class.len >= 7 && strncasecmp(m->message_class.text, "REPORT.", 7) == 0;
}

/* What nothing else can be made of is a mail, if there is nothing to see of it: its subject, its people. But
 * that does not tell what it is about. */
static int write_item(struct extraction *x, struct item *i, const tnef_message_info *m,
                      enum extract_seen seen)
{
    const uint32_t kinds = tnef_convert_kinds(i->convert);

    if ((kinds & TNEF_CONVERT_BIT(TNEF_CONVERT_CARD)) != 0 && make(x, i, m, TNEF_CONVERT_CARD, "vcf"))
        return 1;
    if ((kinds & TNEF_CONVERT_BIT(TNEF_CONVERT_CALENDAR)) != 0
        && make(x, i, m, TNEF_CONVERT_CALENDAR, "ics"))
        return 1;
    if ((kinds & TNEF_CONVERT_BIT(TNEF_CONVERT_MAIL)) == 0)
        return 0;
    if (is_report(m))
        return make(x, i, m, TNEF_CONVERT_MAIL, "eml");
    if (seen != EXTRACT_SEEN)
        (void)make(x, i, m, TNEF_CONVERT_MAIL, "eml");
    return 0;
}

int extract_item_end(struct extraction *x, const tnef_message_info *m, enum extract_seen seen)
{
    struct item *i = &x->items[m->depth];
    struct tnef_convert_info info = { .size = sizeof info };
    int kept = 0;

    if (i->convert == NULL)
        return 0;
    if (extract_is_item(m)) {
        tnef_status status = tnef_convert_finish(i->convert);

        tnef_convert_info(i->convert, &info);
        if (status != TNEF_OK)
            failed(x, i, status);
        else
            kept = write_item(x, i, m, seen);
        if (kept && TNEF_IS_LIMIT(info.status) && x->limit == TNEF_OK)
            x->limit = info.status;
    }
    end(i);
    i->begun = 1;
    return kept;
}

void extract_items_close(struct extraction *x)
{
    for (size_t i = 0; i < sizeof x->items / sizeof x->items[0]; i++)
        end(&x->items[i]);
}
