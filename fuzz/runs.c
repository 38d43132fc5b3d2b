/* SPDX-License-Identifier: MIT */

#include "runs.h"

/* What is dear to read when there is much of it: line ends, what ends or begins lines and words in
 * mail and its encodings, what begins and ends things in RTF and HTML, and zeroes. */
const char *const fuzz_runs[] = {
    "\r", "\n", "\r\n", "\r\r\n", " ", "\t", " \n", "\n ", "=", "=\n", "=\r\n", "=3D", "==", "-", "--",
    "--\n", "---\r\n", ">", ">From ", "From \n", "a", "A", "a:\n", "a: b\r\n", ":", ";", ";a=b",
    ";name*0=a", "\"", "\\", "(", ")", "=?", "=?a?q?b?= ", "M", "`", "`\n", "begin 644 a\n",
    "end\n", "begin 644 a\nend\n", "Content-Type: a\n", "Content-Type: multipart/mixed; boundary=a\n\n--a\n",
    "--a\n", "--a--\n", "AAAA", "{", "}", "{}", "\\'41", "\\u1?", "\\par ", "\\b1", "\\fs1", "\\f1 ",
    "\\*", "\\bin1 ", "{\\f1", "\\lang1041", "<", "<a", "<a>", "</a>", "<!--", "-->", "&", "&#1;",
    "&a", "<b><i>", "<!", "\xFF", "\xC3", "\x81", "\x1B$B",
};

const size_t fuzz_runs_count = sizeof fuzz_runs / sizeof fuzz_runs[0];
