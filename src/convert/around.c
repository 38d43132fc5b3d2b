/* SPDX-License-Identifier: MIT */
/* People of the mail around the message that is written. They are those of this message only, and of none
 * that is attached to it. */

#include "convert/mail.h"

const struct tnefi_convert_people *tnefi_convert_people_around(const struct tnef_convert *c)
{
    const struct tnefi_convert_outer *outer = c->live.job.outer;

    return outer != NULL && c->mail != NULL && c->mail->depth == 1u ? outer->people : NULL;
}
