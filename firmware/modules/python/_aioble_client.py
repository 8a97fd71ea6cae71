# SPDX-License-Identifier: MIT
"""_aioble_client: services of the other end."""

import _ble_events as ev
import asyncio
import bluetooth
import struct
from _aioble_core import ble, connection_of, GattError, listen

_SWITCH = const(0x2902)
_PROPERTIES = (
    bluetooth.FLAG_READ | bluetooth.FLAG_WRITE | bluetooth.FLAG_WRITE_NO_RESPONSE
)


class _Wait:
    def __init__(self):
        self.flag = asyncio.ThreadSafeFlag()
        self.items = []
        self.data = None
        self.status = None


async def _done(connection, key, timeout_ms, start):
    """Asks and waits for the answer."""
    connection._check()
    while key in connection._waits:
        await asyncio.sleep_ms(5)
    wait = connection._waits[key] = _Wait()
    try:
        with connection.timeout(timeout_ms):
            start()
            while wait.status is None:
                await wait.flag.wait()
    finally:
        del connection._waits[key]
    if wait.status:
        raise GattError(wait.status)
    return wait


class _Discover:
    """What an `async for` goes through."""

    def __init__(self, connection, kind, timeout_ms, start, make):
        self._settings = (connection, kind, timeout_ms, start)
        self._make = make
        self._found = None

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self._found is None:
            self._found = (await _done(*self._settings)).items
        while self._found:
            item = self._make(*self._found.pop(0))
            if item is not None:
                return item
        raise StopAsyncIteration


async def first(found):
    one = None
    async for item in found:
        one = one or item
    return one


def services(connection, uuid, timeout_ms):
    def start():
        ble.gattc_discover_services(connection._conn_handle, uuid)

    def make(first, last, name):
        return ClientService(connection, first, last, name)

    return _Discover(connection, "services", timeout_ms, start, make)


class ClientService:
    def __init__(self, connection, first, last, uuid):
        self.connection = connection
        self.uuid = uuid
        self._start_handle = first
        self._end_handle = last

    def __str__(self):
        return "Service: %s %s %s" % (self._start_handle, self._end_handle, self.uuid)

    async def characteristic(self, uuid, timeout_ms=2000):
        return await first(self.characteristics(uuid, timeout_ms))

    def characteristics(self, uuid=None, timeout_ms=2000):
        def start():
            ble.gattc_discover_characteristics(
                self.connection._conn_handle, self._start_handle, self._end_handle, uuid
            )

        def make(last, value, properties, name):
            return ClientCharacteristic(self, last, value, properties, name)

        return _Discover(self.connection, "characteristics", timeout_ms, start, make)


class _ClientAttribute:
    def __init__(self, connection, value_handle, properties, uuid):
        self._connection = connection
        self._value_handle = value_handle
        self.properties = properties
        self.uuid = uuid

    def _need(self, flags):
        if not self.properties & flags:
            raise ValueError("Unsupported")

    async def read(self, timeout_ms=1000):
        self._need(bluetooth.FLAG_READ)
        handle = self._value_handle
        wait = await _done(
            self._connection,
            ("read", handle),
            timeout_ms,
            lambda: ble.gattc_read(self._connection._conn_handle, handle),
        )
        return wait.data

    async def write(self, data, response=None, timeout_ms=1000):
        self._need(bluetooth.FLAG_WRITE | bluetooth.FLAG_WRITE_NO_RESPONSE)
        self._connection._check()
        if response is None:
            response = not self.properties & bluetooth.FLAG_WRITE_NO_RESPONSE
        handle = self._value_handle
        if not response:
            ble.gattc_write(self._connection._conn_handle, handle, data, 0)
            return
        await _done(
            self._connection,
            ("write", handle),
            timeout_ms,
            lambda: ble.gattc_write(self._connection._conn_handle, handle, data, 1),
        )


class ClientCharacteristic(_ClientAttribute):
    def __init__(self, service, end_handle, value_handle, properties, uuid):
        super().__init__(service.connection, value_handle, properties, uuid)
        self.service = service
        self._end_handle = end_handle
        self._queues = {}
        for kind, flag in ((ev.NOTIFY, bluetooth.FLAG_NOTIFY), (ev.INDICATE, bluetooth.FLAG_INDICATE)):
            if properties & flag:
                # Discovered again, it hears what the first one hears.
                queue = service.connection._waits.setdefault((kind, value_handle), _Wait())
                self._queues[kind] = queue

    def __str__(self):
        return "Characteristic: %s %s %s %s" % (
            self._end_handle,
            self._value_handle,
            self.properties,
            self.uuid,
        )

    async def _next(self, kind, timeout_ms):
        if kind not in self._queues:
            raise ValueError("Unsupported")
        self._connection._check()
        queue = self._queues[kind]
        with self._connection.timeout(timeout_ms):
            while not queue.items:
                await queue.flag.wait()
        return queue.items.pop(0)

    async def notified(self, timeout_ms=None):
        return await self._next(ev.NOTIFY, timeout_ms)

    async def indicated(self, timeout_ms=None):
        return await self._next(ev.INDICATE, timeout_ms)

    async def subscribe(self, notify=True, indicate=False):
        switch = await self.descriptor(bluetooth.UUID(_SWITCH))
        if switch is None:
            raise ValueError("CCCD not found")
        await switch.write(struct.pack("<H", (1 if notify else 0) | (2 if indicate else 0)), True)

    async def descriptor(self, uuid, timeout_ms=2000):
        async for descriptor in self.descriptors(timeout_ms):
            if descriptor.uuid == uuid:
                return descriptor

    def descriptors(self, timeout_ms=2000):
        def start():
            ble.gattc_discover_descriptors(
                self._connection._conn_handle, self._value_handle, self._end_handle
            )

        def make(handle, name):
            return ClientDescriptor(self, handle, name)

        return _Discover(self._connection, "descriptors", timeout_ms, start, make)


class ClientDescriptor(_ClientAttribute):
    def __init__(self, characteristic, handle, uuid):
        super().__init__(characteristic._connection, handle, _PROPERTIES, uuid)
        self.characteristic = characteristic

    def __str__(self):
        return "Descriptor: %s %s" % (self._value_handle, self.uuid)


_LISTS = ("services", "characteristics", "descriptors")


def _event(event, data):
    if not ev.SERVICE_RESULT <= event <= ev.INDICATE:
        return
    connection = connection_of(data[0])
    if connection is None:
        return
    if event <= ev.DESCRIPTOR_DONE:
        wait = connection._waits.get(_LISTS[(event - ev.SERVICE_RESULT) // 2])
        if wait and event & 1:
            wait.items.append(data[1:])
        elif wait:
            wait.status = data[1]
            wait.flag.set()
    elif event in (ev.NOTIFY, ev.INDICATE):
        wait = connection._waits.get((event, data[1]))
        if wait:
            if len(wait.items) > 99:
                wait.items.pop(0)
            wait.items.append(bytes(data[2]))
            wait.flag.set()
    else:
        kind = "write" if event == ev.WRITE_DONE else "read"
        wait = connection._waits.get((kind, data[1]))
        if wait and event == ev.READ_RESULT:
            wait.data = bytes(data[2])
        elif wait:
            wait.status = data[2]
            wait.flag.set()


listen(_event)
