#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# check_imports.sh LIBRARY EXPORTS: the library exports exactly what the file EXPORTS lists, and all that real
# programs import: those of the list below, and those of Debian that are installed here.

set -euo pipefail
export LC_ALL=C
library=$1
exports=$2
bad=0

# With the address sanitizer a library has symbols of that, too.
have=$(nm -D --defined-only --format=posix "$library" | awk '$2 == "T" { print $1 }' | grep -vE '^(__|_init|_fini)' |
    sed 's/@.*//' | sort)
diff -u "$exports" <(echo "$have") || bad=1

# What the programs of Debian 12 import: ytnef-tools 2.0, claws-mail 4.1.1, evolution 3.46, geary 43, sogo 5.8.
needed="TNEFInitialize TNEFParseFile TNEFParseMemory TNEFFree TNEFCheckForSignature MAPIFindProperty
    MAPIFindUserProp MAPISysTimetoDTR MAPIPrint DecompressRTF SwapDDWord SwapDWord SwapWord TNEFPrintDate"
for name in $needed; do
    grep -qx "$name" <<<"$have" || { echo "not exported: $name"; bad=1; }
done

all='^(TNEF|MAPI|Swap|DecompressRTF|IsCompressedRTF|to_utf8)'
seen=0
for program in /usr/bin/ytnef /usr/bin/ytnefprint /usr/lib/*/claws-mail/plugins/tnef_parse.so \
    /usr/lib/*/evolution/modules/*tnef*.so /usr/lib/evolution/modules/*tnef*.so /usr/lib/*/geary/libgeary-client-*.so \
    /usr/lib/*/geary/web-extensions/libgeary-web-process.so /usr/lib/GNUstep/SOGo/Mailer.SOGo/Mailer; do
    [ -f "$program" ] || continue
    seen=$((seen + 1))
    while read -r name; do
        grep -qx "$name" <<<"$have" || { echo "$program imports $name"; bad=1; }
    done < <(nm -D -u --format=posix "$program" | awk '{ print $1 }' | sed 's/@.*//' | grep -E "$all" || true)
done
echo "ytnef_imports: $(wc -l <<<"$have") functions, $seen programs of this system looked at"
exit $bad
