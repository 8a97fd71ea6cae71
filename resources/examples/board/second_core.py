# SPDX-License-Identifier: MIT
# Second core: a task on the AE3's efficient core that sends messages to the main one.

import time
import openamp


def received(source, data):
    print("the other core says", data.decode())


@openamp.async_remote(received)
async def task(ept):
    import asyncio
    count = 0
    while True:
        ept.send("count %d" % count)
        count += 1
        await asyncio.sleep(0.5)


core = openamp.RemoteProc(0x80320000)
core.start()
while True:
    time.sleep_ms(100)
