# SPDX-License-Identifier: MIT
# The test puts BOARD before this.
import machine
import uctypes
from machine import mem8, mem16, mem32

assert mem32[0x40020000] == 0
mem32[0x40020000] = 0x12345678
assert mem32[0x40020000] == 0x12345678
assert mem16[0x40020002] == 0x1234 and mem8[0x40020000] == 0x78
mem8[0x40020003] = 0xFF
assert mem32[0x40020000] == 0xFF345678
mem32[0xFFFFFFFC] = -1
assert mem32[0xFFFFFFFC] == 0xFFFFFFFF and mem32[-4] == 0xFFFFFFFF
mem32[0x40020000] |= 1
assert mem32[0x40020000] & 1
assert mem32[0xE000ED00] == {"ae3": 0x411FD220}.get(BOARD, 0x411FC271) or BOARD != "ae3"
for memory, wrong in ((mem32, 2), (mem32, 1), (mem16, 1)):
    try:
        memory[wrong]
        raise AssertionError
    except ValueError as e:
        assert "not aligned" in str(e)
try:
    mem32["a"]
    raise AssertionError
except TypeError:
    pass

# A chip shows its id where its manual says.
if BOARD == "pure-thermal":
    words = b"".join(mem32[0x1FF1E800 + 4 * i].to_bytes(4, "little") for i in range(3))
    assert words == machine.unique_id()

# The script's own memory is what it is.
own = bytearray(b"abcdefgh")
where = uctypes.addressof(own)
assert mem8[where + 1] == ord("b")
mem8[where] = ord("X")
assert own == b"Xbcdefgh"

# Structures over it.
own = bytearray(range(16))
layout = {
    "half": uctypes.UINT16 | 2,
    "bits": uctypes.BFUINT8 | 3 | 1 << uctypes.BF_POS | 2 << uctypes.BF_LEN,
    "list": (uctypes.ARRAY | 4, 2 | uctypes.UINT16),
    "bytes": (uctypes.ARRAY | 4, 4 | uctypes.UINT8),
    "inner": (8, {"last": uctypes.INT8 | 7}),
    "real": uctypes.FLOAT32 | 8,
}
s = uctypes.struct(uctypes.addressof(own), layout)
assert (s.half, s.bits, s.list[1], s.bytes[3], s.inner.last) == (0x0302, 1, 0x0706, 7, 15)
s.half, s.bits, s.inner.last = 0xABCD, 2, -1
s.list[0] = 0x1234
s.real = 1.0
assert own == b"\x00\x01\xcd\xad\x34\x12\x06\x07\x00\x00\x80\x3f\x0c\x0d\x0e\xff"
raises(IndexError, lambda: s.list[2])
raises(KeyError, lambda: s.nothing)
big = uctypes.struct(uctypes.addressof(own), layout, uctypes.BIG_ENDIAN)
assert big.half == 0xCDAD and bytes(big) == own
assert uctypes.bytes_at(uctypes.addressof(own) + 4, 2) == b"\x34\x12"
uctypes.bytearray_at(uctypes.addressof(own), 1)[0] = 99
assert own[0] == 99
place = bytearray(uctypes.addressof(own).to_bytes(8, "little"))
pointer = uctypes.struct(uctypes.addressof(place), {"p": (uctypes.PTR, uctypes.UINT8)}).p
assert int(pointer) == uctypes.addressof(own) and pointer[0] == 99
# Layouts that are none, also those that become it later.
def at(layout):
    return uctypes.struct(uctypes.addressof(own), layout)


ARRAY, PTR, BYTE = uctypes.ARRAY, uctypes.PTR, uctypes.UINT8
BITS = uctypes.BFUINT8 | 3 << uctypes.BF_LEN
for wrong in (
    (),
    (PTR,),
    (ARRAY,),
    (ARRAY, "x", 5),
    (ARRAY, 4 | BITS),
    (ARRAY, 4, {"a": (PTR,)}),
    (ARRAY, 4, {}, {}),
    (PTR, BITS),
    (5.5, 4),
    ("x", "y"),
    (3 << 29, BYTE),
):
    raises(TypeError, lambda: at(wrong)[0])
    raises(TypeError, lambda: at({"a": wrong}).a)
    raises(TypeError, uctypes.sizeof, {"a": wrong})
    raises(TypeError, int, at(wrong))
    raises(TypeError, bytes, at({"a": wrong}))
    raises(TypeError, str, at(wrong))
raises(TypeError, lambda: at((ARRAY, 4 | BYTE))["x"])
raises(TypeError, lambda: at({"a": None}).a)
raises(TypeError, lambda: at(5).a)
rolled = {}
rolled["a"] = (0, rolled)
for use in (uctypes.sizeof, lambda layout: at(layout).a, lambda layout: bytes(at(layout))):
    raises(RuntimeError, use, rolled)
chain = {"value": BYTE}
chain["next"] = (PTR | 8, chain)
assert uctypes.sizeof(chain) == 16
# What is not touched need not be there, and a ROM can be read.
assert uctypes.addressof(uctypes.struct(64, layout)) == 64
assert uctypes.bytes_at(uctypes.addressof("uctypes"), 2) == b"uc"

# Enough is enough, and nothing breaks.
try:
    for i in range(100000):
        mem32[0x50000000 + 4 * i] = i
    raise AssertionError
except MemoryError:
    pass
assert mem32[0x50000000 + 400] == 100
print("OK")
