// SPDX-License-Identifier: MIT
#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

#include <openmv/version.h>

using namespace omv;
using namespace omv::cli::test;

using Words = std::vector<std::string>;

TEST_CASE("stop tells whether a script was running", "[cli]")
{
    Cli cli;
    CHECK(cli.tell({"stop"}) == "|no script was running\n|0");
    cli.board.runningBefore = true;
    CHECK(cli.tell({"stop"}) == "|script stopped\n|0");
    CHECK(cli.run({"stop", "--json"}) == 0);
    CHECK(cli.out.find(R"({"type":"stopped","was_running":true})") != std::string::npos);
}

TEST_CASE("reset restarts the board, or its bootloader", "[cli]")
{
    Cli cli;
    CHECK(cli.tell({"reset"}) == "|the board restarts\n|0");
    CHECK(cli.tell({"reset", "--bootloader", "-q"}) == "");
    CHECK(cli.board.calls == Words{"reset", "bootloader"});
}

TEST_CASE("sim hands everything after it to the virtual camera", "[cli]")
{
    Folder folder;
    Cli cli;
    cli.programFolder = folder.path();
    CHECK(cli.run({"sim", "--board", "rt1062", "--help", "-p", "4000", "x"}) == 1);
    CHECK(cli.executed == Words{"omv-vcam", "--board", "rt1062", "--help", "-p", "4000", "x"});
    CHECK(cli.err.find("OMV-E0115: Cannot start omv-vcam") != std::string::npos);
}

TEST_CASE("sim prefers OMV_VCAM, then the program beside omv", "[cli]")
{
    Folder folder;
    Cli cli;
    cli.programFolder = folder.path();
    const std::string beside = folder.write("omv-vcam", "");
    cli.run({"--json", "sim", "--seed", "7"});
    CHECK(cli.executed == Words{beside, "--json", "--seed", "7"});
    cli.variables["OMV_VCAM"] = "/opt/vcam";
    cli.run({"sim"});
    CHECK(cli.executed == Words{"/opt/vcam"});
}

TEST_CASE("explain takes the whole id or its number", "[cli]")
{
    Cli cli;
    const std::string text = cli.tell({"explain", "OMV-E0104"});
    CHECK(text.find("OMV-E0104: ") == 0);
    CHECK(cli.tell({"explain", "104"}) == text);
    CHECK(cli.tell({"explain", "omv-e0104"}) == text);
    CHECK(cli.tell({"explain", "601"}).find("OMV-E0601: The command line") == 0);
}

TEST_CASE("explain of an unknown id exits 2 and suggests one", "[cli]")
{
    Cli cli;
    CHECK(cli.run({"explain", "OMV-E0164"}) == 2);
    CHECK(cli.err.find("fix: Did you mean OMV-E01") != std::string::npos);
    CHECK(cli.run({"explain", "nonsense"}) == 2);
    CHECK(cli.err.find("fix: Ids look like OMV-E0104") != std::string::npos);
}

TEST_CASE("version", "[cli]")
{
    Cli cli;
    CHECK(cli.tell({"version"}) == "omv " OPENMV_VERSION "\n");
    CHECK(cli.tell({"--version"}) == "omv " OPENMV_VERSION "\n");
}
