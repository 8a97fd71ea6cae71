# SPDX-License-Identifier: MIT
# The test puts FIRST and SECOND before this, the numbers of two I2C buses whose pins it has wired, and SCL and
# SDA, the pins of the first.
import time
from machine import I2C, I2CTarget, SoftI2C


def soon(condition):
    for _ in range(1000):
        if condition():
            return True
        time.sleep_ms(1)
    return False


bus = I2C(SECOND)
assert 0x42 not in bus.scan()
memory = bytearray(range(32))
target = I2CTarget(FIRST, addr=0x42, mem=memory)
assert repr(target) == "I2CTarget(%d, addr=66, scl=%s, sda=%s)" % (FIRST, SCL, SDA), repr(target)
assert 0x42 in bus.scan()
assert 0x42 in SoftI2C(scl=SCL, sda=SDA).scan()

# The memory, read and written by the controller, and what is beyond its end begins anew.
assert bus.readfrom_mem(0x42, 4, 3) == b"\x04\x05\x06"
assert target.memaddr == 4
assert bus.readfrom(0x42, 2) == b"\x07\x08"
bus.writeto_mem(0x42, 30, b"abc")
assert memory[30:] == b"ab" and memory[0] == ord("c")
assert bus.readfrom_mem(0x42, 31, 2) == b"bc"
memory[7] = 99
assert bus.readfrom_mem(0x42, 7, 1)[0] == 99
bus.writeto_mem(0x42, 33, b"z")
assert memory[1] == ord("z") and target.memaddr == 1

# A memory that shrinks is still no danger.
memory[:] = b"12"
assert bus.readfrom_mem(0x42, 9, 3) == b"212"
memory[:] = b""
assert bus.readfrom_mem(0x42, 0, 2) == b"\0\0"
bus.writeto_mem(0x42, 0, b"x")

# Events of a memory
memory[:] = bytes(8)
seen = []
target.irq(lambda t: seen.append((t.irq().flags(), t.memaddr)))
bus.writeto_mem(0x42, 3, b"hi")
assert soon(lambda: len(seen) == 1)
bus.readfrom_mem(0x42, 3, 2)
assert soon(lambda: len(seen) == 2)
assert seen == [(I2CTarget.IRQ_END_WRITE, 3), (I2CTarget.IRQ_END_READ, 3)], seen
assert target.irq().trigger() == I2CTarget.IRQ_END_READ | I2CTarget.IRQ_END_WRITE
target.irq(None)
assert "hard" in str(raises(ValueError, target.irq, print, I2CTarget.IRQ_READ_REQ))

# A device of one's own: answers each byte that it was told, plus one.
told = bytearray(4)
one = bytearray(1)
count = 0


def serve(t):
    global count
    flags = t.irq().flags()
    if flags & I2CTarget.IRQ_ADDR_MATCH_WRITE:
        count = 0
    if flags & I2CTarget.IRQ_WRITE_REQ and t.readinto(one):
        told[count] = one[0]
        count += 1
    if flags & I2CTarget.IRQ_READ_REQ:
        one[0] = told[count - 1] + 1
        count -= 1
        t.write(one)


device = I2CTarget(FIRST, 0x21)
assert 0x42 not in bus.scan()  # one target a bus
every = (I2CTarget.IRQ_ADDR_MATCH_READ | I2CTarget.IRQ_ADDR_MATCH_WRITE | I2CTarget.IRQ_READ_REQ
         | I2CTarget.IRQ_WRITE_REQ | I2CTarget.IRQ_END_READ | I2CTarget.IRQ_END_WRITE)
device.irq(serve, every, hard=True)
assert bus.writeto(0x21, b"\x10\x20\x30") == 3
assert bus.readfrom(0x21, 3) == b"\x31\x21\x11"

# One that does not answer lets the controller wait in vain; one that nobody serves gives zeros.
device.irq(lambda t: None, I2CTarget.IRQ_READ_REQ, hard=True)
assert raises(OSError, bus.readfrom, 0x21, 1).errno == 110
device.irq(None)
assert bus.readfrom(0x21, 2) == b"\0\0"
# A handler that fails is switched off.
device.irq(lambda t: 1 / 0, I2CTarget.IRQ_END_READ, hard=True)
bus.readfrom(0x21, 1)
bus.readfrom(0x21, 1)

device.deinit()
device.deinit()
assert 0x21 not in bus.scan()
wide = I2CTarget(FIRST, 0x30, mem=bytearray(600), mem_addrsize=16)
bus.writeto_mem(0x30, 0x0203, b"far", addrsize=16)
assert bus.readfrom_mem(0x30, 0x0203, 3, addrsize=16) == b"far"
plain = I2CTarget(FIRST, 0x30, mem=bytearray(4), mem_addrsize=0)
bus.writeto(0x30, b"abcd")
assert bus.readfrom(0x30, 4) == b"abcd"

raises(TypeError, I2CTarget)
raises(TypeError, I2CTarget, FIRST)
raises(ValueError, I2CTarget, 9, 0x42)
raises(ValueError, I2CTarget, FIRST, 0x80)
raises(ValueError, I2CTarget, FIRST, -1)
raises(ValueError, I2CTarget, FIRST, 1, addrsize=8)
raises(ValueError, I2CTarget, FIRST, 1, mem_addrsize=12)
raises(TypeError, I2CTarget, FIRST, 1, mem=b"constant")
raises(TypeError, I2CTarget, FIRST, 1, mem=5)
print("OK")
