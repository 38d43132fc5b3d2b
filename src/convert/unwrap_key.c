/* SPDX-License-Identifier: MIT */
/* Whether a stream belongs to the mail in which it is (PidTagTnefCorrelationKey, [MS-OXPROPS]). Who puts a
 * stream into a mail tells the key there: of a stream of another mail only text and files are of use. */

#include "convert/unwrap.h"

#include "base/touch.h"

#define KEY_ROOM 1024u /* of an id in a field, and of the key                             */

/* Ids are compared without blanks, NULs and brackets. */
static size_t clean(char *s, size_t n)
{
    size_t to = 0;

    TNEFI_TOUCH(n);
    for (size_t i = 0; i < n; i++)
        if ((uint8_t)s[i] > ' ' && s[i] != '<' && s[i] != '>')
            s[to++] = s[i];
    return to;
}

static int is_same(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t at = 0;

    while (at < a_len && at < b_len && a[at] == b[at])
        at++;
    TNEFI_TOUCH(at + 1u);
    return at == a_len && at == b_len;
}

int tnefi_convert_unwrap_is_foreign(struct tnef_unwrap *u, uint64_t at, uint64_t end)
{
    const tnef_bytes given = tnefi_convert_correlation(u->convert);
    char key[KEY_ROOM], value[KEY_ROOM], name[UNWRAP_NAME];
    size_t key_len = given.len < sizeof key ? given.len : sizeof key;
    size_t len = 0;
    uint32_t ids = 0;

    TNEFI_TOUCH(key_len);
    for (size_t i = 0; i < key_len; i++)
        key[i] = (char)given.data[i];
    key_len = clean(key, key_len);
    while (at < end && key_len > 0) {
        uint64_t next = at;

        if (!tnefi_convert_unwrap_field(u, at, end, &next, name, &len))
            break;
        if (tnefi_convert_unwrap_is(name, len, "x-ms-tnef-correlator")
            || tnefi_convert_unwrap_is(name, len, "message-id")) {
            len = clean(value, tnefi_convert_unwrap_value(u, at, next, value, sizeof value));
            ids += len > 0;
            if (is_same(key, key_len, value, len))
                return 0;
        }
        at = next;
    }
    return ids > 0;
}
