/* SPDX-License-Identifier: MIT */
/* Names of the findings of scan.h. */

#include <tnef/scan.h>

const char *tnef_scan_finding_name(uint32_t finding)
{
    static const char *const names[] = {
        "bare_lf", "bare_cr", "no_blank_line", "garbage_line", "space_colon", "folded_type",
        "comment", "nul", "eight_bit", "from_line", "leading_blank", "header_end", "line_limit",
        "header_limit", "duplicate_type", "duplicate_encoding", "duplicate_parameter",
        "parameter_syntax", "parameter_pieces", "parameter_empty", "parameter_quote",
        "parameter_limit", "name_broken", "name_differs", "name_word", "no_boundary",
        "boundary_long", "boundary_cut", "boundary_prefix", "boundary_junk", "boundary_blanks",
        "no_end", "no_inner_end", "after_end", "too_deep", "too_many_parts", "too_many_streams",
        "preamble", "epilogue", "encoding_unknown", "encoding_composite", "encoding_other",
        "type_other", "no_signature", "base64_junk", "base64_padding", "base64_end",
        "base64_blanks", "qp_bad", "qp_lower", "qp_blanks", "uu_bad", "uu_no_end", "uu_block",
        "stream_limit", "line_long", "short",
    };
    _Static_assert(sizeof names / sizeof names[0] == TNEF_SCAN_NUMBER_OF,
                   "a name for each finding");

    return finding < TNEF_SCAN_NUMBER_OF ? names[finding] : "?";
}
