# Bytes that grow: they leave the picture, or whatever else shows them, as it is.
import collections, csi, gc, image, micropython

micropython.alloc_emergency_exception_buf(100)


def extended(data):
    data.extend(b"\r\n" * 1000)


def added(data):
    data += b"\r\n" * 1000


def sliced(data):
    data[len(data) :] = b"\r\n" * 1000


c = csi.CSI()
c.reset()
c.pixformat(csi.GRAYSCALE)
c.framesize(csi.QVGA)
for grow in (extended, added, sliced):
    for make in (
        lambda: c.snapshot(),
        lambda: c.snapshot().compress(quality=50),
        lambda: c.snapshot().to_jpeg(),
        lambda: image.Image(200, 100, image.GRAYSCALE),
    ):
        img = make()
        data = img.bytearray()
        size = len(data)
        first = data[0]
        before = bytes(data)
        grow(data)
        assert len(data) == size + 2000 and bytes(data[:size]) == before and data[-1] == 10
        # A copy from here on.
        data[0] = first ^ 1
        assert img.bytearray()[0] == first and img.size() == size
data = c.snapshot().bytearray()
data.append(5)
assert data[-1] == 5

# What stood in the old place is not given to others while the picture is there.
shared = bytearray(20000)
img = image.Image(200, 100, image.GRAYSCALE, buffer=shared)
view = memoryview(shared)
drawn = image.Image(200, 100, image.GRAYSCALE)
drawn.bytearray().extend(bytes(100000))
shared.extend(bytes(100000))
gc.collect()
others = [[k, str(k)] for k in range(3000)]
for picture in (img, drawn):
    picture.draw_rectangle((0, 0, 200, 100), color=255, fill=True)
view[:] = b"x" * len(view)
assert sum(one[0] for one in others) == 2999 * 1500
assert all(one[1] == str(one[0]) for one in others)

# More than there is.
for much in (1 << 61, 1 << 62):
    raises(MemoryError, lambda: [0] * much)
    raises(MemoryError, lambda: (0,) * much)
    raises(MemoryError, lambda: "abcd" * much)
    raises(MemoryError, lambda: b"abcd" * much)
# The size of a tuple comes round to nothing at all.
raises(MemoryError, lambda: (1, 2) * ((1 << 62) - 1))
raises(MemoryError, lambda: (0,) * ((1 << 61) - 2))
for much in (1 << 59, 1 << 60, 1 << 61, (1 << 62) - 1):
    raises(MemoryError, collections.deque, (), much)
assert list(collections.deque(range(5), 3)) == [2, 3, 4]
much = 1 << 59
assert b"" * much == b"" and "" * much == "" and [] * much == [] and () * much == ()
assert [1, 2] * 3 == [1, 2, 1, 2, 1, 2] and "ab" * 2 == "abab" and (1,) * 0 == ()
print("OK")
