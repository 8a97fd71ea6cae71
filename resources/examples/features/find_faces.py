# SPDX-License-Identifier: MIT
# Faces: a HAAR cascade puts boxes around faces that look into the camera.

import csi
import image

faces = image.HaarCascade("/rom/haarcascade_frontalface.cascade", stages=25)

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

while True:
    img = camera.snapshot()
    found = img.find_features(faces, threshold=0.75, scale=1.25)
    for face in found:
        img.draw_rectangle(face, color=255)
    print("%d faces" % len(found))
