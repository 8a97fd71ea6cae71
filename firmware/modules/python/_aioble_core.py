# SPDX-License-Identifier: MIT
"""_aioble_core: what the parts of aioble share: the events of bluetooth, errors, devices, connections."""

import _ble_events as ev
import asyncio
import bluetooth
import time

ADDR_PUBLIC = 0
ADDR_RANDOM = 1

_LOOK_MS = const(5)

ble = bluetooth.BLE()
_listeners = []  # functions of event and data
_connections = {}  # by handle
_seeks = []  # the one who is connecting


class GattError(Exception):
    def __init__(self, status):
        super().__init__(status)
        self._status = status


class DeviceDisconnectedError(Exception):
    pass


def ensure_active():
    if not ble.active():
        ble.active(True)
        ble.irq(_event)


def config(*args, **kwargs):
    ensure_active()
    return ble.config(*args, **kwargs)


def stop():
    ble.active(False)
    _connections.clear()


def listen(function):
    _listeners.append(function)


def _event(event, data):
    answer = None
    for listener in _listeners:
        result = listener(event, data)
        answer = result if answer is None else answer
    return answer


async def wait(flag, timeout_ms):
    """For a flag; None: as long as it takes."""
    if timeout_ms is None:
        await flag.wait()
    else:
        await asyncio.wait_for_ms(flag.wait(), timeout_ms)


class Device:
    def __init__(self, addr_type, addr):
        self.addr_type = addr_type
        self.addr = (
            bytes(int(part, 16) for part in addr.split(":")) if isinstance(addr, str) else bytes(addr)
        )
        self._connection = None

    def __eq__(self, other):
        return self.addr_type == other.addr_type and self.addr == other.addr

    def __hash__(self):
        return hash((self.addr_type, self.addr))

    def addr_hex(self):
        return ":".join("%02x" % byte for byte in self.addr)

    def __str__(self):
        return "Device(%s, %s%s)" % (
            "ADDR_RANDOM" if self.addr_type else "ADDR_PUBLIC",
            self.addr_hex(),
            ", CONNECTED" if self._connection else "",
        )

    async def connect(
        self, timeout_ms=10000, scan_duration_ms=None, min_conn_interval_us=None, max_conn_interval_us=None
    ):
        if self._connection:
            return self._connection
        ensure_active()
        if _seeks:
            raise ValueError("a connection is being made")
        seek = [self, asyncio.ThreadSafeFlag(), None]
        _seeks.append(seek)
        try:
            ble.gap_connect(self.addr_type, self.addr, timeout_ms)
            await seek[1].wait()
        except asyncio.CancelledError:
            ble.gap_connect(None)
            raise
        finally:
            _seeks.remove(seek)
        if seek[2] is None:
            raise asyncio.TimeoutError
        return seek[2]


def new_connection(device, handle):
    connection = DeviceConnection(device)
    connection._conn_handle = handle
    device._connection = connection
    _connections[handle] = connection
    return connection


def connection_of(handle):
    return _connections.get(handle)


def _connected(event, data):
    if event == ev.PERIPHERAL_CONNECT:
        for seek in _seeks:
            seek[2] = new_connection(seek[0], data[0])
            seek[1].set()
    elif event == ev.PERIPHERAL_DISCONNECT and data[0] == ev.NOBODY:
        for seek in _seeks:
            seek[1].set()
    elif event in (ev.CENTRAL_DISCONNECT, ev.PERIPHERAL_DISCONNECT):
        connection = _connections.pop(data[0], None)
        if connection:
            connection._gone()
    elif event == ev.MTU_EXCHANGED and data[0] in _connections:
        connection = _connections[data[0]]
        connection.mtu = data[1]
        connection._mtu_flag.set()


listen(_connected)


class _Timeout:
    """A block that ends with an error when the time is over, or the other end is gone."""

    def __init__(self, connection, timeout_ms):
        self._connection = connection
        self._timeout_ms = timeout_ms
        self._reason = None

    def __enter__(self):
        if self._connection:
            self._connection._check()
        self._task = asyncio.current_task()
        # Looked at by a task: connections are lost in scheduled functions, which may not cancel.
        self._watcher = asyncio.create_task(self._watch())

    async def __aenter__(self):
        self.__enter__()

    async def _watch(self):
        start = time.ticks_ms()
        while self._reason is None:
            await asyncio.sleep_ms(_LOOK_MS)
            passed = time.ticks_diff(time.ticks_ms(), start)
            if self._connection and not self._connection.is_connected():
                self._reason = DeviceDisconnectedError
            elif self._timeout_ms is not None and passed >= self._timeout_ms:
                self._reason = asyncio.TimeoutError
        self._task.cancel()

    def __exit__(self, kind, value, trace):
        if self._reason is None:
            self._watcher.cancel()
        elif kind is asyncio.CancelledError:
            raise self._reason

    async def __aexit__(self, kind, value, trace):
        self.__exit__(kind, value, trace)


class DeviceConnection:
    def __init__(self, device):
        self.device = device
        self.mtu = None
        self.encrypted = self.authenticated = self.bonded = False
        self._conn_handle = None
        self._mtu_flag = asyncio.ThreadSafeFlag()
        self._waits = {}  # of clients: by kind and handle, what is waited for

    def _check(self):
        if not self.is_connected():
            raise DeviceDisconnectedError("Device is not connected")

    def _gone(self):
        self._conn_handle = None
        self.device._connection = None

    def is_connected(self):
        return self._conn_handle is not None

    def timeout(self, timeout_ms):
        return _Timeout(self, timeout_ms)

    async def disconnect(self, timeout_ms=2000):
        await self.disconnected(timeout_ms, disconnect=True)

    async def disconnected(self, timeout_ms=None, disconnect=False):
        if not self.is_connected():
            return
        if disconnect:
            ble.gap_disconnect(self._conn_handle)
        with _Timeout(None, timeout_ms):
            while self.is_connected():
                await asyncio.sleep_ms(_LOOK_MS)

    async def exchange_mtu(self, mtu=None, timeout_ms=1000):
        self._check()
        if mtu:
            ble.config(mtu=mtu)
        with self.timeout(timeout_ms):
            ble.gattc_exchange_mtu(self._conn_handle)
            await self._mtu_flag.wait()
        return self.mtu

    async def pair(self, *args, **kwargs):
        self._check()
        ble.gap_pair(self._conn_handle)

    async def service(self, uuid, timeout_ms=2000):
        from _aioble_client import first

        return await first(self.services(uuid, timeout_ms))

    def services(self, uuid=None, timeout_ms=2000):
        from _aioble_client import services

        return services(self, uuid, timeout_ms)

    async def l2cap_accept(self, psm, mtu, timeout_ms=None):
        raise OSError(95)

    async def l2cap_connect(self, psm, mtu, timeout_ms=1000):
        raise OSError(95)

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, value, trace):
        await self.disconnect()
