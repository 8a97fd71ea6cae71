# SPDX-License-Identifier: MIT
"""openamp: tasks on the second core, and messages to and from it. Board module: ae3."""

import _board

_board.require("openamp")

import io
import marshal
import struct
import uopenamp
from uopenamp import ENDPOINT_ADDR_ANY, Endpoint, RemoteProc, new_service_callback

_MAX_TASK = 500
_MAX_NAME = 31
_POLL = 3  # of a stream's ioctl()
_POLL_WRITE = 4

_tasks = {}  # name: (callback, code)
_endpoints = {}


class EndpointIO(io.IOBase):
    """An endpoint as a stream to print to."""

    def __init__(self, ept):
        self.ept = ept

    def write(self, buf):
        if buf != b"\r\n":
            self.ept.send(buf, timeout=0)
        return len(buf)

    def ioctl(self, op, arg):
        return _POLL_WRITE if op == _POLL and self.ept.is_ready() else 0


async def _coroutine():
    pass


def _printed(source, data):
    print("VM \u276f", data.decode())


def _appeared(source, name):
    if name == "vm":
        vm = _endpoints["vm"] = Endpoint("vm", _printed, dest=source)
        for task in _tasks:
            code = _tasks[task][1]
            title = task.encode()
            vm.send(struct.pack("II", len(title), len(code)) + title + code, timeout=1000)
    elif name in _tasks:
        _endpoints[name] = Endpoint(name, _tasks[name][0])


def _register(callback, function):
    try:
        name = function.__name__[:_MAX_NAME]
        code = marshal.dumps(function.__code__)
        if len(code) + len(name) + 8 > _MAX_TASK:
            raise ValueError("The maximum mpy size supported is 500 bytes")
        _tasks[name] = (callback, code)
    except Exception as error:
        print(error)


def async_remote(callback=None):
    """Decorates a task of the second core; `callback(src, data)` gets what it sends."""
    new_service_callback(_appeared)
    if isinstance(callback, type(_coroutine)):
        return _register(None, callback)
    return lambda function: _register(callback, function)
