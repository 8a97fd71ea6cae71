# SPDX-License-Identifier: MIT
# One of two cameras; the test puts NAME before this. The other one is bluetooth_central.py.
import asyncio
import aioble
import bluetooth

ROOM = bluetooth.UUID(0x181A)
WARMTH = bluetooth.UUID(0x2A6E)
ORDER = bluetooth.UUID("6e400002-b5a3-f393-e0a9-e50e24dcca9e")
LOG = bluetooth.UUID("6e400003-b5a3-f393-e0a9-e50e24dcca9e")

room = aioble.Service(ROOM)
warmth = aioble.Characteristic(room, WARMTH, read=True, notify=True, initial=b"\x64\x09")
note = aioble.Descriptor(warmth, bluetooth.UUID(0x2901), read=True, initial=b"warm")
desk = aioble.Service(ORDER)
order = aioble.Characteristic(desk, ORDER, read=True, write=True, capture=True, indicate=True)
log = aioble.BufferedCharacteristic(desk, LOG, write_no_response=True, max_len=12, append=True)


class Locked(aioble.Characteristic):
    def on_read(self, connection):
        return 0x05  # insufficient authentication


locked = Locked(desk, bluetooth.UUID(0x2A00), read=True, initial=b"secret")
aioble.register_services(room, desk)


async def run():
    print("advertises")
    connection = await aioble.advertise(
        50_000, name=NAME, services=[ROOM, ORDER], appearance=768, manufacturer=(0xABCD, b"12")
    )
    assert connection.is_connected() and len(connection.device.addr) == 6
    who, what = await order.written()
    assert who is connection and what == b"first", what
    who, what = await order.written()
    assert what == b"second", what
    warmth.write(b"\x01\x02", send_update=True)
    warmth.notify(connection, b"more")
    raises(ValueError, order.notify, connection, b"x")
    await order.indicate(connection, b"told", 60000)
    text = b""
    while text != b"onetwo":
        await log.written()
        text += log.read()
    await connection.disconnected()
    assert not connection.is_connected()
    try:
        await aioble.advertise(50_000, name=NAME, timeout_ms=60)
    except asyncio.TimeoutError:
        print("OK")


asyncio.run(run())
