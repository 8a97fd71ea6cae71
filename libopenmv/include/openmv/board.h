// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omv {

/// A USB identity, e.g. 37C5:16E3.
struct UsbId {
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;

    friend bool operator==(const UsbId&, const UsbId&) = default;
};

/// One sensor that a board may carry.
struct BoardSensor {
    std::uint32_t chipId = 0;
    std::string name;  ///< "PAG7936"
    bool main = true;  ///< false: an auxiliary sensor (Lepton)
    double defaultFps = 30;
    bool fitted = false;  ///< a board as sold carries it; others can be plugged in

    friend bool operator==(const BoardSensor&, const BoardSensor&) = default;
};

/// What is known of a board; read from resources/boards/*.json
/// (schema: docs/board-format.md). Later parts add loaders, partitions and ROMFS rules.
struct Board {
    std::string id;  ///< short name for commands: "ae3"
    std::string name;  ///< "OpenMV AE3"
    std::string arch;  ///< omv.arch(): "OPENMV AE3"
    std::string boardType;  ///< omv.board_type(): "AE3"
    std::vector<UsbId> usbIds;  ///< of the running firmware; the first is the current one
    std::vector<UsbId> bootloaderUsbIds;
    std::vector<BoardSensor> sensors;
    std::uint32_t cpuId = 0;  ///< CPUID register
    std::uint32_t hardwareCaps = 0;  ///< first word of SYS_INFO, see the protocol documents
    std::uint32_t frameBufferKb = 0;
    std::uint32_t streamBufferKb = 0;
    std::uint32_t stdoutRingBytes = 0;
    std::uint16_t maxPayload = 0;
    std::uint32_t rawPreviewWidth = 0;  ///< 0: the preview is JPEG by default
    std::uint32_t rawPreviewHeight = 0;
    std::uint64_t heapBytes = 0;  ///< MicroPython heap
    std::uint64_t flashBytes = 0;  ///< of the /flash file system
    std::uint64_t romfsBytes = 0;
    bool simulated = false;  ///< omv-vcam can play it
    std::string json;  ///< the whole entry, for programs that need more than this

    friend bool operator==(const Board&, const Board&) = default;
};

/// The boards known to this installation, in a fixed order. Values; cheap to keep.
class OPENMV_API BoardDatabase {
public:
    /// Reads every *.json of the data folder (OPENMV_DATA_DIR, else beside the
    /// program or installed), then of the user's folder ($XDG_CONFIG_HOME/openmv/boards),
    /// where an entry replaces one of the same id.
    /// Errors: Malformed (names file and field), System.
    static Result<BoardDatabase> load();
    /// One entry from JSON text; `source` is named in errors.
    static Result<Board> parse(std::string_view json, std::string_view source);

    const std::vector<Board>& boards() const { return m_boards; }
    const Board* byId(std::string_view id) const;
    /// By an id of the running firmware; among several the user's own board wins.
    const Board* byUsbId(UsbId id) const;

private:
    std::vector<Board> m_boards;
};

/// The folder with boards/, examples/ and the like: $OPENMV_DATA_DIR, else share/openmv of
/// the tree that this library or the running program is installed in (it may have been
/// moved), else resources/ above them, else the folder chosen when configuring.
OPENMV_API std::string dataDirectory();

}  // namespace omv
