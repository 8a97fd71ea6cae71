# SPDX-License-Identifier: MIT
"""Programs around models."""

import time
from ml.model import Model
from ulab import numpy as np

_RATE = 16000
_SLICES = 49
_FEATURES = 40
_WINDOW = 480  # samples of a slice, 30 ms
_STEP = 320  # from one slice to the next, 20 ms
_AVERAGED = 3


class MicroSpeech:
    """Listens for words: audio -> features of slices -> how likely each word is."""

    def __init__(self, preprocessor=None, micro_speech=None, labels=None, **kwargs):
        import audio

        self._audio = audio
        self.preprocessor = preprocessor or Model("/rom/audio_preprocessor.tflite")
        self.micro_speech = micro_speech or Model("/rom/micro_speech.tflite")
        self.labels = labels or self.micro_speech.labels or ["Silence", "Unknown", "Yes", "No"]
        self._samples = bytearray()
        self._forget()
        self._started = False
        # A word that was cut is better than an end, where a computer had other things to do.
        options = {"overflow": False, "samples": _STEP}
        options.update({"channels": 1, "frequency": _RATE, "gain_db": 24})
        options.update(kwargs)
        audio.init(**options)

    def start_audio_streaming(self):
        if not self._started:
            self._audio.start_streaming(self._heard)
            self._started = True

    def stop_audio_streaming(self):
        if self._started:
            self._audio.stop_streaming()
            self._started = False

    def _heard(self, buffer):
        self._samples.extend(bytes(buffer))
        # Somebody who does not listen() for a second hears the newest.
        if len(self._samples) > 4 * _RATE:
            self._samples = self._samples[-2 * _RATE :]

    def _forget(self):
        """What was heard is said once."""
        self._spectrogram = np.zeros((1, _SLICES * _FEATURES))
        self._history = []

    def _slice(self):
        """One slice more in the spectrogram; False when too little was heard."""
        if len(self._samples) < 2 * _WINDOW:
            return False
        wave = np.frombuffer(self._samples[: 2 * _WINDOW], dtype=np.int16)
        self._samples = self._samples[2 * _STEP :]
        features = self.preprocessor.predict([wave.reshape((1, _WINDOW))])[0]
        self._spectrogram = np.roll(self._spectrogram, -_FEATURES, axis=1)
        self._spectrogram[0, -_FEATURES:] = features.reshape((_FEATURES,))
        return True

    def _scores(self):
        shape = self.micro_speech.input_shape[0]
        out = self.micro_speech.predict([self._spectrogram.reshape(shape)])[0]
        if out.size != len(self.labels):
            text = "Expected %d labels, one for each score of the model, not %d"
            raise ValueError(text % (out.size, len(self.labels)))
        self._history = (self._history + [out.reshape((out.size,))])[-_AVERAGED:]
        return sum(self._history[1:], self._history[0]) / len(self._history)

    def listen(self, timeout=0, callback=None, threshold=0.65, filter=["Yes", "No"]):
        """Until a word is heard; timeout in ms, 0: without end, -1: with what was heard so far."""
        started = self._started
        self.start_audio_streaming()
        begin = time.ticks_ms()
        scores = np.zeros(len(self.labels))
        label = None
        while label is None:
            heard = False
            while self._slice():
                heard = True
            if heard:
                scores = self._scores()
                best = np.argmax(scores)
                name = self.labels[best]
                if scores[best] >= threshold and (not filter or name in filter):
                    self._forget()
                    if callback is None:
                        label = name
                        break
                    callback(name, scores)
            if timeout and time.ticks_diff(time.ticks_ms(), begin) >= timeout:
                break
            time.sleep_ms(10)
        if not started:
            self.stop_audio_streaming()
        return label, scores
