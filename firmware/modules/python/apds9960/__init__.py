# SPDX-License-Identifier: MIT
"""apds9960: Broadcom's sensor for light, colour, proximity and gestures, at I2C."""

from apds9960.device import APDS9960, uAPDS9960
