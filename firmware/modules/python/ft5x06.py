# SPDX-License-Identifier: MIT
"""ft5x06: the touch panel of the Pure Thermal. Nobody touches it."""

import _board

_board.require("ft5x06")

FLAG_PRESSED = 0
FLAG_RELEASED = 1
FLAG_MOVED = 2
GESTURE_MOVE_UP = 0x1C
GESTURE_MOVE_LEFT = 0x10
GESTURE_MOVE_DOWN = 0x14
GESTURE_MOVE_RIGHT = 0x18
GESTURE_ZOOM_IN = 0x48
GESTURE_ZOOM_OUT = 0x49
GESTURE_NONE = 0


class FT5X06:
    def __init__(self, *, i2c_addr=0x38):
        if i2c_addr != 0x38:
            raise OSError(19)
        self._callback = None
        self._points = ()

    def get_gesture(self):
        return GESTURE_NONE

    def get_points(self):
        return len(self._points)

    def update_points(self):
        return self.get_points()

    def _point(self, index):
        if not 0 <= index < len(self._points):
            raise ValueError("no such point")
        return self._points[index]

    def get_point_flag(self, index):
        return self._point(index)[0]

    def get_point_id(self, index):
        return self._point(index)[1]

    def get_point_x(self, index):
        return self._point(index)[2]

    def get_point_y(self, index):
        return self._point(index)[3]

    def touch_callback(self, callback):
        self._callback = callback
