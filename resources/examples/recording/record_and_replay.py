# SPDX-License-Identifier: MIT
# Record and replay: frames as they are, into a file and back from it.

import csi
import image

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

stream = image.ImageIO("example.bin", "w")
for i in range(10):
    stream.write(camera.snapshot())
stream.close()

stream = image.ImageIO("example.bin", "r")
shown = 0
while True:
    img = stream.read(copy_to_fb=True, loop=False, pause=True)
    if img is None:
        break
    shown += 1
stream.close()
print("replayed %d frames" % shown)
