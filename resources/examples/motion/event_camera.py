# SPDX-License-Identifier: MIT
# Event camera: pixels that became brighter or darker, as they say so, and where the middle of them is.
# A virtual board has this sensor when its address says so: sim:rt1062?sensor=GENX320

import csi
import image
from ulab import numpy as np

camera = csi.CSI(cid=csi.GENX320)
camera.reset()

# One row an event: kind, seconds, milliseconds, microseconds, x, y
events = np.zeros((8192, 6), dtype=np.uint16)
camera.ioctl(csi.IOCTL_GENX320_SET_MODE, csi.GENX320_MODE_EVENT, len(events))
picture = image.Image(320, 320, image.GRAYSCALE)

while True:
    count = camera.ioctl(csi.IOCTL_GENX320_READ_EVENTS, events)
    seen = events[:count]
    picture.draw_event_histogram(seen, contrast=48)
    if count > 50:
        brighter = sum(seen[:, 0] == csi.PIX_ON_EVENT)
        x, y = int(np.mean(seen[:, 4])), int(np.mean(seen[:, 5]))
        picture.draw_cross((x, y), color=255)
        print("%d brighter, %d darker around %d, %d" % (brighter, count - brighter, x, y))
    else:
        print("all is still")
    picture.flush()
