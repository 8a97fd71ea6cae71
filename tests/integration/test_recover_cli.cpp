// SPDX-License-Identifier: MIT
// omv recover on boards that are dead in one way or another, with somebody's hands beside it.
#include "tests/integration/cli_fixture.h"

#include <filesystem>

#include "tests/libopenmv/temp_directory.h"

using namespace omv::test;
using nlohmann::json;

namespace {

struct DeadBoard {
    DeadBoard(const std::string& id, std::vector<std::string> more)
        : board(id)
    {
        std::vector<std::string> arguments = {"--board",      id,        "--usbip",
                                              "--limits=off", "--state", file("board")};
        arguments.insert(arguments.end(), more.begin(), more.end());
        vcam = std::make_unique<VcamProcess>(arguments);
        INFO(vcam->problem());
        REQUIRE(vcam->ok());
        REQUIRE(omvRun({"sim", "image", "zip", file("release.zip"), "--board", id, "--version",
                        "5.5.5"})
                    .exitCode == 0);
    }
    std::string file(const std::string& name) const { return folder.path() + "/" + name; }

    /// The jumper or switch; it acts when the board gets power.
    void setRecovery(bool on) const
    {
        REQUIRE(vcam->control(on ? R"({"cmd":"recovery","on":true})"
                                 : R"({"cmd":"recovery","on":false})")
                    .find("\"ok\":true") != std::string::npos);
        vcam->control(R"({"cmd":"unplug"})");
        vcam->control(R"({"cmd":"replug"})");
    }
    std::vector<std::string> recover(const std::vector<std::string>& more = {}) const
    {
        std::vector<std::string> command = {
            "-p",      vcam->usbIp(), "--json", "recover", file("release.zip"),
            "--board", board,         "--wait", "30"};
        for (const char* each : {"bootloader", "toc"}) {
            command.emplace_back("--allow-unverified");
            command.emplace_back(each);
        }
        command.insert(command.end(), more.begin(), more.end());
        return omvCommand(command);
    }

    std::string board;
    TemporaryFolder folder;
    ScopedEnv state{"XDG_STATE_HOME", file("state")};
    std::unique_ptr<VcamProcess> vcam;
};

json flashed(const std::string& out)
{
    for (const json& line : lines(out)) {
        if (line.at("type") == "flashed")
            return line;
    }
    return nullptr;
}

/// Does what is asked for, in this order: recovery on or off.
ProgramResult recoverWithHands(const DeadBoard& dead,
                               const std::vector<std::pair<std::string, bool>>& hands)
{
    Program omv(dead.recover(), {}, std::chrono::seconds(90));
    for (const auto& [asked, on] : hands) {
        INFO(asked);
        REQUIRE(omv.waitForOutput(asked));
        dead.setRecovery(on);
    }
    return omv.finish();
}

}  // namespace

TEST_CASE("A Pure Thermal without anything in it is recovered without hands", "[recover]")
{
    const DeadBoard dead("pure-thermal", {"--virgin"});
    const auto result = recoverWithHands(dead, {});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    CHECK(flashed(result.out).at("version") == "5.5.5");
}

TEST_CASE("A recovery keeps what it overwrites also where the board's own loader works",
          "[recover]")
{
    const DeadBoard dead("pure-thermal", {});
    Program omv(dead.recover({"--backup", dead.file("kept")}), {}, std::chrono::seconds(90));
    const auto result = omv.finish();
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    CHECK(flashed(result.out).at("version") == "5.5.5");
    CHECK(std::filesystem::file_size(dead.file("kept/firmware.bin")) > 1000);
    // Nobody's hands are needed by a board that is there.
    CHECK(result.out.find("Unplug") == std::string::npos);
}

TEST_CASE("Power that fails while the bootloader is written is made up for", "[recover]")
{
    const DeadBoard dead("pure-thermal", {"--virgin", "--fault", "power-cut=200"});
    const auto result = recoverWithHands(dead, {});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    CHECK(flashed(result.out).at("version") == "5.5.5");
}

TEST_CASE("An RT1062 is recovered by a program in its RAM", "[recover]")
{
    // A new chip starts from its flash only once its fuse is burnt.
    const DeadBoard dead("rt1062", {"--virgin"});
    Program omv(dead.recover({"--burn-fuse", "--allow-unverified", "fuse"}), {},
                std::chrono::seconds(90));
    const auto result = omv.finish();
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    CHECK(flashed(result.out).at("version") == "5.5.5");
}

TEST_CASE("A jumper that is still set is asked for, and waited for", "[recover]")
{
    const DeadBoard dead("rt1062", {"--recovery"});
    const auto result = recoverWithHands(dead, {{"take the connection between SBL", false}});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    CHECK(flashed(result.out).at("version") == "5.5.5");
}

TEST_CASE("An AE3 without anything in it is recovered by its switch", "[recover]")
{
    const DeadBoard dead("ae3", {"--virgin"});
    const auto result = recoverWithHands(
        dead, {{"to the recovery position", true}, {"put the recovery switch back", false}});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    CHECK(flashed(result.out).at("version") == "5.5.5");
}

TEST_CASE("omv list tells which boards are in their loaders", "[recover]")
{
    const DeadBoard dead("ae3", {"--recovery"});
    json found;
    for (const json& line : lines(omvRun({"--json", "list"}).out)) {
        if (line.at("type") == "board" && line.at("port") == dead.vcam->usbIp())
            found = line;
    }
    REQUIRE(found.is_object());
    CHECK(found.at("state") == "recovery");
    CHECK(found.at("boards") == json::array({"ae3"}));
    CHECK(found.at("loader") == "recovery");
}

TEST_CASE("Without consent nothing is written to a bootloader", "[recover]")
{
    const DeadBoard dead("pure-thermal", {"--recovery"});
    const auto result = omvRun({"-p", dead.vcam->usbIp(), "--json", "recover",
                                dead.file("release.zip"), "--board", "pure-thermal"});
    CHECK(result.exitCode == 1);
    CHECK(result.err.find("--allow-unverified bootloader") != std::string::npos);
    CHECK(flashed(result.out).at("bytes_written") == 0);
}
