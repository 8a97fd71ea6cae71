# SPDX-License-Identifier: MIT
# Save a picture to the camera's drive.

import csi
import os

PATH = "/flash/snapshot.jpg"

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=500)

camera.snapshot().save(PATH, quality=80)
print("%s: %d bytes" % (PATH, os.stat(PATH)[6]))
camera.flush()
