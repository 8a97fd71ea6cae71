# SPDX-License-Identifier: MIT
# Fixed gain: steady colours for tracking, whatever comes into view.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=1000)

gain, white = camera.gain_db(), camera.rgb_gain_db()
camera.auto_gain(False, gain_db=gain)
camera.auto_whitebal(False, rgb_gain_db=white)
print("gain %.1f dB, white balance" % gain, white)
while True:
    camera.snapshot()
