// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace omv {

struct AutoPort {
    friend bool operator==(AutoPort, AutoPort) = default;
};
struct SerialPortPath {
    std::string path;
    friend bool operator==(const SerialPortPath&, const SerialPortPath&) = default;
};
struct SerialNumber {
    std::string number;
    friend bool operator==(const SerialNumber&, const SerialNumber&) = default;
};
struct TcpPort {
    std::string host;
    std::uint16_t port = 0;
    friend bool operator==(const TcpPort&, const TcpPort&) = default;
};
struct SimulatedPort {
    std::string board;
    std::vector<std::pair<std::string, std::string>> options;  ///< in the order given
    friend bool operator==(const SimulatedPort&, const SimulatedPort&) = default;
};

using PortSpec = std::variant<AutoPort, SerialPortPath, SerialNumber, TcpPort, SimulatedPort>;

/// What a port specification means; does not look whether it exists.
///
///     auto | /dev/ttyACM0 | COM3 | tcp://HOST:PORT | tcp://[::1]:PORT | serial:NUMBER |
///     sim:BOARD | sim:BOARD?key=value&key=value     (%XX in values is decoded)
///
/// Errors: InvalidArgument.
Result<PortSpec> parsePortSpec(std::string_view text);

}  // namespace omv
