// SPDX-License-Identifier: MIT
#pragma once

#include "tests/firmware/vcam/raw_camera.h"
#include "tests/support/catch.h"
#include "tests/support/path_watch.h"
#include "tests/support/vcam_process.h"

#include <fcntl.h>
#include <poll.h>

#include <nlohmann/json.hpp>

namespace omv::test {

/// A camera process and a connected host.
struct Session {
    explicit Session(std::vector<std::string> arguments = {}, bool tcp = false)
        : vcam([&] {
            arguments.push_back("--tcp");
            return arguments;
        }())
        , camera(open(tcp))
    {
        INFO(vcam.problem());
        REQUIRE(vcam.ok());
        REQUIRE(camera->isOpen());
        REQUIRE(camera->connect());
        // A fresh board blinks: stop it, so that scripts can be run.
        REQUIRE(camera->settle());
        camera->forgetText();
    }

    std::unique_ptr<RawCamera> open(bool tcp) const
    {
        return tcp ? std::make_unique<RawCamera>(vcam.tcpPort())
                   : std::make_unique<RawCamera>(vcam.pty());
    }

    /// Connects anew to a camera that went away; nothing when it does not come back.
    std::unique_ptr<RawCamera> comesBack() const
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
        PathWatch bus(vcam.pty());
        do {
            bus.forget();
            auto fresh = open(false);
            if (fresh->isOpen() && fresh->connect())
                return fresh;
        } while (bus.changed(deadline));
        return nullptr;
    }

    nlohmann::json control(const std::string& request) const
    {
        return nlohmann::json::parse(vcam.control(request), nullptr, false);
    }

    VcamProcess vcam;
    std::unique_ptr<RawCamera> camera;
};

}  // namespace omv::test
