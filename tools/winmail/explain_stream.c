/* SPDX-License-Identifier: MIT */
/* Anomalies of TNEF streams. */

#include "explain.h"

const struct word explain_stream[] = {
    { "TNEF_A_CHECKSUM", "The checksum of an attribute does not match its bytes; they are used all the"
      " same." },
    { "TNEF_A_VERSION", "The stream says that it is of another version of TNEF." },
    { "TNEF_A_LEVEL", "An attribute says that it belongs to a message where it is of an attachment, or"
      " the other way round." },
    { "TNEF_A_DUPLICATE", "An attribute or property is given twice, and readers may differ in which"
      " they take." },
    { "TNEF_A_PADDING", "Filler between values is missing or not zero." },
    { "TNEF_A_UNTERMINATED", "A text lacks the NUL at its end." },
    { "TNEF_A_TRAILING", "Bytes follow the last attribute; they belong to nothing." },
    { "TNEF_A_ORDER", "An attribute of the message comes after attachments have begun, or one of an"
      " attachment before." },
    { "TNEF_A_ATTR_LENGTH", "An attribute whose size is fixed has another size; its value is not"
      " used." },
    { "TNEF_A_ZERO_LENGTH", "An attribute that needs content has none." },
    { "TNEF_A_ATTR_TYPE", "The type of an attribute is not the one that it must have; its number alone"
      " tells what it is." },
    { "TNEF_A_DATE", "A date that does not exist, such as one in the month 13, or is of another type"
      " than dates are; it is left out." },
    { "TNEF_A_VALUE", "A field has a value that makes no sense." },
    { "TNEF_A_CODEPAGE", "The code page of the text is unknown, not allowed, missing or changed on the"
      " way, so that letters may be wrong." },
    { "TNEF_A_TEXT", "A text is not valid in its code page; U+FFFD stands for what could not be read." },
    { "TNEF_A_COUNT", "A number of elements that is announced is not the number that is there." },
    { "TNEF_A_OVERRUN", "A length reaches beyond the end of what holds it; it was cut there." },
    { "TNEF_A_TRUNCATED", "The input, or what holds it, ends in the middle of something." },
    { "TNEF_A_TYPE", "A property has a type that is not known, so that the rest of its list cannot be"
      " read." },
    { "TNEF_A_NAME_KIND", "The name of a property is neither a number nor a text, so that the rest of"
      " its list cannot be read." },
    { "TNEF_A_OBJECT", "An object is too short to say what it is." },
    { "TNEF_A_SIGNATURE", "An embedded message is not a TNEF stream; it is kept as bytes." },
    { "TNEF_A_REMAINDER", "Bytes follow the list in an attribute; another reader may see something in"
      " them." },
    { "TNEF_A_RESYNC", "Bytes that are not an attribute were passed over until one was found again." },
    { "TNEF_A_LIMIT", "A limit was reached; what exceeds it was left out." },
    { "TNEF_A_CONTENT", "Readers may differ in what an attachment is: it has several contents, or one"
      " where few look for it, or bytes only where nobody does, or names that do not agree." },
    { "", "" }
};
