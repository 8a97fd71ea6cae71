// SPDX-License-Identifier: MIT
// What the boards' own documentation shows people to write: LEDs, button, clock,
// timers, sleep and the plain camera, on the boards that it was written for.
#include "tests/integration/session_fixture.h"

#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

using namespace omv;
using namespace omv::test;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

std::string script(const std::string& name)
{
    std::ifstream file(OMV_SOURCE_DIR "/tests/integration/scripts/" + name + ".py");
    REQUIRE(file);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string outputOf(const VcamProcess& vcam, const std::string& name)
{
    auto camera = must(openOver(vcam, {}));
    must(camera->run(script(name)));
    ScriptEnd end;
    const std::string text = textUntilEnd(*camera, &end);
    CHECK_FALSE(end.raised);
    return text;
}

bool printed(Camera& camera, const std::string& wanted)
{
    return textWith(camera, wanted).find(wanted) != std::string::npos;
}

json ledsOf(const VcamProcess& vcam)
{
    return json::parse(vcam.control(R"({"cmd":"leds"})")).at("leds");
}

void press(const VcamProcess& vcam)
{
    CHECK(json::parse(vcam.control(R"({"cmd":"press","button":"SW"})")).at("ok") == true);
    CHECK(json::parse(vcam.control(R"({"cmd":"release","button":"SW"})")).at("ok") == true);
}

/// Waits until the camera says goodbye (deep sleep, unplug).
bool disconnects(Camera& camera)
{
    // Ends with the connection, whatever was said before.
    while (camera.readText({.timeout = 60s})) {}
    return !camera.connected();
}

/// Opens the camera again once it is back.
std::unique_ptr<Camera> comesBack(const VcamProcess& vcam)
{
    return must(reopened(vcam, [&] { return openOver(vcam, {}); }));
}

}  // namespace

TEST_CASE("AE3: LEDs light when the script says so", "[boards]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    auto camera = must(openOver(vcam, {}));
    must(camera->run(script("ae3/leds") + "import time\nwhile True:\n    time.sleep_ms(10)\n"));
    REQUIRE(printed(*camera, "lit"));
    for (const char* led : {"LED_RED", "LED_GREEN", "LED_BLUE"})
        CHECK(ledsOf(vcam).at(led) == true);
}

TEST_CASE("AE3: the button reads high, and low while pressed", "[boards]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    CHECK(outputOf(vcam, "ae3/button") == "1\n");
    vcam.control(R"({"cmd":"press","button":"SW"})");
    CHECK(outputOf(vcam, "ae3/button") == "0\n");
}

TEST_CASE("AE3: the button sleeps and wakes the board", "[boards]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    auto camera = must(openOver(vcam, {}));
    must(camera->run(script("ae3/power_switch")));
    REQUIRE(printed(*camera, "armed"));
    press(vcam);
    CHECK(disconnects(*camera));
    camera.reset();
    press(vcam);
    camera = comesBack(vcam);
    must(camera->run("print('awake')\n"));
    CHECK(textUntilEnd(*camera) == "awake\n");
}

TEST_CASE("AE3: deepsleep ends the connection until the button wakes it", "[boards]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    auto camera = must(openOver(vcam, {}));
    must(camera->run(script("ae3/deepsleep")));
    CHECK(disconnects(*camera));
    camera.reset();
    press(vcam);
    camera = comesBack(vcam);
    must(camera->run("import machine\nprint(machine.reset_cause() == machine.DEEPSLEEP_RESET)\n"));
    CHECK(textUntilEnd(*camera) == "True\n");
}

TEST_CASE("AE3: a pin interrupt calls its handler", "[boards]")
{
    VcamProcess vcam({"--board", "ae3"});
    REQUIRE(vcam.ok());
    auto camera = must(openOver(vcam, {}));
    must(camera->run(script("ae3/pin_interrupt")));
    REQUIRE(printed(*camera, "armed 1"));
    CHECK(json::parse(vcam.control(R"({"cmd":"set-pin","pin":"P1","value":0})")).at("ok") == true);
    CHECK(printed(*camera, "triggered"));
}

TEST_CASE("Scripts of the boards' documentation run", "[boards]")
{
    const auto [board, name, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"ae3", "ae3/camera", "1280 800\n1280 800\n1280 800\n1280 800\n1280 800\n"},
        {"ae3", "ae3/triggered", "True\n320\n"},
        {"ae3", "ae3/rtc", "(2026, 4, 30, 3, 12, 0)\n"},
        {"ae3", "ae3/timing", "True\n"},
        {"pure-thermal", "pure-thermal/leds", "lit\n"},
        {"pure-thermal", "pure-thermal/camera", "720 480\n720 480\n720 480\n720 480\n720 480\n"},
        {"pure-thermal", "pure-thermal/camera_jpeg", "2592 1944 True True\n"},
        {"pure-thermal", "pure-thermal/rtc", "(2026, 4, 30, 3, 12, 0)\n"},
        {"pure-thermal", "pure-thermal/watchdog", "fed\n"},
        {"pure-thermal", "ae3/timing", "True\n"},
    }));
    CAPTURE(board, name);
    VcamProcess vcam({"--board", board});
    REQUIRE(vcam.ok());
    CHECK(outputOf(vcam, name) == expected);
}

TEST_CASE("Virtual timers fire once and periodically until deinit", "[boards]")
{
    const std::string board = GENERATE(as<std::string>{}, "ae3", "pure-thermal");
    VcamProcess vcam({"--board", board});
    REQUIRE(vcam.ok());
    const std::string text = outputOf(vcam, "ae3/timers");
    CHECK(text.find("once\n") != std::string::npos);
    CHECK(text.find("once\n") == text.rfind("once\n"));
    const auto lastTick = text.rfind("tick\n");
    REQUIRE(lastTick != std::string::npos);
    CHECK(text.find("tick\n") != lastTick);
    CHECK(text.rfind("end\n") == text.size() - 4);
}
