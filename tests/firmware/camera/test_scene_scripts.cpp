// SPDX-License-Identifier: MIT
// What people's scripts look for is in the scenes that have names.
#include "tests/firmware/vcam/vcam_fixture.h"

#include <fstream>

using namespace omv::test;

namespace {

std::string seen(const std::string& scene, const std::string& look,
                 const std::string& format = "GRAYSCALE")
{
    Session session({"--scene", scene, "--seed", "1"});
    return session.camera->run("import csi, image\nc = csi.CSI(delays=False)\nc.reset()\n"
                               "c.pixformat(csi." +
                               format + ")\nc.framesize(csi.QVGA)\nimg = c.snapshot()\n" + look);
}

}  // namespace

TEST_CASE("Codes and tags of the named scenes are read")
{
    CHECK(seen("qrcode", "print([q.payload for q in img.find_qrcodes()])\n") ==
          "['https://openmv.io']\n");
    CHECK(seen("barcodes", "print(sorted(b.payload for b in img.find_barcodes()))\n") ==
          "['4006381333931', 'OMV-128']\n");
    CHECK(seen("datamatrix", "print(sorted(d.payload for d in img.find_datamatrices()))\n") ==
          "['LOT-0815', 'PART 4711']\n");
    CHECK(seen("apriltag", "print(sorted(t.id for t in img.find_apriltags()))\n") ==
          "[0, 7, 42]\n");
}

TEST_CASE("Colours, shapes and movement of the named scenes are found")
{
    CHECK(seen("colour-blobs",
               "t = [(30, 60, 40, 80, 20, 70), (50, 90, -80, -40, 30, 80), (10, 45, 10, 80, -110, "
               "-50)]\n"
               "print(sorted(b.code for b in img.find_blobs(t, pixels_threshold=200)))\n",
               "RGB565")
              .find("1, 2, 4") != std::string::npos);
    CHECK(
        seen("circles", "print(len(img.find_circles(threshold=3000, r_min=10, r_max=60)) > 1)\n") ==
        "True\n");
    CHECK(seen("rectangles", "print(len(img.find_rects(threshold=10000)) > 1)\n") == "True\n");
    CHECK(seen("lines", "print(len(img.find_line_segments()) > 2)\n") == "True\n");
    CHECK(seen("motion",
               "a = img.copy()\n"
               "while c.snapshot().difference(a).get_statistics().max <= 60:\n    pass\n"
               "print('moved')\n") == "moved\n");
    CHECK(seen("displacement",
               "a = img.copy()\nmoved = 0\nwhile moved <= 0.5:\n"
               "    d = a.find_displacement(c.snapshot())\n"
               "    moved = abs(d.x_translation) + abs(d.y_translation)\n"
               "print('moved')\n") == "moved\n");
}

TEST_CASE("The sign of the template scene is not taken for one upside down")
{
    Session session({"--scene", "template", "--seed", "1", "--board", "rt1062", "--limits", "off"});
    CHECK(session.camera->run(
              "import csi, image\nc = csi.CSI(delays=False)\nc.reset()\n"
              "c.pixformat(csi.GRAYSCALE)\nc.framesize(csi.QVGA)\nimg = c.snapshot().copy()\n"
              "known = img.find_keypoints(max_keypoints=150)\n"
              "def turn():\n"
              "    seen = img.find_keypoints(max_keypoints=150, normalized=True)\n"
              "    return image.match_descriptor(known, seen, threshold=85).theta\n"
              "print(turn())\nfor i in range(5):\n    img = c.snapshot()\n    print(turn())\n"
              "img = c.snapshot()\nknown = img.find_keypoints(max_keypoints=150)\n"
              "img.rotation_corr(z_rotation=60)\nprint(abs(turn() - 60) < 4)\n") ==
          "0\n0\n0\n0\n0\n0\nTrue\n");
}

TEST_CASE("Warmth and distance of the named scenes are measured")
{
    CHECK(seen("tof-hand",
               "import tof\ntof.init()\nnear = 4000\nwhile near >= 600:\n    c.snapshot()\n"
               "    d, a, b = tof.read_depth()\n"
               "    near = min(near, min(x for x in d if x > 0))\nprint('near')\n") == "near\n");
    CHECK(seen("darkness", "print(img.get_statistics().mean < 12)\n") == "True\n");
}

TEST_CASE("A lamp stays bright when a short exposure darkens the rest")
{
    const TemporaryFolder folder;
    const std::string scene = folder.path() + "/lamp.json";
    std::ofstream(scene) << R"({"schema": 1, "background": {"color": "#c0c0c0"}, "objects": [
        {"shape": "disc", "glow": 60, "size": 0.2, "position": [0.8, 0.5]},
        {"shape": "disc", "size": 0.2, "position": [0.5, 0.2]}]})";
    const std::string look = "c.auto_gain(False)\nc.auto_exposure(False, exposure_us=500)\n"
                             "for mirror in (False, True):\n"
                             "    c.hmirror(mirror)\n"
                             "    img = c.snapshot()\n"
                             "    b = img.find_blobs([(128, 255)])\n"
                             "    print(len(b), b[0].cx // 20, img.get_pixel((160, 40)) < 40)\n";
    CHECK(seen("file:" + scene, look) == "1 12 True\n1 3 True\n");
    CHECK(seen("lamp",
               "bright = len(img.find_blobs([(128, 255)], pixels_threshold=200))\n"
               "c.auto_exposure(False, exposure_us=500)\n"
               "print(bright, len(c.snapshot().find_blobs([(60, 255)])))\n")
              .ends_with(" 1\n"));
}
