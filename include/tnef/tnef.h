/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TNEF_H
#define TNEF_TNEF_H
/* All of libtnef: includes every header. Each header can also be included alone.
 *
 * Which to take, from what you have and what you want:
 *
 *     a mail, and what is in the winmail.dat in it      <tnef/mail.h>
 *     a mail, and the TNEF streams in it, as bytes      <tnef/scanner.h>
 *     a TNEF stream, as a message in memory             <tnef/message.h>
 *     a TNEF stream, as a message while it is read,
 *       without keeping attachments in memory           <tnef/reader.h>
 *     a TNEF stream, and every attribute and property   <tnef/decoder.h>
 *     a TNEF stream, described in one line of JSON      <tnef/json.h>
 *     a TNEF stream, as mail, iCalendar or vCard        <tnef/convert.h>
 *     a message, and certain properties of it           <tnef/bag.h>
 *     the bytes of a property: recurrence, time zone,
 *       id of a meeting, entry id                       <tnef/blobs.h>
 *     a message, and the text that people see           <tnef/bodies.h>
 *     compressed RTF (PidTagRtfCompressed)              <tnef/lzfu.h>
 *     RTF, as HTML or text                              <tnef/rtf.h>
 *     HTML, as text                                     <tnef/html.h>
 *     text in a code page, as UTF-8                     <tnef/text.h>
 *     base64, quoted-printable or uuencode              <tnef/transfer.h>
 *     bytes, as base64 or quoted-printable              <tnef/encode.h>
 *     the numbers of attributes and properties, and
 *       their names                                     <tnef/mapi.h>
 *     what deviates from the specifications             <tnef/anomaly.h>
 *     statuses, errors, memory, and the rules that
 *       hold for all of these                           <tnef/base.h>
 *
 * Most programs need one of <tnef/mail.h>, <tnef/message.h> and <tnef/reader.h>, and
 * <tnef/bodies.h> for text. What one object makes another one takes: a sink has the shape of a feed
 * (see "Sinks" in <tnef/base.h>). */

#include <tnef/anomaly.h>
#include <tnef/bag.h>
#include <tnef/base.h>
#include <tnef/blobs.h>
#include <tnef/bodies.h>
#include <tnef/convert.h>
#include <tnef/decoder.h>
#include <tnef/encode.h>
#include <tnef/html.h>
#include <tnef/json.h>
#include <tnef/lzfu.h>
#include <tnef/mail.h>
#include <tnef/mapi.h>
#include <tnef/message.h>
#include <tnef/reader.h>
#include <tnef/rtf.h>
#include <tnef/scanner.h>
#include <tnef/text.h>
#include <tnef/transfer.h>

#endif
