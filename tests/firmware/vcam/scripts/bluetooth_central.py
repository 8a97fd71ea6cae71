# SPDX-License-Identifier: MIT
# The other camera of bluetooth_peripheral.py; the test puts NAME before this.
import asyncio
import aioble
import bluetooth

ROOM = bluetooth.UUID(0x181A)
WARMTH = bluetooth.UUID(0x2A6E)
ORDER = bluetooth.UUID("6e400002-b5a3-f393-e0a9-e50e24dcca9e")
LOG = bluetooth.UUID("6e400003-b5a3-f393-e0a9-e50e24dcca9e")
LONG = 60000  # a computer may stand still for longer than the usual second or two


async def refused(status, action):
    try:
        await action
    except aioble.GattError as e:
        assert e._status == status, e._status
        return
    raise AssertionError("not refused")


async def subscribe(characteristic):
    while True:
        try:
            return await characteristic.subscribe()
        except asyncio.TimeoutError:
            pass  # it takes no other time


async def find():
    async with aioble.scan(LONG, active=True) as scanner:
        async for result in scanner:
            # The long name and the long UUID come with the second packet.
            if result.name() == NAME and ORDER in result.services():
                assert ROOM in result.services() and result.connectable
                assert list(result.manufacturer(0xABCD)) == [(0xABCD, b"12")]
                assert -90 < result.rssi < 0
                return result.device


async def run():
    device = await find()
    connection = await device.connect(LONG)
    assert await device.connect() is connection and "CONNECTED" in str(device)
    room = await connection.service(ROOM, LONG)
    warmth = await room.characteristic(WARMTH, LONG)
    assert await warmth.read(LONG) == b"\x64\x09"
    note = await warmth.descriptor(bluetooth.UUID(0x2901), LONG)
    assert await note.read(LONG) == b"warm"
    await refused(3, note.write(b"x", True, LONG))
    assert await connection.service(bluetooth.UUID(0x1800 + 99), LONG) is None
    desk = await connection.service(ORDER, LONG)
    names = []
    async for characteristic in desk.characteristics(timeout_ms=LONG):
        names.append(characteristic.uuid)
    assert names == [ORDER, LOG, bluetooth.UUID(0x2A00)], names
    await refused(5, (await desk.characteristic(bluetooth.UUID(0x2A00), LONG)).read(LONG))
    order = await desk.characteristic(ORDER, LONG)
    log = await desk.characteristic(LOG, LONG)
    try:
        await log.read()
        raise AssertionError
    except ValueError:
        pass
    await subscribe(warmth)
    await order.write(b"first", timeout_ms=LONG)
    await order.write("second", True, LONG)
    assert await warmth.notified() == b"\x01\x02" and await warmth.notified() == b"more"
    assert await order.indicated() == b"told" and await order.read(LONG) == b"second"
    try:
        await warmth.notified(30)
        raise AssertionError
    except asyncio.TimeoutError:
        pass
    assert await connection.exchange_mtu(64, LONG) == 64 == connection.mtu
    await log.write(b"one", False)
    await log.write(b"two", False)
    await connection.disconnect(LONG)
    assert not connection.is_connected() and "CONNECTED" not in str(device)
    try:
        await order.read()
    except aioble.DeviceDisconnectedError:
        print("OK")


asyncio.run(run())
