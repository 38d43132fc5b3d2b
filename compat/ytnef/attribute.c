/* SPDX-License-Identifier: MIT */

/* Attributes: [MS-OXTNEF] 2.1.3.3. Text stays in the code page of the sender, as it does in the original. */

#include <stdio.h>
#include <string.h>

#include <tnef/mapi.h>

#include "priv.h"

bool ytnefi_is_list(uint32_t attr)
{
    return attr == TNEF_ATT_MSG_PROPS || attr == TNEF_ATT_ATTACHMENT;
}

/* Gives a value that is absent |size| bytes of zero. */
static void fill(struct ytnefi_parse *p, variableLength *value, int size)
{
    if (value->data == NULL && !p->failed) {
        value->data = ytnefi_take(p->arena, (size_t)size + YTNEF_PADDING);
        value->size = value->data != NULL ? size : 0;
        p->failed = value->data == NULL;
    }
}

/* A file whose bytes are in a property alone: some programs do not look there. It is a copy, since programs
 * write to values. */
static void file_of_property(struct ytnefi_parse *p)
{
    Attachment *a = p->last;
    const variableLength *value =
        MAPIFindProperty(&a->MAPI, PROP_TAG(PT_OBJECT, TNEF_PID_ATTACH_DATA_OBJECT));
    int iid = value != MAPI_UNDEFINED ? YTNEFI_IID_SIZE : 0;

    if (value == MAPI_UNDEFINED) {
        value = MAPIFindProperty(&a->MAPI, PROP_TAG(PT_BINARY, TNEF_PID_ATTACH_DATA_BINARY));
    }
    if (a->FileData.data != NULL || value == MAPI_UNDEFINED || value->size < iid
        || (value->size >= YTNEFI_IID_SIZE && tnef_guid_find(value->data) == TNEF_GUID_IID_IMESSAGE)) {
        return;
    }
    ytnefi_value_copy(p, value->data + iid, (size_t)(value->size - iid), &a->FileData);
}

/* Programs take a title of one byte, the terminator, for none, and make a name there; one that is absent they
 * take for a name. */
void ytnefi_attachment_end(struct ytnefi_parse *p)
{
    if (!p->attached) {
        return;
    }
    ytnefi_props_keep(p, &p->attachment_props, &p->last->MAPI);
    file_of_property(p);
    fill(p, &p->last->FileData, 0);
    fill(p, &p->last->Title, 1);
}

/* Appends an attachment to the list. Damaged streams have attributes of attachments before the one that
 * begins one; they are of an attachment, too. */
static void attach(struct ytnefi_parse *p)
{
    Attachment *a = ytnefi_take(p->arena, sizeof *a);

    if (a == NULL) {
        p->failed = true;
        return;
    }
    ytnefi_attachment_end(p);
    p->last->next = a;
    p->last = a;
    p->attached = true;
}

void ytnefi_attribute_begin(struct ytnefi_parse *p, uint32_t attr, uint32_t level)
{
    if (attr == TNEF_ATT_ATTACH_REND_DATA || (level == TNEF_LVL_ATTACHMENT && !p->attached)) {
        attach(p);
    }
}

/* ---- Bytes of the value to fields -------------------------------------------------------------- */

/* Text in a field of fixed size. It is cut, and always terminated. */
static void copy(const struct ytnefi_parse *p, char *field, size_t size)
{
    size_t len = p->value.len < size - 1 ? p->value.len : size - 1;

    memset(field, 0, size);
    if (len > 0) {
        memcpy(field, ytnefi_bytes(&p->value), len);
    }
}

static void date(const struct ytnefi_parse *p, dtr *field)
{
    BYTE *b = ytnefi_bytes(&p->value);

    if (p->value.len != 14) {
        return;
    }
    field->wYear = SwapWord(b, 2);
    field->wMonth = SwapWord(b + 2, 2);
    field->wDay = SwapWord(b + 4, 2);
    field->wHour = SwapWord(b + 6, 2);
    field->wMinute = SwapWord(b + 8, 2);
    field->wSecond = SwapWord(b + 10, 2);
    field->wDayOfWeek = SwapWord(b + 12, 2);
}

static void rendering(const struct ytnefi_parse *p, renddata *field)
{
    BYTE *b = ytnefi_bytes(&p->value);

    if (p->value.len != 14) {
        return;
    }
    field->atyp = SwapWord(b, 2);
    field->ulPosition = SwapDWord(b + 2, 4);
    field->dxWidth = SwapWord(b + 6, 2);
    field->dyHeight = SwapWord(b + 8, 2);
    field->dwFlags = SwapDWord(b + 10, 4);
}

/* [MS-OXTNEF] 2.1.3.3.3: 1 is high, 3 is low. */
static void priority(const struct ytnefi_parse *p)
{
    static const char *const words[] = { "N/A", "high", "normal", "low" };
    WORD value = p->value.len == 2 ? SwapWord(ytnefi_bytes(&p->value), 2) : 0;

    (void)snprintf(p->tnef->priority, sizeof p->tnef->priority, "%s", words[value <= 3 ? value : 0]);
}

static void version(const struct ytnefi_parse *p)
{
    DWORD value = p->value.len == 4 ? SwapDWord(ytnefi_bytes(&p->value), 4) : 0;

    (void)snprintf(p->tnef->version, sizeof p->tnef->version, "TNEF%u.%u", value >> 16, value & 0xFFFF);
}

/* A field of the message that holds bytes as they are. NULL: none. */
static variableLength *message_field(TNEFStruct *tnef, uint32_t attr)
{
    switch (attr) {
    case TNEF_ATT_FROM:
        return &tnef->from;
    case TNEF_ATT_SUBJECT:
        return &tnef->subject;
    case TNEF_ATT_BODY:
        return &tnef->body;
    case TNEF_ATT_OEM_CODEPAGE:
        return &tnef->CodePage;
    case TNEF_ATT_ORIGINAL_MESSAGE_CLASS:
        return &tnef->OriginalMessageClass;
    case TNEF_ATT_OWNER:
        return &tnef->Owner;
    case TNEF_ATT_SENT_FOR:
        return &tnef->SentFor;
    case TNEF_ATT_DELEGATE:
        return &tnef->Delegate;
    case TNEF_ATT_AID_OWNER:
        return &tnef->AidOwner;
    default:
        return NULL;
    }
}

/* The same of an attachment. */
static variableLength *attachment_field(Attachment *a, uint32_t attr)
{
    switch (attr) {
    case TNEF_ATT_ATTACH_TITLE:
        return &a->Title;
    case TNEF_ATT_ATTACH_DATA:
        return &a->FileData;
    case TNEF_ATT_ATTACH_META_FILE:
        return &a->IconData;
    case TNEF_ATT_ATTACH_TRANSPORT_FILENAME:
        return &a->TransportFilename;
    default:
        return NULL;
    }
}

static void attachment(struct ytnefi_parse *p, uint32_t attr)
{
    switch (attr) {
    case TNEF_ATT_ATTACH_REND_DATA:
        rendering(p, &p->last->RenderData);
        break;
    case TNEF_ATT_ATTACH_CREATE_DATE:
        date(p, &p->last->CreateDate);
        break;
    case TNEF_ATT_ATTACH_MODIFY_DATE:
        date(p, &p->last->ModifyDate);
        break;
    default:
        break;
    }
}

void ytnefi_attribute(struct ytnefi_parse *p, uint32_t attr)
{
    TNEFStruct *tnef = p->tnef;
    variableLength *field = message_field(tnef, attr);

    if (field == NULL && p->attached) {
        field = attachment_field(p->last, attr);
    }
    if (field != NULL) {
        ytnefi_value_end(p, field);
        return;
    }
    switch (attr) {
    case TNEF_ATT_TNEF_VERSION:
        version(p);
        break;
    case TNEF_ATT_MESSAGE_CLASS:
        copy(p, tnef->messageClass, sizeof tnef->messageClass);
        break;
    case TNEF_ATT_MESSAGE_ID:
        copy(p, tnef->messageID, sizeof tnef->messageID);
        break;
    case TNEF_ATT_PARENT_ID:
        copy(p, tnef->parentID, sizeof tnef->parentID);
        break;
    case TNEF_ATT_CONVERSATION_ID:
        copy(p, tnef->conversationID, sizeof tnef->conversationID);
        break;
    case TNEF_ATT_PRIORITY:
        priority(p);
        break;
    case TNEF_ATT_DATE_SENT:
        date(p, &tnef->dateSent);
        break;
    case TNEF_ATT_DATE_RECD:
        date(p, &tnef->dateReceived);
        break;
    case TNEF_ATT_DATE_MODIFIED:
        date(p, &tnef->dateModified);
        break;
    case TNEF_ATT_DATE_START:
        date(p, &tnef->DateStart);
        break;
    case TNEF_ATT_DATE_END:
        date(p, &tnef->DateEnd);
        break;
    case TNEF_ATT_REQUEST_RES:
        tnef->RequestRes = p->value.len == 2 ? SwapWord(ytnefi_bytes(&p->value), 2) : 0;
        break;
    default:
        if (p->attached) {
            attachment(p, attr);
        }
        break;
    }
    p->collecting = false;
    p->value.len = 0;
}
