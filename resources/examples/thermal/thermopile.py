# SPDX-License-Identifier: MIT
# Thermopile: a thermal sensor of few pixels on the I2C pins, scaled up.

import fir
import image
import time

fir.init()
print("%dx%d pixels, %d a second" % (fir.width(), fir.height(), fir.refresh()))
clock = time.clock()
while True:
    clock.tick()
    ambient, temperatures, coldest, hottest = fir.read_ir()
    img = fir.snapshot(x_scale=10, y_scale=10, hint=image.BICUBIC, copy_to_fb=True,
                       color_palette=image.PALETTE_IRONBOW)
    print("%.1f to %.1f degrees, %.1f around" % (coldest, hottest, ambient))
