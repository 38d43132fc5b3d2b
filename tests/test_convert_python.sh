#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Python's email package reads the mails that winmail eml writes of all vectors and of real streams: every
# attachment that winmail extract writes is a part with the same bytes and the same name. The scanner reads
# the same parts.

. "$(dirname "$0")/tool_lib.sh"
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }

mkdir all
"$MAKE_SAMPLE" --all all || wrong "make_sample --all"
for f in "${TNEF_CORPUS_DIR:-/nonexistent}"/*.tnef "${TNEF_CORPUS_DIR:-/nonexistent}"/*.dat; do
    [ -f "$f" ] && cp "$f" all/
done

cat >read.py <<'PY'
import email, email.policy, json, os, re, subprocess, sys, tempfile
from collections import Counter

winmail, folder = sys.argv[1:]

# What is not a part, and why.
OTHER = {
    ("data_holds_stream.tnef", "winmail.dat"): "a stream in a stream is written as mail",
    ("method_after_object.tnef", "inside"): "a message is written as mail",
    ("data_twice.tnef", "twice (2).txt"): "of two contents the one that counts is written",
}

def defects(part):
    yield from (type(d).__name__ for d in part.defects)
    for field, value in part.items():
        for d in value.defects:
            # Encoded words in parameters stand there for programs that do not know RFC 2231.
            if not (field == "Content-Type" and "encoded-word" in str(d)) \
                    and "encoded word inside quoted string" not in str(d):
                yield f"{field}: {d}"

# Files have numbers where names are equal, and other endings for objects and for messages that are none.
def plain(name):
    return re.sub(r"\.(ole|dat|tnef)$", "", re.sub(r" \(\d+\)(?=\.|$)", "", name or ""))

def scanned(text):
    with tempfile.NamedTemporaryFile() as f:
        f.write(text)
        f.flush()
        told = json.loads(subprocess.run([winmail, "scan", "--json", f.name], capture_output=True).stdout)
    return told["status"], Counter((p["type"], p["name"]) for p in told["parts"])

# Python takes the fields of a receipt for those of a mail in it.
def parts_of(mail):
    receipts = [p for p in mail.walk() if p.get_content_type() == "message/disposition-notification"]
    fields = [id(f) for r in receipts if r.is_multipart() for f in r.get_payload()]
    return Counter((p.get_content_type(), p.get_filename() or "") for p in mail.walk() if id(p) not in fields)

def check(name):
    path = os.path.join(folder, name)
    text = subprocess.run([winmail, "eml", path], capture_output=True).stdout
    if not text:
        return 0, []
    mail = email.message_from_bytes(text, policy=email.policy.default)
    parts, wrong = Counter(), []
    for part in mail.walk():
        wrong += defects(part)
        if not part.is_multipart():
            parts[plain(part.get_filename()), part.get_payload(decode=True)] += 1
    if b"\n" in text.replace(b"\r\n", b"") or max(map(len, text.split(b"\r\n"))) > 998:
        wrong.append("a line that no mail may have")
    told = scanned(text)
    if told != ("TNEF_OK", parts_of(mail)):
        wrong.append(f"the scanner finds {told}")
    found = 0
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([winmail, "extract", "--no-bodies", "-d", out, path], capture_output=True)
        for where, _, files in os.walk(out):
            for file in files:
                with open(os.path.join(where, file), "rb") as f:
                    data = f.read()
                if parts[plain(file), data] > 0:
                    parts[plain(file), data] -= 1
                    found += 1
                elif file.startswith("remainder-") or (name, file) in OTHER:
                    pass
                elif mail.get_content_type() == "multipart/signed" \
                        and data.split(b"\r\n\r\n", 1)[-1] in text:
                    found += 1  # what was signed stands there as it was
                else:
                    wrong.append(f"{file} of {len(data)} bytes is no part: {[p for p, _ in parts]}")
    return found, wrong

mails = attachments = bad = 0
for name in sorted(os.listdir(folder)):
    found, wrong = check(name)
    mails += 1
    attachments += found
    for w in wrong:
        print(f"{name}: {w}")
        bad = 1
print(f"{mails} streams, {attachments} attachments")
sys.exit(bad or attachments < 50)
PY
python3 read.py "$WINMAIL" all || wrong "mails that Python reads"

exit $((failures > 0))
