# SPDX-License-Identifier: MIT
# Sourced by the fetch-* scripts: gets source packages of the distribution without touching
# the system's apt state. Where packages come from is read from this machine's own apt
# configuration; suites newer than the machine's are tried in order. apt checks the chain of
# signatures with the distribution's archive keyring.
#
# The caller has set: program (its name for messages), hint (what else a user can do).

say() { echo "$program: $*" >&2; }
die() { say "$@"; exit 1; }

cache=${XDG_CACHE_HOME:-$HOME/.cache}/omv

# The newest complete tree $cache/NAME-* in which the file $2 exists.
cached_tree() {
    local dir
    for dir in $(ls -d "$cache/$1"-* 2>/dev/null | sort -rV); do
        if [ -f "$dir/.complete" ] && [ -e "$dir/$2" ]; then
            echo "$dir"
            return 0
        fi
    done
    return 1
}

need_tools() {
    local tool
    for tool in "$@"; do
        command -v "$tool" >/dev/null || die "needs $tool; $hint"
    done
}

# The URIs of this machine's archives, of deb822 files first, then of one-line files.
package_archives() {
    local files=()
    shopt -s nullglob
    files=(/etc/apt/sources.list.d/*.sources)
    [ ${#files[@]} -eq 0 ] || awk '/^URIs:/ { for (i = 2; i <= NF; i++) print $i }' "${files[@]}"
    files=(/etc/apt/sources.list /etc/apt/sources.list.d/*.list)
    cat /dev/null $(ls "${files[@]}" 2>/dev/null) |
        sed -nE 's/^[[:space:]]*deb(-src)?[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+)[[:space:]].*/\3/p'
    shopt -u nullglob
}

# Only one run at a time works; the others wait here. $work is removed at the end.
begin_work() {
    mkdir -p "$cache"
    exec 9>"$cache/$program.lock"
    flock 9
    work=$(mktemp -d "$cache/fetch.XXXXXX")
    trap 'rm -rf "$work"' EXIT
}

# Sets mirror, keyring, suites, component and the options `private` for apt.
find_archive() {
    local candidate
    # Security archives carry no such source.
    mirror=$(package_archives | grep -v -- '-security' | grep -E '^(https?|file|mirror\+[a-z]+|copy):' | head -n 1 || true)
    [ -n "$mirror" ] || die "found no package archive in /etc/apt; $hint"
    keyring=
    for candidate in /usr/share/keyrings/debian-archive-keyring.gpg /usr/share/keyrings/ubuntu-archive-keyring.gpg; do
        [ ! -f "$candidate" ] || { keyring=$candidate; break; }
    done
    [ -n "$keyring" ] || die "found no archive keyring in /usr/share/keyrings: cannot check signatures"
    case "$keyring" in
    *ubuntu*) suites=(plucky questing resolute devel) ; component="main universe" ;;
    *) suites=(trixie forky sid) ; component=main ;;
    esac
    # apt may drop to its own user for downloads; it must be able to write there.
    mkdir -p "$work"/{lists/partial,archives/partial,src}
    chmod 755 "$work"
    private=(-o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work" -o Dir::Cache::Archives="$work/archives"
        -o APT::Get::List-Cleanup=0 -o Acquire::Languages=none -o APT::Sandbox::User="$(id -un)"
        -o Acquire::Retries=2)
}

# try_source SUITE PACKAGE LEAST MOST [apt-get source options]: the newest version of the
# suite within [LEAST, MOST) lands in $work/src; fails when there is none. MOST may be empty.
try_source() {
    local suite=$1 package=$2 least=$3 most=$4 version
    shift 4
    rm -rf "$work/src" && mkdir "$work/src"
    echo "deb-src [signed-by=$keyring] $mirror $suite $component" >"$work/sources.list"
    apt-get "${private[@]}" update >"$work/log" 2>&1 || return 1
    version=$(apt-cache "${private[@]}" showsrc --only-source "$package" 2>/dev/null |
        sed -n 's/^Version: //p' | sort -rV | head -n 1)
    [ -n "$version" ] && dpkg --compare-versions "$version" ge "$least" || return 1
    [ -z "$most" ] || dpkg --compare-versions "$version" lt "$most" || return 1
    say "getting $package $version from $suite"
    (cd "$work/src" && apt-get "${private[@]}" source --only-source "$@" "$package=$version") >>"$work/log" 2>&1
}
