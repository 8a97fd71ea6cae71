# SPDX-License-Identifier: MIT
"""Installs the build, moves the installed tree, and uses it as others would.

usage: test_installed_sdk.py --source DIR --build DIR --cmake CMAKE --cc CC --cxx CXX

All work happens in a folder below $TMPDIR, outside of source and build, with the examples
copied there: whatever is found is found in the moved tree.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
MOVED_NAME = "OpenMV AE3 from the moved tree"
# Where the SDK could be found by accident.
TELLING = ["OPENMV_DATA_DIR", "OMV_VCAM", "LD_LIBRARY_PATH", "PKG_CONFIG_PATH", "CMAKE_PREFIX_PATH",
           "CPATH", "CPLUS_INCLUDE_PATH", "C_INCLUDE_PATH", "openmv_DIR"]
STANDARD_HEADER = re.compile(r"^(openmv/(flasher/)?[a-z_]+\.h|[a-z_]+|std(def|int)\.h)$")
# An AE3 has a sensor of 16:10, so its QVGA is 320x200.
FRAMES = """import csi
c = csi.CSI()
c.reset()
c.pixformat(csi.RGB565)
c.framesize(csi.QVGA)
while True:
    c.snapshot()
"""
options = None


class InstalledSdk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix="openmv-sdk-"))
        cls.addClassCleanup(shutil.rmtree, cls.work, ignore_errors=True)
        cls.environment = {k: v for k, v in os.environ.items() if k not in TELLING}
        (cls.work / "runtime").mkdir(mode=0o700)
        cls.environment["XDG_RUNTIME_DIR"] = str(cls.work / "runtime")
        cls.installed = cls.work / "installed"
        cls.prefix = cls.work / "moved" / "elsewhere"
        cls.command([options.cmake, "--install", options.build, "--prefix", cls.installed])
        cls.prefix.parent.mkdir()
        cls.installed.rename(cls.prefix)
        cls.library = next(cls.prefix.glob("lib*/**/libopenmv.so"))
        cls.mark_data()
        cls.build_examples()

    @classmethod
    def mark_data(cls):
        """Data read from anywhere else will not have this name."""
        board = cls.prefix / "share/openmv/boards/ae3.json"
        text = board.read_text()
        assert '"name": "OpenMV AE3"' in text
        board.write_text(text.replace('"name": "OpenMV AE3"', f'"name": "{MOVED_NAME}"'))

    @classmethod
    def build_examples(cls):
        shutil.copytree(options.source / "examples/sdk", cls.work / "examples")
        cls.bin = cls.work / "examples-build"
        cls.command([options.cmake, "-S", cls.work / "examples", "-B", cls.bin, "-G", "Ninja",
                     f"-DCMAKE_PREFIX_PATH={cls.prefix}", f"-DCMAKE_CXX_COMPILER={options.cxx}",
                     "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror",
                     "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"])
        cls.command([options.cmake, "--build", cls.bin])

    @classmethod
    def run_program(cls, arguments, expected=0, **more):
        result = subprocess.run([str(a) for a in arguments], env=cls.environment, text=True,
                                capture_output=True, timeout=300, **more)
        if expected is not None and result.returncode != expected:
            raise AssertionError(f"{arguments} ended with {result.returncode}, not {expected}\n"
                                 f"{result.stdout}\n{result.stderr}")
        return result

    @classmethod
    def command(cls, arguments):
        return cls.run_program(arguments).stdout

    def pkg_config(self, *arguments):
        environment = {**self.environment, "PKG_CONFIG_PATH": str(self.library.parent / "pkgconfig")}
        text = subprocess.run(["pkg-config", *arguments, "openmv"], env=environment, text=True,
                              check=True, capture_output=True).stdout
        return text.split()

    def script(self, name, text):
        path = self.work / name
        path.write_text(text)
        return path

    def start_cameras(self, *boards):
        """Ready when this returns; ended with the test."""
        for board in boards:
            camera = subprocess.Popen([self.prefix / "bin/omv-vcam", "--json", "--board", board],
                                      stdout=subprocess.PIPE, env=self.environment, text=True)
            self.addCleanup(camera.stdout.close)
            self.addCleanup(camera.wait, 20)
            self.addCleanup(camera.terminate)
            self.assertIn("pty", json.loads(camera.stdout.readline()))

    # --- the tree ---

    def test_no_installed_text_names_where_it_was_built_or_installed_first(self):
        places = [str(p) for p in (options.source, options.build, self.installed)]
        for path in self.prefix.rglob("*"):
            if path.is_symlink() or path.suffix not in (".cmake", ".pc", ".h", ".json", ".py"):
                continue
            text = path.read_text()
            for place in places:
                self.assertNotIn(place, text, f"in {path.relative_to(self.prefix)}")

    def test_what_is_needed_is_installed(self):
        headers = {p.name for p in (options.source / "libopenmv/include/openmv").glob("*.h")}
        installed = {p.name for p in (self.prefix / "include/openmv").glob("*.h")}
        self.assertEqual(installed, headers | {"version.h"})
        source = options.source / "firmware-flasher/include/openmv/flasher"
        self.assertEqual({p.name for p in (self.prefix / "include/openmv/flasher").glob("*.h")},
                         {p.name for p in source.glob("*.h")})
        self.assertGreater(len(list(self.prefix.glob("share/openmv/examples/**/*.py"))), 0)
        for program in ("omv", "omv-vcam"):
            self.assertTrue(os.access(self.prefix / "bin" / program, os.X_OK))

    def test_the_soname_is_that_of_the_binary_interface(self):
        version = (self.prefix / "include/openmv/version.h").read_text()
        major, minor = (re.search(rf"_{part} (\d+)", version)[1] for part in ("MAJOR", "MINOR"))
        wanted = f"libopenmv.so.{major}" if major != "0" else f"libopenmv.so.0.{minor}"
        self.assertIn(f"[{wanted}]", self.command(["readelf", "-d", self.library]))
        self.assertTrue((self.library.parent / wanted).exists())

    def test_the_installed_programs_work_in_the_moved_tree(self):
        result = self.run_program([self.prefix / "bin/omv", "--json", "-p", "sim:ae3", "info"])
        self.assertIn(MOVED_NAME, result.stdout)

    # --- headers ---

    def headers(self):
        return list((self.prefix / "include/openmv").rglob("*.h"))

    def test_public_headers_include_the_standard_library_and_each_other_only(self):
        for path in self.headers():
            for name in re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)', path.read_text(), re.M):
                self.assertRegex(name, STANDARD_HEADER, f"included by {path.name}")

    def test_each_header_compiles_on_its_own(self):
        strict = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", self.prefix / "include"]

        def compile_alone(path):
            name = path.relative_to(self.prefix / "include")
            source = self.script(f"alone_{path.stem}.cpp", f"#include <{name}>\n" * 2)
            self.command([options.cxx, "-std=c++20", "-fsyntax-only", *strict, source])

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(compile_alone, self.headers()))

    def test_the_c_header_is_c99_and_a_c_program_can_use_all_of_it(self):
        client = self.work / "c_client"
        self.command([options.cc, "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror",
                      HERE / "c_client.c", "-o", client, *self.pkg_config("--cflags", "--libs"),
                      f"-Wl,-rpath,{self.library.parent}"])
        result = self.run_program([client, "sim:ae3"], expected=None)
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn(MOVED_NAME, result.stdout)
        self.assertIn("0 problems", result.stdout)

    # --- packages ---

    def test_examples_were_built_with_the_moved_tree_alone(self):
        commands = (self.bin / "compile_commands.json").read_text()
        self.assertIn(str(self.prefix / "include"), commands)
        for place in (options.source, options.build):
            self.assertNotIn(str(place), commands)
        found = re.search(r"^openmv_DIR:PATH=(.*)$", (self.bin / "CMakeCache.txt").read_text(), re.M)
        self.assertTrue(found[1].startswith(str(self.prefix)), found[1])
        self.assertIn(str(self.library.parent), self.command(["ldd", self.bin / "save_frames"]))

    def found_by_cmake(self, *wanted):
        folder = self.work / "find"
        folder.mkdir(exist_ok=True)
        (folder / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.16)\nproject(find NONE)\n"
            f"find_package(openmv {' '.join(wanted)} QUIET)\n"
            'message("found ${openmv_FOUND}, version ${openmv_VERSION}")\n')
        shutil.rmtree(folder / "build", ignore_errors=True)
        result = self.run_program([options.cmake, "-S", folder, "-B", folder / "build", "-G",
                                   "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}"])
        return re.search(r"found (\w+)", result.stderr)[1] in ("1", "TRUE")

    def test_find_package_takes_the_same_major_version_only(self):
        version = self.pkg_config("--modversion")[0]
        major, minor, _ = (int(part) for part in version.split("."))
        self.assertTrue(self.found_by_cmake(version))
        self.assertTrue(self.found_by_cmake(f"{major}.0"))
        self.assertFalse(self.found_by_cmake(f"{major}.{minor + 1}"))
        self.assertFalse(self.found_by_cmake(f"{major + 1}.0"))
        self.assertTrue(self.found_by_cmake(version, "COMPONENTS", "flasher"))
        self.assertFalse(self.found_by_cmake(version, "COMPONENTS", "no-such-part"))

    def test_a_program_builds_by_pkg_config_without_other_packages(self):
        self.assertEqual(self.pkg_config("--libs"), [f"-L{self.normal('--libs-only-L')}", "-lopenmv"])
        program = self.work / "save_frames"
        self.command([options.cxx, "-std=c++20", self.work / "examples/save_frames.cpp", "-o",
                      program, *self.pkg_config("--cflags", "--libs"), "-pthread",
                      f"-Wl,-rpath,{self.library.parent}"])
        self.check_save_frames(program, "by-pkg-config", 1)

    def normal(self, option):
        """The one folder that pkg-config names, which must be in the moved tree."""
        folder = self.pkg_config(option)[0][2:]
        self.assertEqual(pathlib.Path(folder).resolve(), self.library.parent.resolve())
        return folder

    # --- the examples ---

    def check_save_frames(self, program, name, count):
        folder = self.work / name
        result = self.run_program([program, "sim:ae3?seed=3", self.script("frames.py", FRAMES),
                                   folder, count])
        self.assertIn(MOVED_NAME, result.stdout)
        files = sorted(folder.iterdir())
        self.assertEqual([f.name for f in files], [f"frame-{i + 1:04}.jpg" for i in range(count)])
        self.assertEqual(result.stdout.count(": 320x200 JPEG, "), count)
        for file in files:
            data = file.read_bytes()
            self.assertEqual((data[:2], data[-2:]), (b"\xff\xd8", b"\xff\xd9"))

    def test_save_frames_saves_as_many_as_asked(self):
        self.check_save_frames(self.bin / "save_frames", "frames", 3)

    def test_save_frames_tells_why_no_frame_comes(self):
        script = self.script("raises.py", "print('begin')\n1 / 0\n")
        result = self.run_program([self.bin / "save_frames", "sim:ae3", script, self.work / "none"],
                                  expected=1)
        self.assertIn("ZeroDivisionError", result.stderr)

    def test_save_frames_refuses_a_folder_as_script(self):
        result = self.run_program([self.bin / "save_frames", "sim:ae3", self.work,
                                   self.work / "none"], expected=1)
        self.assertEqual(result.stderr, f"Cannot read {self.work}\n")

    def test_save_frames_ends_on_ctrl_c(self):
        program = subprocess.Popen([self.bin / "save_frames", "sim:ae3",
                                    self.script("frames.py", FRAMES), self.work / "many", "100000"],
                                   env=self.environment, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(program.kill)
        program.stdout.readline()
        self.assertIn("frame-0001.jpg", program.stdout.readline())
        program.send_signal(signal.SIGINT)
        _, errors = program.communicate(timeout=20)
        self.assertEqual(program.returncode, 130, errors)
        self.assertIn("OMV-E0205", errors)

    def test_update_board_writes_a_virtual_board_and_tells_its_version(self):
        release = self.work / "release.zip"
        self.run_program([self.prefix / "bin/omv", "sim", "image", "zip", release, "--board",
                          "pure-thermal", "--version", "5.6.7"])
        result = self.run_program([self.bin / "update_board", "pure-thermal", release,
                                   "sim:pure-thermal?limits=off"])
        self.assertIn("runs firmware 5.6.7", result.stdout)
        wrong = self.run_program([self.bin / "update_board", "ae3", release,
                                  "sim:ae3?limits=off"], expected=1)
        self.assertIn("OMV-E0705", wrong.stderr)

    def test_read_channel_reads_what_the_script_offers(self):
        result = self.run_program([self.bin / "read_channel", "sim:rt1062"])
        numbers = [int(n) for n in re.findall(r"^reading: 13 bytes: reading (\d+)$", result.stdout,
                                              re.M)]
        self.assertEqual(len(numbers), 5, result.stdout)
        self.assertEqual(numbers, sorted(numbers))
        self.assertGreater(numbers[-1], numbers[0])

    def test_read_channel_tells_when_the_channel_never_comes(self):
        script = self.script("raises.py", "1 / 0\n")
        result = self.run_program([self.bin / "read_channel", "sim:ae3", "other", script], expected=1)
        self.assertIn("ZeroDivisionError", result.stderr)

    def test_run_everywhere_runs_on_all_cameras_and_names_them(self):
        self.start_cameras("ae3", "rt1062")
        script = self.script("hello.py", "import omv\nfor i in range(3):\n"
                                         "    print('line', i)\nprint(omv.board_type(), end='')\n")
        result = self.run_program([self.bin / "run_everywhere", script])
        prefixes = {line.split(" | ")[0] for line in result.stdout.splitlines()}
        self.assertEqual(len(prefixes), 2, result.stdout)
        for board, kind in ((MOVED_NAME, "AE3"), ("OpenMV Cam RT1062", "IMXRT1060")):
            mine = [line.split(" | ")[1] for line in result.stdout.splitlines()
                    if line.startswith(board + " at /")]
            self.assertEqual(mine[:3], ["line 0", "line 1", "line 2"], result.stdout)
            self.assertEqual(len(mine), 4)
            self.assertIn(kind[:3], mine[3])

    def test_run_everywhere_stops_the_scripts_on_ctrl_c(self):
        self.start_cameras("ae3", "ae3")
        script = self.script("endless.py", "import time\nprint('up')\nwhile True:\n"
                                           "    time.sleep_ms(20)\n")
        program = subprocess.Popen([self.bin / "run_everywhere", script], env=self.environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(program.kill)
        up = [program.stdout.readline() for _ in range(2)]
        self.assertTrue(all(line.endswith("| up\n") for line in up), up)
        program.send_signal(signal.SIGINT)
        _, errors = program.communicate(timeout=20)
        self.assertEqual(program.returncode, 130, errors)
        # Nothing runs any more: a script that would not come to its print otherwise does.
        script = self.script("after.py", "print('after')\n")
        result = self.run_program([self.bin / "run_everywhere", script])
        self.assertEqual(result.stdout.count("| after\n"), 2)

    def test_programs_tell_what_is_wrong(self):
        self.assertIn("usage:", self.run_program([self.bin / "save_frames"], expected=2).stderr)
        self.assertIn("usage:", self.run_program([self.bin / "read_channel"], expected=2).stderr)
        self.assertIn("usage:", self.run_program([self.bin / "run_everywhere"], expected=2).stderr)
        script = self.script("frames.py", FRAMES)
        count = [self.bin / "save_frames", "sim:ae3", script, self.work / "x", "3x"]
        self.assertIn("usage:", self.run_program(count, expected=2).stderr)
        absent = self.run_program([self.bin / "read_channel", "/dev/no-such-port"], expected=1)
        self.assertIn("/dev/no-such-port", absent.stderr)
        self.assertIn("OMV-E01", absent.stderr)
        no_script = self.run_program([self.bin / "run_everywhere", "no.py"], expected=1)
        self.assertIn("Cannot read no.py", no_script.stderr)
        no_camera = self.run_program([self.bin / "run_everywhere", script, "sim:nothing"], expected=1)
        self.assertIn("OMV-E0503", no_camera.stderr)

    # --- other languages ---

    def test_python_can_use_the_library_by_ctypes(self):
        result = self.run_program([sys.executable, HERE / "sdk_from_python.py", self.library,
                                   "sim:ae3", MOVED_NAME], expected=None)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("all as it should be", result.stdout)


def main():
    global options
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--cmake", default="cmake")
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--cxx", default="c++")
    options, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)


main()
