# SPDX-License-Identifier: MIT
# On the Pure Thermal; wired as for machine_common.py.
import time
import pyb

start = pyb.millis()
pyb.delay(12)
pyb.udelay(500)
assert pyb.elapsed_millis(start) >= 12 and pyb.elapsed_micros(pyb.micros()) < 1000000
assert len({pyb.rng() for _ in range(8)}) > 1

pin = pyb.Pin("P9", pyb.Pin.OUT_PP, pyb.Pin.PULL_NONE)
follower = pyb.Pin("P3", pyb.Pin.IN, pyb.Pin.PULL_UP)
pin.low()
assert follower.value() == 0
pin.high()
assert follower.value() == 1
lines = []
ext = pyb.ExtInt("P3", pyb.ExtInt.IRQ_FALLING, pyb.Pin.PULL_UP, lines.append)
pin.low()
while not lines:
    pyb.delay(1)
assert lines == [12] and ext.line() == 12
ext.disable()
pin.high()
pin.low()
pyb.delay(5)
ext.swint()
assert lines == [12]
ext.enable()
ext.swint()
assert lines == [12, 12]

led = pyb.LED(3)
led.on()
assert led.intensity() == 255 and pyb.Pin("LED_BLUE").value() == 0
led.toggle()
assert led.intensity() == 0
raises(ValueError, pyb.LED, 5)

tim = pyb.Timer(4, freq=1000)
assert tim.freq() == 1000 and tim.period() == 59999 and tim.prescaler() == 3
ch = tim.channel(1, pyb.Timer.PWM, pin=pyb.Pin("P7"), pulse_width_percent=25)
assert ch.pulse_width_percent() == 25 and ch.pulse_width() == 15000
ch.pulse_width(30000)
assert ch.pulse_width_percent() == 50
assert tim.channel(1) is ch and tim.channel(2) is None
calls = []
tim.init(freq=200, callback=calls.append)
while len(calls) < 3:
    pyb.delay(1)
assert calls[0] is tim
tim.deinit()
raises(ValueError, pyb.Timer, 18)
raises(TypeError, pyb.Timer, 2, prescaler=3)

servo = pyb.Servo(2)
assert servo.pulse_width() == 1500 and servo.angle() == 0
servo.angle(45)
assert servo.pulse_width() == 1985 and servo.angle() == 45
servo.pulse_width(5000)
assert servo.pulse_width() == 2420
servo.angle(0, 60)
while servo.angle() != 0:
    pyb.delay(5)
assert servo.calibration() == (640, 2420, 1500, 2470, 2200)

uart = pyb.UART(1, 19200, timeout_char=20)
uart.write("hi\n")
assert uart.any() == 3 and uart.readchar() == ord("h") and uart.readline() == b"i\n"
assert uart.readchar() == -1
uart.writechar(65)
assert uart.read() == b"A"

i2c = pyb.I2C(4, pyb.I2C.MASTER, baudrate=100000)
assert 0x50 in i2c.scan() and i2c.is_ready(0x50) and not i2c.is_ready(0x51)
i2c.mem_write("pyb", 0x50, 0x40, addr_size=16)
assert i2c.mem_read(3, 0x50, 0x40, addr_size=16) == b"pyb"
i2c.send(b"\x00\x41", 0x50)
assert i2c.recv(2, 0x50) == b"yb"
raises(OSError, i2c.send, 1, 0x33)

spi = pyb.SPI(2, pyb.SPI.MASTER, baudrate=1000000, polarity=0, phase=0)
assert spi.send_recv(b"loop") == b"loop"
spi.send(7)
assert spi.recv(2) == b"\x00\x00"

assert abs(pyb.ADC("P6").read() - 2048) < 4
dac = pyb.DAC("P6")
dac.write(255)
raises(ValueError, pyb.DAC, "P7")
dac.write_timed(bytes(range(10)), 100, mode=pyb.DAC.CIRCULAR)
pyb.delay(30)
dac.deinit()
rtc = pyb.RTC()
rtc.datetime((2025, 1, 2, 4, 3, 4, 5, 0))
assert rtc.datetime()[:6] == (2025, 1, 2, 3, 3, 4)
state = pyb.disable_irq()
pyb.enable_irq(state)
assert pyb.USB_VCP().any() is False

# What is soldered to this board
import machine, vl53l1x, ft5x06, tfp410

tof = vl53l1x.VL53L1X(machine.I2C(2))
assert 100 < tof.read() < 4001, tof.read()
raises(OSError, vl53l1x.VL53L1X, machine.I2C(4))
touch = ft5x06.FT5X06()
assert touch.get_points() == 0 and touch.get_gesture() == ft5x06.GESTURE_NONE
raises(ValueError, touch.get_point_x, 0)
assert tfp410.TFP410().isconnected() is False
print("OK")
