# SPDX-License-Identifier: MIT
# LCD: live picture on a 128x160 display shield.

import csi
import display
import image

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

lcd = display.SPIDisplay()
while True:
    lcd.write(camera.snapshot(), hint=image.CENTER | image.SCALE_ASPECT_KEEP)
