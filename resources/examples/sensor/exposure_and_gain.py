# SPDX-License-Identifier: MIT
# Exposure and gain: a short exposure freezes motion, the gain makes up for the light.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

for exposure, gain in ((2000, 20), (8000, 8), (16000, 0)):
    camera.auto_exposure(False, exposure_us=exposure)
    camera.auto_gain(False, gain_db=gain)
    camera.snapshot(time=200)  # until it is in effect
    img = camera.snapshot()
    print("%d us, %.1f dB: mean %d" % (camera.exposure_us(), camera.gain_db(), img.get_statistics().mean))
