// SPDX-License-Identifier: MIT
// A program of its own, so that it can be skipped visibly.
#include <openmv/transport.h>

#include <sys/stat.h>

#include "tests/libopenmv/serial_fixture.h"
#include "tests/support/skip.h"

using omv::test::becomeNobody;
using omv::test::Child;
using omv::test::Pty;

TEST_CASE("where a group may use the port, the advice is to join it")
{
    if (::geteuid() != 0)
        omv::test::skip("only root can give a device to another group");
    const group* dialout = ::getgrnam("dialout");
    if (!dialout)
        omv::test::skip("this system has no group dialout");
    const Pty pty;
    REQUIRE(::chown(pty.path.c_str(), 0, dialout->gr_gid) == 0);
    REQUIRE(::chmod(pty.path.c_str(), 0660) == 0);
    Child user([&]() -> std::string {
        if (!becomeNobody()) {
            return "cannot become nobody";
        }
        const auto port = omv::openSerial(pty.path);
        return port ? "opened" : port.error().why + '|' + port.error().fix;
    });
    const std::string said = user.output();
    INFO(said);
    CHECK(said.find("group dialout with mode 0660") != std::string::npos);
    CHECK(said.find("usermod -aG dialout nobody") != std::string::npos);
}
