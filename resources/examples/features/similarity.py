# SPDX-License-Identifier: MIT
# Similarity: how alike two pictures are: a part that changed makes the number fall.

import csi
import image

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)


def smooth(img):
    # Noise is different in each picture, and would be all that is seen: blur and shrink it away.
    img.gaussian(3)
    return img.scale(x_scale=0.25, y_scale=0.25, hint=image.AREA)


first = smooth(camera.snapshot()).copy()
while True:
    similarity = first.get_similarity(smooth(camera.snapshot()))
    print("alike: mean %.2f, least %.2f" % (similarity.mean, similarity.min))
