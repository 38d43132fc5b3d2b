/* SPDX-License-Identifier: MIT */
/* Anomalies about HTML, text in code pages, and bodies. */

#include "explain.h"

const struct word explain_text[] = {
    { "TNEF_HTML_A_DAMAGED", "Text of the HTML is not valid in its code page; U+FFFD stands for it." },
    { "TNEF_HTML_A_CODEPAGE", "The HTML is in a code page that is not known or not allowed, so that letters"
      " may be wrong." },
    { "TNEF_HTML_A_LINK", "The HTML holds a link whose address is too long; only its text is passed on." },
    { "TNEF_HTML_A_SCRIPT", "The HTML holds a script." },
    { "TNEF_HTML_A_CUT", "The HTML ends in the middle of a tag, of a comment, or of something that is not"
      " shown: it may be cut." },
    { "TNEF_HTML_A_CONTROL", "The HTML holds control characters; they are left out." },

    { "TNEF_TEXT_A_UNKNOWN", "A text is in a code page that is not known; it is read as Windows-1252." },
    { "TNEF_TEXT_A_REFUSED", "A text is in UTF-7 or EBCDIC, which hide ASCII; it is read as"
      " Windows-1252." },
    { "TNEF_TEXT_A_DAMAGED", "Bytes of a text are not valid in its code page; U+FFFD stands for them." },
    { "TNEF_TEXT_A_CUT", "A text ends in the middle of a character: it may be cut." },
    { "TNEF_TEXT_A_GUESSED", "Bytes of a text that are not ASCII were read as Windows-1252, though nothing"
      " says that they are." },
    { "TNEF_TEXT_A_NEAREST", "A text was read in the code page that is nearest to its own; most of its"
      " characters are right." },

    { "TNEF_BODIES_A_DAMAGED", "Text of the body is not valid in its code page; U+FFFD stands for it." },
    { "TNEF_BODIES_A_CODEPAGE", "The body is in a code page that is not known or not allowed, so that"
      " letters may be wrong." },
    { "TNEF_BODIES_A_DEEP", "The RTF of the body has groups nested so deep that some of its form is lost." },
    { "TNEF_BODIES_A_FONTS", "The RTF of the body has too many fonts; letters in some may be wrong." },
    { "TNEF_BODIES_A_LINK", "The body holds a link whose address is not passed on; its text is." },
    { "TNEF_BODIES_A_TRAILING", "Something follows the end of the RTF of the body; it is not read." },
    { "TNEF_BODIES_A_SCRIPT", "Scripts in the HTML of the body are left out of its text." },
    { "TNEF_BODIES_A_CONTROL", "Control characters in the HTML of the body are left out of its text." },
    { "TNEF_BODIES_A_NOT_UTF8", "The body says that it is UTF-8 and is not; it is read in another code"
      " page." },
    { "", "" }
};
