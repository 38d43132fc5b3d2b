/* SPDX-License-Identifier: MIT */

/* Mail of streams that have more than mail has room for: whatever is not written is told, and what nobody
 * takes for something else is written. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "convert_check.h"

#define SIGNED_TYPE "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; "
#define SIGNED_BODY \
  "\r\n\r\n--SIG\r\n\r\nText.\r\n--SIG\r\nContent-Type: application/pkcs7-signature\r\n\r\nMIIB\r\n" \
  "--SIG--\r\n"

/* ---- Streams ------------------------------------------------------------------------------- */

static void begin(struct tw *w, const char *message_class)
{
    cw_begin(w, message_class);
    tw_prop_unicode(w, TW_P_SUBJECT, "Plan");
    tw_prop_unicode(w, TW_P_DISPLAY_NAME, "Zoe");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    cw_end(w);
}

/* A file whose properties are open. |first|, |second|: what stands in attributes; NULL: nothing. */
static void file(struct tw *w, const char *first, const char *second)
{
    tw_rend_file(w);
    if (first != NULL)
        tw_attr(w, TW_ATTACHMENT, TW_DATA, first, strlen(first));
    if (second != NULL)
        tw_attr(w, TW_ATTACHMENT, TW_DATA, second, strlen(second));
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
}

static void evil_file(struct tw *w, uint16_t flag)
{
    file(w, "EVIL", NULL);
    tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "evil.exe");
    if (flag != 0)
        tw_prop_bool(w, flag, 1);
    tw_attr_props_end(w);
}

static void two_attributes(struct tw *w)
{
    begin(w, "IPM.Note");
    file(w, "one", "two");
    tw_attr_props_end(w);
}

static void same_length(struct tw *w)
{
    begin(w, "IPM.Note");
    file(w, "one", NULL);
    tw_prop_binary(w, 0x3701, "two", 3);
    tw_attr_props_end(w);
}

static void same_bytes(struct tw *w)
{
    begin(w, "IPM.Note");
    file(w, "one", NULL);
    tw_prop_binary(w, 0x3701, "one", 3);
    tw_attr_props_end(w);
}

static void two_pictures(struct tw *w)
{
    static const uint8_t jpeg[4] = { 0xFF, 0xD8, 0xFF, 0xE0 };

    begin(w, "IPM.Contact");
    tw_rend_file(w);
    tw_attr(w, TW_ATTACHMENT, TW_DATA, jpeg, sizeof jpeg);
    tw_attach_props_begin(w);
    tw_prop_i4(w, TW_P_ATTACH_METHOD, 1);
    tw_prop_bool(w, 0x7FFF, 1);
    tw_attr_props_end(w);
    evil_file(w, 0x7FFF);
}

static void picture_of_a_list(struct tw *w)
{
    begin(w, "IPM.DistList");
    evil_file(w, 0x7FFF);
}

/* An instance of a series that was changed, as an attachment that is not shown. */
static void instance(struct tw *w, int has_file)
{
    cw_begin(w, "IPM.Appointment");
    tw_prop_unicode(w, TW_P_SUBJECT, "Plan");
    tw_prop_time(w, TW_P_SUBMIT_TIME, cw_time(2024, 3, 1, 10, 15, 0));
    cw_date(w, TW_PSETID_APPOINTMENT, 0x820D, cw_time(2024, 3, 4, 14, 0, 0));
    cw_end(w);
    tw_embedded_begin(w, "Exception");
    tw_version(w, 0x00010000);
    tw_class(w, "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}");
    if (has_file)
        evil_file(w, 0);
    tw_object_end(w);
    tw_prop_bool(w, 0x7FFE, 1);
    tw_attr_props_end(w);
}

static void file_of_an_instance(struct tw *w)
{
    instance(w, 1);
}

static void instance_alone(struct tw *w)
{
    instance(w, 0);
}

/* Signed mail with |parameter| for its boundary. */
static void signed_with(struct tw *w, const char *parameter, const char *body)
{
    char entity[512];

    snprintf(entity, sizeof entity, "%s%s%s", SIGNED_TYPE, parameter, body);
    begin(w, "IPM.Note.SMIME.MultipartSigned");
    file(w, entity, NULL);
    tw_attr_props_end(w);
}

static void signed_beside_hidden(struct tw *w)
{
    signed_with(w, "boundary=\"SIG\"", SIGNED_BODY);
    evil_file(w, 0x7FFE);
}

static void opaque_beside_hidden(struct tw *w)
{
    begin(w, "IPM.Note.SMIME");
    file(w, "0\x80", NULL);
    tw_attr_props_end(w);
    evil_file(w, 0x7FFE);
}

/* ---- Tests --------------------------------------------------------------------------------- */

/* What mail of a stream has, and lacks; NULL: nothing is asked. |left_out|: of the bits of contents and of
 * signatures. */
static void check(void (*make)(struct tw *w), const char *has, const char *lacks, uint32_t left_out)
{
    struct tw w;
    uint32_t got = 0;
    char *text;

    make(&w);
    text = cw_convert(&w, TNEF_CONVERT_MAIL, NULL, &got);
    assert_non_null(text);
    if (has != NULL && strstr(text, has) == NULL)
        fail_msg("%s is not in\n%s", has, text);
    if (lacks != NULL && strstr(text, lacks) != NULL)
        fail_msg("%s is in\n%s", lacks, text);
    assert_int_equal(got & (TNEF_CONVERT_TRUNCATED | TNEF_CONVERT_SIGNATURE), left_out);
    free(text);
}

static void several_contents(void **state)
{
    (void)state;
    check(two_attributes, "b25l", "dHdv", TNEF_CONVERT_TRUNCATED);
    check(same_length, "dHdv", "b25l", TNEF_CONVERT_TRUNCATED);
    check(same_bytes, "b25l", NULL, 0);
}

static void several_pictures(void **state)
{
    (void)state;
    check(two_pictures, "RVZJTA==", NULL, 0);
    check(picture_of_a_list, "RVZJTA==", NULL, 0);
}

static void instances_with_files(void **state)
{
    (void)state;
    check(file_of_an_instance, "RVZJTA==", NULL, 0);
    check(instance_alone, "text/calendar", "message/rfc822", 0);
}

static void files_beside_signed_mail(void **state)
{
    (void)state;
    check(signed_beside_hidden, "--SIG--", "RVZJTA==", TNEF_CONVERT_TRUNCATED);
    check(opaque_beside_hidden, "application/pkcs7-mime", "RVZJTA==", TNEF_CONVERT_TRUNCATED);
}

static void whole(struct tw *w)
{
    signed_with(w, "boundary=\"SIG\"", SIGNED_BODY);
}

static void like_ours_unseen(struct tw *w)
{
    signed_with(w, "boundary=\"=_T1_\"", SIGNED_BODY);
}

static void like_ours_after_return(struct tw *w)
{
    signed_with(w, "boundary=\"SIG\"", "\r\n\r\n--SIG\r--=_T1_\r\n--SIG--\r\n");
}

static void never_seen(struct tw *w)
{
    signed_with(w, "boundary=\"outer\"", SIGNED_BODY);
}

static void in_another_parameter(struct tw *w)
{
    signed_with(w, "x=\"boundary=SIG\"; boundary=\"=_T1_\"", SIGNED_BODY);
}

static void in_pieces(struct tw *w)
{
    signed_with(w, "boundary*0=\"=_T\"; boundary*1=\"1_\"; x=\" boundary=SIG\"", SIGNED_BODY);
}

static void word_in_the_boundary(struct tw *w)
{
    signed_with(w, "boundary=\"boundary_\"", "\r\n\r\n--boundary_\r\n\r\n--boundary_--\r\n");
}

/* Mail whose boundary no line of it has would take the next ones of the mail around it for its own. */
static void boundaries_of_signed_mail(void **state)
{
    static void (*const broken[])(struct tw *w) = { like_ours_unseen, like_ours_after_return, never_seen,
                                                    in_another_parameter, in_pieces };

    (void)state;
    check(whole, "Content-Type: multipart/signed", NULL, 0);
    check(word_in_the_boundary, "Content-Type: multipart/signed", NULL, 0);
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
        check(broken[i], "Content-Disposition: attachment", "Content-Type: multipart/signed",
              TNEF_CONVERT_SIGNATURE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_contents),         cmocka_unit_test(several_pictures),
        cmocka_unit_test(instances_with_files),     cmocka_unit_test(files_beside_signed_mail),
        cmocka_unit_test(boundaries_of_signed_mail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
