# SPDX-License-Identifier: MIT
# On the Pure Thermal; wired as for machine_common.py.
import machine
import pyb
from pyb import ExtInt, Pin, Timer

# The processor's names
pin = Pin("P3", Pin.IN, Pin.PULL_UP)
assert pin.name() == "B12" and pin.names() == ["B12", "P3"]
assert pin.port() == 1 and pin.pin() == 12 and pin.gpio() == 0x58020400
assert pin.mode() == Pin.IN and pin.pull() == Pin.PULL_UP and pin.af() == 0
assert str(pin) == "Pin(Pin.cpu.B12, mode=Pin.IN, pull=Pin.PULL_UP)", pin
assert Pin.board.P3 is pin and Pin.cpu.B12 is pin and Pin("B12") is pin
assert Pin.board.BUZZER.name() == "A1" and Pin.cpu.C0 is Pin("LED_RED")
assert not hasattr(Pin.cpu, "A9") and not hasattr(Pin.board, "P17")
raises(AttributeError, lambda: Pin.cpu.P3)
for name in ("Z9", "B99", "B", "B-1", "12", ""):
    raises(ValueError, Pin, name)
assert machine.LED("LED_RED").boardname() == "LED_RED"

# Modes and alternate functions
pin.init(Pin.OUT_OD)
assert pin.mode() == Pin.OUT_OD and pin.pull() == Pin.PULL_NONE
assert str(pin) == "Pin(Pin.cpu.B12, mode=Pin.OPEN_DRAIN)"
pin.init(Pin.ANALOG)
assert pin.mode() == Pin.ANALOG and str(pin).endswith("mode=Pin.ANALOG)")
pin.init(Pin.AF_PP, af=Pin.AF9_CAN2)
assert pin.mode() == Pin.AF_PP and pin.af() == 9
assert str(pin) == "Pin(Pin.cpu.B12, mode=Pin.ALT, alt=9)", pin
pin.init(Pin.ALT_OPEN_DRAIN, Pin.PULL_DOWN, alt=4)
assert pin.af() == 4 and pin.pull() == Pin.PULL_DOWN
raises(ValueError, pin.init, Pin.AF_PP)
raises(ValueError, pin.init, Pin.ALT, alt=16)
assert pin.af() == 4
functions = Pin("P7").af_list()
assert [f.name() for f in functions] == ["AF2_TIM4", "AF4_I2C4", "AF7_USART3"]
assert [f.index() for f in functions] == [2, 4, 7] and str(functions[0]) == "Pin.AF2_TIM4"
for name in ("P0", "P1", "P2", "P3", "P4", "P5", "P6", "P8", "BUZZER"):
    for function in Pin(name).af_list():
        assert getattr(Pin, function.name()) == function.index()
assert Pin("P9").af_list() == []

# Mappers
assert Pin.mapper() is None and Pin.dict() is None and Pin.debug() is False
Pin.mapper(lambda id: Pin.board.P8 if id == "left" else None)
Pin.dict({"right": Pin.board.P7, "wrong": 5})
assert Pin("left") is Pin.board.P8 and Pin("right") is Pin.board.P7 and Pin("P0").name() == "B15"
raises(ValueError, Pin, "nowhere")
raises(ValueError, Pin, "wrong")
Pin.mapper(lambda id: 7)
raises(ValueError, Pin, "P0")
raises(ValueError, Pin.mapper, 3)
raises(TypeError, Pin.dict, 3)
Pin.mapper(None)
Pin.dict(None)
raises(ValueError, Pin, "left")

# What is called has to be callable.
for irq in (pin.irq, machine.UART(1).irq, pyb.UART(1, 9600).irq):
    raises(ValueError, irq, 5)
    irq(None)
rtc = pyb.RTC()
raises(ValueError, rtc.wakeup, 100, 5)
raises(ValueError, machine.RTC().irq, handler="x")
timer = Timer(4, freq=10)
raises(ValueError, timer.callback, 1)
raises(ValueError, timer.channel, 1, Timer.OC_TIMING, callback=1)

# RTC
assert rtc.info() & 0x20000000 and rtc.info() & 0xFFFF == 0
assert rtc.calibration() == 0 and rtc.calibration(-100) is None and rtc.calibration() == -100
raises(ValueError, rtc.calibration, 513)
rtc.calibration(0)

# Lines of the interrupt controller
calls = []
out = Pin("P9", Pin.OUT_PP)
out.high()
line = ExtInt("P3", ExtInt.IRQ_FALLING, Pin.PULL_UP, calls.append)
assert line.line() == 12 and str(line) == "<ExtInt line=12>"
out.low()
while not calls:
    pyb.delay(1)
assert calls == [12]
assert "in use" in str(raises(ValueError, ExtInt, "B12", ExtInt.IRQ_RISING, 0, calls.append))
line.swint()
assert calls == [12, 12]
ExtInt.regs()
line.disable()
line.swint()
out.high()
out.low()
pyb.delay(5)
assert calls == [12, 12]
line.enable()
line.swint()
assert len(calls) == 3
ExtInt("P3", ExtInt.IRQ_FALLING, Pin.PULL_UP, None)
line.swint()
assert len(calls) == 3
quiet = ExtInt(Pin.board.P3, ExtInt.EVT_RISING, Pin.PULL_UP, calls.append)
quiet.swint()
out.high()
pyb.delay(5)
assert len(calls) == 3
inner = ExtInt(22, ExtInt.IRQ_RISING, Pin.PULL_NONE, calls.append)
inner.swint()
assert calls[-1] == 22
raises(ValueError, ExtInt, 15, 1, 0, None)
raises(ValueError, ExtInt, 99, 1, 0, None)
raises(ValueError, ExtInt, "P0", 0, 0, None)
raises(ValueError, ExtInt, "P0", 4, 0, None)
raises(ValueError, ExtInt, "P0", 1, 9, None)
raises(ValueError, ExtInt, "P0", 1, 0, 3)

# No host takes reports.
assert pyb.usb_mode() == "VCP+MSC" and pyb.usb_mode("VCP") is None
raises(ValueError, pyb.usb_mode, "VCP+HID")
raises(ValueError, pyb.usb_mode, "HID", hid=pyb.hid_keyboard)
assert len(pyb.hid_keyboard) == 5 and len(pyb.hid_keyboard[4]) == 63
assert len(pyb.hid_mouse[4]) == 52 and pyb.hid_mouse[:2] == (1, 2)
hid = pyb.USB_HID()
assert hid.send((0, 10, 0, 0)) == 0 and hid.send(b"\0" * 8) == 0 and pyb.hid((0, 0, 0, 0)) == 0
assert hid.recv(8, timeout=1) == b"" and hid.recv(bytearray(8), timeout=1) == 0
raises(ValueError, hid.send, [0] * 9)
raises(TypeError, hid.send, 5)
raises(TypeError, pyb.USB_HID, 1)

assert pyb.country() == "XX" and pyb.fault_debug(True) is None and pyb.sync() is None
assert pyb.mount and pyb.repl_uart() is None
pyb.info()
uart = pyb.UART(1, 19200, timeout_char=20)
heard = []
uart.irq(lambda u: heard.append(u.read()), pyb.UART.IRQ_RX)
uart.write("x")
while not heard:
    pyb.delay(1)
assert heard == [b"x"] and uart.txdone()
uart.flush()

from array import array

adc = pyb.ADC("P6")
fine, rough = array("H", bytes(8)), array("H", bytes(8))
assert pyb.ADC.read_timed_multi((adc, adc), (fine, rough), Timer(6, freq=10000)) is True
assert all(abs(value - 2048) < 4 for value in fine) and list(fine) == list(rough)
raises(ValueError, pyb.ADC.read_timed_multi, (), (), Timer(6, freq=100))
raises(ValueError, pyb.ADC.read_timed_multi, (adc, adc), (fine,), Timer(6, freq=100))
raises(ValueError, pyb.ADC.read_timed_multi, (adc, adc), (fine, bytearray(3)), Timer(6, freq=100))
with pyb.USB_VCP() as port:
    assert port.readlines() == [] and port.irq(None) is None
    raises(ValueError, port.irq, 5)
    raises(ValueError, port.irq, print, 8)
assert pyb.repl_info(False) is None and Timer(4, freq=10, brk=Timer.BRK_LOW)
print("OK")
