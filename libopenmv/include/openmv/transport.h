// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace omv {

/// A byte stream to a camera. One thread reads and writes; wake() may be called
/// from any thread and makes a wait() return at once.
class OPENMV_API Transport {
public:
    using Clock = std::chrono::steady_clock;

    virtual ~Transport() = default;

    struct Ready {
        bool readable = false;
        bool writable = false;
    };
    /// Waits until bytes can be read, or (if `wantWrite`) written, or wake() is
    /// called, or `deadline` passes. Errors: Disconnected, System.
    virtual Result<Ready> wait(bool wantWrite, Clock::time_point deadline) = 0;
    /// Reads what is there; 0 when nothing is. Errors: Disconnected, System.
    virtual Result<std::size_t> read(std::span<std::uint8_t> into) = 0;
    /// Writes what fits now; 0 when nothing does. Errors: Disconnected, System.
    virtual Result<std::size_t> write(std::span<const std::uint8_t> bytes) = 0;
    virtual void wake() = 0;

    virtual std::string description() const = 0;  ///< "/dev/ttyACM0"
    /// False for a plain UART, where bytes get lost: the ACK capability is then used.
    virtual bool isReliable() const { return true; }
};

/// Serial port at 921600 baud (8N1, raw, DTR set), opened exclusively.
/// Errors: NoDevice, PermissionDenied, Busy (names the process), System.
OPENMV_API Result<std::unique_ptr<Transport>> openSerial(const std::string& path);

/// TCP with TCP_NODELAY. Looking up a host name is up to the system and not bounded
/// by `timeout`. Errors: NoDevice (refused, unknown host), Timeout, System.
OPENMV_API Result<std::unique_ptr<Transport>> openTcp(const std::string& host, std::uint16_t port,
                                                      std::chrono::milliseconds timeout);

/// Whatever Camera::open() takes as a port: "auto", a device path, "tcp://host:port",
/// "serial:NUMBER", "sim:BOARD?..." (the virtual camera ends with the transport). Errors: as there.
OPENMV_API Result<std::unique_ptr<Transport>>
openPort(std::string_view port, std::chrono::milliseconds timeout, std::stop_token cancel = {});

/// Wraps a transport and tells each packet that passes, one line each: "->" to the camera or
/// "<-" from it, sequence number, opcode, channel, flags, payload size, its first bytes; also
/// damaged ones. For connections with CRC on, as those of Camera are.
/// `log` is called by the thread that reads and writes.
OPENMV_API std::unique_ptr<Transport> makeLogged(std::unique_ptr<Transport> inner,
                                                 std::function<void(std::string_view line)> log);

/// Two ends of an in-process stream; what one writes the other reads.
struct TransportPair {
    std::unique_ptr<Transport> first;
    std::unique_ptr<Transport> second;
};
OPENMV_API Result<TransportPair> makeTransportPair();

/// Chances for an accident, each 0..1 per chunk: what one read of at most 4096 bytes
/// gives. The same seed and the same chunks meet the same accidents.
struct FaultOptions {
    std::uint64_t seed = 1;
    double drop = 0;  ///< the bytes of one read vanish
    double damage = 0;  ///< one bit of one read flips
    double duplicate = 0;  ///< the bytes of one read come twice
    std::size_t chopReads = 0;  ///< reads give at most this many bytes; 0 = unlimited
    std::uint64_t cutAfter = 0;  ///< Disconnected after that many bytes read; 0 = never
};
/// Wraps a transport and does what FaultOptions say to what is read, reproducibly.
OPENMV_API std::unique_ptr<Transport> makeFaulty(std::unique_ptr<Transport> inner,
                                                 FaultOptions options);

}  // namespace omv
