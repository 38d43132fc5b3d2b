#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Where readers differ winmail shows all that they may see: names, contents, bytes that belong to nothing,
# who a message is from.

. "$(dirname "$0")/tool_lib.sh"

sample doubt.dat --doubtful 1
expect 4 list doubt.dat
says out 'from        Boss <boss@example.org>'
says out 'sender      Secretary <sec@example.org>'
says out 'message-id  <1@example.org>'
says out 'importance  high'
says out 'sensitivity confidential'
says out 'attachment  invoice.txt  (5 bytes, the one that counts of 2 contents)'
says out 'or called   invoice.exe  (title name)'
says out 'or called   invoice.scr  (display name)'
says out 'extension   .pif'
says out 'remainder   remainder-1.bin  (9 bytes)'
expect 4 list --json doubt.dat
holds 'd["message"]["from"] == {"name":"Boss","address":"boss@example.org"}' "from"
holds 'd["message"]["sender"] == {"name":"Secretary","address":"sec@example.org"}' "sender"
holds '(d["message"]["message_id"], d["message"]["importance"], d["message"]["sensitivity"]) == ("<1@example.org>", 2, 3)' "more of a message"
holds 'd["message"]["incomplete"] is False' "a message that is there"
holds '[(a["name"], a["kind"], a["contents"]) for a in d["message"]["attachments"]] == [("remainder-1.bin","remainder",1), ("invoice.txt","file",2), ("sentinel","file",1)]' "attachments"
holds 'sorted((n["source"], n["name"]) for n in d["message"]["attachments"][1]["names"]) == [("display","invoice.scr"), ("long","invoice.txt"), ("title","invoice.exe")]' "all names"
holds 'd["message"]["attachments"][1]["extension"] == ".pif" and d["message"]["attachments"][1]["created"].startswith("20")' "more of an attachment"
mkdir to
expect 4 extract --json -d to doubt.dat
holds 'sorted(f["name"] for f in d["files"]) == ["invoice (2).txt","invoice.txt","remainder-1.bin","sentinel"]' "files"
[ "$(cat to/remainder-1.bin)" = 'left over' ] && [ "$(cat to/invoice.txt)" = first ] &&
    [ "$(cat 'to/invoice (2).txt')" = second ] || wrong "contents of files"
# of more bodies than are shown that is said, by each command that shows bodies
sample bodies.dat --bodies 80
expect 5 list bodies.dat
grep -q 'LIMIT_MEMORY\|limit' out || wrong "bodies that are not shown: $(tail -n 2 out)"
expect 5 list --json bodies.dat
holds 'd["status"] == "TNEF_E_LIMIT_MEMORY"' "status of bodies that are not shown"
mkdir bodies
expect 5 extract -d bodies bodies.dat
# with one who is both there is one line, and the JSON has both
vector sample
expect 0 list sample.dat
grep -q '^  sender ' out && wrong "a sender who is the same: $(cat out)"
expect 0 list --json sample.dat
holds 'd["message"]["sender"] == d["message"]["from"]' "one who is both"
# what is cut is said to be
head -c 700 sample.dat >cut.dat
expect 4 list --json cut.dat
holds 'd["message"]["incomplete"] is True' "a message that is cut"

# a mail whose part has two names
printf 'Content-Type: application/octet-stream; name=evil.exe\nContent-Disposition: attachment; filename=nice.txt\n\nx\n' >two.eml
expect 0 scan two.eml
says out '"nice.txt" or "evil.exe"'
expect 0 scan --json two.eml
holds '(d["parts"][0]["name"], d["parts"][0]["other_name"]) == ("nice.txt", "evil.exe")' "two names"

# more anomalies than are shown
python3 - <<'PY'
import struct
def attribute(level, number, data, checksum=0):
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", checksum)
open("odd.dat", "wb").write(struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x0006F0F0, b"x") * 1500)
PY
expect 0 list odd.dat
n=$(grep -c 'anomaly     [a-z]' out)
m=$(sed -n 's/.*\.\.\. and \([0-9]*\) more/\1/p' out)
[ "$n" -eq 1000 ] && [ "$m" -ge 500 ] || wrong "$n anomalies and $m more"
expect 0 list --json odd.dat
holds "len(d['anomalies']) == 1000 and d['more_anomalies'] == $m" "more anomalies"

done_testing
