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

import collections, time

moment = (2026, 2, 3, 16, 5, 6, 1, 34)
assert time.strftime("%Y-%m-%d %H:%M:%S", moment) == "2026-02-03 16:05:06"
assert time.strftime("%a %A %b %B %I %P %j %w %y %% %q!", moment) == "Tue Tuesday Feb February 04 PM 034 1 26 % q!"
assert time.strftime("%d", time.localtime(0)) == "01" and time.strftime("", ()) == ""
raises(IndexError, time.strftime, "%H", (1, 2, 3))
raises(TypeError, time.strftime, "%H")
assert time.clock().fps() == 0 and time.ticks_diff(time.ticks_ms(), time.ticks_ms()) <= 0
assert collections.namedtuple("pair", "a b")(1, 2).b == 2 and len(collections.deque((), 2)) == 0

if BOARD == "ae3":
    import crc, romfs, types

    lists = collections.defaultdict(list, known=[1])
    lists["new"].append(5)
    lists["known"].append(2)
    assert dict(lists.items()) == {"new": [5], "known": [1, 2]} and "none" not in lists
    del lists["new"]
    assert "new" not in lists
    raises(KeyError, lambda: collections.defaultdict()["x"])
    raises(TypeError, lambda: len(lists))
    assert isinstance(lambda: 0, types.FunctionType) and isinstance(types, types.ModuleType)
    assert isinstance((n for n in ()), types.GeneratorType) and isinstance(lists.items, types.MethodType)
    assert isinstance(len, types.BuiltinFunctionType) and types.CodeType is None
    made = types.new_class("Made", (dict,), exec_body=lambda names: names.update({"three": 3}))
    assert made().three == 3 and issubclass(made, dict)

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
    raises(ImportError, __import__, "types")
    raises(AttributeError, lambda: collections.defaultdict)
print("OK")
