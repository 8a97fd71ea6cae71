# SPDX-License-Identifier: MIT
# options: monitor=1
# expect: 128 byte EDID\r?\nCEC from 0 : bytearray
from display import DisplayData

dd = DisplayData(cec=True, ddc=True)
edid = dd.display_id()  # EDID bytes from the monitor
print(len(edid), "byte EDID")

# A CEC "image view on" command (opcode 0x04) from address 1 to address 0
dd.send_frame(0, 1, b"\x04")

# ...and an incoming CEC frame addressed to us (logical address 1)
src, data = dd.receive_frame(1, timeout=5_000)
print("CEC from", src, ":", data)
