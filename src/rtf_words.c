/* SPDX-License-Identifier: MIT */
/* The control words that mean something here, in the order of their bytes. A word that is missing
 * changes nothing; behind \\* it makes its group unread. */

#include "rtf_priv.h"

#include "touch.h"

static const struct tnefi_rtf_entry words[] = {
    { "aftncn", DO_SKIP, 0 },
    { "aftnsep", DO_SKIP, 0 },
    { "aftnsepc", DO_SKIP, 0 },
    { "annotation", DO_SKIP, 0 },
    { "ansi", DO_ANSI, 0 },
    { "ansicpg", DO_ANSICPG, 0 },
    { "atnauthor", DO_SKIP, 0 },
    { "atndate", DO_SKIP, 0 },
    { "atnid", DO_SKIP, 0 },
    { "atnref", DO_SKIP, 0 },
    { "atrfend", DO_SKIP, 0 },
    { "atrfstart", DO_SKIP, 0 },
    { "author", DO_SKIP, 0 },
    { "b", DO_BOLD, 0 },
    { "background", DO_SKIP, 0 },
    { "bin", DO_BIN, 0 },
    { "bkmkend", DO_SKIP, 0 },
    { "bkmkstart", DO_SKIP, 0 },
    { "blipname", DO_SKIP, 0 },
    { "blipuid", DO_SKIP, 0 },
    { "blue", DO_BLUE, 0 },
    { "bullet", DO_CHAR, 0x2022 },
    { "category", DO_SKIP, 0 },
    { "cell", DO_CELL, 0 },
    { "cf", DO_COLOR, 0 },
    { "colorschememapping", DO_SKIP, 0 },
    { "colortbl", DO_COLORTBL, 0 },
    { "comment", DO_SKIP, 0 },
    { "company", DO_SKIP, 0 },
    { "cpg", DO_CPG, 0 },
    { "datafield", DO_SKIP, 0 },
    { "datastore", DO_SKIP, 0 },
    { "deff", DO_DEFF, 0 },
    { "deleted", DO_HIDDEN, 0 },
    { "doccomm", DO_SKIP, 0 },
    { "docvar", DO_SKIP, 0 },
    { "emdash", DO_CHAR, 0x2014 },
    { "emspace", DO_CHAR, 0x2003 },
    { "endash", DO_CHAR, 0x2013 },
    { "enspace", DO_CHAR, 0x2002 },
    { "f", DO_F, 0 },
    { "factoidname", DO_SKIP, 0 },
    { "falt", DO_SKIP, 0 },
    { "fcharset", DO_FCHARSET, 0 },
    { "field", DO_FIELD, 0 },
    { "filetbl", DO_SKIP, 0 },
    { "fldinst", DO_INST, 0 },
    { "fldrslt", DO_RESULT, 0 },
    { "fname", DO_SKIP, 0 },
    { "fontemb", DO_SKIP, 0 },
    { "fontfile", DO_SKIP, 0 },
    { "fonttbl", DO_FONTTBL, 0 },
    { "footer", DO_SKIP, 0 },
    { "footerf", DO_SKIP, 0 },
    { "footerl", DO_SKIP, 0 },
    { "footerr", DO_SKIP, 0 },
    { "formfield", DO_SKIP, 0 },
    { "fromhtml", DO_FROMHTML, 0 },
    { "fromtext", DO_FROMTEXT, 0 },
    { "fs", DO_SIZE, 0 },
    { "ftncn", DO_SKIP, 0 },
    { "ftnsep", DO_SKIP, 0 },
    { "ftnsepc", DO_SKIP, 0 },
    { "generator", DO_SKIP, 0 },
    { "green", DO_GREEN, 0 },
    { "header", DO_SKIP, 0 },
    { "headerf", DO_SKIP, 0 },
    { "headerl", DO_SKIP, 0 },
    { "headerr", DO_SKIP, 0 },
    { "hlinkbase", DO_SKIP, 0 },
    { "hsv", DO_SKIP, 0 },
    { "htmlrtf", DO_HTMLRTF, 0 },
    { "htmltag", DO_HTMLTAG, 0 },
    { "i", DO_ITALIC, 0 },
    { "info", DO_SKIP, 0 },
    { "keywords", DO_SKIP, 0 },
    { "latentstyles", DO_SKIP, 0 },
    { "lbr", DO_LINE, 0 },
    { "ldblquote", DO_CHAR, 0x201C },
    { "levelnumbers", DO_SKIP, 0 },
    { "leveltext", DO_SKIP, 0 },
    { "li", DO_INDENT, 0 },
    { "line", DO_LINE, 0 },
    { "linkval", DO_SKIP, 0 },
    { "list", DO_SKIP, 0 },
    { "listlevel", DO_SKIP, 0 },
    { "listname", DO_SKIP, 0 },
    { "listoverride", DO_SKIP, 0 },
    { "listoverridetable", DO_SKIP, 0 },
    { "listtable", DO_SKIP, 0 },
    { "listtext", DO_LIST, 0 },
    { "lquote", DO_CHAR, 0x2018 },
    { "ltrmark", DO_CHAR, 0x200E },
    { "mac", DO_MAC, 0 },
    { "manager", DO_SKIP, 0 },
    { "mhtmltag", DO_SKIP, 0 },
    { "mmathPr", DO_SKIP, 0 },
    { "nestcell", DO_CELL, 0 },
    { "nestrow", DO_ROW, 0 },
    { "nextfile", DO_SKIP, 0 },
    { "nonshppict", DO_SKIP, 0 },
    { "nosupersub", DO_NOSUPERSUB, 0 },
    { "objattph", DO_OBJATTPH, 0 },
    { "objclass", DO_SKIP, 0 },
    { "objdata", DO_SKIP, 0 },
    { "object", DO_SKIP, 0 },
    { "objname", DO_SKIP, 0 },
    { "oldcprops", DO_SKIP, 0 },
    { "oldpprops", DO_SKIP, 0 },
    { "oldsprops", DO_SKIP, 0 },
    { "oldtprops", DO_SKIP, 0 },
    { "operator", DO_SKIP, 0 },
    { "page", DO_BREAK, 0 },
    { "panose", DO_SKIP, 0 },
    { "par", DO_BREAK, 0 },
    { "pard", DO_PARD, 0 },
    { "passwordhash", DO_SKIP, 0 },
    { "pc", DO_PC, 0 },
    { "pca", DO_PCA, 0 },
    { "pgdsctbl", DO_SKIP, 0 },
    { "pgp", DO_SKIP, 0 },
    { "picprop", DO_SKIP, 0 },
    { "pict", DO_SKIP, 0 },
    { "plain", DO_PLAIN, 0 },
    { "pnseclvl", DO_SKIP, 0 },
    { "pntext", DO_LIST, 0 },
    { "pntxta", DO_SKIP, 0 },
    { "pntxtb", DO_SKIP, 0 },
    { "private", DO_SKIP, 0 },
    { "propname", DO_SKIP, 0 },
    { "protusertbl", DO_SKIP, 0 },
    { "qmspace", DO_CHAR, 0x2005 },
    { "rdblquote", DO_CHAR, 0x201D },
    { "red", DO_RED, 0 },
    { "revtbl", DO_SKIP, 0 },
    { "row", DO_ROW, 0 },
    { "rquote", DO_CHAR, 0x2019 },
    { "rsidtbl", DO_SKIP, 0 },
    { "rtf", DO_RTF, 0 },
    { "rtlmark", DO_CHAR, 0x200F },
    { "rxe", DO_SKIP, 0 },
    { "sect", DO_BREAK, 0 },
    { "shpinst", DO_READ, 0 },
    { "shprslt", DO_SKIP, 0 },
    { "sn", DO_SKIP, 0 },
    { "sp", DO_SKIP, 0 },
    { "staticval", DO_SKIP, 0 },
    { "strike", DO_STRIKE, 0 },
    { "striked", DO_STRIKE, 0 },
    { "stylesheet", DO_SKIP, 0 },
    { "sub", DO_SUB, 0 },
    { "subject", DO_SKIP, 0 },
    { "super", DO_SUPER, 0 },
    { "sv", DO_SKIP, 0 },
    { "tab", DO_TAB, 0 },
    { "tc", DO_SKIP, 0 },
    { "tcn", DO_SKIP, 0 },
    { "template", DO_SKIP, 0 },
    { "themedata", DO_SKIP, 0 },
    { "title", DO_SKIP, 0 },
    { "txe", DO_SKIP, 0 },
    { "u", DO_U, 0 },
    { "uc", DO_UC, 0 },
    { "ud", DO_UD, 0 },
    { "ul", DO_UNDERLINE, 0 },
    { "uld", DO_UNDERLINE, 0 },
    { "uldash", DO_UNDERLINE, 0 },
    { "uldashd", DO_UNDERLINE, 0 },
    { "uldashdd", DO_UNDERLINE, 0 },
    { "uldb", DO_UNDERLINE, 0 },
    { "ulhwave", DO_UNDERLINE, 0 },
    { "ulldash", DO_UNDERLINE, 0 },
    { "ulnone", DO_UNDERLINE_NONE, 0 },
    { "ulth", DO_UNDERLINE, 0 },
    { "ulthd", DO_UNDERLINE, 0 },
    { "ulthdash", DO_UNDERLINE, 0 },
    { "ulthdashd", DO_UNDERLINE, 0 },
    { "ulthdashdd", DO_UNDERLINE, 0 },
    { "ulthldash", DO_UNDERLINE, 0 },
    { "ululdbwave", DO_UNDERLINE, 0 },
    { "ulw", DO_UNDERLINE, 0 },
    { "ulwave", DO_UNDERLINE, 0 },
    { "upr", DO_UPR, 0 },
    { "userprops", DO_SKIP, 0 },
    { "v", DO_HIDDEN, 0 },
    { "wgrffmtfilter", DO_SKIP, 0 },
    { "writereservhash", DO_SKIP, 0 },
    { "xe", DO_SKIP, 0 },
    { "xform", DO_SKIP, 0 },
    { "xmlnstbl", DO_SKIP, 0 },
    { "zwbo", DO_CHAR, 0x200B },
    { "zwj", DO_CHAR, 0x200D },
    { "zwnbo", DO_CHAR, 0x2060 },
    { "zwnj", DO_CHAR, 0x200C },
};

/* As strcmp, of a word of |len| letters. */
static int compare(const char *word, size_t len, const char *name)
{
    size_t i = 0;

    while (i < len && word[i] == name[i])
        i++;
    TNEFI_TOUCH(i + 1u);
    if (i < len)
        return (unsigned char)word[i] < (unsigned char)name[i] ? -1 : 1;
    return name[len] == 0 ? 0 : -1;
}

const struct tnefi_rtf_entry *tnefi_rtf_find(const char *word, size_t len)
{
    size_t low = 0;
    size_t high = sizeof words / sizeof *words;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(word, len, words[middle].name);

        if (order == 0)
            return &words[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* Of fonts: [MS-OXRTFEX] leaves it to RTF 1.9.1, which lists these. */
uint32_t tnefi_rtf_charset(int64_t charset)
{
    static const struct { uint16_t charset, codepage; } pages[] = {
        { 0, 1252 }, { 2, 42 }, { 77, 10000 }, { 78, 10001 }, { 79, 10003 }, { 80, 10008 },
        { 81, 10002 }, { 83, 10005 }, { 84, 10004 }, { 85, 10006 }, { 86, 10081 }, { 87, 10021 },
        { 88, 10029 }, { 89, 10007 }, { 128, 932 }, { 129, 949 }, { 130, 1361 }, { 134, 936 },
        { 136, 950 }, { 161, 1253 }, { 162, 1254 }, { 163, 1258 }, { 177, 1255 }, { 178, 1256 },
        { 186, 1257 }, { 204, 1251 }, { 222, 874 }, { 238, 1250 }, { 254, 437 }, { 255, 437 },
    };

    TNEFI_TOUCH(sizeof pages / sizeof *pages);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (pages[i].charset == charset)
            return pages[i].codepage;
    return 0;
}
