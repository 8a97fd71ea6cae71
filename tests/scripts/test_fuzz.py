#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Gives scripts/fuzz and scripts/fuzz-check targets that end in all the ways there are.

usage: test_fuzz.py FOLDER_OF_THE_SCRIPTS
"""
import importlib.machinery
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SCRIPTS = None

# A target that finds nothing. "$*" has -merge=1 for the second run of scripts/fuzz.
CLEAN = "exit 0"
# What a target without grep's words prints, and how it ends.
SILENT_FINDING = 'case "$*" in *-merge=1*) exit 0;; esac; exit 77'
LOUD_FINDING = 'case "$*" in *-merge=1*) exit 0;; esac; echo "SUMMARY: bad"; exit 77'
BROKEN_MERGE = 'case "$*" in *-merge=1*) echo "no room" >&2; exit 3;; esac; exit 0'
ENDLESS_MERGE = 'case "$*" in *-merge=1*) exec tail -f /dev/null;; esac; exit 0'
# libFuzzer -merge=1 FIRST SECOND: one input of the second is enough.
GOOD_MERGE = ('case "$*" in *-merge=1*) shift 2; cp "$2/a" "$1/a";; '
              '*) echo a >"$corpus/a"; echo b >"$corpus/b";; esac')


def write_program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + text + "\n")
    path.chmod(0o755)


class Fuzz(unittest.TestCase):
    """scripts/fuzz in a tree of its own, with a cmake that builds nothing."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        (self.root / "scripts").mkdir()
        shutil.copy(SCRIPTS / "fuzz", self.root / "scripts")
        (self.root / "tests/fuzz/corpus/fuzz_x").mkdir(parents=True)
        (self.root / "tests/fuzz/fuzz_x.cpp").touch()
        write_program(self.root / "bin/cmake", "exit 0")
        self.corpus = self.root / "build/fuzz/corpus/fuzz_x"

    def fuzz(self, target, *arguments):
        write_program(self.root / "build/fuzz/fuzz/fuzz_x", f"corpus={self.corpus}\n{target}")
        environment = {**os.environ, "PATH": f"{self.root}/bin:{os.environ['PATH']}"}
        return subprocess.run([self.root / "scripts/fuzz", *arguments], env=environment,
                              capture_output=True, text=True, timeout=60, check=False)

    def test_a_time_that_is_no_number_above_0_is_refused(self):
        for option in "-t", "-m":
            for time in "x", "0", "", "-5", "1.5", "5s", "010", "99999999999999999999":
                with self.subTest(option=option, time=time):
                    result = self.fuzz("touch $corpus/ran", option, time)
                    self.assertEqual(result.returncode, 2, result.stdout)
                    self.assertIn(f"'{time}' is not a whole number", result.stderr)
                    self.assertFalse((self.corpus / "ran").exists())

    def test_targets_that_find_nothing_are_a_success(self):
        result = self.fuzz(CLEAN, "-t", "1")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_a_finding_fails_whatever_the_target_prints(self):
        for target in SILENT_FINDING, LOUD_FINDING:
            with self.subTest(target=target):
                result = self.fuzz(target, "-t", "1")
                self.assertEqual(result.returncode, 1)
                self.assertIn("fuzz_x: exit code 77", result.stdout)

    def test_what_was_learnt_is_minimised(self):
        result = self.fuzz(GOOD_MERGE, "-t", "1")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("2 inputs, minimised to 1", result.stdout)
        self.assertEqual([path.name for path in self.corpus.iterdir()], ["a"])

    def test_a_merge_that_fails_is_told_and_loses_nothing(self):
        self.corpus.mkdir(parents=True)
        (self.corpus / "learnt").touch()
        result = self.fuzz(BROKEN_MERGE, "-t", "1")
        self.assertEqual(result.returncode, 1)
        self.assertIn("not minimised, exit code 3:\nno room", result.stdout)
        self.assertEqual([path.name for path in self.corpus.iterdir()], ["learnt"])
        self.assertEqual([path.name for path in self.corpus.parent.iterdir()], ["fuzz_x"])

    def test_a_merge_without_end_is_ended(self):
        result = self.fuzz(ENDLESS_MERGE, "-t", "1", "-m", "1")
        self.assertEqual(result.returncode, 1)
        self.assertIn("not minimised after 1 s", result.stdout)

    def test_an_unknown_target_or_option_is_refused(self):
        self.assertEqual(self.fuzz(CLEAN, "fuzz_y").returncode, 2)
        self.assertEqual(self.fuzz(CLEAN, "-z").returncode, 2)


def load_check():
    loader = importlib.machinery.SourceFileLoader("fuzz_check", str(SCRIPTS / "fuzz-check"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("fuzz_check", loader))
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


# Where libFuzzer would leave an input.
KEEPS = 'for each; do case $each in -artifact_prefix=*) touch "${each#*=}%s-1";; esac; done; '


class FuzzCheck(unittest.TestCase):
    """check() of scripts/fuzz-check, with a build that makes programs of the source's words."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.source = pathlib.Path(folder.name)
        (self.source / "parser.cpp").write_text("sound\n")
        self.module = load_check()
        self.module.WORK = self.source / "work"
        self.module.PLANTS = {"fuzz_x": ("parser.cpp", "sound", "bug")}

    def check(self, sound, bug):
        def build(source, target):
            planted = "bug" in (source / "parser.cpp").read_text()
            write_program(source / target, bug if planted else sound)
            return source / target

        self.module.build = build
        found = self.module.check(self.source, "fuzz_x", 1)
        self.assertEqual((self.source / "parser.cpp").read_text(), "sound\n")
        return found

    def test_an_input_that_crashes_the_planted_build_only_is_a_finding(self):
        self.assertTrue(self.check("exit 0", KEEPS % "crash" + "exit 77"))

    def test_a_target_that_fails_without_an_input_found_nothing(self):
        self.assertFalse(self.check("exit 0", "exit 1"))
        self.assertFalse(self.check("exit 0", "kill -9 $$"))

    def test_another_kind_of_finding_is_not_the_planted_one(self):
        self.assertFalse(self.check("exit 0", KEEPS % "timeout" + "exit 70"))

    def test_a_target_that_fails_anyway_proves_nothing(self):
        crash = KEEPS % "crash" + "exit 77"
        self.assertFalse(self.check(crash, crash))
        self.assertFalse(self.check("exit 1", crash))

    def test_nothing_found_is_told(self):
        self.assertFalse(self.check("exit 0", "exit 0"))

    def test_a_time_that_is_no_number_above_0_is_refused(self):
        for time in "0", "x", "1.5", "":
            with self.subTest(time=time):
                result = subprocess.run([sys.executable, SCRIPTS / "fuzz-check", "-t", time, "none"],
                                        capture_output=True, text=True, timeout=60, check=False)
                self.assertEqual(result.returncode, 2)
                self.assertIn("is not a whole number", result.stderr)


if __name__ == "__main__":
    SCRIPTS = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
