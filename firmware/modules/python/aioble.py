# SPDX-License-Identifier: MIT
"""aioble: bluetooth for asyncio. Board module: ae3, rt1062."""

import _board

_board.require("aioble")

import _ble_events as ev
import asyncio
import bluetooth
import struct
from _aioble_core import (
    ADDR_PUBLIC,
    ADDR_RANDOM,
    Device,
    DeviceConnection,
    DeviceDisconnectedError,
    GattError,
    ble as _ble,
    config,
    ensure_active as _ensure_active,
    listen as _listen,
    new_connection as _new_connection,
    stop,
)
from _aioble_server import (
    BufferedCharacteristic,
    Characteristic,
    Descriptor,
    Service,
    register_services,
)

_CONNECTABLE = (0, 1)
_MOST = const(31)

_FLAGS = const(0x01)
_UUIDS = {2: 0x03, 4: 0x05, 16: 0x07}
_UUIDS_MORE = {2: 0x02, 4: 0x04, 16: 0x06}
_NAME = const(0x09)
_NAME_SHORT = const(0x08)
_APPEARANCE = const(0x19)
_MANUFACTURER = const(0xFF)


def log_level(level):
    pass


# Advertising

_incoming = []  # flag and connection of who advertises


def _arrived(event, data):
    if event == ev.CENTRAL_CONNECT:
        connection = _new_connection(Device(data[1], data[2]), data[0])
        for one in _incoming:
            one[1] = connection
            one[0].set()


_listen(_arrived)


def _fields(br_edr, limited_disc, services, name, appearance, manufacturer):
    fields = [(_FLAGS, bytes(((1 if limited_disc else 2) | (0x18 if br_edr else 4),)))]
    for uuid in services or ():
        data = bytes(uuid)
        fields.append((_UUIDS[len(data)], data))
    if name:
        fields.append((_NAME, name.encode() if isinstance(name, str) else bytes(name)))
    if appearance:
        fields.append((_APPEARANCE, struct.pack("<H", appearance)))
    if manufacturer:
        fields.append((_MANUFACTURER, struct.pack("<H", manufacturer[0]) + manufacturer[1]))
    return fields


def _packed(fields):
    """What has room in the first packet, and the rest for the second."""
    packets = [b"", b""]
    for kind, data in fields:
        field = bytes((len(data) + 1, kind)) + data
        for i in (0, 1):
            if len(packets[i]) + len(field) <= _MOST:
                packets[i] += field
                break
        else:
            raise ValueError("Advertising payload too long")
    return packets


async def advertise(
    interval_us,
    adv_data=None,
    resp_data=None,
    connectable=True,
    limited_disc=False,
    br_edr=False,
    name=None,
    services=None,
    appearance=0,
    manufacturer=None,
    timeout_ms=None
):
    _ensure_active()
    if _incoming:
        raise ValueError("Already advertising")
    if not adv_data and not resp_data:
        adv_data, resp_data = _packed(
            _fields(br_edr, limited_disc, services, name, appearance, manufacturer)
        )
    one = [asyncio.ThreadSafeFlag(), None]
    _incoming.append(one)
    try:
        _ble.gap_advertise(interval_us, adv_data, resp_data=resp_data or b"", connectable=connectable)
        if timeout_ms is None:
            await one[0].wait()
        else:
            await asyncio.wait_for_ms(one[0].wait(), timeout_ms)
        return one[1]
    finally:
        _incoming.remove(one)
        if _ble.active():
            _ble.gap_advertise(None)


# Scanning

_scans = []


class ScanResult:
    def __init__(self, device):
        self.device = device
        self.adv_data = None
        self.resp_data = None
        self.rssi = None
        self.connectable = False

    def _update(self, kind, rssi, data):
        """True: something new."""
        self.rssi = rssi
        if kind == ev.SCAN_RESPONSE:
            new = self.resp_data != data
            self.resp_data = data
        else:
            self.connectable = kind in _CONNECTABLE
            new = self.adv_data != data
            self.adv_data = data
        return new

    def __str__(self):
        return "Scan result: %s %s" % (self.device, self.rssi)

    def _decode(self, *kinds):
        for data in (self.adv_data, self.resp_data):
            at = 0
            while data and at + 1 < len(data):
                size = data[at]
                if size and data[at + 1] in kinds:
                    yield data[at + 2 : at + 1 + size]
                at += 1 + size

    def name(self):
        for data in self._decode(_NAME, _NAME_SHORT):
            return data.decode()

    def services(self):
        for size in (2, 4, 16):
            for data in self._decode(_UUIDS[size], _UUIDS_MORE[size]):
                for at in range(0, len(data), size):
                    yield bluetooth.UUID(data[at : at + size])

    def manufacturer(self, filter=None):
        for data in self._decode(_MANUFACTURER):
            number = struct.unpack("<H", data[:2])[0]
            if filter is None or number == filter:
                yield number, data[2:]


class scan:
    def __init__(self, duration_ms, interval_us=1280000, window_us=11250, active=False):
        self._settings = (duration_ms, interval_us or 1280000, window_us or 11250, active)
        self._flag = asyncio.ThreadSafeFlag()
        self._queue = []
        self._results = []
        self._done = False

    async def __aenter__(self):
        _ensure_active()
        while _scans:
            await _scans[0].cancel()
        _scans.append(self)
        _ble.gap_scan(*self._settings)
        return self

    async def __aexit__(self, kind, value, trace):
        await self.cancel()

    async def cancel(self):
        if self in _scans:
            _ble.gap_scan(None)
            if self in _scans:
                _scans.remove(self)

    def __aiter__(self):
        if self not in _scans:
            raise ValueError("a scan is used with async with")
        return self

    async def __anext__(self):
        while True:
            while self._queue:
                addr_type, addr, kind, rssi, data = self._queue.pop(0)
                for result in self._results:
                    if result.device.addr == addr and result.device.addr_type == addr_type:
                        break
                else:
                    result = ScanResult(Device(addr_type, addr))
                    self._results.append(result)
                if result._update(kind, rssi, data):
                    return result
            if self._done:
                raise StopAsyncIteration
            await self._flag.wait()


def _scanned(event, data):
    if event not in (ev.SCAN_RESULT, ev.SCAN_DONE):
        return
    for one in list(_scans):
        if event == ev.SCAN_DONE:
            one._done = True
            _scans.remove(one)
        elif len(one._queue) < 100:
            one._queue.append((data[0], bytes(data[1]), data[2], data[3], bytes(data[4])))
        one._flag.set()


_listen(_scanned)
