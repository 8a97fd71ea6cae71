# SPDX-License-Identifier: MIT
# Sound level: how loud it is, from the microphone.

import audio
from ulab import numpy as np
import time


def heard(pcm):
    samples = np.array(np.frombuffer(pcm, dtype=np.int16), dtype=np.float)
    level = np.sqrt(np.mean(samples ** 2))
    print("level %d" % level)


audio.init(channels=1, frequency=16000, gain_db=24)
audio.start_streaming(heard)
while True:
    time.sleep_ms(100)
