/* SPDX-License-Identifier: MIT */

/* Structs, empty; and how to find a property in one. */

#include <string.h>

#include "priv.h"

/* MiB: the longest value that is kept, unless the program chooses another one. */
#define ATTACHMENT_SIZE 50

void TNEFInitMapi(MAPIProps *p)
{
    memset(p, 0, sizeof *p);
}

void TNEFInitAttachment(Attachment *p)
{
    memset(p, 0, sizeof *p);
}

/* Debug is the program's: some set it before they call this. */
void TNEFInitialize(TNEFStruct *TNEF)
{
    int debug = TNEF->Debug;

    memset(TNEF, 0, sizeof *TNEF);
    TNEF->Debug = debug;
    TNEF->attachmentSize = ATTACHMENT_SIZE;
}

void TNEFFree(TNEFStruct *TNEF)
{
    ytnefi_arena_free(TNEF);
    TNEFInitialize(TNEF);
}

void TNEFFreeMapiProps(MAPIProps *p)
{
    TNEFInitMapi(p);
}

/* The head of the list holds all memory, and is no attachment; of what else it points to nothing is lost. */
void TNEFFreeAttachment(Attachment *p)
{
    variableLength icon = p->IconData;

    TNEFInitAttachment(p);
    p->IconData = icon;
}

/* ---- Properties -------------------------------------------------------------------------------- */

static variableLength *find(MAPIProps *p, unsigned int id, DWORD custom)
{
    if (p == NULL) {
        return MAPI_UNDEFINED;
    }
    for (DWORD i = 0; i < p->count; i++) {
        if (p->properties[i].id == id && p->properties[i].custom == custom && p->properties[i].count > 0) {
            return p->properties[i].data;
        }
    }
    return MAPI_UNDEFINED;
}

variableLength *MAPIFindProperty(MAPIProps *p, unsigned int ID)
{
    return find(p, ID, 0);
}

variableLength *MAPIFindUserProp(MAPIProps *p, unsigned int ID)
{
    return find(p, ID, 1);
}
