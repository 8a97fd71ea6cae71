# A sound that climbs and falls, over and over, is two words to the models in /rom.
from ml.apps import MicroSpeech

speech = MicroSpeech()
speech.start_audio_streaming()
heard = set()
while len(heard) < 2:
    label, scores = speech.listen(threshold=0.7)
    assert scores[2 if label == "Yes" else 3] >= 0.7
    heard.add(label)
speech.stop_audio_streaming()
# Each listen() is a stream of its own, and the room's sound goes on between them.
speech = MicroSpeech()
again = set()
while len(again) < 2:
    again.add(speech.listen(threshold=0.7)[0])
print(sorted(heard), sorted(again))
