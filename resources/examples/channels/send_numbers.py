# SPDX-License-Identifier: MIT
# A channel of your own: the host reads the newest measurement whenever it likes.
#   omv channel read numbers

import csi
import struct

import protocol


class Numbers:
    def __init__(self):
        self.data = b""

    def size(self):
        return len(self.data)

    def read(self, offset, size):
        return self.data[offset : offset + size]


numbers = Numbers()
channel = protocol.register(name="numbers", backend=numbers)

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
count = 0
while True:
    s = camera.snapshot().get_statistics()
    count += 1
    numbers.data = struct.pack("<III", count, s.mean, s.stdev)
