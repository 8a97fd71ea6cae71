// SPDX-License-Identifier: MIT
#include "app/cli/files.h"
#include "app/cli/selftest/junit.h"
#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

#include <set>

using namespace omv;
using namespace omv::cli;
using namespace omv::cli::selftest;
using namespace omv::cli::test;
using namespace std::chrono_literals;

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

    std::vector<CheckResult> run(const Checks& checks, std::chrono::milliseconds limit = 1h)
    {
        REQUIRE(bench.openPort());
        runner.endAfter(limit);
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

TEST_CASE("when the time of all checks is over the rest is skipped", "[selftest]")
{
    Stage stage;
    const auto results = stage.run({{"a.one", "", fails}, {"a.two", "", passes}}, 0ms);
    CHECK(stage.said == std::vector<std::string>{"a.one skipped", "a.two skipped"});
    CHECK(results[1].verdict.note == "the time of --seconds is over");
    CHECK(stage.runner.wasCutShort());
    CHECK(stage.finished);
}

TEST_CASE("a check that the end of all time cut off is skipped, not failed", "[selftest]")
{
    static bool started = false;
    const auto waits = [](Bench& bench) {
        leavesScript(bench);
        started = true;
        while (Bench::Clock::now() < bench.deadline()) {}
        return fail("an answer", "none");
    };
    const Check::Needs camera = Check::Needs::Camera;
    // On a busy machine the time may be over before the second: then it gets more.
    for (auto time = 200ms; !started && time < 1min; time *= 4) {
        Stage stage;
        stage.board.ends = false;
        stage.run({{"a.one", "", fails}, {"a.two", "", waits, camera, 1h}, {"a.three", "", passes}},
                  time);
        if (!started)
            continue;
        CHECK(stage.said ==
              std::vector<std::string>{"a.one failed", "a.two skipped", "a.three skipped"});
        CHECK(stage.runner.wasCutShort());
        CHECK(stage.board.calls.back() == "stop");  // what it had started
    }
    CHECK(started);
}

TEST_CASE("a check that lasts too long for itself fails, and the next one is run", "[selftest]")
{
    Stage stage;
    const auto waits = [](Bench& bench) {
        while (Bench::Clock::now() < bench.deadline()) {}
        return fail("an answer", "none");
    };
    stage.run({{"a.one", "", waits, Check::Needs::Camera, 0s}, {"a.two", "", passes}});
    CHECK(stage.said == std::vector<std::string>{"a.one failed", "a.two passed"});
    CHECK_FALSE(stage.runner.wasCutShort());
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

TEST_CASE("selftest that does not end in time exits 5", "[selftest]")
{
    Cli cli;
    Folder folder;
    cli.board.info.protocol = {1, 0, 0};
    cli.board.info.firmware = {5, 0, 0};
    const std::string junit = folder.path("r.xml");
    // The least time there is, and the connection takes more.
    cli.onOpenOver = [] {
        const auto end = Bench::Clock::now() + 2ms;
        while (Bench::Clock::now() < end) {}
    };
    const std::vector<std::string> command{"selftest", "reconnect.session", "--seconds",
                                           "0.0001",   "--junit",           junit};
    CHECK(cli.run(command) == 5);
    CHECK(cli.err.find("OMV-E0609: The self-test took too long") != std::string::npos);
    CHECK(cli.err.find("the 0.001 s of --seconds are over") != std::string::npos);
    CHECK(folder.read("r.xml").find("<skipped message=\"the time of --seconds is over\"/>") !=
          std::string::npos);
    CHECK(cli.run({"selftest", "--seconds", "0"}) == 2);
}

TEST_CASE("selftest whose port cannot be opened says so in the JUnit file", "[selftest]")
{
    Cli cli;
    cli.openError = Error{Errc::NoDevice, "OMV-E0101", "No <camera> found", {}, {}};
    Folder folder;
    const std::string path = folder.write(
        "r.xml", "results of yesterday, longer than those of now" + std::string(2000, '.'));
    CHECK(cli.run({"selftest", "--junit", path}) == 3);
    const std::string xml = folder.read("r.xml");
    CHECK(xml.find("<testsuite name=\"camera\" tests=\"1\" failures=\"0\" errors=\"1\" ") !=
          std::string::npos);
    CHECK(xml.find("<error type=\"OMV-E0101\" message=\"No &lt;camera&gt; found (OMV-E0101)\">") !=
          std::string::npos);
    CHECK(xml.find("yesterday") == std::string::npos);
    CHECK(xml.find("..") == std::string::npos);
    CHECK(folder.list() == "r.xml");
}

TEST_CASE("whether a file can be written is found out without a trace", "[selftest]")
{
    Folder folder;
    const std::string there = folder.write("there", "results of yesterday");
    CHECK(checkWritable(there));
    CHECK(folder.read("there") == "results of yesterday");
    CHECK(checkWritable(folder.path("new")));
    CHECK(folder.list() == "there");
    CHECK(checkWritable("/dev/null"));
    for (const std::string& path : {folder.path(), folder.path("no/such"), there + "/below"}) {
        INFO(path);
        const Status status = checkWritable(path);
        REQUIRE_FALSE(status);
        CHECK(status.error().id == "OMV-E0607");
        CHECK(status.error().why.find("errno") != std::string::npos);
    }
    CHECK(folder.list() == "there");
}

TEST_CASE("selftest leaves the JUnit file alone while it can still be refused", "[selftest]")
{
    Cli cli;
    Folder folder;
    const std::string path = folder.write("r.xml", "results of yesterday");
    CHECK(cli.run({"selftest", "frobnicate", "--junit", path}) == 2);
    // --list would ignore it, so it is refused as well; and so are its likes.
    CHECK(cli.run({"selftest", "--list", "--junit", path}) == 2);
    CHECK(cli.err.find("OMV-E0601") != std::string::npos);
    CHECK(cli.err.find("--list and --junit exclude each other") != std::string::npos);
    CHECK(cli.run({"selftest", "--list", "--allow-writes"}) == 2);
    CHECK(cli.run({"selftest", "--seconds", "9", "--list"}) == 2);
    CHECK(folder.read("r.xml") == "results of yesterday");
    // A check finds the file as it was before the run, and at the end it is replaced.
    std::string meanwhile;
    cli.board.info.protocol = {2, 0, 0};
    cli.onOpenOver = [&] { meanwhile = folder.read("r.xml"); };
    CHECK(cli.run({"selftest", "info.version", "--junit", path}) == 6);
    CHECK(meanwhile == "results of yesterday");
    CHECK(folder.read("r.xml").find("<failure ") != std::string::npos);
}
