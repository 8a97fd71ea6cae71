# SPDX-License-Identifier: MIT
"""The C API from Python, with the standard library alone.

usage: sdk_from_python.py LIBOPENMV PORT [BOARD-NAME]

A worked example and a test: it runs a script, takes its text, a frame and a channel, and
looks at errors. Exits 0 when all is as it should be.
"""
import ctypes
import sys
import threading
import time
from ctypes import POINTER, byref, c_char_p, c_float, c_int, c_int64, c_size_t, c_uint8, c_uint32
from ctypes import c_uint64, c_void_p

OK, NO_DEVICE, TIMEOUT, INVALID_ARGUMENT, CANCELLED = 0, 1, 5, 12, 15
STREAM_RAW = 2
RGB565 = 0x0C030002

SCRIPT = b"""
import csi, protocol
class Box:
    def size(self):
        return 5
    def read(self, offset, size):
        return b'hello'[offset:offset + size]
    def poll(self):
        return True
protocol.register(name='box', backend=Box())
print('from the camera')
c = csi.CSI()
c.reset()
c.pixformat(csi.RGB565)
c.framesize(csi.QVGA)
while True:
    c.snapshot()
"""


class Bytes(ctypes.Structure):
    _fields_ = [("data", POINTER(c_uint8)), ("size", c_size_t)]


class Error(ctypes.Structure):
    _fields_ = [("code", c_int), ("id", c_char_p), ("what", c_char_p), ("why", c_char_p),
                ("fix", c_char_p)]


class Info(ctypes.Structure):
    _fields_ = [(name, c_char_p) for name in ("port", "board_id", "board_name", "serial",
                                              "firmware")]


class Frame(ctypes.Structure):
    _fields_ = [("width", c_uint32), ("height", c_uint32), ("format", c_uint32),
                ("device_fps", c_float), ("data", POINTER(c_uint8)), ("size", c_size_t),
                ("number", c_uint64), ("time_us", c_int64)]


class Channel(ctypes.Structure):
    _fields_ = [("id", c_uint8), ("name", c_char_p), ("readable", c_int), ("writable", c_int),
                ("dynamic", c_int)]


class Channels(ctypes.Structure):
    _fields_ = [("count", c_size_t), ("items", POINTER(POINTER(Channel)))]


def load(path):
    """The library with the types of what is used here; None stands for void."""
    library = ctypes.CDLL(path)
    camera, timeout = c_void_p, c_int
    for name, result, *arguments in [
        ("version", c_char_p),
        ("last_error", POINTER(Error)),
        ("camera_open", c_int, c_char_p, timeout, POINTER(c_void_p)),
        ("camera_close", None, camera),
        ("camera_connected", c_int, camera),
        ("camera_cancel", None, camera),
        ("camera_info", POINTER(Info), camera),
        ("camera_run", c_int, camera, c_char_p, timeout),
        ("camera_stop", c_int, camera, timeout),
        ("camera_next_text", c_int, camera, timeout, POINTER(POINTER(Bytes))),
        ("camera_stream", c_int, camera, c_int, c_uint32, c_uint32, timeout),
        ("camera_next_frame", c_int, camera, timeout, POINTER(POINTER(Frame))),
        ("frame_release", None, POINTER(Frame)),
        ("frame_to_rgb", c_int, POINTER(Frame), POINTER(POINTER(Bytes))),
        ("bytes_release", None, POINTER(Bytes)),
        ("camera_channels", c_int, camera, timeout, POINTER(POINTER(Channels))),
        ("channels_release", None, POINTER(Channels)),
        ("camera_read_channel", c_int, camera, c_char_p, timeout, POINTER(POINTER(Bytes))),
    ]:
        function = getattr(library, "omv_" + name)
        function.restype = result
        function.argtypes = arguments
    return library


def expect(condition, what, library=None):
    if condition:
        return
    if library:
        error = library.omv_last_error().contents
        what += f" (last error {error.id.decode()}: {error.what.decode()}: {error.why.decode()})"
    sys.exit("sdk_from_python: " + what)


def taken(library, pointer):
    """The bytes, copied; released in the library."""
    data = ctypes.string_at(pointer.contents.data, pointer.contents.size)
    library.omv_bytes_release(pointer)
    return data


def check_errors(library):
    camera = c_void_p()
    expect(library.omv_camera_open(b"/nonexistent/port", 2000, byref(camera)) == NO_DEVICE,
           "a port that is not there must be NO_DEVICE", library)
    expect(not camera.value, "there must be no camera after an error")
    error = library.omv_last_error().contents
    expect(error.code == NO_DEVICE and error.id.startswith(b"OMV-E01"), "no id in the error")
    expect(b"/nonexistent/port" in error.what + error.why, "the error must name the port")
    # The last error belongs to the thread.
    seen = []
    other = threading.Thread(target=lambda: seen.append(library.omv_last_error().contents.code))
    other.start()
    other.join()
    expect(seen == [OK], "another thread must not see this thread's error")


def check_text(library, camera):
    text = POINTER(Bytes)()
    expect(library.omv_camera_next_text(camera, 5000, byref(text)) == OK, "no text", library)
    expect(taken(library, text) == b"from the camera\n", "the text is not the script's")


def check_frame(library, camera):
    frame, rgb = POINTER(Frame)(), POINTER(Bytes)()
    expect(library.omv_camera_next_frame(camera, 10000, byref(frame)) == OK, "no frame", library)
    seen = frame.contents
    expect((seen.width, seen.height, seen.format) == (320, 200, RGB565), "not the frame asked for")
    expect(seen.size == 320 * 200 * 2, f"a raw frame of {seen.size} bytes")
    expect(len(set(ctypes.string_at(seen.data, seen.size))) > 16, "an empty picture")
    expect(abs(seen.time_us / 1e6 - time.time()) < 60, "the frame's time is not now")
    expect(library.omv_frame_to_rgb(frame, byref(rgb)) == OK, "no RGB", library)
    expect(len(taken(library, rgb)) == 320 * 200 * 3, "an RGB picture of another size")
    return frame


def check_channels(library, camera):
    channels, data = POINTER(Channels)(), POINTER(Bytes)()
    expect(library.omv_camera_channels(camera, 5000, byref(channels)) == OK, "no list", library)
    items = [channels.contents.items[i].contents for i in range(channels.contents.count)]
    found = [(item.readable, item.dynamic) for item in items if item.name == b"box"]
    library.omv_channels_release(channels)
    expect(found == [(1, 1)], "the script's channel is not in the list")
    expect(library.omv_camera_read_channel(camera, b"box", 5000, byref(data)) == OK,
           "the channel could not be read", library)
    expect(taken(library, data) == b"hello", "the channel holds something else")
    expect(library.omv_camera_read_channel(camera, b"none", 5000, byref(data)) == INVALID_ARGUMENT,
           "a channel that is not there must be INVALID_ARGUMENT", library)


def check_cancel(library, camera):
    """A call that waits returns when another thread cancels; the next one works again."""
    expect(library.omv_camera_stop(camera, 5000) == OK, "not stopped", library)
    results = []
    text = POINTER(Bytes)()
    waiting = threading.Thread(
        target=lambda: results.append(library.omv_camera_next_text(camera, 60000, byref(text))))
    waiting.start()
    while waiting.is_alive():
        library.omv_camera_cancel(camera)
        waiting.join(0.01)
    expect(results == [CANCELLED], f"a cancelled call gave {results}")
    expect(library.omv_camera_next_text(camera, 0, byref(text)) == TIMEOUT, "not usable again")


def main(path, port, board_name):
    library = load(path)
    print("libopenmv", library.omv_version().decode())
    check_errors(library)
    camera = c_void_p()
    expect(library.omv_camera_open(port.encode(), 20000, byref(camera)) == OK, "no camera", library)
    name = library.omv_camera_info(camera).contents.board_name.decode()
    print(name)
    expect(board_name in ("", name), f"the board is called {name}, not {board_name}")
    expect(library.omv_camera_connected(camera) == 1, "not connected")
    expect(library.omv_camera_stream(camera, STREAM_RAW, 320, 240, -1) == OK, "no stream", library)
    expect(library.omv_camera_run(camera, SCRIPT, 10000) == OK, "the script did not start", library)
    check_text(library, camera)
    frame = check_frame(library, camera)
    check_channels(library, camera)
    check_cancel(library, camera)
    library.omv_camera_close(camera)
    # A frame is the caller's, also when its camera is gone.
    expect(len(ctypes.string_at(frame.contents.data, frame.contents.size)) == 320 * 200 * 2, "frame gone")
    library.omv_frame_release(frame)
    print("all as it should be")


main(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "")
