// SPDX-License-Identifier: MIT
#include "firmware/ports/vcam/sold_image.h"

#include "protocol/loader/simulated_image.h"

#include <algorithm>

namespace omv::vcam {

using protocol::Bytes;

namespace {

constexpr std::size_t kSoldBytes = 8192;
constexpr std::size_t kHeaderAt = 0x1000;  ///< of an OpenMV bootloader; the IVT of i.MX firmware
constexpr std::uint32_t kBootloaderMagic = 0xB00710AD;
constexpr std::uint32_t kIvt = 0x402000D1;

void store(std::vector<std::uint8_t>& bytes, std::size_t at, std::uint32_t value)
{
    protocol::storeU32(std::span(bytes).subspan(at).first<4>(), value);
}

std::uint32_t word(Bytes bytes, std::size_t at)
{
    return bytes.size() < at + 4 ? 0 : protocol::loadU32(bytes.subspan(at).first<4>());
}

}  // namespace

std::vector<std::uint8_t> soldImage(const ImageKind& kind, const std::string& board,
                                    std::uint32_t address, std::uint32_t stack)
{
    const bool bootloader = kind.role == "bootloader";
    std::vector<std::uint8_t> bytes(kSoldBytes);
    if (kind.content == "imx-ivt") {
        const std::size_t at = bootloader ? 0 : kHeaderAt;
        store(bytes, at, kIvt);
        store(bytes, at + 4, bootloader ? 0x20000401 : address + 0x2001);
    } else {
        constexpr std::uint32_t kCode = 0x401;
        constexpr std::uint32_t kVectors = 16;
        store(bytes, 0, stack);
        for (std::uint32_t i = 1; i < kVectors; ++i)
            store(bytes, i * 4, i >= 7 && i <= 10 ? 0 : address + kCode);
    }
    const auto& version = bootloader ? kSoldBootloader : kSoldFirmware;
    if (kind.content == "openmv-bootloader") {
        store(bytes, kHeaderAt, kBootloaderMagic);
        std::copy(version.begin(), version.end(), bytes.begin() + kHeaderAt + 4);
    }
    protocol::loader::SimulatedImage header;
    header.version = version;
    std::copy_n(board.begin(), std::min(board.size(), header.board.size() - 1),
                header.board.begin());
    protocol::loader::sealSimulatedImage(bytes, header);
    return bytes;
}

bool soundBootloader(Bytes bytes, const ImageKind& kind, const std::string& board,
                     std::uint32_t address)
{
    if (const auto header = protocol::loader::parseSimulatedImage(bytes))
        return header->sound && board == header->board.data();
    if (kind.content == "imx-ivt")
        return (word(bytes, 0) & 0xF0FFFFFF) == kIvt;
    const std::uint32_t entry = word(bytes, 4);
    return word(bytes, kHeaderAt) == kBootloaderMagic && entry % 2 == 1 && entry >= address &&
        entry - address < bytes.size();
}

}  // namespace omv::vcam
