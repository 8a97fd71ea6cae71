# SPDX-License-Identifier: MIT
"""_aioble_server: services that a script offers."""

import _ble_events as ev
import asyncio
from _aioble_core import ble, connection_of, ensure_active, GattError, listen
import bluetooth as bt

_MOST_CAPTURED = const(100)

_registered = {}  # by handle


class _Attribute:
    def __init__(self, uuid, read, write, initial):
        self.uuid = uuid
        self.flags = (bt.FLAG_READ if read else 0) | (bt.FLAG_WRITE if write else 0)
        self._initial = initial
        self._value_handle = None
        self._flag = asyncio.ThreadSafeFlag()
        self._writes = []
        self._capture = False

    def _register(self, value_handle):
        self._value_handle = value_handle
        _registered[value_handle] = self
        if self._initial is not None:
            self.write(self._initial)
            self._initial = None

    def read(self):
        if self._value_handle is None:
            return self._initial or b""
        return ble.gatts_read(self._value_handle)

    def write(self, data, send_update=False):
        if self._value_handle is None:
            self._initial = data
        else:
            ble.gatts_write(self._value_handle, data, send_update)

    async def written(self, timeout_ms=None):
        """Who wrote, and with capture what."""

        async def wait():
            while not self._writes:
                await self._flag.wait()

        if timeout_ms is None:
            await wait()
        else:
            await asyncio.wait_for_ms(wait(), timeout_ms)
        connection, data = self._writes.pop(0)
        return (connection, data) if self._capture else connection

    def on_read(self, connection):
        """0: the client may read; else the error that it gets."""
        return 0

    def _written(self, connection):
        data = ble.gatts_read(self._value_handle) if self._capture else None
        most = _MOST_CAPTURED if self._capture else 1
        self._writes = (self._writes + [(connection, data)])[-most:]
        self._flag.set()


class Service:
    def __init__(self, uuid):
        self.uuid = uuid
        self.characteristics = []

    def _tuple(self):
        return (self.uuid, tuple(each._tuple() for each in self.characteristics))


class Characteristic(_Attribute):
    def __init__(
        self,
        service,
        uuid,
        read=False,
        write=False,
        write_no_response=False,
        notify=False,
        indicate=False,
        initial=None,
        capture=False
    ):
        super().__init__(uuid, read, write, initial)
        service.characteristics.append(self)
        self.descriptors = []
        self._capture = capture
        self._confirmed = {}  # by connection: flag and status
        self.flags |= (
            (bt.FLAG_WRITE_NO_RESPONSE if write_no_response else 0)
            | (bt.FLAG_NOTIFY if notify else 0)
            | (bt.FLAG_INDICATE if indicate else 0)
        )

    def _tuple(self):
        return (self.uuid, self.flags, tuple((d.uuid, d.flags) for d in self.descriptors))

    def notify(self, connection, data=None):
        if not self.flags & bt.FLAG_NOTIFY:
            raise ValueError("Not supported")
        connection._check()
        ble.gatts_notify(connection._conn_handle, self._value_handle, data)

    async def indicate(self, connection, data=None, timeout_ms=1000):
        if not self.flags & bt.FLAG_INDICATE:
            raise ValueError("Not supported")
        connection._check()
        if connection in self._confirmed:
            raise ValueError("In progress")
        wait = self._confirmed[connection] = [asyncio.ThreadSafeFlag(), None]
        try:
            with connection.timeout(timeout_ms):
                ble.gatts_indicate(connection._conn_handle, self._value_handle, data)
                await wait[0].wait()
        finally:
            del self._confirmed[connection]
        if wait[1]:
            raise GattError(wait[1])


class BufferedCharacteristic(Characteristic):
    def __init__(self, *args, max_len=20, append=False, **kwargs):
        super().__init__(*args, **kwargs)
        self._max_len = max_len
        self._append = append

    def _register(self, value_handle):
        super()._register(value_handle)
        ble.gatts_set_buffer(value_handle, self._max_len, self._append)


class Descriptor(_Attribute):
    def __init__(self, characteristic, uuid, read=False, write=False, initial=None):
        super().__init__(uuid, read, write, initial)
        characteristic.descriptors.append(self)


def register_services(*services):
    ensure_active()
    _registered.clear()
    handles = ble.gatts_register_services(tuple(service._tuple() for service in services))
    for service, values in zip(services, handles):
        values = iter(values)
        for characteristic in service.characteristics:
            characteristic._register(next(values))
            for descriptor in characteristic.descriptors:
                descriptor._register(next(values))


def _event(event, data):
    if event not in (ev.GATTS_WRITE, ev.GATTS_READ_REQUEST, ev.INDICATE_DONE):
        return None
    attribute = _registered.get(data[1])
    connection = connection_of(data[0])
    if attribute is None or connection is None:
        return None
    if event == ev.GATTS_WRITE:
        attribute._written(connection)
    elif event == ev.GATTS_READ_REQUEST:
        return attribute.on_read(connection)
    elif connection in attribute._confirmed:
        attribute._confirmed[connection][1] = data[2]
        attribute._confirmed[connection][0].set()


listen(_event)
