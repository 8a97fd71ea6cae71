# SPDX-License-Identifier: MIT
"""pyb.USB_HID and usb_mode(): the host sees a serial port and a drive, no keyboard and no mouse."""

import time

_MODES = ("VCP+MSC", "VCP", "MSC", "CDC+MSC", "CDC")

# Subclass (boot), protocol, bytes a report, milliseconds between them, and the descriptors that
# the appendix of the HID specification gives for the boot interfaces.
hid_mouse = (
    1,
    2,
    4,
    8,
    b"\x05\x01\x09\x02\xa1\x01\x09\x01\xa1\x00\x05\x09\x19\x01\x29\x03\x15\x00\x25\x01"
    b"\x95\x03\x75\x01\x81\x02\x95\x01\x75\x05\x81\x01\x05\x01\x09\x30\x09\x31\x09\x38"
    b"\x15\x81\x25\x7f\x75\x08\x95\x03\x81\x06\xc0\xc0",
)
hid_keyboard = (
    1,
    1,
    8,
    8,
    b"\x05\x01\x09\x06\xa1\x01\x05\x07\x19\xe0\x29\xe7\x15\x00\x25\x01\x75\x01\x95\x08"
    b"\x81\x02\x95\x01\x75\x08\x81\x01\x95\x05\x75\x01\x05\x08\x19\x01\x29\x05\x91\x02"
    b"\x95\x01\x75\x03\x91\x01\x95\x06\x75\x08\x15\x00\x25\x65\x05\x07\x19\x00\x29\x65"
    b"\x81\x00\xc0",
)


def usb_mode(mode="", *, port=-1, vid=0, pid=-1, msc=(), hid=hid_mouse, high_speed=False):
    """The board stays what it is on the bus; modes with HID are those of other boards."""
    if mode == "":
        return _MODES[0]
    if mode is not None and mode not in _MODES:
        raise ValueError("bad USB mode")


class USB_HID:
    """Without a host that takes reports: none is sent, none comes."""

    def __init__(self):
        pass

    def send(self, data):
        if isinstance(data, (tuple, list)):
            if len(data) > 8:
                raise ValueError("tuple/list too large for HID report; use bytearray instead")
            data = bytes(byte & 0xFF for byte in data)
        memoryview(data)
        return 0

    def recv(self, data, *, timeout=5000):
        if not isinstance(data, int):
            memoryview(data)
        time.sleep_ms(timeout)
        return b"" if isinstance(data, int) else 0
