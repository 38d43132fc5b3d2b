/* SPDX-License-Identifier: MIT */

/* Malformed mail, each with a small TNEF stream inside: what FIND finds, what it says about it, and
 * for which finding STRICT refuses it ("": it finds the same). */

#include "scan_cases.h"

#include <stddef.h>

const struct scan_case scan_cases_1[] = {
    { "lines_crlf",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "lines_lf",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?", .eol = "\n" },
    { "lines_cr",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?", .eol = "\r" },
    { "blank_line_missing_in_part",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "blank_line_missing_at_top",
      "$HContent-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n$B",
      "1=base64",
      "?", "?" },
    { "blank_line_missing_before_boundary",
      "$HContent-Type: multipart/mixed; boundary=b\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "garbage_line_in_part",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\ngarbage here\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "garbage_line_between_fields",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\nno field\n"
      " folded\nContent-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "garbage_line_at_top",
      "garbage\n$HContent-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B",
      "1=base64",
      "?", "?" },
    { "space_before_colon",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type : application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding	: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "type_folded",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\nContent-Type: application/\n"
      " ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
      "$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "comments_in_type",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: (a) application (b (c)) / (d) ms-tnef (e); name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "comments_in_encoding",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: (a) base64 (b)\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "upper_case",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "CONTENT-TYPE: APPLICATION/MS-TNEF; name=winmail.dat\n"
      "Content-Transfer-Encoding: BASE64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "mixed_case",
      "$HContent-Type: MultiPart/MIXED; BoUnDaRy=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "type_twice_at_top_multipart_first",
      "$HContent-Type: multipart/mixed; boundary=b\n"
      "Content-Type: text/plain\n\n--b\nContent-Type: text/plain\n\nhello\n"
      "--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "type_twice_at_top_multipart_last",
      "$HContent-Type: text/plain\n"
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "type_twice_in_part_tnef_first",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef\nContent-Type: text/plain\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "type_twice_in_part_tnef_last",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\nContent-Type: text/plain\n"
      "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n"
      "\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "encoding_twice_7bit_first",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\n"
      "$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "encoding_twice_base64_first",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n\n"
      "$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "boundary_twice_right_first",
      "$HContent-Type: multipart/mixed; boundary=b; boundary=other\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "boundary_twice_right_last",
      "$HContent-Type: multipart/mixed; boundary=other; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "boundary_unquoted_with_space",
      "$HContent-Type: multipart/mixed; boundary=a b\n\n--a b\n"
      "Content-Type: text/plain\n\nhello\n--a b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--a b--\n",
      "1.2=base64",
      "?", "?" },
    { "boundary_unquoted_cut_at_space",
      "$HContent-Type: multipart/mixed; boundary=a b\n\n--a\n"
      "Content-Type: text/plain\n\nhello\n--a\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--a--\n",
      "1.2=base64",
      "?", "?" },
    { "boundary_quoted_with_space",
      "$HContent-Type: multipart/mixed; boundary=\"a b\"\n\n--a b\n"
      "Content-Type: text/plain\n\nhello\n--a b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--a b--\n",
      "1.2=base64",
      "?", "?" },
    { "boundary_in_pieces",
      "$HContent-Type: multipart/mixed; boundary*0=ab; boundary*1=cd\n\n"
      "--abcd\nContent-Type: text/plain\n\nhello\n--abcd\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--abcd--\n",
      "1.2=base64",
      "?", "?" },
    { "boundary_in_pieces_out_of_order",
      "$HContent-Type: multipart/mixed; boundary*1*=%20cd; boundary*0*=us-ascii''ab\n"
      "\n--ab cd\nContent-Type: text/plain\n\nhello\n--ab cd\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--ab cd--\n",
      "1.2=base64",
      "?", "?" },
    { "boundary_empty",
      "$HContent-Type: multipart/mixed; boundary=\"\"\n\n--x\n"
      "Content-Type: text/plain\n\nhello\n--x\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--x--\n",
      "1.2=base64",
      "?", "?" },
    { "charset_empty",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain; charset=\"\"\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "name_empty",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=\"\"\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "boundary_of_70",
      "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      "1.2=base64",
      "?", "?", .n = 70 },
    { "boundary_of_71",
      "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      "1.2=base64",
      "?", "?", .n = 71 },
    { "boundary_of_256",
      "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      "1.2=base64",
      "?", "?", .n = 256 },
    { "boundary_of_257",
      "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      "1.2=base64",
      "?", "?", .n = 257 },
    { "boundary_of_2048",
      "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      "1.2=base64",
      "?", "?", .n = 2048 },
    { "boundary_of_100000",
      "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      "1.2=base64",
      "?", "?", .n = 100000 },
    { "boundary_long_and_another_begins_alike",
      "$HContent-Type: multipart/mixed; boundary=$b\n\n--$b\n"
      "Content-Type: text/plain\n\nhello\n--$b\n"
      "Content-Type: application/octet-stream; name=x.bin\n\nx\n--$bX\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--$b--\n",
      "1.2=base64",
      "?", "?", .n = 300 },
    { "boundary_inner_prefix_of_outer",
      "$HContent-Type: multipart/mixed; boundary=abc\n\n--abc\n"
      "Content-Type: multipart/mixed; boundary=ab\n\n--ab\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--ab--\n--abc\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--abc--\n",
      "1.1.1=base64 1.2=base64",
      "?", "?" },
    { "boundary_outer_prefix_of_inner",
      "$HContent-Type: multipart/mixed; boundary=ab\n\n--ab\n"
      "Content-Type: multipart/mixed; boundary=abc\n\n--abc\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--abc--\n--ab\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--ab--\n",
      "1.1.1=base64 1.2=base64",
      "?", "?" },
    { "boundary_inner_same_as_outer",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.1.1=base64 1.2=base64",
      "?", "?" },
    { "boundary_with_junk",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--bJUNK\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.1=base64",
      "?", "?" },
    { "boundary_with_junk_in_stream",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$L\n--b____\n----b_\n--b--\n",
      "1.2=base64",
      "?", "?" },
    { "boundary_with_junk_between_streams",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--bJUNK\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.1=base64 1.2=base64",
      "?", "?" },
    { "boundary_with_trailing_blanks",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b 	 \n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b-- \n",
      "1.1=base64",
      "?", "?" },
    { "boundary_parameter_with_trailing_blanks",
      "$HContent-Type: multipart/mixed; boundary=\"b  \"\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "end_missing",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B",
      "1.2=base64",
      "?", "?" },
    { "inner_end_missing",
      "$HContent-Type: multipart/mixed; boundary=o\n\n--o\n"
      "Content-Type: multipart/mixed; boundary=i\n\n--i\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--o\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--o--\n",
      "1.1.1=base64 1.2=base64",
      "?", "?" },
    { "boundary_missing",
      "$HContent-Type: multipart/mixed\n\nsome text\n--x\n"
      "Content-Type: text/plain\n\nhello\n--x\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--x--\n",
      "1.2=base64",
      "?", "?" },
    { "boundary_with_open_quote",
      "$HContent-Type: multipart/mixed; boundary=\"b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { NULL, NULL, NULL, NULL, NULL },
};
