/* SPDX-License-Identifier: MIT */

#include "stream.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

struct stream stream_taken(struct tw *w)
{
    struct stream s;

    s.data = tw_take(w, &s.len);
    return s;
}

int stream_parse(struct stream s, TNEFStruct *tnef)
{
    memset(tnef, 0xA5, sizeof *tnef);
    tnef->Debug = 3;
    TNEFInitialize(tnef);
    assert_int_equal(tnef->Debug, 3);
    return TNEFParseMemory(s.data, (long)s.len, tnef);
}

struct stream stream_of_everything(void)
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
    return stream_taken(&w);
}

void assert_text(const variableLength *value, const char *text)
{
    assert_ptr_not_equal(value, MAPI_UNDEFINED);
    assert_int_equal(value->size, strlen(text) + 1);
    assert_string_equal((const char *)value->data, text);
}
