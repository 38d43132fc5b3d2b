/* SPDX-License-Identifier: MIT */

/* Malformed mail, each with a small TNEF stream inside: what FIND finds, what it says about it, and
 * for which finding STRICT refuses it ("": it finds the same). */

#include "scan_cases.h"

#include <stddef.h>

const struct scan_case scan_cases_2[] = {
    { "boundary_with_open_quote_and_more",
      "$HContent-Type: multipart/mixed; boundary=\"b; type=x\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "part_after_the_end",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B",
      "1.2=base64 1.3=base64",
      "?", "?" },
    { "in_preamble",
      "$HContent-Type: multipart/mixed; boundary=b\n\n$B--b\n"
      "Content-Type: text/plain\n\nhello\n--b--\n",
      "1.0=base64",
      "?", "?" },
    { "in_epilogue",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b--\n$B",
      "1.2=base64",
      "?", "?" },
    { "in_epilogue_uu",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b--\nlook\n$U",
      "1.2.1=uu",
      "?", "?" },
    { "base64_with_blanks",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n  eJ8+ 	 Ig==\n--b--\n",
      "1.2=base64",
      "?", "?" },
    { "base64_with_junk",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n!e_J8*+I-gAB\n--b--\n",
      "1.2=base64",
      "?", "?" },
    { "base64_padding_in_the_middle",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\neJ8+Ig==\nAAEC\n--b--\n",
      "1.2=base64",
      "?", "?" },
    { "base64_without_padding",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$N\n--b--\n",
      "1.2=base64",
      "?", "?" },
    { "base64_one_a_line",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$1--b--\n",
      "1.2=base64",
      "?", "?" },
    { "base64_long_line",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$L\n--b--\n",
      "1.2=base64",
      "?", "?" },
    { "qp",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n$Q\n--b--\n",
      "1.2=qp",
      "?", "?" },
    { "qp_soft_breaks_with_blanks",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n=78=9F= 	\n=3E=\n"
      "=22=00=01\n--b--\n",
      "1.2=qp",
      "?", "?" },
    { "qp_trailing_blanks",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n=78=9F=3E=22=00=01  \n"
      "--b--\n",
      "1.2=qp",
      "?", "?" },
    { "qp_lower_case",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n$q\n--b--\n",
      "1.2=qp",
      "?", "?" },
    { "qp_bad_hex",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n=78=9F=3E=22=0G=XY\n"
      "--b--\n",
      "1.2=qp",
      "?", "?" },
    { "encoding_unknown",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: x-strange\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "encoding_missing",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "encoding_wrong",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: quoted-printable\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "encoding_binary",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: binary\n\n$R\n--b--\n",
      "1.2=identity",
      "?", "?" },
    { "encoding_binary_said_base64",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$R\n--b--\n",
      "1.2=identity",
      "?", "?" },
    { "encoding_on_multipart_but_plain",
      "$HContent-Type: multipart/mixed; boundary=b\n"
      "Content-Transfer-Encoding: base64\n\n--b\nContent-Type: text/plain\n\n"
      "hello\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "type_and_name_of_something_else",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/octet-stream; name=x.bin\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "claims_but_is_not",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\nSGVsbG8=\n--b--\n",
      "",
      "?", "?" },
    { "claims_but_is_too_short",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\neJ8=\n--b--\n",
      "",
      "?", "?" },
    { "uu_in_text",
      "$HContent-Type: text/plain\n\nhello\n$Ubye\n",
      "1.1=uu",
      "?", "?" },
    { "uu_without_mime",
      "From: a\nSubject: b\n\nhello\n$U",
      "1.1=uu",
      "?", "?" },
    { "uu_without_header",
      "$U",
      "1.1=uu",
      "?", "?" },
    { "uu_without_end",
      "$H\nbegin 644 winmail.dat\n$$>)\\^(@$$\n",
      "1.1=uu",
      "?", "?" },
    { "uu_declared",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: x-uuencode\n\n$U--b--\n",
      "1.2.1=uu",
      "?", "?" },
    { "uu_twice",
      "$H\n$Utext\n$U",
      "1.1=uu 1.2=uu",
      "?", "?" },
    { "nul_in_field",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=win$0mail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "nul_in_type",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms$0-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "nul_in_boundary",
      "$HContent-Type: multipart/mixed; boundary=b$0x\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "nul_in_another_field",
      "Subject: te$0st\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "eight_bit_in_field",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=w$8nmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "name_2231",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name*=utf-8''win%C3%A4.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "name_2231_continued",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name*0=win; name*1=mail; name*2=.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "name_2231_charset",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name*=iso-8859-1'de'w%E4.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "name_2231_broken",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name*=utf-8''%C3%ZZ; x=y\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "name_2047",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=\"=?utf-8?B?d2lubWFpbC5kYXQ=?=\"\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "name_2047_continued",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=\"=?utf-8?Q?win?=\n"
      " =?utf-8?Q?mail=2Edat?=\"\nContent-Transfer-Encoding: base64\n\n"
      "$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "name_2047_broken",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=\"=?utf-8?Q?win=FF?=\"\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "names_that_differ",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Disposition: attachment; filename=\"a.txt\"\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "from_line",
      "From a@example.org Mon Nov 23 21:22:47 2026\n"
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "blank_lines_first",
      "\n\n$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain\n\nhello\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.2=base64",
      "?", "?" },
    { "stream_alone",
      "$R",
      "1=identity",
      "?", "?" },
    { "base64_alone",
      "$B",
      "1=base64",
      "?", "?" },
    { "message",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: message/rfc822\n\n"
      "$HContent-Type: multipart/mixed; boundary=c\n\n--c\n"
      "Content-Type: text/plain\n\nhello\n--c\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--c--\n--b--\n",
      "1.1.1.2=base64",
      "?", "?" },
    { "message_base64",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
      "$E--b--\n",
      "1.1.1.2=base64",
      "?", "?", .inner = 1 },
    { "message_said_base64",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
      "$HContent-Type: multipart/mixed; boundary=c\n\n--c\n"
      "Content-Type: text/plain\n\nhello\n--c\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--c--\n--b--\n",
      "1.1.1.2=base64",
      "?", "?" },
    { "message_qp",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: message/global\n"
      "Content-Transfer-Encoding: quoted-printable\n\n$E\n--b--\n",
      "1.1.1.2=base64",
      "?", "?", .inner = 2 },
    { "digest",
      "$HContent-Type: multipart/digest; boundary=b\n\n--b\n\n"
      "$HContent-Type: multipart/mixed; boundary=c\n\n--c\n"
      "Content-Type: text/plain\n\nhello\n--c\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--c--\n--b--\n",
      "1.1.1.2=base64",
      "?", "?" },
    { "digest_of_another_type",
      "$HContent-Type: multipart/digest; boundary=b\n\n--b\n"
      "Content-Type: application/ms-tnef; name=winmail.dat\n"
      "Content-Transfer-Encoding: base64\n\n$B--b--\n",
      "1.1=base64",
      "?", "?" },
    { "multipart_base64",
      "$HContent-Type: multipart/mixed; boundary=c\n"
      "Content-Transfer-Encoding: base64\n\n$E",
      "1.2=base64",
      "?", "?", .inner = 3 },
    { "cut_in_top_header",
      "$HContent-Type: multi",
      "",
      "?", "?" },
    { "cut_in_part_header",
      "$HContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: application/ms-tnef; na",
      "",
      "?", "?" },
    { "empty",
      "",
      "",
      "?", "?" },
    { NULL, NULL, NULL, NULL, NULL },
};
