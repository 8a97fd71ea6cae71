#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""docs/recovery.md has every board, and says what the boards' files say.

usage: test_recovery_document.py SOURCE_DIR
"""
import json
import pathlib
import sys
import unittest

SOURCE = None
# Loaders that only other programs speak to.
OTHERS = {"bossa", "picoboot"}


def needed(board):
    """What the document must have of a board."""
    yield f"| {board['name']} | `{board['id']}` |" if board.get("bootloader_usb_ids") else board["name"]
    yield f"`{board['id']}`"
    for signal in board.get("led_signals", []):
        yield signal["title"]
        yield signal["meaning"]
    for loader in board.get("loaders", []):
        if loader["kind"] in OTHERS:
            yield "not written by this software"
        yield from (loader[key] for key in ("enter", "exit") if key in loader)
        if "flash_loader" in loader:
            yield f"`{loader['flash_loader']['file']}` ({loader['flash_loader']['bytes']} bytes)"
    for usb_id in board.get("bootloader_usb_ids", []):
        yield usb_id
    if any(not image.get("verified", True) for image in board.get("images", [])):
        yield "--allow-unverified bootloader"


def missing(document, boards):
    words = " ".join(document.split())
    return [(board["id"], text) for board in boards for text in needed(board)
            if " ".join(text.split()) not in words]


class RecoveryDocument(unittest.TestCase):
    def setUp(self):
        self.text = (SOURCE / "docs/recovery.md").read_text()
        self.boards = [json.loads(path.read_text())
                       for path in sorted((SOURCE / "resources/boards").glob("*.json"))]

    def test_it_says_what_the_boards_files_say(self):
        self.assertGreater(len(self.boards), 10)
        self.assertEqual(missing(self.text, self.boards), [])

    def test_what_is_left_out_is_noticed(self):
        for board in self.boards:
            for text in needed(board):
                shortened = " ".join(self.text.split()).replace(" ".join(text.split()), "")
                self.assertIn((board["id"], text), missing(shortened, self.boards))


if __name__ == "__main__":
    SOURCE = pathlib.Path(sys.argv.pop(1))
    unittest.main()
