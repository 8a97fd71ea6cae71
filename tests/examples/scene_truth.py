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
    """True for printed text of which all that fits a regular expression fulfils a condition.

    The condition knows `found`: for each match its groups, as numbers where they are. at("coin") is where
    the scene's object begins in a QVGA picture, size("coin") its height, scene the file, width and height the
    picture's.
    """

    def __init__(self, expression, condition, scene, board):
        self.expression, self.condition = expression, condition
        self.scene = json.loads(scene.read_text()) if scene else {}
        self.width, self.height = QVGA.get(board, (320, 240))

    def thing(self, name):
        return next(thing for thing in self.scene["objects"] if thing["name"] == name)

    def at(self, name):
        x, y = self.thing(name)["position"]
        return x * self.width, y * self.height

    def size(self, name):
        return self.thing(name)["size"] * self.height

    def __call__(self, printed):
        whole = printed[:printed.rfind("\n") + 1]
        found = [tuple(map(number, m.groups())) for m in re.finditer(self.expression, whole)]
        names = {"found": found, "at": self.at, "size": self.size, "thing": self.thing, "scene": self.scene,
                 "width": self.width, "height": self.height, "swept": swept, "dist": math.dist}
        return bool(found) and bool(eval(self.condition, names))

    def __repr__(self):
        return f"{self.expression!r} where {self.condition}"
