// SPDX-License-Identifier: MIT
// Options of omv-vcam that contradict each other or say nothing, and what is told of them.
#include "tests/support/catch.h"
#include "tests/support/vcam_process.h"

#include <tuple>

using namespace omv::test;
using namespace std::chrono_literals;

namespace {

ProgramResult inShell(const std::string& commands)
{
    return runProgram({"sh", "-c", commands, "sh", vcamProgram()}, 60s);
}

}  // namespace

TEST_CASE("Options that would be ignored or mean nothing end with 2 and the reason")
{
    const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
        {{"--seed", ""}, "--seed: needs a value"},
        {{"--options", "seed="}, "--seed: "},
        {{"--board", "rt1062", "--sdcard-size", "1G"}, "there is no card without --sdcard"},
        {{"--sdcard-size", "3T"}, "3T is not a size from 1 byte to 2048G"},
        {{"--fault", "power-cut=5"}, "played with --usbip"},
        {{"--board", "rt1062", "--microphone", "/dev/null"}, "has no microphone"},
        {{"--board", "pure-thermal", "--microphone", "/dev/null"}, "has no microphone"},
        {{"--i2c", "1:0x50:eeprom,1:0x50:eeprom"}, "both be at address 0x50 of bus 1"},
        {{"--i2c", "1:0x50:eeprom,1:80:vl53l1x"}, "eeprom and vl53l1x cannot both"},
        {{"--scene", "image:"}, "the scene image: needs a path"},
        {{"--scene", "folder:"}, "the scene folder: needs a path"},
        {{"--scene", "video:"}, "the scene video: needs a path"},
        {{"--lifetime-fd", "-1"}, "--lifetime-fd: -1 is not the number of a descriptor"},
        {{"--lifetime-fd", "x"}, "--lifetime-fd: x is not the number of a descriptor"},
        {{"--lifetime-fd", "1e3"}, "--lifetime-fd: 1e3 is not"},
        {{"--lifetime-fd", "99999999999"}, "--lifetime-fd: 99999999999 is not"},
        {{"--fault", "drop=2"}, "drop needs a chance from 0 to 1"},
        {{"--fault", "drop"}, "drop needs a chance from 0 to 1"},
        {{"--fault", "split=7,stall=-1"}, "stall needs a whole number from 0 on"},
        {{"--fault", "drop=0.1,stall-ms=300"}, "there is none without stall"},
        {{"--fault", "dorp=0.1"}, "there is no dorp; there are drop, damage, duplicate, split"},
        {{"--serial", "two\nlines"}, "printable ASCII"},
        {{"--serial", "a space"}, "printable ASCII"},
        {{"--serial", "\xc3\xa4"}, "printable ASCII"},
        {{"--serial", std::string(127, '1')}, "at most 126 characters, not 127"},
    };
    for (const auto& [arguments, reason] : wrong) {
        const auto result = runVcam(arguments);
        CAPTURE(arguments, result.err);
        CHECK(result.exitCode == 2);
        CHECK(contains(result.err, reason));
        CHECK(result.err.size() < 400);
        CHECK(result.out.empty());
    }
}

TEST_CASE("What only just makes sense is taken")
{
    const std::string serial(126, '~');
    const std::vector<std::vector<std::string>> right{
        {"--serial", serial},
        {"--i2c", "1:0x50:eeprom,2:0x50:eeprom,1:0x51:eeprom"},
        {"--fault", "power-cut=5", "--virgin", "--board", "pure-thermal"},
        {"--fault", "drop=0,stall=0,stall-ms=0,power-cut=0"},
        {"--seed", "0"},
    };
    for (const auto& arguments : right) {
        CAPTURE(arguments);
        const VcamProcess camera(arguments);
        CHECK(camera.ok());
    }
}

TEST_CASE("The help names each sensor that the RT1062 can have")
{
    const auto help = runVcam({"--help"});
    for (const std::string sensor : {"GENX320", "Lepton", "OV5640"}) {
        CHECK(contains(help.out, sensor));
        CHECK(VcamProcess({"--board", "rt1062", "--sensor", sensor}).ok());
    }
}

TEST_CASE("What was asked for and cannot be told ends with 1 and the reason")
{
    const auto nothing = inShell("OPENMV_DATA_DIR=/none exec \"$1\" --list-scenes");
    CHECK(nothing.exitCode == 1);
    CHECK(contains(nothing.err, "/none/scenes"));
    CHECK(nothing.out.empty());
    for (const std::string option : {"--list-scenes", "--help", "--version"}) {
        CAPTURE(option);
        const auto full = inShell("exec \"$1\" " + option + " >/dev/full");
        CHECK(full.exitCode == 1);
        CHECK(contains(full.err, "cannot write the output: No space left on device"));
    }
    CHECK(inShell("exec \"$1\" --nonsense 2>/dev/full").exitCode == 2);
    CHECK(inShell("exec \"$1\" --scene image:/no 2>/dev/full").exitCode == 1);
}
