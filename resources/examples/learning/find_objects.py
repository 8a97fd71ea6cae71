# SPDX-License-Identifier: MIT
# Objects by a network: boxes around things, and what they are.

import csi
import ml
from ml.postprocessing.ultralytics import YoloV8

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.VGA)

# On the virtual camera a stand-in, which knows the things of the scene "street" only.
model = ml.Model("/rom/yolov8n_192.tflite", postprocess=YoloV8(threshold=0.4))

while True:
    img = camera.snapshot()
    for index, found in enumerate(model.predict([img])):
        for box, score in found:
            name = model.labels[index]
            ml.utils.draw_predictions(img, [box], [name], [(0, 0, 255)], format=None)
            print("%s, %d percent sure, from %d, %d to %d, %d" %
                  (name, score * 100, box[0], box[1], box[0] + box[2], box[1] + box[3]))
