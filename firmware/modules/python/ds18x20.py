# SPDX-License-Identifier: MIT
"""ds18x20: thermometers at the 1-Wire bus. Board module: dht."""

from onewire import OneWire, OneWireError

_CONVERT = const(0x44)
_READ = const(0xBE)
_WRITE = const(0x4E)
_FAMILIES = (0x10, 0x22, 0x28)


class DS18X20:
    def __init__(self, onewire):
        self.ow = onewire
        self.buf = bytearray(9)
        self.config = bytearray(3)

    def scan(self):
        return [rom for rom in self.ow.scan() if rom[0] in _FAMILIES]

    def convert_temp(self):
        self.ow.reset(True)
        self.ow.writebyte(OneWire.SKIP_ROM)
        self.ow.writebyte(_CONVERT)

    def read_scratch(self, rom):
        self.ow.reset(True)
        self.ow.select_rom(rom)
        self.ow.writebyte(_READ)
        self.ow.readinto(self.buf)
        if self.ow.crc8(self.buf):
            raise OneWireError("CRC error")
        return self.buf

    def write_scratch(self, rom, buf):
        self.ow.reset(True)
        self.ow.select_rom(rom)
        self.ow.writebyte(_WRITE)
        self.ow.write(buf)

    def read_temp(self, rom):
        data = self.read_scratch(rom)
        raw = data[0] | data[1] << 8
        raw -= (raw & 0x8000) << 1
        if rom[0] == 0x10:
            # Half degrees, made finer by what is left of the counter.
            return (raw >> 1) - 0.25 + (data[7] - data[6]) / data[7]
        return raw / 16
