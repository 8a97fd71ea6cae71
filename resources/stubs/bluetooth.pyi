# SPDX-License-Identifier: MIT
"""Bluetooth Low Energy, step by step (AE3, RT1062); aioble is easier."""
from typing import Any, Callable

FLAG_BROADCAST: int  # Of a characteristic: may be broadcast.
FLAG_READ: int  # Of a characteristic: may be read.
FLAG_WRITE: int  # Of a characteristic: may be written.
FLAG_WRITE_NO_RESPONSE: int  # Of a characteristic: may be written without an answer.
FLAG_NOTIFY: int  # Of a characteristic: notifies.
FLAG_INDICATE: int  # Of a characteristic: indicates.
FLAG_AUTHENTICATED_SIGNED_WRITE: int  # Of a characteristic: may be written signed.
FLAG_AUX_WRITE: int  # Of a characteristic: more is written elsewhere.
FLAG_READ_ENCRYPTED: int  # Of a characteristic: read when encrypted.
FLAG_READ_AUTHENTICATED: int  # Of a characteristic: read when authenticated.
FLAG_READ_AUTHORIZED: int  # Of a characteristic: read when authorized.
FLAG_WRITE_ENCRYPTED: int  # Of a characteristic: written when encrypted.
FLAG_WRITE_AUTHENTICATED: int  # Of a characteristic: written when authenticated.
FLAG_WRITE_AUTHORIZED: int  # Of a characteristic: written when authorized.

class UUID:
    """A number of 16, 32 or 128 bits."""

    def __init__(self, value: int | str | bytes) -> None: ...

class BLE:
    """The radio; always the same object."""

    def active(self, active: bool = ...) -> bool:
        """Switches the radio on or off, or tells."""
    def config(self, *args: str, **settings: Any) -> Any:
        """Gives a setting by its name, or sets some: gap_name, mtu, rxbuf, mac, ..."""
    def irq(self, handler: Callable[[int, tuple], Any] | None) -> None:
        """Calls handler(event, data) for what happens."""
    def gap_advertise(self, interval_us: int | None, adv_data: bytes | None = None, *, resp_data: bytes | None = None, connectable: bool = True) -> None:
        """Advertises; None ends it."""
    def gap_scan(self, duration_ms: int | None, interval_us: int = 1280000, window_us: int = 11250, active: bool = False) -> None:
        """Looks for others; 0: without end, None ends it."""
    def gap_connect(self, addr_type: int | None, addr: bytes = ..., scan_duration_ms: int = 2000, min_conn_interval_us: int | None = None, max_conn_interval_us: int | None = None) -> None:
        """Connects; None gives up."""
    def gap_disconnect(self, conn_handle: int) -> bool:
        """Ends a connection; tells whether there was one."""
    def gap_pair(self, conn_handle: int) -> None:
        """Pairs with the other side."""
    def gap_passkey(self, conn_handle: int, action: int, passkey: int) -> None:
        """Answers a question while pairing."""
    def gatts_register_services(self, services_definition: tuple) -> tuple:
        """Offers services; gives the handles of their characteristics."""
    def gatts_read(self, value_handle: int) -> bytes:
        """Gives an own value."""
    def gatts_write(self, value_handle: int, data: bytes, send_update: bool = False) -> None:
        """Sets an own value."""
    def gatts_notify(self, conn_handle: int, value_handle: int, data: bytes | None = None) -> None:
        """Sends a value without waiting for an answer."""
    def gatts_indicate(self, conn_handle: int, value_handle: int, data: bytes | None = None) -> None:
        """Sends a value that the other side acknowledges."""
    def gatts_set_buffer(self, value_handle: int, len: int, append: bool = False) -> None:
        """Makes room for what is written."""
    def gattc_discover_services(self, conn_handle: int, uuid: UUID | None = None) -> None:
        """Asks for the other side's services."""
    def gattc_discover_characteristics(self, conn_handle: int, start_handle: int, end_handle: int, uuid: UUID | None = None) -> None:
        """Asks for characteristics."""
    def gattc_discover_descriptors(self, conn_handle: int, start_handle: int, end_handle: int) -> None:
        """Asks for descriptors."""
    def gattc_read(self, conn_handle: int, value_handle: int) -> None:
        """Asks for a value."""
    def gattc_write(self, conn_handle: int, value_handle: int, data: bytes, mode: int = 0) -> None:
        """Writes a value; mode 1: with an answer."""
    def gattc_exchange_mtu(self, conn_handle: int) -> None:
        """Agrees on how long packets may be."""
