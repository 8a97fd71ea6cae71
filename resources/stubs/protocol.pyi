# SPDX-License-Identifier: MIT
"""Data channels between a script and the host."""

from typing import Any, Callable

class ProtocolChannel:
    """A channel of a script, as register() gives it."""

    def send_event(self, event: int, wait_ack: bool = False) -> None:
        """Tells the host that something happened."""

class CBORChannel:
    """A backend that describes values and controls, so that the host can show them."""

    def __init__(self, on_read: Callable[[CBORChannel], None] | None = None, on_write: Callable[[CBORChannel, str, Any], None] | None = None) -> None: ...
    def add(self, name: str, type: str, value: Any = None, unit: str | None = None, min: Any = None, max: Any = None, step: Any = None, options: list | None = None, width: int | None = None, height: int | None = None) -> None:
        """Adds a value; type is label, toggle, slider, select or depth."""
    def __getitem__(self, name: str) -> Any: ...
    def __setitem__(self, name: str, value: Any) -> None: ...

def register(*, name: str, backend: Any, flags: int = 0) -> ProtocolChannel:
    """Offers a channel to the host; backend has read(), write(), size() and so on."""
def init(*, crc: bool = True, seq: bool = True, ack: bool = True, events: bool = True, max_payload: int = ..., rtx_retries: int = 3, rtx_timeout_ms: int = 500, lock_interval_ms: int = 10, poll_ms: int = 0) -> None:
    """Restarts the link with other settings."""
def is_active() -> bool:
    """Tells whether a host is there."""

CHANNEL_FLAG_READ: int  # The host may read.
CHANNEL_FLAG_WRITE: int  # The host may write.
CHANNEL_FLAG_LOCK: int  # The host locks the channel while it reads.
CHANNEL_FLAG_PHYSICAL: int  # The channel is a transport.
CHANNEL_ID_TRANSPORT: int  # Number of the transport channel.
CHANNEL_ID_STDIN: int  # Number of the script channel.
CHANNEL_ID_STDOUT: int  # Number of the text channel.
CHANNEL_ID_STREAM: int  # Number of the picture channel.
CHANNEL_ID_PROFILE: int  # Number of the profiler channel.
