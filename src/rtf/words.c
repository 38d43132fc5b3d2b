/* SPDX-License-Identifier: MIT */
/* The control words that mean something here. A word that is missing changes nothing; after \\* it makes its
 * group unread. places.c says where each word is, and is made of this list by scripts/words. */

#include "rtf/priv.h"

#include "base/touch.h"
#include "base/word.h"

#include <string.h>

#define WORD(name, action) \
  { \
    name, sizeof(name) - 1u, GROUP_OF_##action, action, 0 \
  }
#define CHARACTER(name, character) \
  { \
    name, sizeof(name) - 1u, GROUP_OF_DO_CHAR, DO_CHAR, character \
  }

static const struct tnefi_rtf_entry words[] = {
    WORD("aftncn", DO_SKIP),
    WORD("aftnsep", DO_SKIP),
    WORD("aftnsepc", DO_SKIP),
    WORD("annotation", DO_SKIP),
    WORD("ansi", DO_ANSI),
    WORD("ansicpg", DO_ANSICPG),
    WORD("atnauthor", DO_SKIP),
    WORD("atndate", DO_SKIP),
    WORD("atnid", DO_SKIP),
    WORD("atnref", DO_SKIP),
    WORD("atrfend", DO_SKIP),
    WORD("atrfstart", DO_SKIP),
    WORD("author", DO_SKIP),
    WORD("b", DO_BOLD),
    WORD("background", DO_SKIP),
    WORD("bin", DO_BIN),
    WORD("bkmkend", DO_SKIP),
    WORD("bkmkstart", DO_SKIP),
    WORD("blipname", DO_SKIP),
    WORD("blipuid", DO_SKIP),
    WORD("blue", DO_BLUE),
    CHARACTER("bullet", 0x2022),
    WORD("category", DO_SKIP),
    WORD("cell", DO_CELL),
    WORD("cf", DO_COLOR),
    WORD("colorschememapping", DO_SKIP),
    WORD("colortbl", DO_COLORTBL),
    WORD("comment", DO_SKIP),
    WORD("company", DO_SKIP),
    WORD("cpg", DO_CPG),
    WORD("datafield", DO_SKIP),
    WORD("datastore", DO_SKIP),
    WORD("deff", DO_DEFF),
    WORD("deleted", DO_HIDDEN),
    WORD("doccomm", DO_SKIP),
    WORD("docvar", DO_SKIP),
    CHARACTER("emdash", 0x2014),
    CHARACTER("emspace", 0x2003),
    CHARACTER("endash", 0x2013),
    CHARACTER("enspace", 0x2002),
    WORD("f", DO_F),
    WORD("factoidname", DO_SKIP),
    WORD("falt", DO_SKIP),
    WORD("fcharset", DO_FCHARSET),
    WORD("field", DO_FIELD),
    WORD("filetbl", DO_SKIP),
    WORD("fldinst", DO_INST),
    WORD("fldrslt", DO_RESULT),
    WORD("fname", DO_SKIP),
    WORD("fontemb", DO_SKIP),
    WORD("fontfile", DO_SKIP),
    WORD("fonttbl", DO_FONTTBL),
    WORD("footer", DO_SKIP),
    WORD("footerf", DO_SKIP),
    WORD("footerl", DO_SKIP),
    WORD("footerr", DO_SKIP),
    WORD("formfield", DO_SKIP),
    WORD("fromhtml", DO_FROMHTML),
    WORD("fromtext", DO_FROMTEXT),
    WORD("fs", DO_SIZE),
    WORD("ftncn", DO_SKIP),
    WORD("ftnsep", DO_SKIP),
    WORD("ftnsepc", DO_SKIP),
    WORD("generator", DO_SKIP),
    WORD("green", DO_GREEN),
    WORD("header", DO_SKIP),
    WORD("headerf", DO_SKIP),
    WORD("headerl", DO_SKIP),
    WORD("headerr", DO_SKIP),
    WORD("hlinkbase", DO_SKIP),
    WORD("hsv", DO_SKIP),
    WORD("htmlrtf", DO_HTMLRTF),
    WORD("htmltag", DO_HTMLTAG),
    WORD("i", DO_ITALIC),
    WORD("info", DO_SKIP),
    WORD("keywords", DO_SKIP),
    WORD("latentstyles", DO_SKIP),
    WORD("lbr", DO_LINE),
    CHARACTER("ldblquote", 0x201C),
    WORD("levelnumbers", DO_SKIP),
    WORD("leveltext", DO_SKIP),
    WORD("li", DO_INDENT),
    WORD("line", DO_LINE),
    WORD("linkval", DO_SKIP),
    WORD("list", DO_SKIP),
    WORD("listlevel", DO_SKIP),
    WORD("listname", DO_SKIP),
    WORD("listoverride", DO_SKIP),
    WORD("listoverridetable", DO_SKIP),
    WORD("listtable", DO_SKIP),
    WORD("listtext", DO_LIST),
    CHARACTER("lquote", 0x2018),
    CHARACTER("ltrmark", 0x200E),
    WORD("mac", DO_MAC),
    WORD("manager", DO_SKIP),
    WORD("mhtmltag", DO_SKIP),
    WORD("mmathPr", DO_SKIP),
    WORD("nestcell", DO_CELL),
    WORD("nestrow", DO_ROW),
    WORD("nextfile", DO_SKIP),
    WORD("nonshppict", DO_SKIP),
    WORD("nosupersub", DO_NOSUPERSUB),
    WORD("objattph", DO_OBJATTPH),
    WORD("objclass", DO_SKIP),
    WORD("objdata", DO_SKIP),
    WORD("object", DO_SKIP),
    WORD("objname", DO_SKIP),
    WORD("oldcprops", DO_SKIP),
    WORD("oldpprops", DO_SKIP),
    WORD("oldsprops", DO_SKIP),
    WORD("oldtprops", DO_SKIP),
    WORD("operator", DO_SKIP),
    WORD("page", DO_BREAK),
    WORD("panose", DO_SKIP),
    WORD("par", DO_BREAK),
    WORD("pard", DO_PARD),
    WORD("passwordhash", DO_SKIP),
    WORD("pc", DO_PC),
    WORD("pca", DO_PCA),
    WORD("pgdsctbl", DO_SKIP),
    WORD("pgp", DO_SKIP),
    WORD("picprop", DO_SKIP),
    WORD("pict", DO_SKIP),
    WORD("plain", DO_PLAIN),
    WORD("pnseclvl", DO_SKIP),
    WORD("pntext", DO_LIST),
    WORD("pntxta", DO_SKIP),
    WORD("pntxtb", DO_SKIP),
    WORD("private", DO_SKIP),
    WORD("propname", DO_SKIP),
    WORD("protusertbl", DO_SKIP),
    CHARACTER("qmspace", 0x2005),
    CHARACTER("rdblquote", 0x201D),
    WORD("red", DO_RED),
    WORD("revtbl", DO_SKIP),
    WORD("row", DO_ROW),
    CHARACTER("rquote", 0x2019),
    WORD("rsidtbl", DO_SKIP),
    WORD("rtf", DO_RTF),
    CHARACTER("rtlmark", 0x200F),
    WORD("rxe", DO_SKIP),
    WORD("sect", DO_BREAK),
    WORD("shpinst", DO_READ),
    WORD("shprslt", DO_SKIP),
    WORD("sn", DO_SKIP),
    WORD("sp", DO_SKIP),
    WORD("staticval", DO_SKIP),
    WORD("strike", DO_STRIKE),
    WORD("striked", DO_STRIKE),
    WORD("stylesheet", DO_SKIP),
    WORD("sub", DO_SUB),
    WORD("subject", DO_SKIP),
    WORD("super", DO_SUPER),
    WORD("sv", DO_SKIP),
    WORD("tab", DO_TAB),
    WORD("tc", DO_SKIP),
    WORD("tcn", DO_SKIP),
    WORD("template", DO_SKIP),
    WORD("themedata", DO_SKIP),
    WORD("title", DO_SKIP),
    WORD("txe", DO_SKIP),
    WORD("u", DO_U),
    WORD("uc", DO_UC),
    WORD("ud", DO_UD),
    WORD("ul", DO_UNDERLINE),
    WORD("uld", DO_UNDERLINE),
    WORD("uldash", DO_UNDERLINE),
    WORD("uldashd", DO_UNDERLINE),
    WORD("uldashdd", DO_UNDERLINE),
    WORD("uldb", DO_UNDERLINE),
    WORD("ulhwave", DO_UNDERLINE),
    WORD("ulldash", DO_UNDERLINE),
    WORD("ulnone", DO_UNDERLINE_NONE),
    WORD("ulth", DO_UNDERLINE),
    WORD("ulthd", DO_UNDERLINE),
    WORD("ulthdash", DO_UNDERLINE),
    WORD("ulthdashd", DO_UNDERLINE),
    WORD("ulthdashdd", DO_UNDERLINE),
    WORD("ulthldash", DO_UNDERLINE),
    WORD("ululdbwave", DO_UNDERLINE),
    WORD("ulw", DO_UNDERLINE),
    WORD("ulwave", DO_UNDERLINE),
    WORD("upr", DO_UPR),
    WORD("userprops", DO_SKIP),
    WORD("v", DO_HIDDEN),
    WORD("wgrffmtfilter", DO_SKIP),
    WORD("writereservhash", DO_SKIP),
    WORD("xe", DO_SKIP),
    WORD("xform", DO_SKIP),
    WORD("xmlnstbl", DO_SKIP),
    CHARACTER("zwbo", 0x200B),
    CHARACTER("zwj", 0x200D),
    CHARACTER("zwnbo", 0x2060),
    CHARACTER("zwnj", 0x200C),
};

const struct tnefi_rtf_entry *tnefi_rtf_find(const char *word, size_t len)
{
    size_t at = tnefi_base_word_place(word, len, WORD_PLACES);

    for (unsigned tries = 0; tries < TNEFI_WORD_TRIES && tnefi_rtf_word_places[at] != 0; tries++) {
        const struct tnefi_rtf_entry *e = &words[tnefi_rtf_word_places[at] - 1u];

        TNEFI_TOUCH(1u + (e->len == len ? len : 0));
        if (e->len == len && memcmp(e->name, word, len) == 0)
            return e;
        at = (at + 1u) % WORD_PLACES;
    }
    return NULL;
}

/* Of fonts: [MS-OXRTFEX] leaves it to RTF 1.9.1, which lists these. */
uint32_t tnefi_rtf_charset(int64_t charset)
{
    static const struct {
        uint16_t charset, codepage;
    } pages[] = {
        { 0, 1252 },   { 2, 42 },     { 77, 10000 }, { 78, 10001 }, { 79, 10003 }, { 80, 10008 },
        { 81, 10002 }, { 83, 10005 }, { 84, 10004 }, { 85, 10006 }, { 86, 10081 }, { 87, 10021 },
        { 88, 10029 }, { 89, 10007 }, { 128, 932 },  { 129, 949 },  { 130, 1361 }, { 134, 936 },
        { 136, 950 },  { 161, 1253 }, { 162, 1254 }, { 163, 1258 }, { 177, 1255 }, { 178, 1256 },
        { 186, 1257 }, { 204, 1251 }, { 222, 874 },  { 238, 1250 }, { 254, 437 },  { 255, 437 },
    };

    TNEFI_TOUCH(sizeof pages / sizeof *pages);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (pages[i].charset == charset)
            return pages[i].codepage;
    return 0;
}
