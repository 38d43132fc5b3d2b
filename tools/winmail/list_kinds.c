/* SPDX-License-Identifier: MIT */
/* What kinds of things are called in the lists of winmail, in both forms. */

#define _POSIX_C_SOURCE 200809L

#include "list.h"

const char *list_kind_of_recipient(int32_t kind)
{
    switch (kind) {
    case TNEF_RECIPIENT_ORIGINATOR: return "originator";
    case TNEF_RECIPIENT_TO: return "to";
    case TNEF_RECIPIENT_CC: return "cc";
    case TNEF_RECIPIENT_BCC: return "bcc";
    default: return "unknown";
    }
}

/* What it is to read, whatever it is wrapped in. */
const char *list_kind_of_body(const tnef_body_info *b)
{
    if (b->form == TNEF_BODY_TEXT)
        return "plain";
    return b->form == TNEF_BODY_HTML ? "html" : "rtf";
}

const char *list_kind_of_attachment(const tnef_part *part)
{
    switch (part->kind) {
    case TNEF_PART_OLE: return "ole";
    case TNEF_PART_EMBEDDED: return "message";
    case TNEF_PART_REFERENCE: return "reference";
    case TNEF_PART_REMAINDER: return "remainder";
    default: return "file";
    }
}

const char *list_source_of_name(uint32_t source)
{
    switch (source) {
    case TNEF_FROM_LONG: return "long";
    case TNEF_FROM_TITLE: return "title";
    case TNEF_FROM_SHORT: return "short";
    case TNEF_FROM_DISPLAY: return "display";
    case TNEF_FROM_SUBJECT: return "subject";
    case TNEF_FROM_TRANSPORT: return "transport";
    default: return "made";
    }
}
