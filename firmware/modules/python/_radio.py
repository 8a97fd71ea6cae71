# SPDX-License-Identifier: MIT
"""_radio: packets between virtual cameras, and the connections of bluetooth over them."""

import _wires
import os
import struct
import time

_ENOTCONN = const(107)
_ALIVE_MS = const(300)
_SUPERVISION_MS = const(5000)
_LATE_MS = const(1000)
_MOST_WAITING = const(200)


def broken():
    raise OSError(_ENOTCONN)


class Radio:
    """What is sent waits here while the other has no room."""

    ADVERTISE, CONNECT, ACCEPT, CLOSE, ALIVE, ASK, ANSWER, NOTIFY, INDICATE, CONFIRM = range(10)

    def __init__(self, mac):
        self._mac = mac
        self._pid = _wires.radio_open()
        self._waiting = []
        self._flushes = False
        self.gone = set()  # processes that have no radio now

    def close(self):
        self.flush()
        _wires.radio_close()

    def new_number(self):
        return int.from_bytes(os.urandom(4), "little")

    def send(self, pid, kind, payload):
        self._waiting.append((pid, struct.pack("<BI", kind, self._pid) + self._mac + payload))
        self.flush()

    def flush(self):
        """One that does not read holds up nobody else."""
        # A scheduled function may come between any two lines: what it sends waits for its turn.
        if self._flushes:
            return
        self._flushes = True
        full = set()
        left = []
        try:
            while self._waiting:
                packet = self._waiting.pop(0)
                sent = 0 if packet[0] in full else _wires.radio_send(*packet)
                if sent < 0:
                    self.gone.add(packet[0])
                elif not sent:
                    full.add(packet[0])
                    left.append(packet)
        finally:
            self._waiting = (left + self._waiting)[-_MOST_WAITING:]
            self._flushes = False

    def advertise(self, connectable, data, response):
        head = struct.pack("<BI", self.ADVERTISE, self._pid) + self._mac
        _wires.radio_send(0, head + bytes((connectable, len(data))) + data + response)

    def receive(self):
        """Kind, process, address, payload; None: nothing came."""
        packet = b""
        while len(packet) < 11:  # less is of no camera
            packet = _wires.radio_receive()
            if packet is None:
                return None
        # Addresses follow the number of the process without a gap.
        kind, pid = struct.unpack("<BI", packet[:5])
        return kind, pid, packet[5:11], packet[11:]


class Link:
    """A connection."""

    def __init__(self, radio, handle, pid, mac, number, central):
        self._radio = radio
        self.handle = handle
        self.pid = pid
        self.mac = mac
        self.number = number
        self.central = central
        self.mtu = 23
        self.heard = self._sent = self._looked = time.ticks_ms()

    def send(self, kind, payload=b""):
        self._sent = time.ticks_ms()
        self._radio.gone.discard(self.pid)
        self._radio.send(self.pid, kind, struct.pack("<I", self.number) + payload)

    def lost(self, now):
        """To be asked again and again."""
        # Nothing could be heard while this camera, or the whole computer, stood still.
        if time.ticks_diff(now, self._looked) >= _LATE_MS:
            self.heard = now
        self._looked = now
        if time.ticks_diff(now, self._sent) >= _ALIVE_MS:
            self.send(Radio.ALIVE)
        return self.pid in self._radio.gone or time.ticks_diff(now, self.heard) >= _SUPERVISION_MS
