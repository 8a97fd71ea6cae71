// SPDX-License-Identifier: MIT
#include "app/cli/json_lines.h"
#include "tests/app/fake_camera.h"
#include "tests/support/catch.h"

#include <limits>

using namespace omv;
using namespace omv::cli::test;
using nlohmann::json;

namespace {

std::vector<json> linesOf(const std::string& text)
{
    std::vector<json> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        lines.push_back(json::parse(line));
    return lines;
}

std::string typesOf(const std::vector<json>& lines)
{
    std::string types;
    for (const json& line : lines)
        types += (types.empty() ? "" : " ") + line.at("type").get<std::string>();
    return types;
}

std::string keysOf(const json& line)
{
    std::string keys;
    for (const auto& item : line.items())
        keys += (keys.empty() ? "" : " ") + item.key();
    return keys;
}

}  // namespace

TEST_CASE("JSON output goes from hello to one result, whatever happens", "[cli]")
{
    struct Case {
        std::vector<std::string> arguments;
        int exit;
        std::string types;
    };
    const std::vector<Case> cases{
        {{"--json", "version"}, 0, "hello version result"},
        {{"--json", "list"}, 0, "hello result"},
        {{"--json", "info"}, 0, "hello progress info result"},
        {{"--json", "run", "-"}, 0, "hello progress progress print frame result"},
        {{"--json", "run", "/no/such"}, 1, "hello result"},
        {{"--json", "explain", "104"}, 0, "hello explanation result"},
        {{"--json", "explain", "zzz"}, 2, "hello result"},
        {{"--json", "frobnicate"}, 2, "hello result"},
        {{"run", "--json"}, 2, "hello result"},
        {{"--json", "--timeout", "x", "list"}, 2, "hello result"},
        {{"--json", "--help"}, 0, "hello help result"},
        {{"--json"}, 0, "hello help result"},
        {{"--json", "stream", "--frames", "1"}, 0, "hello progress progress frame result"},
    };
    for (const Case& each : cases) {
        INFO(each.arguments.front() << ' ' << each.arguments.back());
        Cli cli;
        cli.board.prints = {"hi\n"};
        cli.board.frames = {grayFrame()};
        CHECK(cli.run(each.arguments) == each.exit);
        const auto lines = linesOf(cli.out);
        CHECK(typesOf(lines) == each.types);
        CHECK(lines.back().at("exit") == each.exit);
        CHECK(lines.back().at("ok") == (each.exit == 0));
        CHECK(lines.back().contains("error") == (each.exit != 0));
    }
}

TEST_CASE("JSON hello names schema and version", "[cli]")
{
    CHECK(cli::json::toLine(cli::json::hello("1.2.3")) ==
          R"({"type":"hello","schema":1,"tool":"omv","version":"1.2.3"})");
}

TEST_CASE("JSON result has the error in three parts and its id", "[cli]")
{
    const auto outcome = cli::failed({Errc::Timeout, "OMV-E0201", "No answer", "silence", "Wait"});
    CHECK(cli::json::toLine(cli::json::result(outcome)) ==
          R"({"type":"result","ok":false,"exit":5,"error":{"id":"OMV-E0201",)"
          R"("what":"No answer","why":"silence","fix":"Wait"}})");
    CHECK(cli::json::toLine(cli::json::result(cli::done())) ==
          R"({"type":"result","ok":true,"exit":0})");
}

TEST_CASE("JSON print has text, or bytes where it is not UTF-8", "[cli]")
{
    CHECK(cli::json::toLine(cli::json::print("a\n\"\xC3\xA9")) ==
          "{\"type\":\"print\",\"text\":\"a\\n\\\"\xC3\xA9\"}");
    CHECK(cli::json::toLine(cli::json::print("\xFF\xFE")) == R"({"type":"print","bytes":"//4="})");
}

TEST_CASE("JSON prints tear no character of the script's text", "[cli]")
{
    Cli cli;
    cli.board.prints = {"\xE2", "\x82", "\xAC!", "end\xE2"};
    CHECK(cli.run({"--json", "run", "-"}) == 0);
    const auto lines = linesOf(cli.out);
    REQUIRE(typesOf(lines) == "hello progress progress print print print result");
    CHECK(lines[3].at("text") == "\xE2\x82\xAC!");
    CHECK(lines[4].at("text") == "end");
    CHECK(lines[5].at("bytes") == "4g==");
}

TEST_CASE("JSON frame has number, size, format and the path of a saved one", "[cli]")
{
    CHECK(cli::json::toLine(cli::json::frame(grayFrame(), 7, "")) ==
          R"({"type":"frame","number":7,"width":2,"height":2,"format":"GRAYSCALE",)"
          R"("size":4,"fps":30.0})");
    CHECK(keysOf(json::parse(cli::json::toLine(cli::json::frame(grayFrame(), 7, "a.png")))) ==
          "format fps height number path size type width");
}

TEST_CASE("JSON frame rates are short, and numbers", "[cli]")
{
    Frame frame = grayFrame();
    frame.deviceFps = 26.821840F;
    CHECK(cli::json::frame(frame, 1, "").at("fps").dump() == "26.82");
    frame.deviceFps = std::numeric_limits<float>::quiet_NaN();
    CHECK(cli::json::frame(frame, 1, "").at("fps").dump() == "0.0");
}

TEST_CASE("JSON progress names phases and the camera", "[cli]")
{
    DeviceInfo info;
    info.port = "/dev/x";
    info.boardId = "ae3";
    CHECK(cli::json::toLine(cli::json::connected(info)) ==
          R"({"type":"progress","phase":"connected","port":"/dev/x","board":"ae3"})");
    CHECK(cli::json::toLine(cli::json::progress("started")) ==
          R"({"type":"progress","phase":"started"})");
}

TEST_CASE("JSON replaces what is not UTF-8 in names", "[cli]")
{
    CHECK(cli::json::toLine(cli::json::help("\xFF")) ==
          "{\"type\":\"help\",\"text\":\"\xEF\xBF\xBD\"}");
}
