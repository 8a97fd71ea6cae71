# SPDX-License-Identifier: MIT
# Restore settings: what the automatics found out survives switching the sensor off, in a file.

import csi
import json


def start():
    camera = csi.CSI()
    camera.reset()
    camera.pixformat(csi.RGB565)
    camera.framesize(csi.QVGA)
    return camera


def settings_of(camera):
    return {"gain_db": camera.gain_db(), "exposure_us": camera.exposure_us(),
            "white_db": camera.rgb_gain_db()}


camera = start()
camera.snapshot(time=1000)
with open("sensor.json", "w") as file:
    json.dump(settings_of(camera), file)
print("found", settings_of(camera))
camera.shutdown(True)

with open("sensor.json") as file:
    saved = json.load(file)
camera = start()
camera.auto_gain(False, gain_db=saved["gain_db"])
camera.auto_exposure(False, exposure_us=saved["exposure_us"])
camera.auto_whitebal(False, rgb_gain_db=saved["white_db"])
print("restored", settings_of(camera))
while True:
    camera.snapshot()
