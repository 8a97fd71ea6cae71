# SPDX-License-Identifier: MIT
"""bluetooth: MicroPython's module, over a radio between virtual cameras. Board module: ae3, rt1062."""

import _board

_board.require("bluetooth")

import _ble_events as ev
import hashlib
import machine
import struct
import sys
import time
from _radio import Link, Radio, broken
from _gatt import Client, Server

FLAG_BROADCAST = 0x0001
FLAG_READ = 0x0002
FLAG_WRITE_NO_RESPONSE = 0x0004
FLAG_WRITE = 0x0008
FLAG_NOTIFY = 0x0010
FLAG_INDICATE = 0x0020
FLAG_AUTHENTICATED_SIGNED_WRITE = 0x0040
FLAG_AUX_WRITE = 0x0100
FLAG_READ_ENCRYPTED = 0x0200
FLAG_READ_AUTHENTICATED = 0x0400
FLAG_READ_AUTHORIZED = 0x0800
FLAG_WRITE_ENCRYPTED = 0x1000
FLAG_WRITE_AUTHENTICATED = 0x2000
FLAG_WRITE_AUTHORIZED = 0x4000

_ENODEV = const(19)
_EINVAL = const(22)
_EALREADY = const(114)
_EOPNOTSUPP = const(95)
_ADVERTISEMENT = const(31)  # bytes at most
_MTU_LEAST = const(23)
_MTU_MOST = const(1000)  # what the radio's packets have room for, with what they say themselves


_PERIOD_MS = const(4)
_CONNECTABLE = const(0)
_NOT_CONNECTABLE = const(3)

_the = None


class UUID:
    """Of 16, 32 or 128 bits; as bytes, the least significant comes first."""

    def __init__(self, value):
        if isinstance(value, UUID):
            self._data = value._data
        elif isinstance(value, int):
            if not 0 <= value <= 0xFFFF:
                raise ValueError("invalid UUID")
            self._data = struct.pack("<H", value)
        elif isinstance(value, str):
            digits = value.replace("-", "")
            if len(digits) != 32:
                raise ValueError("invalid UUID")
            self._data = bytes(int(digits[i : i + 2], 16) for i in range(30, -2, -2))
        else:
            self._data = bytes(memoryview(value))
            if len(self._data) not in (2, 4, 16):
                raise ValueError("UUID must be 2, 4 or 16 bytes")

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        return iter(self._data)

    def __hash__(self):
        return hash(self._data)

    def __eq__(self, other):
        return isinstance(other, UUID) and self._data == other._data

    def __lt__(self, other):
        return (len(self._data), self._data) < (len(other._data), other._data)

    def __repr__(self):
        digits = "".join("%02x" % byte for byte in reversed(list(self._data)))
        if len(digits) < 32:
            return "UUID(0x%s)" % digits
        parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
        return "UUID('%s')" % "-".join(parts)


def _data_arg(data, default):
    if data is None:
        return default
    if isinstance(data, str):
        data = data.encode()
    data = bytes(memoryview(data))
    if len(data) > _ADVERTISEMENT:
        raise OSError(_EINVAL)
    return data


class BLE:
    def __new__(cls):
        global _the
        if _the is None:
            _the = object.__new__(cls)
            _the._set_up()
        return _the

    def _set_up(self):
        mac = hashlib.sha256(machine.unique_id()).digest()[:6]
        self._mac = bytes((mac[0] & 0xFC | 0x02,)) + mac[1:]
        self._settings = {
            "gap_name": b"MPY BTSTACK",
            "rxbuf": 256,
            "mtu": 256,
            "addr_mode": 0,
            "bond": False,
            "mitm": False,
            "io": 3,
            "le_secure": False,
        }
        self._handler = None
        self._on = False
        self._timer = None
        self._server = Server(self._event, UUID)
        self._client = Client(self._event, UUID)
        self._forget()

    def _forget(self):
        self._radio = None
        self._links = []
        self._free = 64
        self._advertises = None  # milliseconds between two
        self._adv_next = 0
        self._adv_data = b""
        self._resp_data = b""
        self._adv_connectable = True
        self._scan_end = None  # 0: no end
        self._scan_active = False
        self._sought = None  # address, end, number of the connection that was asked for

    # Switching

    def active(self, active=None):
        if active is None:
            return self._on
        if active and not self._on:
            self._radio = Radio(self._mac)
            self._timer = machine.Timer(-1, period=_PERIOD_MS, callback=self._poll)
        elif not active and self._on:
            for link in list(self._links):
                self._close(link)
            self._timer.deinit()
            self._radio.close()
            self._forget()
        self._on = bool(active)
        return self._on

    def _check(self):
        if not self._on:
            raise OSError(_ENODEV)

    def config(self, *args, **settings):
        if not args:
            for name, value in settings.items():
                if name not in self._settings:
                    raise ValueError("unknown config param")
                if name == "gap_name":
                    value = value.encode() if isinstance(value, str) else bytes(value)
                elif name == "mtu" and not _MTU_LEAST <= value <= _MTU_MOST:
                    raise OSError(_EINVAL)
                self._settings[name] = value
            return None
        if len(args) > 1 or settings:
            raise TypeError("either pos or kw args are allowed")
        if args[0] == "mac":
            self._check()
            return (self._settings["addr_mode"] & 1, self._mac)
        if args[0] not in self._settings:
            raise ValueError("unknown config param")
        return self._settings[args[0]]

    def irq(self, handler):
        if handler is not None and not callable(handler):
            raise ValueError("invalid handler")
        self._handler = handler

    def _event(self, event, data):
        """What the handler answers; one that raises is told once and not called again."""
        if self._handler is None:
            return None
        try:
            return self._handler(event, data)
        except Exception as e:
            print("Unhandled exception in IRQ callback handler")
            sys.print_exception(e)
            self._handler = None

    # Everything that comes

    def _poll(self, _):
        if not self._on:
            return
        now = time.ticks_ms()
        self._radio.flush()
        while self._on:
            packet = self._radio.receive()
            if packet is None:
                break
            try:
                self._take(packet)
            except (ValueError, IndexError):
                pass  # no packet of a virtual camera
        if not self._on:
            return
        if self._advertises is not None and time.ticks_diff(now, self._adv_next) >= 0:
            self._adv_next = time.ticks_add(now, self._advertises)
            self._radio.advertise(self._adv_connectable, self._adv_data, self._resp_data)
        if self._scan_end and time.ticks_diff(now, self._scan_end) >= 0:
            self.gap_scan(None)
        if self._sought and time.ticks_diff(now, self._sought[1]) >= 0:
            self._sought = None
            self._event(ev.PERIPHERAL_DISCONNECT, (ev.NOBODY, 0xFF, b"\0" * 6))
        for link in list(self._links):
            if link.lost(now):
                self._drop(link)

    def _take(self, packet):
        kind, pid, mac, payload = packet
        if kind == Radio.ADVERTISE:
            self._seen(pid, mac, payload)
            return
        number = struct.unpack("<I", payload[:4])[0]
        payload = payload[4:]
        if kind == Radio.CONNECT:
            if self._advertises is not None and self._adv_connectable:
                self._advertises = None
                link = self._new_link(pid, mac, number, False)
                link.send(Radio.ACCEPT)
                self._event(ev.CENTRAL_CONNECT, (link.handle, 0, mac))
            return
        if kind == Radio.ACCEPT:
            if self._sought and self._sought[2] == number:
                self._sought = None
                link = self._new_link(pid, mac, number, True)
                self._event(ev.PERIPHERAL_CONNECT, (link.handle, 0, mac))
            return
        for link in self._links:
            if (link.pid, link.number) == (pid, number):
                self._heard(link, kind, payload)
                return
        if kind != Radio.CLOSE:
            self._radio.send(pid, Radio.CLOSE, struct.pack("<I", number))

    def _seen(self, pid, mac, payload):
        size = payload[1]
        kind = _CONNECTABLE if payload[0] else _NOT_CONNECTABLE
        if self._sought and self._sought[0] == mac and payload[0]:
            self._radio.send(pid, Radio.CONNECT, struct.pack("<I", self._sought[2]))
        if self._scan_end is None:
            return
        rssi = -40 - mac[5] % 30
        self._event(ev.SCAN_RESULT, (0, mac, kind, rssi, payload[2 : 2 + size]))
        if self._scan_active and self._scan_end is not None and len(payload) > 2 + size:
            self._event(ev.SCAN_RESULT, (0, mac, ev.SCAN_RESPONSE, rssi, payload[2 + size :]))

    def _heard(self, link, kind, payload):
        link.heard = time.ticks_ms()
        if kind == Radio.CLOSE:
            self._drop(link)
        elif kind == Radio.ASK:
            self._server.asked(link, payload, self._settings["mtu"])
        elif kind == Radio.ANSWER:
            self._client.answered(link, payload)
        elif kind in (Radio.NOTIFY, Radio.INDICATE):
            self._client.notified(link, kind, payload)
        elif kind == Radio.CONFIRM:
            self._server.confirmed(link, payload)

    def _new_link(self, pid, mac, number, central):
        link = Link(self._radio, self._free, pid, mac, number, central)
        self._free += 1
        self._links.append(link)
        return link

    def _link(self, handle):
        self._check()
        for link in self._links:
            if link.handle == handle:
                return link
        broken()

    def _drop(self, link):
        if link not in self._links:
            return
        self._links.remove(link)
        self._server.left(link)
        event = ev.PERIPHERAL_DISCONNECT if link.central else ev.CENTRAL_DISCONNECT
        self._event(event, (link.handle, 0, link.mac))

    def _close(self, link):
        link.send(Radio.CLOSE)
        self._drop(link)

    # Advertising, scanning, connecting

    def gap_advertise(self, interval_us, adv_data=None, *, resp_data=None, connectable=True):
        self._check()
        if interval_us is None:
            self._advertises = None
            return
        self._adv_data = _data_arg(adv_data, self._adv_data)
        self._resp_data = _data_arg(resp_data, self._resp_data)
        self._adv_connectable = bool(connectable)
        self._adv_next = time.ticks_ms()
        self._advertises = max(20, interval_us // 1000)

    def gap_scan(self, duration_ms, interval_us=1280000, window_us=11250, active=False):
        self._check()
        if duration_ms is None:
            if self._scan_end is not None:
                self._scan_end = None
                self._event(ev.SCAN_DONE, ())
            return
        if self._scan_end is not None:
            raise OSError(_EALREADY)
        self._scan_active = bool(active)
        self._scan_end = duration_ms and (time.ticks_add(time.ticks_ms(), duration_ms) or 1)

    def gap_connect(
        self, addr_type, addr=None, scan_duration_ms=2000, min_conn_interval_us=0, max_conn_interval_us=0
    ):
        self._check()
        if addr_type is None:
            if self._sought:
                self._sought = (self._sought[0], time.ticks_ms(), self._sought[2])
            return
        addr = bytes(memoryview(addr))
        if len(addr) != 6:
            raise ValueError("invalid addr")
        if self._sought:
            raise OSError(_EALREADY)
        end = time.ticks_add(time.ticks_ms(), scan_duration_ms)
        self._sought = (addr, end, self._radio.new_number())

    def gap_disconnect(self, conn_handle):
        self._check()
        for link in self._links:
            if link.handle == conn_handle:
                self._close(link)
                return True
        return False

    def gap_pair(self, conn_handle):
        raise OSError(_EOPNOTSUPP)

    def gap_passkey(self, conn_handle, action, passkey):
        raise OSError(_EOPNOTSUPP)

    # Server

    def gatts_register_services(self, services_definition):
        self._check()
        return self._server.register(services_definition)

    def gatts_read(self, value_handle):
        return self._server.read(value_handle)

    def gatts_write(self, value_handle, data, send_update=False):
        self._server.write(value_handle, data)
        if send_update:
            self._server.update(self._links, value_handle)

    def gatts_notify(self, conn_handle, value_handle, data=None):
        self._server.notify(self._link(conn_handle), value_handle, data, Radio.NOTIFY)

    def gatts_indicate(self, conn_handle, value_handle, data=None):
        self._server.notify(self._link(conn_handle), value_handle, data, Radio.INDICATE)

    def gatts_set_buffer(self, value_handle, len, append=False):
        self._server.set_buffer(value_handle, len, append)

    # Client

    def gattc_discover_services(self, conn_handle, uuid=None):
        self._client.services(self._link(conn_handle), uuid)

    def gattc_discover_characteristics(self, conn_handle, start_handle, end_handle, uuid=None):
        self._client.characteristics(self._link(conn_handle), start_handle, end_handle, uuid)

    def gattc_discover_descriptors(self, conn_handle, start_handle, end_handle):
        self._client.descriptors(self._link(conn_handle), start_handle, end_handle)

    def gattc_read(self, conn_handle, value_handle):
        self._client.read(self._link(conn_handle), value_handle)

    def gattc_write(self, conn_handle, value_handle, data, mode=0):
        self._client.write(self._link(conn_handle), value_handle, data, mode)

    def gattc_exchange_mtu(self, conn_handle):
        self._client.exchange_mtu(self._link(conn_handle), self._settings["mtu"])
