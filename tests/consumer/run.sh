#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# run.sh DIR TEST: uses the library the way that its users do, with everything it makes below DIR.
# install_static and install_shared fill the prefixes that most of the others need. Exit status 77:
# a tool is missing.

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_dir=$(cd "$here/../.." && pwd)
work=${1:?usage: run.sh DIR TEST}
name=${2:?usage: run.sh DIR TEST}
: "${CC:=cc}" "${CXX:=c++}" "${CMAKE:=cmake}"
export CC
mkdir -p "$work"
work=$(cd "$work" && pwd)

need() {
    command -v "$1" >/dev/null || { echo "skipped: no $1"; exit 77; }
}

# A folder of this test's own, empty.
fresh() {
    local dir=$work/$name
    rm -rf "$dir"
    mkdir -p "$dir"
    echo "$dir"
}

# The prefix is given to --install only, which must be enough.
install_library() {
    local kind=$1 shared=$2 dir=$work/$1 page
    rm -rf "$dir"
    "$CMAKE" -S "$source_dir" -B "$dir/build" -DBUILD_SHARED_LIBS="$shared" \
        -DTNEF_BUILD_TESTS=OFF -DTNEF_BUILD_EXAMPLES=OFF -DTNEF_BUILD_TOOLS=OFF \
        -DCMAKE_INSTALL_PREFIX=/nowhere -DCMAKE_INSTALL_LIBDIR=lib
    grep -qxE 'CMAKE_BUILD_TYPE:[A-Z]+=RelWithDebInfo' "$dir/build/CMakeCache.txt"
    "$CMAKE" --build "$dir/build" --parallel 2
    "$CMAKE" --install "$dir/build" --prefix "$dir/prefix"
    for page in README.md LICENSE CHANGELOG.md SECURITY.md docs/limits.md docs/dataflow.svg; do
        cmp "$source_dir/$page" "$dir/prefix/share/doc/tnef/$page"
    done
    if [ "$kind" = static ]; then
        test -f "$dir/prefix/lib/libtnef.a"
    else
        check_soname "$dir/prefix/lib"
    fi
}

# Until 1.0 a minor version is another library: libtnef.so.0.2, not libtnef.so.0.
check_soname() {
    local version soname
    version=$(sed -n 's/^#define TNEF_VERSION_NUMBER 0x\(..\)\(..\)\(..\).*/0x\1 0x\2 0x\3/p' \
        "$source_dir/include/tnef/base.h")
    # shellcheck disable=SC2086
    version=$(printf '%d.%d.%d' $version)
    soname=libtnef.so.${version%%.*}
    [ "${version%%.*}" -gt 0 ] || soname=libtnef.so.${version%.*}
    objdump -p "$1/libtnef.so" | grep -qE "SONAME +${soname//./\\.}\$"
    [ "$(readlink "$1/libtnef.so")" = "$soname" ]
    [ "$(readlink "$1/$soname")" = "libtnef.so.$version" ]
    test -f "$1/libtnef.so.$version"
}

# with_pkgconfig PKGCONFIGDIR LIBDIR OPTION...: compiles and runs with what pkg-config says.
with_pkgconfig() {
    local pcdir=$1 libdir=$2 dir flags libs
    shift 2
    need pkg-config
    dir=$(fresh)
    export PKG_CONFIG_PATH=$pcdir
    flags=$(pkg-config "$@" --cflags tnef)
    libs=$(pkg-config "$@" --libs tnef)
    echo "cflags: $flags  libs: $libs"
    # shellcheck disable=SC2086
    "$CC" -std=c11 $flags "$here/main.c" $libs -o "$dir/consumer"
    LD_LIBRARY_PATH=$libdir "$dir/consumer"
}

# shell_line DIR LINE: runs a line of the documents in DIR as it stands, with the compiler under test.
shell_line() {
    echo "\$ $2"
    (cd "$1" && bash -euo pipefail -c "cc() { command \"$CC\" -std=c11 -Wall -Wextra -Werror \"\$@\"; }
$2")
}

# as_written KIND: the program and the command of README.md, and those that the examples give for
# themselves, with a library of one kind only.
as_written() {
    local prefix=$work/$1/prefix dir line source
    need pkg-config
    dir=$(fresh)
    export PKG_CONFIG_PATH=$prefix/lib/pkgconfig LD_LIBRARY_PATH=$prefix/lib
    "$MAKE_SAMPLE" "$dir/winmail.dat"
    cp "$source_dir"/examples/*.c "$dir/"
    awk '/^```c$/ { on = 1; next } /^```$/ && on { exit } on' "$source_dir/README.md" >"$dir/list.c"
    line=$(sed -n 's/^    \(cc list\.c .*\)/\1/p' "$source_dir/README.md")
    [[ $line == *"pkg-config"* && $line == *"./list < winmail.dat"* ]]
    shell_line "$dir" "$line" | tee "$dir/list.txt"
    grep -qE '^ +[0-9]+  .' "$dir/list.txt"
    for source in "$source_dir"/examples/*.c; do
        line=$(sed -n 's/^ \*     \(cc .*\)/\1/p' "$source" | head -n 1)
        [[ $line == "cc $(basename "$source") "*pkg-config* ]]
        shell_line "$dir" "${line%% && *}"
        test -x "$dir/$(basename "$source" .c)"
    done
    shell_line "$dir" "./print_body < winmail.dat" >"$dir/body.txt"
    grep -q '<html>' "$dir/body.txt"
}

with_cmake() {
    local project=$1 dir
    shift
    dir=$(fresh)
    "$CMAKE" -S "$here/$project" -B "$dir" "$@"
    "$CMAKE" --build "$dir" --parallel 2
    "$dir/consumer"
}

# Moves a prefix away from where it was installed; nothing may lead back there.
relocate() {
    local dir found
    need pkg-config
    dir=$(fresh)
    cp -a "$work/shared/prefix" "$dir/moved"
    export PKG_CONFIG_PATH=$dir/moved/lib/pkgconfig
    found=$(pkg-config --define-prefix --cflags --libs tnef)
    echo "$found"
    [[ $found == *"$dir/moved/include"* && $found == *"$dir/moved/lib"* ]]
    [[ $found != *"$work/shared"* ]]
    ! grep -rF "$work/shared" "$dir/moved/lib/cmake" || return 1
    # shellcheck disable=SC2086
    "$CC" -std=c11 "$here/main.c" $found -o "$dir/consumer"
    LD_LIBRARY_PATH=$dir/moved/lib "$dir/consumer"
    "$CMAKE" -S "$here/find_package" -B "$dir/build" -DCMAKE_PREFIX_PATH="$dir/moved"
    "$CMAKE" --build "$dir/build"
    "$dir/build/consumer"
    grep -qF "tnef_DIR:PATH=$dir/moved/lib/cmake/tnef" "$dir/build/CMakeCache.txt"
}

# The same program as C++, with the installed library.
cxx() {
    local dir prefix=$work/static/prefix
    need "$CXX"
    dir=$(fresh)
    "$CXX" -std=c++17 -Wall -Wextra -pedantic -Werror -I"$prefix/include" -x c++ "$here/main.c" \
        -x none -L"$prefix/lib" -ltnef -lz -o "$dir/consumer"
    "$dir/consumer"
}

# Every public header alone: as strict C11, as C++11 and C++17, and twice.
headers() {
    local header standard
    need "$CXX"
    for header in $(cd "$source_dir/include" && ls tnef/*.h); do
        printf '#include <%s>\n#include <%s>\nextern int tnef_consumer;\n' "$header" "$header" |
            "$CC" -std=c11 -Wall -Wextra -pedantic -Wstrict-prototypes -Wundef -Werror \
                -I"$source_dir/include" -fsyntax-only -x c -
        for standard in c++11 c++17; do
            printf '#include <%s>\n' "$header" |
                "$CXX" -std=$standard -Wall -Wextra -pedantic -Wundef -Werror \
                    -I"$source_dir/include" -fsyntax-only -x c++ -
        done
    done
}

# No build system: with iconv and zlib, and with nothing but the C library.
bare() {
    local dir
    dir=$(fresh)
    (cd "$source_dir" &&
        "$CC" -std=c11 -Iinclude -Isrc src/*/*.c tests/consumer/main.c -lz -o "$dir/consumer" &&
        "$CC" -std=c11 -DTNEF_NO_ICONV -DTNEF_NO_ZLIB -Iinclude -Isrc src/*/*.c tests/consumer/main.c \
            -o "$dir/consumer-alone")
    "$dir/consumer"
    "$dir/consumer-alone"
}

# CMake and a compiler are enough: what the options make by default is built, as far as it goes. Headers of other
# packages are hidden behind some that cannot be read.
compiler_alone() {
    local dir header
    dir=$(fresh)
    mkdir -p "$dir/hidden/jansson"
    for header in cmocka zlib jansson; do
        echo "#error not installed" >"$dir/hidden/$header.h"
    done
    "$CMAKE" -S "$source_dir" -B "$dir/build" -DCMAKE_DISABLE_FIND_PACKAGE_cmocka=ON \
        -DCMAKE_DISABLE_FIND_PACKAGE_ZLIB=ON -DCMAKE_DISABLE_FIND_PACKAGE_PkgConfig=ON \
        -DCMAKE_DISABLE_FIND_PACKAGE_Python3=ON -DCMAKE_C_FLAGS="-O0 -I$dir/hidden" -DTNEF_BUILD_MILTER=OFF
    "$CMAKE" --build "$dir/build" --parallel 2 --target tnef winmail make_sample scan_told
    "$dir/build/tests/make_sample" "$dir/winmail.dat"
    "$dir/build/tools/winmail" list "$dir/winmail.dat" | grep 'subject '
}

# The commands of docs/building.md for programs that must be small, and that they are: what a program does not
# use is not in it, nor are tables that only debuggers read, nor the compiler's look at the processor.
small() {
    local dir line most program
    dir=$(fresh)
    ln -s "$source_dir" "$dir/tnef"
    while read -r line; do
        shell_line "$dir" "$line"
    done < <(sed -n '/^### Small programs/,/^#/s/^    \(cmake\|cc\) /\1 /p' "$source_dir/docs/building.md")
    test -x "$dir/list"
    nm "$dir/small/libtnef.a" 2>/dev/null | grep tnefi_ >/dev/null
    if objdump -h "$dir/small/libtnef.a" | grep eh_frame; then
        echo "there are tables for unwinding"
        return 1
    fi
    if ! "$CC" --version | grep -q 'Free Software' || [ "$(uname -m)" != x86_64 ]; then
        return 0
    fi
    for program in decoder:41000 reader:112000 mail:184000; do
        most=${program#*:}
        program=least_${program%:*}
        "$CC" -Os -I"$source_dir/include" -DTNEF_STATIC "$source_dir/bench/$program.c" "$dir/small/libtnef.a" -lz \
            -s -Wl,--gc-sections -o "$dir/$program"
        echo "$program: $(stat -c %s "$dir/$program") bytes of $most"
        [ "$(stat -c %s "$dir/$program")" -le "$most" ]
    done
}

# reproducible OPTION...: two copies of the sources, built in two folders whose names are of different
# lengths, install the same bytes.
reproducible() {
    local dir source root
    dir=$(fresh)
    # Once, so that both have the same.
    tar -C "$source_dir" -cf "$dir/sources.tar" CMakeLists.txt cmake examples include src scripts/man \
        tnef.pc.in tools docs README.md LICENSE CHANGELOG.md SECURITY.md
    # ccache may rewrite names of files before the compiler sees them.
    export CMAKE_C_COMPILER_LAUNCHER= CCACHE_DISABLE=1
    for root in "$dir/a" "$dir/another/and/longer"; do
        source=$root/${root##*/}
        mkdir -p "$source"
        tar -C "$source" -xf "$dir/sources.tar"
        "$CMAKE" -S "$source" -B "$root/build" "$@" -DTNEF_BUILD_TESTS=OFF \
            -DTNEF_BUILD_EXAMPLES=OFF -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBDIR=lib
        "$CMAKE" --build "$root/build" --parallel 2
        DESTDIR=$root/installed "$CMAKE" --install "$root/build"
        cp "$root/build/tools/winmail" "$root/installed/winmail-of-the-build"
    done
    diff -r "$dir/a/installed" "$dir/another/and/longer/installed"
    ! grep -rlF "$work" "$dir/a/installed" || return 1
    [ "$(find "$dir/a/installed" -name 'libtnef.*' | wc -l)" -ge 1 ]
}

case $name in
install_static) install_library static OFF ;;
install_shared) install_library shared ON ;;
pkgconfig_static) with_pkgconfig "$work/static/prefix/lib/pkgconfig" /nowhere ;;
pkgconfig_static_said) with_pkgconfig "$work/static/prefix/lib/pkgconfig" /nowhere --static ;;
pkgconfig_shared) with_pkgconfig "$work/shared/prefix/lib/pkgconfig" "$work/shared/prefix/lib" ;;
pkgconfig_uninstalled) with_pkgconfig "$work/static/build" /nowhere ;;
readme_static) as_written static ;;
readme_shared) as_written shared ;;
find_package_static) with_cmake find_package -DCMAKE_PREFIX_PATH="$work/static/prefix" ;;
find_package_shared) with_cmake find_package -DCMAKE_PREFIX_PATH="$work/shared/prefix" ;;
find_package_build_tree) with_cmake find_package -Dtnef_DIR="$work/static/build" ;;
add_subdirectory) with_cmake add_subdirectory -DTNEF_SOURCE_DIR="$source_dir" ;;
relocate) relocate ;;
reproducible_static) reproducible -DBUILD_SHARED_LIBS=OFF ;;
reproducible_shared) reproducible -DBUILD_SHARED_LIBS=ON ;;
cxx) cxx ;;
headers) headers ;;
bare) bare ;;
small) small ;;
compiler_alone) compiler_alone ;;
*)
    echo "run.sh: no test $name" >&2
    exit 1
    ;;
esac
