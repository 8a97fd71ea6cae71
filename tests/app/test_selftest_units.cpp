// SPDX-License-Identifier: MIT
#include "app/cli/selftest/junit.h"
#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

#include <set>

using namespace omv;
using namespace omv::cli;
using namespace omv::cli::selftest;
using namespace omv::cli::test;

namespace {

/// A bench with a camera that a test plays, and what the runner said.
struct Stage {
    FakeBoard board;
    std::stop_source interrupt;
    std::optional<Error> connectError;
    int connections = 0;
    std::vector<std::string> said;  ///< "name verdict"

    Bench bench{{.openPort = []() -> Result<std::unique_ptr<Transport>> {
                     auto pair = makeTransportPair();
                     if (!pair)
                         return Unexpected{pair.error()};
                     return std::move(pair->first);
                 },
                 .openCamera = [this](std::unique_ptr<Transport>, const CallOptions&,
                                      std::optional<bool>) -> Result<std::unique_ptr<CameraPort>> {
                     ++connections;
                     if (connectError)
                         return Unexpected{*connectError};
                     return makeFakeCamera(board);
                 },
                 .cancel = interrupt.get_token()}};
    Runner runner{bench,
                  interrupt.get_token(),
                  {[](const Check&) {},
                   [this](const CheckResult& result) {
                       said.push_back(std::string(result.check.name) + " " +
                                      toString(result.verdict.kind));
                   }}};

    std::vector<CheckResult> run(const Checks& checks)
    {
        REQUIRE(bench.openPort());
        runner.prepare();
        auto results = runner.run(checks);
        finished = runner.finish().has_value();
        return results;
    }
    bool finished = false;
};

Verdict passes(Bench&)
{
    return pass();
}

Verdict fails(Bench&)
{
    return fail("apples", "pears");
}

Verdict loses(Bench&)
{
    return fail(Error{Errc::Disconnected, "OMV-E0107", "Gone", "unplugged", {}});
}

Verdict leavesScript(Bench& bench)
{
    return bench.run("while True: pass") && bench.stream({}) ? pass() : fail("a start", "none");
}

std::set<std::string> namesOf(const Checks& checks)
{
    std::set<std::string> names;
    for (const Check& check : checks)
        names.insert(std::string(check.name));
    return names;
}

}  // namespace

TEST_CASE("checks have names of a group and a thing, each once", "[selftest]")
{
    const Checks all = allChecks();
    CHECK(namesOf(all).size() == all.size());
    for (const Check& check : all) {
        INFO(check.name);
        CHECK(check.name.find('.') != std::string_view::npos);
        CHECK_FALSE(check.title.empty());
        CHECK(check.limit.count() > 0);
    }
}

TEST_CASE("checks are chosen by name, group or pattern", "[selftest]")
{
    const Checks checks{
        {"link.sync", "", passes}, {"link.caps", "", passes}, {"info.version", "", passes}};
    using Names = std::set<std::string>;
    CHECK(namesOf(matching(checks, {})).size() == 3);
    CHECK(namesOf(matching(checks, {"link"})) == Names{"link.sync", "link.caps"});
    CHECK(namesOf(matching(checks, {"link.caps", "info"})) == Names{"link.caps", "info.version"});
    CHECK(namesOf(matching(checks, {"*.s*c"})) == Names{"link.sync"});
    CHECK(matching(checks, {"lin"}).empty());
    CHECK(unmatched(checks, {"link", "lin"}) == "lin");
    CHECK(unmatched(checks, {"link"}).empty());
}

TEST_CASE("checks run in order and each is told", "[selftest]")
{
    Stage stage;
    const auto results =
        stage.run({{"a.one", "", passes}, {"a.two", "", fails}, {"a.three", "", passes}});
    CHECK(stage.said == std::vector<std::string>{"a.one passed", "a.two failed", "a.three passed"});
    CHECK(results[1].verdict.note == "expected apples; got pears");
    CHECK(stage.connections == 1);
}

TEST_CASE("what runs on the camera is stopped first", "[selftest]")
{
    Stage stage;
    stage.board.runningBefore = true;
    stage.run({{"a.one", "", passes}});
    CHECK(stage.bench.scriptRanBefore());
    CHECK(stage.board.calls == std::vector<std::string>{"isRunning", "stop"});
}

TEST_CASE("after each check its script is stopped and streaming ends", "[selftest]")
{
    Stage stage;
    stage.board.ends = false;
    stage.run({{"a.one", "", leavesScript}, {"a.two", "", passes}});
    CHECK(stage.board.calls ==
          std::vector<std::string>{"isRunning", "run", "stream", "stream off", "stop"});
    CHECK(stage.finished);
}

TEST_CASE("a camera that cannot be put back fails the check", "[selftest]")
{
    Stage stage;
    stage.board.ends = false;
    stage.board.failures["stop"] = Error{Errc::Timeout, "OMV-E0201", "Cannot stop", "silence", {}};
    const auto results = stage.run({{"a.one", "", leavesScript}});
    CHECK(results[0].verdict.kind == Verdict::Kind::Failed);
    CHECK(results[0].verdict.note ==
          "the camera could not be put back: Cannot stop: silence (OMV-E0201)");
    CHECK_FALSE(stage.finished);
}

TEST_CASE("after the camera went away the rest is skipped", "[selftest]")
{
    Stage stage;
    const auto results = stage.run({{"a.one", "", loses}, {"a.two", "", passes}});
    CHECK(stage.said == std::vector<std::string>{"a.one failed", "a.two skipped"});
    CHECK(results[1].verdict.note == "the camera was lost at a.one");
}

TEST_CASE("a camera that cannot be reached fails once and is not asked again", "[selftest]")
{
    Stage stage;
    stage.connectError = Error{Errc::Timeout, "OMV-E0201", "Cannot connect", "silence", {}};
    const auto results = stage.run({{"a.one", "", passes}, {"a.two", "", passes}});
    CHECK(stage.said == std::vector<std::string>{"a.one failed", "a.two skipped"});
    CHECK(results[0].verdict.note == "Cannot connect: silence (OMV-E0201)");
    CHECK(results[1].verdict.note == "the camera cannot be reached, see a.one");
    CHECK(stage.connections == 1);
}

TEST_CASE("Ctrl+C skips the rest and still puts the camera back", "[selftest]")
{
    static Stage* current = nullptr;
    Stage stage;
    stage.board.ends = false;
    current = &stage;
    const auto interrupts = [](Bench& bench) {
        const Verdict verdict = leavesScript(bench);
        current->interrupt.request_stop();
        return verdict;
    };
    const auto results = stage.run({{"a.one", "", interrupts}, {"a.two", "", passes}});
    CHECK(stage.said == std::vector<std::string>{"a.one skipped", "a.two skipped"});
    CHECK(results[1].verdict.note == "interrupted");
    CHECK(stage.board.calls.back() == "stop");
    CHECK_FALSE(stage.board.streaming);
    CHECK(stage.finished);
}

TEST_CASE("no call of a check lasts longer than the check may", "[selftest]")
{
    Stage stage;
    const auto asks = [](Bench& bench) {
        static_cast<void>(bench.camera().channels(bench.call()));
        static_cast<void>(bench.camera().channels(bench.call(std::chrono::milliseconds(20))));
        return pass();
    };
    stage.run({{"a.one", "", asks, Check::Needs::Camera, std::chrono::seconds(2)}});
    const auto& timeouts = stage.board.timeouts;
    REQUIRE(timeouts.size() >= 3);
    CHECK(timeouts[1] <= std::chrono::seconds(2));
    CHECK(timeouts[2] <= std::chrono::milliseconds(20));
}

TEST_CASE("XML text is escaped, and what XML forbids is replaced", "[selftest]")
{
    CHECK(xmlText("a<b>&\"c'\n") == "a&lt;b&gt;&amp;&quot;c&apos;&#10;");
    CHECK(xmlText("\x01\x1b[0m") == "??[0m");
    CHECK(xmlText("gr\xc3\xbc\xc3\x9f") == "gr\xc3\xbc\xc3\x9f");
    CHECK(xmlText("\xff<") == "?&lt;");
}

TEST_CASE("JUnit has the board as its suite, times, and reasons", "[selftest]")
{
    DeviceInfo info;
    info.boardId = "ae3";
    info.boardName = "A & B";
    std::vector<CheckResult> results;
    results.push_back({{"link.sync", "", passes}, pass(), std::chrono::duration<double>(0.0124)});
    results.push_back({{"info.x", "", fails}, fail("<1>", "2"), std::chrono::duration<double>(1)});
    results.push_back({{"info.y", "", passes}, skip("no \"sensor\""), {}});
    const std::string xml = junitXml(info, results);
    CHECK(xml.find("<testsuite name=\"ae3\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\" "
                   "time=\"1.012\">") != std::string::npos);
    CHECK(xml.find("<testcase classname=\"ae3.link\" name=\"link.sync\" time=\"0.012\"/>") !=
          std::string::npos);
    CHECK(xml.find("<failure message=\"expected &lt;1&gt;; got 2\">") != std::string::npos);
    CHECK(xml.find("<skipped message=\"no &quot;sensor&quot;\"/>") != std::string::npos);
    CHECK(xml.find("value=\"A &amp; B\"") != std::string::npos);
}

TEST_CASE("selftest --list names the checks without a camera", "[selftest]")
{
    Cli cli;
    cli.openError = Error{Errc::NoDevice, "OMV-E0101", "No camera found", {}, {}};
    CHECK(cli.run({"selftest", "--list"}) == 0);
    CHECK(cli.out.find("stream.jpeg") != std::string::npos);
    CHECK(cli.run({"selftest", "--list", "link", "--json"}) == 0);
    CHECK(cli.out.find(R"({"type":"check","name":"link.sync","title":"SYNC is answered"})") !=
          std::string::npos);
    CHECK(cli.out.find("stream.jpeg") == std::string::npos);
}

TEST_CASE("selftest refuses what it cannot do before it touches a camera", "[selftest]")
{
    Cli cli;
    CHECK(cli.run({"selftest", "frobnicate"}) == 2);
    CHECK(cli.err.find("frobnicate") != std::string::npos);
    CHECK(cli.run({"selftest", "--junit", "/no/such/folder/x.xml"}) == 1);
    CHECK(cli.openedPort.empty());
    cli.openError = Error{Errc::NoDevice, "OMV-E0101", "No camera found", {}, "Plug one in."};
    CHECK(cli.run({"selftest"}) == 3);
    CHECK(cli.err.find("-p sim:ae3") != std::string::npos);
}

TEST_CASE("selftest fails with its own code and names what failed", "[selftest]")
{
    Cli cli;
    cli.board.info.protocol = {2, 0, 0};
    cli.board.info.firmware = {5, 0, 0};
    cli.board.runningBefore = true;
    Folder folder;
    CHECK(cli.run({"selftest", "info.version", "--junit", folder.path("r.xml")}) == 6);
    CHECK(cli.out.find("failed   info.version") == 0);
    CHECK(cli.out.find("expected protocol version 1.x; got 2.0.0") != std::string::npos);
    CHECK(cli.out.find("0 passed, 1 failed, 0 skipped") != std::string::npos);
    CHECK(cli.err.find("main.py") != std::string::npos);
    CHECK(cli.err.find("why: info.version") != std::string::npos);
    CHECK(folder.read("r.xml").find("<failure ") != std::string::npos);
    CHECK(cli.out.find('\033') == std::string::npos);
    cli.outIsTerminal = true;
    CHECK(cli.run({"selftest", "info.version"}) == 6);
    CHECK(cli.out.find("\033[31mfailed") != std::string::npos);
}
