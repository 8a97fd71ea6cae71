# SPDX-License-Identifier: MIT
# The test puts BUS before this, and hangs an apds9960 at 0x39, a gt911 at 0x5D, an hts221 at 0x5F and
# an lps22h at 0x5C there. What drivers wrote is read back over the bus.
import struct
from machine import I2C, Pin


bus = I2C(BUS)


def registers(address, register, count, size=8):
    return bus.readfrom_mem(address, register, count, addrsize=size)


from apds9960 import APDS9960, uAPDS9960
from apds9960.const import *
from apds9960.exceptions import ADPS9960InvalidDevId, ADPS9960InvalidMode

light = APDS9960(bus)
assert light.dev_id == 0xAB and light.getMode() == 0 and uAPDS9960 is APDS9960
assert registers(0x39, APDS9960_REG_ATIME, 1) == b"\xdb"
assert registers(0x39, APDS9960_REG_CONTROL, 1) == b"\x09"
assert registers(0x39, APDS9960_REG_AILTL, 4) == b"\xff\xff\0\0"
assert registers(0x39, APDS9960_REG_GCONF2, 1) == b"\x41"
assert light.readAmbientLight() == 0 and light.readProximity() == 0
light.enableLightSensor(interrupts=False)
assert registers(0x39, APDS9960_REG_ENABLE, 1) == b"\x03"
assert registers(0x39, APDS9960_REG_STATUS, 1) == b"\x01"
clear, red = light.readAmbientLight(), light.readRedLight()
assert clear == 296 and red == 111 == light.readGreenLight() and light.readBlueLight() == 74
light.setAmbientLightGain(APDS9960_AGAIN_16X)
assert light.readAmbientLight() == 4 * clear and light.getAmbientLightGain() == 2
light.enableProximitySensor()
assert registers(0x39, APDS9960_REG_ENABLE, 1) == b"\x27"
assert light.getProximityIntEnable() is True and light.getProximityGain() == APDS9960_PGAIN_4X
assert 0 <= light.readProximity() <= 255
light.setProximityIntLowThreshold(7)
assert registers(0x39, APDS9960_REG_PILT, 1) == b"\x07"
light.setLightIntHighThreshold(0x1234)
assert registers(0x39, APDS9960_REG_AIHTL, 2) == b"\x34\x12"
assert light.getLightIntHighThreshold() == 0x1234
light.enableGestureSensor()
assert registers(0x39, APDS9960_REG_ENABLE, 1) == b"\x6f"
assert registers(0x39, APDS9960_REG_GCONF4, 1) == b"\x03"
assert light.getLEDBoost() == APDS9960_LED_BOOST_300
assert not light.isGestureAvailable() and light.readGesture() == APDS9960_DIR_NONE
light.disableGestureSensor()
light.disableProximitySensor()
light.disableLightSensor()
assert registers(0x39, APDS9960_REG_ENABLE, 1) == b"\x09"
light.clearAmbientLightInt()
light.clearProximityInt()
raises(ADPS9960InvalidMode, light.setMode, 8)
raises(ADPS9960InvalidDevId, APDS9960, bus, valid_id=(0x12,))
raises(OSError, APDS9960, bus, 0x38)


class Swipe(APDS9960):
    """A hand passes over the diodes."""

    def __init__(self, bus, rows):
        super().__init__(bus)
        self.enableGestureSensor()
        self.rows = rows

    def isGestureAvailable(self):
        return bool(self.rows)

    def _read_byte_data(self, cmd):
        return len(self.rows) if cmd == APDS9960_REG_GFLVL else super()._read_byte_data(cmd)

    def _read_i2c_block_data(self, cmd, num):
        assert (cmd, num) == (0xFC, 4)
        return self.rows.pop(0)


def swipe(diode, opposite):
    rows = []
    for step in range(6):
        row = [100] * 4
        row[diode] = 200 - 30 * step
        row[opposite] = 50 + 30 * step
        rows.append(bytes(row))
    return rows


for pair, direction in (
    ((0, 1), APDS9960_DIR_UP),
    ((1, 0), APDS9960_DIR_DOWN),
    ((2, 3), APDS9960_DIR_LEFT),
    ((3, 2), APDS9960_DIR_RIGHT),
):
    assert Swipe(bus, swipe(*pair)).readGesture() == direction
assert Swipe(bus, swipe(0, 1)[:3]).readGesture() == APDS9960_DIR_NONE

from gt911 import GT911

touch = GT911(bus, "P9", "P2", width=1024, height=600, touch_points=5)
assert touch.read_id() == b"911\0"
assert registers(0x5D, 0x8048, 6, 16) == b"\x00\x04\x58\x02\x05\x0d"
assert registers(0x5D, 0x8056, 1, 16) == b"\x10"
assert sum(registers(0x5D, 0x8047, 185, 16)) & 0xFF == 0
count, points = touch.read_points()
assert count == 1 and list(points[0]) == [512, 300, 40, 0], (count, points[0])
# A configuration whose sum is wrong is not taken.
bus.writeto_mem(0x5D, 0x8048, b"\x10\0", addrsize=16)
bus.writeto_mem(0x5D, 0x8100, b"\x01", addrsize=16)
assert touch.read_points()[1][0][0] == 512
raises(OSError, GT911, bus, "P9", "P2", address=0x14)

from hts221 import HTS221

damp = HTS221(bus)
assert registers(0x5F, 0x10, 1) == b"\x1b" and registers(0x5F, 0x20, 1) == b"\x85"
assert registers(0x5F, 0x0F, 1) == b"\xbc"
assert abs(damp.humidity() - 45) < 0.01 and abs(damp.temperature() - 25) < 0.01
raises(OSError, HTS221, bus, dev_addr=0x5E)

from lps22h import LPS22H

air = LPS22H(bus)
assert registers(0x5C, 0x10, 1) == b"\x1a"
assert abs(air.pressure() - 1013.25) < 0.01 and air.temperature() == 25
assert abs(air.altitude()) < 0.1 and air.get_irq() == [25, 1013]
air.oneshot_mode(True)
assert registers(0x5C, 0x10, 1) == b"\x0a" and air.oneshot_mode() is True
assert abs(air.pressure() - 1013.25) < 0.01 and registers(0x5C, 0x11, 1) == b"\x10"
raises(OSError, LPS22H, bus, 0x5B)

from ssd1351 import SSD1351


class Wire:  # of the display
    def __init__(self):
        self.commands = []

    def bus_write(self, cmd, args=None, *, dcs=False):
        self.commands.append((cmd, args))


wire = Wire()
SSD1351().init(wire)
assert wire.commands[0] == (0xFD, b"\x12") and wire.commands[-1][0] == 0xAF, wire.commands

from neopixel import NeoPixel

chain = NeoPixel(Pin("P9"), 3)
chain[0] = (1, 2, 3)
chain[-1] = (255, 0, 9)
assert chain[0] == (1, 2, 3) and chain.buf == b"\x02\x01\x03\0\0\0\x00\xff\x09" and len(chain) == 3
chain.write()
chain.fill((4, 5, 6))
assert chain[1] == (4, 5, 6)
raises(IndexError, lambda: chain[3])
four = NeoPixel(Pin("P9"), 1, bpp=4)
four[0] = (1, 2, 3, 4)
assert four.buf == b"\x02\x01\x03\x04"

import io
import logging

text = io.StringIO()
logging.basicConfig(level=logging.INFO, stream=text, format="%(levelname)s %(name)s %(message)s")
logging.info("one %d", 1)
logging.debug("hidden")
logger = logging.getLogger("mine")
logger.setLevel(logging.DEBUG)
logger.debug("two %(x)s", {"x": 2})
try:
    1 / 0
except ZeroDivisionError as e:
    logger.exception("three", exc_info=e)
lines = text.getvalue().split("\n")
assert lines[:2] == ["INFO root one 1", "DEBUG mine two 2"] and lines[2] == "ERROR mine three"
assert "ZeroDivisionError: divide by zero" in text.getvalue()
assert logger.isEnabledFor(logging.DEBUG) and logging.getLogger("mine") is logger

if WIRES:
    import dht, ds18x20, onewire

    one = onewire.OneWire(Pin("P9"))
    assert one.scan() == [] and one.reset() is False and one.readbyte() == 0xFF
    assert one.crc8(b"\x02\x1c\xb8\x01\0\0\0\xa2") == 0
    raises(onewire.OneWireError, one.reset, True)
    drops = ds18x20.DS18X20(one)
    assert drops.scan() == []
    raises(onewire.OneWireError, drops.convert_temp)
    assert raises(OSError, dht.DHT22(Pin("P9")).measure).errno == 110
else:
    for name in ("dht", "onewire", "ds18x20"):
        raises(ImportError, __import__, name)
print("OK")
