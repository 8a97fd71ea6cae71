// SPDX-License-Identifier: MIT
// Channels that scripts make.
#include "app/cli/selftest/board_script.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

constexpr const char* kName = "selftest";
constexpr std::uint16_t kEvent = 0x1234;
constexpr std::size_t kBigSize = 3000;

/// Registers a channel that keeps what is written to it. Writing "event", "acked" or "big" has
/// it send an event, send one that must be acknowledged, or hold 3000 bytes; "error" has its
/// read() raise. ioctl 7 succeeds and leaves its arguments to be read, all others fail.
constexpr const char* kBox = R"(import time
try:
    import protocol
    protocol.register
except (ImportError, AttributeError):
    try:
        import uprotocol as protocol
    except ImportError:
        print('skip the firmware has no module protocol')
        raise SystemExit

class Box:
    def __init__(self):
        self.data = b'first'
        self.todo = b''
    def size(self):
        return len(self.data)
    def shape(self):
        return (2, 3)
    def read(self, offset, size):
        if self.data == b'error':
            raise ValueError
        return self.data[offset:offset + size]
    def write(self, offset, data):
        self.data = bytes(data)
        self.todo = self.data
        return len(self.data)
    def ioctl(self, cmd, length, arg):
        if cmd != 7:
            return -1
        self.data = bytes(arg)
        return 0

box = Box()
channel = protocol.register(name='selftest', backend=box)
print('ready')
while True:
    todo = box.todo
    box.todo = b''
    if todo == b'event':
        channel.send_event(0x1234)
    elif todo == b'acked':
        channel.send_event(0x1234, wait_ack=True)
        box.data = b'acknowledged'
    elif todo == b'big':
        box.data = bytes(i * 7 % 251 for i in range(3000))
    time.sleep_ms(2)
)";

std::span<const std::uint8_t> bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Fails or skips unless the channel is there now.
Verdict start(Bench& bench)
{
    const auto started = startScript(bench, kBox);
    if (!started)
        return fail(started.error());
    return started->skip.empty() ? pass() : skip(started->skip);
}

bool ok(const Verdict& verdict)
{
    return verdict.kind == Verdict::Kind::Passed;
}

Verdict write(Bench& bench, std::string_view text)
{
    const auto written = bench.camera().writeChannel(kName, bytesOf(text), bench.call());
    return written ? pass() : fail(written.error());
}

Verdict mustRead(Bench& bench, std::string_view wanted)
{
    const auto data = bench.camera().readChannel(kName, bench.call());
    if (!data)
        return fail(data.error());
    const std::string got(data->begin(), data->end());
    return got == wanted ? pass() : fail(quoted(wanted), quoted(got));
}

/// The script does what was written to it a little later.
Verdict mustReadSoon(Bench& bench, std::string_view wanted)
{
    Verdict verdict;
    do {
        verdict = mustRead(bench, wanted);
    } while (!ok(verdict) && !verdict.disconnected && Bench::Clock::now() < bench.deadline());
    return verdict;
}

Verdict readsAndWrites(Bench& bench)
{
    Verdict verdict = start(bench);
    if (ok(verdict))
        verdict = mustRead(bench, "first");
    if (ok(verdict))
        verdict = write(bench, "second value");
    return ok(verdict) ? mustRead(bench, "second value") : verdict;
}

Verdict readsBig(Bench& bench)
{
    Verdict verdict = start(bench);
    if (ok(verdict))
        verdict = write(bench, "big");
    std::string wanted;
    for (std::size_t i = 0; i < kBigSize; ++i)
        wanted += static_cast<char>(i * 7 % 251);
    return ok(verdict) ? mustReadSoon(bench, wanted) : verdict;
}

Verdict ioctls(Bench& bench)
{
    Verdict verdict = start(bench);
    if (!ok(verdict))
        return verdict;
    if (auto done = bench.camera().ioctlChannel(kName, 7, bytesOf("abcd"), bench.call()); !done)
        return fail(done.error());
    verdict = mustRead(bench, "abcd");
    if (!ok(verdict))
        return verdict;
    const auto refused = bench.camera().ioctlChannel(kName, 8, bytesOf("abcd"), bench.call());
    if (refused)
        return fail("ioctl 8 to be refused, as the script says", "success");
    return refused.error().code == Errc::Refused ? pass() : fail(refused.error());
}

Verdict shapes(Bench& bench)
{
    Verdict verdict = start(bench);
    if (!ok(verdict))
        return verdict;
    const auto shape = bench.camera().channelShape(kName, bench.call());
    if (!shape)
        return fail(shape.error());
    if (*shape != std::vector<std::uint32_t>{2, 3})
        return fail("the shape 2, 3", fmt::format("{} numbers", shape->size()));
    return pass();
}

/// An exception in the script's read() is a refusal, and neither ends the script.
Verdict survivesErrors(Bench& bench)
{
    Verdict verdict = start(bench);
    if (ok(verdict))
        verdict = write(bench, "error");
    if (!ok(verdict))
        return verdict;
    const auto data = bench.camera().readChannel(kName, bench.call());
    if (data)
        return fail("a read that is refused", fmt::format("{} bytes", data->size()));
    if (data.error().code != Errc::Refused)
        return fail(data.error());
    verdict = write(bench, "fine");
    return ok(verdict) ? mustRead(bench, "fine") : verdict;
}

/// The event that was waited for, from whatever thread it comes.
class EventWatch {
public:
    explicit EventWatch(CameraPort& camera)
        : m_camera(camera)
    {
        camera.onEvent([this](const ChannelEvent& event) {
            const std::lock_guard lock(m_mutex);
            m_seen = m_seen || (event.name == kName && event.code == kEvent);
            m_changed.notify_all();
        });
    }
    ~EventWatch() { m_camera.onEvent({}); }
    EventWatch(const EventWatch&) = delete;
    EventWatch& operator=(const EventWatch&) = delete;

    bool wait(const Bench& bench)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_until(lock, bench.call().cancel, bench.deadline(),
                                    [this] { return m_seen; });
    }

private:
    CameraPort& m_camera;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_seen = false;  // guarded by m_mutex
};

/// Has the script of start() send an event.
Verdict tellsEvent(Bench& bench, std::string_view order)
{
    EventWatch events(bench.camera());
    const Verdict verdict = write(bench, order);
    if (!ok(verdict))
        return verdict;
    if (!events.wait(bench))
        return fail(fmt::format("event 0x{:04x} of channel {}", kEvent, kName), "none");
    return pass();
}

Verdict events(Bench& bench)
{
    const Verdict verdict = start(bench);
    return ok(verdict) ? tellsEvent(bench, "event") : verdict;
}

/// The script goes on only when the library has acknowledged the event, which the camera
/// waits for only where ACK is on.
Verdict acknowledgedEvents(Bench& bench)
{
    if (auto connected = bench.useCameraWithAck(); !connected)
        return fail(connected.error());
    Verdict verdict = start(bench);
    const auto before = bench.camera().statistics(bench.call());
    if (ok(verdict))
        verdict = tellsEvent(bench, "acked");
    if (ok(verdict))
        verdict = mustReadSoon(bench, "acknowledged");
    const auto after = bench.camera().statistics(bench.call());
    if (!ok(verdict))
        return verdict;
    if (!before || !after)
        return fail(before ? after.error() : before.error());
    // A resynchronisation frees the script, too.
    if (after->timeouts > before->timeouts)
        return fail("the event to be acknowledged at once",
                    fmt::format("{} requests without answer meanwhile",
                                after->timeouts - before->timeouts));
    return verdict;
}

/// Channels of a script go with it.
Verdict goes(Bench& bench)
{
    const Verdict verdict = start(bench);
    if (!ok(verdict))
        return verdict;
    if (auto stopped = bench.stop(); !stopped)
        return fail(stopped.error());
    const auto channels = bench.camera().channels(bench.call());
    if (!channels)
        return fail(channels.error());
    const bool isThere = std::any_of(channels->begin(), channels->end(),
                                     [](const auto& channel) { return channel.name == kName; });
    return isThere ? fail("the channel to be gone after the script", "it is listed") : pass();
}

}  // namespace

Checks channelChecks()
{
    return {
        {"channel.dynamic-read-write", "a script's channel is read and written", readsAndWrites},
        {"channel.big", "a read of several packets comes whole", readsBig},
        {"channel.ioctl", "ioctl reaches the script, and its refusal comes back", ioctls},
        {"channel.shape", "the shape that a script gives is told", shapes},
        {"channel.error", "an exception in a channel does not end its script", survivesErrors},
        {"channel.events", "events of scripts arrive", events},
        {"channel.acknowledged-events", "a script that waits for the event to be taken goes on",
         acknowledgedEvents},
        {"channel.gone", "the channel goes with its script", goes},
    };
}

}  // namespace omv::cli::selftest
