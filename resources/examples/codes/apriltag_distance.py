# SPDX-License-Identifier: MIT
# AprilTag distance: where a tag is in space, from the lens and the size of the tag.

import csi

TAG_MM = 100  # edge of the tag's black square
FOV_WIDTH = 0.70  # width of the view at one metre, in metres: measure it for your lens

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

focal = camera.width() / FOV_WIDTH  # focal length in pixels
while True:
    img = camera.snapshot()
    for tag in img.find_apriltags(fx=focal, fy=focal, cx=img.width() / 2, cy=img.height() / 2):
        # Translations come in halves of the tag's edge.
        x, y, z = [t * TAG_MM / 2 for t in (tag.x_translation, tag.y_translation, tag.z_translation)]
        img.draw_rectangle(tag.rect, color=(255, 0, 0))
        print("tag %d: %.0f mm right, %.0f mm up, %.0f mm away" % (tag.id, x, y, abs(z)))
