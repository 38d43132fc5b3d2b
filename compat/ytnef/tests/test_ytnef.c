/* SPDX-License-Identifier: MIT */

/* Streams into structs: fields, lists, attachments, and what programs do to values. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "stream.h"
#include "vectors.h"

static void fields(void **state)
{
    struct stream s = stream_of_everything();
    TNEFStruct t;
    Attachment *a;

    (void)state;
    assert_int_equal(stream_parse(s, &t), 0);
    assert_string_equal(t.version, "TNEF1.0");
    assert_string_equal(t.messageClass, "IPM.Microsoft Mail.Note");
    assert_string_equal(t.messageID, "0123456789012345678901234567890123456789012345678");
    assert_string_equal(t.priority, "high");
    assert_text(&t.subject, "a/b");
    assert_int_equal(t.body.size, 4);
    assert_int_equal(t.dateSent.wYear, 2026);
    assert_int_equal(t.dateSent.wDayOfWeek, 1);
    assert_int_equal(t.CodePage.size, 8);
    assert_int_equal(t.MapiProperties.count, 5);
    assert_text(MAPIFindProperty(&t.MapiProperties, PROP_TAG(PT_UNICODE, 0x0037)), "\xC3\xA4\xE4\xB8\xAD");
    assert_int_equal(MAPIFindProperty(&t.MapiProperties, PROP_TAG(PT_BOOLEAN, 0x0E1F))->size, 4);
    assert_ptr_equal(MAPIFindProperty(&t.MapiProperties, PROP_TAG(PT_LONG, 0x8506)), MAPI_UNDEFINED);
    assert_int_equal(MAPIFindUserProp(&t.MapiProperties, PROP_TAG(PT_LONG, 0x8506))->data[0], 7);
    assert_text(MAPIFindUserProp(&t.MapiProperties, PROP_TAG(PT_STRING8, 0x8001)), "k");
    assert_int_equal(t.MapiProperties.properties[4].namedproperty, 1);
    assert_text(t.MapiProperties.properties[4].propnames, "Keywords");

    a = t.starting_attach.next;
    assert_text(&a->Title, "one.txt");
    a = a->next;
    assert_int_equal(a->RenderData.ulPosition, 0x01020304);
    assert_int_equal(a->RenderData.dwFlags, 7);
    assert_memory_equal(a->FileData.data, "22", 2);
    assert_text(MAPIFindProperty(&a->MAPI, PROP_TAG(PT_UNICODE, 0x3707)), "long name.txt");
    assert_null(a->next);
    TNEFFree(&t);
    assert_null(t.starting_attach.next);
    assert_int_equal(t.MapiProperties.count, 0);
    TNEFFree(&t);
    free(s.data);
}

/* Properties of a message give it a subject if nothing else does: as the name of a file. */
static void subject_of_properties(void **state)
{
    struct tw w;
    struct stream s;
    TNEFStruct t;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_msg_props_begin(&w);
    tw_named_id(&w, TW_PSETID_COMMON, 0x0037);
    tw_prop_unicode(&w, 0x8000, "not this one");
    tw_prop_unicode(&w, TW_P_SUBJECT, "a/b\\c");
    tw_attr_props_end(&w);
    s = stream_taken(&w);
    assert_int_equal(stream_parse(s, &t), 0);
    assert_text(&t.subject, "a_b_c");
    assert_text(MAPIFindProperty(&t.MapiProperties, PROP_TAG(PT_UNICODE, 0x0037)), "a/b\\c");
    TNEFFree(&t);
    free(s.data);
}

/* What is made empty does not take the memory of the struct with it. */
static void parts(void **state)
{
    struct stream s = stream_of_everything();
    TNEFStruct t;
    Attachment a;
    MAPIProps props;

    (void)state;
    memset(&a, 0xA5, sizeof a);
    memset(&props, 0xA5, sizeof props);
    TNEFInitAttachment(&a);
    TNEFInitMapi(&props);
    assert_null(a.next);
    assert_null(a.FileData.data);
    assert_int_equal(props.count, 0);
    assert_ptr_equal(MAPIFindProperty(&props, 1), MAPI_UNDEFINED);
    assert_ptr_equal(MAPIFindProperty(NULL, 1), MAPI_UNDEFINED);
    assert_int_equal(stream_parse(s, &t), 0);
    TNEFFreeMapiProps(&t.MapiProperties);
    assert_int_equal(t.MapiProperties.count, 0);
    TNEFFreeAttachment(t.starting_attach.next);
    TNEFFreeAttachment(&t.starting_attach);
    assert_null(t.starting_attach.next);
    assert_int_equal(TNEFParseMemory(s.data, (long)s.len, &t), 0);
    assert_non_null(t.starting_attach.next);
    TNEFFree(&t);
    free(s.data);
}

/* Two lists are one; many small ones do not cost more than they are long. */
static void many_lists(void **state)
{
    struct tw w;
    struct stream s;
    TNEFStruct t;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    for (uint16_t i = 0; i < 3000; i++) {
        tw_msg_props_begin(&w);
        tw_prop_i4(&w, (uint16_t)(0x6000 + i), i);
        tw_attr_props_end(&w);
    }
    s = stream_taken(&w);
    assert_int_equal(stream_parse(s, &t), 0);
    assert_int_equal(t.MapiProperties.count, 3000);
    for (DWORD i = 0; i < 3000; i++) {
        assert_int_equal(SwapDWord(t.MapiProperties.properties[i].data->data, 4), i);
    }
    TNEFFree(&t);
    free(s.data);
}

/* Attributes of an attachment that nothing began are of one, nevertheless. */
static void attachment_without_beginning(void **state)
{
    struct tw w;
    struct stream s;
    TNEFStruct t;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, "abc", 3);
    tw_attr_string(&w, TW_ATTACHMENT, TW_TITLE, "t");
    tw_sentinel(&w);
    s = stream_taken(&w);
    assert_int_equal(stream_parse(s, &t), 0);
    assert_int_equal(t.starting_attach.FileData.size, 0);
    assert_text(&t.starting_attach.next->Title, "t");
    assert_memory_equal(t.starting_attach.next->FileData.data, "abc", 3);
    assert_null(t.starting_attach.next->next->next);
    TNEFFree(&t);
    free(s.data);
}

/* The bytes of a file may be in a property alone; those of a message are no file. */
static void file_of_property(void **state)
{
    struct tw w;
    struct stream s;
    TNEFStruct t;
    Attachment *a;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    for (int i = 0; i < 4; i++) {
        tw_rend_file(&w);
        tw_attach_props_begin(&w);
        if (i == 0) {
            tw_prop_binary(&w, TW_P_ATTACH_DATA, "a file of more than sixteen bytes", 33);
        } else if (i == 1) {
            tw_prop_object(&w, TW_P_ATTACH_DATA, TW_IID_STREAM, "object", 6);
        } else if (i == 2) {
            tw_prop_object(&w, TW_P_ATTACH_DATA, TW_IID_MESSAGE, "message", 7);
        }
        tw_attr_props_end(&w);
    }
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, "abc", 3);
    s = stream_taken(&w);
    assert_int_equal(stream_parse(s, &t), 0);
    a = t.starting_attach.next;
    assert_int_equal(a->FileData.size, 33);
    assert_ptr_not_equal(a->FileData.data, a->MAPI.properties->data->data);
    assert_memory_equal(a->FileData.data, "a file of more than sixteen bytes", 34);
    assert_int_equal(a->next->FileData.size, 6);
    assert_memory_equal(a->next->FileData.data, "object", 7);
    assert_non_null(a->next->next->FileData.data);
    assert_int_equal(a->next->next->FileData.size, 0);
    assert_memory_equal(a->next->next->next->FileData.data, "abc", 4);
    TNEFFree(&t);
    free(s.data);
}

static void without_title(void **state)
{
    struct tw w;
    struct stream s;
    TNEFStruct t;

    (void)state;
    tw_init(&w);
    tw_head(&w);
    tw_rend_file(&w);
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, "abc", 3);
    tw_rend_file(&w);
    s = stream_taken(&w);
    assert_int_equal(stream_parse(s, &t), 0);
    assert_text(&t.starting_attach.next->Title, "");
    assert_text(&t.starting_attach.next->next->Title, "");
    (void)strcpy((char *)t.starting_attach.next->Title.data, "a name of 20 bytes.");
    assert_text(&t.starting_attach.next->next->Title, "");
    TNEFFree(&t);
    free(s.data);
}

/* ---- What hosts do to values ------------------------------------------------------------------- */

static void use(variableLength *value)
{
    static BYTE own[] = "mine";

    if (value->data == NULL) {
        return;
    }
    for (int i = 0; i < YTNEF_PADDING; i++) {
        assert_int_equal(value->data[value->size + i], 0);
    }
    memset(value->data, 'x', (size_t)value->size + YTNEF_PADDING);
    value->data = own;
    value->size = 1000;
}

static void use_props(MAPIProps *props)
{
    for (DWORD i = 0; i < props->count; i++) {
        for (ULONG n = 0; n < props->properties[i].count; n++) {
            use(&props->properties[i].data[n]);
        }
        use(props->properties[i].namedproperty > 0 ? props->properties[i].propnames : &(variableLength){0});
    }
}

/* All values are followed by zeros, may be written to, and may be replaced: of every vector. */
static void writable(void **state)
{
    size_t count;
    const struct vector *v = vectors(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct tw w;
        struct stream s;
        TNEFStruct t;

        tw_init(&w);
        v[i].build(&w);
        s = stream_taken(&w);
        (void)stream_parse(s, &t);
        free(s.data);
        use(&t.from);
        use(&t.subject);
        use(&t.body);
        use(&t.CodePage);
        use_props(&t.MapiProperties);
        for (Attachment *a = t.starting_attach.next; a != NULL; a = a->next) {
            use(&a->Title);
            use(&a->FileData);
            use_props(&a->MAPI);
        }
        TNEFFree(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields),
        cmocka_unit_test(subject_of_properties),
        cmocka_unit_test(parts),
        cmocka_unit_test(many_lists),
        cmocka_unit_test(attachment_without_beginning),
        cmocka_unit_test(file_of_property),
        cmocka_unit_test(without_title),
        cmocka_unit_test(writable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
