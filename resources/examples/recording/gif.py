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

recording = gif.Gif("example.gif", loop=True)
for i in range(15):
    recording.add_frame(camera.snapshot(), delay=20)  # hundredths of a second, for the player
    time.sleep_ms(170)
recording.close()
print("wrote example.gif")
