# SPDX-License-Identifier: MIT
# Callbacks of frames belong to their CSI object.
import csi
import gc

cam = csi.CSI(delays=False)
cam.reset()
cam.pixformat(csi.GRAYSCALE)
cam.framesize(csi.QVGA)
seen = []


def keep(what):
    cam.frame_callback(lambda: seen.append(what))
    cam.vsync_callback(lambda level: seen.append(level))


# Nothing but the object knows these functions.
keep("frame")
for i in range(3):
    gc.collect()
    junk = [bytearray(1000) for i in range(100)]
    cam.snapshot()
assert seen == [1, "frame"] * 3, seen

# What cannot be called takes it away, as None does.
for nothing in (None, 5):
    keep("frame")
    seen.clear()
    cam.frame_callback(nothing)
    cam.snapshot()
    assert seen == [1] and cam.frame_callback() is None
    cam.vsync_callback(nothing)
    cam.snapshot()
    assert seen == [1] and cam.vsync_callback() is None

# A reset forgets them.
keep("frame")
cam.reset()
cam.pixformat(csi.GRAYSCALE)
cam.framesize(csi.QVGA)
seen.clear()
cam.snapshot()
assert not seen

# One that raises: snapshot() does, and the next one goes on.
cam.frame_callback(lambda: 1 // 0)
raises(ZeroDivisionError, cam.snapshot)
cam.frame_callback(None)
cam.vsync_callback(lambda: None)
raises(TypeError, cam.snapshot)
cam.vsync_callback(None)
assert cam.snapshot().width() == 320


# One that takes itself away and asks for a frame, or changes the camera under the frame.
def once():
    cam.frame_callback(None)
    seen.append(cam.snapshot().width())


seen.clear()
cam.frame_callback(once)
assert cam.snapshot().width() == 320 and seen == [320]


def larger():
    cam.frame_callback(None)
    cam.framesize(csi.VGA)
    gc.collect()


# The frame is gone, then.
cam.frame_callback(larger)
raises(RuntimeError, cam.snapshot)
assert cam.snapshot().width() == 640
cam.frame_callback(cam.reset)
raises(RuntimeError, cam.snapshot)

# With two sensors each has its own.
others = [cid for cid in csi.devices() if cid != cam.cid()]
if hasattr(csi, "LEPTON") and csi.LEPTON in others:
    cam.pixformat(csi.GRAYSCALE)
    cam.framesize(csi.QVGA)
    warm = csi.CSI(cid=csi.LEPTON)
    warm.reset()
    warm.pixformat(csi.GRAYSCALE)
    warm.framesize(csi.QQVGA)
    seen.clear()
    cam.frame_callback(lambda: seen.append("light"))
    warm.frame_callback(lambda: seen.append("warmth"))
    gc.collect()
    cam.snapshot()
    warm.snapshot()
    cam.snapshot()
    assert seen == ["light", "warmth", "light"], seen
    warm.frame_callback(None)
    warm.snapshot()
    cam.snapshot()
    assert seen[3:] == ["light"], seen
print("OK")
