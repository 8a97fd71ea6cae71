# SPDX-License-Identifier: MIT
# Thermal overlay: heat drawn over the visible picture; what is cold stays clear.

import csi
import image

alpha = image.Image(256, 1, image.GRAYSCALE)
for i in range(256):
    alpha[i] = i * i // 255

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.VGA)

lepton = csi.CSI(cid=csi.LEPTON)
lepton.reset(hard=False)
lepton.pixformat(csi.GRAYSCALE)
lepton.framesize(csi.QVGA)
heat = image.Image(lepton.width(), lepton.height(), lepton.pixformat())

while True:
    img = camera.snapshot()
    lepton.snapshot(blocking=False, image=heat)
    img.draw_image(heat, 0, 0, x_scale=2, y_scale=2, color_palette=image.PALETTE_IRONBOW,
                   alpha_palette=alpha, hint=image.BILINEAR)
