// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/discovery.h>

#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

#include <filesystem>
#include <string>
#include <vector>

namespace omv::test {

inline CameraInfo example(const std::string& port, int pid)
{
    CameraInfo info;
    info.kind = CameraInfo::Kind::Virtual;
    info.port = port;
    info.boardId = "ae3";
    info.boardName = "OpenMV AE3";
    info.serial = "0123456789ABCDEF01234567";
    info.usbId = {0x37C5, 0x16E3};
    info.tcp = "tcp://127.0.0.1:4567";
    info.drive = "/tmp/drive";
    info.control = "/tmp/control";
    info.pid = pid;
    return info;
}

/// A runtime folder of its own with an empty announcement folder.
struct Runtime {
    Runtime() { std::filesystem::create_directory(folder()); }

    std::string folder() const { return root / "openmv"; }
    std::string file(const std::string& name) const { return folder() + '/' + name; }
    /// A path that exists and stands for the camera's pseudo-terminal.
    std::string port(const std::string& name) const
    {
        writeText(root / name, "");
        return root / name;
    }
    void announce(const std::string& name, const CameraInfo& info) const
    {
        writeText(root / "new", omv::formatAnnouncement(info));
        std::filesystem::rename(root / "new", file(name));
    }
    std::vector<CameraInfo> virtualCameras() const
    {
        auto all = omv::listCameras();
        REQUIRE(all);
        std::erase_if(*all, [](const auto& c) { return c.kind != CameraInfo::Kind::Virtual; });
        return *all;
    }

    TempDirectory root;
    ScopedEnv runtime{"XDG_RUNTIME_DIR", root.path()};
    ScopedEnv data{"OPENMV_DATA_DIR", std::string(OMV_SOURCE_DIR) + "/resources"};
    ScopedEnv config{"XDG_CONFIG_HOME", root.path()};
};

}  // namespace omv::test
