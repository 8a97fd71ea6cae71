// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/catch.h"
#include "tests/support/path_watch.h"
#include "tests/support/vcam_process.h"

#include <openmv/camera.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

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
    return wire.tcp ? openTcp("127.0.0.1", vcam.tcpPort(), std::chrono::seconds(30))
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
    options.connectTimeout = std::chrono::seconds(30);
    return Camera::open(makeFaulty(std::move(*transport), faults), std::move(options));
}

/// Tries again while the camera is off the bus, for two minutes at most.
inline Result<std::unique_ptr<Camera>>
reopened(const VcamProcess& vcam, const std::function<Result<std::unique_ptr<Camera>>()>& open)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    PathWatch bus(vcam.pty());
    auto camera = open();
    // What comes last, when all wires are there, is the announcement, which has the port's name.
    while (!camera && bus.changed(deadline))
        camera = open();
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

/// Text until it holds `wanted`, or all there was when time is up or the camera is gone.
inline std::string textWith(Camera& camera, const std::string& wanted)
{
    std::string text;
    while (text.find(wanted) == std::string::npos) {
        const auto more = camera.readText({.timeout = std::chrono::seconds(60)});
        if (!more)
            break;
        text += *more;
    }
    return text;
}

/// The text of the script up to its end.
inline std::string textUntilEnd(Camera& camera, ScriptEnd* end = nullptr)
{
    std::string text;
    const ScriptEnd ended = must(camera.waitForScript({.timeout = std::chrono::seconds(60)}));
    if (end)
        *end = ended;
    while (auto more = camera.readText({.timeout = std::chrono::milliseconds(1)}))
        text += *more;
    return text;
}

}  // namespace omv::test
