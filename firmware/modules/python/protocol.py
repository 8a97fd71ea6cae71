# SPDX-License-Identifier: MIT
"""protocol: channels to the host; CBORChannel describes values and controls in SenML-CBOR."""

from uprotocol import *
from omv import board_type as _board_type
import struct as _struct


def _encode_head(out, major, value):
    major <<= 5
    if value < 24:
        out.append(major | value)
    elif value < 0x100:
        out.extend(bytes((major | 24, value)))
    elif value < 0x10000:
        out.extend(_struct.pack(">BH", major | 25, value))
    else:
        out.extend(_struct.pack(">BI", major | 26, value))


def _encode(out, value):
    if value is None:
        out.append(0xF6)
    elif value is True:
        out.append(0xF5)
    elif value is False:
        out.append(0xF4)
    elif isinstance(value, int):
        if value >= 0:
            _encode_head(out, 0, value)
        else:
            _encode_head(out, 1, -1 - value)
    elif isinstance(value, float):
        out.extend(_struct.pack(">Bf", 0xFA, value))
    elif isinstance(value, str):
        data = value.encode()
        _encode_head(out, 3, len(data))
        out.extend(data)
    elif isinstance(value, (bytes, bytearray, memoryview)):
        _encode_head(out, 2, len(value))
        out.extend(value)
    elif isinstance(value, dict):
        _encode_head(out, 5, len(value))
        for key, item in value.items():
            _encode(out, key)
            _encode(out, item)
    else:
        _encode_head(out, 4, len(value))
        for item in value:
            _encode(out, item)


class _Decoder:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, size):
        if size > len(self.data) - self.at:
            raise ValueError("truncated CBOR")
        part = self.data[self.at : self.at + size]
        self.at += size
        return bytes(part)

    def item(self, depth=0):
        if depth > 8:
            raise ValueError("CBOR too deep")
        head = self.take(1)[0]
        major, info = head >> 5, head & 31
        if major == 7:
            return self.simple(info)
        if info < 24:
            value = info
        elif info < 28:
            size = 1 << (info - 24)
            value = int.from_bytes(self.take(size), "big")
        else:
            raise ValueError("unsupported CBOR")
        if major == 0:
            return value
        if major == 1:
            return -1 - value
        if major == 2:
            return self.take(value)
        if major == 3:
            return self.take(value).decode()
        if major == 4:
            return [self.item(depth + 1) for _ in range(value)]
        if major == 5:
            result = {}
            for _ in range(value):
                key = self.item(depth + 1)
                result[key] = self.item(depth + 1)
            return result
        return self.item(depth + 1)  # a tag: its content

    def simple(self, info):
        if info in (20, 21, 22, 23):
            return (False, True, None, None)[info - 20]
        if info == 25:
            half = int.from_bytes(self.take(2), "big")
            sign = -1.0 if half & 0x8000 else 1.0
            exponent, mantissa = half >> 10 & 31, half & 1023
            if exponent == 0:
                return sign * mantissa / 16777216
            return sign * (1024 + mantissa) * 2.0 ** (exponent - 25)
        if info == 26:
            return _struct.unpack(">f", self.take(4))[0]
        if info == 27:
            return _struct.unpack(">d", self.take(8))[0]
        raise ValueError("unsupported CBOR")


# Keys of a record's map.
_NAME, _UNIT, _VALUE, _DATA = 0, 1, 2, 8
_WIDTH, _HEIGHT, _DATA_MIN, _DATA_MAX = -20, -21, -23, -24
_TYPE, _MIN, _MAX, _STEP, _OPTIONS = -30, -31, -32, -33, -34


class CBORChannel:
    """Backend of a channel that shows values and controls in the host's window.

    on_read(channel) is called before the host reads, on_write(channel, name, value)
    for each value that the host changed.
    """

    def __init__(self, on_read=None, on_write=None):
        self._on_read = on_read
        self._on_write = on_write
        self._records = []
        self._dirty = True
        self._data = b""

    def add(
        self,
        name,
        type,
        value=None,
        unit=None,
        min=None,
        max=None,
        step=None,
        options=None,
        width=None,
        height=None,
    ):
        record = {_NAME: name, _TYPE: type}
        if unit is not None:
            record[_UNIT] = unit
        if type == "label":
            record[_VALUE] = 0 if value is None else value
        elif type == "toggle":
            record[_VALUE] = bool(value)
        elif type == "slider":
            record[_MIN] = 0 if min is None else min
            record[_MAX] = 100 if max is None else max
            record[_STEP] = 1 if step is None else step
            record[_VALUE] = record[_MIN] if value is None else value
        elif type == "select":
            record[_VALUE] = "" if value is None else value
            record[_OPTIONS] = [] if options is None else options
        elif type == "depth":
            record[_DATA] = b"" if value is None else value
            record[_WIDTH] = width or 0
            record[_HEIGHT] = height or 0
            record[_DATA_MIN] = 0 if min is None else min
            record[_DATA_MAX] = 1000 if max is None else max
        else:
            raise ValueError("unknown type")
        self._records.append(record)
        self._dirty = True

    def _find(self, name):
        for record in self._records:
            if record[_NAME] == name:
                return record
        return None

    def __getitem__(self, name):
        record = self._find(name)
        if record is None:
            raise KeyError(name)
        return record[_DATA] if record[_TYPE] == "depth" else record[_VALUE]

    def __setitem__(self, name, value):
        record = self._find(name)
        if record is None:
            raise KeyError(name)
        if record[_TYPE] == "depth":
            record[_DATA] = value
        elif record[_TYPE] == "slider" and isinstance(value, tuple):
            record[_MIN], record[_MAX], record[_VALUE] = value
        else:
            record[_VALUE] = value
        self._dirty = True

    # The backend's side

    def poll(self):
        return True if self._on_read else self._dirty

    def size(self):
        if self._on_read:
            self._on_read(self)
        out = bytearray()
        _encode(out, self._records)
        self._data = out
        self._dirty = False
        return len(out)

    def read(self, offset, size):
        return self._data[offset : offset + size]

    def write(self, offset, data):
        for change in _Decoder(data).item():
            name, value = change.get(_NAME), change.get(_VALUE)
            record = self._find(name)
            if record is None or value is None:
                continue
            record[_VALUE] = value
            self._dirty = True
            if self._on_write:
                self._on_write(self, name, value)
        return len(data)


# The firmware of this board comes without it.
if _board_type() == "H7":
    del CBORChannel
