/* SPDX-License-Identifier: MIT */
/* The names of all anomalies, by band, in the order of the numbers in <tnef/anomaly.h>. */

#include <tnef/anomaly.h>

#define BAND            64u
#define COUNT_OF(table) (sizeof(table) / sizeof((table)[0]))

static const char *const stream[] = {
    "checksum",    "version",        "level",
    "duplicate",   "padding",        "unterminated",
    "trailing",    "order",          "attribute_length",
    "zero_length", "attribute_type", "date",
    "value",       "codepage",       "text",
    "count",       "overrun",        "truncated",
    "type",        "name_kind",      "object",
    "signature",   "remainder",      "resync",
    "limit",       "content",
};
_Static_assert(COUNT_OF(stream) == TNEF_A_END - TNEF_A_CHECKSUM, "a name for each");

static const char *const transfer[] = {
    "junk",        "blank",      "padding_middle", "padding_missing", "padding_extra", "lone",
    "bits",        "hex",        "hex_lower",      "soft_blanks",     "soft_end",      "trailing_blanks",
    "blanks_kept", "raw",        "bare_cr",        "bare_lf",         "long_line",     "begin_missing",
    "begin_odd",   "name_cut",   "blocks",         "end_missing",     "zero_missing",  "zero_middle",
    "line_short",  "line_extra", "length",         "junk_line",       "after_end",     "base64",
};
_Static_assert(COUNT_OF(transfer) == TNEF_TRANSFER_A_END - TNEF_TRANSFER_A_JUNK, "a name for each");

static const char *const scanner[] = {
    "bare_lf",
    "bare_cr",
    "no_blank_line",
    "garbage_line",
    "space_colon",
    "folded_type",
    "comment",
    "nul",
    "eight_bit",
    "from_line",
    "leading_blank",
    "header_end",
    "line_limit",
    "header_limit",
    "duplicate_type",
    "duplicate_encoding",
    "duplicate_parameter",
    "parameter_syntax",
    "parameter_pieces",
    "parameter_empty",
    "parameter_quote",
    "parameter_limit",
    "name_broken",
    "name_differs",
    "name_word",
    "no_boundary",
    "boundary_long",
    "boundary_cut",
    "boundary_prefix",
    "boundary_junk",
    "boundary_blanks",
    "no_end",
    "no_inner_end",
    "after_end",
    "too_deep",
    "too_many_parts",
    "too_many_streams",
    "preamble",
    "epilogue",
    "encoding_unknown",
    "encoding_composite",
    "encoding_other",
    "type_other",
    "no_signature",
    "base64_junk",
    "base64_padding",
    "base64_end",
    "base64_blanks",
    "qp_bad",
    "qp_lower",
    "qp_blanks",
    "uu_bad",
    "uu_no_end",
    "uu_block",
    "stream_limit",
    "line_long",
    "short",
    "boundary_other",
    "utf16",
    "stream_in_text",
    "base64_twice",
    "apple_head",
    "mail_as_file",
};
_Static_assert(COUNT_OF(scanner) == TNEF_SCANNER_A_END - TNEF_SCANNER_A_BARE_LF, "a name for each");

static const char *const lzfu[] = {
    "no_end",     "cut_reference", "after_end", "bad_reference", "bad_crc",
    "stored_crc", "raw_size",      "cut",       "tail",          "comp_size",
};
_Static_assert(COUNT_OF(lzfu) == TNEF_LZFU_A_END - TNEF_LZFU_A_NO_END, "a name for each");

static const char *const rtf[] = {
    "cut", "trailing", "deep", "damaged", "codepage", "fonts", "link",
};
_Static_assert(COUNT_OF(rtf) == TNEF_RTF_A_END - TNEF_RTF_A_CUT, "a name for each");

static const char *const html[] = {
    "damaged", "codepage", "link", "script", "cut", "control",
};
_Static_assert(COUNT_OF(html) == TNEF_HTML_A_END - TNEF_HTML_A_DAMAGED, "a name for each");

static const char *const text[] = {
    "unknown", "refused", "damaged", "cut", "guessed", "nearest",
};
_Static_assert(COUNT_OF(text) == TNEF_TEXT_A_END - TNEF_TEXT_A_UNKNOWN, "a name for each");

static const char *const bodies[] = {
    "damaged", "codepage", "deep", "fonts", "link", "trailing", "script", "control", "not_utf8",
};
_Static_assert(COUNT_OF(bodies) == TNEF_BODIES_A_END - TNEF_BODIES_A_DAMAGED, "a name for each");

static const struct {
    const char *const *names;
    uint32_t count;
} bands[] = {
    { stream, COUNT_OF(stream) }, { transfer, COUNT_OF(transfer) }, { scanner, COUNT_OF(scanner) },
    { lzfu, COUNT_OF(lzfu) },     { rtf, COUNT_OF(rtf) },           { html, COUNT_OF(html) },
    { text, COUNT_OF(text) },     { bodies, COUNT_OF(bodies) },
};

/*@ terminates \true; exits \false;
    assigns \nothing; */
const char *tnef_anomaly_name(uint32_t code)
{
    if (code / BAND >= COUNT_OF(bands) || code % BAND >= bands[code / BAND].count)
        return "?";
    return bands[code / BAND].names[code % BAND];
}
