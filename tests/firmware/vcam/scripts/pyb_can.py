# SPDX-License-Identifier: MIT
import pyb
from pyb import CAN

raises(ValueError, CAN, 1)
can = CAN(2)
assert repr(can) == "CAN(2)" and can.state() == CAN.STOPPED
raises(OSError, can.send, "x", 1)
can.init(CAN.LOOPBACK, baudrate=125_000, sample_point=75)
assert can.state() == CAN.ERROR_ACTIVE and not can.any(0)
can.send("lost", 5)
assert not can.any(0)
can.setfilter(0, CAN.RANGE, 0, (1, 3))
can.setfilter(1, CAN.DUAL, 1, (10, 20))
can.setfilter(2, CAN.MASK, 0, (0x700, 0x700))
can.setfilter(0, CAN.MASK, 1, (0x1000, 0x1000), extframe=True)
heard = []
can.rxcallback(0, lambda bus, reason: heard.append(reason))
can.send("message!", 2)
can.send(b"two", 20, timeout=100)
can.send(7, 0x7AB)
can.send(b"no", 4)
can.send(b"far", 0x1001, extframe=True)
can.send(b"", 3, rtr=True)
pyb.delay(5)
assert heard == [0, 1, 1], heard
assert can.any(0) and can.any(1)
assert can.recv(0) == (2, False, False, 0, b"message!")
assert can.recv(0) == (0x7AB, False, False, 0, b"\x07")
buffer = bytearray(8)
into = [0, 0, 0, 0, memoryview(buffer)]
assert can.recv(0, into) is into and into[:3] == [3, False, True] and len(into[4]) == 0
assert can.recv(1)[4] == b"two"
assert can.recv(1, into)[0] == 0x1001 and bytes(into[4]) == b"far" and buffer[:3] == b"far"
assert raises(OSError, can.recv, 0, timeout=1).errno == 110
assert can.info() == [0, 0, 0, 0, 0, 0, 0, 0]
raises(ValueError, can.send, b"123456789", 1)
can.send(bytes(range(64)), 1, fdf=True, brs=True)
assert len(can.recv(0)[4]) == 64
can.clearfilter(0)
can.send(b"a", 1)
assert not can.any(0)
raises(ValueError, can.setfilter, 0, 9, 0, (1, 2))
raises(ValueError, can.setfilter, 0, CAN.DUAL, 2, (1, 2))
raises(ValueError, can.setfilter, 0, CAN.DUAL, 0, (1, 0x800))
raises(ValueError, can.setfilter, 0, CAN.RANGE, 0, (-1, 5))
raises(ValueError, can.setfilter, 0, CAN.RANGE, 0, (0, 0x20000000), extframe=True)
raises(TypeError, can.rxcallback, 2, None)
can.deinit()
print("OK")
