/* SPDX-License-Identifier: MIT */
/* Chooses the name of an attachment among the many that it can have, or makes one. */

#include "message/priv.h"

#include "base/ascii.h"

#include <string.h>

#define EXTENSION_MAX 16u /* of a made-up name; what is longer is not taken for an extension   */
#define MADE_SIZE     (11u + TNEFI_DECIMAL_SIZE + 1u + EXTENSION_MAX)

struct mime_extension {
    const char *type;
    const char *extension;
};

static const struct mime_extension extensions[] = {
    { "application/pdf", "pdf" },
    { "application/zip", "zip" },
    { "application/rtf", "rtf" },
    { "application/json", "json" },
    { "application/msword", "doc" },
    { "application/vnd.ms-excel", "xls" },
    { "application/vnd.ms-powerpoint", "ppt" },
    { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx" },
    { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx" },
    { "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx" },
    { "application/pkcs7-mime", "p7m" },
    { "application/pkcs7-signature", "p7s" },
    { "multipart/signed", "p7m" },
    { "message/rfc822", "eml" },
    { "audio/mpeg", "mp3" },
    { "audio/wav", "wav" },
    { "image/bmp", "bmp" },
    { "image/gif", "gif" },
    { "image/jpeg", "jpg" },
    { "image/png", "png" },
    { "image/tiff", "tif" },
    { "image/svg+xml", "svg" },
    { "text/calendar", "ics" },
    { "text/csv", "csv" },
    { "text/html", "html" },
    { "text/plain", "txt" },
    { "text/vcard", "vcf" },
    { "text/x-vcard", "vcf" },
    { "text/xml", "xml" },
    { "video/mp4", "mp4" },
};

/* Takes a name unless it is empty. Returns whether it did. */
static int take(tnef_part *p, tnef_string name, uint32_t source)
{
    if (name.len == 0)
        return 0;
    p->name = name;
    p->name_source = source;
    return 1;
}

static int is_good_title(tnef_string title)
{
    return title.len > 0 && memchr(title.text, '~', title.len) == NULL
           && !tnefi_message_same(title, "Untitled Attachment");
}

/* The extension of a made-up name, without its dot: letters and digits only. */
static tnef_string extension_of(const tnef_part *p)
{
    tnef_string e = p->extension;

    if (e.len > 0 && e.text[0] == '.') {
        e.text++;
        e.len--;
    }
    for (size_t i = 0; i < e.len; i++) {
        uint8_t c = (uint8_t)e.text[i];

        if (!tnefi_base_is_digit(c) && !tnefi_base_is_letter(c))
            e.len = 0;
    }
    if (e.len > 0 && e.len <= EXTENSION_MAX)
        return e;
    e.text = NULL;
    e.len = 0;
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++) {
        if (tnefi_message_same(p->mime_type, extensions[i].type)) {
            e.text = extensions[i].extension;
            while (e.text[e.len] != '\0')
                e.len++;
        }
    }
    return e;
}

/* "attachment-12.pdf" */
static void make_name(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    static const char stem[11] = "attachment-";
    char made[MADE_SIZE];
    size_t len = sizeof stem;
    tnef_string e = extension_of(&l->part), nothing = { "", 0 };

    memcpy(made, stem, sizeof stem);
    len += tnefi_message_decimal(made + len, (uint64_t)l->part.index + 1u);
    if (e.len > 0) {
        made[len++] = '.';
        memcpy(made + len, e.text, e.len);
        len += e.len;
    }
    take(&l->part, tnefi_message_join(r, &l->a_arena, nothing, made, len), TNEF_FROM_MADE);
    if (l->part.name.text == NULL) {
        /* No room even for this: the name that needs none. */
        static const char bare[] = "attachment";

        l->part.name.text = bare;
        l->part.name.len = sizeof bare - 1u;
        l->part.name_source = TNEF_FROM_MADE;
    }
}

void tnefi_message_part_name(struct tnef_reader *r, struct tnefi_message_layer *l)
{
    tnef_part *p = &l->part;

    if (p->kind == TNEF_PART_EMBEDDED) {
        if (take(p, p->display_name, TNEF_FROM_DISPLAY) || take(p, l->found.subject, TNEF_FROM_SUBJECT))
            return;
    } else if (take(p, p->long_name, TNEF_FROM_LONG)
               || (is_good_title(p->title) && take(p, p->title, TNEF_FROM_TITLE))
               || take(p, p->short_name, TNEF_FROM_SHORT) || take(p, p->title, TNEF_FROM_TITLE)
               || take(p, p->display_name, TNEF_FROM_DISPLAY)
               || take(p, p->transport_name, TNEF_FROM_TRANSPORT)) {
        return;
    }
    make_name(r, l);
}
