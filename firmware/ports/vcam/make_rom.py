#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the ROM files of the virtual boards: Haar cascades in the firmware's binary format.

usage: make_rom.py OUT.cpp NOTICE.txt NAME=CASCADE.xml...

OUT.cpp defines omv::vcam::builtInRom(), a ROMFS image with NAME.cascade for each cascade that
OpenCV's opencv-data package has. NOTICE.txt gets the licence texts from the XML files, which a
program that contains the cascades has to be given away with. Without any cascade the image is
empty.
"""
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree as ET


def number(value):
    """Seven bits a byte, the high ones first."""
    out = [value & 0x7F]
    while value := value >> 7:
        out.append(value & 0x7F | 0x80)
    return bytes(reversed(out))


def record(kind, payload):
    return number(kind) + number(len(payload)) + payload


def romfs(files):
    records = b""
    for name, data in files:
        text = name.encode()
        records += record(5, number(len(text)) + text + record(2, data))
    return b"\xd2\xcd\x31" + number(len(records)) + records


def fixed(text, one):
    return struct.pack("<h", int(float(text) * one))


def cascade(path):
    """The file that image.HaarCascade() reads; see firmware/camera/haar.h."""
    root = ET.parse(path).getroot().find("cascade")
    stages = root.findall("stages/_")
    rects = [
        [rect.text.split() for rect in feature.findall("rects/_")]
        for feature in root.findall("features/_")
    ]
    weak = [stump for stage in stages for stump in stage.findall("weakClassifiers/_")]
    nodes = [stump.find("internalNodes").text.split() for stump in weak]
    leaves = [stump.find("leafValues").text.split() for stump in weak]
    if any(len(node) != 4 for node in nodes):
        sys.exit(f"{path}: not made of stumps")
    counts = bytes(len(stage.findall("weakClassifiers/_")) for stage in stages)
    used = [rects[int(node[2])] for node in nodes]
    out = struct.pack("<3i", int(root.find("width").text), int(root.find("height").text), len(stages))
    out += counts + bytes(-len(counts) % 4)
    out += b"".join(fixed(stage.find("stageThreshold").text, 256) for stage in stages)
    out += b"".join(fixed(node[3], 4096) for node in nodes)
    out += b"".join(fixed(leaf[0], 256) for leaf in leaves)
    out += b"".join(fixed(leaf[1], 256) for leaf in leaves)
    out += bytes(len(feature) for feature in used)
    out += b"".join(struct.pack("<b", int(float(r[4]))) for feature in used for r in feature)
    out += b"".join(bytes(int(n) for n in r[:4]) for feature in used for r in feature)
    return out


def notice(path):
    comments = re.findall(r"<!--(.*?)-->", pathlib.Path(path).read_text(), re.S)
    return "\n".join(text.strip("\n") for text in comments)


def source(image):
    lines = [image[at : at + 24] for at in range(0, len(image), 24)]
    rows = "\n".join("    " + ",".join(str(byte) for byte in line) + "," for line in lines)
    return f"""// Made by make_rom.py.
#include "firmware/ports/vcam/built_in_rom.h"

namespace omv::vcam {{

namespace {{
constexpr std::uint8_t kImage[] = {{
{rows}
}};
}}

protocol::Bytes builtInRom()
{{
    return {{kImage, {len(image)}}};
}}

}}
"""


def main():
    out, text, *cascades = sys.argv[1:]
    pairs = [item.split("=", 1) for item in cascades]
    files = [(name + ".cascade", cascade(path)) for name, path in pairs]
    image = romfs(sorted(files)) if files else b""
    pathlib.Path(out).write_text(source(image or b"\0").replace("{kImage, 1}", "{}"))
    notices = [f"{name}.cascade\n\n{notice(path)}\n" for name, path in pairs]
    pathlib.Path(text).write_text("\n\n".join(notices))


main()
