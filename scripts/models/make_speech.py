#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the stand-ins for audio_preprocessor and micro_speech; all weights are computed here.

usage: make_speech.py FOLDER

The preprocessor tells how loud 30 ms of sound are in 40 bands. The other looks at 49 of these, 20 ms apart, and
tells whether the sound climbs ("Yes") or falls ("No"): what is heard in a band was heard a little earlier in the
band below, or above.
"""
import math
import pathlib
import sys

from graph import DEQUANTIZE, DENSE, DIV, LOG, MUL, ADD, QUANTIZE, RELU, RESHAPE, SLICE, SOFTMAX, SUB, SUM, Graph, w

RATE, SAMPLES, BANDS, SLICES = 16000, 480, 40, 49
LOWEST, HIGHEST = 100.0, 5000.0
LAG = 4  # slices
FLOOR = 3.0  # what is quieter does not count
ENOUGH = 100.0  # so much movement counts for half
SCALE = 26 / 256  # of the features
LABELS = ("Silence", "Unknown", "Yes", "No")


def mel(hertz):
    return 1127 * math.log1p(hertz / 700)


def band(i):
    """Middle and width in Hz."""
    def at(k):
        low, high = mel(LOWEST), mel(HIGHEST)
        return 700 * math.expm1((low + (high - low) * k / (BANDS - 1)) / 1127)

    return at(i), at(i + 0.5) - at(i - 0.5)


def wave(i, phase):
    """A tone in the middle of the 30 ms, as short as its band is wide."""
    middle, width = band(i)
    sigma = min(RATE / (2 * math.pi * 0.8 * width), SAMPLES / 5)
    out = []
    for n in range(SAMPLES):
        t = n - (SAMPLES - 1) / 2
        out.append(math.exp(-t * t / (2 * sigma * sigma)) * math.cos(2 * math.pi * middle * t / RATE + phase))
    total = sum(abs(v) for v in out)
    return [v / total for v in out]


def preprocessor():
    g = Graph()
    given = g.tensor([1, SAMPLES], w.I16)
    x = g.call(DEQUANTIZE, [given], [1, SAMPLES])
    parts = []
    for phase in (0, -math.pi / 2):
        weights = [v for i in range(BANDS) for v in wave(i, phase)]
        parts.append(g.call(DENSE, [x, g.constant([BANDS, SAMPLES], weights)], [1, BANDS]))
    energy = g.pair(ADD, g.pair(MUL, parts[0], parts[0]), g.pair(MUL, parts[1], parts[1]))
    level = g.call(LOG, [g.pair(ADD, energy, g.constant([1], [1.0]))], [1, BANDS])
    out = g.call(QUANTIZE, [level], [1, BANDS], kind=w.I8, scale=SCALE, zero=-128)
    return g.written(given, out, "A stand-in for audio_preprocessor: 40 bands of 30 ms")


def words():
    g = Graph()
    given = g.tensor([1, SLICES * BANDS], w.I8, None, SCALE, -128)
    x = g.call(DEQUANTIZE, [given], [1, SLICES * BANDS])
    x = g.call(RESHAPE, [x, g.ints([1, SLICES, BANDS])], [1, SLICES, BANDS])
    x = g.call(RELU, [g.pair(SUB, x, g.constant([1], [FLOOR]))], [1, SLICES, BANDS])
    # A band against its neighbours, so that only what stands out counts.
    size = [1, SLICES, BANDS - 2]
    around = g.pair(ADD, g.part(x, [0, 0, 0], size), g.part(x, [0, 0, 2], size))
    around = g.pair(MUL, around, g.constant([1], [0.45]))
    x = g.call(RELU, [g.pair(SUB, g.part(x, [0, 0, 1], size), around)], size)
    size = [1, SLICES - LAG, BANDS - 3]

    def moved(first, then):
        pair = g.pair(MUL, g.part(x, [0, 0, first], size), g.part(x, [0, LAG, then], size))
        return g.call(SUM, [pair, g.ints([1, 2])], [1])

    up, down = moved(0, 1), moved(1, 0)
    both = g.call(RESHAPE, [g.pair(ADD, up, down), g.ints([1, 1])], [1, 1])
    change = g.call(RESHAPE, [g.pair(SUB, up, down), g.ints([1, 1])], [1, 1])
    share = g.pair(DIV, change, g.pair(ADD, both, g.constant([1], [ENOUGH])))
    loud = g.pair(DIV, both, g.pair(ADD, both, g.constant([1], [ENOUGH])))
    # Silence, Unknown, Yes, No
    scores = g.call(DENSE, [share, g.constant([4, 1], [0, 0, 40, -40]), g.constant([4], [5, 0, 0, 0])], [1, 4])
    scores = g.pair(ADD, scores, g.call(DENSE, [loud, g.constant([4, 1], [-6, 4, 0, 0])], [1, 4]))
    scores = g.call(SOFTMAX, [scores], [1, 4], {0: ("f", 1.0)})
    out = g.call(QUANTIZE, [scores], [1, 4], kind=w.I8, scale=1 / 256, zero=-128)
    return g.written(given, out, "A stand-in for micro_speech: sounds that climb or fall")


def main():
    folder = pathlib.Path(sys.argv[1])
    (folder / "audio_preprocessor.tflite").write_bytes(preprocessor())
    (folder / "micro_speech.tflite").write_bytes(words())
    (folder / "micro_speech.txt").write_text("\n".join(LABELS) + "\n")


main()
