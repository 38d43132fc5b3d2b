/* SPDX-License-Identifier: MIT */
/* Mail that was signed or enciphered before it became TNEF: [MS-OXOSMIME] 2.1.3. Its one attachment is
 * the mail as it was: nothing of it may be changed, and nothing may stand beside it, since that would
 * look as if it were signed. */

#include "convert/mail_smime.h"

#include "base/touch.h"

#define HEAD_ROOM 16384u /* of the header block of the entity                               */

/* ---- The attachment ------------------------------------------------------------------------ */

/* The one file that is not hidden, if it is whole. */
static const tnef_stored *find_only(const tnef_message *m)
{
    const tnef_stored *found = NULL;
    uint32_t n = 0;

    TNEFI_TOUCH(m->attachment_count);
    for (size_t i = 0; i < m->attachment_count; i++) {
        const tnef_attachment *a = m->attachments[i];

        if ((a->part->flags & TNEF_PART_F_HIDDEN) != 0)
            continue;
        n++;
        found = a->part->kind == TNEF_PART_FILE ? tnefi_convert_chosen(a) : NULL;
    }
    return n == 1 && found != NULL && found->len == found->content->size ? found : NULL;
}

/* ---- Which it is --------------------------------------------------------------------------- */

static size_t read_head(struct tnef_convert *c, const tnef_stored *s, char *head)
{
    const size_t n = s->len < HEAD_ROOM ? s->len : HEAD_ROOM;

    return tnefi_convert_read(c, tnefi_message_content_at(s), head, n) == TNEF_OK ? n : 0;
}

/* The bodies are copies of what was signed. Files beside it are not. */
static void note_others(struct tnef_convert *c, const struct tnefi_convert_frame *f)
{
    if (f->seal == TNEFI_CONVERT_NOTE)
        return;
    if (f->m->attachment_count > 1u)
        tnefi_convert_leave_out(c, TNEF_CONVERT_TRUNCATED);
    TNEFI_TOUCH(f->m->attachment_count);
    for (size_t i = 0; i < f->m->attachment_count; i++)
        if ((f->m->attachments[i]->part->flags & TNEF_PART_F_HIDDEN) == 0)
            tnefi_convert_note_others(c, f->m->attachments[i]);
}

void tnefi_convert_find_sealed(struct tnef_convert *c)
{
    struct tnefi_convert_frame *f = tnefi_convert_top(c);
    const enum tnefi_convert_sort sort = tnefi_convert_class_of(f->m).sort;
    const tnef_stored *s;
    struct tnefi_lines_span field, boundary;
    char head[HEAD_ROOM];
    size_t body;

    if (sort != TNEFI_CONVERT_SIGNED && sort != TNEFI_CONVERT_OPAQUE)
        return;
    s = find_only(f->m);
    if (s != NULL && tnefi_convert_find_signed(head, read_head(c, s, head), &field, &boundary, &body)
        && tnefi_convert_can_stand(c, s, &boundary, body))
        f->seal = TNEFI_CONVERT_SIGNED;
    else if (s != NULL && sort == TNEFI_CONVERT_OPAQUE)
        f->seal = TNEFI_CONVERT_OPAQUE;
    else
        tnefi_convert_leave_out(c, TNEF_CONVERT_SIGNATURE);
    f->sealed = s;
    note_others(c, f);
}

int tnefi_convert_mail_sealed(struct tnef_convert *c)
{
    const struct tnefi_convert_frame *f = tnefi_convert_top(c);
    char head[HEAD_ROOM];

    if (f->seal == TNEFI_CONVERT_OPAQUE)
        return tnefi_convert_mail_envelope(c, f->sealed);
    if (c->live.job.inside > 0)
        return tnefi_convert_mail_signed(c, f->sealed);
    return tnefi_convert_begin_signed(c, head, read_head(c, f->sealed, head));
}
