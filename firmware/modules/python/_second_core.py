# SPDX-License-Identifier: MIT
"""What the second core runs: the tasks that the first one sends."""

import asyncio
import marshal
import os
import struct
import sys
import uopenamp

_BINDING_TRIES = 2000
_Function = type(lambda: None)
_arrived = []  # messages with tasks; put there while anything else runs


async def _run(name, function, endpoint):
    # The first core makes its end when it hears of this one.
    for _ in range(_BINDING_TRIES):
        if endpoint.is_ready():
            break
        await asyncio.sleep_ms(5)
    try:
        await function(endpoint)
    except Exception as error:
        print('Task "%s" raised: %s' % (name, error))
        sys.print_exception(error)


def _start(message):
    title, size = struct.unpack_from("II", message)
    name = message[8 : 8 + title].decode()
    function = _Function(marshal.loads(message[8 + title : 8 + title + size]), {})
    asyncio.create_task(_run(name, function, uopenamp.Endpoint(name)))


async def _serve():
    while True:
        while _arrived:
            try:
                _start(_arrived.pop(0))
            except Exception as error:
                sys.print_exception(error)
        await asyncio.sleep_ms(10)


try:
    os.chdir("/rom")
except OSError:
    pass
_vm = uopenamp.Endpoint("vm", lambda source, data: _arrived.append(bytes(data)))
asyncio.run(_serve())
