/* SPDX-License-Identifier: MIT */
/* A contact as vCard: family and other people, and what users say of themselves. */

#include "convert/card.h"

#include "base/ascii.h"
#include "base/touch.h"

#define CHILDREN_MAX 100u
#define LANGUAGE_MAX 35u

/* ---- Family and other people ----------------------------------------------------------------- */

int tnefi_convert_card_family(struct tnef_convert *c)
{
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    const int is_4 = tnefi_convert_is_card_4(c);
    const int64_t gender = tnefi_convert_number(bag, TNEFI_CONVERT_GENDER, 0);
    const tnef_bag_item *children = tnef_bag_get(bag, TNEFI_CONVERT_CHILDREN);

    if (is_4 && (gender == 1 || gender == 2))
        tnefi_convert_put_word(c, gender == 1 ? "GENDER:F\r\n" : "GENDER:M\r\n");
    tnefi_convert_card_either(c, "X-MS-SPOUSE", "RELATED;TYPE=spouse;VALUE=text",
                              tnefi_convert_string(bag, TNEFI_CONVERT_SPOUSE));
    tnefi_convert_card_either(c, "X-MS-ASSISTANT", "RELATED;TYPE=agent;VALUE=text",
                              tnefi_convert_string(bag, TNEFI_CONVERT_ASSISTANT));
    tnefi_convert_card_either(c, "X-MS-MANAGER", "RELATED;TYPE=x-manager;VALUE=text",
                              tnefi_convert_string(bag, TNEFI_CONVERT_MANAGER));
    for (uint32_t i = 0; children != NULL && i < children->count && i < CHILDREN_MAX; i++) {
        TNEFI_TOUCH(1);
        tnefi_convert_card_either(c, "X-MS-CHILD", "RELATED;TYPE=child;VALUE=text",
                                  tnef_bag_string(children, i));
    }
    tnefi_convert_card_either(c, "X-MS-INTERESTS", "HOBBY", tnefi_convert_string(bag, TNEFI_CONVERT_HOBBIES));
    tnefi_convert_card_line(c, "X-PHONETIC-FIRST-NAME",
                            tnefi_convert_string(bag, TNEFI_CONVERT_PHONETIC_FIRST));
    tnefi_convert_card_line(c, "X-PHONETIC-LAST-NAME",
                            tnefi_convert_string(bag, TNEFI_CONVERT_PHONETIC_LAST));
    tnefi_convert_card_line(c, "X-PHONETIC-ORG", tnefi_convert_string(bag, TNEFI_CONVERT_PHONETIC_COMPANY));
    return DONE;
}

/* ---- What users say of themselves ---------------------------------------------------------- */

/* Whether a string may be a tag of a language (RFC 5646): words of up to eight letters and digits, the first
 * one of letters only, joined by "-". */
static int is_language(tnef_string s)
{
    size_t word = 0;
    int is_first = 1;

    if (s.len == 0 || s.len > LANGUAGE_MAX)
        return 0;
    TNEFI_TOUCH(s.len);
    for (size_t i = 0; i < s.len; i++) {
        const uint8_t b = (uint8_t)s.text[i];

        if (b == '-' && word > 0) {
            word = 0;
            is_first = 0;
        } else if ((!tnefi_base_is_letter(b) && (is_first || !tnefi_base_is_digit(b))) || ++word > 8u) {
            return 0;
        }
    }
    return word > 0;
}

/* The four fields that users give a meaning of their own: what that is stands in no property. */
int tnefi_convert_card_own(struct tnef_convert *c)
{
    static const enum tnefi_convert_key fields[4] = { TNEFI_CONVERT_USER_1, TNEFI_CONVERT_USER_2,
                                                      TNEFI_CONVERT_USER_3, TNEFI_CONVERT_USER_4 };
    const struct tnef_bag *bag = tnefi_convert_job_bag(c);
    const tnef_string language = tnefi_convert_string(bag, TNEFI_CONVERT_LANGUAGE);

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        tnefi_convert_card_line(c, "X-MS-TEXT", tnefi_convert_string(bag, fields[i]));
    if (is_language(language))
        tnefi_convert_card_either(c, NULL, "LANG", language);
    return DONE;
}
