# SPDX-License-Identifier: MIT
# expect: 1280 720 (True|False)
import display
import tfp410

lcd = display.RGBDisplay(framesize=display.HD, refresh=60)
lcd.backlight(False)
hdmi = tfp410.TFP410()
print(lcd.width(), lcd.height(), hdmi.isconnected())
