/* SPDX-License-Identifier: MIT */
/* Memory of a message tree. What has no room is left out, and |limited| remembers that. */

#include "message/load_priv.h"

#include "base/touch.h"

#include <string.h>

void tnefi_message_load_limited(struct tnefi_message_loader *t)
{
    if (!t->limited)
        t->limited_at = t->at;
    t->limited = 1;
}

void *tnefi_message_load_take(struct tnefi_message_loader *t, size_t size)
{
    void *p = tnefi_message_arena_take(&t->pool, &t->arena, size, 1);

    if (p == NULL)
        tnefi_message_load_limited(t);
    else
        memset(p, 0, size);
    TNEFI_TOUCH(size);
    return p;
}

void tnefi_message_load_copy(struct tnefi_message_loader *t, tnef_string *s)
{
    char *p = tnefi_message_arena_there(&t->arena, s->len + 1u);

    if (p == NULL)
        p = tnefi_message_arena_take(&t->pool, &t->arena, s->len + 1u, 0);
    if (p == NULL) {
        tnefi_message_load_limited(t);
        s->len = 0;
    } else if (s->len > 0) {
        memcpy(p, s->text, s->len);
        TNEFI_TOUCH(s->len);
    }
    if (p != NULL)
        p[s->len] = '\0';
    s->text = p;
}
