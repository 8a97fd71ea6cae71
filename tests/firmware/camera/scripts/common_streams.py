# ImageIO: files read back by other means than what wrote them.
import image, struct, os, time


def content(path):
    with open(path, "rb") as file:
        return file.read()


gray = image.Image(10, 6, image.GRAYSCALE)
gray.draw_rectangle((2, 2, 4, 3), color=200, fill=True)
rgb = image.Image(5, 3, image.RGB565)
rgb.draw_rectangle((0, 0, 5, 3), color=(255, 0, 0), fill=True)
jpeg = gray.to_jpeg(copy=True)

# A file stream, byte by byte
out = image.ImageIO("/flash/s.bin", "w")
assert (out.type(), out.is_closed(), out.count(), out.offset(), out.version()) == (0, 0, 0, 0, 20)
assert out.buffer_size() is None and (out.FILE_STREAM, image.ImageIO.MEMORY_STREAM) == (0, 1)
assert out.write(gray) is out
time.sleep_ms(30)
out.write(rgb).write(jpeg).sync()
assert (out.count(), out.offset()) == (3, 3)
size = out.size()
out.close()
out.close()
assert out.is_closed()
raises(OSError, out.write, gray)
raises(OSError, out.read)
data = content("/flash/s.bin")
assert len(data) == size and data[:16] == b"OMV IMG STR V2.0"
ms, w, h, fmt, n = struct.unpack_from("<5I", data, 16)
assert (w, h, fmt, n) == (10, 6, image.GRAYSCALE, 60) and data[36:48] == bytes(12)
assert data[48:108] == bytes(gray) and data[108:112] == bytes(4)
ms, w, h, fmt, n = struct.unpack_from("<5I", data, 112)
assert (w, h, fmt, n) == (5, 3, image.RGB565, 30) and 30 <= ms < 5000
assert data[144:174] == bytes(rgb)

stream = image.ImageIO("/flash/s.bin", "r")
assert stream.version() == 20 and stream.size() == size
for wanted in (gray, rgb, jpeg, gray):
    img = stream.read(copy_to_fb=False, pause=False)
    assert bytes(img) == bytes(wanted) and img.format() == wanted.format()
    assert (img.width(), img.height()) == (wanted.width(), wanted.height())
assert stream.offset() == 1 and stream.count() == 3
stream.seek(2)
assert bytes(stream.read(copy_to_fb=False)) == bytes(jpeg)
assert stream.read(False, loop=False) is None
raises(ValueError, stream.seek, -1)
raises(EOFError, stream.seek, 4)
start = time.ticks_ms()  # the pause counts from the frame before
stream.seek(0).read(pause=False)
assert bytes(stream.read(False, pause=True)) == bytes(rgb)
assert time.ticks_diff(time.ticks_ms(), start) >= 25
raises(OSError, stream.write, gray)
assert '"type":"file stream", "closed":"false", "count":3' in str(stream)
stream.close()
# Back to the start of what is written: the rest is gone.
out = image.ImageIO("/flash/s.bin", "w")
out.write(gray).write(gray).seek(0)
out.write(rgb)
assert (out.count(), out.offset()) == (1, 1)
out.close()
assert len(content("/flash/s.bin")) == 16 + 32 + 32

# Older versions
pixels = struct.pack(">3H", 0xF800, 0x07E0, 0x1234)
for version, swapped in ((b"V1.0", True), (b"V1.1", False)):
    with open("/flash/old.bin", "wb") as file:
        file.write(b"OMV IMG STR " + version + struct.pack("<4I", 1, 3, 1, 2) + pixels + bytes(10))
        file.write(struct.pack("<4I", 1, 10, 6, len(jpeg)) + bytes(jpeg))
    old = image.ImageIO("/flash/old.bin", "r")
    img = old.read(copy_to_fb=False)
    assert img.get_pixel((0, 0), rgbtuple=False) == (0xF800 if swapped else 0x00F8)
    img = old.read(copy_to_fb=False)
    assert bytes(img) == bytes(jpeg) and img.format() == image.JPEG
    old.close()
for damage, error in ((b"OMV IMG STR V2.1", ValueError), (b"something else..", OSError), (b"OMV", OSError)):
    with open("/flash/bad.bin", "wb") as file:
        file.write(damage)
    raises(error, image.ImageIO, "/flash/bad.bin", "r")
with open("/flash/bad.bin", "wb") as file:
    file.write(data[:16] + struct.pack("<5I", 0, 30000, 30000, image.GRAYSCALE, 0) + bytes(12))
bad = image.ImageIO("/flash/bad.bin", "r")
raises(OSError, bad.read, False)
bad.close()
raises(ValueError, image.ImageIO, "/flash/s.bin", "x")
raises(ValueError, image.ImageIO, 5, "r")
raises(OSError, image.ImageIO, "/flash/none.bin", "r")
raises(TypeError, image.ImageIO, "/flash/s.bin")

# Memory
mem = image.ImageIO((10, 6, image.GRAYSCALE), 2)
assert (mem.type(), mem.count(), mem.version(), mem.buffer_size()) == (1, 2, None, 64)
assert mem.size() == 2 * 96
mem.write(gray).write(rgb)
raises(EOFError, mem.write, gray)
raises(EOFError, mem.read)
assert bytes(mem.seek(1).read(False, pause=False)) == bytes(rgb)
raises(ValueError, mem.seek, 2)
raises(ValueError, mem.seek(0).write, image.Image(20, 6, image.GRAYSCALE))
assert bytes(mem.seek(0).read(copy_to_fb=True, pause=False)) == bytes(gray)
mem.close()
raises(OSError, mem.read)
raises(OSError, image.ImageIO, (10, 6, 77), 2)
raises(MemoryError, image.ImageIO, (30000, 30000, image.RGB565), 1000)
for name in ("s.bin", "old.bin", "bad.bin"):
    os.remove("/flash/" + name)
print("OK")
