#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail and real streams: what another decoder found in them.

. "$(dirname "$0")/tool_lib.sh"

# ---- real streams ------------------------------------------------------------------------------
real=$(find "${TNEF_CORPUS_DIR:-/nonexistent}" -maxdepth 1 \( -name '*.tnef' -o -name '*.dat' \) 2>/dev/null)
[ -n "$real" ] || echo "skipped: no real streams in '${TNEF_CORPUS_DIR:-}'"
: >many
for f in $real; do
    mkdir -p "real/${f##*/}"
    "$WINMAIL" list --json "$f" >>many 2>err
    code=$?
    [ $code -eq 0 ] || [ $code -eq 4 ] || wrong "list $f exits $code"
    "$WINMAIL" extract -d "real/${f##*/}" --json "$f" >"real/${f##*/}.json" 2>err
    got=$?
    [ $got -eq $code ] || { [ $code -eq 0 ] && [ $got -eq 6 ] &&
        grep -q '"why":"no-body"' "real/${f##*/}.json"; } || wrong "extract $f"
done
json many "the output for real streams"
[ -z "$real" ] || python3 - "$TNEF_CORPUS_DIR/truth" real <<'PY' || wrong "contents of real streams"
import hashlib, json, os, sys

def contents(message):
    for a in message["attachments"]:
        if a.get("embedded"):
            yield from contents(a["embedded"])
        elif a["sha256"]:
            yield a["sha256"]

bad = 0
for name in sorted(n for n in os.listdir(sys.argv[2]) if not n.endswith(".json")):
    truth = os.path.join(sys.argv[1], name + ".json")
    if not os.path.exists(truth):
        continue
    want = sorted(contents(json.load(open(truth, encoding="utf-8"))))
    said = json.load(open(os.path.join(sys.argv[2], name + ".json"), encoding="utf-8"))["files"]
    bodies = {os.path.join(f["directory"], f["name"]) for f in said if f["body"] or f["made"]}
    there = {os.path.join(d, n) for d, _, names in os.walk(os.path.join(sys.argv[2], name))
             for n in names}
    have = sorted(hashlib.sha256(open(f, "rb").read()).hexdigest() for f in there - bodies)
    if want != have:
        bad += 1
        print("differs:", name)
sys.exit(bad != 0)
PY
# bodies: valid UTF-8, RTF as another decoder has it, and words that only the right code page gives
[ -z "$real" ] || python3 - "$WINMAIL" "$TNEF_CORPUS_DIR" <<'PY' || wrong "bodies of real streams"
import hashlib, json, os, subprocess, sys

def body(name, *options):
    done = subprocess.run([sys.argv[1], "body", *options, os.path.join(sys.argv[2], name)],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.returncode, done.stdout

words = {
    "jstedfast-MimeKit__ukr.eml.part1.tnef": "шостий",
    "jstedfast-MimeKit__ukr.eml": "шостий",
    "roundcube-roundcubemail__winmail-10193.tnef": "Vážená paní doktorko",
    "KDE-ktnef__mapi_attach_data_obj.tnef": "bodødamene er noe mer jålete",
    "KDE-ktnef__umlaut-filename.tnef": "mal ein ö eingefügt…",
    "uponusolutions-tnef__signed.tnef": "Signiert und verschlüsselt",
}
bad = 0
for name in sorted(os.listdir(sys.argv[2])):
    if not name.endswith((".tnef", ".dat", ".eml")):
        continue
    code, out = body(name)
    try:
        text = out.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
        bad += 1
        print("not UTF-8:", name)
    if code not in (0, 4, 6) or (code == 0) != (out != b"") or words.get(name, "") not in text:
        bad += 1
        print("body of", name, "exit status", code)
    with open(os.path.join(sys.argv[2], "truth", name + ".json"), encoding="utf-8") as f:
        rtf = (json.load(f).get("bodies") or {}).get("rtf")
    if rtf and hashlib.sha256(body(name, "--rtf")[1]).hexdigest() != rtf[0]["sha256"]:
        bad += 1
        print("RTF of", name)
sys.exit(bad != 0)
PY

done_testing
