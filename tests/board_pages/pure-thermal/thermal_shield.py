# SPDX-License-Identifier: MIT
# expect: \d+\.\d* \d+ \d+
import time
import image
import fir

fir.init()
clock = time.clock()

while True:
    clock.tick()
    try:
        img = fir.snapshot(x_scale=5, y_scale=5, color_palette=image.PALETTE_IRONBOW, hint=image.BICUBIC, copy_to_fb=True)
    except OSError:
        continue
    print(clock.fps(), img.width(), img.height())
