// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <array>
#include <optional>

/// NXP's Serial Download Protocol over HID, which the ROM of the i.MX RT1062 speaks (USB
/// 1FC9:0135) when its SBL pin is high at power-on or its flash is blank.
///
/// Numbers are big-endian. Source: i.MX RT1060 reference manual, chapter "System Boot", section
/// "Serial Downloader"; NXP's sdphost and SPSDK.
namespace omv::protocol::loader::sdp {

enum class Tag : std::uint16_t {
    ReadRegister = 0x0101,
    WriteRegister = 0x0202,
    WriteFile = 0x0404,
    ErrorStatus = 0x0505,
    WriteCsf = 0x0606,
    WriteDcd = 0x0A0A,
    JumpAddress = 0x0B0B,
    SkipDcd = 0x0C0C,
    SetBaudRate = 0x0D0D,
};

/// Report ids, and the sizes of reports with the id before them.
namespace report {
inline constexpr std::uint8_t kCommand = 1;  ///< OUT
inline constexpr std::uint8_t kData = 2;  ///< OUT, zero padded
inline constexpr std::uint8_t kHab = 3;  ///< IN: the HAB security mode
inline constexpr std::uint8_t kStatus = 4;  ///< IN: status, or data of READ_REGISTER
inline constexpr std::size_t kCommandSize = 1 + 16;
inline constexpr std::size_t kDataSize = 1 + 1024;
inline constexpr std::size_t kHabSize = 1 + 4;
inline constexpr std::size_t kStatusSize = 1 + 64;
}  // namespace report

/// Security modes in report 3.
namespace hab {
inline constexpr std::uint32_t kOpen = 0x56787856;
inline constexpr std::uint32_t kClosed = 0x12343412;
}  // namespace hab

/// Words of report 4. The last three are what ERROR_STATUS says of the HAB.
namespace status {
inline constexpr std::uint32_t kFileWritten = 0x88888888;
inline constexpr std::uint32_t kWritten = 0x128A8A12;  ///< WRITE_REGISTER, WRITE_DCD
inline constexpr std::uint32_t kDcdSkipped = 0x900DD009;
inline constexpr std::uint32_t kHabSuccess = 0xF0F0F0F0;
inline constexpr std::uint32_t kHabFailure = 0x33333333;
inline constexpr std::uint32_t kHabWarning = 0x69696969;
}  // namespace status

struct Command {
    Tag tag = Tag::ErrorStatus;
    std::uint32_t address = 0;
    std::uint8_t format = 0;  ///< bits of a register; 0 for files and jumps
    std::uint32_t count = 0;  ///< bytes
    std::uint32_t value = 0;

    friend bool operator==(const Command&, const Command&) = default;
};

using CommandReport = std::array<std::uint8_t, report::kCommandSize>;
using DataReport = std::array<std::uint8_t, report::kDataSize>;
using HabReport = std::array<std::uint8_t, report::kHabSize>;
using StatusReport = std::array<std::uint8_t, report::kStatusSize>;

CommandReport encode(const Command& command) noexcept;
/// A report with id 1. It may be longer than need be: SPSDK pads it. Any tag is let through.
std::optional<Command> decodeCommand(Bytes report) noexcept;

/// `data`: up to 1024 bytes.
DataReport encodeData(Bytes data) noexcept;

HabReport encodeHab(std::uint32_t mode) noexcept;
StatusReport encodeStatus(std::uint32_t word) noexcept;
/// The first word of a report 3 or 4; nothing if `report` is not one with this id.
std::optional<std::uint32_t> decodeWord(Bytes report, std::uint8_t id) noexcept;

}  // namespace omv::protocol::loader::sdp
