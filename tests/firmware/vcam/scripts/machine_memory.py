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

# Enough is enough, and nothing breaks.
try:
    for i in range(100000):
        mem32[0x50000000 + 4 * i] = i
    raise AssertionError
except MemoryError:
    pass
assert mem32[0x50000000 + 400] == 100
print("OK")
