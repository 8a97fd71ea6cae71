# Writes small TensorFlow Lite files; runs on the camera and on a computer.
import struct


def _align(out, size, past=0):
    while (len(out) + past) % size:
        out.append(0)


def _table(out, fields):
    """fields: number -> ("i", value), or a function that writes what the field points to."""
    count = max(fields) + 1 if fields else 0
    _align(out, 4)
    vtable = len(out)
    out.extend(struct.pack("<HH", 4 + 2 * count, 4 + 4 * len(fields)))
    at = 4
    for i in range(count):
        out.extend(struct.pack("<H", at if i in fields else 0))
        at += 4 if i in fields else 0
    _align(out, 4)
    start = len(out)
    out.extend(struct.pack("<i", start - vtable))
    places = []
    for i in sorted(fields):
        value = fields[i]
        if isinstance(value, tuple):
            raw = struct.pack("<" + value[0], value[1])
            out.extend(raw + bytes(4 - len(raw)))
        else:
            places.append((len(out), value))
            out.extend(bytes(4))
    for place, write in places:
        target = write(out)
        out[place : place + 4] = struct.pack("<I", target - place)
    return start


def table(fields):
    return lambda out: _table(out, fields)


def numbers(kind, values):
    def write(out):
        _align(out, 8, 4)
        start = len(out)
        out.extend(struct.pack("<I", len(values)))
        for value in values:
            out.extend(struct.pack("<" + kind, value))
        return start

    return write


def _text(value):
    def write(out):
        _align(out, 4)
        start = len(out)
        out.extend(struct.pack("<I", len(value)) + value.encode() + b"\0")
        return start

    return write


def tables(items):
    def write(out):
        _align(out, 4)
        start = len(out)
        out.extend(struct.pack("<I", len(items)) + bytes(4 * len(items)))
        for i, item in enumerate(items):
            place = start + 4 + 4 * i
            target = item(out)
            out[place : place + 4] = struct.pack("<I", target - place)
        return start

    return write


F32, F16, I32, U8, I64, I16, I8 = 0, 1, 2, 3, 4, 7, 9
_KINDS = {F32: "f", F16: "e", I32: "i", U8: "B", I64: "q", I16: "h", I8: "b"}
# The kind of options of each operator.
_OPTIONS = {
    0: 11, 1: 5, 2: 10, 3: 1, 4: 2, 5: 98, 9: 8, 17: 5, 18: 21, 22: 17, 23: 15, 25: 9, 26: 19, 27: 6,
    34: 22, 36: 23, 39: 26, 40: 27, 41: 28, 42: 29, 45: 32, 49: 35, 56: 40, 65: 48, 67: 49,
    74: 27, 82: 27, 83: 59, 97: 74, 98: 75,
}  # fmt: skip


class Tensor:
    def __init__(self, shape, kind=F32, data=None, scale=None, zero=0, axis=0, variable=False):
        self.shape, self.kind, self.data, self.axis = shape, kind, data, axis
        self.variable = variable
        self.scales = scale if isinstance(scale, (list, type(None))) else [scale]
        self.zeros = zero if isinstance(zero, list) else [zero] * len(self.scales or [])

    def written(self, number, buffer):
        fields = {
            0: numbers("i", self.shape),
            1: ("b", self.kind),
            2: ("I", buffer),
            3: _text("t%d" % number),
        }
        if self.variable:
            fields[5] = ("b", 1)
        if self.scales:
            fields[4] = table(
                {2: numbers("f", self.scales), 3: numbers("q", self.zeros), 6: ("i", self.axis)}
            )
        return table(fields)


def model(tensors, operators, inputs, outputs, custom=None, description="test"):
    """operators: (code, inputs, outputs, options)."""
    buffers = [table({})]
    made = []
    for i, tensor in enumerate(tensors):
        place = 0
        if tensor.data is not None:
            place = len(buffers)
            raw = b"".join(struct.pack("<" + _KINDS[tensor.kind], v) for v in tensor.data)
            buffers.append(table({0: numbers("B", raw)}))
        made.append(tensor.written(i, place))
    codes = []
    calls = []
    for i, (code, ins, outs, options) in enumerate(operators):
        fields = {0: ("b", min(code, 127)), 2: ("i", 1), 3: ("i", code)}
        if code == 32:
            fields[1] = _text(custom)
        codes.append(table(fields))
        calls.append(
            table(
                {
                    0: ("I", i),
                    1: numbers("i", ins),
                    2: numbers("i", outs),
                    3: ("B", _OPTIONS.get(code, 0)),
                    4: table(options),
                }
            )
        )
    graph = table(
        {0: tables(made), 1: numbers("i", inputs), 2: numbers("i", outputs), 3: tables(calls)}
    )
    root = table(
        {0: ("I", 3), 1: tables(codes), 2: tables([graph]), 3: _text(description), 4: tables(buffers)}
    )
    out = bytearray(b"\0\0\0\0TFL3")
    out[0:4] = struct.pack("<I", root(out))
    return bytes(out)
