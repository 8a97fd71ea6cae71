# SPDX-License-Identifier: MIT
# The test puts BOARD before this, and wires UART tx to rx, SPI mosi to miso, P9 to P10 or P8 to P9.
import machine, time
from machine import ADC, I2C, PWM, SPI, UART, Pin, RTC, Signal, SoftI2C, SoftSPI, Timer

BUSES = {
    "ae3": dict(i2c=(1, 2), spi=0, uart=(1, 3, 4, 5), adc="P8", pwm="P3", plain=("P10", "P11")),
    "pure-thermal": dict(i2c=(2, 4), spi=2, uart=(1, 3), adc="P6", pwm="P7", plain=("P9", "P3")),
    "rt1062": dict(i2c=(1,), spi=1, uart=(1,), adc="P6", pwm="P7", plain=("P9", "P12")),
}[BOARD]

# Only the board's own buses exist.
for kind, known in ((I2C, BUSES["i2c"]), (SPI, (BUSES["spi"],)), (UART, BUSES["uart"])):
    for id in range(9):
        if id in known:
            kind(id)
        else:
            assert "doesn't exist" in str(raises(ValueError, kind, id))

# What a pin has by pyb only is hidden elsewhere, also from lookups that remember their place.
hidden = ("cpu", "names", "af_list", "port", "pin", "gpio", "mode", "pull", "af", "mapper", "dict", "debug")
for size in range(100):
    places = {i: 0 for i in range(size)}
    for name in hidden:
        places[name] = 1
        assert places[name] and hasattr(Pin, name) == (BOARD == "pure-thermal"), name

# I2C: nobody answers but what is attached (by the test: an EEPROM at 0x50 of the last bus).
bus = I2C(BUSES["i2c"][-1], freq=100000)
assert 0x50 in bus.scan() and 0x51 not in bus.scan()
assert raises(OSError, bus.readfrom, 0x51, 1).errno == 19
raises(ValueError, bus.readfrom, 0x50, -1)
raises(ValueError, bus.readfrom_mem, 0x50, 0, -1)
bus.writeto_mem(0x50, 0x0123, b"hello", addrsize=16)
assert bus.readfrom_mem(0x50, 0x0123, 5, addrsize=16) == b"hello"
buffer = bytearray(3)
bus.readfrom_mem_into(0x50, 0x0124, buffer, addrsize=16)
assert buffer == b"ell"
assert bus.writeto(0x50, b"\x01\x27") == 2
assert bus.readfrom(0x50, 1) == b"o"
assert bus.writevto(0x50, (b"\x00\x1e", b"abcd")) == 6
# A page of it ends at 0x20: the rest went to the page's beginning.
assert bus.readfrom_mem(0x50, 0x00, 2, addrsize=16) == b"cd"
assert bus.readfrom_mem(0x50, 0x1E, 2, addrsize=16) == b"ab"
assert "freq=100000" in str(bus)
# The soft bus on the same pins reaches it, too.
import _wires

scl, sda, _ = _wires.bus(0, BUSES["i2c"][-1])
soft = SoftI2C(scl=Pin(scl), sda=Pin(sda))
assert soft.scan() == bus.scan() and soft.readfrom_mem(0x50, 0x123, 2, addrsize=16) == b"he"
raises(TypeError, SoftI2C, scl="P0")

# SPI: MOSI is wired to MISO.
spi = SPI(BUSES["spi"], baudrate=1000000, polarity=1)
back = bytearray(4)
spi.write_readinto(b"ping", back)
assert back == b"ping"
assert spi.read(3, 0x5A) == b"\x5a\x5a\x5a"
spi.readinto(back, 7)
assert back == b"\x07\x07\x07\x07"
raises(ValueError, spi.write_readinto, b"abc", back)
raises(ValueError, spi.read, -1)
sck, mosi, miso = _wires.bus(1, BUSES["spi"])
soft = SoftSPI(sck=Pin(sck), mosi=Pin(mosi), miso=Pin(miso))
assert soft.read(2, 0xC3) == b"\xc3\xc3"
assert SoftSPI(sck=sck, mosi=mosi, miso=BUSES["plain"][0]).read(2, 0xC3) == b"\x00\x00"

# UART: tx is wired to rx.
uart = UART(BUSES["uart"][0], baudrate=9600, timeout=20, rxbuf=16)
assert uart.any() == 0 and uart.read() is None
assert uart.write("one\ntwo") == 7 and uart.any() == 7 and uart.txdone()
assert uart.readline() == b"one\n" and uart.read(2) == b"tw"
part = bytearray(3)
assert uart.readinto(part) == 1 and part[0] == ord("o")
uart.write(b"0123456789abcdefXYZ")  # more than there is room for
assert uart.read() == b"0123456789abcdef"
start = time.ticks_ms()
assert uart.read(4) is None and time.ticks_diff(time.ticks_ms(), start) >= 20
heard = []
uart.irq(lambda u: heard.append(u.any()), UART.IRQ_RX)
uart.write("x")
while not heard:
    time.sleep_ms(1)
assert heard == [1]
raises(ValueError, uart.init, 0)
assert "baudrate=9600" in str(uart)

# ADC: the test has set half of full scale.
adc = ADC(BUSES["adc"])
assert abs(adc.read_u16() - 32768) < 40, adc.read_u16()
assert ADC(Pin(BUSES["adc"])).read_u16() == adc.read_u16()
raises(ValueError, ADC, "P2")
raises(ValueError, ADC, "P99")

# PWM
pwm = PWM(Pin(BUSES["pwm"]), freq=1000, duty_u16=16384)
assert pwm.freq() == 1000 and pwm.duty_u16() == 16384 and pwm.duty_ns() == 250004
pwm.freq(2000)
assert pwm.duty_u16() == 16384 and pwm.duty_ns() == 125002
pwm.duty_ns(100000)
assert abs(pwm.duty_u16() - 13107) <= 1
raises(ValueError, pwm.freq, 0)
raises(ValueError, PWM, "P3" if BOARD == "rt1062" else "LED_RED")
pwm.deinit()

# A pin that is wired to another follows it, and its edges interrupt.
a, b = (Pin(name) for name in BUSES["plain"])
a.init(Pin.OUT, value=0)
b.init(Pin.IN, Pin.PULL_UP)
assert b.value() == 0
edges = []
b.irq(lambda pin: edges.append(pin.value()), Pin.IRQ_RISING | Pin.IRQ_FALLING)
a.on()
a.off()
while len(edges) < 2:
    time.sleep_ms(1)
b.irq(None)
signal = Signal(a, invert=True)
signal.on()
assert a.value() == 0 and signal.value() == 1
a.on()
assert Signal(BUSES["plain"][0], Pin.OUT, value=1, invert=True).value() == 1 and a.value() == 0
assert "Pin(5)" in str(raises(ValueError, Pin, 5)) and "Pin(P99)" in str(raises(ValueError, Pin, "P99"))
ticks = []
timer = Timer(-1, period=20, callback=lambda t: (a.toggle(), ticks.append(1)))
assert machine.time_pulse_us(b, 1, 10000000) >= 0  # 0: a computer so late that both edges came at once
timer.deinit()
count = None
while count != len(ticks):  # a callback in the queue runs at each look
    count = len(ticks)
    time.sleep_ms(5)
assert machine.time_pulse_us(b, not b.value(), 1000) == -2
assert machine.time_pulse_us(b, b.value(), 1000) == -1
start = time.ticks_us()
machine.bitstream(a, 0, (400, 850, 800, 450), bytes(100))
assert time.ticks_diff(time.ticks_us(), start) >= 1000

# The time of a server, played here.
import ntptime, struct


class Net:
    AF_INET = SOCK_DGRAM = 0
    seconds = 3981312000

    def getaddrinfo(self, host, port):
        return [(0, 0, 0, "", (host, port))]

    def socket(self, *kinds):
        return self

    def settimeout(self, seconds):
        pass

    def sendto(self, query, address):
        self.asked = (len(query), query[0], address)

    def recv(self, size):
        return bytes(40) + struct.pack("!I", self.seconds) + bytes(4)

    def close(self):
        self.closed = True


net = ntptime.socket = Net()
assert ntptime.time() == 3981312000 - 2208988800
assert net.asked == (48, 0x1B, ("pool.ntp.org", 123)) and net.closed
ntptime.settime()
assert RTC().datetime()[:6] == (2026, 3, 1, 6, 0, 0)
net.seconds = 7  # of the next era, from 2036 on
assert time.gmtime(ntptime.time())[:6] == (2036, 2, 7, 6, 28, 23)

if BOARD == "ae3":
    from pca9674a import PCA9674A

    class Expander:
        sent = b""

        def writeto(self, address, data):
            self.sent += bytes((address,)) + data

        def readfrom(self, address, count):
            return b"\xfe"

    pressed = []
    expander = PCA9674A(Expander(), "P9", callback=pressed.append)
    expander.write(0x55)
    assert expander.read() == 0xFE and expander.bus.sent == b"\x3f\xff\x3f\x55"
    expander.irq_pin.irq(None)

# Sleeps end by time, by the clock's alarm, and by a pin.
rtc = RTC()
for set_clock, new, now in ((rtc.datetime, (2026, 5, 17, 0, 10, 20, 30, 0), (2026, 5, 17, 6, 10, 20)),
                            (rtc.init, (2026, 5, 17, 11, 21, 30, 0, 0), (2026, 5, 17, 6, 11, 21))):
    start = time.ticks_ms()
    set_clock(new)
    shown = rtc.datetime()
    assert shown[:6] == now and 30 <= shown[6] <= 30 + time.ticks_diff(time.ticks_ms(), start) // 1000, shown
raises(ValueError, rtc.init, (2026, 5, 17, 24, 0, 0, 0, 0))
start = time.ticks_ms()
machine.lightsleep(30)
assert time.ticks_diff(time.ticks_ms(), start) >= 30
rang = []
rtc.irq(trigger=RTC.ALARM0, handler=rang.append)
rtc.alarm(RTC.ALARM0, 60000)
assert 0 < rtc.alarm_left() <= 60000
for tries in range(3):  # it may ring before a computer that stood still is asleep
    rtc.alarm(RTC.ALARM0, 400)
    start = time.ticks_ms()
    machine.lightsleep(20000)
    slept = time.ticks_diff(time.ticks_ms(), start)
    while not rang:
        time.sleep_ms(1)
    assert rang.pop() is rtc and not rang and rtc.alarm_left() == 0
    if slept < 20000:
        break
assert slept < 20000
rtc.wakeup(5, lambda r: rang.append("woken"))
while rang.count("woken") < 2:
    time.sleep_ms(1)
rtc.wakeup(None)
# Far away it never rings, and farther than can be counted it is refused.
for far in (1 << 32, 1 << 40):
    rtc.wakeup(far, lambda r: rang.append("too early"))
    time.sleep_ms(2)
    assert far - 60000 < rtc.alarm_left() <= far
rtc.wakeup(None)
assert "too early" not in rang
raises(ValueError, rtc.wakeup, 1 << 59)
raises(ValueError, rtc.alarm, RTC.ALARM0, (2026, 1, 1 << 40, 0, 0, 0, 0, 0))
raises(OverflowError, time.mktime, (2026, 1, 1 << 40, 0, 0, 0, 0, 0))
assert time.mktime((2026, 2, 32, 0, 0, 0, 0, 0)) == time.mktime((2026, 3, 4, 0, 0, 0, 0, 0))
b.irq(lambda pin: None, Pin.IRQ_RISING | Pin.IRQ_FALLING)
timer = Timer(-1, period=20, callback=lambda t: a.toggle())  # again and again: the first may be over before
machine.lightsleep()
timer.deinit()
assert machine.reset_cause() in (machine.PWRON_RESET, machine.HARD_RESET)
print("OK")
