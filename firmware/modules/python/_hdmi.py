# SPDX-License-Identifier: MIT
"""_hdmi: display.DisplayData, and the plug for tfp410."""

import _wires
import time

_DDC_ADDRESS = const(0x50)
_BROADCAST = const(15)
_LONGEST = const(15)

_plug_callback = None
_plugged = None
_data = None  # the DisplayData with a callback


def _changed(_):
    global _plugged
    plugged = _wires.monitor()
    if plugged != _plugged:
        _plugged = plugged
        if _plug_callback:
            _plug_callback(plugged)
    if _data:
        _data._serve()


def on_plug(callback):
    global _plug_callback, _plugged
    _plug_callback = callback
    _plugged = _wires.monitor()
    _wires.listen(1, _changed)


class DisplayData:
    def __init__(self, *, cec=False, ddc=False, ddc_addr=_DDC_ADDRESS):
        self._cec = cec
        self._ddc = ddc
        self._address = ddc_addr
        self._callback = None
        self._listens_for = 0

    def display_id(self):
        if not self._ddc or self._address != _DDC_ADDRESS or not _wires.monitor():
            raise OSError("Failed to get display id data!")
        return _wires.edid()

    def send_frame(self, dst_addr, src_addr, data):
        data = bytes(data)
        if not 0 <= dst_addr <= 15 or not 0 <= src_addr <= 15 or len(data) > _LONGEST:
            raise ValueError("no CEC frame")
        frame = bytes((src_addr << 4 | dst_addr,)) + data
        if not self._cec or not _wires.cec_send(frame):
            raise OSError("Failed to send frame.")

    def receive_frame(self, dst_addr, *, timeout=1000):
        start = time.ticks_ms()
        while True:
            frame = _wires.cec_receive() if self._cec else None
            if frame:
                break
            if time.ticks_diff(time.ticks_ms(), start) > timeout:
                raise OSError("Receive timeout!")
            time.sleep_ms(1)
        if not self._meant(frame, dst_addr):
            raise OSError("Failed to receive frame.")
        return frame[0] >> 4, frame[1:]

    @staticmethod
    def _meant(frame, address):
        return frame[0] & 15 in (address, _BROADCAST)

    def frame_callback(self, callback, dst_addr):
        global _data
        self._callback = callback
        self._listens_for = dst_addr
        _data = None if callback is None else self
        _wires.listen(1, _changed)

    def _serve(self):
        while self._callback and self._cec:
            frame = _wires.cec_receive()
            if frame is None:
                return
            if self._meant(frame, self._listens_for):
                self._callback(frame[0] >> 4, frame[1:])
