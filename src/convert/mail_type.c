/* SPDX-License-Identifier: MIT */
/* The type of an attachment. */

#include "convert/mail.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

static const char unknown[] = "application/octet-stream";

static const struct row {
    const char *extension, *type;
} rows[] = {
    { "avi", "video/x-msvideo" },
    { "bmp", "image/bmp" },
    { "css", "text/css" },
    { "csv", "text/csv" },
    { "doc", "application/msword" },
    { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    { "eml", "application/octet-stream" },
    { "gif", "image/gif" },
    { "gz", "application/gzip" },
    { "htm", "text/html" },
    { "html", "text/html" },
    { "ics", "text/calendar" },
    { "jpeg", "image/jpeg" },
    { "jpg", "image/jpeg" },
    { "json", "application/json" },
    { "mp3", "audio/mpeg" },
    { "mp4", "video/mp4" },
    { "odp", "application/vnd.oasis.opendocument.presentation" },
    { "ods", "application/vnd.oasis.opendocument.spreadsheet" },
    { "odt", "application/vnd.oasis.opendocument.text" },
    { "pdf", "application/pdf" },
    { "png", "image/png" },
    { "ppt", "application/vnd.ms-powerpoint" },
    { "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
    { "rtf", "text/rtf" },
    { "svg", "image/svg+xml" },
    { "tif", "image/tiff" },
    { "tiff", "image/tiff" },
    { "txt", "text/plain" },
    { "vcf", "text/vcard" },
    { "wav", "audio/x-wav" },
    { "webp", "image/webp" },
    { "xls", "application/vnd.ms-excel" },
    { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    { "xml", "application/xml" },
    { "zip", "application/zip" },
};

static int is_same(const char *s, size_t len, const char *word)
{
    TNEFI_TOUCH(len);
    if (len != tnefi_convert_length(word))
        return 0;
    for (size_t i = 0; i < len; i++)
        if (tnefi_base_lower((uint8_t)s[i]) != (uint8_t)word[i])
            return 0;
    return 1;
}

static const char *by_extension(tnef_string name)
{
    size_t dot = name.len;

    while (dot > 0 && name.len - dot < 6u && name.text[dot - 1u] != '.')
        dot--;
    TNEFI_TOUCH(name.len - dot);
    if (dot == 0 || name.text[dot - 1u] != '.')
        return unknown;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (is_same(name.text + dot, name.len - dot, rows[i].extension))
            return rows[i].type;
    return unknown;
}

static int begins(tnef_string s, const char *with)
{
    const size_t n = tnefi_convert_length(with);

    return s.len >= n && is_same(s.text, n, with);
}

/* A type that is a structure of its own may not be that of bytes in base64, and that of a stream that
 * was opened is not true any more. What is longer than a name does not count. */
const char *tnefi_convert_type_of(const tnef_part *p)
{
    const tnef_string type = p->mime_type;

    if (type.text == NULL || type.len > 127u)
        return by_extension(p->name);
    if (begins(type, "multipart/") || begins(type, "message/") || begins(type, "application/ms-tnef"))
        return unknown;
    return type.text;
}
