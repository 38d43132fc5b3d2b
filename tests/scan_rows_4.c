/* SPDX-License-Identifier: MIT */

/* Mail that is something else than what it says, and shows that only after its first bytes. Written down as
 * in scan_rows_1.c. */

#include "scan_cases.h"

#include <stddef.h>

#define MIXED64 "$HContent-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n"
#define MESSAGE64 "$HContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
#define TEXT "Content-Type: text/plain\n\nhello\n"
#define TNEF \
    "Content-Type: application/ms-tnef; name=winmail.dat\n" \
    "Content-Transfer-Encoding: quoted-printable\n\n$Q"
#define PARTS "--b\n" TEXT "--b\n" TNEF "\n--b--\n"
#define WORDS "This is a multipart message in MIME format\n"

const struct scan_case scan_cases_4[] = {
    /* ---- a multipart that is said to be base64, and begins with what may be it ---- */
    { .name = "not_base64_words",
      .text = MIXED64 WORDS "\n" PARTS,
      .found = "1.2=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "not_base64_line_ends",
      .text = MIXED64 "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n" PARTS,
      .found = "1.2=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "not_base64_words_lf",
      .text = MIXED64 WORDS "\n" PARTS, .eol = "\n",
      .found = "1.2=qp", .anomalies = "bare_lf encoding_composite", .strict = "encoding_composite" },
    { .name = "not_base64_words_cr",
      .text = MIXED64 WORDS "\n" PARTS, .eol = "\r",
      .found = "1.2=qp", .anomalies = "bare_cr encoding_composite", .strict = "bare_cr" },
    { .name = "not_base64_many_words",
      .text = MIXED64 "$b\n$b\n$b\n" PARTS, .n = 3000,
      .found = "1.2=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "not_base64_other_boundary_first",
      .text = MIXED64 WORDS "--c\n-- \n-\n" PARTS,
      .found = "1.2=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "not_base64_two_boundaries",
      .text = "$HContent-Type: multipart/mixed; boundary=bb; boundary=b\n"
      "Content-Transfer-Encoding: base64\n\n" WORDS PARTS,
      .found = "1.2=qp", .anomalies = "duplicate_parameter encoding_composite",
      .strict = "duplicate_parameter" },
    { .name = "not_base64_in_a_multipart",
      .text = "$HContent-Type: multipart/mixed; boundary=a\n\n--a\n"
      "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n"
      WORDS PARTS "--a\n" TNEF "\n--a--\n",
      .found = "1.1.2=qp 1.2=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "not_base64_no_part",
      .text = "$HContent-Type: multipart/mixed; boundary=a\n\n--a\n"
      "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n"
      WORDS "--a\n" TNEF "\n--a--\n",
      .found = "1.2=qp", .anomalies = "no_end encoding_composite", .strict = "encoding_composite" },
    { .name = "not_base64_end_first",
      .text = MIXED64 WORDS "--b--\n" TNEF "\n--b--\n",
      .found = "1.1=qp", .anomalies = "after_end encoding_composite", .strict = "encoding_composite" },
    { .name = "not_base64_twice",
      .text = MIXED64 WORDS "--b\nContent-Type: multipart/mixed; boundary=c\n"
      "Content-Transfer-Encoding: base64\n\n" WORDS "--c\n" TNEF "\n--c--\n--b\n" TNEF "\n--b--\n",
      .found = "1.1.1=qp 1.2=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "base64_and_then_not", /* both have parts */
      .text = MIXED64 "$E--b\n" TNEF "\n--b--\n",
      .found = "1.2=base64 1.3=qp", .anomalies = "encoding_composite", .strict = "encoding_composite",
      .inner = 9 },
    { .name = "base64_after_words", /* no line shows that it is not */
      .text = MIXED64 "$E", .inner = 9,
      .found = "1.2=base64", .anomalies = "no_end encoding_composite",
      .strict = "encoding_composite" },

    /* ---- the same of a message ---- */
    { .name = "message_not_base64_from",
      .text = MESSAGE64 "From someone Mon Nov 30 08:26:00 2026\n$H" TNEF,
      .found = "1.1=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "message_not_base64_line_ends",
      .text = MESSAGE64 "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n$H" TNEF,
      .found = "1.1=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "message_not_base64_words",
      .text = MESSAGE64 "a line without a colon and so no field\n$H" TNEF,
      .found = "1.1=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "message_not_base64_words_lf",
      .text = MESSAGE64 "a line without a colon and so no field\n$H" TNEF, .eol = "\n",
      .found = "1.1=qp", .anomalies = "bare_lf encoding_composite", .strict = "encoding_composite" },
    { .name = "message_not_base64_words_cr",
      .text = MESSAGE64 "a line without a colon and so no field\n$H" TNEF, .eol = "\r",
      .found = "1.1=qp", .anomalies = "bare_cr encoding_composite", .strict = "bare_cr" },
    { .name = "message_not_base64_blank_before_colon",
      .text = MESSAGE64 "a line without a colon and so no field\nContent-Type : multipart/mixed; boundary=b"
      "\n\n" PARTS,
      .found = "1.1.2=qp", .anomalies = "space_colon encoding_composite", .strict = "encoding_composite" },
    { .name = "message_not_base64_underscore",
      .text = MESSAGE64 "a line without a colon and so no field\nX_1-a: y\n$H" TNEF,
      .found = "1.1=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "message_not_base64_long_names", /* those that are kept no longer are lines like others */
      .text = MESSAGE64 "a line without a colon and so no field\n$b: x\nA$b\nA-: x\n$H" TNEF, .n = 40,
      .found = "1.1=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "message_not_base64_junk",
      .text = MESSAGE64 "a line without a colon and so no field\nx y: z\n1: z\nx%: z\n: z\n\nx z\n$H" TNEF,
      .found = "1.1=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "message_not_base64_in_multiparts",
      .text = "$HContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n"
      "Content-Transfer-Encoding: base64\n\na line without a colon and so no field\n"
      "$HContent-Type: multipart/mixed; boundary=b\n\n" PARTS "--a\n" TNEF "\n--a--\n",
      .found = "1.1.1.2=qp 1.2=qp", .anomalies = "encoding_composite", .strict = "encoding_composite" },
    { .name = "message_not_base64_no_field",
      .text = "$HContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n"
      "Content-Transfer-Encoding: base64\n\na line without a colon and so no field\n--a\n" TNEF "\n--a--\n",
      .found = "1.2=qp", .anomalies = "garbage_line header_end encoding_composite",
      .strict = "encoding_composite" },
    { .name = "message_base64_and_then_not", /* a field of what it decodes to came first */
      .text = MESSAGE64 "$ESubject: x\n" TNEF, .inner = 1,
      .found = "1.1.2=base64", .anomalies = "encoding_composite", .strict = "encoding_composite" },

    /* ---- Apple heads in text ---- */
    { .name = "apple_head_in_base64_text",
      .text = "$HContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n$E", .inner = 6,
      .found = "1=base64", .anomalies = "type_other apple_head", .strict = "apple_head" },
    { .name = "apple_head_in_qp_text",
      .text = "$HContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n$E", .inner = 7,
      .found = "1=qp", .anomalies = "type_other apple_head", .strict = "apple_head" },
    { .name = "apple_head_with_a_block_in_base64_text",
      .text = "$HContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n$E", .inner = 8,
      .found = "1.1=uu 1=base64", .anomalies = "type_other uu_block apple_head", .strict = "uu_block" },

    /* ---- a message whose header block lacks its blank line ---- */
    { .name = "message_without_blank_line_base64",
      .text = "$HContent-Type: message/rfc822\n$B",
      .found = "1.1=base64", .anomalies = "no_blank_line encoding_other type_other",
      .strict = "no_blank_line" },
    { .name = "message_without_blank_line_raw",
      .text = "$HContent-Type: message/rfc822\n$R",
      .found = "1.1=identity", .anomalies = "no_blank_line type_other", .strict = "no_blank_line" },
    { .name = "message_without_blank_line_said_base64",
      .text = "$HContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n$B",
      .found = "1.1=base64", .anomalies = "no_blank_line encoding_composite encoding_other type_other",
      .strict = "no_blank_line" },
    { .name = "message_without_blank_line_uu", /* the lines are passed over, up to a blank one */
      .text = "$HContent-Type: message/rfc822\nbegin 644 winmail.dat\n\n$H" TNEF,
      .found = "1.1=qp", .anomalies = "garbage_line", .strict = "garbage_line" },
    { .name = "digest_without_blank_line_base64",
      .text = "$HContent-Type: multipart/digest; boundary=b\n\n--b\n$B--b--\n",
      .found = "1.1.1=base64", .anomalies = "no_blank_line encoding_other type_other",
      .strict = "no_blank_line" },
    { .name = "digest_without_blank_line_uu",
      .text = "$HContent-Type: multipart/digest; boundary=b\n\n--b\n$U--b--\n",
      .found = "1.1.1.1=uu", .anomalies = "no_blank_line uu_block", .strict = "no_blank_line" },
    { .name = "digest_after_a_blank_line_of_cr",
      .text = "$HContent-Type: multipart/digest; boundary=b\n\n--b\n\n-x y\n$U--b--\n", .eol = "\r",
      .found = "1.1.1.1=uu", .anomalies = "bare_cr no_blank_line garbage_line uu_block",
      .strict = "bare_cr" },
    { .name = NULL },
};
