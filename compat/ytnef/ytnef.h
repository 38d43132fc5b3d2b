/* SPDX-License-Identifier: MIT */
#ifndef TNEF_COMPAT_YTNEF_H
#define TNEF_COMPAT_YTNEF_H
/* The interface of libytnef 2.0, on libtnef.
 *
 * Take it only for a program that is written for libytnef: names, types and layouts here are those that
 * such programs were compiled with, and cannot become better. For anything new take <tnef/message.h>.
 * README.md beside this file tells what differs from the original.
 *
 *     TNEFStruct tnef;
 *
 *     TNEFInitialize(&tnef);
 *     if (TNEFParseMemory(bytes, size, &tnef) == 0)
 *         for (Attachment *a = tnef.starting_attach.next; a != NULL; a = a->next)
 *             use(a->Title.data, a->FileData.data, a->FileData.size);
 *     TNEFFree(&tnef);
 *
 * The caller has the TNEFStruct; all that it points to belongs to the library and lives until TNEFFree().
 * The caller may write into it, shorten it, and put pointers of its own in the place of others: nothing is
 * released one by one. Every value is followed by at least YTNEF_PADDING bytes of zero, which |size| does
 * not count.
 *
 * A function that parses returns 0, or -1 if anything is wrong; what could be read is there in both cases.
 */

#include <stddef.h>
#include <stdio.h>

#if defined(__GNUC__)
#  define YTNEF_API __attribute__((visibility("default")))
#else
#  define YTNEF_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Types ---------------------------------------------------------------------------------- */

typedef unsigned char BYTE;
typedef unsigned short WORD;
typedef unsigned int DWORD;
typedef unsigned int ULONG;
typedef unsigned long long DDWORD;

/* Zero bytes after every value. */
#define YTNEF_PADDING 32

/* Bytes of a value. NULL and 0: absent. */
typedef struct {
    BYTE *data;
    int size;
} variableLength;

/* A date as it is in attributes: [MS-OXTNEF] 2.1.3.3.2. wDayOfWeek counts from Sunday, 0. */
typedef struct {
    WORD wYear;
    WORD wMonth;
    WORD wDay;
    WORD wHour;
    WORD wMinute;
    WORD wSecond;
    WORD wDayOfWeek;
} dtr;

/* attAttachRendData: [MS-OXTNEF] 2.1.3.3.15. */
typedef struct {
    WORD atyp;
    ULONG ulPosition;
    WORD dxWidth;
    WORD dyHeight;
    DWORD dwFlags;
} renddata;

/* A property: [MS-OXTNEF] 2.1.3.4. Its |id| is PROP_TAG(type, number); of a property that is named by a
 * number that number stands in the place of the id. */
typedef struct {
    DWORD custom;                /* 1: named                                                       */
    BYTE guid[16];               /* of a named property, as on the wire                            */
    DWORD id;
    ULONG count;                 /* entries of |data|                                              */
    int namedproperty;           /* entries of |propnames|                                         */
    variableLength *propnames;   /* names as UTF-8                                                 */
    variableLength *data;
} MAPIProperty;

typedef struct MAPIProps {
    DWORD count;
    MAPIProperty *properties;
} MAPIProps;

typedef struct Attachment {
    dtr Date;
    variableLength Title;
    variableLength MetaFile;
    dtr CreateDate;
    dtr ModifyDate;
    variableLength TransportFilename;
    renddata RenderData;
    MAPIProps MAPI;
    struct Attachment *next;
    variableLength FileData;
    variableLength IconData;
} Attachment;

/* Where TNEFParse() reads. ReadProc reads |count| items of |size| bytes and returns how many items it read.
 * All three return something below 0 if they fail. */
typedef struct _TNEFIOStruct {
    int (*InitProc)(struct _TNEFIOStruct *IO);
    int (*ReadProc)(struct _TNEFIOStruct *IO, int size, int count, void *dest);
    int (*CloseProc)(struct _TNEFIOStruct *IO);
    void *data;
} TNEFIOStruct;

typedef struct {
    char version[16];
    variableLength from;
    variableLength subject;
    dtr dateSent;
    dtr dateReceived;
    char messageStatus[10];
    char messageClass[50];
    char messageID[50];
    char parentID[50];
    char conversationID[50];
    variableLength body;
    char priority[10];
    Attachment starting_attach;  /* |next| is the first attachment; the rest is the library's      */
    dtr dateModified;
    MAPIProps MapiProperties;
    variableLength CodePage;
    variableLength OriginalMessageClass;
    variableLength Owner;
    variableLength SentFor;
    variableLength Delegate;
    dtr DateStart;
    dtr DateEnd;
    variableLength AidOwner;
    int RequestRes;
    int Debug;                   /* the caller's; without effect: the library does not print       */
    TNEFIOStruct IO;
    int attachmentSize;
} TNEFStruct;

/* ---- Numbers -------------------------------------------------------------------------------- */

/* Errors. Those from -2 on are never returned by this library: hosts test for -1. */
#define YTNEF_CANNOT_INIT_DATA   -1
#define YTNEF_NOT_TNEF_STREAM    -2
#define YTNEF_ERROR_READING_DATA -3
#define YTNEF_NO_KEY             -4
#define YTNEF_BAD_CHECKSUM       -5
#define YTNEF_ERROR_IN_HANDLER   -6
#define YTNEF_UNKNOWN_PROPERTY   -7
#define YTNEF_INCORRECT_SETUP    -8

/* What the two searches return if there is nothing. */
#define MAPI_UNDEFINED ((variableLength *)-1)

#define PROP_TAG(type, id) ((((ULONG)(id)) << 16) | ((ULONG)(type)))
#define PROP_TYPE(tag)     (((ULONG)(tag)) & 0xFFFFu)
#define PROP_ID(tag)       (((ULONG)(tag)) >> 16)

/* Types of properties: [MS-OXCDATA] 2.11.1. */
#define MV_FLAG        0x1000
#define PT_UNSPECIFIED ((ULONG)0x0000)
#define PT_NULL        ((ULONG)0x0001)
#define PT_I2          ((ULONG)0x0002)
#define PT_LONG        ((ULONG)0x0003)
#define PT_R4          ((ULONG)0x0004)
#define PT_DOUBLE      ((ULONG)0x0005)
#define PT_CURRENCY    ((ULONG)0x0006)
#define PT_APPTIME     ((ULONG)0x0007)
#define PT_ERROR       ((ULONG)0x000A)
#define PT_BOOLEAN     ((ULONG)0x000B)
#define PT_OBJECT      ((ULONG)0x000D)
#define PT_I8          ((ULONG)0x0014)
#define PT_STRING8     ((ULONG)0x001E)
#define PT_UNICODE     ((ULONG)0x001F)
#define PT_SYSTIME     ((ULONG)0x0040)
#define PT_CLSID       ((ULONG)0x0048)
#define PT_BINARY      ((ULONG)0x0102)

/* ---- Life ----------------------------------------------------------------------------------- */

/* Makes a struct of the caller's empty. To be called first, and only once for each TNEFFree(). */
YTNEF_API void TNEFInitialize(TNEFStruct *TNEF);

/* Releases all that the struct points to, and makes it empty. May be called again. */
YTNEF_API void TNEFFree(TNEFStruct *TNEF);

/* The same for parts of a struct. They release nothing: TNEFFree() does. */
YTNEF_API void TNEFInitMapi(MAPIProps *p);
YTNEF_API void TNEFInitAttachment(Attachment *p);
YTNEF_API void TNEFFreeMapiProps(MAPIProps *p);
YTNEF_API void TNEFFreeAttachment(Attachment *p);

/* ---- Parsing -------------------------------------------------------------------------------- */

/* Returns 0 if |sig| is the signature of a TNEF stream, read as a little-endian number, else -1. */
YTNEF_API int TNEFCheckForSignature(DWORD sig);

/* Parse a stream into a struct that was made by TNEFInitialize(): |size| bytes of memory, a file, or what
 * TNEF->IO reads. 0, or -1: see above. */
YTNEF_API int TNEFParseMemory(BYTE *memory, long size, TNEFStruct *TNEF);
YTNEF_API int TNEFParseFile(char *filename, TNEFStruct *TNEF);
YTNEF_API int TNEFParse(TNEFStruct *TNEF);

/* ---- Properties ----------------------------------------------------------------------------- */

/* Return the first value of a property whose tag is |ID|, or MAPI_UNDEFINED. The second one looks only at
 * properties that are named. */
YTNEF_API variableLength *MAPIFindProperty(MAPIProps *p, unsigned int ID);
YTNEF_API variableLength *MAPIFindUserProp(MAPIProps *p, unsigned int ID);

/* Print properties for people to standard output, and a date. */
YTNEF_API void MAPIPrint(MAPIProps *p);
YTNEF_API void TNEFPrintDate(dtr Date);

/* ---- Values --------------------------------------------------------------------------------- */

/* Read a little-endian number of |size| bytes, at most that of the result. */
YTNEF_API WORD SwapWord(BYTE *p, int size);
YTNEF_API DWORD SwapDWord(BYTE *p, int size);
YTNEF_API DDWORD SwapDDWord(BYTE *p, int size);

/* Makes a date of the 8 bytes of a PT_SYSTIME. */
YTNEF_API int MAPISysTimetoDTR(BYTE *data, dtr *thedate);

/* Makes UTF-8 of |len| bytes of UTF-16LE. The result ends with a NUL, and is the caller's to free(); NULL:
 * no memory. */
YTNEF_API char *to_utf8(size_t len, char *buf);

/* Tell whether a value is compressed RTF, and decompress it. The result has *|size| bytes and is the
 * caller's to free(); NULL, with a size of 0, if it is none. */
YTNEF_API int IsCompressedRTF(variableLength *p);
YTNEF_API BYTE *DecompressRTF(variableLength *p, int *size);

#ifdef __cplusplus
}
#endif
#endif
