# gif and mjpeg: files read back by other means than what wrote them.
import image, gif, mjpeg, csi, struct, os


def content(path):
    with open(path, "rb") as file:
        return file.read()


gray = image.Image(10, 6, image.GRAYSCALE)
gray.draw_rectangle((2, 2, 4, 3), color=200, fill=True)
rgb = image.Image(5, 3, image.RGB565)
rgb.draw_rectangle((0, 0, 5, 3), color=(255, 0, 0), fill=True)
jpeg = gray.to_jpeg(copy=True)

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
for name in ("g.gif", "c.gif", "m.avi", "f.jpg"):
    os.remove("/flash/" + name)
print("OK")
