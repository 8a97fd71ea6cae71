# SPDX-License-Identifier: MIT
# Follow by readout: finds an AprilTag in the whole view, then reads only the part of the sensor around it.

import csi

PART = (1280, 960)  # of the OV5640's 2592 x 1944 pixels

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=300)
whole = camera.ioctl(csi.IOCTL_GET_READOUT_WINDOW)[2:]
width, height = camera.width(), camera.height()


def off_the_middle(tag):
    return tag.cx - width // 2, tag.cy - height // 2


while True:
    img = camera.snapshot()
    tags = img.find_apriltags()
    x, y, w, h = camera.ioctl(csi.IOCTL_GET_READOUT_WINDOW)
    if not tags:
        if w < whole[0]:
            print("lost")
            camera.ioctl(csi.IOCTL_SET_READOUT_WINDOW, whole)
        continue
    tag = min(tags, key=lambda t: sum(d * d for d in off_the_middle(t)))
    img.draw_rectangle(tag.rect, color=(255, 0, 0), thickness=2)
    # Windows and this position count from the middle of the sensor.
    dx, dy = off_the_middle(tag)
    x += dx * w // width
    y += dy * h // height
    print("tag %d at %d, %d on the sensor, %d pixels wide here" % (tag.id, x, y, tag.w))
    camera.ioctl(csi.IOCTL_SET_READOUT_WINDOW, (x, y) + PART)
