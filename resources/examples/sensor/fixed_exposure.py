# SPDX-License-Identifier: MIT
# Fixed exposure: takes over what the automatic chose, then shortens it.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=1000)  # time for the automatic

chosen = camera.exposure_us()
camera.auto_exposure(False, exposure_us=chosen)
print("chosen: %d us" % chosen)

while True:
    for part in (1, 2, 4):
        camera.auto_exposure(False, exposure_us=chosen // part)
        for _ in range(20):
            img = camera.snapshot()
            img.draw_string((8, 28), "%d us" % camera.exposure_us(), scale=2)
