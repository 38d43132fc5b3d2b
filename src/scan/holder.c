/* SPDX-License-Identifier: MIT */
/* Leaves that hold a mail although their type does not say so: a gateway, a program for backups or a person
 * has attached it as a file. Mail programs open it by its name, or when somebody clicks on it.
 *
 *     application/octet-stream; name=fwd.eml      whose body begins with "Received: "
 *     the same in base64, or in quoted-printable  whose decoded body does
 *     application/mbox                            after a "From " line
 *
 * and these are not read as mail:
 *
 *     text/plain          whose text begins with "Subject: ", as people write it
 *     message/rfc822      which is a message anyway, and message/delivery-status, which only looks like one
 *     image/png           whose data begin with "X-Note: "
 *
 * That a file is a mail is nothing odd; that a stream is found in it is (MAIL_AS_FILE), since a reader of
 * MIME does not see it. So STRICT lives with what is odd inside of a file until there is a stream.
 *
 * The leaf was announced, so it stays the part that it is; it becomes a frame, and the next level reads what
 * its reader decodes, which goes on where it stands. */

#include "scan/priv.h"

int tnefi_scan_may_hold(const struct tnefi_scan_header *h)
{
    return !tnefi_scan_is_text(h) && !tnefi_scan_is_prefix(h->type, "message/");
}

uint32_t tnefi_scan_no_room(const struct tnef_scanner *s)
{
    if (tnefi_scan_frames_full(&s->frames))
        return s->cfg.max_depth;
    return s->top >= s->cfg.max_levels ? s->cfg.max_levels : 0;
}

/* The leaf becomes the innermost frame. */
static void open_frame(struct tnef_scanner *s)
{
    const struct tnefi_scan_leaf *f = &s->leaf;
    struct tnefi_scan_frame *to = tnefi_scan_frames_push(&s->frames, f->number, s->boundaries.count, s->top);

    tnefi_scan_frames_holds(&s->frames);
    to->head = f->head;
    to->body = f->body;
    to->anomalies = f->anomalies;
    to->children = f->children;
    to->kind = TNEF_SCANNER_MESSAGE;
    to->announced = f->announced != 0;
    to->muted = f->muted != 0;
    to->declared = f->declared;
    to->claims = f->claims;
}

/* The next level reads what |reader| decodes, and first what was looked at. */
static void open_level(struct tnef_scanner *s, uint32_t reader)
{
    const struct tnefi_scan_signature *m = &s->leaf.first[reader];
    struct tnefi_scan_line_level *l;

    if (s->top == 0)
        s->decoded_at = s->leaf.body;
    s->top++;
    l = top_level(s);
    tnefi_scan_level(s, l);
    l->frame0 = tnefi_scan_frames_count(&s->frames) - 1u;
    (void)tnefi_scan_level_takes(l, m->seen, m->seen_len);
    if (reader == R_IDENTITY)
        l->same = 1;
    else
        s->leaf.decode[reader] = tnefi_scan_level_goes_on(l, s->leaf.decode[reader]);
    tnefi_scan_head_begin(s, 1);
}

void tnefi_scan_holds(struct tnef_scanner *s, uint32_t reader)
{
    open_frame(s);
    tnefi_scan_leaf_close(&s->leaf);
    open_level(s, reader);
}

void tnefi_scan_holders_show(struct tnef_scanner *s, const struct tnefi_scan_findings *findings)
{
    struct tnefi_scan_findings found = tnefi_scan_findings_for(s);

    if (findings->anomalies == 0)
        return;
    found.refused = tnefi_scan_refused_of_files(s);
    tnefi_scan_frames_show(&s->frames, &found);
    tnefi_scan_take(s, &s->anomalies, &found);
}
