// SPDX-License-Identifier: MIT
#include "protocol/loader/dfu.h"

namespace omv::protocol::loader {
namespace {

constexpr std::uint8_t kInterfaceType = 4;  // USB 2.0, table 9-5
constexpr std::uint8_t kStringType = 3;
constexpr std::size_t kInterfaceSize = 9;

constexpr const char* kStates[] = {
    "appIDLE",        "appDETACH",        "dfuIDLE",     "dfuDNLOAD-SYNC",         "dfuDNBUSY",
    "dfuDNLOAD-IDLE", "dfuMANIFEST-SYNC", "dfuMANIFEST", "dfuMANIFEST-WAIT-RESET", "dfuUPLOAD-IDLE",
    "dfuERROR",
};
constexpr const char* kErrors[] = {
    "OK",      "errTARGET", "errFILE",    "errWRITE",      "errERASE",    "errCHECK_ERASED",
    "errPROG", "errVERIFY", "errADDRESS", "errNOTDONE",    "errFIRMWARE", "errVENDOR",
    "errUSBR", "errPOR",    "errUNKNOWN", "errSTALLEDPKT",
};

/// Takes one descriptor after the other off a configuration.
class Descriptors {
public:
    explicit Descriptors(Bytes all) noexcept
        : m_left(all)
    {
    }

    /// Empty at the end, and where a length cannot be true.
    Bytes next() noexcept
    {
        if (m_left.size() < 2 || m_left[0] < 2 || m_left[0] > m_left.size())
            return {};
        const Bytes one = m_left.first(m_left[0]);
        m_left = m_left.subspan(one.size());
        return one;
    }

private:
    Bytes m_left;
};

bool isDfu(Bytes descriptor) noexcept
{
    return descriptor[5] == kDfuInterfaceClass && descriptor[6] == kDfuInterfaceSubclass;
}

void addAlternate(DfuInterface& found, Bytes descriptor) noexcept
{
    if (found.count == 0) {
        found.number = descriptor[2];
        found.protocol = descriptor[7];
    }
    if (found.count < DfuInterface::kMaxAlternates)
        found.alternates[found.count++] = {descriptor[3], descriptor[8]};
}

}  // namespace

const char* name(DfuState state) noexcept
{
    const auto index = static_cast<std::size_t>(state);
    return index < std::size(kStates) ? kStates[index] : "unknown state";
}

const char* name(DfuError error) noexcept
{
    const auto index = static_cast<std::size_t>(error);
    return index < std::size(kErrors) ? kErrors[index] : "unknown status";
}

std::array<std::uint8_t, DfuStatus::kWireSize> encode(const DfuStatus& status) noexcept
{
    return {
        static_cast<std::uint8_t>(status.error),
        static_cast<std::uint8_t>(status.pollTimeout),
        static_cast<std::uint8_t>(status.pollTimeout >> 8),
        static_cast<std::uint8_t>(status.pollTimeout >> 16),
        static_cast<std::uint8_t>(status.state),
        status.string,
    };
}

std::optional<DfuStatus> decodeDfuStatus(Bytes wire) noexcept
{
    if (wire.size() != DfuStatus::kWireSize || wire[0] >= std::size(kErrors) ||
        wire[4] >= std::size(kStates))
        return std::nullopt;
    DfuStatus status;
    status.error = static_cast<DfuError>(wire[0]);
    status.pollTimeout = loadU16(wire.subspan<1, 2>()) | static_cast<std::uint32_t>(wire[3] << 16);
    status.state = static_cast<DfuState>(wire[4]);
    status.string = wire[5];
    return status;
}

std::array<std::uint8_t, DfuFunctional::kWireSize> encode(const DfuFunctional& value) noexcept
{
    std::array<std::uint8_t, DfuFunctional::kWireSize> wire{};
    const std::span out(wire);
    out[0] = DfuFunctional::kWireSize;
    out[1] = DfuFunctional::kType;
    out[2] = static_cast<std::uint8_t>((value.canDownload ? 1 : 0) | (value.canUpload ? 2 : 0) |
                                       (value.manifestationTolerant ? 4 : 0) |
                                       (value.willDetach ? 8 : 0));
    storeU16(out.subspan<3, 2>(), value.detachTimeout);
    storeU16(out.subspan<5, 2>(), value.transferSize);
    storeU16(out.subspan<7, 2>(), value.version);
    return wire;
}

std::optional<DfuFunctional> decodeDfuFunctional(Bytes wire) noexcept
{
    if (wire.size() < DfuFunctional::kOldWireSize || wire[0] < DfuFunctional::kOldWireSize ||
        wire[1] != DfuFunctional::kType)
        return std::nullopt;
    DfuFunctional value;
    value.canDownload = (wire[2] & 1) != 0;
    value.canUpload = (wire[2] & 2) != 0;
    value.manifestationTolerant = (wire[2] & 4) != 0;
    value.willDetach = (wire[2] & 8) != 0;
    value.detachTimeout = loadU16(wire.subspan<3, 2>());
    value.transferSize = loadU16(wire.subspan<5, 2>());
    if (wire.size() >= DfuFunctional::kWireSize && wire[0] >= DfuFunctional::kWireSize)
        value.version = loadU16(wire.subspan<7, 2>());
    return value;
}

Setup getDfuFunctional(std::uint16_t interfaceNumber) noexcept
{
    constexpr std::uint8_t kGetDescriptor = 6;  // USB 2.0, 9.4.3, but to the interface
    return {0x81, kGetDescriptor, DfuFunctional::kType << 8, interfaceNumber,
            DfuFunctional::kWireSize};
}

std::uint16_t dfuBlockSize(std::uint16_t transferSize, std::uint8_t maxPacket0) noexcept
{
    constexpr std::uint16_t kFallback = 1024;
    const std::uint16_t wanted = transferSize == 0 ? kFallback : transferSize;
    const std::uint16_t enough = wanted < maxPacket0 ? maxPacket0 : wanted;
    return enough > kMaxDfuBlock ? kMaxDfuBlock : enough;
}

std::optional<DfuInterface> findDfuInterface(Bytes configuration) noexcept
{
    DfuInterface found;
    // A HID descriptor has the same type, so within a foreign interface it means nothing.
    bool ours = true;
    Descriptors descriptors(configuration);
    for (Bytes one = descriptors.next(); !one.empty(); one = descriptors.next()) {
        if (one[1] == kInterfaceType && one.size() >= kInterfaceSize) {
            ours = isDfu(one) && (found.count == 0 || one[2] == found.number);
            if (ours)
                addAlternate(found, one);
        } else if (ours && one[1] == DfuFunctional::kType && !found.functional) {
            found.functional = decodeDfuFunctional(one);
        }
    }
    if (found.count == 0)
        return std::nullopt;
    return found;
}

std::size_t stringDescriptorText(Bytes descriptor, std::span<char> into) noexcept
{
    if (descriptor.size() < 2 || descriptor[1] != kStringType)
        return 0;
    const std::size_t bytes = descriptor[0] < descriptor.size() ? descriptor[0] : descriptor.size();
    std::size_t count = 0;
    for (std::size_t at = 2; at + 1 < bytes && count < into.size(); at += 2) {
        const bool ascii =
            descriptor[at + 1] == 0 && descriptor[at] >= 0x20 && descriptor[at] < 0x7F;
        into[count++] = ascii ? static_cast<char>(descriptor[at]) : '?';
    }
    return count;
}

}  // namespace omv::protocol::loader
