# The objects that the model in /rom finds: a line each with name, middle and size, in parts of the picture.
import csi, ml
from ml.postprocessing.ultralytics import YoloV8

c = csi.CSI(delays=False)
c.reset()
c.pixformat(csi.RGB565)
c.framesize(csi.VGA)
model = ml.Model("/rom/yolov8n_192.tflite", postprocess=YoloV8(threshold=0.4))
assert model.input_shape == ((1, 192, 192, 3),) and model.input_dtype == ("b",)
assert model.output_shape == ((1, 84, 756),) and model.output_dtype == ("b",) and len(model.labels) == 80
img = c.snapshot()
w, h = img.width(), img.height()
for i, found in enumerate(model.predict([img])):
    for r, score in found:
        name = model.labels[i].replace(" ", "_")
        print(name, (r[0] + r[2] / 2) / w, (r[1] + r[3] / 2) / h, r[2] / w, r[3] / h)
