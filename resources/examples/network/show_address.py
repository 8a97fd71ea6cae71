# SPDX-License-Identifier: MIT
# Show address: joins a WiFi and shows the address; put your own name and password in.
# A virtual board has a network when its address says so: sim:rt1062?network=loopback

import network
import time

NAME, PASSWORD = "your network", "your password"

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect(NAME, PASSWORD)
for i in range(20):
    if wlan.isconnected():
        break
    time.sleep_ms(500)
print("address", wlan.ifconfig()[0] if wlan.isconnected() else "none: not connected")
