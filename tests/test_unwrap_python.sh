#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Python's email package reads what winmail unwrap writes of mails in which all vectors and real streams are, and
# of real mails: every attachment that winmail extract writes of the mail as it was is a part with the same bytes
# and the same name, the text beside the stream is still there, and so are all fields. The scanner reads the same
# parts.

. "$(dirname "$0")/tool_lib.sh"
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }

mkdir all
"$MAKE_SAMPLE" --all all || wrong "make_sample --all"
for f in "${TNEF_CORPUS_DIR:-/nonexistent}"/*.tnef "${TNEF_CORPUS_DIR:-/nonexistent}"/*.dat \
    "${TNEF_CORPUS_DIR:-/nonexistent}"/*.eml; do
    [ -f "$f" ] && cp "$f" all/
done

cat >read.py <<'PY'
import base64, email, email.policy, json, os, re, subprocess, sys, tempfile
from collections import Counter

winmail, folder = sys.argv[1:]

# What is not a part, and why.
OTHER = {
    ("data_holds_stream.tnef", "winmail.dat"): "a stream in a stream is written as mail",
    ("method_after_object.tnef", "inside"): "a message is written as mail",
    ("data_twice.tnef", "twice (2).txt"): "of two contents the one that counts is written",
}
HEAD = (b"Received: from a by b;\r\n Fri, 1 Mar 2024 10:16:00 +0000\r\nX-Odd:  two  blanks \r\n"
        b"From: Ann <ann@example.com>\r\nMIME-Version: 1.0\r\n")

def run(*command):
    return subprocess.run(command, capture_output=True).stdout

def mails_of(name):
    with open(os.path.join(folder, name), "rb") as f:
        data = f.read()
    if name.endswith(".eml"):
        return [data]
    part = (b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + base64.encodebytes(data).replace(b"\n", b"\r\n"))
    return [HEAD + part,
            HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nBeside\r\n"
            b"--b\r\n" + part + b"\r\n--b--\r\n"]

# Files have numbers where names are equal, and other endings for objects and for messages that are none.
def plain(name):
    return re.sub(r"\.(ole|dat|tnef)$", "", re.sub(r" \(\d+\)(?=\.|$)", "", name or ""))

def defects(part):
    yield from (type(d).__name__ for d in part.defects)

def scanned(path):
    told = json.loads(run(winmail, "scan", "--json", path))
    return told["status"], Counter((p["type"], p["name"]) for p in told["parts"])

# Python takes the fields of a receipt for those of a mail in it.
def parts_of(mail):
    receipts = [p for p in mail.walk() if p.get_content_type() == "message/disposition-notification"]
    fields = [id(f) for r in receipts if r.is_multipart() for f in r.get_payload()]
    return Counter((p.get_content_type(), p.get_filename() or "") for p in mail.walk() if id(p) not in fields)

def fields_of(text):
    head = re.split(rb"\r?\n\r?\n", text, maxsplit=1)[0]
    fields = re.split(rb"\r?\n(?![ \t])", head)
    return [f for f in fields if not re.match(rb"(?i)content-|mime-version|x-ms-tnef-correlator", f)]

def files_of(path):
    with tempfile.TemporaryDirectory() as out:
        run(winmail, "extract", "--no-bodies", "-d", out, path)
        for where, _, files in os.walk(out):
            for file in files:
                with open(os.path.join(where, file), "rb") as f:
                    yield file, f.read()

def check(name, before, real):
    wrong, found = [], 0
    with tempfile.TemporaryDirectory() as room:
        path, made = os.path.join(room, "before"), os.path.join(room, "after")
        with open(path, "wb") as f:
            f.write(before)
        after = run(winmail, "unwrap", path)
        with open(made, "wb") as f:
            f.write(after)
        if after == before:
            return 0, 0, []
        mail = email.message_from_bytes(after, policy=email.policy.default)
        parts = Counter()
        for part in mail.walk():
            wrong += [] if real else defects(part)
            if not part.is_multipart():
                parts[plain(part.get_filename()), part.get_payload(decode=True)] += 1
        told = scanned(made)
        if told != ("TNEF_OK", parts_of(mail)):
            wrong.append(f"the scanner finds {told}, Python {parts_of(mail)}")
        kept = iter(fields_of(after))
        wrong += [f"lost: {f}" for f in fields_of(before) if f not in kept]
        # It stands where it stood, or is the text of the message whose HTML is beside it now.
        if b"\r\nBeside\r\n" in before and b"\r\nBeside\r\n--" not in after:
            wrong.append("the text beside the stream is lost")
        for file, data in files_of(path):
            if parts[plain(file), data] > 0:
                parts[plain(file), data] -= 1
                found += 1
            elif file.startswith("remainder-") or (name, file) in OTHER:
                pass
            elif b"multipart/signed" in after and data.split(b"\r\n\r\n", 1)[-1] in after:
                found += 1  # what was signed stands there as it was
            else:
                wrong.append(f"{file} of {len(data)} bytes is no part: {[p for p, _ in parts]}")
    return 1, found, wrong

mails = attachments = bad = 0
for name in sorted(os.listdir(folder)):
    for i, before in enumerate(mails_of(name)):
        n, found, wrong = check(name, before, name.endswith(".eml"))
        mails += n
        attachments += found
        for w in wrong:
            print(f"{name}, mail {i}: {w}")
            bad = 1
print(f"{mails} mails, {attachments} attachments")
sys.exit(bad or attachments < 100)
PY
python3 read.py "$WINMAIL" all || wrong "unwrapped mails that Python reads"

exit $((failures > 0))
