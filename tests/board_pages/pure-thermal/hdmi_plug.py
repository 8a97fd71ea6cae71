# SPDX-License-Identifier: MIT
# options: monitor=1
# expect: HDMI connected: True
import display
import tfp410

lcd = display.RGBDisplay(framesize=display.HD, refresh=60)
lcd.backlight(False)  # the on-board LCD can't render HD
hdmi = tfp410.TFP410()
print("HDMI connected:", hdmi.isconnected())

def on_hotplug(connected):
    print("HDMI", "connected" if connected else "disconnected")

hdmi.hotplug_callback(on_hotplug)
