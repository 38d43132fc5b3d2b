#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
#
# streams.py FOLDER: mails whose winmail.dat holds what the tests of hosts look for, as FOLDER/NAME.eml, and
# the streams as FOLDER/NAME.dat.
#
#   doc       a file quick.doc
#   text      the body "a hedgehog", and a file readme.txt
#   nested    a message with a file inner.doc
#   cut       quick.doc, and then a file that ends too early
#   sum       quick.doc, with a wrong checksum
#   contact   a contact in a note
#   none      no attachment
#   not       no TNEF, for all that its type says

import base64
import os
import struct
import sys


def attribute(level, number, data, wrong=0):
    return struct.pack("<BII", level, number, len(data)) + data \
        + struct.pack("<H", (sum(data) + wrong) & 0xFFFF)


def attached(name, data, wrong=0):
    return attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) \
        + attribute(2, 0x00018010, name + b"\0") + attribute(2, 0x0006800F, data, wrong)


def embedded(*parts):
    inner = bytes.fromhex("0703020000000000C000000000000046") + stream(*parts)
    value = struct.pack("<IIII", 1, 0x3701000D, 1, len(inner)) + inner + b"\0" * (-len(inner) % 4)
    return attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) \
        + attribute(2, 0x00069005, value)


def stream(*parts):
    return struct.pack("<IH", 0x223E9F78, 1) \
        + attribute(1, 0x00089006, struct.pack("<I", 0x00010000)) \
        + attribute(1, 0x00069007, struct.pack("<II", 1252, 0)) + b"".join(parts)


DOC = b"words of quick\n" * 40
STREAMS = {
    "doc": stream(attached(b"quick.doc", DOC)),
    "text": stream(attribute(1, 0x0002800C, b"a hedgehog\0"), attached(b"readme.txt", b"read me\n" * 40)),
    "nested": stream(embedded(attached(b"inner.doc", DOC))),
    "cut": stream(attached(b"quick.doc", DOC), attached(b"more.txt", DOC))[:-200],
    "sum": stream(attached(b"quick.doc", DOC, 1)),
    "contact": stream(attribute(1, 0x00078008, b"IPM.Note\0"),
                      embedded(attribute(1, 0x00078008, b"IPM.Contact\0"))),
    "none": stream(),
    "not": b"this is no TNEF\n" * 40,
}


def mail(name, data):
    lines = base64.encodebytes(data).decode().replace("\n", "\r\n")
    return ("From: from@example.org\r\nTo: to@example.net\r\nSubject: %s\r\nMessage-ID: <%s@example.org>\r\n"
            "Date: Tue, 01 Dec 2026 00:00:00 +0000\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            "--b\r\nContent-Type: text/plain\r\n\r\nwords\r\n"
            "--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n%s--b--\r\n" % (name, name, lines)).encode()


for name, data in STREAMS.items():
    with open(os.path.join(sys.argv[1], name + ".dat"), "wb") as f:
        f.write(data)
    with open(os.path.join(sys.argv[1], name + ".eml"), "wb") as f:
        f.write(mail(name, data))
