// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace omv::test {

/// A ROMFS image with one small file (name and data: less than 120 bytes), as MicroPython
/// defines the format.
inline std::string romImage(const std::string& name, const std::string& data)
{
    const auto record = [](char kind, const std::string& payload) {
        return std::string{kind, static_cast<char>(payload.size())} + payload;
    };
    const std::string file = record(5, static_cast<char>(name.size()) + name + record(2, data));
    const std::string padding = (4 + file.size()) % 2 ? "\x80" : "";
    return "\xd2\xcd\x31" + padding + static_cast<char>(file.size()) + file;
}

}  // namespace omv::test
