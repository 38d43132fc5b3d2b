/* SPDX-License-Identifier: MIT */
/* The calls of <tnef/mail.h>: configuration, life, feeding. How the levels work together: priv.h. */

#include "mail/priv.h"

#include "base/alloc.h"
#include "base/anomalies.h"
#include "message/message.h"
#include "base/structs.h"

#include <string.h>

#define INNER_DEFAULT       3u
#define INNER_BYTES_DEFAULT 0x40000000u /* 1 GiB */

/* ---- Configuration ------------------------------------------------------------------------- */

static int is_descend(uint32_t descend)
{
    return descend == TNEF_MAIL_DESCEND_FIND || descend == TNEF_MAIL_DESCEND_NEVER
           || descend == TNEF_MAIL_DESCEND_ALWAYS;
}

/* The part of a configuration that is for the scanners. */
static tnef_scanner_config scanner_config(const tnef_mail_config *cfg)
{
    return (tnef_scanner_config){ .size = sizeof(tnef_scanner_config),
                                  .policy = cfg->policy,
                                  .limits = cfg->scanner_limits,
                                  .fatal = cfg->fatal };
}

/* The field that is wrong for a scanner, or NULL. Limits are the caller's own struct, but two fields were
 * copied, so that their place in |cfg| is returned instead. */
static const void *scanner_field(const tnef_mail_config *cfg)
{
    tnef_scanner_config scan = scanner_config(cfg);
    const void *wrong;

    (void)tnef_scanner_check(&scan, &wrong);
    if (wrong == &scan.policy)
        return &cfg->policy;
    return wrong == &scan.fatal ? &cfg->fatal : wrong;
}

/* The first field that is wrong, or NULL. */
static const void *wrong_field(const tnef_mail_config *cfg)
{
    const void *wrong = TNEFI_STRUCT_FIELD(cfg);
    const void *scan;

    if (cfg == NULL || wrong != NULL)
        return wrong;
    scan = scanner_field(cfg);
    if (scan == &cfg->policy)
        return scan;
    wrong = TNEFI_STRUCT_FIELD(cfg->handlers);
    if (wrong == NULL)
        (void)tnef_reader_check(cfg->reader, &wrong);
    if (wrong == NULL)
        wrong = scan;
    if (wrong != NULL)
        return wrong;
    if (!is_descend(cfg->descend))
        return &cfg->descend;
    if (cfg->max_inner > TNEF_MAIL_INNER_CEILING)
        return &cfg->max_inner;
    return cfg->max_inner_bytes > TNEF_TOTAL_CEILING ? &cfg->max_inner_bytes : NULL;
}

tnef_status tnef_mail_check(const tnef_mail_config *cfg, const void **field)
{
    return tnefi_base_checked(1, wrong_field(cfg), field);
}

/* Copies a caller's struct, as far as this version knows it; without one, |out| becomes all zeros. */
static void import(void *out, const void *in, size_t known)
{
    if (in != NULL)
        memcpy(out, in, known);
    else
        memset(out, 0, known);
    TNEFI_TOUCH(known);
}

#define IMPORT(out, in) import((out), (in), sizeof *(out))

static void import_reader(struct tnefi_mail_setup *set, const tnef_reader_config *r)
{
    IMPORT(&set->reader, r);
    IMPORT(&set->model, set->reader.handlers);
    IMPORT(&set->decoder_limits, set->reader.decoder_limits);
    IMPORT(&set->model_limits, set->reader.limits);
    IMPORT(&set->charsets, set->reader.charsets);
    set->model_user = set->reader.user;
    set->decoder_limits.size = sizeof set->decoder_limits;
    set->model_limits.size = sizeof set->model_limits;
    set->reader.size = sizeof set->reader;
    set->charsets.size = sizeof set->charsets;
    set->reader.decoder_limits = &set->decoder_limits;
    set->reader.limits = &set->model_limits;
    if (set->reader.charsets != NULL)
        set->reader.charsets = &set->charsets;
}

/* The scanners get limits in any case: without the caller's they are zeros, which stand for the defaults. */
static void import_scanner(struct tnefi_mail_setup *set, const tnef_mail_config *cfg)
{
    IMPORT(&set->scan_limits, cfg->scanner_limits);
    set->scan_limits.size = sizeof set->scan_limits;
    set->scanner = scanner_config(cfg);
    set->scanner.limits = &set->scan_limits;
}

static int descends(const tnef_mail_config *cfg)
{
    return cfg->descend == TNEF_MAIL_DESCEND_ALWAYS
           || (cfg->descend == TNEF_MAIL_DESCEND_FIND && cfg->policy == TNEF_SCANNER_FIND);
}

/* Imports a configuration in which nothing is wrong. */
static void import_config(struct tnefi_mail_setup *set, const tnef_mail_config *given)
{
    tnef_mail_config cfg;

    IMPORT(&cfg, given);
    IMPORT(&set->handlers, cfg.handlers);
    import_reader(set, cfg.reader);
    import_scanner(set, &cfg);
    set->user = cfg.user;
    set->descend = (uint16_t)descends(&cfg);
    set->max_inner = set->descend == 0 ? 0 : cfg.max_inner != 0 ? cfg.max_inner : INNER_DEFAULT;
    set->max_inner_bytes = cfg.max_inner_bytes != 0 ? cfg.max_inner_bytes : INNER_BYTES_DEFAULT;
    if (set->descend != 0)
        set->reader.flags |= TNEF_DESCEND_DATA;
}

/* Copies the list of what bags are to hold: it is the caller's, and needed whenever a level is made. */
static tnef_status keep_list(tnef_mail *m)
{
    size_t size = m->set.max_inner > 0 ? tnefi_message_bag_list_size(m->set.reader.bag) : 0;
    void *list;

    if (size == 0)
        return TNEF_OK;
    list = m->alloc.alloc(m->alloc.user, size);
    if (list == NULL)
        return TNEF_E_MEMORY;
    m->set.reader.bag = tnefi_message_bag_list_copy(list, m->set.reader.bag);
    m->set.list = list;
    m->set.list_size = size;
    return TNEF_OK;
}

/* ---- Life ---------------------------------------------------------------------------------- */

static void start(struct tnef_mail *m)
{
    tnefi_mail_clear_error(&m->fatal);
    tnefi_mail_clear_error(&m->limit);
    tnefi_mail_clear_error(&m->damage);
    m->inner_bytes = 0;
    m->place = 0;
    m->anomalies = 0;
    m->streams = m->inners = m->top = m->speaking = 0;
    m->busy = m->paused = 0;
    tnefi_mail_level_start(&m->first);
}

size_t tnef_mail_size(const tnef_mail_config *cfg)
{
    struct tnefi_mail_setup set;
    size_t scanner, reader;

    if (tnef_mail_check(cfg, NULL) != TNEF_OK)
        return 0;
    import_config(&set, cfg);
    scanner = tnef_scanner_size(&set.scanner);
    reader = tnef_reader_size(&set.reader);
    return sizeof(tnef_mail) + scanner + reader
           + (set.max_inner > 0 ? tnefi_message_bag_list_size(set.reader.bag) : 0)
           + set.max_inner * (sizeof(struct tnefi_mail_level) + scanner + reader);
}

tnef_status tnef_mail_new(tnef_mail **out, const tnef_mail_config *cfg, const tnef_allocator *alloc)
{
    tnef_allocator a;
    tnef_status status;
    tnef_mail *m;
    void *mem;

    *out = NULL;
    if (tnef_mail_check(cfg, NULL) != TNEF_OK)
        return TNEF_E_ARGUMENT;
    status = tnefi_base_take_memory(&mem, &a, alloc, sizeof *m);
    if (status != TNEF_OK)
        return status;
    m = mem;
    memset(m, 0, sizeof *m);
    m->alloc = a;
    m->level[0] = &m->first;
    m->first.mail = m;
    import_config(&m->set, cfg);
    status = tnefi_mail_level_make(m, &m->first);
    if (status == TNEF_OK)
        status = keep_list(m);
    start(m);
    if (status == TNEF_OK)
        *out = m;
    else
        tnef_mail_free(m);
    return status;
}

/* The deepest mail is released first, since what is open in it was opened last. */
void tnef_mail_free(tnef_mail *mail)
{
    tnef_allocator a;

    if (mail == NULL)
        return;
    a = mail->alloc;
    for (uint32_t i = TNEF_MAIL_INNER_CEILING; i > 0; i--)
        if (mail->level[i] != NULL) {
            tnefi_mail_level_end(mail->level[i]);
            a.release(a.user, mail->level[i], sizeof *mail->level[i]);
        }
    tnefi_mail_level_end(&mail->first);
    if (mail->set.list != NULL)
        a.release(a.user, mail->set.list, mail->set.list_size);
    a.release(a.user, mail, sizeof *mail);
}

static tnef_status misuse(tnef_mail *m, tnef_status status)
{
    tnefi_mail_fail(m, status, 0);
    return status;
}

tnef_status tnef_mail_reset(tnef_mail *mail)
{
    if (mail->busy != 0)
        return misuse(mail, TNEF_E_STATE);
    for (uint32_t i = TNEF_MAIL_INNER_CEILING + 1u; i > 0; i--)
        if (mail->level[i - 1u] != NULL) {
            (void)tnef_scanner_reset(mail->level[i - 1u]->scanner);
            tnefi_mail_level_forget(mail->level[i - 1u]);
        }
    start(mail);
    return TNEF_OK;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

/* Serves what is due before the scanner goes on. Returns TNEF_OK if it may. */
static tnef_status begin(tnef_mail *m)
{
    tnef_status status;

    if (m->busy != 0)
        return misuse(m, TNEF_E_STATE);
    m->paused = 0;
    m->busy = 1;
    status = tnefi_mail_pump(m);
    if (status != TNEF_OK)
        m->busy = 0;
    return status;
}

/* Takes what the outermost scanner returned. Returns TNEF_OK if it is done with its bytes and nothing is due.
 * |*again|: it paused only for what was served here, and must be called again. Its permanent errors become
 * those of the mail. */
static tnef_status step_ends(tnef_mail *m, tnef_status status, int *again)
{
    tnef_error e = { .size = sizeof e };

    *again = status == TNEF_PAUSED && m->paused == 0;
    if (m->fatal.status != TNEF_OK)
        return m->fatal.status;
    if (status != TNEF_OK && status != TNEF_PAUSED && !TNEF_IS_LIMIT(status)) {
        tnef_scanner_error(m->first.scanner, &e);
        m->fatal = e;
        return status;
    }
    return *again ? tnefi_mail_pump(m) : status;
}

tnef_status tnef_mail_feed(tnef_mail *mail, const void *buf, size_t len, size_t *taken)
{
    const uint8_t *p = buf;
    tnef_status status = begin(mail);
    size_t done = 0;
    int again = 1;

    if (taken != NULL)
        *taken = 0;
    if (status != TNEF_OK)
        return status;
    while (again && status == TNEF_OK) {
        size_t n = 0;

        status = tnef_scanner_feed(mail->first.scanner, p == NULL ? NULL : p + done, len - done, &n);
        done += n;
        status = step_ends(mail, status, &again);
    }
    mail->busy = 0;
    if (taken != NULL)
        *taken = done;
    return status;
}

tnef_status tnef_mail_header(tnef_mail *mail, const char *name, size_t name_len, const char *value,
                             size_t value_len)
{
    tnef_status status = begin(mail);
    int again;

    if (status != TNEF_OK)
        return status;
    status = tnef_scanner_header(mail->first.scanner, name, name_len, value, value_len);
    status = step_ends(mail, status, &again);
    mail->busy = 0;
    return status;
}

tnef_status tnef_mail_end_of_headers(tnef_mail *mail)
{
    tnef_status status = begin(mail);
    int again;

    if (status != TNEF_OK)
        return status;
    status = tnef_scanner_end_of_headers(mail->first.scanner);
    status = step_ends(mail, status, &again);
    mail->busy = 0;
    return status;
}

tnef_status tnef_mail_finish(tnef_mail *mail)
{
    tnef_status status = begin(mail);
    int again = 1;

    while (again && status == TNEF_OK)
        status = step_ends(mail, tnef_scanner_finish(mail->first.scanner), &again);
    mail->busy = 0;
    if (status != TNEF_OK)
        return status;
    return mail->limit.status != TNEF_OK ? mail->limit.status : mail->damage.status;
}

void tnef_mail_error(const tnef_mail *mail, tnef_error *out)
{
    tnef_error e = { .size = sizeof e };

    tnef_scanner_error(mail->first.scanner, &e);
    if (mail->fatal.status != TNEF_OK)
        e = mail->fatal;
    else if (e.status == TNEF_OK)
        e = mail->limit.status != TNEF_OK ? mail->limit : mail->damage;
    tnefi_base_fill(out, &e, sizeof e);
}

uint32_t tnef_mail_current(const tnef_mail *mail)
{
    return mail->busy != 0 ? mail->speaking : 0;
}

uint64_t tnefi_mail_anomalies_of(const struct tnefi_mail_level *l)
{
    struct tnef_scanner_info info = { .size = sizeof info };

    tnef_scanner_info(l->scanner, &info);
    return info.anomalies;
}

/* The anomalies of mails that have ended, and of those that are open. */
static uint64_t anomalies(const struct tnef_mail *mail)
{
    uint64_t set = mail->anomalies;

    for (uint32_t i = 0; i <= mail->top; i++)
        set |= tnefi_mail_anomalies_of(mail->level[i]);
    return set;
}

void tnef_mail_info(const tnef_mail *mail, struct tnef_mail_info *out)
{
    struct tnef_mail_info info = { .size = sizeof info };
    struct tnef_scanner_info outermost = { .size = sizeof outermost };

    tnef_scanner_info(mail->first.scanner, &outermost);
    info.streams = mail->streams;
    info.anomalies = anomalies(mail);
    info.input = outermost.input;
    info.output = outermost.output;
    tnefi_base_fill(out, &info, sizeof info);
}

uint64_t tnef_mail_anomalies(const tnef_mail *mail, uint32_t code)
{
    return tnefi_base_in_set(anomalies(mail), code, TNEF_SCANNER_A_BARE_LF);
}
