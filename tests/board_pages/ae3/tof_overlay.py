# SPDX-License-Identifier: MIT
# frames: 3
# expect: composed
import image
import tof
import csi

tof.init()

cam = csi.CSI()
cam.reset()
cam.pixformat(csi.RGB565)
cam.framesize(csi.VGA)

b = image.Image(640, 480, image.RGB565)

while True:
    img = cam.snapshot()

    try:
        depth, dmin, dmax = tof.read_depth(vflip=True, hmirror=True)
        for i in range(0, len(depth)):
            if depth[i] == 0.0:
                depth[i] = dmax
    except RuntimeError:
        tof.reset()
        continue

    b.draw_image(img, x=0, y=64+8, x_scale=0.6, hint=image.BILINEAR)
    tof.draw_depth(b, depth, x=320+64+16, y=64+8, alpha=255, hint=image.BICUBIC, x_scale=30, y_scale=30,
                   scale=(0, 400), color_palette=image.PALETTE_DEPTH)
    img.set(b)
    print("composed")
