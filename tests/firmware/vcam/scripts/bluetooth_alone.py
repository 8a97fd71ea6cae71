# SPDX-License-Identifier: MIT
# Module bluetooth with nobody near.
import bluetooth
import time
from bluetooth import BLE, UUID

# UUIDs
short, long = UUID(0x181A), UUID("6E400002-B5A3-F393-E0A9-E50E24DCCA9E")
assert repr(short) == "UUID(0x181a)" and bytes(short) == b"\x1a\x18"
assert repr(long) == "UUID('6e400002-b5a3-f393-e0a9-e50e24dcca9e')"
assert bytes(long)[:2] == b"\x9e\xca" and UUID(bytes(long)) == long and len({long, UUID(long)}) == 1
assert short != long and short < long and not short == 0x181A
for wrong in ("123", 0x10000, -1, b"123"):
    raises(ValueError, UUID, wrong)
raises(TypeError, UUID, None)

ble = BLE()
assert BLE() is ble and ble.active() is False
raises(OSError, ble.gap_advertise, 100000, b"x")
raises(OSError, ble.gap_scan, 10)
raises(OSError, ble.config, "mac")
raises(ValueError, ble.irq, 5)
raises(ValueError, ble.config, "colour")
raises(ValueError, ble.config, colour=1)
assert ble.active(True) is True
kind, mac = ble.config("mac")
assert kind == 0 and len(mac) == 6 and mac[0] & 3 == 2
ble.config(gap_name="room", mtu=100)
assert ble.config("gap_name") == b"room" and ble.config("mtu") == 100
for mtu in (22, 1001, 65535):
    raises(OSError, ble.config, mtu=mtu)
raises(TypeError, ble.config, mtu="23")
assert ble.config("mtu") == 100

events = []
ble.irq(lambda event, data: events.append((event, data)))


def wait(event):
    while not events or events[-1][0] != event:
        time.sleep_ms(1)
    return events.pop()[1]


ble.gap_scan(20)
raises(OSError, ble.gap_scan, 20)
assert wait(6) == ()
ble.gap_scan(0)
ble.gap_scan(None)
wait(6)
ble.gap_connect(0, b"\x02\0\0\0\0\0", 20)
raises(OSError, ble.gap_connect, 0, b"\x02\0\0\0\0\0", 20)
assert wait(8) == (65535, 255, bytes(6))
ble.gap_connect(0, b"\x02\0\0\0\0\0", 60000)
ble.gap_connect(None)
wait(8)
raises(ValueError, ble.gap_connect, 0, b"short")
ble.gap_advertise(100000, b"\x02\x01\x06", resp_data="")
raises(OSError, ble.gap_advertise, 100000, bytes(32))
ble.gap_advertise(None)

services = (
    (UUID(0x180D), ((UUID(0x2A37), bluetooth.FLAG_READ | bluetooth.FLAG_NOTIFY),)),
    (long, ((short, bluetooth.FLAG_WRITE, ((UUID(0x2901), bluetooth.FLAG_READ),)),)),
)
((pulse,), (text, note)) = ble.gatts_register_services(services)
assert pulse < text < note and ble.gatts_read(pulse) == b""
ble.gatts_write(pulse, b"\0\x48", True)
assert ble.gatts_read(pulse) == b"\0\x48"
ble.gatts_write(text, bytes(300))
assert len(ble.gatts_read(text)) == 300
ble.gatts_set_buffer(text, 8, True)
assert len(ble.gatts_read(text)) == 8 and ble.gatts_read(text) == b""
raises(OSError, ble.gatts_read, 999)
raises(OSError, ble.gatts_write, 999, b"")
raises(TypeError, ble.gatts_write, pulse, 5)
raises(ValueError, ble.gatts_register_services, ((5, ()),))
for call in (ble.gatts_notify, ble.gattc_read):
    raises(OSError, call, 0, pulse)
raises(OSError, ble.gattc_discover_services, 0)
raises(OSError, ble.gap_pair, 0)
assert ble.gap_disconnect(0) is False

# A handler that raises is told, and not asked again.
ble.irq(lambda event, data: 1 / 0)
ble.gap_scan(0)
ble.gap_scan(None)
ble.irq(lambda event, data: events.append((event, data)))
ble.gap_scan(0)
ble.gap_scan(None)
wait(6)
assert ble.active(False) is False and BLE().active() is False
raises(OSError, ble.gatts_notify, 0, 0)

# A handler that sends while something is sent: nothing goes twice, nothing is lost. What is too
# short for a camera's is nothing.
import _radio
import micropython


class Air:
    def __init__(self):
        self.sent = []
        self.heard = [b"noise"]

    def radio_open(self):
        return 7

    def radio_send(self, pid, packet):
        self.sent.append(packet[-1:])
        if len(self.sent) == 1:
            micropython.schedule(lambda _: radio.send(5, radio.NOTIFY, b"2"), None)
        return 1

    def radio_receive(self):
        return self.heard.pop() if self.heard else None


real, _radio._wires = _radio._wires, Air()
air = _radio._wires
radio = _radio.Radio(b"123456")
radio.send(5, radio.NOTIFY, b"1")
while len(air.sent) < 2:
    radio.flush()
assert air.sent == [b"1", b"2"], air.sent
assert radio.receive() is None and not air.heard

# Silence ends a link, unless nobody listened.
import time

link = _radio.Link(radio, 0, 5, b"654321", 1, True)
start = link.heard
assert not link.lost(time.ticks_add(start, 60000))
for ms in range(60500, 65000, 500):
    assert not link.lost(time.ticks_add(start, ms)), ms
assert link.lost(time.ticks_add(start, 65000))
_radio._wires = real

# Of more writes than are kept the oldest are lost.
import aioble
import asyncio

desk = aioble.Service(UUID(0x180F))
note = aioble.Characteristic(desk, UUID(0x2A19), write=True, capture=True)
aioble.register_services(desk)
for i in range(101):
    note.write(bytes((i,)))
    note._written(None)
assert asyncio.run(note.written()) == (None, b"\x01")
aioble.stop()
print("OK")
