# SPDX-License-Identifier: MIT
# Measure temperature: degrees Celsius of the middle and of the hottest place.

import csi

LOWEST, HIGHEST = 10.0, 60.0  # what black and white stand for

lepton = csi.CSI(cid=csi.LEPTON, stream=True)
lepton.reset(hard=False)
lepton.pixformat(csi.GRAYSCALE)
lepton.framesize(csi.QVGA)
lepton.ioctl(csi.IOCTL_LEPTON_SET_MODE, True)
lepton.ioctl(csi.IOCTL_LEPTON_SET_RANGE, LOWEST, HIGHEST)


def degrees(pixel):
    return pixel * (HIGHEST - LOWEST) / 255 + LOWEST


while True:
    img = lepton.snapshot()
    middle = (img.width() // 2, img.height() // 2)
    at_middle = degrees(img.get_pixel(middle))
    hottest = degrees(img.get_statistics().max)
    img.draw_cross(middle, color=255)
    print("middle %.1f, hottest %.1f degrees, sensor at %.1f" %
          (at_middle, hottest, lepton.ioctl(csi.IOCTL_LEPTON_GET_FPA_TEMP)))
