// SPDX-License-Identifier: MIT
// A state folder on a disk that is really full: a file system of 64 KiB in a name space of its own.
#include "tests/support/catch.h"
#include "tests/support/program.h"
#include "tests/support/skip.h"
#include "tests/support/vcam_process.h"

using namespace omv::test;
using namespace std::chrono_literals;

namespace {

ProgramResult onSmallDisk(const std::string& size, const std::string& commands)
{
    TemporaryFolder folder;
    return runProgram({"unshare", "--map-root-user", "--mount", "sh", "-c",
                       "mount -t tmpfs -o size=" + size + " none " + folder.path() + " && cd " +
                           folder.path() + " && " + commands,
                       "sh", vcamProgram()},
                      60s);
}

}  // namespace

TEST_CASE("A disk without room ends omv-vcam with 1 and the reason")
{
    if (onSmallDisk("4k", "true").exitCode != 0)
        skip("no file system can be mounted here");
    // Not a byte is left.
    const std::string full = "mkdir s; cat /dev/zero >zero 2>&1; ";
    for (const std::string& commands :
         {full + "exec \"$1\" --state s", full + "exec \"$1\" --state s --usbip",
          // Room for the drive and not for the flash chips.
          std::string("exec \"$1\" --state s --usbip")}) {
        CAPTURE(commands);
        const auto result = onSmallDisk("64k", commands);
        CAPTURE(result.err);
        CHECK(result.exitCode == 1);
        CHECK(contains(result.err, "No space left on device"));
        CHECK(contains(result.err, "omv-vcam: cannot "));
    }
    // A chip with holes, as a careless copy makes it.
    const auto holes =
        onSmallDisk("64k",
                    "mkdir -p s/memories && truncate -s 5767168 s/memories/mram.bin && exec \"$1\" "
                    "--state s --usbip");
    CAPTURE(holes.err);
    CHECK(holes.exitCode == 1);
    CHECK(contains(holes.err, "mram.bin: No space left on device"));
    // One that is too large keeps what is in it.
    const auto large =
        onSmallDisk("64k",
                    "mkdir -p s/memories && truncate -s 6000000 s/memories/mram.bin && "
                    "\"$1\" --state s --usbip; echo $?; stat -c %s s/memories/mram.bin");
    CAPTURE(large.err);
    CHECK(large.out == "1\n6000000\n");
}
