# SPDX-License-Identifier: MIT
# Template: learns a piece of the first picture and looks for it again.

import csi
import image

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)

first = camera.snapshot()
size = first.height() // 4
box = (first.width() // 2 - size // 2, first.height() // 2 - size // 2, size, size)
template = first.copy(roi=box)

while True:
    img = camera.snapshot()
    found = img.find_template(template, 0.7, step=2, search=image.SEARCH_EX)
    if found:
        img.draw_rectangle(found, color=0, thickness=2)
        print("found at %d, %d" % (found[0], found[1]))
    else:
        print("lost")
