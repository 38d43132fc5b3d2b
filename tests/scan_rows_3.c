/* SPDX-License-Identifier: MIT */

/* Tricks: mail in which some reader finds winmail.dat, made so that a scanner does not. Written
 * down as in scan_rows_1.c. */

#include "scan_cases.h"

#include <stddef.h>

#define TEXT "Content-Type: text/plain\n\nhello\n"
#define TNEF \
    "Content-Type: application/ms-tnef; name=winmail.dat\n" \
    "Content-Transfer-Encoding: base64\n\n$B"
#define PARTS "--b\n" TEXT "--b\n" TNEF "--b--\n"

const struct scan_case scan_cases_3[] = {
    /* ---- line ends ---- */
    { .name = "lines_cr_cr_lf",         /* text mode, twice */
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "bare_cr", .strict = "bare_cr", .eol = "\r\r\n" },
    { .name = "lines_cr_cr_lf_in_header",
      .text = "$HContent-Type: multipart/mixed;\r\n boundary=b\r\nX: y\n\n--b\r\n" TEXT "--b\r\n"
      TNEF "--b--\r\n",
      .found = "1.2=base64", .findings = "bare_cr", .strict = "bare_cr" },
    { .name = "blank_line_of_cr_in_header", /* most readers see no line end in it */
      .text = "$HX: a\r\rContent-Type: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "bare_cr", .strict = "bare_cr" },
    { .name = "blank_line_of_cr_in_first_line",
      .text = "X: a\r\r$HContent-Type: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "bare_cr", .strict = "bare_cr" },
    { .name = "blank_line_of_cr_in_part",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nX: a\r\rContent-Type: "
      "multipart/mixed; boundary=c\n\n--c\n" TNEF "--c--\n--b--\n",
      .found = "1.1.1=base64", .findings = "bare_cr", .strict = "bare_cr" },
    { .name = "lines_cr_uu",
      .text = "$H\nhello\n\n$Ubye\n",
      .found = "1.1=uu", .findings = "bare_cr uu_block", .strict = "bare_cr", .eol = "\r" },
    { .name = "lines_cr_message",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
      "$HContent-Type: multipart/mixed; boundary=c\n\n--c\n" TEXT "--c\n" TNEF "--c--\n--b--\n",
      .found = "1.1.1.2=base64", .findings = "bare_cr", .strict = "bare_cr", .eol = "\r" },
    { .name = "lines_cr_lf_cr_boundary",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n" TEXT "\r--b\r" TNEF
      "\r--b--\r",
      .found = "1.2=base64", .findings = "bare_cr", .strict = "bare_cr" },

    /* ---- names of fields ---- */
    { .name = "mark_before_first_field", /* of UTF-8 */
      .text = "\xEF\xBB\xBF" "Content-Type: multipart/mixed; boundary=b\n$H\n" PARTS,
      .found = "1.2=base64", .findings = "garbage_line", .strict = "garbage_line" },
    { .name = "nul_in_name_of_field",
      .text = "$HContent$0-Type: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "nul", .strict = "nul" },
    { .name = "control_in_name_of_field",
      .text = "$HContent-Type\f: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "space_colon", .strict = "space_colon" },

    /* ---- types ---- */
    { .name = "type_behind_form_feed",
      .text = "$HContent-Type:\f\vmultipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "folded_type", .strict = "folded_type" },
    { .name = "type_in_quotes",
      .text = "$HContent-Type: \"multipart/mixed\"; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "type_without_subtype",
      .text = "$HContent-Type: multipart; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "type_message_without_subtype",
      .text = "$HContent-Type: message\n\n$HContent-Type: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.1.2=base64", .findings = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "type_message_news",
      .text = "$HContent-Type: message/news\n\n$HContent-Type: multipart/mixed; boundary=b\n\n"
      PARTS,
      .found = "1.1.2=base64", .findings = "", .strict = "" },
    { .name = "type_with_comma",
      .text = "$HContent-Type: multipart/mixed, boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "type_without_semicolon",
      .text = "$HContent-Type: multipart/mixed boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "type_behind_open_comment",
      .text = "$HContent-Type: multipart/mixed(; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "", .strict = "" },
    { .name = "type_on_next_line_without_blank",
      .text = "$HContent-Type: multipart/mixed;\nboundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "garbage_line no_boundary", .strict = "garbage_line" },
    { .name = "type_that_is_claimed_over_multipart",
      .text = "$HContent-Type: multipart/mixed; boundary=z\n" TNEF,
      .found = "1.0=identity",
      .findings = "duplicate_type no_end preamble encoding_composite type_other",
      .strict = "duplicate_type" },
    { .name = "type_that_is_claimed_over_message",
      .text = "$HContent-Type: message/rfc822\n" TNEF,
      .found = "1.1=identity",
      .findings = "no_blank_line duplicate_type encoding_composite type_other",
      .strict = "duplicate_type" },

    /* ---- boundaries ---- */
    { .name = "boundary_in_word",       /* RFC 2047; some decode it everywhere */
      .text = "$HContent-Type: multipart/mixed; boundary=\"=?us-ascii?Q?b?=\"\n\n" PARTS,
      .found = "1.2=base64", .findings = "duplicate_parameter",
      .strict = "duplicate_parameter" },
    { .name = "boundary_that_looks_like_a_word",
      .text = "$HContent-Type: multipart/mixed; boundary=\"=?us-ascii?Q?b?=\"\n\n"
      "--=?us-ascii?Q?b?=\n" TEXT "--=?us-ascii?Q?b?=\n" TNEF "--=?us-ascii?Q?b?=--\n",
      .found = "1.2=base64", .findings = "duplicate_parameter",
      .strict = "duplicate_parameter" },
    { .name = "boundary_with_backslash_read",
      .text = "$HContent-Type: multipart/mixed; boundary=\"a\\b\"\n\n--ab\n" TEXT "--ab\n" TNEF
      "--ab--\n",
      .found = "1.2=base64", .findings = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "boundary_with_backslash_kept",
      .text = "$HContent-Type: multipart/mixed; boundary=\"a\\b\"\n\n--a\\b\n" TEXT "--a\\b\n" TNEF
      "--a\\b--\n",
      .found = "1.2=base64", .findings = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "boundary_is_the_last_of_many",
      .text = "$HContent-Type: multipart/mixed; boundary=1; boundary=2; boundary=3; boundary=4; "
      "boundary=5; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "duplicate_parameter boundary_cut",
      .strict = "duplicate_parameter" },
    { .name = "boundary_is_the_first_of_many",
      .text = "$HContent-Type: multipart/mixed; boundary=b; boundary=2; boundary=3; boundary=4; "
      "boundary=5; boundary=6\n\n" PARTS,
      .found = "1.2=base64", .findings = "duplicate_parameter boundary_cut",
      .strict = "duplicate_parameter" },
    { .name = "boundary_is_behind_what_is_kept",
      .text = "$HContent-Type: multipart/mixed; boundary=z; x=$b; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .findings = "line_limit", .strict = "line_limit", .n = 20000 },
    { .name = "boundary_that_ends_at_escaped_quote",
      .text = "$HContent-Type: multipart/mixed; boundary=\"b\\\"; x=y\"\n\n--b\\\n" TEXT
      "--b\\\n" TNEF "--b\\--\n",
      .found = "1.2=base64", .findings = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "boundary_with_escaped_quote",
      .text = "$HContent-Type: multipart/mixed; boundary=\"a\\\"b\"\n\n--a\"b\n" TEXT "--a\"b\n"
      TNEF "--a\"b--\n",
      .found = "1.2=base64", .findings = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "boundary_in_header_of_part",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nX: y\n--b\n" TNEF "--b--\n",
      .found = "1.2=base64", .findings = "header_end", .strict = "header_end" },

    /* ---- encodings ---- */
    { .name = "base64_behind_mark",
      .text = "$H" "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
      "\xEF\xBB\xBF\n$B",
      .found = "1=base64", .findings = "base64_junk", .strict = "base64_junk" },
    { .name = "base64_behind_blank_lines",
      .text = "$H" "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
      "\n\n \n\n$B",
      .found = "1=base64", .findings = "base64_blanks", .strict = "" },
    { .name = "base64_behind_padding",
      .text = "$H" "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
      "====\n$B",
      .found = "1=base64", .findings = "base64_padding", .strict = "base64_padding" },
    { .name = "encoding_in_quotes",
      .text = "$H" "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: \"base64\"\n\n$B",
      .found = "1=base64", .findings = "encoding_unknown encoding_other",
      .strict = "encoding_unknown" },
    { .name = "qp_behind_soft_break",
      .text = "$H" "Content-Type: application/ms-tnef\n"
      "Content-Transfer-Encoding: quoted-printable\n\n=\n=\n$Q",
      .found = "1=qp", .findings = "", .strict = "" },
    { .name = "uu_in_qp",
      .text = "$HContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n"
      "hello\nbegin=20644 winmail.dat\n$$>)\\^(@$$\n`\nend\n",
      .found = "1.1=uu", .findings = "uu_block", .strict = "uu_block" },
    { .name = "uu_in_base64",
      .text = "$HContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
      "aGVsbG8KYmVnaW4gNjQ0IHdpbm1haWwuZGF0CiQ+KVxeKEAkCmAKZW5kCg==\n",
      .found = "1.1=uu", .findings = "uu_block", .strict = "uu_block" },

    { .name = "uu_twice_in_base64",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n"
      "Content-Transfer-Encoding: base64\n\n$E--b\n" TNEF "--b--\n",
      .found = "1.1.1=uu 1.1.2=uu 1.2=base64", .findings = "uu_block", .strict = "uu_block",
      .inner = 4 },
    { .name = "uu_twice_in_qp",
      .text = "$HContent-Transfer-Encoding: quoted-printable\n\n$E",
      .found = "1.1=uu 1.2=uu", .findings = "uu_block", .strict = "uu_block", .inner = 5 },

    /* ---- ends with junk, behind which a field makes them one though a stream is open ---- */
    { .name = "end_with_junk_behind_stream",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n" TNEF "--b-- x\nTo: y\n--b\n"
      TNEF "--b--\n",
      .found = "1.1=base64 1.2=base64", .findings = "boundary_junk after_end",
      .strict = "boundary_junk" },
    { .name = "stream_behind_end_with_junk",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
      "application/ms-tnef\nContent-Transfer-Encoding: base64\n\neJ8+IgEQ\n--b-- x\neJ8+IgEQ:\n",
      .found = "1.1=base64 1.2=base64",
      .findings = "boundary_junk epilogue encoding_other type_other base64_junk",
      .strict = "boundary_junk" },

    /* ---- places ---- */
    { .name = "parts_behind_end_of_outer",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b--\nContent-Type: "
      "multipart/mixed; boundary=c\n\n--b\n" TNEF,
      .found = "1.1=base64", .findings = "no_end after_end", .strict = "after_end" },
    { .name = "stream_behind_long_preamble",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n$b\n$b\n$b\n-$b\n" PARTS,
      .found = "1.2=base64", .findings = "", .strict = "", .n = 5000 },
    { .name = NULL },
};
