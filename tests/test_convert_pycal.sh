#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Two other readers, python3-icalendar and python3-vobject, read the calendars and cards of the tests of the
# converter, and those of real streams, and give back the values that stand in them.

. "$(dirname "$0")/tool_lib.sh"
[ -n "${TEST_CONVERT:-}" ] || { echo "skipped: no tests of the converter"; exit 77; }
for python in python3 /usr/bin/python3 ''; do
    [ -n "$python" ] && "$python" -c 'import icalendar, vobject' 2>/dev/null && break
done
[ -n "$python" ] || { echo "skipped: no icalendar and vobject for Python"; exit 77; }

mkdir all
n=0
for test in $TEST_CONVERT; do
    mkdir keep
    CW_KEEP=$work/keep "$test" >out 2>err || wrong "$test: $(tail -3 err)"
    for f in keep/*; do [ -f "$f" ] && mv "$f" "all/$((n++)).${f##*.}"; done
    rmdir keep
done
for f in "${TNEF_CORPUS_DIR:-/nonexistent}"/*.tnef "${TNEF_CORPUS_DIR:-/nonexistent}"/*.dat; do
    [ -f "$f" ] || continue
    mkdir to
    "$WINMAIL" extract -d to "$f" >/dev/null 2>&1
    while read -r made; do mv "$made" "all/$((n++)).${made##*.}"; done \
        < <(find to -name '*.ics' -o -name '*.vcf')
    rm -r to
done

cat >read.py <<'PY'
import os, re, sys
import icalendar, vobject

def plain(s):
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], s)

def unquoted(s):
    return re.sub(r"\^(.)", lambda m: {"n": "\n", "'": '"', "^": "^"}[m[1]], s.strip('"'))

# What stands there, read as simply as can be: name, parameters, raw value.
def lines_of(text):
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        head = re.match(r'[^:;]+(?:;[^=]+=(?:"[^"]*"|[^:;"]*))*:', line)[0]
        name, *params = re.findall(r'(?:[^;"]|"[^"]*")+', head[:-1])
        yield name, dict(p.split("=", 1) for p in params), line[len(head):]

TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION", "COMMENT", "UID"}
DATES = {"DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "DTSTAMP"}

def of_events(lines):
    found, inside = [], 0
    for name, params, value in lines:
        inside += name == "BEGIN" and value in ("VEVENT", "VTODO", "VJOURNAL")
        if inside and name in TEXTS:
            found.append((name, plain(value)))
        elif inside and name in DATES:
            found.append((name, value.rstrip("Z")))
        elif inside and name in ("ATTENDEE", "ORGANIZER"):
            found.append((name, value, unquoted(params.get("CN", ""))))
        inside -= name == "END" and value in ("VEVENT", "VTODO", "VJOURNAL")
    return sorted(found)

def date(d):
    return d.strftime("%Y%m%dT%H%M%S" if hasattr(d, "hour") else "%Y%m%d")

def by_icalendar(text):
    found = []
    for c in icalendar.Calendar.from_ical(text).walk():
        if c.name not in ("VEVENT", "VTODO", "VJOURNAL", "VALARM"):
            continue
        for name, value in c.property_items(recursive=False):
            if name in TEXTS:
                found.append((name, str(value)))
            elif name in DATES:
                found.append((name, date(value.dt)))
            elif name in ("ATTENDEE", "ORGANIZER"):
                # it does not know RFC 6868
                found.append((name, str(value), unquoted(str(value.params.get("CN", "")))))
    return sorted(found)

def by_vobject(text):
    found = []
    for c in vobject.readOne(text, transform=False).components():
        if c.name not in ("VEVENT", "VTODO", "VJOURNAL"):
            continue
        for l in [*c.lines(), *(l for a in c.components() for l in a.lines())]:
            if l.name in TEXTS:
                found.append((l.name, plain(l.value)))
            elif l.name in DATES:
                found.append((l.name, l.value.rstrip("Z")))
            elif l.name in ("ATTENDEE", "ORGANIZER"):
                found.append((l.name, l.value, unquoted(l.params.get("CN", [""])[0])))
    return sorted(found)

CARDS = {"FN", "NICKNAME", "TITLE", "EMAIL", "TEL", "NOTE", "UID", "MEMBER"}

def of_card(lines):
    return sorted((name, plain(value)) for name, _, value in lines if name in CARDS)

def card_by_vobject(text):
    card = vobject.readOne(text, transform=False)
    return sorted((l.name, plain(l.value)) for l in card.lines() if l.name in CARDS)

calendars = cards = bad = 0
for name in sorted(os.listdir("all")):
    text = open("all/" + name, encoding="utf-8", newline="").read()
    if not text:
        continue
    if name.endswith(".ics"):
        want, calendars = of_events(lines_of(text)), calendars + 1
        results = [("icalendar", by_icalendar(text)), ("vobject", by_vobject(text))]
    else:
        want, cards = of_card(lines_of(text)), cards + 1
        results = [("vobject", card_by_vobject(text))]
    for who, got in results:
        if got != want:
            bad = 1
            print(f"{name}: {who} has not what stands in\n{text}", [x for x in got if x not in want],
                  [x for x in want if x not in got])
print(f"{calendars} calendars, {cards} cards")
sys.exit(bad or calendars < 10 or cards < 3)
PY
"$python" read.py || wrong "calendars and cards that Python reads"

done_testing
