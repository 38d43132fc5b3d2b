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
      .found = "1.2=base64", .anomalies = "bare_cr", .strict = "bare_cr", .eol = "\r\r\n" },
    { .name = "lines_cr_cr_lf_in_header",
      .text = "$HContent-Type: multipart/mixed;\r\n boundary=b\r\nX: y\n\n--b\r\n" TEXT "--b\r\n"
      TNEF "--b--\r\n",
      .found = "1.2=base64", .anomalies = "bare_cr", .strict = "bare_cr" },
    { .name = "blank_line_of_cr_in_header", /* most readers see no line end in it */
      .text = "$HX: a\r\rContent-Type: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "bare_cr", .strict = "bare_cr" },
    { .name = "blank_line_of_cr_in_first_line",
      .text = "X: a\r\r$HContent-Type: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "bare_cr", .strict = "bare_cr" },
    { .name = "blank_line_of_cr_in_part",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nX: a\r\rContent-Type: "
      "multipart/mixed; boundary=c\n\n--c\n" TNEF "--c--\n--b--\n",
      .found = "1.1.1=base64", .anomalies = "bare_cr", .strict = "bare_cr" },
    { .name = "lines_cr_uu",
      .text = "$H\nhello\n\n$Ubye\n",
      .found = "1.1=uu", .anomalies = "bare_cr uu_block", .strict = "bare_cr", .eol = "\r" },
    { .name = "lines_cr_message",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
      "$HContent-Type: multipart/mixed; boundary=c\n\n--c\n" TEXT "--c\n" TNEF "--c--\n--b--\n",
      .found = "1.1.1.2=base64", .anomalies = "bare_cr", .strict = "bare_cr", .eol = "\r" },
    { .name = "lines_cr_lf_cr_boundary",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n" TEXT "\r--b\r" TNEF
      "\r--b--\r",
      .found = "1.2=base64", .anomalies = "bare_cr", .strict = "bare_cr" },

    /* ---- names of fields ---- */
    { .name = "mark_before_first_field", /* of UTF-8 */
      .text = "\xEF\xBB\xBF" "Content-Type: multipart/mixed; boundary=b\n$H\n" PARTS,
      .found = "1.2=base64", .anomalies = "garbage_line", .strict = "garbage_line" },
    { .name = "mark_before_later_field", /* a server added a field before it */
      .text = "Received: x\n\xEF\xBB\xBF" "Content-Type: multipart/mixed; boundary=b\n$H\n" PARTS,
      .found = "1.2=base64", .anomalies = "garbage_line", .strict = "garbage_line" },
    { .name = "mark_before_field_of_part", /* it is not the beginning of a file */
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n" TEXT
      "--b\n\xEF\xBB\xBF" TNEF "--b--\n",
      .found = "1.2=base64", .anomalies = "garbage_line type_other", .strict = "garbage_line" },
    { .name = "nul_in_name_of_field",
      .text = "$HContent$0-Type: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "nul", .strict = "nul" },
    { .name = "control_in_name_of_field",
      .text = "$HContent-Type\f: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "space_colon", .strict = "space_colon" },

    /* ---- boundaries that a line in the hold just has room for ---- */
    { .name = "boundary_of_1016", /* as much as is compared */
      .text = "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n" TEXT "--$b\n" TNEF "--$b--\n",
      .found = "1.2=base64", .anomalies = "boundary_long boundary_cut", .strict = "boundary_long",
      .n = 1016u },
    { .name = "boundary_of_1017",
      .text = "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n" TEXT "--$b\n" TNEF "--$b--\n",
      .found = "1.2=base64", .anomalies = "boundary_long boundary_cut", .strict = "boundary_long",
      .n = 1017u },
    { .name = "boundary_of_1018",
      .text = "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n" TEXT "--$b\n" TNEF "--$b--\n",
      .found = "1.2=base64", .anomalies = "boundary_long boundary_cut", .strict = "boundary_long",
      .n = 1018u },
    { .name = "boundary_of_1020",
      .text = "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n" TEXT "--$b\n" TNEF "--$b--\n",
      .found = "1.2=base64", .anomalies = "boundary_long boundary_cut", .strict = "boundary_long",
      .n = 1020u },

    /* ---- types ---- */
    { .name = "type_behind_form_feed",
      .text = "$HContent-Type:\f\vmultipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "folded_type", .strict = "folded_type" },
    { .name = "type_in_quotes",
      .text = "$HContent-Type: \"multipart/mixed\"; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "type_without_subtype",
      .text = "$HContent-Type: multipart; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "type_message_without_subtype",
      .text = "$HContent-Type: message\n\n$HContent-Type: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.1.2=base64", .anomalies = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "type_message_news",
      .text = "$HContent-Type: message/news\n\n$HContent-Type: multipart/mixed; boundary=b\n\n"
      PARTS,
      .found = "1.1.2=base64", .anomalies = "", .strict = "" },
    { .name = "type_with_comma",
      .text = "$HContent-Type: multipart/mixed, boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "type_without_semicolon",
      .text = "$HContent-Type: multipart/mixed boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "type_behind_open_comment",
      .text = "$HContent-Type: multipart/mixed(; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "", .strict = "" },
    { .name = "type_on_next_line_without_blank",
      .text = "$HContent-Type: multipart/mixed;\nboundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "garbage_line no_boundary", .strict = "garbage_line" },
    { .name = "type_that_is_claimed_over_multipart",
      .text = "$HContent-Type: multipart/mixed; boundary=z\n" TNEF,
      .found = "1.0=identity",
      .anomalies = "duplicate_type no_end preamble encoding_composite type_other",
      .strict = "duplicate_type" },
    { .name = "type_that_is_claimed_over_message",
      .text = "$HContent-Type: message/rfc822\n" TNEF,
      .found = "1.1=identity",
      .anomalies = "no_blank_line duplicate_type encoding_composite type_other",
      .strict = "duplicate_type" },

    /* ---- boundaries ---- */
    { .name = "boundary_in_word",       /* RFC 2047; some decode it everywhere */
      .text = "$HContent-Type: multipart/mixed; boundary=\"=?us-ascii?Q?b?=\"\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "duplicate_parameter",
      .strict = "duplicate_parameter" },
    { .name = "boundary_that_looks_like_a_word",
      .text = "$HContent-Type: multipart/mixed; boundary=\"=?us-ascii?Q?b?=\"\n\n"
      "--=?us-ascii?Q?b?=\n" TEXT "--=?us-ascii?Q?b?=\n" TNEF "--=?us-ascii?Q?b?=--\n",
      .found = "1.2=base64", .anomalies = "duplicate_parameter",
      .strict = "duplicate_parameter" },
    { .name = "boundary_with_backslash_read",
      .text = "$HContent-Type: multipart/mixed; boundary=\"a\\b\"\n\n--ab\n" TEXT "--ab\n" TNEF
      "--ab--\n",
      .found = "1.2=base64", .anomalies = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "boundary_with_backslash_kept",
      .text = "$HContent-Type: multipart/mixed; boundary=\"a\\b\"\n\n--a\\b\n" TEXT "--a\\b\n" TNEF
      "--a\\b--\n",
      .found = "1.2=base64", .anomalies = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "boundary_is_the_last_of_many",
      .text = "$HContent-Type: multipart/mixed; boundary=1; boundary=2; boundary=3; boundary=4; "
      "boundary=5; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "duplicate_parameter boundary_cut",
      .strict = "duplicate_parameter" },
    { .name = "boundary_is_the_first_of_many",
      .text = "$HContent-Type: multipart/mixed; boundary=b; boundary=2; boundary=3; boundary=4; "
      "boundary=5; boundary=6\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "duplicate_parameter boundary_cut",
      .strict = "duplicate_parameter" },
    { .name = "boundary_is_behind_what_is_kept",
      .text = "$HContent-Type: multipart/mixed; boundary=z; x=$b; boundary=b\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "line_limit", .strict = "line_limit", .n = 20000 },
    { .name = "boundary_that_ends_at_escaped_quote",
      .text = "$HContent-Type: multipart/mixed; boundary=\"b\\\"; x=y\"\n\n--b\\\n" TEXT
      "--b\\\n" TNEF "--b\\--\n",
      .found = "1.2=base64", .anomalies = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "boundary_with_escaped_quote",
      .text = "$HContent-Type: multipart/mixed; boundary=\"a\\\"b\"\n\n--a\"b\n" TEXT "--a\"b\n"
      TNEF "--a\"b--\n",
      .found = "1.2=base64", .anomalies = "parameter_syntax", .strict = "parameter_syntax" },
    { .name = "boundary_in_header_of_part",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nX: y\n--b\n" TNEF "--b--\n",
      .found = "1.2=base64", .anomalies = "header_end", .strict = "header_end" },

    /* ---- encodings ---- */
    { .name = "base64_behind_mark",
      .text = "$H" "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
      "\xEF\xBB\xBF\n$B",
      .found = "1=base64", .anomalies = "base64_junk", .strict = "base64_junk" },
    { .name = "base64_behind_blank_lines",
      .text = "$H" "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
      "\n\n \n\n$B",
      .found = "1=base64", .anomalies = "base64_blanks", .strict = "" },
    { .name = "base64_behind_padding",
      .text = "$H" "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
      "====\n$B",
      .found = "1=base64", .anomalies = "base64_padding", .strict = "base64_padding" },
    { .name = "encoding_in_quotes",
      .text = "$H" "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: \"base64\"\n\n$B",
      .found = "1=base64", .anomalies = "encoding_unknown encoding_other",
      .strict = "encoding_unknown" },
    { .name = "qp_behind_soft_break",
      .text = "$H" "Content-Type: application/ms-tnef\n"
      "Content-Transfer-Encoding: quoted-printable\n\n=\n=\n$Q",
      .found = "1=qp", .anomalies = "", .strict = "" },
    { .name = "uu_in_qp",
      .text = "$HContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n"
      "hello\nbegin=20644 winmail.dat\n$$>)\\^(@$$\n`\nend\n",
      .found = "1.1=uu", .anomalies = "uu_block", .strict = "uu_block" },
    { .name = "uu_in_base64",
      .text = "$HContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
      "aGVsbG8KYmVnaW4gNjQ0IHdpbm1haWwuZGF0CiQ+KVxeKEAkCmAKZW5kCg==\n",
      .found = "1.1=uu", .anomalies = "uu_block", .strict = "uu_block" },

    { .name = "uu_twice_in_base64",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n"
      "Content-Transfer-Encoding: base64\n\n$E--b\n" TNEF "--b--\n",
      .found = "1.1.1=uu 1.1.2=uu 1.2=base64", .anomalies = "uu_block", .strict = "uu_block",
      .inner = 4 },
    { .name = "uu_twice_in_qp",
      .text = "$HContent-Transfer-Encoding: quoted-printable\n\n$E",
      .found = "1.1=uu 1.2=uu", .anomalies = "uu_block", .strict = "uu_block", .inner = 5 },

    /* ---- ends with junk, after which a field makes them one though a stream is open ---- */
    { .name = "end_with_junk_behind_stream",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n" TNEF "--b-- x\nTo: y\n--b\n"
      TNEF "--b--\n",
      .found = "1.1=base64 1.2=base64", .anomalies = "boundary_junk after_end",
      .strict = "boundary_junk" },
    { .name = "stream_behind_end_with_junk",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
      "application/ms-tnef\nContent-Transfer-Encoding: base64\n\neJ8+IgEQ\n--b-- x\neJ8+IgEQ:\n",
      .found = "1.1=base64 1.2=base64",
      .anomalies = "boundary_junk epilogue encoding_other type_other base64_junk",
      .strict = "boundary_junk" },

    /* ---- boundaries in another form than declared ---- */
    { .name = "boundary_other_case",
      .text = "$HContent-Type: multipart/mixed; boundary=B\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "boundary_other", .strict = "boundary_other" },
    { .name = "boundary_other_word",
      .text = "$HContent-Type: multipart/mixed; boundary=c\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "boundary_other", .strict = "boundary_other" },
    { .name = "boundary_declared_with_dashes",
      .text = "$HContent-Type: multipart/mixed; boundary=\"--b\"\n\n" PARTS,
      .found = "1.2=base64", .anomalies = "boundary_other", .strict = "boundary_other" },
    { .name = "boundary_with_more_dashes",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n----b\n" TEXT "----b\n" TNEF "----b--\n",
      .found = "1.2=base64", .anomalies = "boundary_other", .strict = "boundary_other" },
    { .name = "boundary_indented",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n  --b\n" TEXT "  --b\n" TNEF "  --b--\n",
      .found = "1.2=base64", .anomalies = "boundary_other", .strict = "boundary_other" },
    { .name = "boundary_indented_by_tab",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n\t--b \n" TNEF "\t--b--\n",
      .found = "1.1=base64", .anomalies = "boundary_other", .strict = "boundary_other" },
    { .name = "boundary_with_tab_for_a_fold",
      .text = "$HContent-Type: multipart/mixed; boundary=\"a\n b\"\n\n--a\tb\n" TNEF "--a\tb--\n",
      .found = "1.1=base64", .anomalies = "boundary_other", .strict = "boundary_other" },
    { .name = "boundary_other_in_inner",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; "
      "boundary=C\n\n--c\n" TNEF "--c--\n--b\n" TNEF "--b--\n",
      .found = "1.1.1=base64 1.2=base64", .anomalies = "boundary_other", .strict = "boundary_other" },
    { .name = "boundary_other_then_declared",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--c\n" TNEF "--b\n" TNEF "--b--\n",
      .found = "1.1=base64 1.2=base64", .anomalies = "boundary_other", .strict = "boundary_other" },
    { .name = "boundary_other_needs_field_of_part",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--c\nTo: x\n\n--c\n\n--c\nContent-Type x:\n"
      " -- \n --b\nhello\n" PARTS,
      .found = "1.2=base64", .anomalies = "", .strict = "" },
    { .name = "boundary_other_is_none_before_uu", /* the line that was looked at begins a block */
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--c\n$U--b\n" TEXT "--b--\n",
      .found = "1.0.1=uu", .anomalies = "preamble uu_block", .strict = "-" },
    { .name = "boundary_other_is_none_before_text",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\nhello\n--c\neJ8+IgEQ\n--b\n" TEXT "--b--\n",
      .found = "1.0.1=uu", .anomalies = "preamble stream_in_text", .strict = "-" },
    { .name = "boundary_with_junk_between_blocks", /* the line that was looked at begins the second */
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n\n$U\nbye\n--b x\n$U--b--\n",
      .found = "1.1.1=uu 1.1.2=uu", .anomalies = "boundary_junk uu_block", .strict = "uu_block" },
    { .name = "boundary_other_only_before_parts",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n" TEXT "--c\n" TNEF "--b--\n",
      .found = "1.1.1=uu", .anomalies = "stream_in_text", .strict = "stream_in_text" },

    /* ---- base64 of a stream in text ---- */
    { .name = "text_with_source_of_mail",
      .text = "$HContent-Type: text/plain\n\nYour mail was not delivered.\n\n" TNEF "\nRegards\n",
      .found = "1.1=uu", .anomalies = "stream_in_text", .strict = "stream_in_text" },
    { .name = "text_with_base64_alone",
      .text = "$HContent-Type: text/plain\n\nhello\n$B",
      .found = "1.1=uu", .anomalies = "stream_in_text", .strict = "stream_in_text" },
    { .name = "text_with_base64_twice",
      .text = "$HContent-Type: text/plain\n\nhello\n\n$B\nand\n$B\nbye!\n",
      .found = "1.1=uu 1.2=uu", .anomalies = "stream_in_text", .strict = "stream_in_text" },
    { .name = "text_with_base64_after_uu",
      .text = "$HContent-Type: text/plain\n\n$U\nand\n$B\n$U",
      .found = "1.1=uu 1.2=uu 1.3=uu", .anomalies = "uu_block stream_in_text", .strict = "uu_block" },
    { .name = "qp_with_base64_in_it",
      .text = "$HContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nhello\n"
      "eJ8+=49gEQ\n\nbye\n",
      .found = "1.1=uu", .anomalies = "stream_in_text", .strict = "stream_in_text" },
    { .name = "text_of_half_a_group",     /* both readers end in it: one stream, not two */
      .text = "$HContent-Type: text/plain\n\neJ8+IgE :\n",
      .found = "1=base64", .anomalies = "encoding_other type_other base64_junk base64_end base64_blanks",
      .strict = "encoding_other" },
    { .name = "text_behind_few_letters",  /* the reader of base64 is undecided, and stands elsewhere */
      .text = "$HContent-Type: text/plain\n\nHi\n\neJ8+IgEQ\n",
      .found = "1.1=uu", .anomalies = "stream_in_text", .strict = "stream_in_text" },
    { .name = "text_behind_half_a_signature",
      .text = "$HContent-Type: text/plain\n\neJ8\n\neJ8+IgEQ\n",
      .found = "1.1=uu", .anomalies = "stream_in_text", .strict = "stream_in_text" },
    { .name = "text_behind_begin_in_prose",
      .text = "$HContent-Type: text/plain\n\nbegin 2007 was cold\n\neJ8+IgEQ\n\nend\n",
      .found = "1.1=uu", .anomalies = "uu_no_end stream_in_text", .strict = "stream_in_text" },
    { .name = "text_behind_block_that_was_cut",
      .text = "$HContent-Type: text/plain\n\nbegin 644 a.jpg\n#0V%T\n$B",
      .found = "1.1=uu", .anomalies = "uu_no_end stream_in_text", .strict = "stream_in_text" },
    { .name = "text_behind_text_that_is_not_one",
      .text = "$HContent-Type: text/plain\n\nhello\neJ8+I\neJ8+IgEQ\n",
      .found = "1.1=uu", .anomalies = "stream_in_text", .strict = "stream_in_text" },
    { .name = "text_in_begin_base64_is_data",
      .text = "$HContent-Type: text/plain\n\nbegin-base64 644 a\nQ2F0\neJ8+IgEQ\n====\n",
      .found = "", .anomalies = "", .strict = "" },
    { .name = "text_with_base64_not_at_line",
      .text = "$HContent-Type: text/plain\n\nhello\n> eJ8+IgEQ\n eJ8+IgEQ\neJ8+\nIgEQ\neJ8-IgEQ\n",
      .found = "", .anomalies = "", .strict = "" },
    { .name = "preamble_with_base64_in_text",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\nhello\n$B\n--b\n" TEXT "--b--\n",
      .found = "1.0.1=uu", .anomalies = "preamble stream_in_text", .strict = "-" },
    { .name = "header_after_blank_line",
      .text = "$H\nContent-Type: multipart/mixed; boundary=b\n\n" PARTS,
      .found = "1.1=uu", .anomalies = "stream_in_text", .strict = "stream_in_text" },

    /* ---- what stands before a stream, or around it ---- */
    { .name = "base64_twice",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n" TEXT "--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
      "ZUo4K0lnRVEK\n--b--\n",
      .found = "1.2.1=uu", .anomalies = "base64_twice", .strict = "base64_twice" },
    { .name = "base64_twice_must_be_declared", /* or a few characters would hide what follows */
      .text = "$HContent-Type: application/octet-stream\n\nZUo4K0lnRVEK\n$U",
      .found = "1.1=uu", .anomalies = "uu_block", .strict = "uu_block" },
    { .name = "base64_three_times_is_not_read",
      .text = "$HContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n"
      "WlVvNEswbG5SVkVL\n",
      .found = "", .anomalies = "", .strict = "" },
    { .name = "apple_head",
      .text = "$HContent-Type: application/applefile; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n"
      "AAUWAAACAAAAAAAAAAAAAAAAAAAAAAAAAAEAAAABAAAAJgAAAAZ4nz4iARA=\n",
      .found = "1=base64", .anomalies = "apple_head", .strict = "apple_head" },
    { .name = "apple_head_in_qp",
      .text = "$HContent-Type: application/applefile\nContent-Transfer-Encoding: quoted-printable\n\n"
      "=00=05=16=07=00=02=00=00=00=00=00=00=00=00=00=00=00=00=00=00=00=00=00=00=\n"
      "=00=01=00=00=00=01=00=00=00=26=00=00=00=06x=9F>\"=01=10\n",
      .found = "1=qp", .anomalies = "type_other apple_head", .strict = "apple_head" },

    /* ---- mail as a file: $E is a mail with TNEF as its second part ---- */
    { .name = "mail_as_file",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n" TEXT "--b\n"
      "Content-Type: application/octet-stream; name=a.eml\n\n$HContent-Type: multipart/mixed; "
      "boundary=c\n\n--c\n" TEXT "--c\n" TNEF "--c--\n--b\n" TNEF "--b--\n",
      .found = "1.2.1.2=base64 1.3=base64", .anomalies = "mail_as_file", .strict = "mail_as_file" },
    { .name = "mail_as_file_in_base64",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream\n"
      "Content-Transfer-Encoding: base64\n\n$E--b\n" TNEF "--b--\n",
      .found = "1.1.1.2=base64 1.2=base64", .anomalies = "mail_as_file", .strict = "mail_as_file",
      .inner = 1 },
    { .name = "mail_as_file_in_qp",
      .text = "$HContent-Type: application/x-unknown\nContent-Transfer-Encoding: quoted-printable\n\n$E",
      .found = "1.1.2=base64", .anomalies = "mail_as_file", .strict = "mail_as_file", .inner = 2 },
    { .name = "mail_as_file_must_be_declared", /* the same: VG86 is base64 of "To:" */
      .text = "$HContent-Type: application/octet-stream\n\nVG86\n\n$U",
      .found = "1.1=uu", .anomalies = "uu_block", .strict = "uu_block" },
    { .name = "mail_as_file_behind_from_line",
      .text = "$HContent-Type: application/mbox\n\nFrom a@b Mon Nov 30 08:26:00 2026\n$H" TNEF,
      .found = "1.1=base64", .anomalies = "from_line mail_as_file", .strict = "mail_as_file" },
    { .name = "mail_as_file_behind_blank_lines",
      .text = "$HContent-Type: application/octet-stream\n\n\n\n$H" TNEF,
      .found = "1.1=base64", .anomalies = "leading_blank mail_as_file", .strict = "mail_as_file" },
    { .name = "mail_as_file_cut_by_boundary",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream\n\n"
      "Subject: x\nTo: y\n--b\n" TNEF "--b--\n",
      .found = "1.2=base64", .anomalies = "header_end", .strict = "" },
    { .name = "mail_as_file_without_stream", /* such as a patch: nothing odd */
      .text = "$HContent-Type: application/octet-stream\n\nFrom 12 Mon Sep 17 00:00:00 2001\nSubject: x\n"
      "no field\n\n--- a\n+++ b\n",
      .found = "", .anomalies = "garbage_line from_line", .strict = "" },
    { .name = "mail_as_file_shown_by_end", /* "Subject:" without padding, of which the last byte comes then */
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream\n"
      "Content-Transfer-Encoding: base64\n\nU3ViamVjdDo\n--b\n" TNEF "--b--\n",
      .found = "1.2=base64", .anomalies = "header_end", .strict = "" },
    { .name = "mail_in_text_is_text",
      .text = "$HContent-Type: text/plain\n\nSubject: x\nFrom: y\n\nhello\n",
      .found = "", .anomalies = "", .strict = "" },
    { .name = "mail_in_report_is_no_file",
      .text = "$HContent-Type: message/delivery-status\n\nSubject: x\nFrom: y\n\nhello\n",
      .found = "", .anomalies = "", .strict = "" },
    { .name = "mail_as_file_needs_field",
      .text = "$HContent-Type: application/octet-stream\n\nX-Note: x\nSubject: y\n\nhello\n",
      .found = "", .anomalies = "", .strict = "" },

    { .name = "mail_as_file_behind_other_fields",
      .text = "$HContent-Type: application/octet-stream\n\nX-Note: a\n b\nX_Other.2: c\n$H" TNEF,
      .found = "1.1=base64", .anomalies = "mail_as_file", .strict = "mail_as_file" },
    { .name = "mail_as_file_of_letters", /* no field that only mail has */
      .text = "$HContent-Type: application/octet-stream\n\nX-Note: a\nFrom: b\nTo: c\nSubject: d\n" TNEF,
      .found = "1.1=base64", .anomalies = "mail_as_file", .strict = "mail_as_file" },
    { .name = "mail_as_file_behind_two_from_lines",
      .text = "$HContent-Type: application/mbox\n\nFrom a@b Mon Nov 30 08:26:00 2026\n"
      "From c@d Mon Nov 30 08:26:00 2026\n$H" TNEF,
      .found = "1.1=base64", .anomalies = "garbage_line from_line mail_as_file", .strict = "mail_as_file" },
    { .name = "mail_as_file_behind_quoted_from_line",
      .text = "$HContent-Type: application/mbox\n\n>From a@b Mon Nov 30 08:26:00 2026\n$H" TNEF,
      .found = "1.1=base64", .anomalies = "from_line mail_as_file", .strict = "mail_as_file" },
    { .name = "mail_as_file_of_apple", /* .emlx */
      .text = "$HContent-Type: application/octet-stream\n\n1234      \n$H" TNEF,
      .found = "1.1=base64", .anomalies = "garbage_line mail_as_file", .strict = "mail_as_file" },
    { .name = "ticket_is_no_mail", /* nor is what a server answers: it would be odd for a mail */
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/x-yaml\n\n"
      "id: 7\nfrom: a\nto: b\nno field\n\n--b\nContent-Type: application/http\n\n"
      "Server: a\nDate: b\nContent-Type: c\nno field\n\n--b\n" TNEF "--b--\n",
      .found = "1.3=base64", .anomalies = "", .strict = "" },

    /* ---- blocks in blocks, and streams after streams ---- */
    { .name = "begin_base64_in_empty_block",
      .text = "$HContent-Type: text/plain\n\nbegin 644 x\nbegin-base64 644 y\n&>)\\^(@(0\n`\nend\n",
      .found = "1.1=uu", .anomalies = "uu_no_end uu_block", .strict = "uu_block" },
    { .name = "begin_in_capitals_behind_prose",
      .text = "$HContent-Type: text/plain\n\nbegin 2007 was cold\nBEGIN 644 y\n&>)\\^(@(0\n`\nend\n",
      .found = "1.1=uu", .anomalies = "uu_no_end uu_block", .strict = "uu_block" },
    { .name = "begin_base64_in_prose",
      .text = "$HContent-Type: text/plain\n\nbegin 2007 was cold\nbegin-base64 was warm\n$B",
      .found = "1.1=uu", .anomalies = "uu_bad uu_no_end stream_in_text", .strict = "stream_in_text" },
    { .name = "stream_in_text_behind_padded_one",
      .text = "$HContent-Type: text/plain\n\nhello\n$B$B",
      .found = "1.1=uu 1.2=uu", .anomalies = "stream_in_text", .strict = "stream_in_text" },
    { .name = "stream_in_text_behind_padded_one_that_is_none",
      .text = "$HContent-Type: text/plain\n\nhello\neJ8+IA==\n$B",
      .found = "1.1=uu", .anomalies = "stream_in_text", .strict = "stream_in_text" },

    /* ---- places ---- */
    { .name = "parts_behind_end_of_outer",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b--\nContent-Type: "
      "multipart/mixed; boundary=c\n\n--b\n" TNEF,
      .found = "1.2=base64", .anomalies = "no_end no_inner_end after_end", .strict = "after_end" },
    { .name = "stream_behind_long_preamble",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n$b\n$b\n$b\n-$b\n" PARTS,
      .found = "1.2=base64", .anomalies = "", .strict = "", .n = 5000 },
    { .name = NULL },
};
