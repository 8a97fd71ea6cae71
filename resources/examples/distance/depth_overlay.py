# SPDX-License-Identifier: MIT
# Depth over the picture: camera and distances side by side in one picture.

import csi
import image
import tof

tof.init()
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

both = image.Image(640, 240, image.RGB565)
while True:
    img = camera.snapshot()
    try:
        depth, nearest, farthest = tof.read_depth(hmirror=True, vflip=True)
    except RuntimeError:
        tof.reset()
        continue
    both.draw_image(img, 0, 0)
    tof.draw_depth(both, depth, x=320, y=0, x_scale=25, y_scale=25, hint=image.BILINEAR,
                   scale=(0, 2000), color_palette=image.PALETTE_DEPTH)
    img.draw_image(both, 0, 0, x_scale=0.5, y_scale=0.5)
    print("from %d to %d mm" % (nearest, farthest))
