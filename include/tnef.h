/* SPDX-License-Identifier: MIT */
#ifndef TNEF_H
#define TNEF_H
/* Everything of libtnef. Each header also stands alone. */

#include <tnef/bag.h>
#include <tnef/base.h>
#include <tnef/body.h>
#include <tnef/decoder.h>
#include <tnef/html.h>
#include <tnef/lzfu.h>
#include <tnef/mail.h>
#include <tnef/mapi.h>
#include <tnef/message.h>
#include <tnef/rtf.h>
#include <tnef/scan.h>
#include <tnef/text.h>
#include <tnef/transfer.h>

#endif
