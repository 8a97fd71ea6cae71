# SPDX-License-Identifier: MIT
# Controls: values and sliders that the host shows and changes while the script runs.

import csi

from protocol import CBORChannel, register

controls = CBORChannel(on_write=lambda ch, name, value: print(name, "is now", value))
controls.add("brightness", "label", 0, unit="%")
controls.add("threshold", "slider", min=0, max=255, step=1, value=128)
controls.add("invert", "toggle", False)
register(name="controls", backend=controls)

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
while True:
    img = camera.snapshot()
    controls["brightness"] = img.get_statistics().mean * 100 // 255
    level = controls["threshold"]
    level = level[2] if isinstance(level, tuple) else level
    img.binary([(int(level), 255)], invert=bool(controls["invert"]))
