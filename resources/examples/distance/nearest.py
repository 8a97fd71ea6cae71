# SPDX-License-Identifier: MIT
# Nearest: how near the nearest thing is, and in which direction.

import tof

tof.init()
while True:
    # Turned, as the sensor is mounted upside down: column 0 is at the left of the picture, row 0 at its top.
    depth, nearest, farthest = tof.read_depth(hmirror=True, vflip=True)
    zones = [(mm, i) for i, mm in enumerate(depth) if mm > 0]
    if not zones:
        print("nothing within reach")
        continue
    mm, zone = min(zones)
    print("%d mm, column %d, row %d" % (mm, zone % 8, zone // 8))
