// SPDX-License-Identifier: MIT
#include <openmv/discovery.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/libopenmv/discovery_fixture.h"
#include "tests/support/catch.h"

using namespace std::chrono_literals;
using omv::CameraInfo;
using omv::test::example;
using omv::test::Runtime;
using omv::test::ScopedEnv;
using omv::test::writeText;

namespace fs = std::filesystem;

namespace {

int deadProcess()
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::_exit(0);
    }
    ::waitpid(pid, nullptr, 0);
    return pid;
}

std::string whyNot(const std::string& json)
{
    const auto info = omv::parseAnnouncement(json);
    REQUIRE(!info);
    CHECK(info.error().code == omv::Errc::Malformed);
    CHECK(info.error().id == "OMV-E0504");
    return info.error().why;
}

/// Collects what a watch tells.
class Told {
public:
    omv::CameraWatch::Callbacks callbacks()
    {
        return {[this](const CameraInfo& info) { add("+" + info.port); },
                [this](const CameraInfo& info) { add("-" + info.port); }};
    }
    /// The next event about a virtual camera; empty when none came.
    std::string next()
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait_for(lock, 20s, [this] { return !m_events.empty(); })) {
            return {};
        }
        const std::string event = m_events.front();
        m_events.pop_front();
        return event;
    }
    bool empty()
    {
        const std::lock_guard lock(m_mutex);
        return m_events.empty();
    }

private:
    void add(const std::string& event)
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(event);
        m_changed.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::string> m_events;
};

}  // namespace

TEST_CASE("an announcement survives being written and read")
{
    const CameraInfo info = example("/dev/pts/7", 4711);
    const auto parsed = omv::parseAnnouncement(omv::formatAnnouncement(info));
    REQUIRE(parsed);
    CHECK(*parsed == info);
}

TEST_CASE("an announcement needs little and ignores what it does not know")
{
    const auto info =
        omv::parseAnnouncement(R"({"schema":1,"pid":5,"port":"/dev/pts/1","future":[1]})");
    REQUIRE(info);
    CHECK(info->kind == CameraInfo::Kind::Virtual);
    CHECK(info->port == "/dev/pts/1");
    CHECK(info->pid == 5);
    CHECK(info->tcp.empty());
    CHECK(info->usbId == omv::UsbId{});
}

TEST_CASE("an announcement that is not valid is refused with the field")
{
    using nlohmann::json;
    const json good = json::parse(omv::formatAnnouncement(example("/dev/pts/7", 4711)));
    const auto with = [&](const char* key, const json& value) {
        json changed = good;
        changed[key] = value;
        return whyNot(changed.dump());
    };
    for (const auto& [key, value] : good.items()) {
        CHECK(with(key.c_str(), json::array()).starts_with(key));
    }
    CHECK(with("pid", 0).starts_with("pid"));
    CHECK(with("pid", -1).starts_with("pid"));
    CHECK(with("pid", 4294967297).starts_with("pid"));
    CHECK(with("port", "pts/7").starts_with("port: expected an absolute path"));
    CHECK(with("usb_id", "37c5").starts_with("usb_id"));
    CHECK(with("drive", std::string(5000, 'x')).starts_with("drive"));
    CHECK(with("schema", 2).starts_with("schema"));
    CHECK(whyNot("").starts_with("line 1"));
    CHECK(whyNot("[]").starts_with("expected an object"));
    CHECK(whyNot(std::string(70'000, ' ')).find("more than the 65536") != std::string::npos);
}

TEST_CASE("a path that is not UTF-8 does not break an announcement")
{
    CHECK(omv::parseAnnouncement(omv::formatAnnouncement(example("/tmp/\xff", 1))));
}

TEST_CASE("announcements are in the runtime folder, or in /tmp without one")
{
    {
        const ScopedEnv runtime("XDG_RUNTIME_DIR", "/run/user/1");
        CHECK(omv::announcementDirectory() == "/run/user/1/openmv");
    }
    const ScopedEnv runtime("XDG_RUNTIME_DIR", "");
    CHECK(omv::announcementDirectory() == "/tmp/openmv-" + std::to_string(::geteuid()));
}

TEST_CASE("announced virtual cameras are listed in the order of their ports")
{
    const Runtime runtime;
    runtime.announce("one.json", example(runtime.port("b"), ::getpid()));
    runtime.announce("two.json", example(runtime.port("a"), ::getpid()));
    const auto cameras = runtime.virtualCameras();
    REQUIRE(cameras.size() == 2);
    CHECK(cameras[0] == example(runtime.root / "a", ::getpid()));
    CHECK(cameras[1].port == runtime.root / "b");
}

TEST_CASE("what is no announcement of a living camera is left out, and nothing is removed")
{
    const Runtime runtime;
    const std::string port = runtime.port("a");
    runtime.announce("good.json", example(port, ::getpid()));
    runtime.announce("dead.json", example(port, deadProcess()));
    runtime.announce("gone.json", example("/dev/pts/no-such", ::getpid()));
    runtime.announce("good.txt", example(port, ::getpid()));
    writeText(runtime.file("broken.json"), "{");
    writeText(runtime.file("large.json"), std::string(70'000, ' '));
    REQUIRE(::mkfifo(runtime.file("fifo.json").c_str(), 0600) == 0);
    fs::create_directory(runtime.file("folder.json"));
    CHECK(runtime.virtualCameras() == std::vector{example(port, ::getpid())});
    const auto entries = fs::directory_iterator(runtime.folder());
    CHECK(std::distance(begin(entries), end(entries)) == 8);
}

TEST_CASE("an announcement folder that is a link is not trusted")
{
    const Runtime runtime;
    runtime.announce("a.json", example(runtime.port("a"), ::getpid()));
    fs::rename(runtime.folder(), runtime.root / "elsewhere");
    fs::create_directory_symlink(runtime.root / "elsewhere", runtime.folder());
    CHECK(runtime.virtualCameras().empty());
}

TEST_CASE("without board data listing fails with the reason")
{
    const Runtime runtime;
    const ScopedEnv data("OPENMV_DATA_DIR", "/nonexistent");
    const auto cameras = omv::listCameras();
    REQUIRE(!cameras);
    CHECK(cameras.error().id == "OMV-E0502");
}

TEST_CASE("a watch tells what is there, what comes and what goes")
{
    const Runtime runtime;
    const std::string first = runtime.port("a");
    const std::string second = runtime.port("b");
    runtime.announce("a.json", example(first, ::getpid()));
    Told told;
    const omv::CameraWatch watch(told.callbacks());
    CHECK(told.next() == "+" + first);
    runtime.announce("b.json", example(second, ::getpid()));
    CHECK(told.next() == "+" + second);
    fs::remove(runtime.file("a.json"));
    CHECK(told.next() == "-" + first);
    fs::remove(second);  // the pseudo-terminal is gone, the file was left behind
    CHECK(told.next() == "-" + second);
    CHECK(told.empty());
}

TEST_CASE("a watch notices a folder that is made later, removed and made again")
{
    const Runtime runtime;
    fs::remove(runtime.folder());
    Told told;
    const omv::CameraWatch watch(told.callbacks());
    const std::string port = runtime.port("a");
    for (int round = 0; round < 2; ++round) {
        fs::create_directory(runtime.folder());
        runtime.announce("a.json", example(port, ::getpid()));
        CHECK(told.next() == "+" + port);
        fs::remove_all(runtime.folder());
        CHECK(told.next() == "-" + port);
    }
}

TEST_CASE("a watch calls nothing after it was destroyed, and works without callbacks")
{
    const Runtime runtime;
    Told told;
    {
        const omv::CameraWatch watch(told.callbacks());
        const omv::CameraWatch silent({});
    }
    runtime.announce("a.json", example(runtime.port("a"), ::getpid()));
    CHECK(told.empty());
}
