# The faces of the scene `faces` are found as the scripts that come with the boards look for them.
import csi, image, os

try:
    os.stat("/rom/haarcascade_frontalface.cascade")
except OSError:
    # Built without OpenCV's data.
    print("OK")
    raise SystemExit
cam = csi.CSI()
cam.reset()
front = image.HaarCascade("/rom/haarcascade_frontalface.cascade", stages=25)
right = wanted = 0
for pixformat in (csi.GRAYSCALE, csi.RGB565):
    wanted += 2
    cam.pixformat(pixformat)
    cam.framesize(csi.QVGA)
    for i in range(100):
        if right == wanted:
            break
        img = cam.snapshot()
        w, h = img.width(), img.height()
        found = sorted(img.find_features(front, threshold=0.75, scale=1.25))
        # The left one stands still, the right one moves in its half and is sometimes lost.
        assert 1 <= len(found) <= 2, found
        lx, ly = found[0][0] + found[0][2] / 2, found[0][1] + found[0][3] / 2
        assert abs(lx - 0.28 * w) < 12 and abs(ly - 0.46 * h) < 16, found
        if len(found) == 1:
            continue
        right += 1
        rx, ry = found[1][0] + found[1][2] / 2, found[1][1] + found[1][3] / 2
        assert 0.54 * w < rx < 0.97 * w and 0.1 * h < ry < 0.77 * h, found
    assert right == wanted, right
print("OK")
