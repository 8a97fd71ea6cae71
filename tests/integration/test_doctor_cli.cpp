// SPDX-License-Identifier: MIT
// omv doctor on this very computer, whatever it has. Nothing here changes it.
#include "tests/integration/cli_fixture.h"
#include "tests/libopenmv/temp_directory.h"

#include <filesystem>
#include <set>

using namespace omv::test;
using nlohmann::json;

namespace {

struct Visit {
    ProgramResult result;
    std::vector<json> all;

    /// Null: there is none.
    json check(const std::string& id, const std::string& subject = {}) const
    {
        for (const json& each : all) {
            if (each["type"] == "check" && each["id"] == id && each["subject"] == subject)
                return each;
        }
        return nullptr;
    }
};

Visit doctor(std::vector<std::string> options = {})
{
    options.insert(options.begin(), {"--json", "doctor"});
    Visit visit{omvRun(std::move(options)), {}};
    visit.all = lines(visit.result.out);
    return visit;
}

}  // namespace

TEST_CASE("doctor ends well here, with every check told once", "[doctor]")
{
    const TempDirectory state;
    const ScopedEnv there("XDG_STATE_HOME", state.path());
    const Visit visit = doctor();
    INFO(visit.result.out << visit.result.err);
    REQUIRE(visit.all.size() > 8);
    std::set<std::string> seen;
    bool problem = false;
    for (const json& each : visit.all) {
        if (each["type"] != "check")
            continue;
        CHECK(
            seen.insert(each["id"].get<std::string>() + each["subject"].get<std::string>()).second);
        CHECK_FALSE(each["what"].get<std::string>().empty());
        problem = problem || each["state"] == "problem";
    }
    CHECK(visit.result.exitCode == (problem ? 1 : 0));
    CHECK(visit.all.back()["type"] == "result");
    CHECK(visit.all.back()["exit"] == visit.result.exitCode);
    CHECK(visit.check("tools.vcam")["state"] == "ok");
    const bool hasUsb = std::filesystem::exists("/sys/bus/usb/devices");
    CHECK((visit.check("usb.access")["state"] == "skipped") == !hasUsb);
    if (!hasUsb)
        CHECK(visit.check("usb.access")["what"] == "No USB on this computer");
}

TEST_CASE("doctor sees a virtual camera, and asks it only when told to", "[doctor]")
{
    const TempDirectory runtime;
    const ScopedEnv there("XDG_RUNTIME_DIR", runtime.path());
    const VcamProcess camera({"--board", "ae3"});
    REQUIRE(camera.ok());
    const Visit quiet = doctor();
    CHECK(quiet.check("board", camera.pty())["what"] == "OpenMV AE3 runs");
    CHECK(quiet.check("board.firmware", camera.pty())["state"] == "skipped");
    const json asked = doctor({"--ask"}).check("board.firmware", camera.pty());
    INFO(asked);
    CHECK(asked["state"] == "ok");
    CHECK(asked["what"] == "Firmware 5.0.0");
}

TEST_CASE("doctor tells of flashing that was cut off", "[doctor]")
{
    const TempDirectory state;
    const ScopedEnv there("XDG_STATE_HOME", state.path());
    std::filesystem::create_directories(state / "openmv/flash");
    writeText(state / "openmv/flash/ae3-usb-1-2.json",
              R"({"schema": 1, "board": "ae3", "source": "/tmp/r.zip", "plan": "0", "steps": 7,
                  "steps_done": 2})");
    const json unfinished = doctor().check("flash.unfinished");
    INFO(unfinished);
    CHECK(unfinished["state"] == "warning");
    CHECK(unfinished["why"].get<std::string>().find("2 of 7 steps were done with /tmp/r.zip") == 0);
}
