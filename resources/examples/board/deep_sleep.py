# SPDX-License-Identifier: MIT
# Deep sleep: sleeps for two seconds and starts anew. Run it again then: the cause of the reset tells it.

import machine
import time

if machine.reset_cause() == machine.DEEPSLEEP_RESET:
    print("woke up from deep sleep")
else:
    print("sleeping soon")
    time.sleep_ms(300)
    machine.deepsleep(2000)  # the USB port goes, and comes back
