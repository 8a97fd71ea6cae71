# SPDX-License-Identifier: MIT
# options: network=loopback
# expect: Wi-Fi IP: \d+\.
import network, time

wlan = network.WINC()
wlan.connect("ssid", "password")
while not wlan.isconnected():
    time.sleep(1)
print("Wi-Fi IP:", wlan.ipconfig("addr4")[0])
