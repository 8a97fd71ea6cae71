// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace omv::vcam {

/// Faults on the way from the camera to the host. Chances are 0..1 per packet.
struct FaultPlan {
    double drop = 0;
    double damage = 0;
    double duplicate = 0;
    std::size_t split = 0;  ///< writes of at most this many bytes; 0 = as they come
    int stallEvery = 0;  ///< every Nth packet waits; 0 = never
    int stallMs = 200;
    std::uint64_t unplugAfter = 0;  ///< bytes after which the cable is pulled; 0 = never
    /// Words of flash that the bootloader writes before power goes, and comes again; 0 = never.
    std::uint64_t powerCutAfter = 0;

    bool any() const
    {
        return drop > 0 || damage > 0 || duplicate > 0 || split || stallEvery || unplugAfter;
    }
};

struct Options {
    std::string board = "ae3";
    std::optional<std::uint64_t> seed;
    double fps = 0;
    std::string scene;
    bool listScenes = false;
    std::string state;
    std::string rom;
    std::string secondRom;  ///< ROMFS image of the second core; empty: none
    std::string sensor;  ///< main sensor, by its name; empty: the one that is fitted
    std::string fir;  ///< thermal array that is connected, or "none"; empty: the board's own
    std::string i2c;  ///< what hangs at the I2C buses: BUS:ADDRESS:KIND, separated by commas
    std::string wires;  ///< pins that are joined: P0-P1,P4-P7
    std::string can;  ///< who else is on the CAN bus: none, quiet or echo
    bool monitor = false;  ///< one is plugged into the HDMI socket
    std::string sdCard;  ///< folder that is the micro SD card; empty: no card
    std::uint64_t sdCardBytes = std::uint64_t{32} << 30;
    std::string microphone;  ///< WAV file that it hears; empty: chirps
    FaultPlan faults;
    bool limits = true;
    bool network = false;  ///< scripts may use sockets, on the loopback
    std::optional<std::uint16_t> tcpPort;  ///< 0 = any free one
    std::optional<std::uint16_t> usbIpPort;  ///< the loaders are played; 0 = any free one
    bool recovery = false;  ///< the board's recovery switch or jumper; sets usbIpPort, as the next
    bool virgin = false;
    bool legacy = false;  ///< it has the old serial bootloader
    std::string serial;
    bool quiet = false;
    bool json = false;
    bool dieWithParent = false;
    int lifetimeFd = -1;
};

/// What the command line came to.
struct ParsedOptions {
    Options options;
    std::optional<int> exitCode;  ///< set: print `text` and end with it
    std::string text;
};
ParsedOptions parseCommandLine(int argc, const char* const* argv);

/// Takes over a fault specification like "drop=0.02,split=7". The problem, or empty.
std::string parseFaults(std::string_view text, FaultPlan& plan);

}  // namespace omv::vcam
