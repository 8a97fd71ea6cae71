// SPDX-License-Identifier: MIT
// omv::Camera with its thread, against a board on another thread.
#include "tests/libopenmv/test_camera_fixture.h"

#include <atomic>
#include <future>

using namespace omv;
using namespace omv::test;
using namespace std::chrono_literals;

namespace {

/// All text up to `end`.
std::string textUntil(Camera& camera, const std::string& end)
{
    std::string text;
    while (text.find(end) == std::string::npos) {
        auto more = camera.readText(patient());
        if (!more)
            break;
        text += *more;
    }
    return text;
}

}  // namespace

TEST_CASE("A camera tells what it is", "[camera]")
{
    const std::size_t chop = GENERATE(0u, 1u, 7u);
    Bench bench({.chopReads = chop});
    const auto camera = must(bench.open());
    const DeviceInfo info = camera->info();
    CHECK(info.usbVendor == 0x37C5);
    CHECK(info.usbProduct == 0x16E3);
    CHECK(info.serial == "1111222233334444ABCD0001");
    CHECK(info.firmware == FirmwareVersion{5, 0, 0});
    CHECK(toString(info.firmware) == "5.0.0");
    CHECK(info.protocol == FirmwareVersion{1, 0, 2});
    CHECK(info.maxPayload == 4082);
    CHECK(info.sensorIds.size() == 1);
    CHECK(info.port.starts_with("pair:"));
    CHECK(camera->connected());
    CHECK(must(camera->memory(patient())).size() == 2);
    CHECK(must(camera->channels(patient())).size() == 3);
}

TEST_CASE("A script's text is read, waited for, or called back", "[camera]")
{
    const std::size_t chop = GENERATE(0u, 1u, 7u);
    Bench bench({.chopReads = chop});
    const auto camera = must(bench.open());
    must(camera->run("print one\nsleep 30\nprint two\n", patient()));
    CHECK(textUntil(*camera, "two\n") == "one\ntwo\n");
    CHECK_FALSE(must(camera->waitForScript(patient())).raised);
    CHECK_FALSE(must(camera->isRunning(patient())));

    must(camera->run("print queued\n", patient()));
    must(camera->waitForScript(patient()));
    std::promise<std::string> called;
    camera->onText([&](std::string_view text) { called.set_value(std::string(text)); });
    CHECK(called.get_future().get() == "queued\n");
    camera->onText({});
    must(camera->run("print back\nraise\n", patient()));
    const ScriptEnd end = must(camera->waitForScript(patient()));
    CHECK(end.raised);
    CHECK(textUntil(*camera, "ValueError: no\n") == "back\n" + end.traceback);
}

TEST_CASE("Waiting for a script ends at once when none runs, and after stop", "[camera]")
{
    Bench bench;
    const auto camera = must(bench.open());
    must(camera->waitForScript({.timeout = 0ms, .cancel = {}}));
    must(camera->run("wait\n", patient()));
    CHECK(must(camera->isRunning(patient())));
    const auto still = camera->waitForScript({.timeout = 10ms, .cancel = {}});
    REQUIRE_FALSE(still);
    CHECK(still.error().id == "OMV-E0305");
    must(camera->stop(patient()));
    CHECK_FALSE(must(camera->waitForScript(patient())).raised);
}

TEST_CASE("Frames are taken one by one, the oldest are dropped, or they are called back",
          "[camera]")
{
    Bench bench;
    const auto camera = must(bench.open({.frameQueue = 2}));
    must(camera->stream({.raw = true, .rawWidth = 320, .rawHeight = 240}, patient()));
    must(camera->run("frame 40 30\nwait\n", patient()));
    const Frame first = must(camera->nextFrame(patient()));
    CHECK(first.number == 1);
    CHECK(first.data().size() == 1200);
    CHECK(first.time.time_since_epoch().count() > 0);
    std::uint64_t seen = 1;
    while (must(camera->statistics(patient())).framesDropped == 0) {
        bench.board->with([](FakeBoard& board) { board.frame(40, 30); });
        must(camera->isRunning(patient()));
    }
    seen = must(camera->nextFrame(patient())).number;
    CHECK(seen > 2);
    while (camera->nextFrame({.timeout = 0ms, .cancel = {}})) {}
    std::promise<std::uint64_t> called;
    std::atomic<bool> done = false;
    camera->onFrame([&](const Frame& frame) {
        if (!done.exchange(true))
            called.set_value(frame.number);
    });
    bench.board->with([](FakeBoard& board) { board.frame(40, 30); });
    CHECK(called.get_future().get() > seen);
    CHECK(first.data()[5] == static_cast<std::uint8_t>(1 + 35));
    const auto none = camera->nextFrame({.timeout = 1ms, .cancel = {}});
    REQUIRE_FALSE(none);
    CHECK(none.error().id == "OMV-E0409");
}

TEST_CASE("Raw size zero becomes the largest that fits the stream buffer", "[camera]")
{
    Bench bench({}, {.streamBufferKb = 256});
    const auto camera = must(bench.open());
    must(camera->stream({.raw = true}, patient()));
    must(camera->run("frame 440 330\nframe 400 300\nwait\n", patient()));
    const Frame frame = must(camera->nextFrame(patient()));
    // 416x312 at two bytes a pixel is the largest 4:3 with even sides below 256 KB.
    CHECK(frame.width == 416);
    CHECK(frame.height == 312);
}

TEST_CASE("Wrong arguments are refused without asking the camera", "[camera]")
{
    Bench bench;
    const auto camera = must(bench.open());
    CHECK(camera->run("").error().id == "OMV-E0302");
    CHECK(camera->run(std::string_view("a\0b", 3)).error().id == "OMV-E0302");
    CHECK(camera->stream({.rawWidth = 10}).error().id == "OMV-E0209");
    CHECK(camera->stream({.rawWidth = 40000, .rawHeight = 10}).error().id == "OMV-E0209");
}

TEST_CASE("A blocking call from a callback is an error, not a deadlock", "[camera]")
{
    Bench bench;
    const auto camera = must(bench.open());
    std::promise<std::vector<std::string>> ids;
    camera->onText([&](std::string_view) {
        std::vector<std::string> got;
        got.push_back(camera->isRunning().error().id);
        got.push_back(camera->run("x").error().id);
        got.push_back(camera->readText().error().id);
        got.push_back(camera->nextFrame().error().id);
        got.push_back(camera->waitForScript().error().id);
        camera->onText({});
        ids.set_value(got);
    });
    must(camera->run("print x\nwait\n", patient()));
    for (const std::string& id : ids.get_future().get())
        CHECK(id == "OMV-E0206");
    CHECK(camera->info().maxPayload == 4082);
}

TEST_CASE("Every blocking call can be cancelled", "[camera]")
{
    Bench bench;
    const auto camera = must(bench.open());
    must(camera->run("deaf\nwait\n", patient()));
    const std::vector<std::function<Errc(CallOptions)>> calls = {
        [&](CallOptions o) { return camera->stop(std::move(o)).error().code; },
        [&](CallOptions o) { return camera->readText(std::move(o)).error().code; },
        [&](CallOptions o) { return camera->nextFrame(std::move(o)).error().code; },
        [&](CallOptions o) { return camera->waitForScript(std::move(o)).error().code; },
    };
    for (const auto& call : calls) {
        std::stop_source source;
        auto ended = std::async(std::launch::async, call,
                                CallOptions{.timeout = 100s, .cancel = source.get_token()});
        source.request_stop();
        CHECK(ended.get() == Errc::Cancelled);
        must(camera->isRunning(patient()));
    }
}

TEST_CASE("Many threads may call at once", "[camera]")
{
    Bench bench;
    const auto camera = must(bench.open());
    must(camera->run("channel box\nwait\n", patient()));
    std::vector<std::future<int>> threads;
    for (int t = 0; t < 4; ++t) {
        threads.push_back(std::async(std::launch::async, [&] {
            int good = 0;
            for (int i = 0; i < 25; ++i) {
                good += camera->readChannel("box", patient()) ? 1 : 0;
                good += camera->statistics(patient()) ? 1 : 0;
            }
            return good;
        }));
    }
    for (auto& thread : threads)
        CHECK(thread.get() == 50);
}

TEST_CASE("When the board goes away every waiter is told once", "[camera]")
{
    Bench bench;
    const auto camera = must(bench.open());
    must(camera->run("wait\n", patient()));
    std::atomic<int> told = 0;
    std::promise<std::string> reason;
    camera->onDisconnected([&](const Error& error) {
        ++told;
        reason.set_value(error.id);
    });
    auto text = std::async(std::launch::async, [&] { return camera->readText(patient()); });
    auto end = std::async(std::launch::async, [&] { return camera->waitForScript(patient()); });
    bench.board->unplug();
    CHECK(reason.get_future().get() == "OMV-E0107");
    CHECK(text.get().error().id == "OMV-E0107");
    CHECK(end.get().error().id == "OMV-E0107");
    CHECK(camera->isRunning().error().id == "OMV-E0107");
    CHECK(camera->nextFrame().error().id == "OMV-E0107");
    CHECK_FALSE(camera->connected());
    CHECK(told == 1);
    std::string late;
    camera->onDisconnected([&](const Error& error) { late = error.id; });
    CHECK(late.empty());
    CHECK(told == 1);
}

TEST_CASE("A reset ends the connection", "[camera]")
{
    Bench bench;
    const auto camera = must(bench.open());
    must(camera->reset(patient()));
    CHECK_FALSE(camera->connected());
    const auto later = camera->isRunning();
    REQUIRE_FALSE(later);
    CHECK(later.error().code == Errc::Disconnected);
    bench.board->with([](FakeBoard& board) { CHECK(board.resets == 1); });
}

TEST_CASE("An old bootloader is entered by a reset", "[camera]")
{
    const bool old = GENERATE(true, false);
    FakeBoard::Options options;
    options.bootloader = old ? protocol::Version{1, 0, 1} : protocol::Version{1, 0, 2};
    Bench bench({}, options);
    const auto camera = must(bench.open());
    must(camera->enterBootloader(patient()));
    bench.board->with([old](FakeBoard& board) {
        CHECK(board.resets == (old ? 1 : 0));
        CHECK(board.bootloaderEntries == (old ? 0 : 1));
    });
}

TEST_CASE("Memory is not asked of a protocol that does not have it", "[camera]")
{
    FakeBoard::Options options;
    options.protocol = {1, 0, 1};
    Bench bench({}, options);
    const auto camera = must(bench.open());
    CHECK(camera->memory().error().id == "OMV-E0208");
}

TEST_CASE("Firmware 4.x is recognised and named", "[camera]")
{
    auto pair = must(makeTransportPair());
    auto old = std::async(std::launch::async, [wire = std::move(pair.second)] {
        std::vector<std::uint8_t> got(24);
        const auto until = Transport::Clock::now() + 30s;
        std::size_t count = 0;
        while (count < got.size() && wire->wait(false, until)) {
            const auto more = wire->read(std::span(got).subspan(count));
            if (!more)
                return std::vector<std::uint8_t>();
            count += *more;
        }
        const std::vector<std::uint8_t> running{1, 0, 0, 0};
        if (!wire->write(running))
            return std::vector<std::uint8_t>();
        // It stays until the host goes, and looks at what else it is sent.
        while (wire->wait(false, until)) {
            std::array<std::uint8_t, 64> rest{};
            const auto more = wire->read(rest);
            if (!more)
                break;
            got.insert(got.end(), rest.begin(), rest.begin() + static_cast<long>(*more));
        }
        return got;
    });
    const auto camera = Camera::open(std::move(pair.first), {.connectTimeout = 30s});
    REQUIRE_FALSE(camera);
    CHECK(camera.error().code == Errc::Incompatible);
    CHECK(camera.error().id == "OMV-E0108");
    const auto heard = old.get();
    CHECK(heard.size() == 24);
    CHECK(heard[1] == 0x87);
}

TEST_CASE("Opening can be cancelled and gives up at its deadline", "[camera]")
{
    auto pair = must(makeTransportPair());
    std::stop_source source;
    source.request_stop();
    const auto cancelled =
        Camera::open(std::move(pair.first), {.connectTimeout = 100s, .cancel = source.get_token()});
    CHECK(cancelled.error().code == Errc::Cancelled);
    auto silent = must(makeTransportPair());
    const auto late = Camera::open(std::move(silent.first), {.connectTimeout = 50ms});
    CHECK(late.error().id == "OMV-E0106");
}

TEST_CASE("The log names what goes over the wire", "[camera]")
{
    std::mutex mutex;
    std::string log;
    {
        Bench bench;
        const auto camera = must(bench.open({.log = [&](int, std::string_view line) {
            const std::lock_guard lock(mutex);
            log += std::string(line) + "\n";
        }}));
        must(camera->memory(patient()));
    }
    CHECK(log.find("SYS_MEMORY") != std::string::npos);
}

TEST_CASE("Closing with calls under way ends them", "[camera]")
{
    Bench bench;
    auto camera = must(bench.open());
    must(camera->run("deaf\nwait\n", patient()));
    std::atomic<bool> started = false;
    auto text = std::async(std::launch::async, [&started, c = camera.get()] {
        started = true;
        return c->readText(patient());
    });
    while (!started) {}
    bench.board->with([](FakeBoard& board) { board.print("x"); });
    CHECK(text.get());
    camera.reset();
    bench.board->with([](FakeBoard& board) { CHECK(board.running()); });
}
