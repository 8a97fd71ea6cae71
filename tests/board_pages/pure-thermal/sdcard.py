# SPDX-License-Identifier: MIT
# options: sdcard={folder}
# expect: a file that was there
import os

for entry in os.listdir("/sdcard"):
    print(entry)
