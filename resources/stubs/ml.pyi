# SPDX-License-Identifier: MIT
"""Neural networks on the camera."""

from typing import Any, Callable

class Model:
    """A network from a .tflite file, usually below /rom."""

    len: int  # Size of the file in bytes.
    ram: int  # Working memory in bytes.
    labels: list[str] | None  # Names of the classes, from the .txt file beside it.
    input_shape: tuple  # Shape of each input.
    input_dtype: tuple  # Kind of number of each input.
    input_scale: tuple  # Scale of each quantised input.
    input_zero_point: tuple  # Zero of each quantised input.
    output_shape: tuple  # Shape of each output.
    output_dtype: tuple  # Kind of number of each output.
    output_scale: tuple  # Scale of each quantised output.
    output_zero_point: tuple  # Zero of each quantised output.
    postprocess: Any  # What makes results of the outputs.

    def __init__(self, path: str, load_to_fb: bool = False, postprocess: Callable | None = None) -> None: ...
    def predict(self, inputs: list, *, callback: Callable | None = None) -> Any:
        """Runs the network on a list of inputs: pictures, arrays or functions."""
