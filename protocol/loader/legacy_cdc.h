// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <array>
#include <optional>

/// The serial bootloader of old cameras (firmware up to 4.5.8; USB 1209:ABD1).
///
/// There is no framing: each USB OUT packet is one command, a little-endian opcode and its
/// argument. So each command is a write of its own, and shorter than the endpoint's packets.
/// There are no acknowledgements; the endpoint is simply not ready while flash is busy.
/// Source: openmv 4.4.3, src/bootloader; OpenMV IDE, bootloader driver.
namespace omv::protocol::loader::legacy_cdc {

enum class Opcode : std::uint32_t {
    Start = 0xABCD0001,
    Reset = 0xABCD0002,
    FlashErase = 0xABCD0004,
    FlashWrite = 0xABCD0008,
    FlashLayout = 0xABCD0010,
    QspiErase = 0xABCD1004,
    QspiWrite = 0xABCD1008,
    QspiLayout = 0xABCD1010,
    QspiMemoryTest = 0xABCD1020,
};

/// What START is answered with. Layouts are known from V2 on, QSPI from V3 on.
enum class Version : std::uint32_t { V1 = 0xABCD0001, V2 = 0xABCD0002, V3 = 0xABCD0003 };
bool isVersion(std::uint32_t word) noexcept;

/// Sectors of the internal flash.
struct Layout {
    std::uint32_t firstFileSystem = 0;
    std::uint32_t firstFirmware = 0;
    std::uint32_t last = 0;

    friend bool operator==(const Layout&, const Layout&) = default;
};
inline constexpr Layout kLayoutF4F7{1, 4, 11};  ///< M4, M7
inline constexpr Layout kLayoutH7{1, 2, 15};
/// What the device says, or `defaults` when that cannot be: a sector above 1023, out of order,
/// or the bootloader's own sector 0.
Layout plausible(const Layout& said, const Layout& defaults) noexcept;

struct QspiLayout {
    std::uint32_t start = 0;
    std::uint32_t last = 0;
    std::uint32_t blockSize = 0;  ///< 0: no QSPI flash

    friend bool operator==(const QspiLayout&, const QspiLayout&) = default;
};

inline constexpr std::size_t kOpcodeSize = 4;
inline constexpr std::size_t kReplyWord = 4;
inline constexpr std::size_t kLayoutSize = 12;

enum class Speed : std::uint8_t { Full, High };
/// Bytes of the endpoint's packets: what the device gathers before it programs flash.
std::size_t packetSize(Speed speed) noexcept;

enum class Mode : std::uint8_t { Fast, Safe };
/// The longest command; shorter than the endpoint's packet.
std::size_t commandSize(Speed speed, Mode mode) noexcept;
/// How many of `left` data bytes go into the next FLASH_WRITE. With its opcode it is never a
/// multiple of 64, which hosts would follow with an empty packet. `left`: a multiple of 4.
std::size_t writeSize(std::size_t left, Speed speed, Mode mode) noexcept;

/// Opcode and one argument.
std::array<std::uint8_t, 8> encode(Opcode opcode, std::uint32_t argument) noexcept;
std::array<std::uint8_t, kOpcodeSize> encode(Opcode opcode) noexcept;
std::array<std::uint8_t, kLayoutSize> encode(const Layout& layout) noexcept;
std::array<std::uint8_t, kLayoutSize> encode(const QspiLayout& layout) noexcept;
Layout decodeLayout(std::span<const std::uint8_t, kLayoutSize> reply) noexcept;
QspiLayout decodeQspiLayout(std::span<const std::uint8_t, kLayoutSize> reply) noexcept;

struct Command {
    Opcode opcode = Opcode::Start;
    Bytes argument;
};
/// One OUT packet; nothing when it is shorter than an opcode.
std::optional<Command> decodeCommand(Bytes packet) noexcept;

}  // namespace omv::protocol::loader::legacy_cdc
