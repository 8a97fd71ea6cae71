// SPDX-License-Identifier: MIT
#include "protocol/usbip.h"

#include <algorithm>
#include <cstring>

#include "tests/fuzz/fuzz.h"

using namespace omv::protocol::usbip;
using omv::fuzz::require;

namespace {

template<std::size_t Size>
std::array<std::uint8_t, Size> filled(std::span<const std::uint8_t> from)
{
    std::array<std::uint8_t, Size> bytes{};
    std::copy_n(from.begin(), std::min(from.size(), Size), bytes.begin());
    return bytes;
}

void header(std::span<const std::uint8_t> bytes)
{
    const auto header = parseHeader(filled<kHeaderBytes>(bytes));
    if (!header)
        return;
    std::array<std::uint8_t, kHeaderBytes> wire{};
    storeHeader(wire, *header);
    const auto again = parseHeader(wire);
    require(again.has_value(), "what was parsed can be stored");
    require(again->command == header->command && again->sequence == header->sequence &&
                again->length == header->length && again->status == header->status &&
                again->setup == header->setup,
            "a header survives its way through the wire");
}

void device(std::span<const std::uint8_t> bytes)
{
    const Device device = parseDevice(filled<kDeviceBytes>(bytes));
    require(std::memchr(device.busId.data(), 0, device.busId.size()) != nullptr, "a name ends");
    require(std::memchr(device.path.data(), 0, device.path.size()) != nullptr, "a path ends");
    std::array<std::uint8_t, kDeviceBytes> wire{};
    storeDevice(wire, device);
    require(parseDevice(wire).id() == device.id(), "a device survives its way through the wire");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    omv::fuzz::Input input(data, size);
    switch (input.byte() % 3) {
    case 0: header(input.rest()); break;
    case 1: device(input.rest()); break;
    default: {
        const Operation op = parseOperation(filled<kOperationBytes>(input.rest()));
        std::array<std::uint8_t, kOperationBytes> wire{};
        storeOperation(wire, op);
        require(parseOperation(wire).code == op.code, "an operation survives the wire");
    }
    }
    return 0;
}
