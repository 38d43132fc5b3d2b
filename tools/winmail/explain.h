/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_EXPLAIN_H
#define WINMAIL_EXPLAIN_H
/* What the names of anomalies mean, for people. */

struct word {
    const char *name;           /* as in the headers: "TNEF_A_CHECKSUM"; "": the end                */
    const char *text;           /* one sentence                                                     */
};

extern const struct word explain_stream[];    /* explain_stream.c: TNEF_A_*                        */
extern const struct word explain_mail[];      /* explain_mail.c: TNEF_SCANNER_A_*                   */
extern const struct word explain_coded[];     /* explain_coded.c: TNEF_TRANSFER_A_*, _LZFU_*, _RTF_A_* */
extern const struct word explain_text[];      /* explain_text.c: TNEF_HTML_A_*, _TEXT_A_*, _BODIES_A_* */

#endif
