/* SPDX-License-Identifier: MIT */

/* Named streams for tests, fuzz seeds and samples: one builder each. */

#ifndef TNEF_TESTS_VECTORS_H
#define TNEF_TESTS_VECTORS_H

#include <stddef.h>

#include "writer.h"

/* Well-formed streams, in vectors.c and vectors_parts.c. */
#define VECTORS_GOOD(X) \
    X(header_only) \
    X(worked_example) \
    X(sample) \
    X(minimal_attachment) \
    X(two_attachments) \
    X(legacy_message) \
    X(legacy_meeting) \
    X(legacy_attachment) \
    X(types_single) \
    X(types_multi) \
    X(types_attachment) \
    X(named_by_number) \
    X(named_by_string) \
    X(strings_8bit) \
    X(strings_unicode) \
    X(message_properties) \
    X(recipients) \
    X(embedded_depth_1) \
    X(embedded_depth_2) \
    X(embedded_depth_3) \
    X(embedded_side_by_side) \
    X(ole_storage) \
    X(istream_object) \
    X(method_after_object) \
    X(data_in_3701_only) \
    X(data_before_name) \
    X(data_holds_stream) \
    X(zero_byte_file) \
    X(same_names) \
    X(inline_image) \
    X(body_html) \
    X(body_rtf) \
    X(body_plain_attribute) \
    X(body_plain_property) \
    X(bodies_all_different) \
    X(transport_headers) \
    X(codepage_932) \
    X(codepage_936) \
    X(codepage_1251) \
    X(message_class_property)

/* Streams with one fault or oddity each, in vectors_damage.c and vectors_damage_props.c.
 */
#define VECTORS_DAMAGED(X) \
    X(no_bytes) \
    X(signature_wrong) \
    X(signature_cut) \
    X(checksum_wrong) \
    X(checksum_missing) \
    X(trailing_crlf) \
    X(trailing_garbage) \
    X(trailing_second_stream) \
    X(garbage_then_attribute) \
    X(level_zero_known_id) \
    X(level_wrong_unknown_id) \
    X(level_swapped) \
    X(id_without_type) \
    X(id_unknown) \
    X(cut_in_key) \
    X(cut_in_attribute_head) \
    X(cut_in_attribute_data) \
    X(cut_in_checksum) \
    X(cut_in_property_head) \
    X(cut_in_property_name) \
    X(cut_in_value) \
    X(cut_in_row) \
    X(cut_in_embedded) \
    X(length_past_end) \
    X(length_negative) \
    X(length_zero_everywhere) \
    X(fixed_short) \
    X(fixed_long) \
    X(date_invalid) \
    X(version_wrong) \
    X(codepage_unknown) \
    X(codepage_after_text) \
    X(string_terminators) \
    X(triple_damaged) \
    X(pair_damaged) \
    X(subject_twice) \
    X(props_twice) \
    X(property_twice) \
    X(data_twice) \
    X(data_before_rend) \
    X(rend_twice) \
    X(rend_empty) \
    X(prop_type_unknown) \
    X(prop_type_server_id) \
    X(prop_type_multi_unknown) \
    X(prop_type_multi_null) \
    X(prop_types_confused) \
    X(prop_count_too_big) \
    X(prop_count_too_small) \
    X(prop_list_remainder) \
    X(value_overrun) \
    X(value_length_wraps) \
    X(value_count_zero) \
    X(value_count_two) \
    X(value_count_huge) \
    X(value_odd_utf16) \
    X(value_bad_utf16) \
    X(pad_not_zero) \
    X(pad_missing) \
    X(name_too_long) \
    X(name_kind_unknown) \
    X(name_length_odd) \
    X(name_length_past_end) \
    X(object_short) \
    X(object_without_stream) \
    X(embedded_signature_wrong) \
    X(embedded_cut) \
    X(embedded_overruns_object) \
    X(rows_count_too_big) \
    X(row_property_count_huge) \
    X(recipients_twice)

#define VECTOR_DECLARE(name) void vector_##name(struct tw *w);
VECTORS_GOOD(VECTOR_DECLARE)
VECTORS_DAMAGED(VECTOR_DECLARE)
#undef VECTOR_DECLARE

struct vector {
    const char *name;
    void (*build)(struct tw *w); /* appends the stream to |w|, everything closed */
};

/* All of them, the well-formed ones first. */
const struct vector *vectors(size_t *count);

/* The number of well-formed ones. */
size_t vectors_good_count(void);

/* The one called |name|, or NULL. */
const struct vector *vectors_find(const char *name);

#endif
