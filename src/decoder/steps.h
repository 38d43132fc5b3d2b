/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_STEPS_H
#define TNEFI_DECODER_STEPS_H
/* The step of each state, by the file that it is in; included by priv.h. */

/* stream.c */
/*@ P_EATS(ST_signature);
    assigns P_GATHERED, P_FAILED; */
size_t tnefi_decoder_step_signature(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_key);
    assigns P_GATHERED, d->fixed[0 .. 15]; */
size_t tnefi_decoder_step_key(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_attr_head);
    assigns P_GATHERED, P_NOTED, P_FAILED, P_JUNK, P_ATTR; */
size_t tnefi_decoder_step_attr_head(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_attr_data);
    assigns P_TOOK, P_SAID, P_ATTR_DONE, d->captured, d->scratch[0 .. SCRATCH_SIZE - 1]; */
size_t tnefi_decoder_step_attr_data(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_attr_skip);
    assigns P_TOOK, P_ATTR_DONE; */
size_t tnefi_decoder_step_attr_skip(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_attr_rest);
    assigns P_TOOK, P_SAID, P_ATTR_DONE, P_JUNK; */
size_t tnefi_decoder_step_attr_rest(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_attr_sum);
    assigns P_GATHERED, P_NOTED; */
size_t tnefi_decoder_step_attr_sum(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_TURN(ST_stream_begin);
    assigns P_NEXT_ATTR, P_SAID; */
void tnefi_decoder_turn_stream_begin(struct tnef_decoder *d);
/*@ P_TURN(ST_stream_end);
    assigns P_WENT, P_SAID, d->depth, d->level; */
void tnefi_decoder_turn_stream_end(struct tnef_decoder *d);
/*@ P_TURN(ST_attr_found);
    assigns P_NOTED, P_FAILED, P_WENT, P_ATTR; */
void tnefi_decoder_turn_attr_found(struct tnef_decoder *d);
/*@ P_TURN(ST_attr_begin);
    assigns P_WENT, P_SAID; */
void tnefi_decoder_turn_attr_begin(struct tnef_decoder *d);
/*@ P_TURN(ST_attr_body);
    assigns P_ATTR_DONE, P_PROP, P_ASKED, d->level.computed, d->level.prop_off, d->level.rows_left,
            d->level.row, d->level.props_left, d->level.props; */
void tnefi_decoder_turn_attr_body(struct tnef_decoder *d);
/*@ P_TURN(ST_attr_end);
    assigns P_NEXT_ATTR, P_SAID; */
void tnefi_decoder_turn_attr_end(struct tnef_decoder *d);

/* junk.c */
/*@ P_EATS(ST_trailing);
    assigns P_TOOK, P_WENT, P_NOTED, P_SAID, P_JUNK; */
size_t tnefi_decoder_step_trailing(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_resync);
    assigns P_GATHERED, P_NOTED, P_SAID, P_JUNK; */
size_t tnefi_decoder_step_resync(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_stream_skip);
    assigns P_TOOK, P_WENT; */
size_t tnefi_decoder_step_stream_skip(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_TURN(ST_trail_head);
    assigns P_WENT, P_NOTED, P_SAID, P_JUNK; */
void tnefi_decoder_turn_trail_head(struct tnef_decoder *d);

/* list.c */
/*@ P_EATS(ST_table_head);
    assigns P_GATHERED, P_NEXT_ROW, d->level.rows_left, d->level.row; */
size_t tnefi_decoder_step_table_head(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_row_head);
    assigns P_GATHERED, P_OPEN(in_row), d->level.rows_left, d->level.row, d->level.props_left,
            d->level.props; */
size_t tnefi_decoder_step_row_head(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_list_head);
    assigns P_GATHERED, P_NEXT_PROP, d->level.props_left, d->level.props; */
size_t tnefi_decoder_step_list_head(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS_ANY(ST_prop_head, ST_prop_head);
    assigns P_GATHERED, P_PROP_ASKED, P_WHOLE_SAID, d->level.named; */
size_t tnefi_decoder_step_prop_head(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_TURN(ST_row_begin);
    assigns P_NEXT_PROP, P_SAID; */
void tnefi_decoder_turn_row_begin(struct tnef_decoder *d);
/*@ P_TURN(ST_row_end);
    assigns P_NEXT_ROW, P_SAID, d->level.in_row.open; */
void tnefi_decoder_turn_row_end(struct tnef_decoder *d);

/* propname.c */
/*@ P_EATS(ST_prop_guid);
    assigns P_GATHERED, P_ASKED, d->level.guid[0 .. 15]; */
size_t tnefi_decoder_step_prop_guid(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_name_id);
    assigns P_GATHERED, P_PROP_ASKED, d->level.name_id, d->level.named; */
size_t tnefi_decoder_step_name_id(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_name_len);
    assigns P_GATHERED, P_PROP_ASKED, P_NAMED, d->level.named, d->level.name_id,
            d->level.value_end; */
size_t tnefi_decoder_step_name_len(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_name_data);
    assigns P_GATHERED, P_PROP_ASKED, P_NAMED; */
size_t tnefi_decoder_step_name_data(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_name_pad);
    assigns P_GATHERED, P_PROP_ASKED; */
size_t tnefi_decoder_step_name_pad(struct tnef_decoder *d, const uint8_t *p, size_t n);

/* prop.c */
/*@ P_EATS(ST_value_count);
    assigns P_GATHERED, P_NOTED, P_PROP; */
size_t tnefi_decoder_step_value_count(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_TURN(ST_prop_begin);
    assigns P_WENT, P_SAID; */
void tnefi_decoder_turn_prop_begin(struct tnef_decoder *d);
/*@ P_TURN(ST_prop_next);
    assigns P_ASKED, P_VALUE, d->mute, d->level.in_prop.skipped; */
void tnefi_decoder_turn_prop_next(struct tnef_decoder *d);
/*@ P_TURN(ST_prop_end);
    assigns P_NEXT_PROP, P_SAID, d->level.in_prop.open; */
void tnefi_decoder_turn_prop_end(struct tnef_decoder *d);
/*@ P_EATS(ST_value_len);
    assigns P_GATHERED, P_NOTED, P_VALUE, P_SPOILT; */
size_t tnefi_decoder_step_value_len(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_value_pad);
    assigns P_GATHERED, P_NOTED; */
size_t tnefi_decoder_step_value_pad(struct tnef_decoder *d, const uint8_t *p, size_t n);

/* value.c */
/*@ P_EATS(ST_value_iid);
    assigns P_GATHERED, d->level.iid[0 .. 15], d->level.has_iid, d->level.value_off; */
size_t tnefi_decoder_step_value_iid(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_value_fixed);
    assigns P_GATHERED, P_NOTED, P_SAID; */
size_t tnefi_decoder_step_value_fixed(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_value_data);
    assigns P_TOOK, P_WENT, P_NOTED, P_SAID, d->tail[0 .. 1]; */
size_t tnefi_decoder_step_value_data(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_EATS(ST_value_skip);
    assigns P_TOOK, P_WENT; */
size_t tnefi_decoder_step_value_skip(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_TURN(ST_value_begin);
    assigns P_WENT, P_SAID; */
void tnefi_decoder_turn_value_begin(struct tnef_decoder *d);
/*@ P_TURN(ST_value_body);
    assigns P_WENT, P_NOTED, d->level.opaque; */
void tnefi_decoder_turn_value_body(struct tnef_decoder *d);
/*@ P_TURN(ST_computed);
    assigns P_WENT, P_SAID; */
void tnefi_decoder_turn_computed(struct tnef_decoder *d);
/*@ P_TURN(ST_value_end);
    assigns P_WENT, P_NOTED, P_SAID, d->mute, d->level.in_value.open; */
void tnefi_decoder_turn_value_end(struct tnef_decoder *d);

/* nested.c */
/*@ P_EATS(ST_nested_head);
    assigns P_GATHERED, P_NOTED, d->level, d->below[0 .. TNEF_DEPTH_CEILING - 1], d->depth,
            d->fixed[0 .. 15]; */
size_t tnefi_decoder_step_nested_head(struct tnef_decoder *d, const uint8_t *p, size_t n);
/*@ P_TURN(ST_opaque);
    assigns P_WENT, P_NOTED, P_SAID, d->tail[0 .. 1]; */
void tnefi_decoder_turn_opaque(struct tnef_decoder *d);
/*@ P_TURN(ST_raw_head);
    assigns P_WENT, P_SAID; */
void tnefi_decoder_turn_raw_head(struct tnef_decoder *d);

#endif
