# SPDX-License-Identifier: MIT
# Depth beside the picture: camera and distances side by side in one picture.

import csi
import image
import tof

tof.init()
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

# The camera's picture, and on the right of it a square of the same height with the 8x8 distances.
width, height = camera.width(), camera.height()
zone = height * width // (width + height) // 8
side = 8 * zone
top = (height - side) // 2
both = image.Image(width, height, image.RGB565)
while True:
    img = camera.snapshot()
    try:
        # Turned, as the sensor is mounted upside down against the camera.
        depth, nearest, farthest = tof.read_depth(hmirror=True, vflip=True)
    except RuntimeError:
        tof.reset()
        tof.init()
        continue
    both.draw_image(img, 0, top, x_scale=side / height, y_scale=side / height, hint=image.BILINEAR)
    tof.draw_depth(both, depth, x=width - side, y=top, x_scale=zone, y_scale=zone, hint=image.BILINEAR,
                   scale=(0, 2000), color_palette=image.PALETTE_DEPTH)
    img.set(both)
    print("from %d to %d mm" % (nearest, farthest))
