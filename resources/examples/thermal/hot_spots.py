# SPDX-License-Identifier: MIT
# Hot spots: marks everything warmer than a limit, with its temperature.

import csi

LOWEST, HIGHEST = 0.0, 120.0
ALARM = 50.0

lepton = csi.CSI(cid=csi.LEPTON, stream=True)
lepton.reset(hard=False)
lepton.pixformat(csi.GRAYSCALE)
lepton.framesize(csi.QVGA)
lepton.ioctl(csi.IOCTL_LEPTON_SET_MODE, True)
lepton.ioctl(csi.IOCTL_LEPTON_SET_RANGE, LOWEST, HIGHEST)
limit = int((ALARM - LOWEST) * 255 / (HIGHEST - LOWEST))

while True:
    img = lepton.snapshot()
    for blob in img.find_blobs([(limit, 255)], pixels_threshold=50, area_threshold=50, merge=True):
        peak = img.get_statistics(roi=blob.rect).max * (HIGHEST - LOWEST) / 255 + LOWEST
        img.draw_rectangle(blob.rect, color=255)
        img.draw_string((blob.x, blob.y - 10), "%.0f C" % peak, color=255)
        print("hot spot at %d, %d: %.1f degrees" % (blob.cx, blob.cy, peak))
