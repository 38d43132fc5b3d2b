/* SPDX-License-Identifier: MIT */
/* Maps message classes of Microsoft Mail to those of MAPI: [MS-OXTNEF] 2.1.3.2.2. */

#include <tnef/reader.h>

#include "base/ascii.h"

struct class_pair {
    const char *legacy; /* after "IPM.Microsoft " */
    const char *mapi;
};

static const struct class_pair classes[] = {
    { "Mail.Note", "IPM.Note" },
    { "Mail.Read Receipt", "Report.IPM.Note.IPNRN" },
    { "Mail.Non-Delivery", "Report.IPM.Note.NDR" },
    { "Schedule.MtgReq", "IPM.Schedule.Meeting.Request" },
    { "Schedule.MtgCncl", "IPM.Schedule.Meeting.Canceled" },
    { "Schedule.MtgRespP", "IPM.Schedule.Meeting.Resp.Pos" },
    { "Schedule.MtgRespN", "IPM.Schedule.Meeting.Resp.Neg" },
    { "Schedule.MtgRespA", "IPM.Schedule.Meeting.Resp.Tent" },
};

static uint8_t lower(char c)
{
    return tnefi_base_lower((uint8_t)c);
}

/* What of |name| follows |prefix|; NULL: it does not begin with it. */
static const char *after(const char *name, const char *prefix)
{
    while (*prefix != '\0' && (*name == *prefix || lower(*name) == lower(*prefix))) {
        name++;
        prefix++;
    }
    return *prefix == '\0' ? name : NULL;
}

static int is_same(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

/* Most classes are those of MAPI, which is known as soon as the common beginning was looked at. */
const char *tnef_class_map(const char *name)
{
    const char *plain, *rest;

    if (is_same(name, "IPM.Microsoft Mail.Note")) /* what most writers write, of all messages */
        return "IPM.Note";
    plain = after(name, "Microsoft Mail v3.0 "); /* old writers put that before it */
    plain = plain != NULL ? plain : name;
    rest = after(plain, "IPM");
    if (rest == NULL)
        return plain;
    if (*rest == '\0')
        return "IPM.Note";
    rest = after(rest, ".Microsoft ");
    for (size_t i = 0; rest != NULL && i < sizeof classes / sizeof classes[0]; i++) {
        const char *end = after(rest, classes[i].legacy);

        if (end != NULL && *end == '\0')
            return classes[i].mapi;
    }
    return plain;
}
