/* SPDX-License-Identifier: MIT */
/* Message classes: [MS-OXCMSG] 2.2.1.3, [MS-OXOCAL] 2.2, [MS-OXOTASK] 2.2, [MS-OXOMSG] 2.2.2.1. */

#include "convert/class.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <stdint.h>
#include <string.h>

/* A name that stands for a class with all that are made from it ("IPM.Note.X" from "IPM.Note"), or a
 * beginning and an end between which anything may be. */
struct row {
    const char *begin, *end; /* |end| is NULL: there is none                                   */
    uint8_t begin_len, end_len, sort, detail;
};

#define PREFIX(name, sort, detail) \
  { \
    name, NULL, sizeof(name) - 1u, 0, TNEFI_CONVERT_##sort, TNEFI_CONVERT_##detail \
  }
#define AROUND(begin, end, sort, detail) \
  { \
    begin, end, sizeof(begin) - 1u, sizeof(end) - 1u, TNEFI_CONVERT_##sort, TNEFI_CONVERT_##detail \
  }

/* The first row that matches counts, so longer ends and names stand before those that they end or begin
 * with. Classes that are notes like any other one need no row. */
static const struct row rows[] = {
    PREFIX("IPM.Note.SMIME.MultipartSigned", SIGNED, NONE),
    AROUND("IPM.InfoPathForm.", ".SMIME.MultipartSigned", SIGNED, NONE),
    PREFIX("IPM.Note.SMIME", OPAQUE, NONE),
    AROUND("IPM.InfoPathForm.", ".SMIME", OPAQUE, NONE),
    AROUND("REPORT.", ".Expanded.DR", DELIVERY, EXPANDED),
    AROUND("REPORT.", ".Relayed.DR", DELIVERY, RELAYED),
    AROUND("REPORT.", ".Delayed.DR", DELIVERY, DELAYED),
    AROUND("REPORT.", ".NDR", DELIVERY, FAILED),
    AROUND("REPORT.", ".DR", DELIVERY, DELIVERED),
    AROUND("REPORT.", ".IPNRN", RECEIPT, READ),
    AROUND("REPORT.", ".IPNNRN", RECEIPT, UNREAD),
    AROUND("REPORT.", ".RN", RECEIPT, READ),
    AROUND("REPORT.", ".NRN", RECEIPT, UNREAD),
    PREFIX("IPM.Schedule.Meeting.Request", MEETING, REQUEST),
    PREFIX("IPM.Schedule.Meeting.Canceled", MEETING, CANCEL),
    PREFIX("IPM.Schedule.Meeting.Resp.Pos", MEETING, YES),
    PREFIX("IPM.Schedule.Meeting.Resp.Tent", MEETING, PERHAPS),
    PREFIX("IPM.Schedule.Meeting.Resp.Neg", MEETING, NO),
    PREFIX("IPM.Appointment", EVENT, NONE),
    PREFIX("IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}", EVENT, NONE),
    PREFIX("IPM.Contact", CONTACT, NONE),
    PREFIX("IPM.DistList", GROUP, NONE),
    PREFIX("IPM.TaskRequest.Accept", TASK_MAIL, YES),
    PREFIX("IPM.TaskRequest.Decline", TASK_MAIL, NO),
    PREFIX("IPM.TaskRequest.Update", TASK_MAIL, UPDATE),
    PREFIX("IPM.TaskRequest", TASK_MAIL, REQUEST),
    PREFIX("IPM.Task", TASK, NONE),
    PREFIX("IPM.Activity", JOURNAL, NONE),
    PREFIX("IPM.StickyNote", STICKY, NONE),
    PREFIX("IPM.Note.Rules.OofTemplate", NOTE, AWAY),
    PREFIX("IPM.Note.Microsoft.Voicemail.UM.CA", NOTE, VOICE_CA),
    PREFIX("IPM.Note.Microsoft.Voicemail.UM", NOTE, VOICE),
    PREFIX("IPM.Note.Microsoft.Conversation.Voice", NOTE, VOICE_UC),
    PREFIX("IPM.Note.Microsoft.Missed.Voice", NOTE, MISSED),
    PREFIX("IPM.Note.Microsoft.Fax.CA", NOTE, FAX_CA),
    PREFIX("IPM.Note.Microsoft.Fax", NOTE, FAX),
};

static int same(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        TNEFI_TOUCH(1);
        if (tnefi_base_lower((uint8_t)a[i]) != tnefi_base_lower((uint8_t)b[i]))
            return 0;
    }
    return 1;
}

/* Most names begin with the same letters, so the last one of a beginning is compared first. */
static int matches(const struct row *r, const char *name, size_t len)
{
    size_t begin = r->begin_len;
    size_t end = r->end_len;

    TNEFI_TOUCH(begin + end);
    if (len < begin || !same(name + begin - 1u, r->begin + begin - 1u, 1) || !same(name, r->begin, begin))
        return 0;
    if (r->end == NULL)
        return len == begin || name[begin] == '.';
    /* The dot may be that of both: "REPORT.NDR". */
    return len - begin + 1u >= end && same(name + (len - end), r->end, end);
}

struct tnefi_convert_class tnefi_convert_classify(const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (matches(&rows[i], name, len))
            return (struct tnefi_convert_class){ (enum tnefi_convert_sort)rows[i].sort,
                                                 (enum tnefi_convert_detail)rows[i].detail };
    return (struct tnefi_convert_class){ TNEFI_CONVERT_NOTE, TNEFI_CONVERT_NONE };
}
