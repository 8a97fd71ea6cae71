# The faces that the model in /rom finds: a line each with its middle and size, in parts of the picture.
import csi, ml
from ml.postprocessing.mediapipe import BlazeFace

c = csi.CSI(delays=False)
c.reset()
c.pixformat(csi.RGB565)
c.framesize(csi.VGA)
model = ml.Model("/rom/blazeface_front_128.tflite", postprocess=BlazeFace(threshold=0.4))
assert model.input_shape == ((1, 128, 128, 3),) and model.input_dtype == ("b",)
assert model.output_shape == ((1, 896, 16), (1, 896, 1))
img = c.snapshot()
w, h = img.width(), img.height()
for r, score, points in model.predict([img]):
    print((r[0] + r[2] / 2) / w, (r[1] + r[3] / 2) / h, r[2] / w, r[3] / h)
    # Right eye, left eye, nose, mouth lie in the face, from left to right and from above
    eyes, nose, mouth = points[:2], points[2], points[3]
    assert eyes[0, 0] < nose[0] < eyes[1, 0] and max(eyes[:, 1]) < nose[1] < mouth[1]
