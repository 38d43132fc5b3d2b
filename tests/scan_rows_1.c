/* SPDX-License-Identifier: MIT */

/* Malformed mail, each with a small TNEF stream inside: what FIND finds, what it says about it, and
 * for which anomaly STRICT refuses it ("": it finds
 * the same; "-": nothing, since it does not look there). */

#include "scan_cases.h"

#include <stddef.h>

const struct scan_case scan_cases_1[] = {
    { .name = "lines_crlf",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "lines_lf",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "bare_lf",
      .strict = "", .eol = "\n" },
    { .name = "lines_cr",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "bare_cr",
      .strict = "bare_cr", .eol = "\r" },
    { .name = "blank_line_missing_in_part",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "no_blank_line",
      .strict = "no_blank_line" },
    { .name = "blank_line_missing_at_top",
      .text = "$HContent-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n$B",
      .found = "1=base64",
      .anomalies = "no_blank_line",
      .strict = "no_blank_line" },
    { .name = "blank_line_missing_before_junk_and_base64",
      .text = "$HContent-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\xEF\xBB\xBF!$B",
      .found = "1=base64",
      .anomalies = "no_blank_line base64_junk line_long",
      .strict = "no_blank_line" },
    { .name = "blank_line_missing_before_boundary",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "no_blank_line",
      .strict = "no_blank_line" },
    { .name = "garbage_line_in_part",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\ngarbage here\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "garbage_line",
      .strict = "garbage_line" },
    { .name = "garbage_line_between_fields",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\nno field\n"
      " folded\nContent-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "garbage_line",
      .strict = "garbage_line" },
    { .name = "garbage_line_at_top",
      .text = "garbage\n$HContent-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B",
      .found = "1=base64",
      .anomalies = "garbage_line",
      .strict = "garbage_line" },
    { .name = "space_before_colon",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type : application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding\t: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "space_colon",
      .strict = "space_colon" },
    { .name = "type_folded",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\nContent-Type: application/\n"
      " ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
      "$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "folded_type",
      .strict = "folded_type" },
    { .name = "comments_in_type",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: (a) application (b (c)) / (d) ms-tnef (e); name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "folded_type comment",
      .strict = "comment" },
    { .name = "comments_in_encoding",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: (a) base64 (b)\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "comment",
      .strict = "comment" },
    { .name = "upper_case",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "CONTENT-TYPE: APPLICATION/MS-TNEF; name=winmail.dat\n"
      "Content-Transfer-Encoding: BASE64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "mixed_case",
      .text = "$HContent-Type: MultiPart/MIXED; BoUnDaRy=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "type_twice_at_top_multipart_first",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n"
      "Content-Type: text/plain\n\n--b\nContent-Type: text/plain\n\nhello\n"
      "--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "duplicate_type",
      .strict = "duplicate_type" },
    { .name = "type_twice_at_top_multipart_last",
      .text = "$HContent-Type: text/plain\n"
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "duplicate_type",
      .strict = "duplicate_type" },
    { .name = "type_twice_in_part_tnef_first",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef\nContent-Type: text/plain\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "duplicate_type",
      .strict = "duplicate_type" },
    { .name = "type_twice_in_part_tnef_last",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\nContent-Type: text/plain\n"
      "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n"
      "\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "duplicate_type",
      .strict = "duplicate_type" },
    { .name = "encoding_twice_7bit_first",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\n"
      "$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "duplicate_encoding encoding_other",
      .strict = "duplicate_encoding" },
    { .name = "encoding_twice_base64_first",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n\n"
      "$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "duplicate_encoding",
      .strict = "duplicate_encoding" },
    { .name = "boundary_twice_right_first",
      .text = "$HContent-Type: multipart/mixed; boundary=b; boundary=other\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "duplicate_parameter",
      .strict = "duplicate_parameter" },
    { .name = "boundary_twice_right_last",
      .text = "$HContent-Type: multipart/mixed; boundary=other; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "duplicate_parameter",
      .strict = "duplicate_parameter" },
    { .name = "boundary_unquoted_with_space",
      .text = "$HContent-Type: multipart/mixed; boundary=a b\n\n--a b\n"
      "Content-Type: text/plain\n\nhello\n--a b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--a b--\n",
      .found = "1.2=base64",
      .anomalies = "parameter_syntax",
      .strict = "parameter_syntax" },
    { .name = "boundary_unquoted_cut_at_space",
      .text = "$HContent-Type: multipart/mixed; boundary=a b\n\n--a\n"
      "Content-Type: text/plain\n\nhello\n--a\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--a--\n",
      .found = "1.2=base64",
      .anomalies = "parameter_syntax",
      .strict = "parameter_syntax" },
    { .name = "boundary_quoted_with_space",
      .text = "$HContent-Type: multipart/mixed; boundary=\"a b\"\n\n--a b\n"
      "Content-Type: text/plain\n\nhello\n--a b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--a b--\n",
      .found = "1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "boundary_in_pieces",
      .text = "$HContent-Type: multipart/mixed; boundary*0=ab; boundary*1=cd\n\n"
      "--abcd\nContent-Type: text/plain\n\nhello\n--abcd\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--abcd--\n",
      .found = "1.2=base64",
      .anomalies = "parameter_pieces",
      .strict = "parameter_pieces" },
    { .name = "boundary_in_pieces_out_of_order",
      .text = "$HContent-Type: multipart/mixed; boundary*1*=%20cd; boundary*0*=us-ascii''ab\n"
      "\n--ab cd\nContent-Type: text/plain\n\nhello\n--ab cd\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--ab cd--\n",
      .found = "1.2=base64",
      .anomalies = "parameter_pieces",
      .strict = "parameter_pieces" },
    { .name = "boundary_empty",
      .text = "$HContent-Type: multipart/mixed; boundary=\"\"\n\n--x\n"
      "Content-Type: text/plain\n\nhello\n--x\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--x--\n",
      .found = "1.2=base64",
      .anomalies = "parameter_empty no_boundary",
      .strict = "parameter_empty" },
    { .name = "charset_empty",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain; charset=\"\"\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "parameter_empty",
      .strict = "parameter_empty" },
    { .name = "name_empty",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=\"\"\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "parameter_empty",
      .strict = "parameter_empty" },
    { .name = "boundary_of_70",
      .text = "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      .found = "1.2=base64",
      .anomalies = "",
      .strict = "", .n = 70 },
    { .name = "boundary_of_71",
      .text = "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      .found = "1.2=base64",
      .anomalies = "boundary_long",
      .strict = "boundary_long", .n = 71 },
    { .name = "boundary_of_256",
      .text = "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      .found = "1.2=base64",
      .anomalies = "boundary_long",
      .strict = "boundary_long", .n = 256 },
    { .name = "boundary_of_257",
      .text = "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      .found = "1.2=base64",
      .anomalies = "boundary_long boundary_cut",
      .strict = "boundary_long", .n = 257 },
    { .name = "boundary_of_2048",
      .text = "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      .found = "1.2=base64",
      .anomalies = "boundary_long boundary_cut",
      .strict = "boundary_long", .n = 2048 },
    { .name = "boundary_of_100000",
      .text = "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      .found = "1.2=base64",
      .anomalies = "line_limit boundary_long boundary_cut",
      .strict = "line_limit", .n = 100000 },
    { .name = "boundary_long_and_another_begins_alike",
      .text = "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/octet-stream; name=x.bin\n\nx\n--$bX\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      .found = "1.3=base64",
      .anomalies = "boundary_long boundary_cut boundary_junk",
      .strict = "boundary_long", .n = 300 },
    { .name = "boundary_inner_prefix_of_outer",
      .text = "$HContent-Type: multipart/mixed; boundary=abc\n\n--abc\n"
      "Content-Type: multipart/mixed; boundary=ab\n\n--ab\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--ab--\n--abc\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--abc--\n",
      .found = "1.1.1=base64 1.2=base64",
      .anomalies = "boundary_prefix",
      .strict = "boundary_prefix" },
    { .name = "boundary_outer_prefix_of_inner",
      .text = "$HContent-Type: multipart/mixed; boundary=ab\n\n--ab\n"
      "Content-Type: multipart/mixed; boundary=abc\n\n--abc\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--abc--\n--ab\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--ab--\n",
      .found = "1.1.1=base64 1.2=base64",
      .anomalies = "boundary_prefix",
      .strict = "boundary_prefix" },
    { .name = "boundary_inner_same_as_outer",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.1.1=base64 1.2=base64",
      .anomalies = "boundary_prefix",
      .strict = "boundary_prefix" },
    { .name = "boundary_with_junk",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--bJUNK\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.1=base64",
      .anomalies = "boundary_junk",
      .strict = "boundary_junk" },
    { .name = "boundary_with_junk_in_stream",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$L\n--b____\n----b_\n--b--\n",
      .found = "1.2=base64",
      .anomalies = "boundary_junk base64_junk base64_padding base64_end line_long",
      .strict = "boundary_junk" },
    { .name = "boundary_with_junk_between_streams",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--bJUNK\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.1=base64 1.2=base64",
      .anomalies = "boundary_junk",
      .strict = "boundary_junk" },
    { .name = "boundary_with_trailing_blanks",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b \t \n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b-- \n",
      .found = "1.1=base64",
      .anomalies = "boundary_blanks",
      .strict = "" },
    { .name = "boundary_parameter_with_trailing_blanks",
      .text = "$HContent-Type: multipart/mixed; boundary=\"b  \"\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "parameter_syntax",
      .strict = "parameter_syntax" },
    { .name = "end_missing",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B",
      .found = "1.2=base64",
      .anomalies = "no_end",
      .strict = "no_end" },
    { .name = "inner_end_missing",
      .text = "$HContent-Type: multipart/mixed; boundary=o\n\n--o\n"
      "Content-Type: multipart/mixed; boundary=i\n\n--i\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--o\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--o--\n",
      .found = "1.1.1=base64 1.2=base64",
      .anomalies = "no_inner_end",
      .strict = "no_inner_end" },
    { .name = "boundary_missing",
      .text = "$HContent-Type: multipart/mixed\n\nsome text\n--x\n"
      "Content-Type: text/plain\n\nhello\n--x\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--x--\n",
      .found = "1.2=base64",
      .anomalies = "no_boundary",
      .strict = "no_boundary" },
    { .name = "boundary_with_open_quote",
      .text = "$HContent-Type: multipart/mixed; boundary=\"b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "parameter_quote",
      .strict = "parameter_quote" },
    { .name = NULL },
};
