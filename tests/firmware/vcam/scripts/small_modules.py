# SPDX-License-Identifier: MIT
# The test puts BOARD before this.
import umalloc

used, free, persistent, bytes_used, bytes_free, bytes_persistent, peak = umalloc.stats()
assert (used, persistent, bytes_used, bytes_persistent, peak) == (0, 0, 0, 0, 0)
assert free >= 1 and bytes_free > 1000000
assert sum(umalloc.stats(i)[4] for i in range(free)) == bytes_free and umalloc.stats(0)[1] == 1
assert umalloc.init() is None and umalloc.collect() is None
umalloc.print_stats()
umalloc.print_stats(0)
raises(ValueError, umalloc.stats, free)
raises(ValueError, umalloc.print_stats, -1)
raises(TypeError, umalloc.stats, "x")

if BOARD == "ae3":
    import crc, romfs

    assert crc.crc16(b"123456789") == 0xE541 and crc.crc32(b"123456789") == 0x41B403D3
    assert crc.crc16(b"56789", value=crc.crc16(b"1234")) == 0xE541
    assert crc.crc32(memoryview(b"6789"), value=crc.crc32(bytearray(b"12345"))) == 0x41B403D3
    assert crc.crc16(b"") == 0xFFFF and crc.crc32(b"") == 0xFFFFFFFF
    assert crc.crc16(b"", value=-1) == 0xFFFF and crc.crc32(b"", value=1 << 32) == 0
    raises(TypeError, crc.crc16, 5)
    raises(TypeError, crc.crc16, b"x", 3)
    raises(TypeError, crc.crc32, b"x", value="3")
    raises(TypeError, crc.crc32)
    romfs.ls_romfs()
else:
    raises(ImportError, __import__, "crc")
    raises(ImportError, __import__, "romfs")
print("OK")
