// SPDX-License-Identifier: MIT
#include "protocol/loader/dfu_file.h"

namespace omv::protocol::loader {
namespace {

constexpr std::array<std::uint32_t, 256> makeTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320u : value >> 1;
        table[i] = value;
    }
    return table;
}
constexpr auto kTable = makeTable();

constexpr std::size_t kCrcSize = 4;
constexpr char kDfuse[] = "DfuSe";
constexpr char kTarget[] = "Target";
constexpr std::size_t kNameAt = 11;
constexpr std::size_t kNameSize = 255;
constexpr std::size_t kSizeAt = 266;
constexpr std::size_t kCountAt = 270;
constexpr std::uint64_t kAddressSpace = std::uint64_t{1} << 32;

template<std::size_t Size>
bool begins(Bytes bytes, const char (&with)[Size])
{
    for (std::size_t i = 0; i + 1 < Size; ++i) {
        if (i >= bytes.size() || bytes[i] != static_cast<std::uint8_t>(with[i]))
            return false;
    }
    return true;
}

/// Up to the first 0 and without what is no text.
std::span<const char> textOf(Bytes field)
{
    std::size_t size = 0;
    while (size < field.size() && field[size] >= 0x20 && field[size] < 0x7F)
        ++size;
    return {reinterpret_cast<const char*>(field.data()), size};
}

}  // namespace

std::uint32_t dfuCrc(Bytes data, std::uint32_t seed) noexcept
{
    for (const std::uint8_t byte : data)
        seed = kTable[(seed ^ byte) & 0xFFu] ^ (seed >> 8);
    return seed;
}

DfuFile splitDfuFile(Bytes file) noexcept
{
    DfuFile result;
    result.payload = file;
    if (file.size() < DfuSuffix::kWireSize)
        return result;
    const Bytes tail = file.last(DfuSuffix::kWireSize);
    if (!begins(tail.subspan(8), "UFD"))
        return result;
    const std::size_t length = tail[11];
    const auto crc = dfuCrc(file.first(file.size() - kCrcSize));
    if (length < DfuSuffix::kWireSize || length > file.size() ||
        crc != loadU32(tail.subspan<12, 4>())) {
        result.state = SuffixState::Damaged;
        return result;
    }
    result.state = SuffixState::Good;
    result.suffix.device = loadU16(tail.subspan<0, 2>());
    result.suffix.product = loadU16(tail.subspan<2, 2>());
    result.suffix.vendor = loadU16(tail.subspan<4, 2>());
    result.suffix.version = loadU16(tail.subspan<6, 2>());
    result.payload = file.first(file.size() - length);
    return result;
}

std::array<std::uint8_t, DfuSuffix::kWireSize> encodeSuffix(const DfuSuffix& suffix,
                                                            Bytes payload) noexcept
{
    std::array<std::uint8_t, DfuSuffix::kWireSize> wire{};
    const std::span out(wire);
    storeU16(out.subspan<0, 2>(), suffix.device);
    storeU16(out.subspan<2, 2>(), suffix.product);
    storeU16(out.subspan<4, 2>(), suffix.vendor);
    storeU16(out.subspan<6, 2>(), suffix.version);
    out[8] = 'U';
    out[9] = 'F';
    out[10] = 'D';
    out[11] = DfuSuffix::kWireSize;
    storeU32(out.subspan<12, 4>(), dfuCrc(Bytes(wire).first(12), dfuCrc(payload)));
    return wire;
}

DfuseFile::DfuseFile(Bytes payload) noexcept
    : m_left(payload)
{
    if (payload.size() < kPrefixSize || !begins(payload, kDfuse)) {
        m_fault = DfuseFileFault::NotDfuse;
    } else if (payload[5] != 1) {
        m_fault = DfuseFileFault::Version;
    } else if (loadU32(payload.subspan<6, 4>()) != payload.size()) {
        m_fault = DfuseFileFault::Size;
    } else {
        m_targets = payload[10];
        m_left = payload.subspan(kPrefixSize);
    }
}

std::optional<DfuseElement> DfuseFile::next() noexcept
{
    if (m_fault != DfuseFileFault::None)
        return std::nullopt;
    while (m_elementsLeft == 0) {
        if (!m_elements.empty())
            return fail(DfuseFileFault::Leftover);
        if (m_entered == m_targets)
            return m_left.empty() ? std::nullopt : fail(DfuseFileFault::Leftover);
        if (!enterTarget())
            return std::nullopt;
    }
    if (m_elements.size() < kElementSize)
        return fail(DfuseFileFault::Truncated);
    DfuseElement element = m_target;
    element.address = loadU32(m_elements.subspan<0, 4>());
    const std::uint32_t size = loadU32(m_elements.subspan<4, 4>());
    m_elements = m_elements.subspan(kElementSize);
    if (size > m_elements.size())
        return fail(DfuseFileFault::Truncated);
    if (size > kAddressSpace - element.address)
        return fail(DfuseFileFault::Overflow);
    element.data = m_elements.first(size);
    m_elements = m_elements.subspan(size);
    --m_elementsLeft;
    return element;
}

bool DfuseFile::enterTarget() noexcept
{
    if (m_left.size() < kTargetSize) {
        fail(DfuseFileFault::Truncated);
        return false;
    }
    if (!begins(m_left, kTarget)) {
        fail(DfuseFileFault::BadTarget);
        return false;
    }
    const std::uint32_t size = loadU32(m_left.subspan<kSizeAt, 4>());
    if (size > m_left.size() - kTargetSize) {
        fail(DfuseFileFault::Truncated);
        return false;
    }
    const bool named = loadU32(m_left.subspan<7, 4>()) != 0;
    m_target = {};
    m_target.target = m_entered++;
    m_target.alternate = m_left[6];
    if (named)
        m_target.name = textOf(m_left.subspan(kNameAt, kNameSize));
    m_elementsLeft = loadU32(m_left.subspan<kCountAt, 4>());
    m_elements = m_left.subspan(kTargetSize, size);
    m_left = m_left.subspan(kTargetSize + size);
    return true;
}

std::optional<DfuseElement> DfuseFile::fail(DfuseFileFault fault) noexcept
{
    m_fault = fault;
    return std::nullopt;
}

}  // namespace omv::protocol::loader
