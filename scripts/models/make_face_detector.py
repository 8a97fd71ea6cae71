#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Puts an int8 input in front of MediaPipe's face detector, as scripts for the boards expect it.

usage: make_face_detector.py face_detection_short_range.tflite OUT.tflite

The published file takes floats from -1 to 1. Here an int8 tensor and a DEQUANTIZE come first; all else is the
published file, byte for byte, behind a new root.
"""
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests/firmware/camera/scripts"))
import tflite_writer as w  # noqa: E402

DEQUANTIZE = 6
CHANGED = "MediaPipe's face_detection_short_range with an int8 input; changed by omv's make_face_detector.py"


class Table:
    """A table of the published file."""

    def __init__(self, data, at):
        self.data, self.at = data, at
        self.fields = at - self.number("i", at)

    def number(self, kind, at):
        return struct.unpack_from("<" + kind, self.data, at)[0]

    def place(self, field):
        offset = self.number("H", self.fields + 4 + 2 * field)
        return self.at + offset

    def target(self, field):
        at = self.place(field)
        return at + self.number("I", at)

    def items(self, field):
        """Where the tables of a vector lie."""
        at = self.target(field)
        return [p + self.number("I", p) for p in range(at + 4, at + 4 + 4 * self.number("I", at), 4)]

    def numbers(self, field):
        at = self.target(field)
        return list(struct.unpack_from(f"<{self.number('I', at)}i", self.data, at + 4))


def prefix(data, size):
    """A new root whose parts lie in the published file, `size` bytes farther back."""
    def old(at):
        return lambda out: size + at

    root = Table(data, struct.unpack_from("<I", data, 0)[0])
    codes = root.items(1)
    graph = Table(data, root.items(2)[0])
    tensors, operators = graph.items(0), graph.items(3)
    given = graph.numbers(1)[0]
    dequantize = next(i for i, at in enumerate(codes) if Table(data, at).number("b", Table(data, at).place(0)) == DEQUANTIZE)
    pixels = w.Tensor([1, 128, 128, 3], w.I8, None, 1 / 127.5, 0)
    first = w.table({0: ("I", dequantize), 1: w.numbers("i", [len(tensors)]), 2: w.numbers("i", [given])})
    new_graph = w.table({
        0: w.tables([old(at) for at in tensors] + [pixels.written(len(tensors), 0)]),
        1: w.numbers("i", [len(tensors)]),
        2: w.numbers("i", graph.numbers(2)),
        3: w.tables([first] + [old(at) for at in operators]),
    })
    new_root = w.table({0: ("I", 3), 1: old(root.target(1)), 2: w.tables([new_graph]), 3: w._text(CHANGED),
                        4: old(root.target(4))})
    out = bytearray(b"\0\0\0\0TFL3")
    out[0:4] = struct.pack("<I", new_root(out))
    return bytes(out) + bytes(-len(out) % 16)


def main():
    data = pathlib.Path(sys.argv[1]).read_bytes()
    size = len(prefix(data, 0))
    pathlib.Path(sys.argv[2]).write_bytes(prefix(data, size) + data)


main()
