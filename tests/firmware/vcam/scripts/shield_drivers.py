# SPDX-License-Identifier: MIT
# The test puts BUS before this, and hangs a pca9685 at 0x40, a pca9674a at 0x3F and an lsm6dsox at 0x6A.
from machine import I2C
from lsm6dsox import LSM6DSOX
from pca9674a import PCA9674A
from pca9685 import PCA9685
from servo import Servos

bus = I2C(BUS)
servos = Servos(bus, address=0x40, freq=50, min_us=650, max_us=2800, degrees=180)
for degrees, us in ((0, 650), (90, 1725), (180, 2800), (300, 2800), (-20, 650)):
    servos.position(3, degrees)
    assert abs(servos.position(3) * 20000 / 4095 - us) < 6, (degrees, servos.position(3))
servos.position(3, us=1000)
assert abs(servos.position(3) * 20000 / 4095 - 1000) < 6
# On the wire: off at step 204 of the fourth output, the divider for 50 Hz.
assert bus.readfrom_mem(0x40, 0x06 + 12, 4) == b"\0\0\xcc\0"
assert bus.readfrom_mem(0x40, 0xFE, 1)[0] == 121
servos.release(3)
assert servos.position(3) == 0 and servos.pca9685.pwm(3) == (0, 4096)
pwm = PCA9685(bus)
pwm.freq(1000)
assert abs(pwm.freq() - 1000) < 20
pwm.duty(0, 4095)
assert pwm.pwm(0) == (4096, 0) and pwm.duty(0) == 4095
raises(ValueError, pwm.duty, 0, 4096)
raises(ValueError, pwm.pwm, 16)
raises(ValueError, pwm.freq, 5)
raises(OSError, PCA9685, bus, 0x41)

pins = PCA9674A(bus, "P9")
assert pins.read() == 0xFF
pins.write(0xA5)
assert pins.read() == 0xA5
raises(OSError, PCA9674A, bus, "P9", 0x3E)

motion = LSM6DSOX(bus, accel_scale=8)
x, y, z = motion.accel()
assert abs(x) < 0.01 and abs(y) < 0.01 and abs(z - 1) < 0.01, (x, y, z)
assert motion.gyro() == (0, 0, 0)
raises(ValueError, LSM6DSOX, bus, accel_scale=3)
raises(OSError, LSM6DSOX, bus, address=0x6B)
print("OK")
