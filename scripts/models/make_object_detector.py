#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the stand-in for YOLOv8n with its tensors: int8 1x192x192x3 in, int8 1x84x756 out.

usage: make_object_detector.py NET.json OUT.tflite   (NET.json of train_object_detector.py; labels: OUT.txt)
"""
import json
import pathlib
import sys

from graph import ADD, CONCATENATION, DENSE, DEQUANTIZE, LOGISTIC, MUL, QUANTIZE, RESHAPE, TRANSPOSE, Graph, w

# (cells a side, usual size), as in train_object_detector.py
GRIDS = ((24, 0.14), (12, 0.3), (6, 0.65))
STRIDES = (2, 2, 2, 1, 2, 1, 2, 1)
# Which of COCO's classes the trained ones are: person, sports ball, stop sign, traffic light
COCO_INDEX = (0, 32, 11, 9)
COCO = """person bicycle car motorcycle airplane bus train truck boat traffic_light fire_hydrant stop_sign
parking_meter bench bird cat dog horse sheep cow elephant bear zebra giraffe backpack umbrella handbag tie suitcase
frisbee skis snowboard sports_ball kite baseball_bat baseball_glove skateboard surfboard tennis_racket bottle
wine_glass cup fork knife spoon bowl banana apple sandwich orange broccoli carrot hot_dog pizza donut cake chair couch
potted_plant bed dining_table toilet tv laptop mouse remote keyboard cell_phone microwave oven toaster sink
refrigerator book clock vase scissors teddy_bear hair_drier toothbrush"""


def labels():
    return [name.replace("_", " ") for name in COCO.split()]


def decoded(g, head, grid, size):
    """Rows of middle, size and classes of one grid."""
    n = grid * grid
    depth = g.shape(head)[3]
    rows = g.call(LOGISTIC, [g.call(RESHAPE, [head, g.ints([1, n, depth])], [1, n, depth])], [1, n, depth])
    # x = (2 s - 0.5 + column) / grid
    middle = g.pair(MUL, g.part(rows, [0, 0, 0], [1, n, 2]), g.constant([1, 1, 2], [2 / grid] * 2))
    places = [v for i in range(n) for v in ((i % grid - 0.5) / grid, (i // grid - 0.5) / grid)]
    middle = g.pair(ADD, middle, g.tensor([1, n, 2], w.F32, places))
    # w = (2 s)^2 size
    extent = g.part(rows, [0, 0, 2], [1, n, 2])
    extent = g.pair(MUL, g.pair(MUL, extent, extent), g.constant([1, 1, 2], [4 * size] * 2))
    kinds = depth - 4
    spread = [1.0 if COCO_INDEX[k] == c else 0.0 for c in range(80) for k in range(kinds)]
    scores = g.part(rows, [0, 0, 4], [1, n, kinds])
    scores = g.call(DENSE, [scores, g.constant([80, kinds], spread)], [1, n, 80], {2: ("b", 1)})
    return g.call(CONCATENATION, [middle, extent, scores], [1, n, 84], {0: ("i", 2)})


def build(layers):
    g = Graph()
    pixels = g.tensor([1, 192, 192, 3], w.I8, None, 1 / 255, -128)
    x = g.call(DEQUANTIZE, [pixels], [1, 192, 192, 3])
    ends = []
    for i, stride in enumerate(STRIDES):
        x = g.convolution(x, layers[i], stride, 1)
        if i in (3, 5, 7):
            ends.append(x)
    parts = []
    for end, layer, (grid, size) in zip(ends, layers[len(STRIDES):], GRIDS):
        parts.append(decoded(g, g.convolution(end, layer, 1, 0), grid, size))
    rows = g.call(CONCATENATION, parts, [1, 756, 84], {0: ("i", 1)})
    columns = g.call(TRANSPOSE, [rows, g.ints([0, 2, 1])], [1, 84, 756])
    out = g.call(QUANTIZE, [columns], [1, 84, 756], kind=w.I8, scale=1 / 255, zero=-128)
    return g.written(pixels, out, "A stand-in for YOLOv8n: drawn things only")


def main():
    net, out = sys.argv[1], pathlib.Path(sys.argv[2])
    out.write_bytes(build(json.loads(pathlib.Path(net).read_text())))
    out.with_suffix(".txt").write_text("\n".join(labels()) + "\n")


main()
