# SPDX-License-Identifier: MIT
"""ssd1351: the driver of these OLED panels, which display has, too."""

from display import SSD1351
