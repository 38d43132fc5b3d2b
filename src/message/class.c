/* SPDX-License-Identifier: MIT */
/* Maps message classes of Microsoft Mail to those of MAPI: [MS-OXTNEF] 2.1.3.2.2. */

#include <tnef/reader.h>

#include "base/ascii.h"

struct class_pair {
    const char *legacy;
    const char *mapi;
};

static const struct class_pair classes[] = {
    { "IPM.Microsoft Mail.Note", "IPM.Note" },
    { "IPM", "IPM.Note" },
    { "IPM.Microsoft Mail.Read Receipt", "Report.IPM.Note.IPNRN" },
    { "IPM.Microsoft Mail.Non-Delivery", "Report.IPM.Note.NDR" },
    { "IPM.Microsoft Schedule.MtgReq", "IPM.Schedule.Meeting.Request" },
    { "IPM.Microsoft Schedule.MtgCncl", "IPM.Schedule.Meeting.Canceled" },
    { "IPM.Microsoft Schedule.MtgRespP", "IPM.Schedule.Meeting.Resp.Pos" },
    { "IPM.Microsoft Schedule.MtgRespN", "IPM.Schedule.Meeting.Resp.Neg" },
    { "IPM.Microsoft Schedule.MtgRespA", "IPM.Schedule.Meeting.Resp.Tent" },
};

static uint8_t lower(char c)
{
    return tnefi_base_lower((uint8_t)c);
}

static int same(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

/* |name| after the prefix of old writers, if it has that. */
static const char *after_prefix(const char *name)
{
    const char *prefix = "Microsoft Mail v3.0 ";
    const char *p = name;

    while (*prefix != '\0' && lower(*p) == lower(*prefix)) {
        p++;
        prefix++;
    }
    return *prefix == '\0' ? p : name;
}

const char *tnef_class_map(const char *name)
{
    name = after_prefix(name);
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (same(name, classes[i].legacy))
            return classes[i].mapi;
    return name;
}
