#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares what a library exports with the list of its name beside this file.

usage: check_symbols.py [--update] [--nm NM] LIBRARY

A function that is new, gone or has another signature changes the binary interface: that
must be meant. Whatever is neither of namespace omv nor of the C API is a leak.
"""
import argparse
import pathlib
import re
import subprocess
import sys

OURS = re.compile(r"^(omv::|omv_[a-z]|(typeinfo|typeinfo name|vtable) for omv::)")
# How demanglers write the same thing, and what nobody wants to read.
PLAIN = [
    (r"\[abi:cxx11\]", ""),
    (r"> +>", ">>"),
    (r"> +>", ">>"),
    (r"std::__cxx11::", "std::"),
    (r"std::basic_string<char, std::char_traits<char>, std::allocator<char>>", "std::string"),
    (r"std::basic_string_view<char, std::char_traits<char>>", "std::string_view"),
    (r"std::span<([^<>]*), (18446744073709551615u?l?|-1)>", r"std::span<\1>"),
    (r"std::chrono::duration<long, std::ratio<1l?, 1000l?>>", "std::chrono::milliseconds"),
    (r"std::unique_ptr<([^<>]*), std::default_delete<\1>>", r"std::unique_ptr<\1>"),
]


def plain(name):
    for pattern, text in PLAIN:
        name = re.sub(pattern, text, name)
    return name


def exported(nm, library):
    """Functions that the library exports, and symbols that it should not."""
    lines = subprocess.run([nm, "-D", "--defined-only", "-C", library], check=True,
                           capture_output=True, text=True).stdout.splitlines()
    functions, leaks = set(), set()
    for line in lines:
        _, kind, name = line.split(" ", 2)
        # A weak function is an inline one, which every user has a copy of.
        if not OURS.match(name) or kind == "W":
            leaks.add(plain(name))
        elif kind == "T":
            functions.add(plain(name))
    return functions, leaks


def show(title, names):
    if names:
        print(title)
        print("".join(f"    {name}\n" for name in sorted(names)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true", help="write the list anew")
    parser.add_argument("--nm", default="nm")
    parser.add_argument("library")
    arguments = parser.parse_args()
    name = pathlib.Path(arguments.library).name.removeprefix("lib").split(".")[0]
    symbols = pathlib.Path(__file__).with_name(f"{name}.symbols")
    functions, leaks = exported(arguments.nm, arguments.library)
    if arguments.update:
        symbols.write_text("".join(f"{name}\n" for name in sorted(functions)))
    listed = set(symbols.read_text().splitlines())
    show("New in the library, not in the list:", functions - listed)
    show("In the list, gone from the library (programs built before will not start):",
         listed - functions)
    show("Exported, but no public interface (hide it: no OPENMV_API, or OPENMV_LOCAL):", leaks)
    if functions != listed:
        print("If the change is meant, write the list anew and say in the commit what changed:\n"
              f"    tests/install/check_symbols.py --update {arguments.library}\n"
              "A function that is gone or changed also asks for a new minor version (before 1.0) "
              "or major version.")
    if functions != listed or leaks:
        return 1
    print(f"{len(functions)} functions, as listed")
    return 0


sys.exit(main())
