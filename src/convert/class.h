/* SPDX-License-Identifier: MIT */
#ifndef TNEFI_CONVERT_CLASS_H
#define TNEFI_CONVERT_CLASS_H
/* What a message is, by its class. */

#include <stddef.h>

/* What is made of it. */
enum tnefi_convert_sort {
    TNEFI_CONVERT_NOTE,        /* mail, and all that nothing else is made of                      */
    TNEFI_CONVERT_SIGNED,      /* mail that is signed, and can be read                            */
    TNEFI_CONVERT_OPAQUE,      /* mail in an envelope of S/MIME                                   */
    TNEFI_CONVERT_DELIVERY,    /* a report of what became of a mail                               */
    TNEFI_CONVERT_RECEIPT,     /* a report that a mail was read, or was not                       */
    TNEFI_CONVERT_MEETING,     /* what is sent about a meeting                                    */
    TNEFI_CONVERT_EVENT,       /* an entry of a calendar                                          */
    TNEFI_CONVERT_CONTACT,
    TNEFI_CONVERT_GROUP,       /* a distribution list                                             */
    TNEFI_CONVERT_TASK_MAIL,   /* what is sent about a task, which is attached                    */
    TNEFI_CONVERT_TASK,
    TNEFI_CONVERT_JOURNAL,     /* an entry of a journal                                           */
    TNEFI_CONVERT_STICKY       /* a note of the desktop                                           */
};

/* What is special in it; NONE: nothing. */
enum tnefi_convert_detail {
    TNEFI_CONVERT_NONE,
    /* delivery: the action */
    TNEFI_CONVERT_FAILED, TNEFI_CONVERT_DELIVERED, TNEFI_CONVERT_EXPANDED, TNEFI_CONVERT_RELAYED,
    TNEFI_CONVERT_DELAYED,
    /* receipt */
    TNEFI_CONVERT_READ, TNEFI_CONVERT_UNREAD,
    /* meeting and task: what is said. Yes, perhaps and no are replies */
    TNEFI_CONVERT_REQUEST, TNEFI_CONVERT_CANCEL, TNEFI_CONVERT_YES, TNEFI_CONVERT_PERHAPS,
    TNEFI_CONVERT_NO, TNEFI_CONVERT_UPDATE,
    /* note */
    TNEFI_CONVERT_AWAY,        /* an answer of a rule                                             */
    TNEFI_CONVERT_VOICE_CA, TNEFI_CONVERT_VOICE, TNEFI_CONVERT_VOICE_UC, TNEFI_CONVERT_MISSED,
    TNEFI_CONVERT_FAX_CA, TNEFI_CONVERT_FAX
};

struct tnefi_convert_class {
    enum tnefi_convert_sort sort;
    enum tnefi_convert_detail detail;
};

/* Reads the name of a class, |len| bytes, whatever is in them. */
struct tnefi_convert_class tnefi_convert_classify(const char *name, size_t len);

#endif
