/* SPDX-License-Identifier: MIT */
/* The end of a mail: what becomes of it, what is logged of it, what is counted. */

#define _POSIX_C_SOURCE 200809L

#include "connection.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "log.h"

static const char *queue_id(SMFICTX *ctx)
{
    char name[] = "i";
    const char *id = smfi_getsymval(ctx, name);

    return id != NULL ? id : "no-queue-id";
}

static uint64_t microseconds(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_nsec / 1000u;
}

static void forget_mail(struct connection *c)
{
    count_more(&c->service->counters, N_SPOOL_FILES,
               (c->mail.mail.fd >= 0) + (uint64_t)(c->mail.out.fd >= 0));
    count_down(&c->service->counters, N_OPEN_MAILS);
    message_end(&c->mail);
    config_put(c->service, c->mail.cfg);
    c->has_mail = 0;
}

void connection_drop_mail(struct connection *c)
{
    if (!c->has_mail)
        return;
    count_one(&c->service->counters, N_ABORTED);
    forget_mail(c);
}

/* ---- A mail that was not read, or could not be changed ---------------------------------------- */

static sfsistat pass_or_tempfail(struct connection *c, const char *id, const char *why)
{
    const int passes = c->mail.cfg->on_failure == ACT_ACCEPT;

    log_line(LOG_ERR, "%s: %s: failed=%s error=%s size=%" PRIu64, id,
             passes ? "passed as it came" : "tempfailed", why,
             c->mail.code != 0 ? strerror(c->mail.code) : "-", c->mail.size);
    count_one(&c->service->counters, passes ? N_FAILED_ACCEPTED : N_FAILED_TEMPFAILED);
    return passes ? SMFIS_CONTINUE : SMFIS_TEMPFAIL;
}

static sfsistat stopped(struct connection *c, const char *id)
{
    if (c->mail.stop != STOP_LARGE)
        return pass_or_tempfail(c, id, stop_name(c->mail.stop));
    log_line(LOG_WARNING, "%s: passed unread: it is larger than max-mail=%" PRIu64 " or max-header=%u", id,
             c->mail.cfg->max_mail, (unsigned)c->mail.cfg->max_header);
    count_one(&c->service->counters, N_TOO_LARGE);
    return SMFIS_CONTINUE;
}

/* ---- A mail that was read -------------------------------------------------------------------- */

static enum counter result_of(const struct message *m)
{
    static const enum counter results[] = {
        [ACT_ACCEPT] = N_ACCEPTED,        [ACT_UNWRAP] = N_UNWRAPPED, [ACT_TAG] = N_TAGGED,
        [ACT_QUARANTINE] = N_QUARANTINED, [ACT_REJECT] = N_REJECTED,
    };

    if (m->info.streams == 0 && m->info.kept == 0)
        return N_CLEAN;
    if (m->verdict.action == ACT_ACCEPT && fields_has(&m->fields, "X-TNEF-Unwrapped"))
        return N_ALREADY;
    return results[m->verdict.action];
}

static void count_mail(struct connection *c, enum counter result)
{
    static const struct {
        uint32_t bit;
        enum counter which;
    } reasons[] = {
        { TNEF_UNWRAP_SIGNED, N_SIGNED },     { TNEF_UNWRAP_PLACE, N_PLACE },
        { TNEF_UNWRAP_UNREAD, N_UNREADABLE }, { TNEF_UNWRAP_DAMAGED, N_DAMAGED },
        { TNEF_UNWRAP_BOUNDARY, N_BOUNDARY }, { TNEF_UNWRAP_AMBIGUOUS, N_AMBIGUOUS },
        { TNEF_UNWRAP_LIMIT, N_LIMIT },
    };
    struct counters *n = &c->service->counters;

    count_one(n, result);
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if ((c->mail.info.kept & reasons[i].bit) != 0)
            count_one(n, reasons[i].which);
    count_more(n, N_STREAMS, c->mail.info.streams);
    if (result != N_UNWRAPPED)
        return;
    count_more(n, N_REPLACED, c->mail.info.replaced);
    count_more(n, N_BYTES_OUT, c->mail.header.len + c->mail.out.end);
}

static void log_mail(const struct connection *c, const char *id, enum counter result, uint64_t took)
{
    static const char *const words[N_RESULTS] = {
        [N_CLEAN] = "no TNEF",
        [N_UNWRAPPED] = "unwrapped",
        [N_ACCEPTED] = "passed as it came",
        [N_TAGGED] = "tagged",
        [N_QUARANTINED] = "quarantined",
        [N_REJECTED] = "rejected",
        [N_ALREADY] = "was unwrapped before",
    };
    const struct message *m = &c->mail;
    char kept[128], error[512] = "", left_out[192] = "-";

    if (result == N_CLEAN) {
        log_line(LOG_DEBUG, "%s: no TNEF: size=%" PRIu64 " ms=%" PRIu64, id, m->size, took / 1000u);
        return;
    }
    kept_words(m->info.kept, kept, sizeof kept);
    if ((m->info.kept & JUDGE_WRONG) != 0)
        diagnosis_words(&m->diagnosis, error, sizeof error);
    if (result == N_UNWRAPPED)
        left_out_words(m->info.left_out, left_out, sizeof left_out);
    log_line((m->info.kept & JUDGE_WRONG) != 0 ? LOG_WARNING : LOG_INFO,
             "%s: %s: streams=%u replaced=%u kept=%s left-out=%s size=%" PRIu64 " out=%" PRIu64 " ms=%" PRIu64
             "%s%s",
             id, words[result], (unsigned)m->info.streams,
             result == N_UNWRAPPED ? (unsigned)m->info.replaced : 0u, kept, left_out, m->size,
             result == N_UNWRAPPED ? m->header.len + m->out.end : m->size, took / 1000u,
             error[0] != '\0' ? " " : "", error);
}

static sfsistat act(SMFICTX *ctx, struct connection *c, const char *id, uint64_t began)
{
    const enum counter result = result_of(&c->mail);
    sfsistat answer;

    if (!reply_is_allowed(&c->terms, &c->mail))
        return pass_or_tempfail(c, id, "the MTA does not allow the change");
    answer = reply(ctx, &c->terms, &c->mail);
    if (answer == SMFIS_TEMPFAIL) {
        /* Half a change must not pass, whatever is chosen for failures. */
        log_line(LOG_ERR, "%s: tempfailed: the MTA could not be asked for the change", id);
        count_one(&c->service->counters, N_FAILED_TEMPFAILED);
        return answer;
    }
    count_mail(c, result);
    log_mail(c, id, result, microseconds() - began);
    return answer;
}

static void alive(void *user)
{
    (void)smfi_progress(user);
}

sfsistat connection_on_eom(SMFICTX *ctx)
{
    struct connection *c = smfi_getpriv(ctx);
    const uint64_t began = microseconds();
    const char *id = queue_id(ctx);
    sfsistat answer;

    if (c == NULL || !c->has_mail)
        return SMFIS_TEMPFAIL;
    message_finish(&c->mail, alive, ctx);
    count_more(&c->service->counters, N_BYTES_IN, c->mail.size);
    answer = c->mail.stop != STOP_NONE ? stopped(c, id) : act(ctx, c, id, began);
    count_more(&c->service->counters, N_WORK_MICROSECONDS, microseconds() - began);
    forget_mail(c);
    return answer;
}
