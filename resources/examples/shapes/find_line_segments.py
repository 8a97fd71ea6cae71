# SPDX-License-Identifier: MIT
# Line segments: lines with their ends, merged where they go on.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    segments = img.find_line_segments(merge_distance=5, max_theta_diff=10)
    for segment in segments:
        img.draw_line(segment, color=(255, 0, 0))
    longest = max([s.length for s in segments], default=0)
    print("%d segments, longest %d pixels" % (len(segments), longest))
