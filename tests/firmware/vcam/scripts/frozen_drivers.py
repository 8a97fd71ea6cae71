# SPDX-License-Identifier: MIT
# On the boards that have them frozen; wired as for machine_common.py.
import time
from machine import I2C, PWM, SPI, UART, Pin
from mutex import Mutex
from pid import PID
import modbus, ssd1306, tb6612, bno055, rpc

p = PID(p=2)
assert p.get_pid(3, 1) == 6 and p.get_pid(-1, 2) == -4
for tries in range(50):  # after a pause of a second it begins anew: a computer that stood still tries again
    began = time.ticks_ms()
    i = PID(i=10, imax=0.5)
    assert i.get_pid(1, 1) == 0
    time.sleep_ms(20)
    some = i.get_pid(1, 1)
    time.sleep_ms(80)
    most = i.get_pid(1, 1)
    i.reset_I()
    d = PID(d=1)
    d.get_pid(0, 1)
    time.sleep_ms(10)
    d.get_pid(0, 1)
    time.sleep_ms(10)
    step = d.get_pid(1, 1)
    if time.ticks_diff(time.ticks_ms(), began) < 1000:
        break
assert 0.19 < some <= 0.5 and most == 0.5 and step > 0.5, (some, most, step)  # 0.5: as far as it may

m = Mutex()
with m:
    assert not m.test()
assert m.test()
m.release()
raises(OSError, m.release)


class Display:
    def __init__(self):
        self.commands = []
        self.data = b""

    def writeto(self, address, data):
        assert address == 0x3C and data[0] == 0x80
        self.commands.append(data[1])

    def writevto(self, address, parts):
        assert parts[0] == b"\x40"
        self.data = bytes(parts[1])


wire = Display()
oled = ssd1306.SSD1306_I2C(128, 64, wire)
assert wire.commands[0] == 0xAE and 0xAF in wire.commands and len(wire.data) == 1024
oled.pixel(5, 9, 1)
oled.show()
assert wire.data[128 + 5] == 2 and sum(wire.data) == 2
assert wire.commands[-6:] == [0x21, 0, 127, 0x22, 0, 7]
oled.contrast(17)
assert wire.commands[-2:] == [0x81, 17]
small = ssd1306.SSD1306_SPI(64, 32, SPI(SPI_BUS), Pin("P6"), Pin("P9"), Pin("P3"))
small.text("hi", 0, 0)
small.show()

# Modbus: requests of another master come by the wire from tx to rx.
uart = UART(1, 115200, timeout=0)
slave = modbus.ModbusRTU(uart, slave_id=7, register_num=10)
slave.REGISTER[2] = 0x1234


def ask(request):
    uart.write(request + modbus.crc16(request).to_bytes(2, "little"))
    slave.handle()
    return uart.read()


assert modbus.crc16(b"\x01\x03\x00\x00\x00\x01") == 0x0A84
assert ask(b"\x07\x03\x00\x02\x00\x01")[:5] == b"\x07\x03\x02\x12\x34"
assert ask(b"\x07\x06\x00\x05\xbe\xef")[:6] == b"\x07\x06\x00\x05\xbe\xef"
assert slave.REGISTER[5] == 0xBEEF
assert ask(b"\x07\x10\x00\x00\x00\x02\x04\x00\x01\x00\x02")[:6] == b"\x07\x10\x00\x00\x00\x02"
assert slave.REGISTER[:2] == [1, 2]
assert ask(b"\x07\x03\x00\x09\x00\x02")[:3] == b"\x07\x83\x02"
assert ask(b"\x07\x2b\x00\x00\x00\x00")[:3] == b"\x07\xab\x01"
assert ask(b"\x08\x03\x00\x02\x00\x01") is None  # somebody else's
slave.clear()
assert not any(slave.REGISTER)

motor = tb6612.Motor(1)
motor.set_speed(-50)
assert Pin("P3").value() == 0 and Pin("P2").value() == 1
motor.stop()
raises(ValueError, tb6612.Motor, 3)
tb6612.Stepper(rpm=6000).step(4)

raises(OSError, bno055.BNO055, I2C(2 if BOARD == "pure-thermal" else 1))
master = rpc.rpc_uart_master(115200, uart_port=1)
assert master.call("nobody", b"x", send_timeout=30, recv_timeout=30) is None
print("OK")
