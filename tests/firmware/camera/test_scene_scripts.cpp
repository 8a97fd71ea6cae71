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

TEST_CASE("Distances turned by both mirrors lie as the picture, as on the board")
{
    // A near disc at the upper left. The board's sensor is mounted upside down, so that raw zones
    // have it at the lower right.
    const TemporaryFolder folder;
    const std::string scene = folder.path() + "/corner.json";
    std::ofstream(scene) << R"({"schema": 1, "background": {"color": "#202020", "distance": 2000},
        "objects": [{"shape": "disc", "size": 0.3, "position": [0.2, 0.2], "distance": 300}]})";
    const std::string look =
        "import tof\ntof.init()\n"
        "def corner(d):\n    i = d.index(min(d))\n    return i % 8 // 4, i // 8 // 4\n"
        "b = img.find_blobs([(128, 255)])[0]\nprint((b.cx * 2 // 320, b.cy * 2 // 200))\n"
        "print(corner(tof.read_depth(hmirror=True, vflip=True)[0]))\n"
        "print(corner(tof.read_depth()[0]), corner(tof.read_depth(hmirror=True)[0]))\n"
        "s = tof.snapshot(hmirror=True, vflip=True, pixformat=image.GRAYSCALE, "
        "color_palette=None)\n"
        "print(s.get_pixel((1, 1)) < 50, s.get_pixel((6, 6)) > 200)\n";
    CHECK(seen("file:" + scene, look) == "(0, 0)\n(0, 0)\n(1, 1) (0, 1)\nTrue True\n");
}

TEST_CASE("Thermal arrays lie as the picture without being turned")
{
    const std::string board = GENERATE("ae3", "rt1062");
    const TemporaryFolder folder;
    const std::string scene = folder.path() + "/warm.json";
    std::ofstream(scene) << R"({"schema": 1, "background": {"color": "#202020"},
        "objects": [{"shape": "disc", "size": 0.3, "position": [0.8, 0.2], "temperature": 50}]})";
    Session session({"--scene", "file:" + scene, "--board", board});
    CHECK(session.camera->run("import fir\nfir.init()\nt = fir.read_ir()[1]\n"
                              "i = t.index(max(t))\nw, h = fir.width(), fir.height()\n"
                              "print(i % w * 2 // w, i // w * 2 // h)\n") == "1 0\n");
}

TEST_CASE("The example of camera and distances makes one whole picture")
{
    std::ifstream file(std::string(OMV_SOURCE_DIR) +
                       "/resources/examples/distance/depth_overlay.py");
    std::string text(std::istreambuf_iterator<char>(file), {});
    const std::string endless = "while True:";
    REQUIRE(text.find(endless) != std::string::npos);
    text.replace(text.find(endless), endless.size(), "for _ in range(2):");
    text += "\nprint([img.get_statistics(roi=r).l_max > 20 for r in ((0, 0, 320, 40), "
            "(0, 160, 320, 40), (0, 40, 192, 120), (200, 40, 120, 120))])\n";
    Session session({"--scene", "tof-hand", "--seed", "1"});
    CHECK(session.camera->run(text).ends_with("[False, False, True, True]\n"));
}

TEST_CASE("What turns is turned by as much as the scene says, whatever the sensor's proportions")
{
    const std::string board = GENERATE("ae3", "rt1062");
    CAPTURE(board);
    // By two degrees a frame, of which a script does not take each. It may come when the scene does
    // not turn but come nearer.
    Session session({"--scene", "turning", "--seed", "1", "--board", board});
    const std::string text = session.camera->run(
        "import csi, math\nc = csi.CSI(delays=False)\nc.reset()\nc.pixformat(csi.GRAYSCALE)\n"
        "c.framesize(csi.QVGA)\noff = 0\nturned = 0\npairs = 0\nbefore = c.snapshot().copy()\n"
        "while pairs < 6 or turned <= 1:\n    img = c.snapshot()\n    pairs += 1\n"
        "    d = math.degrees(before.find_displacement(img, logpolar=True).rotation)\n"
        "    off = max(off, abs(d - 2 * round(d / 2)))\n    turned = max(turned, abs(d))\n"
        "    before = img.copy()\nprint(off < 0.1 or off)\n");
    CHECK(text == "True\n");
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
