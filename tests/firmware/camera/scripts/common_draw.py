# Drawing: forms of arguments, what ends up where.
import image
from collections import namedtuple


def lit(img):
    return {(x, y) for y in range(img.height()) for x in range(img.width()) if img.get_pixel((x, y))}


def fresh(w=20, h=16):
    return image.Image(w, h, image.GRAYSCALE)


g = fresh()
assert g.draw_line((1, 1, 4, 1), 9) is g
assert lit(g) == {(1, 1), (2, 1), (3, 1), (4, 1)}
assert g.get_pixel((1, 1)) == 9
assert lit(fresh().draw_line((-100, 5, 100, 5))) == {(x, 5) for x in range(20)}
assert lit(fresh().draw_line((3, 3, 3, 3), thickness=3)) == {(x, y) for x in (2, 3, 4) for y in (2, 3, 4)}
raises(TypeError, g.draw_line, (1, 2, 3))
raises(TypeError, g.draw_line, 1, 2, 3, 4)
raises(TypeError, g.draw_line, 5)

# Every kind of tuple is one: named ones, those of a script's own class, lists of one.
Rect = namedtuple("Rect", ("x", "y", "w", "h"))
Color = namedtuple("Color", ("r", "g", "b"))
At = namedtuple("At", ("x", "y"))


class Found(tuple):
    pass


class Labelled(namedtuple("Base", ("x", "y", "w", "h", "cx", "cy"))):
    label = "me"


class Many(list):
    pass


class Plain:
    pass


class Half(tuple):
    def __init__(self):
        raises(TypeError, fresh().draw_rectangle, self)
        super().__init__()


solid = lit(fresh().draw_rectangle((2, 3, 5, 4), fill=True))
for shape in (Rect(2, 3, 5, 4), Found((2, 3, 5, 4)), Many([2, 3, 5, 4]), Labelled(2, 3, 5, 4, 4, 5)):
    assert lit(fresh().draw_rectangle(shape, fill=True)) == solid
assert lit(fresh().draw_detection(Labelled(2, 3, 5, 4, 4, 5))) == lit(fresh().draw_detection((2, 3, 5, 4, 4, 5)))
assert lit(fresh().draw_cross(At(5, 5))) == lit(fresh().draw_cross((5, 5)))
assert lit(fresh().draw_edges(Many([At(2, 2), At(6, 2), At(6, 6), At(2, 6)]))) == lit(
    fresh().draw_edges(((2, 2), (6, 2), (6, 6), (2, 6))))
assert fresh().draw_rectangle((2, 3, 5, 4), color=Color(90, 90, 90)).get_pixel(At(2, 3)) == 90
assert fresh().set(Color(90, 90, 90)).get_pixel((0, 0)) == 90
assert fresh().draw_rectangle((2, 3, 5, 4), 200, fill=True).find_blobs(Many([At(150, 255)]), roi=Rect(0, 0, 20, 16))[0].pixels == 20
assert fresh().crop(roi=Found((1, 1, 4, 3))).width() == 4
raises(ValueError, g.draw_cross, Rect(1, 2, 3, 4))
raises(TypeError, g.draw_rectangle, At(1, 2))
raises(TypeError, g.draw_rectangle, Plain())
raises(TypeError, g.draw_rectangle, {1: 2})
Half()

box = {(x, y) for x in range(2, 7) for y in range(3, 7)}
assert lit(fresh().draw_rectangle((2, 3, 5, 4), fill=True)) == box
assert lit(fresh().draw_rectangle((2, 3, 5, 4))) == box - {(x, y) for x in range(3, 6) for y in range(4, 6)}
assert lit(fresh().draw_rectangle([2, 3, 5, 4, 99], color=(255, 255, 255), fill=True)) == box
raises(TypeError, g.draw_rectangle, (1, 2, 3))
raises(TypeError, g.draw_rectangle, (1, 2, 3, 4), nonsense=1)

disc = lit(fresh().draw_circle((8, 8, 4), fill=True))
ring = lit(fresh().draw_circle((8, 8, 4)))
assert (8, 4) in ring and (12, 8) in ring and (8, 8) not in ring and (8, 8) in disc
assert ring <= disc and len(disc) > 40
assert lit(fresh().draw_circle((8, 8, 0))) == {(8, 8)}
raises(TypeError, g.draw_circle, (1, 2))

oval = lit(fresh().draw_ellipse((8, 8, 6, 3, 0), fill=True))
assert (14, 8) in oval and (8, 11) in oval and (8, 13) not in oval
upright = lit(fresh().draw_ellipse((8, 8, 6, 3, 90)))
assert (8, 14) in upright and (14, 8) not in upright
raises(TypeError, g.draw_ellipse, (1, 2, 3, 4))

assert lit(fresh().draw_cross((5, 5), size=1)) == {(5, 5), (4, 5), (6, 5), (5, 4), (5, 6)}
raises(ValueError, g.draw_cross, (1, 2, 3))
assert (10, 8) in lit(fresh().draw_arrow((2, 8, 10, 8), size=4))
raises(TypeError, g.draw_arrow, (1, 2, 3))
assert {(2, 2), (6, 2), (6, 6), (2, 6)} <= lit(fresh().draw_edges(((2, 2), (6, 2), (6, 6), (2, 6))))
raises(ValueError, g.draw_edges, ((1, 1), (2, 2)))

text = lit(fresh(40, 12).draw_string((0, 0), "I"))
assert text and all(x < 8 and y < 10 for x, y in text)
twice = lit(fresh(40, 12).draw_string((0, 0), "II"))
assert {(x + 8, y) for x, y in text} <= twice
tight = lit(fresh(40, 12).draw_string((0, 0), "II", mono_space=False))
assert max(x for x, y in tight) < max(x for x, y in twice)
assert len(lit(fresh(40, 24).draw_string((0, 0), "I", scale=2.0))) == 4 * len(text)
assert max(y for x, y in lit(fresh(40, 24).draw_string((0, 0), "I\nI"))) >= 10
assert lit(fresh(40, 24).draw_string((0, 0), "L", char_hmirror=True)) != lit(fresh(40, 24).draw_string((0, 0), "L"))
assert lit(fresh(40, 24).draw_string((0, 0), "L", string_rotation=90)) != lit(fresh(40, 24).draw_string((0, 0), "L"))
raises(OSError, g.draw_string, (0, 0), "x", scale=0)
assert not lit(fresh(40, 24).draw_string((1 << 31, -(1 << 40)), "II", x_spacing=1 << 62))
fresh(40, 24).draw_string((0, 0), "II\nII" * 9, x_spacing=-(1 << 62), y_spacing=1 << 31, string_rotation=90)
raises(TypeError, g.draw_string, (0, 0), 5)

found = (2, 3, 5, 4, 4, 5, 0, 0)
assert {(2, 3), (4, 5)} <= lit(fresh().draw_detection(found, size=1))
assert len(lit(fresh(60, 40).draw_detection((10, 20, 5, 4, 12, 22), label="hi"))) > len(
    lit(fresh(60, 40).draw_detection((10, 20, 5, 4, 12, 22))))
raises(TypeError, g.draw_detection, (1, 2, 3, 4))

a = fresh(4, 4)
a.draw_rectangle((0, 0, 4, 4), color=100, fill=True)
b = fresh(2, 2)
b.draw_rectangle((0, 0, 2, 2), color=60, fill=True)
assert a.copy().draw_image(b, 1, 1).get_pixel((1, 1)) == 60
assert a.copy().draw_image(b, x=3, y=3, x_scale=2).get_pixel((3, 3)) == 60
assert a.copy().add(b).get_pixel((0, 0)) == 160 and a.copy().add(200).get_pixel((3, 3)) == 255
assert a.copy().sub(b).get_pixel((0, 0)) == 40 and a.copy().rsub(b).get_pixel((0, 0)) == 0
assert a.copy().difference(b).get_pixel((0, 0)) == 40 and a.copy().min(b).get_pixel((0, 0)) == 60
assert a.copy().b_and(b).get_pixel((0, 0)) == 100 & 60 and a.copy().b_xor(b).get_pixel((0, 0)) == 100 ^ 60
assert getattr(a.copy(), "or")(b).get_pixel((0, 0)) == 100 | 60
assert a.copy().b_nand(b).get_pixel((0, 0)) == 255 & ~(100 & 60)
assert a.copy().draw_image(b, alpha=0).get_pixel((0, 0)) == 100
assert a.copy().draw_image(b, hint=image.CENTER).get_pixel((1, 1)) == 60
assert a.copy().draw_image(b, hint=image.SCALE_ASPECT_KEEP).get_pixel((3, 3)) == 60
assert a.copy().replace(50).get_pixel((2, 2)) == 50
mask = image.Image(4, 4, image.BINARY)
mask.set_pixel((0, 0), 1)
masked = a.copy().set(50, mask=mask)
assert masked.get_pixel((0, 0)) == 50 and masked.get_pixel((1, 0)) == 100
assert a.copy().clear(mask=mask).get_pixel((0, 0)) == 0
# Beyond a smaller mask nothing is drawn; gray counts from 128.
small = image.Image(1, 1, image.GRAYSCALE)
assert lit(a.copy().clear().draw_image(b, mask=small.set_pixel((0, 0), 127))) == set()
assert lit(a.copy().clear().draw_image(b, mask=small.set_pixel((0, 0), 128))) == {(0, 0)}
raises(TypeError, a.draw_image, b, mask=5)
raises(TypeError, a.draw_image, None)
raises(TypeError, a.draw_image, b, 0, 0, 1.0)
assert lit(a.copy().mask_rectangle((1, 1, 2, 2))) == {(1, 1), (2, 1), (1, 2), (2, 2)}
assert lit(a.clear()) == set()
print("OK")
