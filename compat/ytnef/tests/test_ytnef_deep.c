/* SPDX-License-Identifier: MIT */

/* Messages in messages: how deep programs that call themselves get. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "stream.h"
#include "vectors.h"

/* As programs do: what comes after the interface id is parsed, and so on. Returns how deep that goes. */
static int descend(BYTE *data, long size, int *failed)
{
    TNEFStruct *t = calloc(1, sizeof *t);
    int depth = 0;

    assert_non_null(t);
    TNEFInitialize(t);
    if (TNEFParseMemory(data, size, t) != 0) {
        *failed = 1;
    }
    for (Attachment *a = t->starting_attach.next; a != NULL; a = a->next) {
        variableLength *v = MAPIFindProperty(&a->MAPI, PROP_TAG(PT_OBJECT, 0x3701));
        int more_depth;

        if (v == MAPI_UNDEFINED) {
            v = MAPIFindProperty(&a->MAPI, PROP_TAG(PT_BINARY, 0x3701));
        }
        if (v != MAPI_UNDEFINED && v->size > 20 && TNEFCheckForSignature(SwapDWord(v->data + 16, 4)) == 0) {
            more_depth = 1 + descend(v->data + 16, v->size - 16, failed);
            depth = more_depth > depth ? more_depth : depth;
        }
    }
    TNEFFree(t);
    free(t);
    return depth;
}

static void deep(void **state)
{
    static const size_t levels[] = {0, 1, 3, 16, 17, 40, 2000};

    (void)state;
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        struct tw w;
        struct stream s;
        int failed = 0;

        tw_init(&w);
        tw_deep(&w, levels[i]);
        s = stream_taken(&w);
        assert_int_equal(descend(s.data, (long)s.len, &failed), levels[i] < 16 ? levels[i] : 16);
        assert_int_equal(failed, 0);
        free(s.data);
    }
}

/* The same in values that are not objects, with bytes before each stream that are no interface id. */
static void deep_in_disguise(void **state)
{
    uint8_t *inner = NULL;
    size_t len = 0;

    (void)state;
    for (int level = 0; level < 40; level++) {
        struct tw w;
        uint8_t *value = calloc(1, len + 16);

        assert_non_null(value);
        if (len > 0) {
            memcpy(value + 16, inner, len);
        }
        memset(value, 'x', 16);
        tw_init(&w);
        tw_head(&w);
        tw_rend_file(&w);
        tw_attach_props_begin(&w);
        tw_prop_binary(&w, TW_P_ATTACH_DATA, value, len + 16);
        tw_attr_props_end(&w);
        free(value);
        free(inner);
        inner = tw_take(&w, &len);
    }
    assert_int_equal(descend(inner, (long)len, &(int){0}), 0);
    free(inner);
}

/* An interface id before a stream in a value that is not an object is where programs expect it. */
static void interface_id_in_binary(void **state)
{
    struct tw inner, w;
    struct stream s, value;
    uint8_t *bytes;
    TNEFStruct t;
    variableLength *v;

    (void)state;
    tw_init(&inner);
    tw_head(&inner);
    value = stream_taken(&inner);
    bytes = malloc(value.len + 16);
    assert_non_null(bytes);
    memcpy(bytes, TW_IID_MESSAGE, 16);
    memcpy(bytes + 16, value.data, value.len);
    tw_init(&w);
    tw_head(&w);
    tw_rend_file(&w);
    tw_attach_props_begin(&w);
    tw_prop_binary(&w, TW_P_ATTACH_DATA, bytes, value.len + 16);
    tw_attr_props_end(&w);
    s = stream_taken(&w);
    assert_int_equal(stream_parse(s, &t), 0);
    v = MAPIFindProperty(&t.starting_attach.next->MAPI, PROP_TAG(PT_BINARY, 0x3701));
    assert_int_equal(v->size, value.len + 16);
    assert_memory_equal(v->data, bytes, value.len + 16);
    TNEFFree(&t);
    free(bytes);
    free(value.data);
    free(s.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deep),
        cmocka_unit_test(deep_in_disguise),
        cmocka_unit_test(interface_id_in_binary),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
