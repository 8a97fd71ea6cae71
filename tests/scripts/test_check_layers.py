#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plants includes in a tree of its own and asks scripts/check-layers about them.

usage: test_check_layers.py PATH_OF_CHECK_LAYERS
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = None

# A tree that is right: every layer with one header that the planted includes can lead to.
TREE = {
    "protocol/wire.h": "#include <cstdint>\n#include <span>\n",
    "libopenmv/include/openmv/result.h": "#include <string>\n#include <functional>\n",
    "libopenmv/include/openmv/camera.h": "#include <openmv/result.h>\n#include <chrono>\n",
    "libopenmv/include/openmv/board.h": "",
    "libopenmv/src/board.h": '#include "protocol/wire.h"\n#include <openmv/board.h>\n',
    "libopenmv/src/board.cpp": '#include "libopenmv/src/board.h"\n#include <fmt/format.h>\n',
    "firmware/core/x.h": '#include "protocol/wire.h"\n',
    "firmware/camera/y.h": '#include "firmware/core/x.h"\n#include <opencv2/core.hpp>\n',
    "firmware/modules/z.c": '#include "py/runtime.h"\n#include "firmware/camera/y.h"\n',
    "firmware/ports/vcam/vm.h": "",
    "firmware/ports/vcam/vm.c": '#include "vm.h"\n#include <openmv/board.h>\n#include <poll.h>\n',
    "app/cli/run.h": "#include <openmv/camera.h>\n#include <openmv/version.h>\n",
    "app/cli/selftest/wire.cpp": '#include "protocol/wire.h"\n',
    "examples/sdk/program.h": "",
    "examples/sdk/one.cpp": '#include "program.h"\n#include <openmv/camera.h>\n',
    "tests/a.cpp": '#include "firmware/core/x.h"\n#include "libopenmv/src/board.h"\n',
}

# (file, what is planted at its end, what the complaint must contain)
WRONG = [
    # The plain cases, one for each border.
    ("protocol/a.h", '#include "libopenmv/src/board.h"', "protocol may not include libopenmv/src/board.h"),
    ("protocol/a.h", "#include <openmv/result.h>", "may not include libopenmv/include/openmv/result.h"),
    ("libopenmv/src/a.cpp", '#include "firmware/core/x.h"', "libopenmv may not include firmware/core/x.h"),
    ("libopenmv/src/a.cpp", '#include "app/cli/run.h"', "may not include app/cli/run.h"),
    ("libopenmv/src/a.cpp", '#include "tests/a.cpp"', "may not include tests/a.cpp"),
    ("libopenmv/include/openmv/a.h", '#include "protocol/wire.h"', "may not include protocol/wire.h"),
    ("libopenmv/include/openmv/a.h", '#include "libopenmv/src/board.h"', "may not include libopenmv/src"),
    ("firmware/core/a.h", '#include "firmware/camera/y.h"', "firmware/core may not include firmware/camera/y.h"),
    ("firmware/core/a.h", "#include <openmv/result.h>", "may not include libopenmv"),
    ("firmware/camera/a.h", '#include "firmware/modules/z.c"', "may not include firmware/modules/z.c"),
    ("firmware/modules/a.c", '#include "firmware/ports/vcam/vm.h"', "may not include firmware/ports"),
    ("firmware/modules/a.c", "#include <openmv/board.h>", "may not include libopenmv"),
    ("firmware/ports/vcam/a.cpp", "#include <openmv/camera.h>", "may not include libopenmv/include/openmv/camera.h"),
    ("firmware/ports/vcam/a.cpp", '#include "libopenmv/src/board.h"', "may not include libopenmv/src"),
    ("app/cli/a.cpp", '#include "libopenmv/src/board.h"', "app/cli may not include libopenmv/src/board.h"),
    ("app/cli/a.cpp", '#include "protocol/wire.h"', "app/cli may not include protocol/wire.h"),
    ("app/cli/selftest/a.cpp", '#include "libopenmv/src/board.h"', "may not include libopenmv/src/board.h"),
    ("examples/sdk/a.cpp", '#include "app/cli/run.h"', "may not include app/cli/run.h"),
    # A file that is not there (yet, or generated) is judged by its name.
    ("protocol/a.h", '#include "libopenmv/src/none.h"', "protocol may not include libopenmv/src/none.h"),
    # Paths that lead elsewhere than they look.
    ("libopenmv/src/a.cpp", '#include "../../firmware/core/x.h"', "without '..'"),
    ("protocol/a.h", '#include "../libopenmv/src/board.h"', "without '..'"),
    ("protocol/a.h", '#include "protocol/../libopenmv/src/board.h"', "without '..'"),
    ("protocol/a.h", "#include <../libopenmv/src/board.h>", "without '..'"),
    ("protocol/a.h", '#include "./../libopenmv/src/board.h"', "without '..'"),
    ("libopenmv/src/a.cpp", '#include ".//../../protocol/wire.h"', "without '..'"),
    ("protocol/a.h", '#include "/usr/include/stdlib.h"', "without '..'"),
    ("protocol/a.h", '#include "./libopenmv/src/board.h"', "may not include libopenmv/src/board.h"),
    ("protocol/a.h", '#include "board.h"', "no such file"),
    ("app/cli/a.cpp", '#include "py/runtime.h"', "no such file"),
    ("libopenmv/a.h", '#include "src/nothing.h"', "no such file"),
    # Other ways of writing it.
    ("protocol/a.h", '  #  include   "libopenmv/src/board.h"', "may not include"),
    ("protocol/a.h", '%:include "libopenmv/src/board.h"', "may not include"),
    ("protocol/a.h", '#/* */include/* */"libopenmv/src/board.h"', "may not include"),
    ("protocol/a.h", '/* */ #include "libopenmv/src/board.h"', "may not include"),
    ("protocol/a.h", '#inc\\\nlude "libopenmv/src/board.h"', "may not include"),
    ("protocol/a.h", '#include \\\n"libopenmv/src/board.h"', ":1: protocol may not include"),
    ("protocol/a.h", '#include "libopenmv/src/board.h" // why', "may not include"),
    ("protocol/a.h", '#include "libopenmv/src/board.h"\r', "may not include"),
    ("protocol/a.h", "#define X <cstdlib>\n#include X", ":2: #include X"),
    ("protocol/a.h", "#include_next <cstdint>", "#include_next"),
    ("protocol/a.h", '#import "protocol/wire.h"', "#import"),
    ("protocol/a.inc", '#include "libopenmv/src/board.h"', "may not include"),
    ("protocol/a.hpp", '#include "libopenmv/src/board.h"', "may not include"),
    ("protocol/a.cc", '#include "libopenmv/src/board.h"', "may not include"),
    # Headers from outside the tree.
    *[(file, f"#include <{header}>", f"must do without <{header}>")
      for file in ("protocol/a.h", "firmware/core/a.h")
      for header in ("cstdlib", "stdlib.h", "string", "vector", "memory", "map", "chrono", "thread",
                     "mutex", "iostream", "functional", "new", "cstdio", "exception", "stdexcept",
                     "deque", "unistd.h", "sys/types.h", "fmt/format.h", "QString", "any", "variant")],
    ("firmware/core/a.h", "#include <immintrin.h>", "must do without <immintrin.h>"),
    ("libopenmv/include/openmv/a.h", "#include <fmt/format.h>", "must do without <fmt/format.h>"),
    ("libopenmv/include/openmv/a.h", "#include <QString>", "must do without <QString>"),
    ("libopenmv/include/openmv/a.h", "#include <poll.h>", "must do without <poll.h>"),
    ("libopenmv/src/a.cpp", "#include <opencv2/core.hpp>", "must do without <opencv2/core.hpp>"),
    ("app/cli/a.cpp", "#include <QSerialPort>", "must do without <QSerialPort>"),
    ("app/cli/a.cpp", "#include <QtCore/QString>", "must do without"),
    # No layer at all.
    ("firmware/other/a.h", "", "belongs to no layer"),
    ("app/a.cpp", "", "belongs to no layer"),
]

RIGHT = [
    ("protocol/a.h", '#include "wire.h"'),  # beside it
    ("protocol/a.h", "#include <immintrin.h>"),
    ("protocol/a.h", "#include <array>\n#include <optional>\n#include <cstring>\n#include <bit>"),
    ("protocol/a.h", '// #include "libopenmv/src/board.h"\n/*\n#include <vector>\n*/'),
    ("protocol/a.h", 'const char* x = "/*";\n#include <cstdint>\nconst char* y = "*/";'),
    ("protocol/a.h", 'const char* x = "#include <vector>";'),
    ("app/cli/a.cpp", "#include <unistd.h>\n#include <fmt/format.h>\n#include <openmv/none.h>"),
    ("tests/b.cpp", '#include "tests/a.cpp"\n#include <vector>'),
]


def numbered(file, number):
    """A name of its own for each plant: a.h -> a7.h."""
    stem, dot, suffix = file.rpartition(".")
    return f"{stem}{number}{dot}{suffix}"


class Tree:
    """A git work tree of its own with one more file."""

    def __init__(self, more):
        self._folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self._folder.name)
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)
        for name, text in {**TREE, **more}.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def check(self):
        done = subprocess.run([sys.executable, SCRIPT, str(self.root)], capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr


class CheckLayers(unittest.TestCase):
    def test_a_right_tree_passes(self):
        with Tree({}) as tree:
            code, said, summary = tree.check()
        self.assertEqual((code, said), (0, ""))
        self.assertIn(f"{len(TREE)} files, 0 wrong", summary)

    def test_each_planted_violation_is_refused_once(self):
        plants = [(numbered(file, i), text, what) for i, (file, text, what) in enumerate(WRONG)]
        with Tree({file: text + "\n" for file, text, _ in plants}) as tree:
            code, said, summary = tree.check()
        self.assertEqual(code, 1)
        self.assertIn(f" {len(WRONG)} wrong", summary)
        for file, text, complaint in plants:
            with self.subTest(file=file, text=text):
                about = [line for line in said.splitlines() if line.startswith(file + ":")]
                self.assertEqual(len(about), 1, about)
                self.assertIn(complaint, about[0])

    def test_one_violation_is_enough_to_fail(self):
        file, text, _ = WRONG[0]
        with Tree({file: text + "\n"}) as tree:
            self.assertEqual(tree.check()[0], 1)

    def test_what_is_allowed_passes(self):
        plants = {numbered(file, i): text + "\n" for i, (file, text) in enumerate(RIGHT)}
        with Tree(plants) as tree:
            code, said, _ = tree.check()
        self.assertEqual((code, said), (0, ""))

    def test_a_link_into_another_layer_is_refused(self):
        with Tree({}) as tree:
            (tree.root / "protocol/board.h").symlink_to("../libopenmv/src/board.h")
            code, said, _ = tree.check()
        self.assertEqual((code, said), (1, "protocol/board.h: a link hides its layer\n"))

    def test_a_tree_without_sources_is_no_success(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["git", "init", "-q", folder], check=True)
            done = subprocess.run([sys.executable, SCRIPT, folder], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)


if __name__ == "__main__":
    SCRIPT = sys.argv.pop(1)
    unittest.main()
