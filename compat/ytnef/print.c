/* SPDX-License-Identifier: MIT */

/* MAPIPrint(): properties for people. Nothing else in this library prints. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/mapi.h>

#include "priv.h"

#define LINE "-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-"

static const char *type_name(ULONG type)
{
    switch (type) {
    case PT_UNSPECIFIED:
        return "  NONE   ";
    case PT_NULL:
        return "  NULL   ";
    case PT_I2:
        return "   I2    ";
    case PT_LONG:
        return "  LONG   ";
    case PT_R4:
        return "   R4    ";
    case PT_DOUBLE:
        return " DOUBLE  ";
    case PT_CURRENCY:
        return "CURRENCY ";
    case PT_APPTIME:
        return "APP TIME ";
    case PT_ERROR:
        return "  ERROR  ";
    case PT_BOOLEAN:
        return " BOOLEAN ";
    case PT_OBJECT:
        return " OBJECT  ";
    case PT_I8:
        return "   I8    ";
    case PT_STRING8:
        return " STRING8 ";
    case PT_UNICODE:
        return " UNICODE ";
    case PT_SYSTIME:
        return "SYS TIME ";
    case PT_CLSID:
        return "OLE GUID ";
    case PT_BINARY:
        return " BINARY  ";
    default:
        return " UNKNOWN ";
    }
}

/* PidTagRtfInSync as PR_RTF_IN_SYNC. */
static void print_code(const MAPIProperty *prop)
{
    const char *name = tnef_prop_tag_name((uint16_t)PROP_ID(prop->id), (uint16_t)PROP_TYPE(prop->id));
    bool after_small = true;

    if (prop->custom != 0) {
        printf("UD:x%04x", PROP_ID(prop->id));
    } else if (name == NULL || strncmp(name, "PidTag", 6) != 0) {
        printf("0x%04x", PROP_ID(prop->id));
    } else {
        printf("PR");
        for (name += 6; *name != '\0'; name++) {
            if (isupper((unsigned char)*name) && after_small) {
                putchar('_');
            }
            after_small = !isupper((unsigned char)*name);
            putchar(toupper((unsigned char)*name));
        }
    }
}

static void print_hex(const variableLength *value)
{
    printf("HEX: ");
    for (int i = 0; i < value->size; i++) {
        printf(" %02x", value->data[i]);
    }
}

/* Bytes that are not ASCII are dots: a terminal obeys some of them. */
static void print_bytes(const variableLength *value)
{
    for (int i = 0; i < value->size; i++) {
        putchar(value->data[i] >= 0x20 && value->data[i] < 0x7F ? value->data[i] : '.');
    }
}

static void print_text(const variableLength *value)
{
    for (int i = 0; i < value->size && value->data[i] != 0; i++) {
        unsigned char b = value->data[i];

        putchar((b < 0x20 && b != '\t' && b != '\n' && b != '\r') || b == 0x7F ? '.' : b);
    }
}

static void print_date(variableLength *value)
{
    dtr date;

    (void)MAPISysTimetoDTR(value->data, &date);
    TNEFPrintDate(date);
    printf(" [");
    print_hex(value);
    printf("] (%llu)", SwapDDWord(value->data, 8));
}

static void print_value(ULONG type, variableLength *value)
{
    printf("Value: ");
    switch (type) {
    case PT_SYSTIME:
        print_date(value);
        return;
    case PT_LONG:
        printf("%d", (int)SwapDWord(value->data, 4));
        return;
    case PT_I2:
        printf("%d", (short)SwapWord(value->data, 2));
        return;
    case PT_BOOLEAN:
        printf("%s", value->data[0] != 0 ? "True" : "False");
        return;
    default:
        break;
    }
    putchar('[');
    if (type == PT_STRING8 || type == PT_UNICODE) {
        print_text(value);
    } else if (type == PT_BINARY || type == PT_OBJECT) {
        print_bytes(value);
    } else {
        print_hex(value);
    }
    putchar(']');
}

static void print_rtf(variableLength *value)
{
    variableLength rtf;

    printf("Detected Compressed RTF. Decompressed text follows\n" LINE "\n");
    rtf.data = DecompressRTF(value, &rtf.size);
    if (rtf.data != NULL) {
        (void)fwrite(rtf.data, 1, (size_t)rtf.size, stdout);
        free(rtf.data);
    }
    printf("\n" LINE);
}

static void print_property(MAPIProperty *prop)
{
    for (int i = 0; i < prop->namedproperty; i++) {
        printf("    Name: ");
        print_text(&prop->propnames[i]);
        printf("\n");
    }
    for (ULONG i = 0; i < prop->count; i++) {
        if (prop->count > 1) {
            printf("    [%u/%u] ", i, prop->count);
        } else {
            printf("    ");
        }
        printf("Size: %d    ", prop->data[i].size);
        if (prop->data[i].data == NULL) {
            printf("Value: []");
        } else if (PROP_TYPE(prop->id) == PT_BINARY && IsCompressedRTF(&prop->data[i]) == 1) {
            print_rtf(&prop->data[i]);
        } else {
            print_value(PROP_TYPE(prop->id), &prop->data[i]);
        }
        printf("\n");
    }
}

void MAPIPrint(MAPIProps *p)
{
    for (DWORD i = 0; i < p->count; i++) {
        printf("   #%u: Type: [%s]  Code: [", i, type_name(PROP_TYPE(p->properties[i].id)));
        print_code(&p->properties[i]);
        printf("]\n");
        print_property(&p->properties[i]);
    }
}
