# SPDX-License-Identifier: MIT
# Who am I: board, firmware, sensors, memory and files.

import csi
import gc
import os
import sys

import omv

print("board   ", omv.board_type(), "-", omv.arch())
print("firmware", omv.version_string(), "on MicroPython", ".".join(str(n) for n in sys.implementation[1][:3]))
print("sensors ", ["0x%X" % cid for cid in csi.devices()])
gc.collect()
print("memory  ", gc.mem_free(), "bytes free")
block, _, blocks, free = os.statvfs("/flash")[:4]
print("drive   ", free * block // 1024, "of", blocks * block // 1024, "KB free")
print("files   ", os.listdir("/flash"))
