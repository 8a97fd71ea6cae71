// SPDX-License-Identifier: MIT
// The stream is cut after every Nth byte of each operation, read and written ones counted
// together: one error, one id, in time, and the camera can be closed at once.
#include "tests/integration/session_fixture.h"
#include "tests/support/cut_transport.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>

using namespace omv;
using namespace omv::test;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

// Of every call. Long, so that nothing comes near it but what waits for an answer in vain.
constexpr auto kTimeout = 30s;
// What a busy machine may add. The deadline is part of the contract; this is no test of speed.
constexpr auto kSlack = 10s;
const CallOptions kCall{.timeout = kTimeout};

/// What is done with a camera. It may be several calls; then the first error counts.
struct Operation {
    std::string name;
    /// Runs while it begins.
    std::string script;
    std::function<Status(Camera&)> run;
    std::function<void(Camera&)> before{};
};

template<class T>
Status status(const Result<T>& result)
{
    if (!result)
        return Unexpected{result.error()};
    return Done{};
}

/// The first failure.
Status all(std::initializer_list<std::function<Status()>> steps)
{
    for (const auto& step : steps)
        if (Status done = step(); !done)
            return done;
    return Done{};
}

const std::string kIdle = "import time\nwhile True:\n    time.sleep_ms(20)\n";

const std::string kChannel = R"(import protocol, time
class Box:
    def __init__(self):
        self.data = bytes(range(100))
    def size(self):
        return len(self.data)
    def shape(self):
        return (10, 10)
    def read(self, offset, size):
        return self.data[offset:offset + size]
    def write(self, offset, data):
        return len(data)
    def ioctl(self, cmd, length, arg):
        return 0
box = protocol.register(name='box', backend=Box())
print('registered')
while True:
    time.sleep_ms(20)
)";

const std::string kFrames = "import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.GRAYSCALE)\n"
                            "c.framesize(csi.QQVGA)\nwhile True:\n    c.snapshot()\n";

const std::string kTicks = "import time\nwhile True:\n    print('tick')\n    time.sleep_ms(2)\n";

/// Larger than several packets.
std::string longScript()
{
    std::string script;
    while (script.size() < 12000)
        script += "# " + std::string(60, 'x') + "\n";
    return script + "print('hello')\n";
}

Status readSomeText(Camera& camera, std::size_t wanted)
{
    std::size_t got = 0;
    while (got < wanted) {
        const auto text = camera.readText(kCall);
        if (!text)
            return Unexpected{text.error()};
        got += text->size();
    }
    return Done{};
}

void channelIsThere(Camera& camera)
{
    for (const auto end = Clock::now() + 60s; Clock::now() < end;) {
        const auto channels = must(camera.channels());
        if (std::ranges::any_of(channels, [](const auto& c) { return c.name == "box"; }))
            return;
    }
    FAIL("the script registered no channel");
}

std::vector<Operation> operations()
{
    const std::vector<std::uint8_t> data(200, 0x55);
    return {
        {"run", kIdle, [](Camera& camera) { return camera.run(kIdle, kCall); }},
        {"run a long script", kIdle,
         [script = longScript()](Camera& camera) { return camera.run(script, kCall); }},
        {"run to the end", kIdle,
         [](Camera& camera) {
             return all({[&] { return camera.run("print('hello')\n", kCall); },
                         [&] { return status(camera.waitForScript(kCall)); }});
         }},
        {"stop", kIdle, [](Camera& camera) { return camera.stop(kCall); }},
        {"isRunning", kIdle, [](Camera& camera) { return status(camera.isRunning(kCall)); }},
        {"readText", kTicks, [](Camera& camera) { return readSomeText(camera, 300); }},
        {"stream and nextFrame", kFrames,
         [](Camera& camera) {
             return all({[&] { return camera.stream({}, kCall); },
                         [&] { return status(camera.nextFrame(kCall)); },
                         [&] { return status(camera.nextFrame(kCall)); }});
         }},
        {"selectSource", kFrames,
         [](Camera& camera) {
             return camera.selectSource(camera.info().sensorIds.front(), kCall);
         }},
        {"channels", kChannel, [](Camera& camera) { return status(camera.channels(kCall)); },
         channelIsThere},
        {"readChannel", kChannel,
         [](Camera& camera) { return status(camera.readChannel("box", kCall)); }, channelIsThere},
        {"writeChannel", kChannel,
         [data](Camera& camera) { return camera.writeChannel("box", data, kCall); },
         channelIsThere},
        {"ioctlChannel", kChannel,
         [](Camera& camera) { return camera.ioctlChannel("box", 7, {}, kCall); }, channelIsThere},
        {"channelShape", kChannel,
         [](Camera& camera) { return status(camera.channelShape("box", kCall)); }, channelIsThere},
        {"memory", kIdle, [](Camera& camera) { return status(camera.memory(kCall)); }},
        {"statistics", kIdle, [](Camera& camera) { return status(camera.statistics(kCall)); }},
    };
}

/// At first every byte, over the pty every third; then fewer and fewer.
std::int64_t nextCut(std::int64_t bytes, const Wire& wire)
{
    const std::int64_t step = wire.tcp ? 1 : 3;
    return bytes < 64 ? bytes + step : bytes + bytes / 4;
}

struct Connection {
    std::shared_ptr<Scissors> scissors = std::make_shared<Scissors>();
    std::unique_ptr<Camera> camera;
    std::atomic<int> disconnections{0};
    std::atomic<bool> otherReason{false};
};

Result<std::unique_ptr<Camera>> openWith(const VcamProcess& vcam, const Wire& wire,
                                         const std::shared_ptr<Scissors>& scissors)
{
    auto transport = transportOver(vcam, wire);
    if (!transport)
        return Unexpected{transport.error()};
    return Camera::open(makeCuttable(std::move(*transport), scissors),
                        {.connectTimeout = kTimeout});
}

/// A camera on which the operation can begin.
void prepare(Connection& connection, const VcamProcess& vcam, const Wire& wire,
             const Operation& operation, std::string& running)
{
    connection.camera = must(openWith(vcam, wire, connection.scissors));
    Camera& camera = *connection.camera;
    if (running != operation.script || !must(camera.isRunning())) {
        must(camera.run(operation.script));
        running = operation.script;
    }
    if (operation.before)
        operation.before(camera);
    camera.onDisconnected([&connection](const Error& error) {
        ++connection.disconnections;
        connection.otherReason = connection.otherReason || error.id != "OMV-E0107";
    });
}

/// The id of the error; "" for none. Checks that it is there before the deadline.
std::string idInTime(const std::function<Status()>& what, std::chrono::milliseconds limit)
{
    const auto begin = Clock::now();
    const Status done = what();
    CHECK(Clock::now() - begin < limit);
    return done ? std::string() : done.error().id;
}

/// Cuts during the operation; false when that was over before.
bool cutOnce(const VcamProcess& vcam, const Wire& wire, const Operation& operation,
             std::int64_t bytes, std::string& running)
{
    Connection connection;
    prepare(connection, vcam, wire, operation, running);
    Camera& camera = *connection.camera;
    connection.scissors->cutAfter(bytes);
    const std::string id = idInTime([&] { return operation.run(camera); }, kTimeout + kSlack);
    if (id.empty()) {
        connection.scissors->cutAfter(Scissors::kNever);
        return false;
    }
    CHECK(id == "OMV-E0107");
    // It stays that way, and is told once.
    CHECK(idInTime([&] { return status(camera.isRunning(kCall)); }, kSlack) == "OMV-E0107");
    CHECK_FALSE(camera.connected());
    const auto begin = Clock::now();
    connection.camera.reset();
    CHECK(Clock::now() - begin < kSlack);
    CHECK(connection.disconnections == 1);
    CHECK_FALSE(connection.otherReason);
    return true;
}

void cutEverywhere(const VcamProcess& vcam, const Wire& wire, const Operation& operation,
                   std::string& running)
{
    constexpr std::int64_t kMost = 200'000;
    int cuts = 0;
    std::int64_t bytes = 1;
    while (bytes < kMost) {
        CAPTURE(bytes);
        if (!cutOnce(vcam, wire, operation, bytes, running))
            break;
        ++cuts;
        bytes = nextCut(bytes, wire);
    }
    CHECK(cuts >= (wire.tcp ? 10 : 4));  // a request and the beginning of its reply at least
    CHECK(bytes < kMost);  // it was complete in the end
}

const std::array kWires{Wire{true, 0}, Wire{false, 0}};

}  // namespace

TEST_CASE("A connection cut at any byte gives one and the same error in time", "[cut]")
{
    VcamProcess vcam({"--board", "rt1062", "--tcp"});
    INFO(vcam.problem());
    REQUIRE(vcam.ok());
    for (const Wire& wire : kWires) {
        std::string running;
        for (const Operation& operation : operations()) {
            CAPTURE(wire, operation.name);
            cutEverywhere(vcam, wire, operation, running);
        }
    }
}

TEST_CASE("A connection cut while it is being made gives one and the same error in time", "[cut]")
{
    VcamProcess vcam({"--board", "rt1062", "--tcp"});
    REQUIRE(vcam.ok());
    for (const Wire& wire : kWires) {
        bool completed = false;
        int cuts = 0;
        for (std::int64_t bytes = 1; bytes < 100'000 && !completed; bytes = nextCut(bytes, wire)) {
            CAPTURE(wire, bytes);
            const auto scissors = std::make_shared<Scissors>();
            scissors->cutAfter(bytes);
            std::unique_ptr<Camera> camera;
            const std::string id = idInTime(
                [&] {
                    auto opened = openWith(vcam, wire, scissors);
                    if (!opened)
                        return status(opened);
                    camera = std::move(*opened);
                    scissors->cutAfter(Scissors::kNever);
                    return Status(Done{});
                },
                kTimeout + kSlack);
            completed = id.empty();
            if (!completed) {
                CHECK(id == "OMV-E0107");
                ++cuts;
            } else {
                CHECK(camera->info().boardId == "rt1062");
            }
        }
        CHECK(completed);
        CHECK(cuts > 20);
    }
}

TEST_CASE("A connection cut during a reset gives one error or none, and the camera comes back",
          "[cut]")
{
    VcamProcess vcam({"--board", "rt1062", "--tcp"});
    REQUIRE(vcam.ok());
    for (const Wire& wire : kWires) {
        // Within the request of 10 bytes, at its end, within and after the reply.
        for (const std::int64_t bytes : {1, 5, 9, 10, 11, 15, 20, 1000}) {
            CAPTURE(wire, bytes);
            const auto scissors = std::make_shared<Scissors>();
            auto camera = must(reopened(vcam, [&] { return openWith(vcam, wire, scissors); }));
            scissors->cutAfter(bytes);
            const std::string id =
                idInTime([&] { return camera->reset(kCall); }, kTimeout + kSlack);
            // A camera that went down as it was told looks like a cut connection.
            CHECK((id.empty() || id == "OMV-E0107"));
            // Over: cut, or "the camera was reset".
            const std::string after =
                idInTime([&] { return status(camera->isRunning(kCall)); }, kSlack);
            CHECK((after == "OMV-E0107" || (id.empty() && after == "OMV-E0212")));
            CHECK_FALSE(camera->connected());
        }
        must(reopened(vcam, [&] { return openOver(vcam, wire); }));
    }
}
