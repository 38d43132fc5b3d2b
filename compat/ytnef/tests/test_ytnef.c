/* SPDX-License-Identifier: MIT */

/* Streams into structs: from memory, files and programs; what is there after damage; how deep it goes. */

#define _POSIX_C_SOURCE 200809L

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "facts.h"
#include "vectors.h"
#include "writer.h"

/* A stream that a test writes, and what is made of it. */
struct stream {
    uint8_t *data;
    size_t len;
};

static struct stream taken(struct tw *w)
{
    struct stream s;

    s.data = tw_take(w, &s.len);
    return s;
}

static int parse(struct stream s, TNEFStruct *tnef)
{
    memset(tnef, 0xA5, sizeof *tnef);
    tnef->Debug = 3;
    TNEFInitialize(tnef);
    assert_int_equal(tnef->Debug, 3);
    return TNEFParseMemory(s.data, (long)s.len, tnef);
}

static struct stream everything(void)
{
    static const struct tw_date date = {2026, 1, 5, 9, 30, 1, 1};
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    tw_from(&w, "Ann", "ann@example.org");
    tw_subject(&w, "a/b");
    tw_attr_date(&w, TW_MESSAGE, TW_DATE_SENT, date);
    tw_attr_text(&w, TW_MESSAGE, TW_BODY, "text");
    tw_priority(&w, 1);
    tw_attr_string(&w, TW_MESSAGE, TW_MESSAGE_ID,
                   "0123456789012345678901234567890123456789012345678901234567890123456789");
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_SUBJECT, "\xC3\xA4\xE4\xB8\xAD");
    tw_prop_bool(&w, TW_P_RTF_IN_SYNC, 1);
    tw_prop_str8(&w, TW_P_BODY, "x");
    tw_named_id(&w, TW_PSETID_COMMON, 0x8506);
    tw_prop_i4(&w, 0x8000, 7);
    tw_named_string(&w, TW_PS_PUBLIC_STRINGS, "Keywords");
    tw_prop_str8(&w, 0x8001, "k");
    tw_attr_props_end(&w);
    tw_attachment(&w, "one.txt", "1", 1);
    tw_rend(&w, 1, 0x01020304, 5, 6, 7);
    tw_attr_string(&w, TW_ATTACHMENT, TW_TITLE, "two.txt");
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, "22", 2);
    tw_attach_props_begin(&w);
    tw_prop_unicode(&w, TW_P_ATTACH_LONG_NAME, "long name.txt");
    tw_attr_props_end(&w);
    return taken(&w);
}

static void assert_text(const variableLength *value, const char *text)
{
    assert_ptr_not_equal(value, MAPI_UNDEFINED);
    assert_int_equal(value->size, strlen(text) + 1);
    assert_string_equal((const char *)value->data, text);
}

static void fields(void **state)
{
    struct stream s = everything();
    TNEFStruct t;
    Attachment *a;

    (void)state;
    assert_int_equal(parse(s, &t), 0);
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
    s = taken(&w);
    assert_int_equal(parse(s, &t), 0);
    assert_text(&t.subject, "a_b_c");
    assert_text(MAPIFindProperty(&t.MapiProperties, PROP_TAG(PT_UNICODE, 0x0037)), "a/b\\c");
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
        s = taken(&w);
        (void)parse(s, &t);
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

/* ---- Sources ----------------------------------------------------------------------------------- */

struct reader {
    struct stream s;
    size_t at, piece;
    int whole;                   /* refuses to read less than it is asked for */
    int begun, ended, fails;
};

static int begin(TNEFIOStruct *io)
{
    struct reader *r = io->data;

    r->begun++;
    return r->fails == 1 ? -1 : 0;
}

static int end(TNEFIOStruct *io)
{
    struct reader *r = io->data;

    r->ended++;
    return 0;
}

static int more(TNEFIOStruct *io, int size, int count, void *dest)
{
    struct reader *r = io->data;
    size_t n = (size_t)size * (size_t)count, left = r->s.len - r->at;

    if (r->fails == 2 || (r->whole && n > left)) {
        return -1;
    }
    n = n < left ? n : left;
    n = n < r->piece ? n : r->piece;
    memcpy(dest, r->s.data + r->at, n);
    r->at += n;
    return (int)n / size;
}

static int parse_by(struct reader *r, TNEFStruct *t)
{
    TNEFInitialize(t);
    t->IO.InitProc = begin;
    t->IO.ReadProc = more;
    t->IO.CloseProc = end;
    t->IO.data = r;
    return TNEFParse(t);
}

/* The same as from memory, in pieces of every size. */
static void pieces(void **state)
{
    struct stream s = everything();
    struct facts whole = {NULL, 0, 0};
    TNEFStruct t;

    (void)state;
    assert_int_equal(parse(s, &t), 0);
    facts_of(&whole, &t);
    TNEFFree(&t);
    for (size_t piece = 1; piece <= s.len + 1; piece++) {
        struct reader r = {s, 0, piece, piece % 2 == 0, 0, 0, 0};
        struct facts f = {NULL, 0, 0};

        assert_int_equal(parse_by(&r, &t), 0);
        assert_int_equal(r.begun, 1);
        assert_int_equal(r.ended, 1);
        assert_ptr_equal(t.IO.data, &r);
        facts_of(&f, &t);
        assert_string_equal(f.text, whole.text);
        facts_free(&f);
        TNEFFree(&t);
    }
    facts_free(&whole);
    free(s.data);
}

static void from_a_file(void **state)
{
    struct stream s = everything();
    char name[] = "/tmp/ytnef-XXXXXX";
    int fd = mkstemp(name);
    TNEFStruct t;

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(write(fd, s.data, s.len), (ssize_t)s.len);
    (void)close(fd);
    TNEFInitialize(&t);
    assert_int_equal(TNEFParseFile(name, &t), 0);
    assert_text(&t.subject, "a/b");
    TNEFFree(&t);
    (void)unlink(name);
    assert_int_equal(TNEFParseFile(name, &t), -1);
    assert_int_equal(TNEFParseFile((char[]){"/tmp"}, &t), -1);
    TNEFFree(&t);
    free(s.data);
}

static void refused(void **state)
{
    struct stream s = everything();
    struct reader r = {s, 0, s.len, 0, 0, 0, 1};
    TNEFStruct t;

    (void)state;
    TNEFInitialize(&t);
    assert_int_equal(TNEFParse(&t), -1);
    assert_int_equal(TNEFParseMemory(NULL, 5, &t), -1);
    assert_int_equal(TNEFParseMemory(s.data, 0, &t), -1);
    assert_int_equal(TNEFParseMemory(s.data, -1, &t), -1);
    if (LONG_MAX > INT_MAX) {
        assert_int_equal(TNEFParseMemory(s.data, INT_MAX + 1L, &t), -1);
    }
    assert_int_equal(parse_by(&r, &t), -1);
    assert_int_equal(r.ended, 0);
    r.fails = 2;
    assert_int_equal(parse_by(&r, &t), -1);
    assert_int_equal(r.ended, 1);
    TNEFFree(&t);
    assert_int_equal(TNEFCheckForSignature(0x223E9F78), 0);
    assert_int_equal(TNEFCheckForSignature(0x789F3E22), -1);
    free(s.data);
}

/* Cut anywhere but between two attributes, it fails; it can be walked, and what is whole is there. */
static void cut(void **state)
{
    struct stream s = everything();
    size_t longest = 0;
    unsigned whole = 0;

    (void)state;
    for (size_t len = 1; len < s.len; len++) {
        struct facts f = {NULL, 0, 0};
        struct stream part = {s.data, len};
        TNEFStruct t;
        int result = parse(part, &t);

        assert_true(result == 0 || result == -1);
        facts_of(&f, &t);
        if (result == 0) {
            whole++;
            assert_true(f.len >= longest);
            longest = f.len;
        }
        facts_free(&f);
        TNEFFree(&t);
    }
    assert_int_equal(whole, 17);     /* at the ends of the head and of all attributes but the last */
    free(s.data);
}

/* ---- Limits and damage ------------------------------------------------------------------------- */

/* The longest value that the program wants is whole; a longer one is left out, and what follows is there. */
static void longest_value(void **state)
{
    (void)state;
    for (size_t more_bytes = 0; more_bytes < 2; more_bytes++) {
        uint8_t *data = calloc(1, (1u << 20) + 1);
        struct tw w;
        struct stream s;
        TNEFStruct t;

        assert_non_null(data);
        tw_init(&w);
        tw_head(&w);
        tw_attachment(&w, "a", data, (1u << 20) + more_bytes);
        tw_sentinel(&w);
        s = taken(&w);
        TNEFInitialize(&t);
        assert_int_equal(t.attachmentSize, 50);
        t.attachmentSize = 1;
        assert_int_equal(TNEFParseMemory(s.data, (long)s.len, &t), more_bytes == 0 ? 0 : -1);
        assert_int_equal(t.starting_attach.next->FileData.size, more_bytes == 0 ? 1 << 20 : 0);
        assert_memory_equal(t.starting_attach.next->next->FileData.data, "S", 1);
        TNEFFree(&t);
        free(s.data);
        free(data);
    }
}

static void checksums_do_not_matter(void **state)
{
    struct tw w;
    struct stream s;
    TNEFStruct t;

    (void)state;
    tw_init(&w);
    tw_checksum_bias(&w, 1);
    tw_head(&w);
    tw_sentinel(&w);
    s = taken(&w);
    assert_int_equal(parse(s, &t), 0);
    assert_non_null(t.starting_attach.next);
    TNEFFree(&t);
    free(s.data);
}

/* What is made empty does not take the memory of the struct with it. */
static void parts(void **state)
{
    struct stream s = everything();
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
    assert_int_equal(parse(s, &t), 0);
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
    s = taken(&w);
    assert_int_equal(parse(s, &t), 0);
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
    s = taken(&w);
    assert_int_equal(parse(s, &t), 0);
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
    s = taken(&w);
    assert_int_equal(parse(s, &t), 0);
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
    s = taken(&w);
    assert_int_equal(parse(s, &t), 0);
    assert_text(&t.starting_attach.next->Title, "");
    assert_text(&t.starting_attach.next->next->Title, "");
    (void)strcpy((char *)t.starting_attach.next->Title.data, "a name of 20 bytes.");
    assert_text(&t.starting_attach.next->next->Title, "");
    TNEFFree(&t);
    free(s.data);
}

/* ---- Depth ------------------------------------------------------------------------------------- */

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
        s = taken(&w);
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
    value = taken(&inner);
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
    s = taken(&w);
    assert_int_equal(parse(s, &t), 0);
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
        cmocka_unit_test(fields),
        cmocka_unit_test(subject_of_properties),
        cmocka_unit_test(writable),
        cmocka_unit_test(pieces),
        cmocka_unit_test(from_a_file),
        cmocka_unit_test(refused),
        cmocka_unit_test(cut),
        cmocka_unit_test(longest_value),
        cmocka_unit_test(checksums_do_not_matter),
        cmocka_unit_test(parts),
        cmocka_unit_test(many_lists),
        cmocka_unit_test(attachment_without_beginning),
        cmocka_unit_test(file_of_property),
        cmocka_unit_test(without_title),
        cmocka_unit_test(deep),
        cmocka_unit_test(deep_in_disguise),
        cmocka_unit_test(interface_id_in_binary),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
