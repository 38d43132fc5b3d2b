/* SPDX-License-Identifier: MIT */

/* libytnef.so.0 as programs use it: whatever the input is, what is found can be walked, is followed by zeros,
 * may be written to and replaced, and is the same from memory and in pieces; embedded messages, which
 * programs parse by functions that call themselves, end after 16 levels. */

#include "harness.h"

#include "../compat/ytnef/ytnef.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MOST 16

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ---- What is there ------------------------------------------------------------------------------ */

static uint64_t value(uint64_t hash, const variableLength *v)
{
    static const BYTE zeros[YTNEF_PADDING];

    CHECK(v->size >= 0 && (v->data != NULL || v->size == 0));
    if (v->data == NULL)
        return hash;
    CHECK(memcmp(v->data + v->size, zeros, sizeof zeros) == 0);
    return digest_bytes(digest_number(hash, (uint64_t)v->size), v->data, (size_t)v->size);
}

static uint64_t props(uint64_t hash, MAPIProps *all)
{
    hash = digest_number(hash, all->count);
    for (DWORD i = 0; i < all->count; i++) {
        MAPIProperty *p = &all->properties[i];
        const variableLength *found =
            p->custom != 0 ? MAPIFindUserProp(all, p->id) : MAPIFindProperty(all, p->id);

        CHECK(p->custom <= 1 && (p->count == 0 || found != MAPI_UNDEFINED));
        hash = digest_number(digest_number(hash, p->id), p->count);
        for (int n = 0; n < p->namedproperty; n++)
            hash = value(hash, &p->propnames[n]);
        for (ULONG n = 0; n < p->count; n++)
            hash = value(hash, &p->data[n]);
    }
    return hash;
}

static uint64_t facts(TNEFStruct *t)
{
    uint64_t hash = DIGEST_START;

    CHECK(memchr(t->messageClass, 0, sizeof t->messageClass) != NULL);
    CHECK(memchr(t->messageID, 0, sizeof t->messageID) != NULL);
    CHECK(memchr(t->version, 0, sizeof t->version) != NULL);
    hash = digest_bytes(hash, t->messageClass, strlen(t->messageClass));
    hash = value(value(value(hash, &t->subject), &t->body), &t->from);
    hash = value(value(value(hash, &t->CodePage), &t->Owner), &t->AidOwner);
    hash = props(hash, &t->MapiProperties);
    for (Attachment *a = t->starting_attach.next; a != NULL; a = a->next) {
        CHECK(a->Title.data != NULL && a->FileData.data != NULL);
        hash = value(value(value(hash, &a->Title), &a->FileData), &a->IconData);
        hash = props(value(hash, &a->TransportFilename), &a->MAPI);
    }
    return hash;
}

/* ---- What programs do with it ------------------------------------------------------------------- */

static void spoil(variableLength *v)
{
    static BYTE own[] = "own";

    if (v->data == NULL)
        return;
    memset(v->data, 'x', (size_t)v->size + YTNEF_PADDING);
    v->data = own;
    v->size = 4;
}

static void use(variableLength *v, ULONG type)
{
    BYTE *rtf;
    char *text;
    int size;
    dtr date;

    if (v->data == NULL)
        return;
    if (IsCompressedRTF(v) == 1) {
        rtf = DecompressRTF(v, &size);
        CHECK((rtf == NULL) == (size == 0) && size >= 0);
        free(rtf);
    }
    if (type == PT_BINARY && v->size < 4096) {
        text = to_utf8((size_t)v->size, (char *)v->data);
        CHECK(text != NULL && strlen(text) <= (size_t)v->size * 3 / 2 + 3);
        free(text);
    }
    CHECK(MAPISysTimetoDTR(v->data, &date) == 0 && date.wMonth >= 1 && date.wMonth <= 12 && date.wDay <= 31);
    (void)SwapDDWord(v->data, 8);
    spoil(v);
}

static void use_props(MAPIProps *all)
{
    for (DWORD i = 0; i < all->count; i++)
        for (ULONG n = 0; n < all->properties[i].count; n++)
            use(&all->properties[i].data[n], PROP_TYPE(all->properties[i].id));
}

static void use_all(TNEFStruct *t)
{
    use_props(&t->MapiProperties);
    for (Attachment *a = t->starting_attach.next; a != NULL; a = a->next) {
        use_props(&a->MAPI);
        spoil(&a->Title);
        spoil(&a->FileData);
    }
    spoil(&t->subject);
    spoil(&t->body);
    TNEFFree(t);
    CHECK(t->starting_attach.next == NULL);
    TNEFFree(t);
}

/* Embedded messages, as programs find them. */
static void descend(BYTE *data, int size, int depth)
{
    TNEFStruct *t = calloc(1, sizeof *t);

    CHECK(t != NULL && depth <= DEPTH_MOST);
    TNEFInitialize(t);
    (void)TNEFParseMemory(data, size, t);
    for (Attachment *a = t->starting_attach.next; a != NULL; a = a->next) {
        variableLength *v = MAPIFindProperty(&a->MAPI, PROP_TAG(PT_OBJECT, 0x3701));

        if (v == MAPI_UNDEFINED)
            v = MAPIFindProperty(&a->MAPI, PROP_TAG(PT_BINARY, 0x3701));
        if (v != MAPI_UNDEFINED && v->size > 20 && TNEFCheckForSignature(SwapDWord(v->data + 16, 4)) == 0)
            descend(v->data + 16, v->size - 16, depth + 1);
    }
    use_all(t);
    free(t);
}

/* ---- In pieces ---------------------------------------------------------------------------------- */

struct reader {
    const uint8_t *data;
    size_t left, piece;
};

static int read_piece(TNEFIOStruct *io, int size, int count, void *dest)
{
    struct reader *r = io->data;
    size_t n = r->left < r->piece ? r->left : r->piece;

    CHECK(size == 1 && count > 0);
    n = n < (size_t)count ? n : (size_t)count;
    memcpy(dest, r->data, n);
    r->data += n;
    r->left -= n;
    return (int)n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct options opt;
    struct reader r;
    TNEFStruct t;
    BYTE *copy;
    uint64_t whole;
    int result;

    size = options_take(&opt, data, size);
    copy = malloc(size > 0 ? size : 1);
    CHECK(copy != NULL);
    if (size > 0)
        memcpy(copy, data, size);
    TNEFInitialize(&t);
    result = TNEFParseMemory(copy, (long)size, &t);
    CHECK(result == 0 || result == -1);
    whole = facts(&t);
    use_all(&t);

    r.data = copy;
    r.left = size;
    r.piece = opt.piece;
    t.IO.ReadProc = read_piece;
    t.IO.data = &r;
    CHECK(TNEFParse(&t) == result);
    CHECK(facts(&t) == whole);
    use_all(&t);

    if (size > 0)
        descend(copy, (int)size, 0);
    free(copy);
    return 0;
}
