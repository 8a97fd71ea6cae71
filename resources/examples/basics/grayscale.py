# SPDX-License-Identifier: MIT
# Gray pictures: a third of the work of colour, and enough for much of machine vision.

import csi
import time

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

clock = time.clock()
while True:
    clock.tick()
    img = camera.snapshot()
    middle = img.get_pixel((img.width() // 2, img.height() // 2))
    print("middle pixel %d, %.1f fps" % (middle, clock.fps()))
