# SPDX-License-Identifier: MIT
# The other camera of bluetooth_peripheral.py; the test puts NAME before this.
import asyncio
import aioble
import bluetooth

ROOM = bluetooth.UUID(0x181A)
WARMTH = bluetooth.UUID(0x2A6E)
ORDER = bluetooth.UUID("6e400002-b5a3-f393-e0a9-e50e24dcca9e")
LOG = bluetooth.UUID("6e400003-b5a3-f393-e0a9-e50e24dcca9e")


async def refused(status, action):
    try:
        await action
    except aioble.GattError as e:
        assert e._status == status, e._status
        return
    raise AssertionError("not refused")


async def find():
    async with aioble.scan(60000, active=True) as scanner:
        async for result in scanner:
            # The long name and the long UUID come with the second packet.
            if result.name() == NAME and ORDER in result.services():
                assert ROOM in result.services() and result.connectable
                assert list(result.manufacturer(0xABCD)) == [(0xABCD, b"12")]
                assert -90 < result.rssi < 0
                return result.device


async def run():
    device = await find()
    connection = await device.connect()
    assert await device.connect() is connection and "CONNECTED" in str(device)
    room = await connection.service(ROOM)
    warmth = await room.characteristic(WARMTH)
    assert await warmth.read() == b"\x64\x09"
    note = await warmth.descriptor(bluetooth.UUID(0x2901))
    assert await note.read() == b"warm"
    await refused(3, note.write(b"x", True))
    assert await connection.service(bluetooth.UUID(0x1800 + 99)) is None
    desk = await connection.service(ORDER)
    names = []
    async for characteristic in desk.characteristics():
        names.append(characteristic.uuid)
    assert names == [ORDER, LOG, bluetooth.UUID(0x2A00)], names
    await refused(5, (await desk.characteristic(bluetooth.UUID(0x2A00))).read())
    order = await desk.characteristic(ORDER)
    log = await desk.characteristic(LOG)
    try:
        await log.read()
        raise AssertionError
    except ValueError:
        pass
    await warmth.subscribe()
    await order.write(b"first")
    await order.write("second", True)
    assert await warmth.notified() == b"\x01\x02" and await warmth.notified() == b"more"
    assert await order.indicated() == b"told" and await order.read() == b"second"
    try:
        await warmth.notified(30)
        raise AssertionError
    except asyncio.TimeoutError:
        pass
    assert await connection.exchange_mtu(64) == 64 == connection.mtu
    await log.write(b"one", False)
    await log.write(b"two", False)
    await connection.disconnect()
    assert not connection.is_connected() and "CONNECTED" not in str(device)
    try:
        await order.read()
    except aioble.DeviceDisconnectedError:
        print("OK")


asyncio.run(run())
