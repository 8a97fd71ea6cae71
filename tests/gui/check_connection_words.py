#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each sentence that the IDE knows to translate is one that the library says: else it would stay English unnoticed.

usage: check_connection_words.py PROJECT-FOLDER
"""
import pathlib
import re
import sys


def joined(text):
    """Literals that go on in the next line, in one piece."""
    return re.sub(r'"\s*\n\s*"', "", text)


def main():
    root = pathlib.Path(sys.argv[1])
    said = "".join(joined(path.read_text()) for path in sorted((root / "libopenmv/src").glob("*.cpp")))
    words = joined((root / "app/ide/connection_words.cpp").read_text())
    listed = words[words.index("kSentences[]"):words.index("};")]
    sentences = re.findall(r'Connection",\s*"((?:[^"\\]|\\.)*)"\)', listed)
    unsaid = [sentence for sentence in sentences if sentence.replace("%1", "{}") not in said]
    print("\n".join(f"not said by the library: {sentence}" for sentence in unsaid) or f"{len(sentences)} sentences")
    return 1 if unsaid or len(sentences) < 20 else 0


sys.exit(main())
