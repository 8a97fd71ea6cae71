# ml.apps.MicroSpeech over a microphone and models that are played here.
import sys
from ulab import numpy as np


class Audio:
    """Gives 20 ms of sound at each start, and then whenever asked."""

    def __init__(self):
        self.options = None
        self.callback = None

    def init(self, **options):
        self.options = options

    def start_streaming(self, callback):
        self.callback = callback
        for part in range(6):
            self.speak(part)

    def stop_streaming(self):
        self.callback = None

    def speak(self, value):
        self.callback(bytes([value, 0] * 320))


audio = Audio()
sys.modules["audio"] = audio
from ml.apps import MicroSpeech


class Preprocessor:
    seen = []

    def predict(self, inputs):
        wave = inputs[0]
        assert wave.shape == (1, 480) and wave.dtype == np.int16
        self.seen.append((wave[0, 0], wave[0, 479]))
        return [np.full((1, 40), wave[0, 0])]


class Words:
    labels = ["Silence", "Unknown", "Yes", "No"]
    input_shape = ((1, 1960),)

    def predict(self, inputs):
        slices = inputs[0].reshape((49, 40))
        last = slices[48, 0]
        assert slices[48, 39] == last and slices[47, 0] in (0, last - 1)
        return [np.array([[0.1, 0.1, 0.9, 0.0] if last >= 4 else [0.9, 0, 0, 0]])]


speech = MicroSpeech(Preprocessor(), Words(), gain_db=30)
assert audio.options["gain_db"] == 30 and audio.options["overflow"] is False
assert (audio.options["channels"], audio.options["frequency"], audio.options["samples"]) == (1, 16000, 320)
label, scores = speech.listen(timeout=5000, threshold=0.65)
# 30 ms of sound every 20 ms; the scores of three looks are averaged.
assert Preprocessor.seen[:3] == [(0, 1), (1, 2), (2, 3)]
assert label == "Yes" and abs(scores[2] - 0.9) < 1e-3 and audio.callback is None
heard = []
speech.listen(timeout=1, threshold=0.65, filter=["No"], callback=lambda word, scores: heard.append(word))
assert heard == []
assert speech.listen(timeout=-1, filter=["No"])[0] is None
speech.start_audio_streaming()
speech.listen(timeout=1, threshold=0.5, callback=lambda word, scores: heard.append(word))
assert audio.callback and heard and set(heard) == {"Yes"}
speech.stop_audio_streaming()
assert audio.callback is None
speech = MicroSpeech(Preprocessor(), Words(), labels=["Yes", "No"])
try:
    speech.listen(timeout=5000)
    assert False
except ValueError as error:
    assert str(error) == "Expected 4 labels, one for each score of the model, not 2"
speech.stop_audio_streaming()
print("OK")
