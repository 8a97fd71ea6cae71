# SPDX-License-Identifier: MIT
# Depth picture: the 8x8 distances of the AE3 as a picture.

import image
import tof

tof.init()
print("%dx%d zones, %d a second" % (tof.width(), tof.height(), tof.refresh()))
while True:
    try:
        # The sensor is mounted upside down against the camera: turned, so that up is up.
        img = tof.snapshot(hmirror=True, vflip=True, x_scale=30, y_scale=30, hint=image.BICUBIC,
                           copy_to_fb=True, scale=(0, 2000))
    except RuntimeError:
        tof.reset()  # a frame did not come
        continue
    print("nearest %d mm" % (img.get_statistics().min * 2000 / 255))
