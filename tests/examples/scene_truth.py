# SPDX-License-Identifier: MIT
"""Compares what an example prints with what the scene's file says."""
import json
import math
import re

QVGA = {"ae3": (320, 200)}  # what boards of other proportions than 4:3 make of it


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


def swept(steps):
    """The area that a way of such steps goes around: its sign tells the direction."""
    x = y = area = 0
    for dx, dy in steps:
        area += (x * dy - y * dx) / 2
        x, y = x + dx, y + dy
    return area


class Condition:
    """True for printed text whose lines that fit a regular expression fulfil a condition.

    Only whole lines count: of text that nobody read in time, pieces are lost, and what was before and after
    them stands in one line.

    The condition knows `found`: for each match its groups, as numbers where they are. at("coin") is where
    the scene's object begins in a QVGA picture, size("coin") its height, scene the file, width and height the
    picture's.
    """

    def __init__(self, expression, condition, scene, board):
        self.expression, self.condition = re.compile(expression), condition
        self.scene = json.loads(scene.read_text()) if scene else {}
        self.width, self.height = QVGA.get(board, (320, 240))

    def thing(self, name):
        return next(thing for thing in self.scene["objects"] if thing["name"] == name)

    def at(self, name):
        x, y = self.thing(name)["position"]
        return x * self.width, y * self.height

    def size(self, name):
        return self.thing(name)["size"] * self.height

    def middle(self, name):
        """Of what has points of its own, in parts of the picture."""
        points = self.thing(name)["points"]
        return [sum(along) / len(points) for along in zip(*points)]

    def box(self, name):
        """Left, top, right and bottom of a thing that is not turned, in parts of the picture."""
        thing = self.thing(name)
        (x, y), size = thing["position"], thing["size"]
        w, h = size if isinstance(size, list) else (size * self.height / self.width, size)
        return x - w / 2, y - h / 2, x + w / 2, y + h / 2

    def fits(self, edges, names, scale):
        """Whether these pixels, of a picture so many times as large, are the things' outer edges: to a tenth."""
        boxes = list(zip(*map(self.box, names)))
        left, top, right, bottom = min(boxes[0]), min(boxes[1]), max(boxes[2]), max(boxes[3])
        w, h = self.width * scale, self.height * scale
        off = [(edges[0] / w - left) / (right - left), (edges[1] / h - top) / (bottom - top),
               (edges[2] / w - right) / (right - left), (edges[3] / h - bottom) / (bottom - top)]
        return max(map(abs, off)) < 0.1

    def __call__(self, printed):
        whole = printed[:printed.rfind("\n") + 1].splitlines()
        fitting = filter(None, map(self.expression.fullmatch, whole))
        found = [tuple(map(number, match.groups())) for match in fitting]
        names = {"found": found, "at": self.at, "size": self.size, "middle": self.middle, "fits": self.fits,
                 "thing": self.thing, "scene": self.scene, "width": self.width, "height": self.height, "swept": swept,
                 "dist": math.dist}
        return bool(found) and bool(eval(self.condition, names))

    def __repr__(self):
        return f"{self.expression.pattern!r} where {self.condition}"
