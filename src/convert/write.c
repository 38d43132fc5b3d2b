/* SPDX-License-Identifier: MIT */
/* The converter, the public face: writing. */

#include "convert/mail.h"

#include "base/answer.h"
#include "base/ascii.h"
#include "base/structs.h"
#include "base/touch.h"

#include "convert/targets.h"

#include <string.h>

#define ALL_OPTIONS \
  (TNEF_CONVERT_PUBLISH | TNEF_CONVERT_RAW_NAMES | TNEF_CONVERT_STRICT_NAMES | TNEF_CONVERT_REPORTING_UA \
   | TNEF_CONVERT_PLAIN_DAYS | TNEF_CONVERT_RETURN_RECEIPT | TNEF_CONVERT_UTF8 \
   | TNEF_CONVERT_ORIGINAL_HEADERS | TNEF_CONVERT_ITEMS_AS_MAIL | TNEF_CONVERT_NO_INVITE \
   | TNEF_CONVERT_ALT_DESC)

/* A domain is written as it is. */
static int is_domain(const char *s)
{
    size_t n = 0;

    while (n < 256u
           && (tnefi_base_is_digit((uint8_t)s[n]) || s[n] == '-' || s[n] == '.'
               || (tnefi_base_lower((uint8_t)s[n]) >= 'a' && tnefi_base_lower((uint8_t)s[n]) <= 'z')))
        n++;
    TNEFI_TOUCH(n + 1u);
    return n > 0 && n < 256u && s[n] == '\0' && s[0] != '.' && s[n - 1u] != '.';
}

const void *tnefi_convert_wrong_option(const tnef_convert_options *o)
{
    const void *wrong = TNEFI_STRUCT_FIELD(o);

    if (o == NULL || wrong != NULL)
        return wrong;
    if ((o->flags & ~ALL_OPTIONS) != 0)
        return &o->flags;
    if (o->card_version != 0 && o->card_version != 3u && o->card_version != 4u)
        return &o->card_version;
    if (o->imcea_domain != NULL && !is_domain(o->imcea_domain))
        return &o->imcea_domain;
    return o->reserved != 0 ? &o->reserved : NULL;
}

uint32_t tnef_convert_kinds(const tnef_convert *convert)
{
    const tnef_message *root;

    if (!convert->live.finished)
        return 0;
    root = tnefi_message_tree_root(convert->tree);
    return root != NULL ? tnefi_convert_targets(root) : 0;
}

uint32_t tnef_convert_left_out(const tnef_convert *convert)
{
    return convert->live.job.left_out;
}

tnef_bytes tnefi_convert_correlation(const struct tnef_convert *c)
{
    return tnefi_convert_bytes(tnefi_message_tree_root(c->tree)->info->bag, TNEFI_CONVERT_CORRELATION);
}

void tnefi_convert_text_init(const struct tnef_convert *c, tnef_text *text, uint32_t codepage)
{
    (void)tnef_text_init_with(text, codepage, c->charsets.size != 0 ? &c->charsets : NULL);
}

/* ---- A job --------------------------------------------------------------------------------- */

static void begin_job(struct tnef_convert *c, uint32_t kind, const tnef_convert_options *options,
                      const struct tnefi_convert_outer *outer)
{
    struct tnefi_convert_job *j = &c->live.job;

    memset(j, 0, sizeof *j);
    TNEFI_TOUCH(sizeof *j);
    j->active = 1;
    j->kind = kind;
    j->outer = outer;
    j->error.size = sizeof j->error;
    j->error.code = TNEF_NO_CODE;
    if (options != NULL)
        memcpy(&j->options, options, options->size < sizeof j->options ? options->size : sizeof j->options);
    j->options.size = sizeof j->options;
    j->message = tnefi_message_tree_root(c->tree);
    if (j->message->remainder_count > 0)
        j->left_out |= TNEF_CONVERT_REMAINDER;
    c->out.from = 0;
    c->out.len = 0;
    tnefi_lines_init(
        &c->lines, tnefi_convert_put, c, 0,
        kind == TNEF_CONVERT_MAIL && (j->options.flags & TNEF_CONVERT_UTF8) != 0 ? TNEFI_LINES_UTF8 : 0);
}

void tnefi_convert_end_job(struct tnef_convert *c)
{
    if (c->live.job.bodies_of != NULL)
        (void)tnef_bodies_reset(c->bodies);
    c->live.job.bodies_of = NULL;
    if (c->series != NULL)
        c->alloc.release(c->alloc.user, c->series, sizeof *c->series);
    c->series = NULL;
    if (c->mail != NULL)
        c->alloc.release(c->alloc.user, c->mail, sizeof *c->mail);
    c->mail = NULL;
    c->live.job.active = 0;
    tnefi_convert_out_free(c);
}

/* ---- The sink ------------------------------------------------------------------------------ */

static tnef_status sink_failed(struct tnef_convert *c, tnef_status answer)
{
    if (answer == TNEF_STOPPED)
        return tnefi_convert_fail(c, TNEF_STOPPED, 0);
    return tnefi_convert_fail(c, TNEF_E_CALLBACK, answer);
}

/* Offers what waits. */
static tnef_status offer(struct tnef_convert *c, tnef_sink_fn sink, void *user)
{
    size_t len = c->out.len - c->out.from;
    size_t taken = len;
    tnef_status answer;

    if (c->live.job.output + len > c->max_output) {
        c->live.job.error.limit = c->max_output;
        c->live.job.error.offset = c->live.job.output;
        return tnefi_convert_fail(c, TNEF_E_LIMIT_OUTPUT, 0);
    }
    c->live.busy = 1;
    answer = tnefi_base_as_status(sink(user, c->out.p + c->out.from, len, &taken));
    c->live.busy = 0;
    /* It may have called what it must not. */
    if (!tnefi_convert_well(c))
        return c->live.job.error.status;
    if (answer != TNEF_OK && answer != TNEF_PAUSED)
        return sink_failed(c, answer);
    if (answer == TNEF_OK)
        taken = len;
    else if (taken > len)
        return sink_failed(c, TNEF_E_CALLBACK);
    c->out.from += taken;
    c->live.job.output += taken;
    c->live.output += taken;
    return answer;
}

/* One step, and what it left in the line writer. */
static void step(struct tnef_convert *c)
{
    tnef_status status;

    c->out.from = 0;
    c->out.len = 0;
    if (tnefi_convert_step(c) == DONE)
        c->live.job.ended = 1;
    if (!tnefi_convert_well(c))
        return;
    status = tnefi_lines_flush(&c->lines);
    if (status != TNEF_OK)
        (void)tnefi_convert_fail(c, status, c->lines.user_code);
}

static tnef_status run(struct tnef_convert *c, tnef_sink_fn sink, void *user)
{
    tnef_status status = TNEF_OK;

    while (status == TNEF_OK) {
        if (c->out.from < c->out.len) {
            status = offer(c, sink, user);
            continue;
        }
        if (c->live.job.ended)
            return TNEF_OK;
        step(c);
        status = c->live.job.error.status;
    }
    return status;
}

static tnef_status write_as(struct tnef_convert *c, uint32_t kind, const tnef_convert_options *options,
                            const struct tnefi_convert_outer *outer, tnef_sink_fn sink, void *user)
{
    tnef_status status;

    if (c->live.busy || !c->live.finished)
        return TNEF_E_STATE;
    if (c->live.fatal.status != TNEF_OK)
        return c->live.fatal.status;
    if (sink == NULL || kind == 0 || kind > TNEF_CONVERT_MAIL || tnefi_convert_wrong_option(options) != NULL
        || (tnef_convert_kinds(c) & TNEF_CONVERT_BIT(kind)) == 0)
        return TNEF_E_ARGUMENT;
    if (!c->live.job.active || c->live.job.kind != kind) {
        tnefi_convert_end_job(c);
        begin_job(c, kind, options, outer);
    }
    c->live.writing = 1;
    status = run(c, sink, user);
    c->live.writing = 0;
    if (status != TNEF_PAUSED)
        tnefi_convert_end_job(c);
    return status;
}

tnef_status tnef_convert_write(tnef_convert *convert, uint32_t kind, const tnef_convert_options *options,
                               tnef_sink_fn sink, void *user)
{
    return write_as(convert, kind, options, NULL, sink, user);
}

tnef_status tnefi_convert_write_inside(struct tnef_convert *c, const tnef_convert_options *options,
                                       const struct tnefi_convert_outer *outer, tnef_sink_fn sink, void *user)
{
    return write_as(c, TNEF_CONVERT_MAIL, options, outer, sink, user);
}
