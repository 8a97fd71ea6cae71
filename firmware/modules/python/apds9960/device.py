# SPDX-License-Identifier: MIT
"""The driver of the APDS-9960."""

import time

from apds9960.const import *
from apds9960.exceptions import ADPS9960InvalidDevId, ADPS9960InvalidMode

_FIRST = (
    (APDS9960_REG_ATIME, APDS9960_DEFAULT_ATIME),
    (APDS9960_REG_WTIME, APDS9960_DEFAULT_WTIME),
    (APDS9960_REG_PPULSE, APDS9960_DEFAULT_PROX_PPULSE),
    (APDS9960_REG_POFFSET_UR, APDS9960_DEFAULT_POFFSET_UR),
    (APDS9960_REG_POFFSET_DL, APDS9960_DEFAULT_POFFSET_DL),
    (APDS9960_REG_CONFIG1, APDS9960_DEFAULT_CONFIG1),
    (APDS9960_REG_PERS, APDS9960_DEFAULT_PERS),
    (APDS9960_REG_CONFIG2, APDS9960_DEFAULT_CONFIG2),
    (APDS9960_REG_CONFIG3, APDS9960_DEFAULT_CONFIG3),
    (APDS9960_REG_GPENTH, APDS9960_DEFAULT_GPENTH),
    (APDS9960_REG_GEXTH, APDS9960_DEFAULT_GEXTH),
    (APDS9960_REG_GCONF1, APDS9960_DEFAULT_GCONF1),
    (APDS9960_REG_GOFFSET_U, APDS9960_DEFAULT_GOFFSET),
    (APDS9960_REG_GOFFSET_D, APDS9960_DEFAULT_GOFFSET),
    (APDS9960_REG_GOFFSET_L, APDS9960_DEFAULT_GOFFSET),
    (APDS9960_REG_GOFFSET_R, APDS9960_DEFAULT_GOFFSET),
    (APDS9960_REG_GPULSE, APDS9960_DEFAULT_GPULSE),
    (APDS9960_REG_GCONF3, APDS9960_DEFAULT_GCONF3),
)


def _bits(register, shift, mask):
    """A getter and a setter of some bits of a register."""

    def get(self):
        return self._read_byte_data(register) >> shift & mask

    def put(self, value):
        old = self._read_byte_data(register) & ~(mask << shift)
        self._write_byte_data(register, old | (value & mask) << shift)

    return get, put


def _flag(get, put):
    return lambda self: get(self) == 1, lambda self, enable: put(self, 1 if enable else 0)


def _word(low):
    """The same of two registers."""

    def get(self):
        return self._read_byte_data(low) | self._read_byte_data(low + 1) << 8

    def put(self, value):
        self._write_byte_data(low, value & 0xFF)
        self._write_byte_data(low + 1, value >> 8 & 0xFF)

    return get, put


class APDS9960:
    def __init__(self, bus, address=APDS9960_I2C_ADDR, valid_id=APDS9960_DEV_ID):
        self.address = address
        self.bus = bus
        self.dev_id = self._read_byte_data(APDS9960_REG_ID)
        if self.dev_id not in valid_id:
            raise ADPS9960InvalidDevId(self.dev_id, valid_id)
        self.setMode(APDS9960_MODE_ALL, False)
        for register, value in _FIRST:
            self._write_byte_data(register, value)
        self.setLEDDrive(APDS9960_DEFAULT_LDRIVE)
        self.setProximityGain(APDS9960_DEFAULT_PGAIN)
        self.setAmbientLightGain(APDS9960_DEFAULT_AGAIN)
        self.setProxIntLowThresh(APDS9960_DEFAULT_PILT)
        self.setProxIntHighThresh(APDS9960_DEFAULT_PIHT)
        self.setLightIntLowThreshold(APDS9960_DEFAULT_AILT)
        self.setLightIntHighThreshold(APDS9960_DEFAULT_AIHT)
        self.setGestureGain(APDS9960_DEFAULT_GGAIN)
        self.setGestureLEDDrive(APDS9960_DEFAULT_GLDRIVE)
        self.setGestureWaitTime(APDS9960_DEFAULT_GWTIME)
        self.setGestureIntEnable(APDS9960_DEFAULT_GIEN)
        self.resetGestureParameters()

    # The bus

    def _read_byte_data(self, cmd):
        return self.bus.readfrom_mem(self.address, cmd, 1)[0]

    def _write_byte_data(self, cmd, val):
        self.bus.writeto_mem(self.address, cmd, bytes((val & 0xFF,)))

    def _read_i2c_block_data(self, cmd, num):
        return self.bus.readfrom_mem(self.address, cmd, num)

    # What is switched on

    def getMode(self):
        return self._read_byte_data(APDS9960_REG_ENABLE)

    def setMode(self, mode, enable=True):
        if not 0 <= mode <= APDS9960_MODE_ALL:
            raise ADPS9960InvalidMode(mode)
        bits = 0x7F if mode == APDS9960_MODE_ALL else 1 << mode
        on = self.getMode()
        self._write_byte_data(APDS9960_REG_ENABLE, on | bits if enable else on & ~bits)

    def enablePower(self):
        self.setMode(APDS9960_MODE_POWER, True)

    def disablePower(self):
        self.setMode(APDS9960_MODE_POWER, False)

    def enableLightSensor(self, interrupts=True):
        self.setAmbientLightGain(APDS9960_DEFAULT_AGAIN)
        self.setAmbientLightIntEnable(interrupts)
        self.enablePower()
        self.setMode(APDS9960_MODE_AMBIENT_LIGHT, True)

    def disableLightSensor(self):
        self.setAmbientLightIntEnable(False)
        self.setMode(APDS9960_MODE_AMBIENT_LIGHT, False)

    def enableProximitySensor(self, interrupts=True):
        self.setProximityGain(APDS9960_DEFAULT_PGAIN)
        self.setLEDDrive(APDS9960_DEFAULT_LDRIVE)
        self.setProximityIntEnable(interrupts)
        self.enablePower()
        self.setMode(APDS9960_MODE_PROXIMITY, True)

    def disableProximitySensor(self):
        self.setProximityIntEnable(False)
        self.setMode(APDS9960_MODE_PROXIMITY, False)

    def enableGestureSensor(self, interrupts=True):
        self.resetGestureParameters()
        self._write_byte_data(APDS9960_REG_WTIME, 0xFF)
        self._write_byte_data(APDS9960_REG_PPULSE, APDS9960_DEFAULT_GESTURE_PPULSE)
        self.setLEDBoost(APDS9960_LED_BOOST_300)
        self.setGestureIntEnable(interrupts)
        self.setGestureMode(True)
        self.enablePower()
        for mode in (APDS9960_MODE_WAIT, APDS9960_MODE_PROXIMITY, APDS9960_MODE_GESTURE):
            self.setMode(mode, True)

    def disableGestureSensor(self):
        self.resetGestureParameters()
        self.setGestureIntEnable(False)
        self.setGestureMode(False)
        self.setMode(APDS9960_MODE_GESTURE, False)

    # Measurements

    readAmbientLight = _word(APDS9960_REG_CDATAL)[0]
    readRedLight = _word(APDS9960_REG_RDATAL)[0]
    readGreenLight = _word(APDS9960_REG_GDATAL)[0]
    readBlueLight = _word(APDS9960_REG_BDATAL)[0]

    def readProximity(self):
        return self._read_byte_data(APDS9960_REG_PDATA)

    # Gestures: which diodes saw the hand first, and which last.

    def resetGestureParameters(self):
        self._swings = [0, 0]  # up and down, left and right
        self.gesture_motion_ = APDS9960_DIR_NONE

    def isGestureAvailable(self):
        return bool(self._read_byte_data(APDS9960_REG_GSTATUS) & APDS9960_BIT_GVALID)

    def readGesture(self):
        on = APDS9960_BIT_PON | APDS9960_BIT_GEN
        if self.getMode() & on != on or not self.isGestureAvailable():
            return APDS9960_DIR_NONE
        while self.isGestureAvailable():
            level = self._read_byte_data(APDS9960_REG_GFLVL)
            rows = [self._read_i2c_block_data(APDS9960_REG_GFIFO_U, 4) for _ in range(level)]
            self._look(rows)
            time.sleep_ms(APDS9960_TIME_FIFO_PAUSE)
        motion = self._decoded()
        self.resetGestureParameters()
        return motion

    def _look(self, rows):
        seen = [row for row in rows if min(row) > APDS9960_GESTURE_THRESHOLD_OUT]
        if len(rows) <= 4 or not seen:
            return
        for axis, (one, other) in enumerate(((0, 1), (2, 3))):
            ratios = [
                (row[one] - row[other]) * 100 / (row[one] + row[other])
                for row in (seen[0], seen[-1])
            ]
            self._swings[axis] += ratios[1] - ratios[0]

    def _decoded(self):
        vertical, horizontal = self._swings
        if max(abs(vertical), abs(horizontal)) < APDS9960_GESTURE_SENSITIVITY_1:
            return APDS9960_DIR_NONE
        if abs(vertical) > abs(horizontal):
            return APDS9960_DIR_DOWN if vertical > 0 else APDS9960_DIR_UP
        return APDS9960_DIR_RIGHT if horizontal > 0 else APDS9960_DIR_LEFT

    # Settings

    getLEDDrive, setLEDDrive = _bits(APDS9960_REG_CONTROL, 6, 3)
    getProximityGain, setProximityGain = _bits(APDS9960_REG_CONTROL, 2, 3)
    getAmbientLightGain, setAmbientLightGain = _bits(APDS9960_REG_CONTROL, 0, 3)
    getLEDBoost, setLEDBoost = _bits(APDS9960_REG_CONFIG2, 4, 3)
    getProxPhotoMask, setProxPhotoMask = _bits(APDS9960_REG_CONFIG3, 0, 15)
    getProxGainCompEnable, setProxGainCompEnable = _flag(*_bits(APDS9960_REG_CONFIG3, 5, 1))
    getGestureGain, setGestureGain = _bits(APDS9960_REG_GCONF2, 5, 3)
    getGestureLEDDrive, setGestureLEDDrive = _bits(APDS9960_REG_GCONF2, 3, 3)
    getGestureWaitTime, setGestureWaitTime = _bits(APDS9960_REG_GCONF2, 0, 7)
    getGestureEnterThresh, setGestureEnterThresh = _bits(APDS9960_REG_GPENTH, 0, 255)
    getGestureExitThresh, setGestureExitThresh = _bits(APDS9960_REG_GEXTH, 0, 255)
    getProxIntLowThresh, setProxIntLowThresh = _bits(APDS9960_REG_PILT, 0, 255)
    getProxIntHighThresh, setProxIntHighThresh = _bits(APDS9960_REG_PIHT, 0, 255)
    getProximityIntLowThreshold, setProximityIntLowThreshold = _bits(APDS9960_REG_PILT, 0, 255)
    getProximityIntHighThreshold, setProximityIntHighThreshold = _bits(
        APDS9960_REG_PIHT, 0, 255
    )
    getLightIntLowThreshold, setLightIntLowThreshold = _word(APDS9960_REG_AILTL)
    getLightIntHighThreshold, setLightIntHighThreshold = _word(APDS9960_REG_AIHTL)
    getAmbientLightIntEnable, setAmbientLightIntEnable = _flag(
        *_bits(APDS9960_REG_ENABLE, APDS9960_MODE_AMBIENT_LIGHT_INT, 1)
    )
    getProximityIntEnable, setProximityIntEnable = _flag(
        *_bits(APDS9960_REG_ENABLE, APDS9960_MODE_PROXIMITY_INT, 1)
    )
    getGestureIntEnable, setGestureIntEnable = _flag(*_bits(APDS9960_REG_GCONF4, 1, 1))
    getGestureMode, setGestureMode = _flag(*_bits(APDS9960_REG_GCONF4, 0, 1))

    # Any access clears an interrupt.

    def clearAmbientLightInt(self):
        self._read_byte_data(APDS9960_REG_AICLEAR)

    def clearProximityInt(self):
        self._read_byte_data(APDS9960_REG_PICLEAR)


uAPDS9960 = APDS9960
