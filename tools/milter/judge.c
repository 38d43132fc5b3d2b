/* SPDX-License-Identifier: MIT */
/* What becomes of a mail. */

#include "judge.h"

#include <stdio.h>
#include <string.h>

/* The strongest action that a reason asks for. ACT_ACCEPT: none asks for anything. */
static enum action wanted_by_reasons(const struct config *cfg, uint32_t kept)
{
    const struct {
        uint32_t bit;
        enum action action;
    } rules[] = {
        { TNEF_UNWRAP_DAMAGED, cfg->on_damaged },
        { TNEF_UNWRAP_UNREAD, cfg->on_unreadable },
        { TNEF_UNWRAP_AMBIGUOUS, cfg->on_ambiguous },
        { TNEF_UNWRAP_LIMIT, cfg->on_limit },
    };
    enum action strongest = ACT_ACCEPT;

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if ((kept & rules[i].bit) != 0 && rules[i].action > strongest)
            strongest = rules[i].action;
    return strongest;
}

/* Streams may only be taken out if nothing that is wrong with one of them says otherwise. */
static int may_unwrap(const struct config *cfg, const struct finding *found)
{
    if (cfg->on_tnef != ACT_UNWRAP || found->replaced == 0 || found->was_unwrapped)
        return 0;
    return (found->kept & TNEF_UNWRAP_DAMAGED) == 0 || cfg->on_damaged == ACT_UNWRAP;
}

struct verdict judge(const struct config *cfg, const struct finding *found)
{
    const enum action wanted = wanted_by_reasons(cfg, found->kept);
    struct verdict v = { ACT_ACCEPT, wanted > ACT_ACCEPT };

    if (found->streams == 0 && found->kept == 0)
        return (struct verdict){ ACT_ACCEPT, 0 };
    if (wanted >= ACT_QUARANTINE)
        v.action = wanted;
    /* What is signed or enciphered passes, whatever is chosen for streams. */
    if (found->replaced > 0 && cfg->on_tnef >= ACT_QUARANTINE && cfg->on_tnef > v.action)
        v.action = cfg->on_tnef;
    if (v.action == ACT_ACCEPT && may_unwrap(cfg, found))
        v.action = ACT_UNWRAP;
    if (v.action == ACT_ACCEPT && v.tags)
        v.action = ACT_TAG;
    return v;
}

/* ---- Words ----------------------------------------------------------------------------------- */

struct word {
    uint32_t bit;
    const char *text;
};

static void words(const struct word *all, size_t count, uint32_t bits, char *out, size_t room)
{
    size_t len = 0;

    (void)snprintf(out, room, "-");
    for (size_t i = 0; i < count; i++) {
        const int n = (bits & all[i].bit) == 0
                          ? 0
                          : snprintf(out + len, room - len, "%s%s", len > 0 ? "," : "", all[i].text);

        if (n > 0)
            len += (size_t)n < room - len ? (size_t)n : room - len - 1;
    }
}

void kept_words(uint32_t kept, char *out, size_t room)
{
    static const struct word all[] = {
        { TNEF_UNWRAP_SIGNED, "signed" },     { TNEF_UNWRAP_PLACE, "place" },
        { TNEF_UNWRAP_UNREAD, "unreadable" }, { TNEF_UNWRAP_DAMAGED, "damaged" },
        { TNEF_UNWRAP_BOUNDARY, "boundary" }, { TNEF_UNWRAP_AMBIGUOUS, "ambiguous" },
        { TNEF_UNWRAP_LIMIT, "limit" },
    };

    words(all, sizeof all / sizeof all[0], kept, out, room);
}

void left_out_words(uint32_t left_out, char *out, size_t room)
{
    static const struct word all[] = {
        { TNEF_CONVERT_NO_RULE, "rule" },           { TNEF_CONVERT_NO_ZONE, "zone" },
        { TNEF_CONVERT_NO_ORGANIZER, "organizer" }, { TNEF_CONVERT_NO_DATE, "date" },
        { TNEF_CONVERT_NO_START, "start" },         { TNEF_CONVERT_LOCAL_TIME, "local-time" },
        { TNEF_CONVERT_MEMBERS, "members" },        { TNEF_CONVERT_PEOPLE, "people" },
        { TNEF_CONVERT_EXCEPTIONS, "exceptions" },  { TNEF_CONVERT_TRUNCATED, "truncated" },
        { TNEF_CONVERT_ADDRESS, "address" },        { TNEF_CONVERT_FIRST_DAY, "first-day" },
        { TNEF_CONVERT_PICTURE, "picture" },        { TNEF_CONVERT_REMAINDER, "remainder" },
        { TNEF_CONVERT_SIGNATURE, "signature" },      { TNEF_CONVERT_FOREIGN, "foreign" },
    };

    words(all, sizeof all / sizeof all[0], left_out, out, room);
}
