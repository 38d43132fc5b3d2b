/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_DIAGNOSE_H
#define TNEF_MILTER_DIAGNOSE_H
/* What is wrong with a mail, precisely: which stream, which error, where. It reads the mail once more. */

#include <tnef/mail.h>

#include "spool.h"

struct diagnosis {
    uint32_t streams;           /* that somebody could find, in however broken MIME               */
    tnef_error error;           /* of the first stream that is wrong; status TNEF_OK: none        */
    char part[64];              /* where that stream is; empty: the mail itself is wrong          */
};

/* Reads |size| bytes of |mail|. 0, or what the spool returned, or ENOMEM. */
int diagnose(struct spool *mail, uint64_t size, int is_ambiguous, struct diagnosis *out);
/* "status=... offset=... limit=... found=... code=... part=..." */
void diagnosis_words(const struct diagnosis *d, char *out, size_t room);

#endif
