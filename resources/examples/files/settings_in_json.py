# SPDX-License-Identifier: MIT
# Settings in a JSON file: read them, count the start, write them back.

import json

PATH = "/flash/settings.json"

try:
    with open(PATH) as file:
        settings = json.load(file)
except OSError:
    settings = {"name": "camera", "starts": 0}

settings["starts"] += 1
with open(PATH, "w") as file:
    json.dump(settings, file)
print(settings)
