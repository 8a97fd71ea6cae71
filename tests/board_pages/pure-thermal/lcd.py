# SPDX-License-Identifier: MIT
# expect: 800 480
import csi
import display

cam = csi.CSI()
cam.reset()
cam.pixformat(csi.RGB565)
cam.framesize(csi.QVGA)

lcd = display.RGBDisplay(framesize=display.FWVGA, refresh=60)
lcd.backlight(True)
lcd.write(cam.snapshot())
print(lcd.width(), lcd.height())
lcd.backlight(False)
lcd.backlight(True)
