// SPDX-License-Identifier: MIT
#include "protocol/loader/legacy_cdc.h"

namespace omv::protocol::loader::legacy_cdc {
namespace {

constexpr std::uint32_t kMostSectors = 1024;
constexpr std::size_t kUsbUnit = 64;

std::array<std::uint8_t, kLayoutSize> words(std::uint32_t a, std::uint32_t b, std::uint32_t c)
{
    std::array<std::uint8_t, kLayoutSize> out{};
    const std::span bytes(out);
    storeU32(bytes.subspan<0, 4>(), a);
    storeU32(bytes.subspan<4, 4>(), b);
    storeU32(bytes.subspan<8, 4>(), c);
    return out;
}

}  // namespace

bool isVersion(std::uint32_t word) noexcept
{
    return word >= static_cast<std::uint32_t>(Version::V1) &&
        word <= static_cast<std::uint32_t>(Version::V3);
}

Layout plausible(const Layout& said, const Layout& defaults) noexcept
{
    const bool ordered = said.firstFileSystem >= 1 && said.firstFirmware >= said.firstFileSystem &&
        said.last >= said.firstFirmware;
    return ordered && said.last < kMostSectors ? said : defaults;
}

std::size_t packetSize(Speed speed) noexcept
{
    return speed == Speed::High ? 512 : 64;
}

std::size_t commandSize(Speed speed, Mode mode) noexcept
{
    return packetSize(speed) - (mode == Mode::Fast ? 4 : 8);
}

std::size_t writeSize(std::size_t left, Speed speed, Mode mode) noexcept
{
    const std::size_t most = commandSize(speed, mode) - kOpcodeSize;
    const std::size_t size = left < most ? left : most;
    return (kOpcodeSize + size) % kUsbUnit == 0 ? size - 4 : size;
}

std::array<std::uint8_t, 8> encode(Opcode opcode, std::uint32_t argument) noexcept
{
    std::array<std::uint8_t, 8> out{};
    storeU32(std::span(out).first<4>(), static_cast<std::uint32_t>(opcode));
    storeU32(std::span(out).last<4>(), argument);
    return out;
}

std::array<std::uint8_t, kOpcodeSize> encode(Opcode opcode) noexcept
{
    std::array<std::uint8_t, kOpcodeSize> out{};
    storeU32(out, static_cast<std::uint32_t>(opcode));
    return out;
}

std::array<std::uint8_t, kLayoutSize> encode(const Layout& layout) noexcept
{
    return words(layout.firstFileSystem, layout.firstFirmware, layout.last);
}

std::array<std::uint8_t, kLayoutSize> encode(const QspiLayout& layout) noexcept
{
    return words(layout.start, layout.last, layout.blockSize);
}

Layout decodeLayout(std::span<const std::uint8_t, kLayoutSize> reply) noexcept
{
    return {loadU32(reply.subspan<0, 4>()), loadU32(reply.subspan<4, 4>()),
            loadU32(reply.subspan<8, 4>())};
}

QspiLayout decodeQspiLayout(std::span<const std::uint8_t, kLayoutSize> reply) noexcept
{
    return {loadU32(reply.subspan<0, 4>()), loadU32(reply.subspan<4, 4>()),
            loadU32(reply.subspan<8, 4>())};
}

std::optional<Command> decodeCommand(Bytes packet) noexcept
{
    if (packet.size() < kOpcodeSize)
        return std::nullopt;
    return Command{static_cast<Opcode>(loadU32(packet.first<4>())), packet.subspan(kOpcodeSize)};
}

}  // namespace omv::protocol::loader::legacy_cdc
