// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/catch.h"
#include "tests/support/vcam_process.h"

#include <openmv/camera.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <poll.h>

namespace omv::test {

/// How a test reaches the camera process.
struct Wire {
    bool tcp = false;
    std::size_t chop = 0;  ///< reads give at most this many bytes; 0 = as they come
};

inline std::ostream& operator<<(std::ostream& out, const Wire& wire)
{
    return out << (wire.tcp ? "TCP" : "pty") << " chopped into " << wire.chop;
}

/// Every way the same suite is run.
inline std::vector<Wire> allWires()
{
    return {{false, 0}, {false, 1}, {false, 7}, {false, 4096},
            {true, 0},  {true, 1},  {true, 7},  {true, 4096}};
}

inline Result<std::unique_ptr<Transport>> transportOver(const VcamProcess& vcam, const Wire& wire)
{
    return wire.tcp ? openTcp("127.0.0.1", vcam.tcpPort(), std::chrono::milliseconds(3000))
                    : openSerial(vcam.pty());
}

inline Result<std::unique_ptr<Camera>> openOver(const VcamProcess& vcam, const Wire& wire,
                                                FaultOptions faults = {},
                                                Camera::Options options = {})
{
    auto transport = transportOver(vcam, wire);
    if (!transport)
        return Unexpected{transport.error()};
    faults.chopReads = wire.chop;
    return Camera::open(makeFaulty(std::move(*transport), faults), std::move(options));
}

/// Tries again while the camera is off the bus, for 20 seconds at most.
inline Result<std::unique_ptr<Camera>>
reopened(const std::function<Result<std::unique_ptr<Camera>>()>& open)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    auto camera = open();
    while (!camera && std::chrono::steady_clock::now() < deadline) {
        poll(nullptr, 0, 10);
        camera = open();
    }
    return camera;
}

/// Fails the test with the whole error text.
template<class T>
T must(Result<T> result)
{
    if (!result)
        FAIL(result.error().id + ": " + toString(result.error()));
    return std::move(*result);
}

/// The text of the script up to its end.
inline std::string textUntilEnd(Camera& camera, ScriptEnd* end = nullptr)
{
    std::string text;
    const ScriptEnd ended = must(camera.waitForScript({.timeout = std::chrono::seconds(20)}));
    if (end)
        *end = ended;
    while (auto more = camera.readText({.timeout = std::chrono::milliseconds(1)}))
        text += *more;
    return text;
}

}  // namespace omv::test
