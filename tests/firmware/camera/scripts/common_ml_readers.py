# ml.utils and the readers of model outputs, on outputs whose boxes are known.
import image, math
from ulab import numpy as np
from ml import utils
from ml.postprocessing.darknet import YoloLC, YoloV2
from ml.postprocessing.edgeimpulse import Fomo
from ml.postprocessing.mediapipe import BlazeFace, BlazePalm, FaceLandmarks, HandLandmarks, MoveNet
from ml.postprocessing.ultralytics import YoloV5, YoloV8


class Fake:
    """What readers ask of a model."""

    def __init__(self, side, *outputs, scale=0.0, zero=0, channels=3):
        self.input_shape = ((1, side, side, channels),)
        self.output_shape = tuple(o.shape for o in outputs)
        self.output_dtype = tuple(chr(o.dtype) for o in outputs)
        self.output_scale = (scale,) * len(outputs)
        self.output_zero_point = (zero,) * len(outputs)
        self.outputs = list(outputs)

    def read(self, reader, roi=None):
        class Given:
            pass

        given = Given()
        if roi:
            given.roi = roi
        return reader(self, [given], self.outputs)


def close(a, b, tolerance=0.02):
    return abs(a - b) <= tolerance


# utils
assert close(utils.logit(0.5), 0) and close(utils.sigmoid(utils.logit(0.9)), 0.9)
scores = np.array([[0.1, 0.9], [0.2, 0.3], [0.7, 0.1]])
assert utils.threshold(scores, 0.5, 1, find_max=True).tolist() == [0, 2]
assert utils.threshold(np.array([-3, 2, 1]), 0, -1).tolist() == [0]
int8 = Fake(8, np.zeros((1, 2), dtype=np.int8), scale=0.5, zero=-4)
assert utils.quantize(int8, 3.0) == 2 and utils.dequantize(int8, np.array([2], dtype=np.int8))[0] == 3
assert utils.quantize(Fake(8, np.zeros(2)), 3.0) == 3.0
nms = utils.NMS(100, 100, (10, 20, 200, 200))
nms.add_bounding_box(10, 10, 30, 40, 0.9, 1)
nms.add_bounding_box(11, 10, 31, 40, 0.8, 1)
nms.add_bounding_box(-20, 60, 20, 120, 0.7, 0, keypoints=np.array([[5, 60]]))
nms.add_bounding_box(50, 50, 50, 60, 0.9, 0)
nms.add_bounding_box(50, 50, 90, 60, 1.5, 0)
boxes = nms.get_bounding_boxes()
assert len(boxes) == 2 and boxes[1][0][0] == [30, 40, 40, 60] and len(boxes[1]) == 1
rect, score, points = boxes[0][0]
assert rect == [10, 140, 40, 80] and close(score, 0.7) and points.tolist() == [[20, 140]]
wide = utils.NMS(100, 100, (0, 0, 300, 200))
wide.add_bounding_box(0, 0, 50, 50, 0.5, 0)
assert wide.get_bounding_boxes() == [[([50, 0, 100, 100], 0.5)]]
soft = utils.NMS(100, 100, (0, 0, 100, 100))
soft.add_bounding_box(0, 0, 40, 40, 0.9, 0)
soft.add_bounding_box(20, 0, 60, 40, 0.8, 0)
weaker = soft.get_bounding_boxes(sigma=0.5)[0][1][1]
assert close(weaker, 0.8 * math.exp(-1 / 9 / 0.5))
assert utils.NMS(9, 9, (0, 0, 9, 9)).get_bounding_boxes() == []
try:
    utils.NMS(9, 9, (0, 0, 0, 9))
    assert False
except ValueError:
    pass

# FOMO: cell (2, 1) of 4x4 over 40 pixels; the region is twice as large
cells = np.zeros((1, 4, 4, 3))
cells[0, 1, 2, 2] = 0.8
found = Fake(40, cells).read(Fomo(w_scale=1, h_scale=1), (0, 0, 80, 80))
assert len(found) == 3 and found[:2] == [[], []] and found[2][0][0] == [40, 20, 20, 20]
assert Fake(40, cells).read(Fomo(threshold=0.9)) == ()
raw = np.full((1, 4, 4, 3), -128, dtype=np.int8)
raw[0, 1, 2, 2] = 77
found = Fake(40, raw, scale=1 / 256, zero=-128).read(Fomo())
assert found[2][0][0] == [17, 7, 14, 14] and close(found[2][0][1], 205 / 256)

# YOLO by anchors: one of two anchors, in cell (3, 1) of 5x5, 50 pixels
table = np.full((1, 5, 5, 14), -9.0)
table[0, 1, 3, 7:] = np.array([0, 0, math.log(2), 0, 4, 0, 9])
anchors = ((1, 1), (1, 2))
found = Fake(50, table).read(YoloV2(anchors=anchors))
assert found == [[], found[1]] and found[1][0][0] == [25, 5, 20, 20] and found[1][0][1] > 0.97
found = Fake(50, table).read(YoloLC(anchors=anchors))
assert found[1][0][0] == [25, 5, 20, 20] and found[1][0][1] > 0.97
assert Fake(50, np.full((1, 5, 5, 30), -9.0)).read(YoloLC()) == ()

# YOLO by lists
rows = np.zeros((1, 20, 7))
rows[0, 11] = np.array([0.5, 0.25, 0.2, 0.1, 0.9, 0.1, 0.95])
found = Fake(100, rows).read(YoloV5())
assert found[0] == [] and found[1][0][0] == [40, 20, 20, 10] and close(found[1][0][1], 0.855)
columns = np.zeros((1, 6, 20))
columns[0, :, 7] = np.array([0.5, 0.25, 0.2, 0.1, 0.9, 0.1])
found = Fake(100, columns).read(YoloV8())
assert len(found) == 1 and found[0][0][0] == [40, 20, 20, 10] and close(found[0][0][1], 0.9)
assert Fake(100, columns).read(YoloV8(threshold=0.95)) == ()

# BlazeFace on 128 pixels: one face of each grid, outputs in any order
small, large = np.zeros((1, 384, 16)), np.zeros((1, 512, 16))
small_scores, large_scores = np.full((1, 384, 1), -9.0), np.full((1, 512, 1), -9.0)
large_scores[0, 2 * (16 * 3 + 5), 0] = 3
large[0, 2 * (16 * 3 + 5), :6] = np.array([2, -2, 16, 20, 1, 5])
small_scores[0, 6 * (8 * 6 + 6) + 1, 0] = 2
small[0, 6 * (8 * 6 + 6) + 1, :4] = np.array([0, 0, 32, 32])
for order in ((large, large_scores, small_scores, small), (small, small_scores, large, large_scores)):
    found = Fake(128, *order).read(BlazeFace())
    (a, score, points), (b, _, _) = found
    assert a == [38, 16, 16, 20] and close(score, utils.sigmoid(3.0)) and b == [88, 88, 32, 32]
    assert points.shape == (6, 2) and points[0].tolist() == [45, 33] and points[1].tolist() == [44, 28]
assert Fake(128, large, np.full((1, 512, 1), -9.0), small_scores * 9, small).read(BlazeFace(threshold=1)) == ()
palm, palm_scores = np.zeros((1, 2016, 18)), np.full((1, 2016, 1), -9.0)
palm_scores[0, 1152, 0] = 5
palm[0, 1152, :4] = np.array([10, 10, 16, 16])
found = Fake(192, palm, palm_scores).read(BlazePalm())
assert found[0][0] == [10, 10, 16, 16] and found[0][2].shape == (7, 2)

# Landmarks
hand = np.zeros((1, 63))
hand[0, 0:6] = np.array([20, 30, 1, 120, 90, 2])
for i in range(2, 21):
    hand[0, 3 * i : 3 * i + 3] = np.array([50, 50, 0])
found = Fake(224, hand, np.array([[0.9]]), np.array([[0.8]]), hand).read(HandLandmarks())
assert found[0] == [] and found[1][0][0] == [20, 30, 100, 60] and found[1][0][2].shape == (21, 3)
assert len(Fake(224, hand, np.array([[0.9]]), np.array([[0.1]])).read(HandLandmarks())) == 1
assert Fake(224, hand, np.array([[0.1]]), np.array([[0.8]])).read(HandLandmarks()) == ()
face = hand.reshape((1, 1, 1, 63))
found = Fake(192, face, np.full((1, 1, 1, 1), 4.0)).read(FaceLandmarks(), (0, 0, 96, 96))
assert found[0][0] == [10, 15, 50, 30] and found[0][2][1].tolist() == [60, 45, 2]
person = np.full((1, 1, 17, 3), 0.8)
person[0, 0, 4] = np.array([0.25, 0.5, 0.8])
found = Fake(192, person).read(MoveNet())
assert found[0][0] == [96, 48, 57, 105] and close(found[0][2][4][1], 48)
assert Fake(192, person * 0.5).read(MoveNet()) == ()


# Models that are none of a reader's kind
def refused(reader, words, *shapes, **kw):
    model = Fake(8, *[np.zeros(shape) for shape in shapes])
    if kw:
        model.input_shape = kw["given"]
    error = raises(ValueError, model.read, reader)
    for word in words:
        assert word in str(error), (word, str(error))


refused(YoloV2(), ["output 0", "(1, h, w, 5 anchors * (5 + classes))", "has (1, 10)"], (1, 10))
refused(YoloLC(), ["has (1, 2, 2, 31)"], (1, 2, 2, 31))
refused(YoloV2(), ["has (1, 2, 2, 25)"], (1, 2, 2, 25))
refused(YoloV2(anchors=()), ["Expected anchors"], (1, 2, 2, 30))
refused(YoloV2(), ["input 0", "(1, h, w, channels)", "has (1, 40)"], (1, 2, 2, 30), given=((1, 40),))
refused(Fomo(), ["output 0", "(1, h, w, classes)", "has (1, 12)"], (1, 12))
refused(YoloV5(), ["output 0", "(1, boxes, 5 + classes)", "has (1, 20, 5)"], (1, 20, 5))
refused(YoloV5(), ["has (20,)"], (20,))
refused(YoloV5(), ["has (2, 20, 7)"], (2, 20, 7))
refused(YoloV8(), ["output 0", "(1, 4 + classes, boxes)", "has (1, 4, 20)"], (1, 4, 20))
refused(MoveNet(), ["output 0", "(1, 1, joints, 3)", "has (1, 6, 56)"], (1, 6, 56))
refused(BlazeFace(), ["896 boxes", "has ((1, 10),)"], (1, 10))
refused(BlazeFace(), ["896 boxes"], (1, 384, 16), (1, 384, 1))
refused(BlazePalm(), ["2016 boxes"], (1, 2016, 3), (1, 2016, 1))
refused(FaceLandmarks(), ["output 1", "(1, 1)", "has 1 outputs"], (1, 63))
refused(FaceLandmarks(threshold=0), ["output 0", "(1, points * 3)", "has (1, 64)"], (1, 64), (1, 1))
refused(HandLandmarks(), ["output 1", "(1, 1)", "has (1, 63)"], (1, 1), (1, 63), (1, 1))
refused(HandLandmarks(), ["output 2", "has 2 outputs"], (1, 63), (1, 1))

# Drawing
error = raises(ValueError, utils.draw_predictions, None, [(0, 0, 1, 1)] * 2, ["a"], [(1, 2, 3)] * 2)
assert str(error) == "Expected 2 labels, one for each box, not 1"
error = raises(ValueError, utils.draw_predictions, None, [(0, 0, 1, 1)], ["a"], [])
assert str(error) == "Expected 1 colors, one for each box, not 0"
error = raises(ValueError, utils.draw_predictions, None, [(0, 0, 1, 1)], ["a"], [(1, 2, 3)], [])
assert str(error) == "Expected 1 scores, one for each box, not 0"
picture = image.Image(80, 60, image.RGB565)
utils.draw_predictions(picture, [(0.25, 0.5, 0.75, 0.9)], ["ab"], [(255, 0, 0)])
assert picture.get_pixel((20, 30)) == (255, 0, 0) and picture.get_pixel((59, 53)) == (255, 0, 0)
assert picture.get_pixel((35, 21)) == (255, 0, 0) and picture.get_pixel((37, 21)) == (0, 0, 0)
white = [picture.get_pixel((x, y)) == (255, 255, 255) for x in range(20, 36) for y in range(20, 30)]
assert any(white) and not all(white)
picture.clear()
utils.draw_predictions(picture, [(5, 20, 10, 12)], ["x"], [(0, 255, 0)], scores=[0.5], format="pixels")
assert picture.get_pixel((5, 20)) == (0, 255, 0) and picture.get_pixel((14, 31)) == (0, 255, 0)
assert picture.get_pixel((5 + 8 * 5 - 1, 10)) == (0, 255, 0)
picture.clear()
utils.draw_predictions(picture, [(40, 30)], ["p"], [(0, 0, 255)], format="point")
assert picture.get_pixel((44, 30)) == (0, 0, 255) and picture.get_pixel((36, 30)) == (0, 0, 255)
picture.clear()
utils.draw_keypoints(picture, np.array([[10, 10, 1]]), radius=0, color=(255, 255, 255))
utils.draw_keypoints(picture, [(30, 10)], radius=3, fill=True)
assert picture.get_pixel((10, 10)) == (255, 255, 255) and picture.get_pixel((31, 11)) == (255, 0, 0)
utils.draw_skeleton(picture, np.array([[5, 40], [25, 40]]), [(0, 1)], kp_radius=2)
assert picture.get_pixel((15, 40)) == (0, 255, 0) and picture.get_pixel((7, 40)) != (0, 0, 0)
print("OK")
