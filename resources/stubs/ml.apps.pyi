# SPDX-License-Identifier: MIT
"""Whole uses of networks."""

from typing import Any, Callable

class MicroSpeech:
    """Recognises single words by the microphone."""

    def __init__(self, preprocessor: Any = None, micro_speech: Any = None, labels: list[str] | None = None, **kwargs: Any) -> None: ...
    def listen(self, timeout: int = 0, callback: Callable | None = None, threshold: float = 0.65, filter: list[str] = ...) -> tuple:
        """Waits for a word; gives (word or None, scores)."""
    def start_audio_streaming(self) -> None:
        """Starts the microphone."""
    def stop_audio_streaming(self) -> None:
        """Stops the microphone."""
