// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/frame.h>
#include <openmv/result.h>
#include <openmv/transport.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace omv {

struct FirmwareVersion {
    int major = 0;
    int minor = 0;
    int patch = 0;

    friend auto operator<=>(const FirmwareVersion&, const FirmwareVersion&) = default;
};
/// "5.0.0"
OPENMV_API std::string toString(const FirmwareVersion& version);

/// What the camera says of itself.
struct DeviceInfo {
    std::string port;  ///< as opened
    std::string boardId;  ///< Board::id; empty when the USB id is not known
    std::string boardName;
    std::string serial;  ///< device id, 24 hex digits
    std::uint16_t usbVendor = 0;
    std::uint16_t usbProduct = 0;
    std::uint32_t cpuId = 0;
    std::vector<std::uint32_t> sensorIds;  ///< chip ids
    std::vector<std::string> sensorNames;  ///< one for each id; "0x...." when not known
    std::uint32_t hardwareCaps = 0;
    std::vector<std::string> hardwareCapNames;  ///< "npu", "wifi", ...
    std::uint32_t frameBufferKb = 0;
    std::uint32_t streamBufferKb = 0;
    FirmwareVersion protocol;
    FirmwareVersion bootloader;
    FirmwareVersion firmware;
    std::uint16_t maxPayload = 0;  ///< bytes, as agreed
};

struct MemoryPool {
    std::string kind;  ///< "gc" or "uma"
    std::uint16_t flags = 0;
    std::uint32_t total = 0;  ///< bytes, as the following
    std::uint32_t used = 0;
    std::uint32_t free = 0;
    std::uint32_t persistent = 0;
    std::uint32_t peak = 0;
};

struct ChannelInfo {
    std::uint8_t id = 0;
    std::string name;
    bool readable = false;
    bool writable = false;
    bool lockable = false;
    bool dynamic = false;  ///< made by the running script
    std::uint8_t flags = 0;  ///< as on the wire
};

/// An event of a channel. Code 0xFFFF: "something is ready".
struct ChannelEvent {
    std::uint8_t channel = 0;
    std::string name;  ///< empty when the channel is not known
    std::uint16_t code = 0xFFFF;
};

/// How long something took since the connection began; median and p99 at most an eighth too long.
struct LatencyStatistics {
    std::uint64_t count = 0;
    std::chrono::microseconds median{0};
    std::chrono::microseconds p99{0};  ///< 99 of 100 were not longer
    std::chrono::microseconds longest{0};  ///< exact
};

/// Counters of this connection (host) and of the camera (device).
struct LinkStatistics {
    std::uint64_t packetsSent = 0;
    std::uint64_t packetsReceived = 0;
    std::uint64_t bytesSent = 0;
    std::uint64_t bytesReceived = 0;
    std::uint64_t damagedPackets = 0;  ///< header or payload CRC
    std::uint64_t sequenceErrors = 0;
    std::uint64_t retransmissions = 0;
    std::uint64_t timeouts = 0;
    std::uint64_t resyncs = 0;
    std::uint64_t events = 0;
    std::uint64_t frames = 0;
    std::uint64_t framesDropped = 0;  ///< arrived, but nobody took them in time
    std::uint64_t framesFailed = 0;  ///< could not be read whole
    std::uint64_t textBytes = 0;
    std::uint64_t textLost = 0;  ///< bytes of text known to be lost on the wire, or never taken
    LatencyStatistics
        roundTrip;  ///< from a request to the last packet of its reply, frames excepted
    LatencyStatistics frameLock;  ///< how long a frame was kept locked, to be read

    std::uint32_t deviceSent = 0;
    std::uint32_t deviceReceived = 0;
    std::uint32_t deviceChecksumErrors = 0;
    std::uint32_t deviceSequenceErrors = 0;
    std::uint32_t deviceRetransmissions = 0;
    std::uint32_t deviceTransportErrors = 0;
    std::uint32_t deviceEvents = 0;
};

/// How a script ended.
struct ScriptEnd {
    /// A traceback naming <stdin> was the last text of the script, and stop() did not end it.
    /// An exception whose message has several lines does not count: it looks like later text.
    bool raised = false;
    std::string traceback;  ///< that text
    /// Printed as the very last thing by the script itself, a fake traceback
    /// cannot be told from a real one.
};

struct StreamOptions {
    bool enabled = true;
    bool raw =
        false;  ///< false: JPEG. Raw falls back to JPEG when it does not fit the board's buffer
    /// Largest raw frame; larger ones are scaled down. Both 0: the largest even size of
    /// about 4:3 that fits the board's stream buffer at two bytes a pixel.
    std::uint32_t rawWidth = 0;
    std::uint32_t rawHeight = 0;
};

/// Deadline and cancellation of one call.
struct CallOptions {
    std::chrono::milliseconds timeout{5000};
    std::stop_token cancel{};  ///< request_stop() makes the call return Cancelled at once
};

/// A connected OpenMV camera, real or virtual.
///
///     auto camera = omv::Camera::open("auto");
///     if (!camera) return report(camera.error());
///     (*camera)->stream({});
///     (*camera)->run("import csi ...");
///     while (auto frame = (*camera)->nextFrame()) show(*frame);
///
/// Ownership: owns its transport and one thread that does all I/O. The
/// destructor closes the port; it leaves the script as it is.
/// Threads: every function may be called from any thread, except from the
/// camera's own callbacks (WrongThread, for the blocking ones; the Camera must not be
/// destroyed there either). Callbacks run on the I/O thread: return soon. Setting
/// another callback returns only when the old one does not run any more: hold no lock
/// meanwhile that it takes.
/// Errors: each call can give Timeout, Disconnected, Damaged, Cancelled besides
/// those named; after Disconnected the Camera is finished, open another.
class OPENMV_API Camera {
public:
    struct Options {
        std::chrono::milliseconds connectTimeout{10000};
        /// Longest silence between packets of an awaited reply.
        std::chrono::milliseconds replyTimeout{1000};
        std::optional<bool> acknowledge{};  ///< unset: by the kind of transport
        std::uint16_t maxPayload = 8178;  ///< bytes; lowered to what the camera offers
        std::size_t frameQueue = 4;  ///< frames kept for nextFrame(); older ones are dropped
        std::size_t textQueue = std::size_t{1} << 20;  ///< bytes kept for readText()
        std::stop_token cancel{};
        /// Diagnostics, one line each, from the I/O thread. `level`: 0 important .. 2 packets.
        std::function<void(int level, std::string_view line)> log{};
    };

    /// Opens by port: "auto" (the only camera there is), a device path,
    /// "tcp://host:port", "serial:NUMBER", "sim:BOARD?key=value&..." (starts a virtual
    /// camera of its own, which ends with the Camera).
    /// Errors: NoDevice, Ambiguous, PermissionDenied, Busy, Incompatible (firmware 4.x),
    /// InvalidArgument.
    static Result<std::unique_ptr<Camera>> open(std::string_view port, Options options);
    static Result<std::unique_ptr<Camera>> open(std::string_view port);
    /// The same over a transport of the caller's.
    static Result<std::unique_ptr<Camera>> open(std::unique_ptr<Transport> transport,
                                                Options options);
    ~Camera();
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;

    bool connected() const;
    /// As read when connecting; no I/O.
    DeviceInfo info() const;

    // --- scripts ---
    /// Stops what runs, waits for its soft reboot, uploads and starts `script`.
    /// Returns once the camera reported the start.
    Status run(std::string_view script, CallOptions options = {});
    /// Stops the running script and waits for the soft reboot. Ok when none runs.
    Status stop(CallOptions options = {});
    Result<bool> isRunning(CallOptions options = {});
    /// Waits until the script started by run() has ended and all its text is here.
    Result<ScriptEnd> waitForScript(CallOptions options = {});

    // --- text ---
    /// What scripts printed since the last call, without the soft-reboot banner and
    /// prompt; line ends are "\n". Waits for at least one byte; Timeout when none came.
    Result<std::string> readText(CallOptions options = {});
    /// Takes text as it comes instead of readText(). An empty function gives it back.
    void onText(std::function<void(std::string_view)> callback);

    // --- frames ---
    /// Switches streaming; the frames come from whatever script runs.
    Status stream(const StreamOptions& options, CallOptions call = {});
    /// The next frame not yet taken; waits for one.
    Result<Frame> nextFrame(CallOptions options = {});
    /// Takes frames as they come instead of nextFrame(). An empty function gives them back.
    void onFrame(std::function<void(const Frame&)> callback);
    /// Which sensor is streamed, by chip id, in scripts that start later too. 0: the one that
    /// a script opens or names, from the next one on.
    Status selectSource(std::uint32_t chipId, CallOptions options = {});

    // --- channels ---
    Result<std::vector<ChannelInfo>> channels(CallOptions options = {});
    /// Everything there is to read; `channel` by name or decimal id.
    Result<std::vector<std::uint8_t>> readChannel(std::string_view channel,
                                                  CallOptions options = {});
    Result<std::vector<std::uint8_t>> readChannel(std::string_view channel, std::uint32_t offset,
                                                  std::uint32_t length, CallOptions options = {});
    Status writeChannel(std::string_view channel, std::span<const std::uint8_t> data,
                        CallOptions options = {});
    Status ioctlChannel(std::string_view channel, std::uint32_t request,
                        std::span<const std::uint8_t> arguments, CallOptions options = {});
    Result<std::vector<std::uint32_t>> channelShape(std::string_view channel,
                                                    CallOptions options = {});
    /// Events of channels made by scripts (not of stdin, stdout and stream).
    void onEvent(std::function<void(const ChannelEvent&)> callback);

    // --- the board ---
    Result<std::vector<MemoryPool>> memory(CallOptions options = {});
    Result<LinkStatistics> statistics(CallOptions options = {});
    /// Restarts the board. The connection does not survive it. A board answers nothing to
    /// that: Ok says that the request was written, and discovery shows when it is back.
    Status reset(CallOptions options = {});
    Status enterBootloader(CallOptions options = {});

    /// Called once, from the I/O thread, when the connection ended for a reason
    /// other than the destructor. If it has ended already: at once.
    void onDisconnected(std::function<void(const Error&)> callback);

private:
    struct Private;
    Status restart(bool intoBootloader, CallOptions options);
    explicit Camera(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

}  // namespace omv
