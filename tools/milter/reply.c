/* SPDX-License-Identifier: MIT */
/* What the MTA is asked to do with a mail. */

#define _POSIX_C_SOURCE 200809L

#include "reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PIECE = 65535, VALUE = 960 };

int reply_is_allowed(const struct terms *terms, const struct message *m)
{
    unsigned long needed = 0;

    if (m->verdict.action == ACT_UNWRAP)
        needed |= SMFIF_CHGBODY | SMFIF_CHGHDRS | SMFIF_ADDHDRS;
    if (m->verdict.tags && m->verdict.action != ACT_REJECT)
        needed |= SMFIF_ADDHDRS | SMFIF_CHGHDRS;
    if (m->verdict.action == ACT_QUARANTINE)
        needed |= SMFIF_QUARANTINE;
    return (terms->actions & needed) == needed;
}

/* ---- Header ---------------------------------------------------------------------------------- */

/* Removes a field: the last ones first, so that the numbers of those before do not change. */
static int remove_field(SMFICTX *ctx, const struct fields *f, size_t index)
{
    char name[FIELD_NAME + 1];
    const struct field *one = &f->all[index];

    if (one->name_len >= sizeof name)
        return MI_FAILURE;
    memcpy(name, f->text.p + one->at, one->name_len);
    name[one->name_len] = '\0';
    return smfi_chgheader(ctx, name, (int)fields_before(f, index) + 1, NULL);
}

static int is_named(const struct fields *f, size_t index, const char *name)
{
    const struct field *one = &f->all[index];

    return one->name_len == strlen(name) && strncasecmp(f->text.p + one->at, name, one->name_len) == 0;
}

static int change_header(SMFICTX *ctx, const struct terms *terms, struct message *m)
{
    const int with_blank = (terms->steps & SMFIP_HDR_LEADSPC) != 0;
    struct added one;
    size_t at = m->change.added;
    int more, done = MI_SUCCESS;

    for (size_t i = m->fields.count; i > 0 && done == MI_SUCCESS; i--)
        if (m->change.goes[i - 1])
            done = remove_field(ctx, &m->fields, i - 1);
    while (done == MI_SUCCESS && (more = fields_next(&m->header, &at, with_blank, &one)) != 0) {
        done = more > 0 ? smfi_addheader(ctx, one.name, one.value) : MI_FAILURE;
        if (more > 0) {
            free(one.name);
            free(one.value);
        }
    }
    return done;
}

/* Adds a field of ours. */
static int add_own(SMFICTX *ctx, const struct terms *terms, const char *field, const char *value)
{
    char name[64], text[VALUE + 2];

    (void)snprintf(name, sizeof name, "%s", field);
    (void)snprintf(text, sizeof text, "%s%s", (terms->steps & SMFIP_HDR_LEADSPC) != 0 ? " " : "", value);
    return smfi_addheader(ctx, name, text);
}

/* X-TNEF-Error. One that the mail came with is somebody else's word, and goes. */
static int tag(SMFICTX *ctx, const struct terms *terms, struct message *m)
{
    char value[VALUE], kept[128], error[512];
    int done = MI_SUCCESS;

    for (size_t i = m->fields.count; i > 0 && done == MI_SUCCESS; i--)
        if (is_named(&m->fields, i - 1, "X-TNEF-Error"))
            done = remove_field(ctx, &m->fields, i - 1);
    kept_words(m->info.kept, kept, sizeof kept);
    diagnosis_words(&m->diagnosis, error, sizeof error);
    (void)snprintf(value, sizeof value, "%s %s host=%s", kept, error, m->cfg->name);
    return done == MI_SUCCESS ? add_own(ctx, terms, "X-TNEF-Error", value) : done;
}

static int add_unwrapped(SMFICTX *ctx, const struct terms *terms, const struct message *m)
{
    char value[VALUE], left_out[192];

    left_out_words(m->info.left_out, left_out, sizeof left_out);
    (void)snprintf(value, sizeof value, "streams=%u replaced=%u left-out=%s host=%s version=%s",
                   (unsigned)m->info.streams, (unsigned)m->info.replaced, left_out, m->cfg->name,
                   tnef_version_string());
    return add_own(ctx, terms, "X-TNEF-Unwrapped", value);
}

/* ---- Body ------------------------------------------------------------------------------------ */

static int replace_body(SMFICTX *ctx, struct message *m)
{
    unsigned char *piece = malloc(PIECE);
    uint64_t at = 0;
    int done = piece == NULL ? MI_FAILURE : MI_SUCCESS;

    /* A body of no bytes is asked for, too. */
    do {
        const uint64_t left = m->out.end - at;
        const size_t n = left < PIECE ? (size_t)left : PIECE;

        if (done == MI_SUCCESS && n > 0 && spool_read(&m->out, at, piece, n) != 0)
            done = MI_FAILURE;
        if (done == MI_SUCCESS)
            done = smfi_replacebody(ctx, piece, (int)n);
        at += n;
    } while (done == MI_SUCCESS && at < m->out.end);
    free(piece);
    return done;
}

/* ---- All ------------------------------------------------------------------------------------- */

static int unwrap(SMFICTX *ctx, const struct terms *terms, struct message *m)
{
    int done = change_header(ctx, terms, m);

    if (done == MI_SUCCESS && m->verdict.tags)
        done = tag(ctx, terms, m);
    if (done == MI_SUCCESS && m->cfg->add_header)
        done = add_unwrapped(ctx, terms, m);
    return done == MI_SUCCESS ? replace_body(ctx, m) : done;
}

static int quarantine(SMFICTX *ctx, const struct terms *terms, struct message *m)
{
    char reason[160], kept[128];
    int done = m->verdict.tags ? tag(ctx, terms, m) : MI_SUCCESS;

    kept_words(m->info.kept, kept, sizeof kept);
    (void)snprintf(reason, sizeof reason, "winmail.dat (TNEF): %s", m->verdict.tags ? kept : "not wanted");
    return done == MI_SUCCESS ? smfi_quarantine(ctx, reason) : done;
}

static int refuse(SMFICTX *ctx, const struct message *m)
{
    char code[] = "550", status[] = "5.6.0", text[] = "winmail.dat (TNEF) is not accepted here";
    char wrong[] = "The winmail.dat (TNEF) in this mail is broken";

    return smfi_setreply(ctx, code, status, m->verdict.tags ? wrong : text);
}

sfsistat reply(SMFICTX *ctx, const struct terms *terms, struct message *m)
{
    int done = MI_SUCCESS;

    switch (m->verdict.action) {
    case ACT_UNWRAP:
        done = unwrap(ctx, terms, m);
        break;
    case ACT_TAG:
        done = tag(ctx, terms, m);
        break;
    case ACT_QUARANTINE:
        done = quarantine(ctx, terms, m);
        break;
    case ACT_REJECT:
        (void)refuse(ctx, m);
        return SMFIS_REJECT;
    default:
        break;
    }
    return done == MI_SUCCESS ? SMFIS_CONTINUE : SMFIS_TEMPFAIL;
}
