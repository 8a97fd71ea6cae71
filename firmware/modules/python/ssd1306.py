# SPDX-License-Identifier: MIT
"""ssd1306: monochrome OLED displays at I2C or SPI. Board module: pure-thermal, rt1062."""

import _board

_board.require("ssd1306")

import framebuf
import time

# Commands of the controller
_CONTRAST = 0x81
_ALL_ON = 0xA4
_NORMAL = 0xA6
_OFF = 0xAE
_ON = 0xAF
_ADDRESSING = 0x20
_COLUMNS = 0x21
_PAGES = 0x22
_START_LINE = 0x40
_SEGMENTS = 0xA0
_ROWS = 0xA8
_SCAN = 0xC0
_OFFSET = 0xD3
_COM_PINS = 0xDA
_CLOCK = 0xD5
_PRECHARGE = 0xD9
_VCOM = 0xDB
_PUMP = 0x8D


class SSD1306(framebuf.FrameBuffer):
    def __init__(self, width, height, external_vcc):
        self.width = width
        self.height = height
        self.external_vcc = external_vcc
        self.pages = height // 8
        self.buffer = bytearray(self.pages * width)
        super().__init__(self.buffer, width, height, framebuf.MONO_VLSB)
        self.init_display()

    def init_display(self):
        outside = self.external_vcc
        for command in (
            (_OFF,),
            (_ADDRESSING, 0),
            (_START_LINE, _SEGMENTS | 1),
            (_ROWS, self.height - 1),
            (_SCAN | 8,),
            (_OFFSET, 0),
            (_COM_PINS, 0x02 if self.width > 2 * self.height else 0x12),
            (_CLOCK, 0x80),
            (_PRECHARGE, 0x22 if outside else 0xF1),
            (_VCOM, 0x30),
            (_CONTRAST, 0xFF),
            (_ALL_ON, _NORMAL),
            (_PUMP, 0x10 if outside else 0x14),
            (_ON,),
        ):
            for byte in command:
                self.write_cmd(byte)
        self.fill(0)
        self.show()

    def poweroff(self):
        self.write_cmd(_OFF)

    def poweron(self):
        self.write_cmd(_ON)

    def contrast(self, contrast):
        self.write_cmd(_CONTRAST)
        self.write_cmd(contrast)

    def invert(self, invert):
        self.write_cmd(_NORMAL | (invert & 1))

    def rotate(self, rotate):
        self.write_cmd(_SCAN | ((rotate & 1) << 3))
        self.write_cmd(_SEGMENTS | (rotate & 1))

    def show(self):
        # Narrow displays sit in the middle of the controller's 128 columns.
        first = (128 - self.width) // 2
        for byte in (_COLUMNS, first, first + self.width - 1, _PAGES, 0, self.pages - 1):
            self.write_cmd(byte)
        self.write_data(self.buffer)


class SSD1306_I2C(SSD1306):
    def __init__(self, width, height, i2c, addr=0x3C, external_vcc=False):
        self.i2c = i2c
        self.addr = addr
        super().__init__(width, height, external_vcc)

    def write_cmd(self, cmd):
        self.i2c.writeto(self.addr, bytes((0x80, cmd)))

    def write_data(self, buf):
        self.i2c.writevto(self.addr, (b"\x40", buf))


class SSD1306_SPI(SSD1306):
    def __init__(self, width, height, spi, dc, res, cs, external_vcc=False):
        self.rate = 10 * 1024 * 1024
        self.spi = spi
        self.dc = dc
        self.res = res
        self.cs = cs
        for pin in (dc, res):
            pin.init(pin.OUT, value=0)
        cs.init(cs.OUT, value=1)
        res(1)
        time.sleep_ms(1)
        res(0)
        time.sleep_ms(10)
        res(1)
        super().__init__(width, height, external_vcc)

    def _send(self, data, kind):
        self.spi.init(baudrate=self.rate, polarity=0, phase=0)
        self.cs(1)
        self.dc(kind)
        self.cs(0)
        self.spi.write(data)
        self.cs(1)

    def write_cmd(self, cmd):
        self._send(bytes((cmd,)), 0)

    def write_data(self, buf):
        self._send(buf, 1)
