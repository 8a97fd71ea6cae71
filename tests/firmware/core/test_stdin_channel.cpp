// SPDX-License-Identifier: MIT
#include "tests/firmware/core/core_fakes.h"
#include "tests/support/catch.h"

using namespace omv::firmware;
using namespace omv::protocol;
using namespace omv::test;

namespace {

struct Upload {
    std::vector<std::uint8_t> memory = std::vector<std::uint8_t>(16);
    FakeScripts scripts;
    StdinChannel channel{memory, scripts};

    bool execute() { return channel.ioctl(ioctl::kStdinExec, {}); }
};

}  // namespace

TEST_CASE("A write at offset 0 begins anew, at any other offset it appends")
{
    Upload upload;
    CHECK(upload.channel.write(0, bytesOf("old")));
    CHECK(upload.channel.write(0, bytesOf("pri")));
    CHECK(upload.channel.write(999, bytesOf("nt()")));
    CHECK(upload.execute());
    CHECK(upload.scripts.started == "print()");
}

TEST_CASE("Nothing uploaded is refused by EXEC, also after RESET")
{
    Upload upload;
    CHECK_FALSE(upload.execute());
    upload.channel.write(0, bytesOf("x"));
    CHECK(upload.channel.ioctl(ioctl::kStdinReset, {}));
    CHECK_FALSE(upload.execute());
    CHECK(upload.scripts.started.empty());
}

TEST_CASE("A script longer than the buffer is refused without spoiling what is there")
{
    Upload upload;
    CHECK(upload.channel.write(0, bytesOf("0123456789")));
    CHECK_FALSE(upload.channel.write(10, bytesOf("abcdefg")));
    CHECK(upload.channel.write(10, bytesOf("abcdef")));
    CHECK(upload.execute());
    CHECK(upload.scripts.started == "0123456789abcdef");
}

TEST_CASE("EXEC while a script runs only stops it; STOP without one does nothing")
{
    Upload upload;
    CHECK(upload.channel.ioctl(ioctl::kStdinStop, {}));
    CHECK(upload.scripts.stops == 0);
    upload.channel.write(0, bytesOf("new"));
    upload.scripts.running = true;
    CHECK(upload.channel.poll());
    CHECK(upload.execute());
    CHECK(upload.scripts.stops == 1);
    CHECK(upload.scripts.started.empty());
    CHECK(upload.channel.ioctl(ioctl::kStdinStop, {}));
    CHECK(upload.scripts.stops == 2);
}

TEST_CASE("The requests of stdin take no arguments, and there are three")
{
    Upload upload;
    for (std::uint32_t request = 1; request <= 3; ++request)
        CHECK(upload.channel.ioctlArgumentSize(request) == std::size_t{0});
    CHECK_FALSE(upload.channel.ioctlArgumentSize(0));
    CHECK_FALSE(upload.channel.ioctlArgumentSize(4));
}
