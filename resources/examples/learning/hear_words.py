# SPDX-License-Identifier: MIT
# Words: the microphone listens for "Yes" and "No".

from ml.apps import MicroSpeech

# On the virtual camera a stand-in, to which a sound that climbs is "Yes" and one that falls is "No".
speech = MicroSpeech(gain_db=24)
speech.start_audio_streaming()

while True:
    label, scores = speech.listen(timeout=0, threshold=0.70)
    print("heard:", label)
