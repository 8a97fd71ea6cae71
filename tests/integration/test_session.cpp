// SPDX-License-Identifier: MIT
// The SDK against a separate omv-vcam process: the same suite over pty and TCP,
// with reads chopped into odd sizes.
#include "tests/integration/session_fixture.h"

#include "firmware/camera/frame_counter.h"
#include "firmware/camera/scene.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <future>

using namespace omv;
using namespace omv::test;
using namespace std::chrono_literals;

namespace {

const std::string kCameraLoop = R"(import csi
c = csi.CSI()
c.reset()
c.pixformat(csi.%FORMAT%)
c.framesize(csi.QVGA)
while True:
    c.snapshot()
)";

std::string cameraLoop(const std::string& format)
{
    std::string script = kCameraLoop;
    return script.replace(script.find("%FORMAT%"), 8, format);
}

/// The next frame of the wanted format; the first after a mode change may still be the old one.
Frame frameOf(Camera& camera, PixelFormat format)
{
    for (int i = 0; i < 30; ++i) {
        Frame frame = must(camera.nextFrame({.timeout = 60s}));
        if (frame.format == format)
            return frame;
    }
    FAIL("no frame of the wanted format");
    return {};
}

double psnr(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b)
{
    REQUIRE(a.size() == b.size());
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = double(a[i]) - double(b[i]);
        sum += difference * difference;
    }
    return sum == 0 ? 99 : 10 * std::log10(255.0 * 255.0 * double(a.size()) / sum);
}

}  // namespace

TEST_CASE("Prints arrive complete and in order", "[session]")
{
    VcamProcess vcam({"--board", "ae3", "--tcp"});
    INFO(vcam.problem());
    REQUIRE(vcam.ok());
    for (const Wire& wire : allWires()) {
        CAPTURE(wire);
        auto camera = must(openOver(vcam, wire));
        must(camera->run("for i in range(50):\n    print('line', i)\n    if i % 10 == 0:\n"
                         "        import time; time.sleep_ms(60)\n"));
        ScriptEnd end;
        const std::string text = textUntilEnd(*camera, &end);
        std::string expected;
        for (int i = 0; i < 50; ++i)
            expected += "line " + std::to_string(i) + "\n";
        CHECK(text == expected);
        CHECK_FALSE(end.raised);
    }
}

TEST_CASE("A script sent to a camera that has just got power is run, however slow its start")
{
    const TemporaryFolder state;
    // Counting them takes the camera a while, before its main.py begins.
    const auto many = std::filesystem::path(state.path()) / "flash" / "many";
    std::filesystem::create_directories(many);
    for (int i = 0; i < 20000; ++i)
        std::ofstream(many / std::to_string(i));
    VcamProcess vcam({"--board", "ae3", "--state", state.path()});
    REQUIRE(vcam.ok());
    auto camera = must(openOver(vcam, {}));
    must(camera->run("print('mine')\n"));
    CHECK(textUntilEnd(*camera) == "mine\n");
}

TEST_CASE("A script error arrives with its traceback and line", "[session]")
{
    VcamProcess vcam({"--board", "rt1062", "--tcp"});
    REQUIRE(vcam.ok());
    for (const Wire& wire : allWires()) {
        CAPTURE(wire);
        auto camera = must(openOver(vcam, wire));
        must(camera->run("print('before')\ndef f(x):\n    return 1 // x\nf(0)\n"));
        ScriptEnd end;
        const std::string text = textUntilEnd(*camera, &end);
        CHECK(end.raised);
        CHECK(text.find("before\n") == 0);
        CHECK(text.find("File \"<stdin>\", line 3, in f") != std::string::npos);
        CHECK(end.traceback.find("ZeroDivisionError") != std::string::npos);
    }
}

TEST_CASE("A script in a tight loop that swallows everything stops at once and says nothing",
          "[session]")
{
    VcamProcess vcam({"--board", "ae3", "--tcp"});
    REQUIRE(vcam.ok());
    for (const Wire& wire : allWires()) {
        CAPTURE(wire);
        auto camera = must(openOver(vcam, wire));
        must(camera->run(
            "print('go')\nwhile True:\n    try:\n        while True:\n            pass\n"
            "    except:\n        print('caught')\n    finally:\n        print('finally')\n"));
        // Else STOP may come before the first line.
        CHECK(textWith(*camera, "go\n") == "go\n");
        CHECK(must(camera->isRunning()));
        must(camera->stop());
        CHECK_FALSE(must(camera->isRunning()));
        CHECK(textUntilEnd(*camera).empty());
    }
}

TEST_CASE("Raw frames equal the scene pixel by pixel", "[session]")
{
    VcamProcess vcam({"--board", "ae3", "--tcp", "--seed", "7"});
    REQUIRE(vcam.ok());
    const auto [name, format] = GENERATE(table<std::string, PixelFormat>(
        {{"GRAYSCALE", PixelFormat::Grayscale}, {"RGB565", PixelFormat::Rgb565}}));
    for (const Wire& wire : allWires()) {
        CAPTURE(wire, name);
        auto camera = must(openOver(vcam, wire));
        must(camera->stream({.raw = true, .rawWidth = 320, .rawHeight = 200}));
        must(camera->run(cameraLoop(name)));
        for (int i = 0; i < 3; ++i) {
            const Frame frame = frameOf(*camera, format);
            REQUIRE(frame.width == 320);
            REQUIRE(frame.height == 200);
            const RgbImage rgb = must(toRgb(frame));
            const auto counter = firmware::readFrameCounter(rgb.pixels, rgb.width, rgb.height);
            REQUIRE(counter);
            const auto expected =
                firmware::renderFrame(7, *counter, frame.width, frame.height,
                                      static_cast<protocol::PixelFormat>(frame.format), 1.6);
            CHECK(std::ranges::equal(frame.data(), expected));
        }
        must(camera->stop());
    }
}

TEST_CASE("JPEG frames are close to the scene", "[session]")
{
    VcamProcess vcam({"--board", "pure-thermal", "--tcp", "--seed", "7"});
    REQUIRE(vcam.ok());
    for (const Wire& wire : allWires()) {
        CAPTURE(wire);
        auto camera = must(openOver(vcam, wire));
        must(camera->stream({}));
        must(camera->run(cameraLoop("RGB565")));
        const Frame frame = frameOf(*camera, PixelFormat::Jpeg);
        const RgbImage rgb = must(toRgb(frame));
        REQUIRE(rgb.width == 320);
        REQUIRE(rgb.height == 240);
        const auto counter = firmware::readFrameCounter(rgb.pixels, rgb.width, rgb.height);
        REQUIRE(counter);
        Frame truth;
        truth.width = 320;
        truth.height = 240;
        truth.format = PixelFormat::Rgb565;
        auto pixels = std::make_shared<std::vector<std::uint8_t>>(
            firmware::renderFrame(7, *counter, 320, 240, protocol::PixelFormat::Rgb565));
        truth.setData(pixels, 0, pixels->size());
        CHECK(psnr(rgb.pixels, must(toRgb(truth)).pixels) > 25);
        must(camera->stop());
    }
}

TEST_CASE("A PNG that the script made arrives exactly", "[session]")
{
    VcamProcess vcam({"--board", "ae3", "--tcp"});
    REQUIRE(vcam.ok());
    for (const Wire& wire : allWires()) {
        CAPTURE(wire);
        auto camera = must(openOver(vcam, wire));
        must(camera->stream({}));
        must(camera->run(
            "import image, time\nimg = image.Image(64, 48, image.RGB565)\n"
            "for y in range(48):\n    for x in range(64):\n"
            "        img.set_pixel((x, y), (x * 4, y * 5, 128))\n"
            "p = img.to_png(copy=True)\nwhile True:\n    p.flush()\n    time.sleep_ms(20)\n"));
        const Frame frame = frameOf(*camera, PixelFormat::Png);
        const RgbImage rgb = must(toRgb(frame));
        REQUIRE(rgb.width == 64);
        REQUIRE(rgb.height == 48);
        bool equal = true;
        for (unsigned y = 0; y < 48 && equal; ++y) {
            for (unsigned x = 0; x < 64; ++x) {
                const std::uint8_t* pixel = &rgb.pixels[(y * 64 + x) * 3];
                const unsigned red = x * 4 >> 3;
                const unsigned green = y * 5 >> 2;
                const unsigned blue = 128 >> 3;
                equal = equal && pixel[0] == (red << 3 | red >> 2) &&
                    pixel[1] == (green << 2 | green >> 4) && pixel[2] == (blue << 3 | blue >> 2);
            }
        }
        CHECK(equal);
        must(camera->stop());
    }
}

TEST_CASE("A soft reboot clears the globals and the camera goes on", "[session]")
{
    VcamProcess vcam({"--board", "rt1062", "--tcp"});
    REQUIRE(vcam.ok());
    for (const Wire& wire : allWires()) {
        CAPTURE(wire);
        auto camera = must(openOver(vcam, wire));
        must(camera->run("x = 41\nprint(x + 1)\n"));
        CHECK(textUntilEnd(*camera) == "42\n");
        must(camera->run("print('x' in globals())\n"));
        CHECK(textUntilEnd(*camera) == "False\n");
    }
}

TEST_CASE("A channel made by a script is listed, read, written, controlled and heard", "[session]")
{
    VcamProcess vcam({"--board", "ae3", "--tcp"});
    REQUIRE(vcam.ok());
    const std::string script = R"(import protocol, time
class Box:
    def __init__(self):
        self.data = b'\x01\x02\x03\x04'
    def size(self):
        return len(self.data)
    def shape(self):
        return (2, 2)
    def read(self, offset, size):
        return self.data[offset:offset + size]
    def write(self, offset, data):
        self.data = bytes(data)
        return len(data)
    def ioctl(self, cmd, length, arg):
        return 0 if cmd == 7 else 1
    def poll(self):
        return True
ch = protocol.register(name='demo', backend=Box())
print('registered')
while True:
    time.sleep_ms(20)
    ch.send_event(5)
)";
    for (const Wire& wire : allWires()) {
        CAPTURE(wire);
        // Longer than the camera, whose thread hears.
        std::promise<void> heard;
        std::atomic<bool> isFive{false};
        auto camera = must(openOver(vcam, wire));
        camera->onEvent([&](const ChannelEvent& event) {
            if (event.code == 5 && !isFive.exchange(true))
                heard.set_value();
        });
        must(camera->run(script));
        const auto wanted = [](const ChannelInfo& channel) { return channel.name == "demo"; };
        REQUIRE(textWith(*camera, "registered\n") == "registered\n");
        const auto channels = must(camera->channels());
        const auto found = std::ranges::find_if(channels, wanted);
        REQUIRE(found != channels.end());
        CHECK(found->dynamic);
        CHECK(found->writable);
        CHECK(must(camera->readChannel("demo")) == std::vector<std::uint8_t>{1, 2, 3, 4});
        CHECK(must(camera->channelShape("demo")) == std::vector<std::uint32_t>{2, 2});
        std::vector<std::uint8_t> big(3000);
        for (std::size_t i = 0; i < big.size(); ++i)
            big[i] = static_cast<std::uint8_t>(i * 7);
        must(camera->writeChannel("demo", big));
        CHECK(must(camera->readChannel("demo")) == big);
        CHECK(camera->ioctlChannel("demo", 7, {}).has_value());
        const auto refused = camera->ioctlChannel("demo", 8, {});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Errc::Refused);
        CHECK(heard.get_future().wait_for(60s) == std::future_status::ready);
        must(camera->stop());
        CHECK(std::ranges::none_of(must(camera->channels()), wanted));
    }
}

TEST_CASE("A raw frame larger than the stream buffer arrives as JPEG", "[session]")
{
    VcamProcess vcam({"--board", "ae3", "--tcp"});
    REQUIRE(vcam.ok());
    for (const Wire& wire : allWires()) {
        CAPTURE(wire);
        auto camera = must(openOver(vcam, wire));
        must(camera->stream({.raw = true, .rawWidth = 1280, .rawHeight = 800}));
        must(camera->run("import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\n"
                         "c.framesize(csi.HD)\nwhile True:\n    c.snapshot()\n"));
        const Frame frame = must(camera->nextFrame({.timeout = 60s}));
        CHECK(frame.format == PixelFormat::Jpeg);
        const RgbImage rgb = must(toRgb(frame));
        CHECK(rgb.width == 1280);
        CHECK(rgb.height == 800);
        must(camera->stop());
    }
}

TEST_CASE("Each board says what it is", "[session]")
{
    const auto [board, product, sensor, payload] = GENERATE(
        table<std::string, int, std::string, int>({{"ae3", 0x16E3, "PAG7936", 8178},
                                                   {"pure-thermal", 0x1205, "OV5640", 4082},
                                                   {"rt1062", 0x1060, "OV5640", 4082}}));
    VcamProcess vcam({"--board", board, "--tcp"});
    REQUIRE(vcam.ok());
    for (const Wire& wire : allWires()) {
        CAPTURE(wire, board);
        auto camera = must(openOver(vcam, wire));
        const DeviceInfo info = camera->info();
        CHECK(info.boardId == board);
        CHECK(info.usbVendor == 0x37C5);
        CHECK(int(info.usbProduct) == product);
        REQUIRE_FALSE(info.sensorNames.empty());
        CHECK(info.sensorNames.front() == sensor);
        CHECK(int(info.maxPayload) == payload);
        CHECK(info.streamBufferKb == 1024);
        CHECK(info.firmware == FirmwareVersion{5, 0, 0});
        const auto pools = must(camera->memory());
        REQUIRE_FALSE(pools.empty());
        CHECK(pools.front().kind == "gc");
        CHECK(pools.front().used > 0);
    }
}
