# SPDX-License-Identifier: MIT
# GIF: three seconds as an animated picture on the drive.

import csi
import gif
import time

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

clock = time.clock()
recording = gif.Gif("example.gif", loop=True)
for i in range(15):
    clock.tick()
    recording.add_frame(camera.snapshot(), delay=10)
    time.sleep_ms(50)
recording.close()
print("wrote example.gif")
