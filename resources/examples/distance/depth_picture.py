# SPDX-License-Identifier: MIT
# Depth picture: the 8x8 distances of the AE3 as a picture.

import image
import tof

tof.init()
print("%dx%d zones, %d a second" % (tof.width(), tof.height(), tof.refresh()))
picture = image.Image(240, 240, image.RGB565)
while True:
    try:
        # Turned, so that up is up: the sensor is mounted upside down against the camera.
        depth, nearest, farthest = tof.read_depth(hmirror=True, vflip=True)
    except RuntimeError:  # a frame did not come
        tof.reset()
        tof.init()
        continue
    tof.draw_depth(picture, depth, x_scale=30, y_scale=30, hint=image.BICUBIC, scale=(0, 2000))
    picture.flush()
    print("from %d to %d mm" % (nearest, farthest))
