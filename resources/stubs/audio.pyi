# SPDX-License-Identifier: MIT
"""The microphone."""

from typing import Callable

def init(*, channels: int = 1, frequency: int = 16000, gain_db: int = 24, buffers: int = ..., samples: int = -1, overflow: bool = True, highpass: float = ...) -> None:
    """Sets the microphone up; frequency is 16000, 32000, 48000 or 96000."""
def start_streaming(callback: Callable[[bytes], None]) -> None:
    """Calls callback(buffer) with 16-bit samples again and again."""
def stop_streaming() -> None:
    """Ends it."""
def get_buffer(*, timeout: int = 0) -> bytes | None:
    """Gives the next buffer of samples (AE3)."""
