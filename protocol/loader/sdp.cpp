// SPDX-License-Identifier: MIT
#include "protocol/loader/sdp.h"

namespace omv::protocol::loader::sdp {
namespace {

void storeBig(std::span<std::uint8_t, 4> out, std::uint32_t value) noexcept
{
    out[0] = static_cast<std::uint8_t>(value >> 24);
    out[1] = static_cast<std::uint8_t>(value >> 16);
    out[2] = static_cast<std::uint8_t>(value >> 8);
    out[3] = static_cast<std::uint8_t>(value);
}

std::uint32_t loadBig(std::span<const std::uint8_t, 4> in) noexcept
{
    return static_cast<std::uint32_t>(in[0]) << 24 | static_cast<std::uint32_t>(in[1]) << 16 |
        static_cast<std::uint32_t>(in[2]) << 8 | static_cast<std::uint32_t>(in[3]);
}

// Offsets in a command report, the id at 0; the last byte is reserved.
constexpr std::size_t kTagAt = 1;
constexpr std::size_t kAddressAt = 3;
constexpr std::size_t kFormatAt = 7;
constexpr std::size_t kCountAt = 8;
constexpr std::size_t kValueAt = 12;

}  // namespace

CommandReport encode(const Command& command) noexcept
{
    CommandReport out{};
    const auto tag = static_cast<std::uint16_t>(command.tag);
    const std::span bytes(out);
    out[0] = report::kCommand;
    out[kTagAt] = static_cast<std::uint8_t>(tag >> 8);
    out[kTagAt + 1] = static_cast<std::uint8_t>(tag);
    storeBig(bytes.subspan<kAddressAt, 4>(), command.address);
    out[kFormatAt] = command.format;
    storeBig(bytes.subspan<kCountAt, 4>(), command.count);
    storeBig(bytes.subspan<kValueAt, 4>(), command.value);
    return out;
}

std::optional<Command> decodeCommand(Bytes report) noexcept
{
    if (report.size() < report::kCommandSize || report[0] != report::kCommand)
        return std::nullopt;
    Command command;
    command.tag = static_cast<Tag>(report[kTagAt] << 8 | report[kTagAt + 1]);
    command.address = loadBig(report.subspan<kAddressAt, 4>());
    command.format = report[kFormatAt];
    command.count = loadBig(report.subspan<kCountAt, 4>());
    command.value = loadBig(report.subspan<kValueAt, 4>());
    return command;
}

DataReport encodeData(Bytes data) noexcept
{
    DataReport out{};
    out[0] = report::kData;
    for (std::size_t i = 0; i < data.size() && i + 1 < out.size(); ++i)
        out[i + 1] = data[i];
    return out;
}

HabReport encodeHab(std::uint32_t mode) noexcept
{
    HabReport out{report::kHab};
    storeBig(std::span(out).subspan<1, 4>(), mode);
    return out;
}

StatusReport encodeStatus(std::uint32_t word) noexcept
{
    StatusReport out{report::kStatus};
    storeBig(std::span(out).subspan<1, 4>(), word);
    return out;
}

std::optional<std::uint32_t> decodeWord(Bytes report, std::uint8_t id) noexcept
{
    if (report.size() < 5 || report[0] != id)
        return std::nullopt;
    return loadBig(report.subspan<1, 4>());
}

}  // namespace omv::protocol::loader::sdp
