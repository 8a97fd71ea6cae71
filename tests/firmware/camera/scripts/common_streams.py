# ImageIO, gif and mjpeg: files read back by other means than what wrote them.
import image, gif, mjpeg, csi, struct, os, time


def raises(error, call, *args, **kw):
    try:
        call(*args, **kw)
    except error:
        return
    except Exception as other:
        raise AssertionError("%r instead of %r" % (other, error))
    raise AssertionError("nothing raised, expected %r" % error)


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
stream.seek(0).read(pause=False)
start = time.ticks_ms()
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

# gif: a reader of its own
def frames(path):
    data = content(path)
    assert data[:6] == b"GIF89a" and data[10] == 0xF6
    palette = data[13 : 13 + 384]
    at, delay, out = 13 + 384, None, []
    while data[at] != 0x3B:
        if data[at] == 0x21:
            if data[at + 1] == 0xF9:
                delay = struct.unpack_from("<H", data, at + 4)[0]
            at += 2
        else:
            assert data[at] == 0x2C
            w, h = struct.unpack_from("<HH", data, at + 5)
            bits = data[at + 10]
            at += 11
        raw = bytearray()
        while data[at]:
            raw.extend(data[at + 1 : at + 1 + data[at]])
            at += 1 + data[at]
        at += 1
        if raw[:1] == b"\x80":
            # Codes of 8 bits: pixels, 128 clears, 129 ends.
            assert bits == 7 and raw[-1] == 129
            pixels = bytes(raw[:-1]).replace(b"\x80", b"")
            assert len(pixels) == w * h
            out.append((w, h, delay, pixels, palette))
    assert at == len(data) - 1
    return out


g = gif.Gif("/flash/g.gif", width=10, height=6, color=False)
assert (g.width(), g.height(), g.format(), g.loop()) == (10, 6, image.GRAYSCALE, 1)
assert str(g) == "<gif width:10 height:6 color:0 loop:1>"
g.add_frame(gray)
assert len(frames("/flash/g.gif")) == 1
g.add_frame(gray.copy().invert(), delay=25)
raises(OSError, g.add_frame, rgb)
raises(OSError, g.add_frame, image.Image(10, 6, image.BINARY))
raises(OSError, g.add_frame, jpeg)
assert g.size() == len(content("/flash/g.gif"))
g.close()
g.close()
raises(OSError, g.add_frame, gray)
first, second = frames("/flash/g.gif")
assert first[:3] == (10, 6, 10) and second[2] == 25 and b"NETSCAPE2.0" in content("/flash/g.gif")
for wanted, frame in ((gray, first), (gray.copy().invert(), second)):
    for c, level in zip(frame[3], bytes(wanted)):
        r, g_, b = frame[4][3 * c : 3 * c + 3]
        assert abs(r - level) <= 2 and r == g_ == b
g = gif.Gif("/flash/c.gif", width=5, height=3, color=True, loop=False)
g.add_frame(rgb, delay=0)
g.close()
assert b"NETSCAPE" not in content("/flash/c.gif")
w, h, delay, pixels, palette = frames("/flash/c.gif")[0]
assert delay is None and all(palette[3 * c : 3 * c + 3] == b"\xff\x00\x00" for c in pixels)
raises(OSError, gif.Gif, "/flash/c.gif", width=0, height=3)
raises(OSError, gif.Gif, "/nowhere/c.gif", width=5, height=3)

# The sizes that are not given are the main sensor's.
c = csi.CSI()
c.reset()
c.pixformat(csi.RGB565)
c.framesize(csi.QVGA)
g = gif.Gif("/flash/c.gif")
assert (g.width(), g.height(), g.format()) == (c.width(), c.height(), image.RGB565)
g.add_frame(c.snapshot())
g.close()
assert len(frames("/flash/c.gif")) == 1

# mjpeg: every frame is a picture of that size.
m = mjpeg.Mjpeg("/flash/m.avi", 32, 24)
assert (m.is_closed(), m.width(), m.height(), m.count(), m.size()) == (0, 32, 24, 0, 224)
white = image.Image(32, 12, image.GRAYSCALE).invert()
m.write(white)
m.add_frame(c.snapshot(), quality=50)
m.write(image.Image(32, 24, image.RGB565).invert().to_jpeg(), roi=(0, 0, 32, 24))
m.write(c.snapshot(), roi=(10, 10, 60, 50), rgb_channel=1)
m.sync()
assert m.count() == 4 and m.size() == len(content("/flash/m.avi"))
raises(ValueError, m.write, white, quality=101)
raises(ValueError, m.write, white, rgb_channel=3)
raises(ValueError, m.write, white, alpha=256)
raises(TypeError, m.write, 5)
m.close()
m.close()
assert m.is_closed()
raises(OSError, m.write, white)
raises(OSError, m.sync)
raises(OSError, mjpeg.Mjpeg, "/flash/m.avi", 0, 5)
data = content("/flash/m.avi")
assert data[:4] == b"RIFF" and struct.unpack_from("<I", data, 4)[0] == len(data) - 8
assert data[8:16] == b"AVI LIST" and data[212:216] == b"LIST" and data[220:224] == b"movi"
at, pictures = 224, []
while at < len(data):
    tag, n = struct.unpack_from("<4sI", data, at)
    assert tag == b"00dc" and n % 4 == 0
    with open("/flash/f.jpg", "wb") as file:
        file.write(data[at + 8 : at + 8 + n])
    pictures.append(image.Image("/flash/f.jpg"))
    at += 8 + n
assert at == len(data) and [(p.width(), p.height()) for p in pictures] == [(32, 24)] * 4
# Half as high: in the middle, black above and below.
first = pictures[0].to_grayscale(copy=True)
assert first.get_pixel((16, 12)) > 240 and first.get_pixel((16, 2)) < 15 > first.get_pixel((16, 21))
assert pictures[2].to_grayscale(copy=True).get_pixel((16, 2)) > 240
for name in ("s.bin", "old.bin", "bad.bin", "g.gif", "c.gif", "m.avi", "f.jpg"):
    os.remove("/flash/" + name)
print("OK")
