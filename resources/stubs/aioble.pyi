# SPDX-License-Identifier: MIT
"""Bluetooth Low Energy with asyncio (AE3, RT1062)."""
from typing import Any

from bluetooth import UUID

ADDR_PUBLIC: int  # An address of the device's own.
ADDR_RANDOM: int  # An address made up.

class GattError(Exception):
    """The other side refused."""

class DeviceDisconnectedError(Exception):
    """The connection is gone."""

class Device:
    """Another device, by its address."""

    def __init__(self, addr_type: int, addr: bytes | str) -> None: ...
    def addr_hex(self) -> str:
        """Gives the address as text."""
    async def connect(self, timeout_ms: int = 10000, scan_duration_ms: int | None = None, min_conn_interval_us: int | None = None, max_conn_interval_us: int | None = None) -> "DeviceConnection":
        """Connects to it."""

class DeviceConnection:
    """A connection; async with ends it."""

    def is_connected(self) -> bool:
        """Tells whether it lives."""
    def timeout(self, timeout_ms: int | None) -> Any:
        """For with: ends what takes longer, or when the connection goes."""
    async def disconnect(self, timeout_ms: int = 2000) -> None:
        """Ends it."""
    async def disconnected(self, timeout_ms: int | None = None, disconnect: bool = False) -> None:
        """Waits for its end."""
    async def exchange_mtu(self, mtu: int | None = None, timeout_ms: int = 1000) -> int:
        """Agrees on how long packets may be."""
    async def pair(self, *args: Any, **kwargs: Any) -> None:
        """Pairs with the other side."""
    async def service(self, uuid: UUID, timeout_ms: int = 2000) -> Any:
        """Gives a service of the other side, or None."""
    def services(self, uuid: UUID | None = None, timeout_ms: int = 2000) -> Any:
        """For async for: the other side's services."""

class Service:
    """A service that is offered."""

    def __init__(self, uuid: UUID) -> None: ...

class Characteristic:
    """A value of a service."""

    def __init__(self, service: Service, uuid: UUID, read: bool = False, write: bool = False, write_no_response: bool = False, notify: bool = False, indicate: bool = False, initial: bytes | None = None, capture: bool = False) -> None: ...
    def read(self) -> bytes:
        """Gives the value."""
    def write(self, data: bytes, send_update: bool = False) -> None:
        """Sets the value; send_update: tells those who subscribed."""
    async def written(self, timeout_ms: int | None = None) -> Any:
        """Waits until somebody writes; gives the connection, with capture also the data."""
    def notify(self, connection: DeviceConnection, data: bytes | None = None) -> None:
        """Sends the value without waiting for an answer."""
    async def indicate(self, connection: DeviceConnection, data: bytes | None = None, timeout_ms: int = 1000) -> None:
        """Sends the value and waits for the answer."""
    def on_read(self, connection: DeviceConnection) -> int:
        """Is called before somebody reads; 0 allows it."""

class BufferedCharacteristic(Characteristic):
    """A value with room for long writes."""

    def __init__(self, *args: Any, max_len: int = 20, append: bool = False, **kwargs: Any) -> None: ...

class Descriptor:
    """What describes a characteristic."""

    def __init__(self, characteristic: Characteristic, uuid: UUID, read: bool = False, write: bool = False, initial: bytes | None = None) -> None: ...
    def read(self) -> bytes:
        """Gives the value."""
    def write(self, data: bytes) -> None:
        """Sets the value."""

class ScanResult:
    """Somebody who advertises."""

    def name(self) -> str | None:
        """Gives the name."""
    def services(self) -> Any:
        """For for: the numbers of the services."""
    def manufacturer(self, filter: int | None = None) -> Any:
        """For for: number and data of manufacturers."""

class scan:
    """For async with and async for: who advertises."""

    def __init__(self, duration_ms: int, interval_us: int | None = None, window_us: int | None = None, active: bool = False) -> None: ...
    async def cancel(self) -> None:
        """Ends it."""

async def advertise(interval_us: int, adv_data: bytes | None = None, resp_data: bytes | None = None, connectable: bool = True, limited_disc: bool = False, br_edr: bool = False, name: str | None = None, services: list | None = None, appearance: int = 0, manufacturer: tuple | None = None, timeout_ms: int | None = None) -> DeviceConnection:
    """Advertises until somebody connects."""
def register_services(*services: Service) -> None:
    """Offers services; once, before advertise()."""
def config(*args: Any, **kwargs: Any) -> Any:
    """Gives or sets a setting of the radio, as BLE.config()."""
def stop() -> None:
    """Switches the radio off."""
def log_level(level: int) -> None:
    """Sets how much it prints."""
