# SPDX-License-Identifier: MIT
#
# Mails for the tests of tnef-milter, all made by the project's own writer: whole streams in the ways in which they
# are sent, damaged ones, malformed mails, and mails without any; those of the corpus where it is there.

import base64
import glob
import os
import subprocess


def crlf(text):
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


HEAD = (b"Received: from somewhere.invalid by elsewhere.invalid; Mon, 30 Nov 2026 10:00:00 +0000\r\n"
        b"From: Ann <ann@test.invalid>\r\nTo: Ben <ben@test.invalid>\r\nSubject: with a\r\n folded line\r\n"
        b"Date: Mon, 30 Nov 2026 10:00:00 +0000\r\nMessage-ID: <%s@test.invalid>\r\n"
        b"X-MS-TNEF-Correlator: <%s@test.invalid>\r\nMIME-Version: 1.0\r\n")


def head(name):
    name = name.encode()
    return HEAD % (name, name)


def in_part(name, stream):
    """As Exchange sends it: text, and the stream as an attachment."""
    return (head(name) + b"Content-Type: multipart/mixed; boundary=\"edge\"\r\n\r\npreamble\r\n--edge\r\n"
            b"Content-Type: text/plain\r\n\r\nhello\r\n.\r\n..\r\n\r\n--edge\r\n"
            b"Content-Type: application/ms-tnef; name=\"winmail.dat\"\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\n" + crlf(base64.encodebytes(stream)) + b"--edge--\r\n")


def whole(name, stream):
    """The stream is the body of the mail: its header changes."""
    return (head(name) + b"Content-Type: application/ms-tnef;\r\n\tname=\"winmail.dat\"\r\n"
            b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n"
            + crlf(base64.encodebytes(stream)))


def signed(name, stream):
    inner = in_part(name, stream).replace(b"edge", b"inner")
    return (head(name) + b"Content-Type: multipart/signed; boundary=\"edge\"; micalg=sha1;\r\n"
            b" protocol=\"application/pkcs7-signature\"\r\n\r\n--edge\r\n"
            b"Content-Type: multipart/mixed; boundary=\"inner\"\r\n" + inner[inner.index(b"\r\n\r\npreamble"):]
            + b"--edge\r\nContent-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            b"MIIB\r\n--edge--\r\n")


def plain(name, lines):
    return head(name) + b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + \
        b"".join(b"line %d of text: \xc3\xa4 \xe2\x82\xac\r\n" % i for i in range(lines))


def made(program, *options):
    return subprocess.run([program, *options], stdout=subprocess.PIPE, check=True).stdout


def all_mails(make_sample, folder, corpus):
    """{name: bytes}"""
    mails = {"plain": plain("plain", 100), "empty": head("empty") + b"\r\n", "long": plain("long", 30000)}
    os.makedirs(folder, exist_ok=True)
    for kind in ("--all", "--mails"):
        os.makedirs(os.path.join(folder, kind.strip("-")), exist_ok=True)
        subprocess.run([make_sample, kind, os.path.join(folder, kind.strip("-"))], check=True)
    for path in sorted(glob.glob(os.path.join(folder, "mails", "*.eml"))):
        with open(path, "rb") as mail:
            mails["row." + os.path.basename(path)[:-4]] = mail.read()
    streams = sorted(glob.glob(os.path.join(folder, "all", "*.tnef")))
    for pattern in ("*.tnef", "*.dat"):
        streams += sorted(glob.glob(os.path.join(corpus, pattern)))
    for path in streams:
        name = os.path.basename(path).rsplit(".", 1)[0].replace("__", "-")
        with open(path, "rb") as file:
            stream = file.read()
        mails["part." + name] = in_part("part." + name, stream)
        mails["whole." + name] = whole("whole." + name, stream)
    with open(os.path.join(folder, "all", os.path.basename(streams[0])), "rb") as file:
        stream = file.read()
    mails["signed"] = signed("signed", stream)
    for cut in range(8, len(stream), max(1, len(stream) // 7)):
        mails["cut.%d" % cut] = in_part("cut.%d" % cut, stream[:cut])
    mails["bodies"] = whole("bodies", made(make_sample, "--bodies", "20"))
    mails["meeting"] = whole("meeting", made(make_sample, "--meeting", "3"))
    mails["deep"] = in_part("deep", made(make_sample, "--deep", "12"))
    mails["rows"] = whole("rows", made(make_sample, "--recipients", "3000"))
    mails["many"] = in_part("many", made(make_sample, "--attachments", "300"))
    return mails


def big_mail(make_sample, mebibytes):
    """About four thirds of |mebibytes|."""
    return in_part("big", made(make_sample, "--big", str(mebibytes)))
