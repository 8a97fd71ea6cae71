# SPDX-License-Identifier: MIT
# Keypoints: learns corners of the picture and finds them again, turned or moved.

import csi
import image

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

known = camera.snapshot().find_keypoints(max_keypoints=150, threshold=20)
while True:
    img = camera.snapshot()
    seen = img.find_keypoints(max_keypoints=150, threshold=20, normalized=True)
    if known is None or seen is None:
        known = known or seen
        print("nothing to see")
        continue
    match = image.match_descriptor(known, seen, threshold=85)
    img.draw_keypoints(seen, color=255)
    print("%d of %d match, around %d, %d" % (match.count, len(seen), match.cx, match.cy))
