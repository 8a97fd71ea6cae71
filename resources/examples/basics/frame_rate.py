# SPDX-License-Identifier: MIT
# Frame rate: asks for ten frames a second and measures what comes.

import csi
import time

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.framerate(10)

clock = time.clock()
while True:
    clock.tick()
    camera.snapshot()
    print("%.2f fps" % clock.fps())
