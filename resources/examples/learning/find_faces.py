# SPDX-License-Identifier: MIT
# Faces by a network: a neural network finds faces, with eyes, nose and mouth.

import csi
import ml
from ml.postprocessing.mediapipe import BlazeFace

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.VGA)
camera.window((400, 400))

model = ml.Model("/rom/blazeface_front_128.tflite", postprocess=BlazeFace(threshold=0.4))

while True:
    img = camera.snapshot()
    faces = model.predict([img])
    for box, score, points in faces:
        img.draw_rectangle(box, color=(0, 0, 255), thickness=2)
        ml.utils.draw_keypoints(img, points, color=(255, 0, 0))
        print("a face, %d percent sure, at %d, %d" % (score * 100, box[0], box[1]))
    if not faces:
        print("no face")
