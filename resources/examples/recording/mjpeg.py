# SPDX-License-Identifier: MIT
# MJPEG: a film on the drive that any player shows.

import csi
import mjpeg

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

film = mjpeg.Mjpeg("example.mjpeg")
for i in range(30):
    film.write(camera.snapshot())
frames = film.count()
film.close()
print("wrote %d frames" % frames)
