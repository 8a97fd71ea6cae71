// SPDX-License-Identifier: MIT
// Runs scripts/*.py on the virtual boards: they assert, and print OK at their end.
#include "tests/firmware/vcam/run_script.h"

#include "firmware/camera/canvas.h"
#include "firmware/camera/codecs.h"

#include <fstream>

using namespace omv::test;

namespace {

/// Starts the script, which says go, stops it, and sees no memory leak of that.
void stopAgainAndAgain(Session& session, const std::string& script)
{
    const auto cycle = [&] {
        session.camera->forgetText();
        REQUIRE(session.camera->start(script));
        REQUIRE(session.camera->printed("go\r\n"));
        REQUIRE(session.camera->stop());
        CHECK(scriptText(session.camera->collected()).find("rror") == std::string::npos);
    };
    for (int i = 0; i < 10; ++i)
        cycle();
    const long before = session.vcam.residentKb();
    for (int i = 0; i < 30; ++i)
        cycle();
    if (!kMemoryIsKept)
        CHECK(session.vcam.residentKb() - before < 4096);
}

}  // namespace

TEST_CASE("The modules csi, sensor and image take, answer and raise what the board does")
{
    const auto [board, scripts] = GENERATE(table<std::string, std::vector<std::string>>(
        {{"ae3",
          {"common_image.py", "common_draw.py", "common_blobs.py", "common_csi.py", "ae3_sensor.py",
           "common_filter.py", "common_warp.py", "ae3_image.py", "ae3_modules.py",
           "common_display.py", "common_asked.py", "common_csi_callbacks.py", "common_bytes.py"}},
         {"pure-thermal",
          {"common_image.py", "common_csi.py", "ov5640_sensor.py", "pure_thermal_lepton.py",
           "common_files.py", "common_bytes.py", "mlx90640.py", "common_display.py",
           "common_csi_callbacks.py"}},
         {"rt1062",
          {"common_csi.py", "ov5640_sensor.py", "mlx90640.py", "common_display.py",
           "common_asked.py"}}}));
    Session session({"--board", board});
    for (const std::string& script : scripts) {
        CAPTURE(board);
        runScript(session, "camera/scripts/" + script);
    }
}

TEST_CASE("An event camera in place of the board's sensor answers as on the board")
{
    // A bright box that goes through the picture to the right, again and again.
    const TemporaryFolder folder;
    const std::string scene = folder.path() + "/box.json";
    std::ofstream(scene) << R"({"schema": 1, "name": "Box", "background": {"color": "#505050"},
        "objects": [{"shape": "box", "color": "#c8c8c8", "size": [0.25, 0.25],
        "position": [-0.2, 0.5], "path": {"kind": "waypoints", "loop": true, "points": [
        {"frame": 0, "position": [-0.2, 0.5]}, {"frame": 350, "position": [1.2, 0.5]}]}}]})";
    Session session({"--board", "rt1062", "--sensor", "GENX320", "--scene", "file:" + scene,
                     "--limits", "off"});
    CHECK(session.camera->run(scriptFile("camera/scripts/genx320.py")) == "OK\n");
}

TEST_CASE("A sensor's registers identify it, remember, and turn its pictures")
{
    const std::string board = GENERATE("ae3", "rt1062");
    CAPTURE(board);
    Session session({"--board", board, "--limits", "off", "--scene", "qrcode"});
    const std::string text = session.camera->run(scriptFile("camera/scripts/registers.py"));
    INFO(text);
    CHECK(text.ends_with("OK\n"));
    // Another kind of sensor has other registers, and words of 16 bits.
    Session lepton({"--board", "rt1062", "--sensor", "Lepton"});
    CHECK(lepton.camera->run("import csi\nc = csi.CSI()\nc.__write_reg(8, 0x12345)\n"
                             "print(hex(c.__read_reg(8)), c.__read_reg(2))\n") == "0x2345 6\n");
}

TEST_CASE("Another main sensor can be chosen, of those that the board's firmware knows")
{
    const std::string script = "import csi, image\nc = csi.CSI()\n"
                               "print(c.cid() == 0x5435, len(csi.devices()), "
                               "hasattr(csi, 'PIX_ON_EVENT'), hasattr(image, 'PALETTE_EVT_DARK'), "
                               "hasattr(image.Image(2, 2, image.GRAYSCALE), 'to_evt_dark'))\n";
    Session lepton({"--board", "rt1062", "--sensor", "Lepton"});
    CHECK(lepton.camera->run(script) == "True 1 True True True\n");
    Session other({"--board", "ae3", "--sensor", "PAG7936"});
    CHECK(other.camera->run(script) == "False 1 False False False\n");
}

TEST_CASE("ulab and ml answer as on the board")
{
    const std::string board = GENERATE("ae3", "pure-thermal");
    Session session({"--board", board});
    for (const std::string script :
         {"common_ulab.py", "common_ml.py", "common_ml_readers.py", "common_ml_apps.py"}) {
        CAPTURE(board);
        runScript(session, "camera/scripts/" + script,
                  scriptFile("camera/scripts/tflite_writer.py"));
    }
}

TEST_CASE("A soft reboot leaves the camera as after power-on")
{
    Session session;
    const std::string setUp = "import csi\nc = csi.CSI()\nc.pixformat(csi.RGB565)\n"
                              "c.framesize(csi.QVGA)\nprint(c.snapshot().width())\n";
    for (int i = 0; i < 3; ++i) {
        CHECK(session.camera->run(setUp) == "320\n");
        CHECK(session.camera->run("import csi\ntry:\n    csi.CSI().pixformat()\n"
                                  "except RuntimeError:\n    print('unset')\n") == "unset\n");
    }
}

TEST_CASE("A soft reboot forgets the callbacks of frames")
{
    Session session;
    const std::string setUp = "import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\n"
                              "c.framesize(csi.QVGA)\n";
    CHECK(session.camera->run(setUp +
                              "c.frame_callback(lambda: print('frame'))\n"
                              "c.vsync_callback(print)\nc.snapshot()\n") == "1\nframe\n");
    // Not even a reset of the sensor is needed.
    CHECK(session.camera->run("import csi\nc = csi.CSI()\nc.pixformat(csi.RGB565)\n"
                              "c.framesize(csi.QVGA)\nprint(c.snapshot().width())\n") == "320\n");
}

TEST_CASE("A board is moved, and its pictures turn with it")
{
    Session session;
    const std::string script =
        "import csi, imu\nc = csi.CSI(delays=False)\nc.reset()\nc.pixformat(csi.GRAYSCALE)\n"
        "c.framesize(csi.QVGA)\nc.auto_rotation(True)\n"
        "print(round(imu.roll()), round(imu.pitch()), c.snapshot().width())\n";
    const auto moved = session.control(
        R"({"cmd":"imu","acceleration_mg":[-1000,0,0],"angular_rate_mdps":[1000,0,0],"temperature_c":50})");
    CHECK(moved["ok"] == true);
    CHECK(session.camera->run(script).starts_with("270"));
    CHECK(session.camera->run(script).ends_with(" 200\n"));
    CHECK(session.camera->run("import imu\nprint(900 < imu.angular_rate_mdps()[0] + 500, "
                              "round(imu.temperature_c()))\n") == "True 50\n");
    CHECK(session.control(R"({"cmd":"imu","acceleration_mg":[0,-1000,0]})")["temperature_c"] == 50);
    CHECK(session.camera->run(script).ends_with(" 320\n"));
    CHECK(session.control(R"({"cmd":"imu","acceleration_mg":[0]})")["ok"] == false);
    Session other({"--board", "rt1062"});
    CHECK(other.control(R"({"cmd":"imu"})")["ok"] == false);
}

TEST_CASE("What a script shows on a display can be seen")
{
    const TemporaryFolder folder;
    Session session;
    CHECK(session.control(R"({"cmd":"display"})")["ok"] == false);
    REQUIRE(session.camera->start(
        "import display, image, time\nd = display.SPIDisplay(64, 48)\n"
        "i = image.Image(8, 8, image.RGB565)\ni.clear()\n"
        "i.draw_rectangle((0, 0, 4, 8), color=(255, 0, 0), fill=True)\n"
        "i.draw_rectangle((4, 0, 4, 8), color=(0, 255, 0), fill=True)\n"
        "d.write(i, x=16, y=8, x_scale=4, y_scale=4)\nd.backlight(30)\nprint('go')\n"
        "while True:\n    time.sleep_ms(10)\n"));
    REQUIRE(session.camera->printed("go\r\n"));
    const std::string file = folder.path() + "/shown.png";
    const auto shown = session.control(R"({"cmd":"display","file":")" + file + "\"}");
    CHECK(shown["kind"] == "SPIDisplay");
    CHECK(shown["backlight"] == 30);
    CHECK(shown["frames"] == 1);
    std::ifstream in(file, std::ios::binary);
    const std::vector<std::uint8_t> png{std::istreambuf_iterator<char>(in), {}};
    auto picture = omv::firmware::decodePicture(png);
    REQUIRE(picture);
    REQUIRE(picture->width == 64);
    REQUIRE(picture->height == 48);
    const auto canvas = picture->canvas();
    CHECK(omv::firmware::pixel(canvas, 15, 20) == 0);
    CHECK(omv::firmware::pixel(canvas, 17, 20) == 0xF800);
    CHECK(omv::firmware::pixel(canvas, 46, 39) == 0x07E0);
    CHECK(omv::firmware::pixel(canvas, 46, 40) == 0);
    REQUIRE(session.camera->stop());
}

TEST_CASE("The microphone hears a recording, which goes on while nobody listens")
{
    const TemporaryFolder folder;
    const std::string file = folder.path() + "/ramp.wav";
    // 16 kHz, 16 bits, a second of samples that tell their place.
    std::string wav("RIFF\x24\x7d\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0"
                    "\x02\0\x10\0data\0\x7d\0\0",
                    44);
    for (int i = 0; i < 16000; ++i) {
        wav += static_cast<char>(i);
        wav += static_cast<char>(i >> 8);
    }
    std::ofstream(file, std::ios::binary)
        .write(wav.data(), static_cast<std::streamsize>(wav.size()));
    Session session({"--microphone", file});
    // The place is between those of the clock before and after the start, however slow that was.
    const std::string listen = R"(
import audio, time
audio.init(overflow=False)
def place():
    return time.ticks_us() * 16 // 1000
for i in range(3):
    before = place()
    audio.start_streaming(None)
    after = place()
    b = audio.get_buffer(timeout=10000)
    s = [b[i] | b[i + 1] << 8 for i in range(0, 1024, 2)]
    assert (s[0] - before) % 16000 <= after - before, (s[0], before, after)
    assert all((s[i] - s[0]) % 16000 == i for i in range(512))
    b = audio.get_buffer(timeout=10000)
    assert ((b[0] | b[1] << 8) - s[0]) % 16000 == 512
    audio.stop_streaming()
print("OK")
)";
    CHECK(session.camera->run(listen) == "OK\n");
    CHECK(session.camera->run(listen) == "OK\n");
    // 6 dB are twice as much.
    CHECK(session.camera->run(R"(
import audio
audio.init(gain_db=30, overflow=False)
audio.start_streaming(None)
b = audio.get_buffer(timeout=10000)
s = [b[i] | b[i + 1] << 8 for i in range(0, 1024, 2)]
print(len([i for i in range(511) if s[i + 1] - s[i] == 2]) > 500)
)") == "True\n");
}

TEST_CASE("A stream of sound ends with its script")
{
    Session session;
    // A block is 4 ms; what nobody took in time is lost.
    const std::string script = "import audio, time\nn = 0\ndef f(b):\n    global n\n    n += 1\n"
                               "audio.init(samples=64, overflow=False)\n"
                               "began = time.ticks_us()\naudio.start_streaming(f)\n"
                               "while n < 25:\n    time.sleep_ms(1)\n"
                               "print(n <= time.ticks_diff(time.ticks_us(), began) / 4000 + 1)\n";
    for (int i = 0; i < 4; ++i)
        CHECK(session.camera->run(script) == "True\n");
    CHECK(session.camera->run("import audio, time\naudio.init()\n"
                              "def f(b):\n    raise KeyError('x')\n"
                              "audio.start_streaming(f)\ntry:\n    time.sleep_ms(2000)\n"
                              "except KeyError:\n    print('raised')\n") == "raised\n");
}

TEST_CASE("Sensors that do not exist are refused")
{
    const VcamProcess fir({"--fir", "MLX"});
    CHECK_FALSE(fir.ok());
    const VcamProcess ae3({"--fir", "MLX90640"});
    CHECK_FALSE(ae3.ok());
    const VcamProcess sound({"--microphone", "/no/such/file.wav"});
    CHECK_FALSE(sound.ok());
    const VcamProcess noise({"--microphone", "/dev/null"});
    CHECK_FALSE(noise.ok());
}

TEST_CASE("What sensors measure is the truth of a scene's file")
{
    // Objects that do not move: a cup of 58 degrees, a head of 35.5; the room 19 to 21.
    Session people({"--board", "pure-thermal", "--scene", "thermal-people"});
    const std::string look =
        "import csi, fir\nc = csi.CSI(cid=csi.LEPTON)\nc.reset(hard=False)\n"
        "c.pixformat(csi.GRAYSCALE)\nc.framesize(csi.QQVGA)\n"
        "c.ioctl(csi.IOCTL_LEPTON_SET_MODE, True)\nc.ioctl(csi.IOCTL_LEPTON_SET_RANGE, 10, 61)\n"
        "i = c.snapshot()\n"
        "t = [i.get_pixel(p) / 5 + 10 for p in ((13, 103), (45, 48), (2, 3))]\nprint("
        "57.6 < t[0] < 58.4, 35.1 < t[1] < 35.9, 18.6 < t[2] < 21.4)\n"
        "fir.init()\nt = fir.read_ir()[1]\nprint(35 < t[32 * 9 + 9] < 36, 18.5 < t[0] < 21.5)\n";
    CHECK(people.camera->run(look) == "True True True\nTrue True\n");
    // A table in 0.9 m; in its middle now and then an arm and a hand, nearer.
    Session hand({"--scene", "tof-hand"});
    CHECK(hand.camera->run("import tof\ntof.init()\nd = tof.read_depth()[0]\n"
                           "print([abs(d[i] - 900) < 25 for i in (0, 7, 24, 56, 63)])\n") ==
          "[True, True, True, True, True]\n");
}

TEST_CASE("Another thermal array can be connected")
{
    Session session({"--board", "pure-thermal", "--fir", "MLX90621"});
    CHECK(session.camera->run("import fir\nfir.init()\nprint(fir.type(), fir.width(), "
                              "fir.height(), fir.refresh(), fir.resolution())\n") ==
          "1 16 4 64 18\n");
    Session without({"--fir", "none"});
    CHECK(without.camera->run("import fir\ntry:\n    fir.init()\nexcept ValueError:\n"
                              "    print('none')\n") == "none\n");
}

TEST_CASE("Camera scripts stopped anywhere leak nothing")
{
    const bool sensors = GENERATE(false, true);
    Session session({"--limits", "off"});
    const std::string pictures =
        "import csi, image\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\n"
        "c.framesize(csi.QVGA)\nprint('go')\nwhile True:\n    i = c.snapshot()\n"
        "    i.find_blobs([(0, 100, -128, 127, 20, 127)], threshold_cb=lambda b: True)\n    "
        "i.get_statistics()\n"
        "    j = i.to_jpeg(copy=True)\n";
    const std::string others =
        "import audio, display, fir, imu, tof\ntof.init()\nfir.init()\naudio.init(samples=16, "
        "overflow=False)\n"
        "d = display.SPIDisplay(320, 240)\naudio.start_streaming(lambda b: sum(b))\nprint('go')\n"
        "while True:\n    d.write(tof.snapshot(x_scale=20, y_scale=20).to_jpeg(copy=True))\n"
        "    d.write(fir.snapshot(hint=2, x_scale=9))\n    imu.roll()\n    fir.read_ir()\n";
    const std::string& script = sensors ? others : pictures;
    stopAgainAndAgain(session, script);
}

TEST_CASE("STOP inside a callback of find_blobs ends the script")
{
    Session session({"--limits", "off"});
    const std::string script =
        "import image\ni = image.Image(40, 30, image.GRAYSCALE)\ndef f(b):\n    print('go')\n"
        "    while True:\n        pass\ni.find_blobs([(0, 0)], threshold_cb=f)\nprint('after')\n";
    for (int n = 0; n < 3; ++n) {
        session.camera->forgetText();
        REQUIRE(session.camera->start(script));
        REQUIRE(session.camera->printed("go\r\n"));
        REQUIRE(session.camera->stop());
        CHECK(scriptText(session.camera->collected()) == "go\n");
    }
    CHECK(session.camera->run("print('alive')\n") == "alive\n");
}

TEST_CASE("Features, descriptors and streams of pictures are as scripts know them")
{
    const std::string board = GENERATE("ae3", "pure-thermal", "rt1062");
    Session session({"--board", board});
    for (const std::string script : {"common_features.py", "keypoints.py", "common_streams.py",
                                     "common_films.py", "common_cascades.py"}) {
        CAPTURE(board);
        runScript(session, "camera/scripts/" + script);
    }
}

TEST_CASE("Scripts that look for features are stopped anywhere and leak nothing")
{
    Session session({"--board", "pure-thermal", "--limits", "off"});
    const std::string script =
        "import csi, image, mjpeg\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.GRAYSCALE)\n"
        "c.framesize(csi.QQVGA)\nm = mjpeg.Mjpeg('/flash/m.avi')\n"
        "s = image.ImageIO((160, 120, image.GRAYSCALE), 4)\ni = c.snapshot().copy()\n"
        "t = i.copy(roi=(40, 30, 24, 20))\nprint('go')\nwhile True:\n"
        "    i.find_template(t, 0.5)\n    k = i.find_keypoints(threshold=5)\n"
        "    if k:\n        image.match_descriptor(k, k)\n        i.draw_keypoints(k)\n"
        "    image.match_descriptor(i.find_lbp(roi=(0, 0, 80, 80)), "
        "i.find_lbp(roi=(0, 0, 80, 80)))\n    i.find_displacement(i, logpolar=True)\n"
        "    m.write(i)\n    if m.size() > 200000:\n        m.close()\n"
        "        m = mjpeg.Mjpeg('/flash/m.avi')\n"
        "    s.seek(0).write(i).seek(0).read(copy_to_fb=False, pause=False)\n"
        "    try:\n        image.HaarCascade('/flash/m.avi')\n    except RuntimeError:\n"
        "        pass\n";
    stopAgainAndAgain(session, script);
}

TEST_CASE("Odd pictures and arguments do not end the camera")
{
    Session session({"--board", "pure-thermal"});
    CHECK(session.camera->run(scriptFile("camera/scripts/odd_features.py")) == "OK\n");
    CHECK(session.camera->run("print('alive')\n") == "alive\n");
}

TEST_CASE("The faces of a scene are found by the cascade that boards are sold with")
{
    const std::string board = GENERATE("ae3", "pure-thermal", "rt1062");
    CAPTURE(board);
    Session session({"--board", board, "--scene", "faces", "--seed", "1"});
    CHECK(session.camera->run(scriptFile("camera/scripts/faces_scene.py")) == "OK\n");
}
