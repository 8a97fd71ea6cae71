# SPDX-License-Identifier: MIT
# Film on movement: waits until something moves, then films it; the newest film stays on the drive.

import csi
import mjpeg

CHANGED = 25  # difference of a gray value that counts
FRAMES = 30

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=500)


def wait_for_movement():
    before = camera.snapshot().copy()
    while True:
        img = camera.snapshot()
        before.difference(img)
        if before.find_blobs([(CHANGED, 255)], pixels_threshold=100, area_threshold=100):
            return
        before.assign(img)


while True:
    print("waiting")
    wait_for_movement()
    film = mjpeg.Mjpeg("movement.mjpeg")
    for _ in range(FRAMES):
        film.write(camera.snapshot())
    film.close()
    print("filmed %d frames" % FRAMES)
