# SPDX-License-Identifier: MIT
# Tasks: a camera loop and a blinking LED that share the time with asyncio.

import asyncio
import csi
from machine import LED


async def blink():
    led = LED("LED_BLUE")
    while True:
        led.toggle()
        await asyncio.sleep_ms(250)


async def look():
    camera = csi.CSI()
    camera.reset()
    camera.pixformat(csi.RGB565)
    camera.framesize(csi.QVGA)
    while True:
        camera.snapshot()
        await asyncio.sleep_ms(0)


async def main():
    asyncio.create_task(blink())
    await look()


asyncio.run(main())
