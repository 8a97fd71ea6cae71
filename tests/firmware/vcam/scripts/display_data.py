# SPDX-License-Identifier: MIT
# With a monitor in the HDMI socket.
from display import DisplayData
from tfp410 import TFP410

assert TFP410().isconnected()
data = DisplayData(cec=True, ddc=True)
edid = data.display_id()
assert len(edid) == 128 and edid[:8] == b"\x00\xff\xff\xff\xff\xff\xff\x00"
assert sum(edid) % 256 == 0 and edid[126] == 0
maker = edid[8] << 8 | edid[9]
assert "".join(chr(64 + (maker >> shift & 31)) for shift in (10, 5, 0)) == "OMV"
timing = edid[54:72]
width = timing[2] | (timing[4] & 0xF0) << 4
height = timing[5] | (timing[7] & 0xF0) << 4
assert (width, height) == (1280, 720)
clock = (timing[0] | timing[1] << 8) * 10000
lines = height + (timing[6] | (timing[7] & 15) << 8)
row = width + (timing[3] | (timing[4] & 15) << 8)
assert clock == 60 * row * lines, (clock, row, lines)
assert b"Virtual HDMI\n" in edid
assert "display id" in str(raises(OSError, DisplayData(cec=True).display_id))
assert "display id" in str(raises(OSError, DisplayData(ddc=True, ddc_addr=0x51).display_id))

# CEC: the monitor is address 0, everybody 15, nobody else is there.
data.send_frame(0, 1, b"\x04")
assert data.receive_frame(1) == (0, b"\x46")
data.send_frame(0, 1, b"\x8f")
source, frame = data.receive_frame(1, timeout=100)
assert source == 0 and frame == b"\x90\x00"
data.send_frame(0, 4, b"\x83")
assert data.receive_frame(4) == (0, b"\x84\0\0\0")
data.send_frame(0, 4, b"\xab")
assert data.receive_frame(4) == (0, b"\0\xab\0")
data.send_frame(15, 4, b"\xab")
data.send_frame(0, 4, b"")
assert "timeout" in str(raises(OSError, data.receive_frame, 4, timeout=0))
data.send_frame(0, 1, b"\x46")
assert "Failed" in str(raises(OSError, data.receive_frame, 9))
assert "Failed" in str(raises(OSError, data.send_frame, 3, 1, b"\x04"))
assert "Failed" in str(raises(OSError, DisplayData(ddc=True).send_frame, 0, 1, b"\x04"))
for wrong in ((16, 0, b""), (0, -1, b""), (0, 1, bytes(16))):
    try:
        data.send_frame(*wrong)
        raise AssertionError
    except ValueError:
        pass
print("OK")
