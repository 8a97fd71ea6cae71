# SPDX-License-Identifier: MIT
"""The second core (AE3): tasks that run there, and messages between the two cores."""
from typing import Any, Callable, Optional

ENDPOINT_ADDR_ANY: int
"""An address that is not yet known."""

def async_remote(callback: Optional[Callable[[int, bytearray], None]] = None) -> Any:
    """Decorates a coroutine function, task(ept), that the second core runs; callback(src_addr, data) gets what it sends."""
def new_service_callback(ns_callback: Optional[Callable[[int, str], None]]) -> None:
    """Sets what is called with address and name when the other core makes an endpoint that this one lacks."""

class RemoteProc:
    """The second core; 0x80320000 is where its firmware starts."""
    def __init__(self, entry: int) -> None: ...
    def start(self) -> None:
        """Starts the core; the tasks run from then on."""
    def stop(self) -> None:
        """Stops the core."""
    def shutdown(self) -> None:
        """Stops the core and gives back what it holds."""

class Endpoint:
    """One end of a way for messages; the other core has one of the same name."""
    def __init__(self, name: str, callback: Optional[Callable[[int, bytearray], None]] = None, *, src: int = -1, dest: int = -1) -> None: ...
    def send(self, data: bytes | str, *, src: int = -1, dest: int = -1, timeout: int = -1) -> int:
        """Sends up to 496 bytes; waits for room at most timeout milliseconds, -1: for ever."""
    def is_ready(self) -> bool:
        """Says whether the other end is known."""
    def deinit(self) -> None:
        """Removes this end."""

class EndpointIO:
    """An endpoint as a stream to write to."""
    def __init__(self, ept: Endpoint) -> None: ...
