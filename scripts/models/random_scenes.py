#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws things at random with the virtual camera's scenes, and tells where they are.

usage: random_scenes.py RENDER_SCENES OUT_FOLDER FILES [SEED]

Writes N.rgb (192x192 pictures of the scene's middle square) and N.json (for each picture a list of
[class, x, y, w, h], middle and size as parts of the picture).
"""
import json
import pathlib
import random
import subprocess
import sys

PER_FILE = 40
SIDE = 192
PERSON, BALL, STOP, LIGHT = range(4)
SKINS = ["#f0c8a8", "#d8a888", "#c89470", "#a87450", "#7c5030", "#e8b898"]


def color(rng, low=0, high=255):
    return "#" + "".join("%02x" % rng.randint(low, high) for _ in range(3))


def vivid(rng):
    parts = [rng.randint(150, 255), rng.randint(0, 90), rng.randint(0, 200)]
    rng.shuffle(parts)
    return "#" + "".join("%02x" % p for p in parts)


def square(x, y, w, h):
    """A box of the whole picture in parts of the middle square, cut off there; None: too little is left."""
    x, w = (x - 0.125) / 0.75, w / 0.75
    x0, x1 = max(x - w / 2, 0), min(x + w / 2, 1)
    y0, y1 = max(y - h / 2, 0), min(y + h / 2, 1)
    if x1 - x0 < 0.35 * w or y1 - y0 < 0.35 * h or (x1 - x0) * (y1 - y0) < 0.0025:
        return None
    return [(x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0]


class Picture:
    def __init__(self, rng):
        self.rng = rng
        self.objects = []
        self.truth = []
        self.taken = []

    def free(self, w, h, low=0.1, high=0.9):
        """A place that does not hide what is there."""
        for _ in range(30):
            x, y = self.rng.uniform(0.13, 0.87), self.rng.uniform(low, high)
            if all(abs(x - a) > (w + c) / 2 or abs(y - b) > (h + d) / 2 for a, b, c, d in self.taken):
                return x, y
        return None

    def add(self, kind, x, y, w, h, things):
        box = square(x, y, w, h)
        if kind is not None and box is None:
            return
        self.taken.append((x, y, w, h))
        self.objects += things
        if kind is not None:
            self.truth.append([kind, *box])

    def person(self):
        rng, s = self.rng, self.rng.uniform(0.16, 0.6)
        body_w, body_h = s * rng.uniform(0.55, 0.9), s * rng.uniform(1.2, 2.1)
        offset = body_h * rng.uniform(0.68, 0.85)
        face_w = s * 0.8 * 0.75
        w, h = max(face_w, body_w), offset + s / 2 + body_h / 2
        place = self.free(w, h, 0.3, 1.1)
        if not place:
            return
        x, y = place
        top = y - h / 2
        skin = rng.choice(SKINS)
        head = {"shape": "face", "color": skin, "size": s, "position": [x, top + s / 2]}
        if rng.random() < 0.15:
            head = {"shape": "disc", "color": skin, "size": [face_w, s], "position": [x, top + s / 2]}
        body = {"shape": "disc", "color": color(rng, 20, 170), "size": [body_w, body_h],
                "position": [x, top + s / 2 + offset]}
        self.add(PERSON, x, y, w, h, [body, head])

    def ball(self):
        s = self.rng.uniform(0.07, 0.4)
        if place := self.free(s * 0.75, s):
            paint = vivid(self.rng) if self.rng.random() < 0.85 else color(self.rng, 200, 255)
            self.add(BALL, *place, s * 0.75, s,
                     [{"shape": "disc", "color": paint, "size": s, "position": list(place)}])

    def stop(self):
        s = self.rng.uniform(0.12, 0.45)
        if not (place := self.free(s * 0.75, s)):
            return
        at, turn = list(place), 22.5 + self.rng.uniform(-6, 6)
        things = [{"shape": "polygon", "sides": 8, "color": paint, "size": s * part, "position": at, "rotation": turn}
                  for paint, part in (("#f0f0f0", 1), ("#c01820", 0.92))]
        things.append({"shape": "text", "text": "STOP", "color": "#f4f4f4", "size": [s * 0.55, s * 0.3],
                       "position": at, "rotation": turn - 22.5})
        self.add(STOP, *place, s * 0.75 * 0.95, s * 0.95, things)

    def light(self):
        s = self.rng.uniform(0.2, 0.6)
        w = s * 0.75 * self.rng.uniform(0.36, 0.46)
        if not (place := self.free(w, s)):
            return
        x, y = place
        things = [{"shape": "box", "color": self.rng.choice(["#181c1c", "#202420", "#30342c"]), "size": [w, s],
                   "position": [x, y]}]
        lit = self.rng.randrange(3)
        for i, (on, off) in enumerate((("#ff2818", "#501810"), ("#ffc818", "#504010"), ("#20e848", "#104818"))):
            things.append({"shape": "disc", "color": on if i == lit else off, "size": s * 0.24,
                           "position": [x, y + (i - 1) * s * 0.3]})
        self.add(LIGHT, x, y, w, s, things)

    def other(self):
        rng = self.rng
        shape = rng.choice(["box", "box", "triangle", "polygon", "ring", "text", "apriltag", "qrcode", "ellipse", "line"])
        s = rng.uniform(0.08, 0.4)
        w = s * rng.uniform(0.3, 2)
        if not (place := self.free(w, s)):
            return
        thing = {"shape": shape, "size": [w, s], "position": list(place), "rotation": rng.uniform(-90, 90)}
        if shape in ("apriltag", "qrcode"):
            thing["size"] = s
            thing.update({"id": rng.randrange(30)} if shape == "apriltag" else {"payload": color(rng)})
        elif shape == "line":
            thing = {"shape": "line", "from": [rng.random(), rng.random()], "to": [rng.random(), rng.random()],
                     "thickness": 0.01, "color": color(rng)}
        else:
            thing["color"] = rng.choice([vivid, color])(rng)
        if shape == "ellipse":
            thing.update({"shape": "disc", "size": [s * rng.choice([0.2, 0.3, 1.6, 2.2]), s]})
        if shape == "text":
            thing["text"] = rng.choice(["OpenMV", "42", "EXIT", "hello"])
        if shape == "polygon":
            thing["sides"] = rng.choice([5, 6])
        self.add(None, *place, w, s, [thing])

    def fill(self):
        wanted = [self.person, self.ball, self.stop, self.light, self.other, self.other]
        for _ in range(self.rng.choice([0, 1, 2, 3, 4, 5])):
            self.rng.choice(wanted)()


def background(rng):
    kind = rng.choice(["gradient", "gradient", "color", "grains"])
    if kind == "color":
        return {"color": color(rng)}
    paint = {kind: [color(rng), color(rng)]}
    if rng.random() < 0.5:
        base = rng.randint(20, 220)
        paint = {kind: ["#" + "%02x" % base * 3, "#" + "%02x" % max(0, min(255, base + rng.randint(-40, 40))) * 3]}
    return paint


def main():
    render, out, files = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    out.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        objects, truths = [], []
        for frame in range(PER_FILE):
            picture = Picture(rng)
            picture.fill()
            while len(objects) + len(picture.objects) > 490:
                picture = Picture(rng)
            shown = {"visible": {"frames": [[frame, frame + 1]]}}
            objects += [thing | shown for thing in picture.objects]
            truths.append(picture.truth)
        scene = {"schema": 1, "name": "Random", "background": background(rng), "noise": rng.uniform(0, 3),
                 "objects": objects}
        text = out / f"{number}.scene"
        text.write_text(json.dumps(scene))
        subprocess.run([render, str(SIDE), str(PER_FILE), str(text), str(out / f"{number}.rgb")], check=True)
        (out / f"{number}.json").write_text(json.dumps(truths))
        text.unlink()


main()
