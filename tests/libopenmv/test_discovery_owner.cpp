// SPDX-License-Identifier: MIT
// A program of its own, so that it can be skipped visibly.
#include <unistd.h>

#include "tests/libopenmv/discovery_fixture.h"
#include "tests/support/skip.h"

using omv::test::example;
using omv::test::Runtime;

TEST_CASE("files of another user are left out")
{
    if (::geteuid() != 0)
        omv::test::skip("only root can give a file to another user");
    const Runtime runtime;
    runtime.announce("other.json", example(runtime.port("a"), ::getpid()));
    CHECK(runtime.virtualCameras().size() == 1);
    REQUIRE(::chown(runtime.file("other.json").c_str(), 65534, 65534) == 0);
    CHECK(runtime.virtualCameras().empty());
}
