# SPDX-License-Identifier: MIT
"""Fast arrays. Use: from ulab import numpy as np"""

from typing import Any

class numpy:
    """Arrays and mathematics; a subset of NumPy."""

    class ndarray:
        """An array of numbers."""

        shape: tuple  # Lengths of the axes.
        size: int  # How many numbers.
        dtype: Any  # Kind of number.
        T: Any  # Rows and columns swapped.

        def reshape(self, shape: tuple) -> Any:
            """Gives the same numbers with other axes."""
        def flatten(self) -> Any:
            """Gives all numbers in one row."""
        def tolist(self) -> list:
            """Gives a list."""
        def tobytes(self) -> bytearray:
            """Gives the bytes, shared with the array."""

    float: Any  # Kind of number: float.
    uint8: Any  # Kind of number: 0 to 255.
    int8: Any  # Kind of number: -128 to 127.
    uint16: Any  # Kind of number: 0 to 65535.
    int16: Any  # Kind of number: -32768 to 32767.
    pi: Any  # 3.14159...

    @staticmethod
    def array(values: Any, *, dtype: Any = ...) -> ndarray:
        """Makes an array of a list."""
    @staticmethod
    def zeros(shape: Any, *, dtype: Any = ...) -> ndarray:
        """Makes an array of zeros."""
    @staticmethod
    def ones(shape: Any, *, dtype: Any = ...) -> ndarray:
        """Makes an array of ones."""
    @staticmethod
    def arange(start: Any, stop: Any = ..., step: Any = 1) -> ndarray:
        """Makes an array of numbers in steps."""
    @staticmethod
    def linspace(start: Any, stop: Any, num: int = 50) -> ndarray:
        """Makes an array of numbers at equal distances."""
    @staticmethod
    def mean(a: Any, axis: int | None = None) -> Any:
        """Gives the mean."""
    @staticmethod
    def std(a: Any, axis: int | None = None) -> Any:
        """Gives the standard deviation."""
    @staticmethod
    def sum(a: Any, axis: int | None = None) -> Any:
        """Gives the sum."""
    @staticmethod
    def max(a: Any, axis: int | None = None) -> Any:
        """Gives the greatest."""
    @staticmethod
    def min(a: Any, axis: int | None = None) -> Any:
        """Gives the least."""
    @staticmethod
    def argmax(a: Any, axis: int | None = None) -> Any:
        """Gives the index of the greatest."""
    @staticmethod
    def dot(a: Any, b: Any) -> Any:
        """Multiplies matrices."""
    @staticmethod
    def sqrt(a: Any) -> Any:
        """Gives the square roots."""
