/* SPDX-License-Identifier: MIT */
/* The code page of 8-bit text, of the three places where a message may name it. */

#include "message/priv.h"

#include "base/touch.h"

/* UTF-16 and UTF-32: no 8-bit text can be in them. */
static int is_wide(uint32_t codepage)
{
    return codepage == 1200u || codepage == 1201u || codepage == 12000u || codepage == 12001u;
}

/* The code page in a property, if 8-bit text can be in it. */
static uint32_t from_property(const struct tnefi_message_kept *k)
{
    uint32_t page = k->rank != KEPT_NONE ? (uint32_t)k->number : 0u;

    return is_wide(page) || page == US_ASCII ? 0u : page;
}

int tnefi_message_codepage_known(uint32_t codepage)
{
    return tnefi_message_codepage_usual(codepage)
           || (!is_wide(codepage) && codepage != US_ASCII && tnef_codepage_name(codepage) != NULL);
}

/* The code page that a message names for its own 8-bit text: the first one that is known, else the first
 * one; 0: it names none. *|first| is the first one. */
static uint32_t given_by(const struct tnefi_message_layer *l, uint32_t *first)
{
    const uint32_t pages[3] = { l->info.oem_codepage, from_property(&l->m[M_MESSAGE_CP]),
                                from_property(&l->m[M_INTERNET_CP]) };

    *first = 0;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (pages[i] == 0)
            continue;
        *first = *first != 0 ? *first : pages[i];
        if (tnefi_message_codepage_known(pages[i]))
            return pages[i];
    }
    return *first;
}

uint32_t tnefi_message_codepage(const struct tnef_reader *r, const struct tnefi_message_layer *l,
                                uint32_t *given)
{
    size_t i = (size_t)(l - r->levels) + 1u;
    uint32_t page = l->info.oem_codepage;
    uint32_t first;

    TNEFI_TOUCH(i);
    if (tnefi_message_codepage_usual(page)) {
        *given = page;
        return page;
    }
    page = given_by(l, given);
    for (; i > 0; i--) {
        if (page == 0)
            page = given_by(&r->levels[i - 1u], &first);
        if (page != 0)
            return is_wide(page) ? 1252u : page;
    }
    return r->default_codepage != 0 && !is_wide(r->default_codepage) ? r->default_codepage : 1252u;
}
