# SPDX-License-Identifier: MIT
"""The driver of these OLED panels; display has it, too."""
from display import SSD1351 as SSD1351
