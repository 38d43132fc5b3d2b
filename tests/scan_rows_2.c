/* SPDX-License-Identifier: MIT */

/* Malformed mail, each with a small TNEF stream inside: what FIND finds, what it says about it, and
 * for which anomaly STRICT refuses it ("": it finds
 * the same; "-": nothing, since it does not look there). */

#include "scan_cases.h"

#include <stddef.h>

const struct scan_case scan_cases_2[] = {
    { .name = "boundary_with_open_quote_and_more",
      .text = "$HContent-Type: multipart/mixed; boundary=\"b; type=x\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "parameter_quote",
      .strict = "parameter_quote" },
    { .name = "part_after_the_end",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B",
      .found = "1.2=base64 1.3=base64",
      .anomalies = "no_end after_end",
      .strict = "after_end" },
    { .name = "in_preamble",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n$B--b\n"
      "Content-Type: text/plain\n\nhello\n--b--\n",
      .found = "1.0=base64",
      .anomalies = "preamble encoding_other type_other",
      .strict = "-" },
    { .name = "in_epilogue",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b--\n$B",
      .found = "1.2=base64",
      .anomalies = "epilogue encoding_other type_other",
      .strict = "-" },
    { .name = "in_epilogue_uu",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b--\nlook\n$U",
      .found = "1.2.1=uu",
      .anomalies = "epilogue uu_block",
      .strict = "-" },
    { .name = "base64_with_blanks",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n  eJ8+ \t Ig==\n--b--\n",
      .found = "1.2=base64",
      .anomalies = "base64_blanks",
      .strict = "" },
    { .name = "base64_with_junk",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n!e_J8*+I-gAB\n--b--\n",
      .found = "1.2=base64",
      .anomalies = "base64_junk",
      .strict = "base64_junk" },
    { .name = "base64_padding_in_the_middle",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\neJ8+Ig==\nAAEC\n--b--\n",
      .found = "1.2=base64",
      .anomalies = "base64_padding",
      .strict = "base64_padding" },
    { .name = "base64_without_padding",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$N\n--b--\n",
      .found = "1.2=base64",
      .anomalies = "base64_end",
      .strict = "base64_end" },
    { .name = "base64_one_a_line",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$1--b--\n",
      .found = "1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "base64_long_line",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$L\n--b--\n",
      .found = "1.2=base64",
      .anomalies = "line_long",
      .strict = "" },
    { .name = "qp",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n$Q\n--b--\n",
      .found = "1.2=qp",
      .anomalies = "",
      .strict = "" },
    { .name = "qp_soft_breaks_with_blanks",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n=78=9F= \t\n=3E=\n"
      "=22=00=01\n--b--\n",
      .found = "1.2=qp",
      .anomalies = "qp_blanks",
      .strict = "" },
    { .name = "qp_trailing_blanks",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n=78=9F=3E=22=00=01  \n"
      "--b--\n",
      .found = "1.2=qp",
      .anomalies = "qp_blanks",
      .strict = "" },
    { .name = "qp_lower_case",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n$q\n--b--\n",
      .found = "1.2=qp",
      .anomalies = "qp_lower",
      .strict = "" },
    { .name = "qp_bad_hex",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n=78=9F=3E=22=0G=XY\n"
      "--b--\n",
      .found = "1.2=qp",
      .anomalies = "qp_bad",
      .strict = "qp_bad" },
    { .name = "encoding_unknown",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: x-strange\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "encoding_unknown encoding_other",
      .strict = "encoding_unknown" },
    { .name = "encoding_missing",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "encoding_other",
      .strict = "encoding_other" },
    { .name = "encoding_wrong",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "encoding_other",
      .strict = "encoding_other" },
    { .name = "encoding_binary",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: binary\n\n$R\n--b--\n",
      .found = "1.2=identity",
      .anomalies = "",
      .strict = "" },
    { .name = "encoding_binary_said_base64",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$R\n--b--\n",
      .found = "1.2=identity",
      .anomalies = "encoding_other",
      .strict = "encoding_other" },
    { .name = "encoding_on_multipart_but_plain",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n"
      "Content-Transfer-Encoding: base64\n\n--b\nContent-Type: text/plain\n\n"
      "hello\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "encoding_composite",
      .strict = "encoding_composite" },
    { .name = "type_and_name_of_something_else",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/octet-stream; name=x.bin\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "type_other",
      .strict = "" },
    { .name = "claims_but_is_not",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\nSGVsbG8=\n--b--\n",
      .found = "",
      .anomalies = "no_signature",
      .strict = "" },
    { .name = "claims_but_is_too_short",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\neJ8=\n--b--\n",
      .found = "",
      .anomalies = "no_signature short",
      .strict = "" },
    { .name = "uu_in_text",
      .text = "$HContent-Type: text/plain\n\nhello\n$Ubye\n",
      .found = "1.1=uu",
      .anomalies = "uu_block",
      .strict = "uu_block" },
    { .name = "uu_without_mime",
      .text = "From: a\nSubject: b\n\nhello\n$U",
      .found = "1.1=uu",
      .anomalies = "uu_block",
      .strict = "uu_block" },
    { .name = "uu_without_header",
      .text = "$U",
      .found = "1.1=uu",
      .anomalies = "no_blank_line uu_block",
      .strict = "no_blank_line" },
    { .name = "uu_without_end",
      .text = "$H\nbegin 644 winmail.dat\n$$>)\\^(@$$\n",
      .found = "1.1=uu",
      .anomalies = "uu_no_end uu_block",
      .strict = "uu_block" },
    { .name = "uu_declared",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: x-uuencode\n\n$U--b--\n",
      .found = "1.2.1=uu",
      .anomalies = "",
      .strict = "" },
    { .name = "uu_twice",
      .text = "$H\n$Utext\n$U",
      .found = "1.1=uu 1.2=uu",
      .anomalies = "uu_block",
      .strict = "uu_block" },
    { .name = "uu_base64",
      .text = "$H\nbegin-base64 644 winmail.dat\n$B====\nbye\n",
      .found = "1.1=uu",
      .anomalies = "uu_block",
      .strict = "uu_block" },
    { .name = "uu_base64_without_header",
      .text = "Begin-Base64 0644 winmail.dat\n$B====\n",
      .found = "1.1=uu",
      .anomalies = "no_blank_line uu_block",
      .strict = "no_blank_line" },
    { .name = "uu_base64_without_end",
      .text = "$H\nbegin-base64 644 winmail.dat\n$B\nbye\n",
      .found = "1.1=uu",
      .anomalies = "uu_no_end uu_block",
      .strict = "uu_block" },
    { .name = "uu_base64_declared",
      .text = "$HContent-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: x-uuencode\n\nbegin-base64 644 winmail.dat\n$B====\n",
      .found = "1.1=uu",
      .anomalies = "uu_block",
      .strict = "uu_block" },
    { .name = "uu_base64_hides_none",
      .text = "$H\nbegin-base64 644 a\nQ2F0\n$U",
      .found = "1.1=uu",
      .anomalies = "uu_no_end uu_block",
      .strict = "uu_block" },
    { .name = "uu_both_kinds",
      .text = "$H\n$Ubegin-base64 644 b\n$B====\n$Utext\nbegin-base64 644 b\n$1====\n",
      .found = "1.1=uu 1.2=uu 1.3=uu 1.4=uu",
      .anomalies = "uu_block",
      .strict = "uu_block" },
    { .name = "uu_in_capitals",
      .text = "BEGIN 7 winmail.dat\n$$>)\\^(@$$\n`\nend\n",
      .found = "1.1=uu",
      .anomalies = "no_blank_line uu_block",
      .strict = "no_blank_line" },
    { .name = "nul_in_field",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=win$0mail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "nul name_broken",
      .strict = "nul" },
    { .name = "nul_in_type",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms$0-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "nul",
      .strict = "nul" },
    { .name = "nul_in_boundary",
      .text = "$HContent-Type: multipart/mixed; boundary=b$0x\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "nul",
      .strict = "nul" },
    { .name = "nul_in_another_field",
      .text = "Subject: te$0st\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "eight_bit_in_field",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=w$8nmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "eight_bit name_broken",
      .strict = "" },
    { .name = "name_2231",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name*=utf-8''win%C3%A4.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "name_2231_continued",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name*0=win; name*1=mail; name*2=.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "name_2231_charset",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name*=iso-8859-1'de'w%E4.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "name_2231_broken",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name*=utf-8''%C3%ZZ; x=y\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "name_broken",
      .strict = "" },
    { .name = "name_2047",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=\"=?utf-8?B?d2lubWFpbC5kYXQ=?=\"\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "name_word",
      .strict = "" },
    { .name = "name_2047_continued",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=\"=?utf-8?Q?win?=\n"
      " =?utf-8?Q?mail=2Edat?=\"\nContent-Transfer-Encoding: base64\n\n"
      "$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "name_word",
      .strict = "" },
    { .name = "name_2047_broken",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=\"=?utf-8?Q?win=FF?=\"\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "name_broken name_word",
      .strict = "" },
    { .name = "names_that_differ",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Disposition: attachment; filename=\"a.txt\"\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "name_differs",
      .strict = "" },
    { .name = "names_that_agree",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Disposition: attachment; filename=\"winmail.dat\"\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "from_line",
      .text = "From a@example.org Mon Nov 23 21:22:47 2026\n"
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "from_line",
      .strict = "from_line" },
    { .name = "blank_lines_first",
      .text = "\n\n$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.2=base64",
      .anomalies = "leading_blank",
      .strict = "leading_blank" },
    { .name = "stream_alone",
      .text = "$R",
      .found = "1=identity",
      .anomalies = "no_blank_line type_other",
      .strict = "no_blank_line" },
    { .name = "base64_alone",
      .text = "$B",
      .found = "1=base64",
      .anomalies = "no_blank_line encoding_other type_other",
      .strict = "no_blank_line" },
    { .name = "message",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: message/rfc822\n\n"
      "$HContent-Type: multipart/mixed; boundary=c\n\n--c\n"
      "Content-Type: text/plain\n\nhello\n--c\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--c--\n--b--\n",
      .found = "1.1.1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "message_base64",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
      "$E--b--\n",
      .found = "1.1.1.2=base64",
      .anomalies = "encoding_composite",
      .strict = "encoding_composite", .inner = 1 },
    { .name = "message_said_base64",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
      "$HContent-Type: multipart/mixed; boundary=c\n\n--c\n"
      "Content-Type: text/plain\n\nhello\n--c\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--c--\n--b--\n",
      .found = "1.1.1.2=base64",
      .anomalies = "encoding_composite",
      .strict = "encoding_composite" },
    { .name = "message_qp",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: message/global\n"
      "Content-Transfer-Encoding: quoted-printable\n\n$E\n--b--\n",
      .found = "1.1.1.2=base64",
      .anomalies = "encoding_composite",
      .strict = "encoding_composite", .inner = 2 },
    { .name = "digest",
      .text = "$HContent-Type: multipart/digest; boundary=b\n\n--b\n\n"
      "$HContent-Type: multipart/mixed; boundary=c\n\n--c\n"
      "Content-Type: text/plain\n\nhello\n--c\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--c--\n--b--\n",
      .found = "1.1.1.2=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "digest_of_another_type",
      .text = "$HContent-Type: multipart/digest; boundary=b\n\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      .found = "1.1=base64",
      .anomalies = "",
      .strict = "" },
    { .name = "multipart_base64",
      .text = "$HContent-Type: multipart/mixed; boundary=c\n"
      "Content-Transfer-Encoding: base64\n\n$E",
      .found = "1.2=base64",
      .anomalies = "encoding_composite",
      .strict = "encoding_composite", .inner = 3 },
    { .name = "cut_in_top_header",
      .text = "$HContent-Type: multi",
      .found = "",
      .anomalies = "header_end parameter_syntax",
      .strict = "header_end" },
    { .name = "cut_in_part_header",
      .text = "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: application/ms-tnef; na",
      .found = "",
      .anomalies = "header_end no_end no_signature short",
      .strict = "header_end" },
    { .name = "empty",
      .text = "",
      .found = "",
      .anomalies = "header_end",
      .strict = "header_end" },
    { .name = NULL },
};
