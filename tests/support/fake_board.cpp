// SPDX-License-Identifier: MIT
#include "tests/support/fake_board.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <sstream>

namespace omv::test {

using namespace protocol;

ReadResult BoxChannel::read(std::uint32_t offset, MutableBytes into)
{
    if (offset >= data.size())
        return {};
    const std::size_t count = std::min(into.size(), data.size() - offset);
    std::memcpy(into.data(), data.data() + offset, count);
    return {true, count};
}

Bytes BoxChannel::view(std::uint32_t offset, std::uint32_t length)
{
    return offset + length <= data.size() ? Bytes(data).subspan(offset, length) : Bytes();
}

bool BoxChannel::write(std::uint32_t offset, Bytes bytes)
{
    ++writes;
    if (offset == 0)
        data.clear();
    data.insert(data.end(), bytes.begin(), bytes.end());
    return true;
}

bool BoxChannel::ioctl(std::uint32_t request, Bytes)
{
    ioctls.push_back(request);
    return request == 7;
}

struct FakeBoard::NoLock final : firmware::Lock {
    void lock() override {}
    void unlock() override {}
};

FakeBoard::FakeBoard()
    : FakeBoard(Options())
{
}

FakeBoard::FakeBoard(const Options& options)
    : m_options(options)
    , m_receive(packetSize(options.maxPayload))
    , m_send(64 * 1024)
    , m_script(16 * 1024)
    , m_ring(options.stdoutRing)
    , m_stream(options.streamBufferKb * 1024)
    , m_lock(std::make_unique<NoLock>())
{
    firmware::CoreOptions core;
    core.link.defaults.maxPayload = options.maxPayload;
    const firmware::CoreBuffers buffers{m_receive, m_send, m_script, m_ring, m_stream};
    DeviceHost& host = *this;
    firmware::ScriptControl& scripts = *this;
    firmware::FrameCodec& codec = *this;
    m_core = std::make_unique<firmware::CameraCore>(core, buffers, host, scripts, codec, *m_lock,
                                                    *m_lock);
}

FakeBoard::~FakeBoard() = default;

std::size_t FakeBoard::take(Bytes bytes, Time now)
{
    m_now = now;
    const std::size_t taken = m_core->take(bytes, now);
    source = m_core->stream().source();
    tick(now);
    return taken;
}

Bytes FakeBoard::output() const
{
    return m_core->link().output();
}

void FakeBoard::sent(std::size_t count, Time now)
{
    m_core->link().sent(count, now);
}

void FakeBoard::tick(Time now)
{
    m_now = now;
    if (now >= m_rebootAt) {
        m_rebootAt = kNever;
        m_core->reinitialise();
        m_boxes.clear();
        print(kBanner);
    }
    runCommands();
    m_core->tick(now);
}

Time FakeBoard::deadline() const
{
    Time first = std::min(m_core->deadline(), m_rebootAt);
    if (m_running && m_sleepUntil > m_now)
        first = std::min(first, m_sleepUntil);
    return first;
}

void FakeBoard::startScript(Bytes text)
{
    lastScript.assign(text.begin(), text.end());
    ++scriptsStarted;
    m_running = true;
    m_starting = true;
    m_stopping = m_deaf = m_silent = false;
    m_commands.clear();
    m_next = 0;
    m_sleepUntil = 0;
    std::istringstream lines(lastScript);
    for (std::string line; std::getline(lines, line);)
        m_commands.push_back(line);
    m_silent = std::find(m_commands.begin(), m_commands.end(), "silent") != m_commands.end();
}

void FakeBoard::stopScript()
{
    ++stops;
    m_stopping = !m_deaf;
}

void FakeBoard::runCommands()
{
    if (!m_running)
        return;
    if (std::exchange(m_starting, false) && !m_silent)
        m_core->sendEvent(channel::kStdin, event::kScriptStarted);
    while (m_running && !m_stopping && m_now >= m_sleepUntil && m_next < m_commands.size()) {
        if (m_commands[m_next] == "wait")
            return;
        const std::string command = m_commands[m_next++];
        execute(command);
    }
    const bool over = m_next == m_commands.size() && m_now >= m_sleepUntil;
    if (m_running && (m_stopping || over))
        endScript();
}

void FakeBoard::endScript()
{
    m_running = false;
    m_stopping = false;
    if (!m_silent) {
        m_core->sendEvent(channel::kStdin, event::kScriptStopped);
        m_core->sendEvent(channel::kTransport, event::kSoftReboot);
    }
    m_rebootAt = m_now + m_options.rebootTime;
}

void FakeBoard::reboot()
{
    m_running = false;
    m_core->sendEvent(channel::kTransport, event::kSoftReboot);
    m_rebootAt = m_now + m_options.rebootTime;
}

void FakeBoard::execute(const std::string& command)
{
    std::istringstream words(command);
    std::string verb;
    words >> verb;
    const std::string rest = command.size() > verb.size() ? command.substr(verb.size() + 1) : "";
    if (verb == "print") {
        print(rest + "\r\n");
    } else if (verb == "put") {
        std::string text;
        for (std::size_t i = 0; i < rest.size(); ++i) {
            const bool escape = rest[i] == '\\' && i + 1 < rest.size();
            text += escape ? (rest[++i] == 'n' ? '\n' : '\r') : rest[i];
        }
        print(text);
    } else if (verb == "raise") {
        print("Traceback (most recent call last):\r\n  File \"<stdin>\", line 1, in <module>\r\n"
              "ValueError: no\r\n");
        m_next = m_commands.size();
    } else if (verb == "frame") {
        std::uint32_t width = 0;
        std::uint32_t height = 0;
        words >> width >> height;
        frame(width, height);
    } else if (verb == "channel") {
        registerBox(rest);
    } else if (verb == "event") {
        m_core->sendEvent(m_lastChannel, static_cast<std::uint16_t>(std::stoi(rest)));
    } else if (verb == "sleep") {
        m_sleepUntil = m_now + std::stoi(rest) * kMillisecond;
    } else if (verb == "deaf") {
        m_deaf = true;
    }
}

void FakeBoard::registerBox(const std::string& name)
{
    const bool locked = name.find("locked") != std::string::npos;
    const auto flags =
        static_cast<std::uint8_t>(channel_flag::kRead | channel_flag::kWrite |
                                  (locked ? channel_flag::kLock : 0) | channel_flag::kDynamic);
    auto box = std::make_unique<BoxChannel>(flags, locked);
    box->data = {1, 2, 3, 4};
    const auto slot = m_boxes.insert_or_assign(name, std::move(box)).first;
    m_lastChannel =
        m_core->link().registerChannel(slot->first.c_str(), flags, *slot->second).value_or(0);
}

void FakeBoard::print(const std::string& text)
{
    m_core->scriptOut().print(
        Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

void FakeBoard::frame(std::uint32_t width, std::uint32_t height)
{
    std::vector<std::uint8_t> pixels(std::size_t{width} * height);
    ++m_shade;
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = static_cast<std::uint8_t>(m_shade + i * 7);
    m_core->stream().publish({width, height, PixelFormat::Grayscale, pixels}, 30.0F);
}

Versions FakeBoard::versions()
{
    return {m_options.protocol, m_options.bootloader, {5, 0, 0}};
}

SystemInfo FakeBoard::systemInfo()
{
    SystemInfo info;
    info.cpuId = 0x411FD220;
    info.deviceId = {0x11112222, 0x33334444, 0xABCD0001};
    info.usbId = 0x37C516E3;
    info.sensorIds = {0x7936, 0, 0};
    info.streamBufferKb = m_options.streamBufferKb;
    return info;
}

std::size_t FakeBoard::memoryPools(std::span<MemoryPool> pools)
{
    pools[0] = {MemoryPool::kGarbageCollected, 0, 1000, 400, 600, 0, 500};
    pools[1] = {MemoryPool::kUma, 1, 2000, 1, 1999, 0, 7};
    return 2;
}

std::size_t FakeBoard::encodeJpeg(const firmware::FrameView& frame, int, MutableBytes out)
{
    const std::size_t size = std::min<std::size_t>(frame.data.size() / 4 + 16, out.size());
    std::fill_n(out.begin(), size, std::uint8_t{0xD8});
    return size;
}

bool FakeBoard::scale(const firmware::FrameView& frame, std::uint32_t, std::uint32_t,
                      MutableBytes out)
{
    std::copy_n(frame.data.begin(), out.size(), out.begin());
    return true;
}

namespace {

Time microseconds()
{
    const auto now = Transport::Clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

}  // namespace

BoardThread::BoardThread(std::unique_ptr<Transport> wire, const FakeBoard::Options& options)
    : m_wire(std::move(wire))
    , m_board(options)
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

BoardThread::BoardThread(std::unique_ptr<Transport> wire)
    : BoardThread(std::move(wire), FakeBoard::Options())
{
}

BoardThread::~BoardThread()
{
    unplug();
}

void BoardThread::unplug()
{
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    m_wire->wake();
    m_thread.join();
    m_wire.reset();
}

void BoardThread::with(const std::function<void(FakeBoard&)>& what)
{
    {
        const std::lock_guard lock(m_mutex);
        what(m_board);
    }
    if (m_wire)
        m_wire->wake();
}

void BoardThread::run(const std::stop_token& stop)
{
    while (!stop.stop_requested() && turn()) {}
}

/// One turn of the board's loop; false when the host is gone.
bool BoardThread::turn()
{
    std::array<std::uint8_t, 4096> chunk;
    Time deadline = 0;
    bool more = false;
    {
        const std::lock_guard lock(m_mutex);
        m_board.tick(microseconds());
        while (!m_board.output().empty()) {
            const auto put = m_wire->write(m_board.output());
            if (!put)
                return false;
            if (*put == 0)
                break;
            m_board.sent(*put, microseconds());
        }
        more = !m_board.output().empty();
        deadline = std::min(m_board.deadline(), microseconds() + kSecond);
    }
    const Transport::Clock::time_point until{std::chrono::microseconds(deadline)};
    const auto ready = m_wire->wait(more, until);
    if (!ready)
        return false;
    const auto got = ready->readable ? m_wire->read(chunk) : Result<std::size_t>(std::size_t{0});
    if (!got)
        return false;
    const std::lock_guard lock(m_mutex);
    for (Bytes rest = Bytes(chunk).first(*got); !rest.empty();) {
        const std::size_t taken = m_board.take(rest, microseconds());
        rest = rest.subspan(taken);
        if (taken == 0)
            return false;
    }
    return true;
}

}  // namespace omv::test
