# SPDX-License-Identifier: MIT
# Similarity: how alike two pictures are: a part that changed makes the number fall.

import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

before = camera.snapshot().copy()
while True:
    img = camera.snapshot()
    similarity = before.get_similarity(img)
    print("alike: mean %.2f, least %.2f" % (similarity.mean, similarity.min))
    before = img.copy()
