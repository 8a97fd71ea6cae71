# SPDX-License-Identifier: MIT
"""_gatt: both ends of bluetooth's attributes."""

import _ble_events as ev
import struct
from _radio import Radio

_READ = const(0x02)
_WRITE_NO_RESPONSE = const(0x04)
_WRITE = const(0x08)
_NOTIFY = const(0x10)
_INDICATE = const(0x20)
_FIRST = const(12)  # attributes before this are the stack's own
_DEFAULT_SIZE = const(20)
_PIECE = const(900)

_EINVAL = const(22)

# What a client asks for; those that list things are half of their events' distance.
_SERVICES = const(0)
_CHARACTERISTICS = const(1)
_DESCRIPTORS = const(2)
_ASK_READ = const(3)
_ASK_WRITE = const(4)
_COMMAND_WRITE = const(5)
_ASK_MTU = const(6)

_OK = const(0)
_INVALID_HANDLE = const(1)
_READ_NOT_PERMITTED = const(2)
_WRITE_NOT_PERMITTED = const(3)


def _bytes(data):
    return data.encode() if isinstance(data, str) else bytes(memoryview(data))


class _Value:
    def __init__(self, flags, subscribes=None):
        self.flags = flags
        self.size = _DEFAULT_SIZE
        self.append = False
        self.data = b""
        self.subscribes = subscribes  # to the value of this handle


class Server:
    def __init__(self, event, uuid):
        self._event = event
        self._uuid = uuid
        self._values = {}
        self._services = []  # first, last, UUID
        self._characteristics = []  # first, last, value, flags, UUID
        self._descriptors = []  # handle, UUID
        self._wanted = {}  # by link and value: what its client wrote to the switch
        self._next = _FIRST

    def _take(self):
        self._next += 1
        return self._next - 1

    def register(self, definition):
        self.__init__(self._event, self._uuid)
        return tuple(self._register(*service) for service in definition)

    def _register(self, uuid, characteristics):
        if not isinstance(uuid, self._uuid):
            raise ValueError("invalid service UUID")
        first = self._take()
        handles = []
        for characteristic in characteristics:
            name, flags = characteristic[:2]
            start, value = self._take(), self._take()
            self._values[value] = _Value(flags)
            handles.append(value)
            if flags & (_NOTIFY | _INDICATE):
                switch = self._take()
                self._values[switch] = _Value(_READ | _WRITE, value)
                self._values[switch].data = b"\0\0"
                self._descriptors.append((switch, self._uuid(0x2902)))
            for descriptor, rights in characteristic[2] if len(characteristic) > 2 else ():
                handle = self._take()
                self._values[handle] = _Value(rights)
                self._descriptors.append((handle, descriptor))
                handles.append(handle)
            self._characteristics.append((start, self._next - 1, value, flags, name))
        self._services.append((first, self._next - 1, uuid))
        return tuple(handles)

    # The script's side

    def _value(self, handle):
        if handle not in self._values:
            raise OSError(_EINVAL)
        return self._values[handle]

    def read(self, handle):
        value = self._value(handle)
        data = value.data
        if value.append:
            value.data = b""
        return data

    def write(self, handle, data):
        value = self._value(handle)
        value.data = _bytes(data)
        value.size = max(value.size, len(value.data))

    def set_buffer(self, handle, size, append):
        value = self._value(handle)
        value.size = size
        value.append = bool(append)
        value.data = value.data[:size]

    def notify(self, link, handle, data, kind):
        data = self._value(handle).data if data is None else _bytes(data)
        link.send(kind, struct.pack("<H", handle) + data[: link.mtu - 3])

    def update(self, links, handle):
        for link in links:
            wanted = self._wanted.get((link, handle), 0)
            if wanted & 1:
                self.notify(link, handle, None, Radio.NOTIFY)
            elif wanted & 2:
                self.notify(link, handle, None, Radio.INDICATE)

    def confirmed(self, link, payload):
        handle = struct.unpack("<H", payload)[0]
        self._event(ev.INDICATE_DONE, (link.handle, handle, 0))

    def left(self, link):
        for key in [key for key in self._wanted if key[0] is link]:
            del self._wanted[key]

    # What a client asks

    def asked(self, link, payload, mtu):
        what, first, last = struct.unpack("<BHH", payload[:5])
        data = payload[5:]
        if what == _ASK_READ:
            status, value = self._read_by(link, first)
            self._answer(link, what, first, status, value[: link.mtu - 1])
        elif what in (_ASK_WRITE, _COMMAND_WRITE):
            status = self._write_by(link, first, data, what)
            if what == _ASK_WRITE:
                self._answer(link, what, first, status)
        elif what == _ASK_MTU:
            link.mtu = max(23, min(first, mtu))
            self._answer(link, what, link.mtu, _OK)
            self._event(ev.MTU_EXCHANGED, (link.handle, link.mtu))
        else:
            self._list(link, what, first, last, data)

    def _answer(self, link, what, handle, status, data=b""):
        link.send(Radio.ANSWER, struct.pack("<BHB", what, handle, status) + data)

    def _read_by(self, link, handle):
        value = self._values.get(handle)
        if value is None:
            return _INVALID_HANDLE, b""
        if not value.flags & _READ:
            return _READ_NOT_PERMITTED, b""
        if value.subscribes is not None:
            return _OK, struct.pack("<H", self._wanted.get((link, value.subscribes), 0))
        refused = self._event(ev.GATTS_READ_REQUEST, (link.handle, handle))
        if isinstance(refused, int) and refused:
            return refused & 0xFF, b""
        return _OK, value.data

    def _write_by(self, link, handle, data, what):
        value = self._values.get(handle)
        if value is None:
            return _INVALID_HANDLE
        if not value.flags & (_WRITE if what == _ASK_WRITE else _WRITE_NO_RESPONSE | _WRITE):
            return _WRITE_NOT_PERMITTED
        if value.subscribes is not None:
            self._wanted[(link, value.subscribes)] = data[0] if data else 0
            return _OK
        value.data = ((value.data if value.append else b"") + data)[: value.size]
        self._event(ev.GATTS_WRITE, (link.handle, handle))
        return _OK

    def _list(self, link, what, first, last, wanted):
        lists = (self._services, self._characteristics, self._descriptors)
        piece = b""
        for entry in lists[what]:
            name = bytes(entry[-1])
            if not first <= entry[0] <= last or (wanted and wanted != name):
                continue
            piece += struct.pack("<BB%dH" % (len(entry) - 1), len(entry) - 1, len(name), *entry[:-1])
            piece += name
            if len(piece) > _PIECE:
                self._answer(link, what, 1, _OK, piece)
                piece = b""
        self._answer(link, what, 0, _OK, piece)


class Client:
    def __init__(self, event, uuid):
        self._event = event
        self._uuid = uuid

    def _ask(self, link, what, first=0, last=0, data=b""):
        link.send(Radio.ASK, struct.pack("<BHH", what, first, last) + data)

    def services(self, link, uuid):
        self._ask(link, _SERVICES, 1, 0xFFFF, b"" if uuid is None else bytes(uuid))

    def characteristics(self, link, first, last, uuid):
        self._ask(link, _CHARACTERISTICS, first, last, b"" if uuid is None else bytes(uuid))

    def descriptors(self, link, first, last):
        self._ask(link, _DESCRIPTORS, first, last)

    def read(self, link, handle):
        self._ask(link, _ASK_READ, handle)

    def write(self, link, handle, data, mode):
        what = _ASK_WRITE if mode else _COMMAND_WRITE
        self._ask(link, what, handle, 0, _bytes(data)[: link.mtu - 3])

    def exchange_mtu(self, link, mtu):
        self._ask(link, _ASK_MTU, mtu)

    def answered(self, link, payload):
        what, handle, status = struct.unpack("<BHB", payload[:4])
        data = payload[4:]
        if what == _ASK_READ:
            if status == _OK:
                self._event(ev.READ_RESULT, (link.handle, handle, data))
            self._event(ev.READ_DONE, (link.handle, handle, status))
        elif what == _ASK_WRITE:
            self._event(ev.WRITE_DONE, (link.handle, handle, status))
        elif what == _ASK_MTU:
            link.mtu = handle
            self._event(ev.MTU_EXCHANGED, (link.handle, handle))
        else:
            self._listed(link, what, handle, data)

    def _listed(self, link, what, more, data):
        event = ev.SERVICE_RESULT + 2 * what
        while data:
            count, size = data[0], data[1]
            end = 2 + 2 * count
            numbers = struct.unpack("<%dH" % count, data[2:end])
            # Of a characteristic the handle of its declaration is not told.
            if what == _CHARACTERISTICS:
                numbers = numbers[1:]
            self._event(event, (link.handle,) + numbers + (self._uuid(data[end : end + size]),))
            data = data[end + size :]
        if not more:
            self._event(event + 1, (link.handle, 0))

    def notified(self, link, kind, payload):
        handle = struct.unpack("<H", payload[:2])[0]
        if kind == Radio.INDICATE:
            self._event(ev.INDICATE, (link.handle, handle, payload[2:]))
            link.send(Radio.CONFIRM, payload[:2])
        else:
            self._event(ev.NOTIFY, (link.handle, handle, payload[2:]))
