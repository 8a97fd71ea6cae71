// SPDX-License-Identifier: MIT
// omv selftest as a user runs it, on each virtual board.
#include "tests/integration/session_fixture.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <QXmlStreamReader>
#include <nlohmann/json.hpp>

using namespace omv::test;
using nlohmann::json;

namespace {

ProgramResult omvRun(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), std::string(OMV_BIN_DIR) + "/omv");
    return runProgram(arguments, std::chrono::seconds(120));
}

std::map<std::string, std::string> verdicts(const std::string& output)
{
    std::map<std::string, std::string> verdicts;
    std::istringstream in(output);
    for (std::string line; std::getline(in, line);) {
        const json event = json::parse(line);
        if (event["type"] == "check")
            verdicts[event["name"]] = event["verdict"];
    }
    return verdicts;
}

std::set<std::string> namesWith(const std::map<std::string, std::string>& verdicts,
                                const std::string& verdict)
{
    std::set<std::string> names;
    for (const auto& [name, each] : verdicts) {
        if (each == verdict)
            names.insert(name);
    }
    return names;
}

/// What a CI system takes from a JUnit file.
struct Junit {
    std::string suite;
    int tests = -1;
    int failures = -1;
    int skipped = -1;
    std::map<std::string, std::string> cases;  ///< name -> verdict
    std::map<std::string, std::string> messages;
    double seconds = 0;
    std::string problem;
};

QByteArray attribute(const QXmlStreamReader& xml, const char* name)
{
    return xml.attributes().value(QLatin1String(name)).toUtf8();
}

void takeElement(const QXmlStreamReader& xml, Junit& junit, std::string& current)
{
    const auto name = xml.name();
    if (name == QLatin1String("testsuite")) {
        junit.suite = attribute(xml, "name").toStdString();
        junit.tests = attribute(xml, "tests").toInt();
        junit.failures = attribute(xml, "failures").toInt();
        junit.skipped = attribute(xml, "skipped").toInt();
    } else if (name == QLatin1String("testcase")) {
        current = attribute(xml, "name").toStdString();
        junit.cases[current] = "passed";
        junit.seconds += attribute(xml, "time").toDouble();
    } else if (name == QLatin1String("failure") || name == QLatin1String("skipped")) {
        junit.cases[current] = name == QLatin1String("failure") ? "failed" : "skipped";
        junit.messages[current] = attribute(xml, "message").toStdString();
    }
}

Junit readJunit(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    QXmlStreamReader xml(QByteArray::fromStdString(text));
    Junit junit;
    std::string current;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement)
            takeElement(xml, junit, current);
    }
    junit.problem = xml.hasError() ? xml.errorString().toStdString() : "";
    return junit;
}

std::set<std::string> filesIn(const std::string& folder)
{
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        names.insert(entry.path().string());
    return names;
}

}  // namespace

TEST_CASE("omv selftest passes on each virtual board", "[selftest]")
{
    const std::string board = GENERATE(as<std::string>{}, "ae3", "pure-thermal", "rt1062");
    INFO(board);
    TemporaryFolder folder;
    const std::string junitPath = folder.path() + "/results.xml";
    const auto result = omvRun({"-p", "sim:" + board, "selftest", "--json", "--junit", junitPath});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    const auto all = verdicts(result.out);
    CHECK(all.size() >= 55);
    CHECK(namesWith(all, "failed").empty());
    // No leave to write, and a camera that ends with its port; everything else is done.
    CHECK(namesWith(all, "skipped") == std::set<std::string>{"files.write", "reconnect.port"});

    const Junit junit = readJunit(junitPath);
    CHECK(junit.problem.empty());
    CHECK(junit.suite == board);
    CHECK(junit.tests == static_cast<int>(all.size()));
    CHECK(junit.failures == 0);
    CHECK(junit.skipped == 2);
    CHECK(junit.cases == all);
    CHECK(junit.messages.at("files.write").find("--allow-writes") != std::string::npos);
    CHECK(junit.seconds > 0);
}

TEST_CASE("omv selftest leaves a camera as it found it, but for the script", "[selftest]")
{
    TemporaryFolder state;
    VcamProcess vcam({"--board", "rt1062", "--state", state.path()});
    REQUIRE(vcam.ok());
    // Connected once, so that whatever a first start writes is there.
    REQUIRE(omvRun({"-p", vcam.pty(), "info"}).exitCode == 0);
    const auto before = filesIn(state.path());
    const auto result = omvRun({"-p", vcam.pty(), "selftest", "--json", "--allow-writes"});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    const auto all = verdicts(result.out);
    CHECK(all.at("files.write") == "passed");
    CHECK(all.at("reconnect.port") == "passed");
    CHECK(namesWith(all, "skipped").empty());
    CHECK(filesIn(state.path()) == before);
    CHECK(result.err.find("main.py") != std::string::npos);
    CHECK(json::parse(vcam.control(R"({"cmd":"stats"})"))["script_running"] == false);
}

TEST_CASE("omv selftest over a link with faults fails and names the checks", "[selftest]")
{
    const auto result =
        omvRun({"-p", "sim:rt1062?seed=3&fault=drop=0.1", "selftest", "link", "--json"});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 6);
    const auto failed = namesWith(verdicts(result.out), "failed");
    CHECK(failed.count("link.round-trips") == 1);
    CHECK(result.out.find("\"OMV-E0608\"") != std::string::npos);
}

TEST_CASE("omv selftest notices locks that are granted too fast", "[selftest]")
{
    TemporaryFolder folder;
    const std::string path = folder.path() + "/r.xml";
    const auto result = omvRun(
        {"-p", "sim:pure-thermal?limits=off", "selftest", "stream", "--json", "--junit", path});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 6);
    CHECK(namesWith(verdicts(result.out), "failed") ==
          std::set<std::string>{"stream.lock-interval"});
    const Junit junit = readJunit(path);
    CHECK(junit.failures == 1);
    CHECK(junit.messages.at("stream.lock-interval").find("expected 10 ms") == 0);
}

TEST_CASE("omv stats --watch shows what flows", "[selftest]")
{
    TemporaryFolder state;
    std::filesystem::create_directory(state.path() + "/flash");
    std::ofstream(state.path() + "/flash/main.py")
        << "import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.GRAYSCALE)\n"
           "c.framesize(csi.QVGA)\nwhile True:\n    c.snapshot()\n";
    VcamProcess vcam({"--board", "rt1062", "--state", state.path()});
    REQUIRE(vcam.ok());
    const auto result = omvRun(
        {"-p", vcam.pty(), "stats", "--watch", "--interval", "0.5", "--count", "4", "--json"});
    INFO(result.out << result.err);
    CHECK(result.exitCode == 0);
    std::istringstream in(result.out);
    std::vector<json> links;
    for (std::string line; std::getline(in, line);) {
        const json event = json::parse(line);
        if (event["type"] == "link")
            links.push_back(event);
    }
    REQUIRE(links.size() == 4);
    // A busy machine may stand still for one of them.
    const auto some = [&](const char* field, double more) {
        return std::any_of(links.begin(), links.end(),
                           [&](const json& link) { return link[field] > more; });
    };
    CHECK(some("frames_per_s", 1));
    CHECK(some("bytes_in_per_s", 1000));
    const auto& host =
        std::max_element(links.begin(), links.end(), [](const json& a, const json& b) {
            return a["host"]["round_trips"] < b["host"]["round_trips"];
        })->at("host");
    CHECK(host["round_trips"] > 0);
    CHECK(host["round_trip_p99_us"] >= host["round_trip_median_us"]);
    CHECK(host["frame_locks"] > 0);
    CHECK(std::any_of(links.begin(), links.end(),
                      [](const json& link) { return link["quality"] == "good"; }));
}

TEST_CASE("omv --log-file has the packets of both directions with -vv only", "[selftest]")
{
    TemporaryFolder folder;
    const auto log = [&](std::vector<std::string> options) {
        const std::string path = folder.path() + "/log.txt";
        std::filesystem::remove(path);
        options.insert(options.end(), {"-p", "sim:ae3", "--log-file", path, "info"});
        CHECK(omvRun(options).exitCode == 0);
        std::ifstream file(path);
        return std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    };
    const std::string with = log({"-vv"});
    CHECK(with.find(" -> #0 PROTO_SYNC channel 0, 0 bytes\n") != std::string::npos);
    CHECK(with.find(" <- #0 PROTO_SYNC channel 0 ack, 0 bytes\n") != std::string::npos);
    CHECK(with.find("SYS_INFO channel 0, 76 bytes: ") != std::string::npos);
    CHECK(log({}).find("PROTO_SYNC channel") == std::string::npos);
}
