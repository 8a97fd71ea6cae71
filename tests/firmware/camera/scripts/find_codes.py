# QR codes, data matrices, barcodes.
import image
import math

# Made by other programs: width, then the rows, 1 is dark.
QR_ALNUM = (21, (0x1FDC7F, 0x104D41, 0x17435D, 0x175F5D, 0x17515D, 0x105241, 0x1FD57F, 0x1700, 0x1176F9, 0x123B2D, 0x4EA70, 0x18ACDA, 0x16F5CD, 0x19C3, 0x1FDD8E, 0x104727, 0x17567B, 0x174F0B, 0x174274, 0x1040F1, 0x1FD1C7))
QR_NUM = (21, (0x1FC87F, 0x104741, 0x17555D, 0x17595D, 0x174E5D, 0x104641, 0x1FD57F, 0x500, 0x3690C, 0x58CBD, 0x57126, 0xBA6B4, 0xAE77B, 0x1DCF, 0x1FDD43, 0x104880, 0x1752D9, 0x175814, 0x1746FB, 0x104E81, 0x1FC4FE))
QR_BYTES = (25, (0x1FC9B7F, 0x1053E41, 0x175F65D, 0x174E45D, 0x1750E5D, 0x105AF41, 0x1FD557F, 0x19400, 0x1A64B76, 0xA065C1, 0x10DC9F3, 0x2A0AB0, 0x1CD1FEB, 0x52F4ED, 0x114D135, 0xE2DDDA, 0x1BEAFFC, 0x1871D, 0x1FD8B53, 0x1046B1C, 0x174B5F1, 0x175FB34, 0x1747E1D, 0x10539C8, 0x1FD67E3))
QR_ECI = (21, (0x1FCB7F, 0x105A41, 0x17595D, 0x174A5D, 0x17515D, 0x105341, 0x1FD57F, 0x1F00, 0x1A6C76, 0x68C11, 0x17DDB5, 0x1D1A4B, 0x147DC9, 0x1200, 0x1FD812, 0x1043AB, 0x174EF2, 0x175A2D, 0x174525, 0x1058CB, 0x1FD302))
DM = (14, (0x2AAA, 0x2DBD, 0x31B6, 0x3B35, 0x3008, 0x382F, 0x2344, 0x2A43, 0x3140, 0x2D39, 0x3EFA, 0x3F2D, 0x2456, 0x3FFF))
DM_WIDE = (18, (0x2AAAA, 0x2D82D, 0x36DA4, 0x28543, 0x34936, 0x20B79, 0x3D1EA, 0x3FFFF))
BARS = (
    ("EAN13", "4006381333931", "10100011010100111010111101111010001001011001101010100001010000101000010111010010000101100110101"),
    ("ISBN10", "316148410X", "10101110110001001010000100110010000101001100101010101110010010001011100110011011100101110010101"),
    ("ISBN13", "9791234567896", "10101110110010111011001100100110100001010001101010100111010100001000100100100011101001010000101"),
    ("EAN8", "96385074", "1010001011010111101111010110111010101001110111001010001001011100101"),
    ("UPCA", "036000291452", "10100011010111101010111100011010001101000110101010110110011101001100110101110010011101101100101"),
    ("UPCE", "01234565", "101011001100100110111101001110101110010101111010101"),
    ("I25", "12345670", "101011101000101011100011101110100010100011101000111000101010101000111000111011101"),
    ("CODABAR", "A40156B", "10110010010101101001010101001101010110010110101001010010101101001001011"),
    ("CODE39", "CODE39", "1001011011010110110100101011010110100101010110010110110101100101011011001010101011001011010100101101101"),
    ("CODE93", "CODE93", "1010111101101000101001011001100101001100100101000010101010000101000101101100110101010111101"),
    ("CODE128", "Code 128", "110100100001000100011010001111010100001001101011001000011011001100100111001101100111001011101001100101000011001100011101011"),
)
NUMBERS = ("EAN2", "EAN5", "EAN8", "UPCE", "ISBN10", "UPCA", "EAN13", "ISBN13", "I25", "DATABAR", "DATABAR_EXP", "CODABAR", "CODE39", "PDF417", "CODE93", "CODE128")
assert [getattr(image, name) for name in NUMBERS] == list(range(16))


def paper(w, h, format=image.GRAYSCALE):
    img = image.Image(w, h, format)
    return img.draw_rectangle((0, 0, w, h), fill=True)


# The code's rows with the top at `top`: 0 as it is, 1 turned by 90 degrees clockwise, ...
def draw(img, code, x, y, size, turn=0):
    w, rows = code
    h = len(rows)
    for r in range(h):
        for c in range(w):
            if rows[r] >> (w - 1 - c) & 1:
                u, v = ((c, r), (h - 1 - r, c), (w - 1 - c, h - 1 - r), (r, w - 1 - c))[turn]
                img.draw_rectangle((x + u * size, y + v * size, size, size), color=(0, 0, 0), fill=True)
    return img


def draw_bars(img, bits, x, y, width, height, upright=False):
    for i, bit in enumerate(bits):
        if bit == "1":
            box = (y, x + i * width, height, width) if upright else (x + i * width, y, width, height)
            img.draw_rectangle(box, color=(0, 0, 0), fill=True)
    return img


def near_all(a, b, slack=2):
    return len(a) == len(b) and all(abs(x - y) <= slack for x, y in zip(a, b))


blank = paper(120, 90)
for find in (blank.find_qrcodes, blank.find_datamatrices, blank.find_barcodes):
    assert find() == [] and find(roi=(0, 0, 1, 1)) == []
    raises(TypeError, find, (0, 0, 10, 10))
    raises(OSError, find, roi=(0, 0, 0, 1))
    raises(OSError, find, roi=(200, 0, 5, 5))
packed = blank.copy().to_jpeg(copy=True)
for name in ("find_qrcodes", "find_datamatrices", "find_barcodes"):
    raises(ValueError, getattr(packed, name))

# QR codes
img = draw(paper(140, 120), QR_ALNUM, 20, 30, 3)
(qr,) = img.find_qrcodes()
assert qr.payload == qr[4] == "OPENMV" and len(qr) == 16
assert near_all(qr.rect, (20, 30, 63, 63)) and qr[:4] == qr.rect == (qr.x, qr.y, qr.w, qr.h)
assert qr.version == 1 and qr.data_type == 2 and qr.eci == 0 and qr.ecc_level in (0, 1, 2, 3)
assert qr.is_alphanumeric and not (qr.is_numeric or qr.is_binary or qr.is_kanji)
for corner, at in zip(qr.corners, ((20, 30), (83, 30), (83, 93), (20, 93))):
    assert near_all(corner, at), qr.corners
# Level and mask as they stand beside the first corner: two and three bits, masked.
word = [QR_ALNUM[1][8] >> (20 - c) & 1 for c in range(5)]
told = [bit ^ flip for bit, flip in zip(word, (1, 0, 1, 0, 1))]
assert qr.ecc_level == told[0] * 2 + told[1] and qr.mask == told[2] * 4 + told[3] * 2 + told[4], (qr, told)
raises(AttributeError, lambda: qr.rotation)
for code, text, kind, version, eci in (
    (QR_NUM, "0123456789", 1, 1, 0),
    (QR_BYTES, "http://openmv.io/?a=1", 4, 2, 0),
    (QR_ECI, "Grüße", 4, 1, 26),
):
    (qr,) = draw(paper(140, 120), code, 20, 20, 3).find_qrcodes()
    assert (qr.payload, qr.data_type, qr.version, qr.eci) == (text, kind, version, eci), qr
    assert (qr.is_numeric, qr.is_binary) == (kind == 1, kind == 4)
for turn in range(4):
    (qr,) = draw(paper(100, 100), QR_NUM, 15, 15, 3, turn).find_qrcodes()
    tip = ((15, 15), (78, 15), (78, 78), (15, 78))[turn]
    assert qr.payload == "0123456789" and near_all(qr.corners[0], tip)
for format in (image.RGB565, image.BINARY):
    (qr,) = draw(paper(100, 100, format), QR_BYTES, 12, 12, 3).find_qrcodes()
    assert qr.payload == "http://openmv.io/?a=1"
img = draw(paper(300, 120), QR_NUM, 20, 20, 3)
draw(img, QR_ALNUM, 170, 30, 4)
assert sorted(q.payload for q in img.find_qrcodes()) == ["0123456789", "OPENMV"]
(qr,) = img.find_qrcodes(roi=(140, 10, 150, 110))
assert qr.payload == "OPENMV" and near_all(qr.rect, (170, 30, 84, 84))
assert img.find_qrcodes(roi=(20, 20, 40, 40)) == []

# Data matrices
img = draw(paper(140, 120), DM, 30, 20, 5)
(dm,) = img.find_datamatrices()
assert dm.payload == dm[4] == "Hello 123" and len(dm) == 12
assert (dm.rows, dm.columns, dm.capacity, dm.padding) == dm[6:10] == (14, 14, 8, 0), dm
assert near_all(dm.rect, (30, 20, 70, 70)) and dm.rotation < 0.02 or dm.rotation > 6.26
assert near_all(dm.corners[0], (30, 20)) and near_all(dm.corners[2], (100, 90))
(dm,) = draw(paper(140, 120), DM_WIDE, 30, 20, 5).find_datamatrices()
assert (dm.payload, dm.rows, dm.columns, dm.capacity, dm.padding) == ("wide", 8, 18, 5, 0), dm
for turn in range(4):
    (dm,) = draw(paper(140, 120), DM, 30, 20, 5, turn).find_datamatrices()
    assert dm.payload == "Hello 123" and abs(dm.rotation - turn * math.pi / 2) % (2 * math.pi) < 0.04, dm
img = draw(paper(240, 120, image.RGB565), DM, 20, 20, 4)
draw(img, DM_WIDE, 130, 60, 5)
assert sorted(d.payload for d in img.find_datamatrices()) == ["Hello 123", "wide"]
(dm,) = img.find_datamatrices(roi=(110, 40, 130, 80))
assert dm.payload == "wide" and near_all(dm.rect, (130, 60, 90, 40))
assert img.find_datamatrices(roi=(20, 20, 30, 30)) == [] and img.find_datamatrices(effort=0) == []
assert len(img.find_datamatrices(effort=400)) == 2

# Barcodes
for name, text, bits in BARS:
    (code,) = draw_bars(paper(320, 80), bits, 20, 20, 2, 40).find_barcodes()
    assert (code.payload, code.type, code.rotation) == (text, getattr(image, name), 0.0), (name, code)
    assert near_all(code.rect, (20, 20, 2 * len(bits), 40)) and code.quality > 10 and len(code) == 10
    assert code[4:8] == (code.payload, code.type, code.rotation, code.quality) and len(code.corners) == 4
    assert draw_bars(paper(320, 80), bits, 20, 20, 2, 40).find_barcodes(roi=(0, 0, 60, 80)) == []
name, text, bits = BARS[0]
(code,) = draw_bars(paper(120, 240, image.RGB565), bits, 20, 30, 2, 40, upright=True).find_barcodes()
assert code.payload == text and abs(abs(code.rotation - math.pi) - math.pi / 2) < 0.01, code
(code,) = draw_bars(paper(320, 80), "".join(reversed(bits)), 20, 20, 2, 40).find_barcodes()
assert code.payload == text and abs(code.rotation - math.pi) < 0.01, code
img = draw_bars(paper(320, 120), bits, 20, 10, 2, 40)
draw_bars(img, BARS[-1][2], 20, 70, 2, 40)
assert sorted(c.payload for c in img.find_barcodes()) == ["4006381333931", "Code 128"]
(code,) = img.find_barcodes(roi=(0, 60, 320, 60))
assert code.payload == "Code 128" and near_all(code.rect, (20, 70, 2 * len(BARS[-1][2]), 40))
print("OK")
