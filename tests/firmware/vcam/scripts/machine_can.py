# SPDX-License-Identifier: MIT
# machine.CAN by itself: what needs nobody else, and a partner that acknowledges and says nothing.
import time
from machine import CAN

for id in (0, 1, 3):
    assert "doesn't exist" in str(raises(ValueError, CAN, id, 500_000))
raises(TypeError, CAN, 2)
for wrong in (dict(mode=CAN.MODE_SLEEP), dict(mode=77), dict(sjw=0), dict(tseg1=5), dict(tseg2=3),
              dict(sample_point=0)):
    raises(ValueError, CAN, 2, 500_000, **wrong)
raises(ValueError, CAN, 2, 0)
raises(ValueError, CAN, 2, 100_000_000)

# Loopback: with no filters nothing comes, then what they let through.
can = CAN(2, 500_000, mode=CAN.MODE_LOOPBACK)
assert repr(can).startswith("CAN(2, bitrate=500000, mode=CAN.MODE_LOOPBACK, "), repr(can)
assert can.get_timings()[0] == 500_000
assert can.state() == CAN.STATE_ACTIVE
assert can.send(0x123, b"lost") == 0 and can.recv() is None
can.set_filters(None)
assert can.send(0x123, b"\x01\x02\x03") == 0
id, data, flags, errors = can.recv()
assert (id, bytes(data), flags, errors) == (0x123, b"\x01\x02\x03", 0, 0)
assert can.recv() is None

# As the boards' pages have it, and texts.
can.send([0xDE, 0xAD, 0xBE, 0xEF], 0x123)
message = can.recv()
assert message[0] == 0x123 and bytes(message[1]) == b"\xde\xad\xbe\xef"
can.send(1, "Hello")
assert can.recv(message) is message and bytes(message[1]) == b"Hello" and message[0] == 1
can.send(1, b"")
assert bytes(can.recv(message)[1]) == b""
can.send(1, b"12345678")
assert bytes(can.recv(message)[1]) == b"12345678"
raises(TypeError, can.recv, [0, 0, 0, 0])
raises(TypeError, can.recv, [0])
can.send(1, b"123")

# Extended and remote ones.
can.send(0x1ABCDEF0, b"x", CAN.FLAG_EXT_ID)
can.send(0x7FF, b"12345", CAN.FLAG_RTR)
assert can.recv()[0] == 1
id, data, flags, errors = can.recv()
assert id == 0x1ABCDEF0 and flags == CAN.FLAG_EXT_ID
id, data, flags, errors = can.recv()
assert flags == CAN.FLAG_RTR and bytes(data) == bytes(5)

assert "invalid id" in str(raises(ValueError, can.send, 0x800, b""))
raises(ValueError, can.send, -1, b"")
raises(ValueError, can.send, 1 << 29, b"", CAN.FLAG_EXT_ID)
assert "too long" in str(raises(OverflowError, can.send, 1, b"123456789"))
raises(TypeError, can.send, 1, None)
raises(TypeError, can.send, "a", "b")

# Filters
can.set_filters([(0x300, 0x700, 0), (0x50700, 0x1FFFFFFF, CAN.FLAG_EXT_ID)])
for id in (0x2FF, 0x300, 0x3FF, 0x400):
    can.send(id, b"")
can.send(0x50700, b"", CAN.FLAG_EXT_ID)
can.send(0x50701, b"", CAN.FLAG_EXT_ID)
seen = []
while message := can.recv():
    seen.append(message[0])
assert seen == [0x300, 0x3FF, 0x50700], seen
can.set_filters(())
can.send(0x300, b"")
assert can.recv() is None
raises(ValueError, can.set_filters, [(1, 2)])
raises(ValueError, can.set_filters, [(0x800, 0, 0)])
raises(ValueError, can.set_filters, [(1, 1, CAN.FLAG_RTR)])
raises(ValueError, can.set_filters, [(1, 1, 0)] * (CAN.FILTERS_MAX + 1))

# A receiver that nobody reads overflows, and says so.
can.set_filters(None)
for i in range(70):
    can.send(i, b"")
counters = can.get_counters()
assert counters[6] == 64 and counters[7] == 6, counters
assert can.recv()[3] == CAN.RECV_ERR_FULL | CAN.RECV_ERR_OVERRUN
assert can.recv()[3] == 0
mine = [None] * 8
assert can.get_counters(mine) is mine

# Interrupts
events = []


def note(bus):
    while flags := bus.irq().flags():
        events.append(flags)


can.init(250_000, CAN.MODE_SILENT_LOOPBACK)
can.set_filters(None)
can.irq(note, CAN.IRQ_RX | CAN.IRQ_TX)
can.send(5, b"a")
for _ in range(100):
    if len(events) >= 2:
        break
    time.sleep_ms(1)
assert sorted(events) == [CAN.IRQ_TX, CAN.IRQ_RX], events
assert bytes(can.recv()[1]) == b"a"
raises(ValueError, can.irq, note, 0x100)
raises(ValueError, can.irq, 5, CAN.IRQ_RX)

# The partner acknowledges, and nothing comes back.
can = CAN(2, 500_000)
can.set_filters(None)
for i in range(10):
    assert can.send(i, b"quiet") == 0
assert can.recv() is None and can.state() == CAN.STATE_ACTIVE
assert can.get_counters()[:6] == [0] * 6
assert can.cancel_send(0) is False
raises(IndexError, can.cancel_send, 3)

# Silent: heard but not sent.
can.init(500_000, CAN.MODE_SILENT)
assert can.send(1, b"") == 0 and can.send(1, b"") is None
assert can.send(1, b"", CAN.FLAG_UNORDERED) == 1 and can.send(2, b"") == 2
assert can.send(3, b"") is None
assert can.get_counters()[5] == 3
assert can.cancel_send(1) and not can.cancel_send(1)
can.restart()
assert can.get_counters()[5] == 0

can.deinit()
assert can.state() == CAN.STATE_STOPPED
assert raises(OSError, can.send, 1, b"").errno == 22
raises(OSError, can.recv)
print("OK")
