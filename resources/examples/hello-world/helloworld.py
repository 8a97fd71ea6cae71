# SPDX-License-Identifier: MIT
# Hello World: the plain camera loop. Takes pictures for ever and prints how many a second.
#
#   omv run helloworld.py

import csi
import time

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.VGA)
camera.snapshot(time=500)  # time for exposure and white balance to settle

clock = time.clock()
while True:
    clock.tick()
    img = camera.snapshot()
    print("%dx%d, %.1f fps" % (img.width(), img.height(), clock.fps()))
