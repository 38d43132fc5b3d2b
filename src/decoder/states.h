/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_DECODER_STATES_H
#define TNEFI_DECODER_STATES_H
/* The states of the decoder, as lists that apply X to each name. The enum of states and the switches of
 * dispatch.c are made of them, in this order.
 *
 * A state that eats takes at least one byte of input in each step. A state that turns takes none: it
 * reports at most one event and goes on towards a state that eats, or to one that closes something;
 * proof.h measures how far that is.
 *
 * States in which the same facts hold are neighbours, since proof.h speaks of ranges of them. Each list
 * is small enough for the prover to decide its switch. A last state that a switch takes as its default
 * is named beside its list. */

/* ---- States that eat ----------------------------------------------------------------------- */

/* The frame of a stream and of an attribute. */
#define STATES_EATS_STREAM(X) \
    X(signature)    /* 4 bytes: 78 9F 3E 22 */ \
    X(key)          /* 2 bytes: the legacy key */ \
    X(attr_head)    /* 9 bytes: level, id, length */ \
    X(attr_sum)     /* 2 bytes: checksum */

/* Bytes that are not read as a structure. */
#define STATES_EATS_REST(X) \
    X(trailing)     /* bytes after the last attribute */ \
    X(resync)       /* the same, searched for the next attribute */ \
    X(stream_skip)  /* the rest of a stream that nobody wants */ \
    X(attr_data)    /* the data of an attribute that is delivered as bytes */ \
    X(attr_skip)    /* the data of an attribute that nobody wants */ \
    X(attr_rest)    /* what a list left of its attribute */

/* Heads of lists and properties. */
#define STATES_EATS_LIST(X) \
    X(table_head)   /* 4 bytes: number of rows */ \
    X(row_head)     /* 4 bytes: number of properties in this row */ \
    X(list_head)    /* 4 bytes: number of properties in this list */ \
    X(prop_head)    /* 4 bytes: type, id */ \
    X(prop_guid)    /* 20 bytes: property set, kind of name */

/* The name of a property, and what stands before and after a value. */
#define STATES_EATS_NAME(X) \
    X(name_id)      /* 4 bytes: the name, a number */ \
    X(name_pad)     /* 1-3 bytes */ \
    X(name_len)     /* 4 bytes: length of the name */ \
    X(value_count)  /* 4 bytes: number of values */ \
    X(value_len)    /* 4 bytes: length of a value */ \
    X(value_pad)    /* 1-3 bytes */ \
    X(name_data)    /* the name, a string */

/* Inside a value; the last one is value_skip, which reads as value_data and delivers nothing. */
#define STATES_EATS_VALUE_BUT_LAST(X) \
    X(value_iid)    /* 16 bytes: interface id of an object */ \
    X(value_fixed)  /* 4, 8 or 16 bytes */ \
    X(nested_head)  /* 6 bytes: signature and key of an embedded message; 22 with its interface id */ \
    X(value_data)   /* a value of any length */
#define STATES_EATS_VALUE(X) STATES_EATS_VALUE_BUT_LAST(X) X(value_skip)

/* ---- States that turn ---------------------------------------------------------------------- */

/* Streams, and bytes that are not an attribute. */
#define STATES_TURNS_STREAM(X) \
    X(raw_head)     /* delivers these 6 bytes raw */ \
    X(stream_begin) \
    X(stream_end) \
    X(attr_found)   /* nine bytes that were found to be a header */ \
    X(attr_end) \
    X(trail_head)   /* delivers bytes that were read as a header and are not one */ \
    X(unwind)       /* closes what is open */ \
    X(held)         /* delivers bytes that wait in scratch for more of a value, when the input ends */

/* Attributes and rows. */
#define STATES_TURNS_ATTR(X) \
    X(attr_begin) \
    X(attr_body) \
    X(compute)      /* makes the next property out of the bytes of an attribute */ \
    X(row_begin) \
    X(row_end)

/* Properties and values; the last one is value_end. */
#define STATES_TURNS_PROP_BUT_LAST(X) \
    X(prop_begin) \
    X(prop_next)    /* goes to the next value, or to the end of the property */ \
    X(prop_end) \
    X(value_begin) \
    X(value_body) \
    X(computed)     /* delivers the bytes of a computed value */ \
    X(opaque)       /* delivers 6 bytes that should have begun an embedded message and do not */
#define STATES_TURNS_PROP(X) STATES_TURNS_PROP_BUT_LAST(X) X(value_end)

#endif
