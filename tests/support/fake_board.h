// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/transport.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "firmware/core/camera_core.h"

namespace omv::test {

/// A channel that a script registers: bytes to read and write.
class BoxChannel final : public protocol::DeviceChannel {
public:
    explicit BoxChannel(std::uint8_t flags, bool zeroCopy = false)
        : m_flags(flags)
        , m_zeroCopy(zeroCopy)
    {
    }

    std::uint8_t flags() const override { return m_flags; }
    bool isZeroCopy() const override { return m_zeroCopy; }
    bool lock() override { return std::exchange(isLocked, true) == false; }
    bool unlock() override { return std::exchange(isLocked, false); }
    std::size_t size() override { return data.size(); }
    protocol::Shape shape() override { return {{2, 3, 0, 0}, 2}; }
    protocol::ReadResult read(std::uint32_t offset, protocol::MutableBytes into) override;
    protocol::Bytes view(std::uint32_t offset, std::uint32_t length) override;
    bool write(std::uint32_t offset, protocol::Bytes bytes) override;
    std::optional<std::size_t> ioctlArgumentSize(std::uint32_t) const override
    {
        return kAnyLength;
    }
    bool ioctl(std::uint32_t request, protocol::Bytes arguments) override;

    std::vector<std::uint8_t> data;
    std::vector<std::uint32_t> ioctls;  ///< request 7 succeeds, others fail
    int writes = 0;
    bool isLocked = false;

private:
    std::uint8_t m_flags;
    bool m_zeroCopy;
};

/// A whole board but for its interpreter: the real device link and channels, and
/// scripts in a little language, one command a line:
///
///     print TEXT      TEXT and a line end        put TEXT     TEXT with \n and \r for those
///     frame W H       a grayscale frame          raise        a traceback, then the end
///     channel NAME    registers a BoxChannel     event N      an event of the last channel
///     silent          sends no script events     deaf         ignores STOP
///     wait            until STOP                 sleep MS
///
/// Sans-I/O; one thread at a time.
class FakeBoard final : private protocol::DeviceHost,
                        private firmware::ScriptControl,
                        private firmware::FrameCodec {
public:
    struct Options {
        std::uint16_t maxPayload = 4082;
        std::uint32_t streamBufferKb = 256;
        std::size_t stdoutRing = 1024;
        protocol::Duration rebootTime = 5 * protocol::kMillisecond;
        protocol::Version protocol{1, 0, 2};
        protocol::Version bootloader{1, 0, 3};
    };
    static constexpr const char* kBanner = "MPY: soft reboot\r\n"
                                           "OpenMV v5.0.0; MicroPython v1.25.0; FAKE with CPU\r\n"
                                           "Type \"help()\" for more information.\r\n>>> ";

    FakeBoard();
    explicit FakeBoard(const Options& options);
    ~FakeBoard();

    std::size_t take(protocol::Bytes bytes, protocol::Time now);
    protocol::Bytes output() const;
    void sent(std::size_t count, protocol::Time now);
    void tick(protocol::Time now);
    protocol::Time deadline() const;

    /// As if typed into the running script.
    void execute(const std::string& command);
    void print(const std::string& text);
    void frame(std::uint32_t width, std::uint32_t height);
    void reboot();
    BoxChannel& channel(const std::string& name) { return *m_boxes.at(name); }
    firmware::CameraCore& core() { return *m_core; }

    bool running() const { return m_running; }
    int scriptsStarted = 0;
    int stops = 0;
    int resets = 0;
    int bootloaderEntries = 0;
    std::string lastScript;
    std::uint32_t source = 0;

private:
    protocol::Versions versions() override;
    protocol::SystemInfo systemInfo() override;
    std::size_t memoryPools(std::span<protocol::MemoryPool> pools) override;
    void reset() override { ++resets; }
    void enterBootloader() override { ++bootloaderEntries; }
    bool scriptRunning() override { return m_running; }
    void stopScript() override;
    void startScript(protocol::Bytes text) override;
    std::size_t encodeJpeg(const firmware::FrameView& frame, int quality,
                           protocol::MutableBytes out) override;
    bool scale(const firmware::FrameView& frame, std::uint32_t width, std::uint32_t height,
               protocol::MutableBytes out) override;

    void runCommands();
    void endScript();
    void registerBox(const std::string& name);

    Options m_options;
    std::vector<std::uint8_t> m_receive;
    std::vector<std::uint8_t> m_send;
    std::vector<std::uint8_t> m_script;
    std::vector<std::uint8_t> m_ring;
    std::vector<std::uint8_t> m_stream;
    struct NoLock;
    std::unique_ptr<NoLock> m_lock;
    std::unique_ptr<firmware::CameraCore> m_core;
    std::map<std::string, std::unique_ptr<BoxChannel>> m_boxes;
    std::uint8_t m_lastChannel = 0;

    protocol::Time m_now = 0;
    bool m_running = false;
    bool m_starting = false;
    bool m_stopping = false;
    bool m_deaf = false;
    bool m_silent = false;
    std::vector<std::string> m_commands;
    std::size_t m_next = 0;
    protocol::Time m_sleepUntil = 0;
    protocol::Time m_rebootAt = protocol::kNever;
    std::uint8_t m_shade = 0;
};

/// Runs a FakeBoard behind one end of a transport, on a thread of its own.
class BoardThread {
public:
    BoardThread(std::unique_ptr<Transport> wire, const FakeBoard::Options& options);
    explicit BoardThread(std::unique_ptr<Transport> wire);
    ~BoardThread();
    BoardThread(const BoardThread&) = delete;
    BoardThread& operator=(const BoardThread&) = delete;

    /// Does something with the board while its thread does not.
    void with(const std::function<void(FakeBoard&)>& what);
    /// Closes the board's end.
    void unplug();

private:
    void run(const std::stop_token& stop);
    bool turn();

    std::unique_ptr<Transport> m_wire;  // used by the thread; wake() by all
    std::mutex m_mutex;
    FakeBoard m_board;  // guarded by m_mutex
    std::jthread m_thread;
};

}  // namespace omv::test
