// SPDX-License-Identifier: MIT
// What a USB device says of its DFU interface. A plain second reading of the same bytes has to
// find the same.
#include "tests/fuzz/fuzz.h"

#include "protocol/loader/dfu.h"

#include <vector>

// Input: a byte that says how much is cut off, then a configuration descriptor; its start is
// also taken for a string descriptor, a functional descriptor and a status.

using namespace omv::protocol;
using namespace omv::protocol::loader;
using omv::fuzz::require;

namespace {

using ByteVector = std::vector<std::uint8_t>;

bool isInterface(const ByteVector& one)
{
    return one.size() >= 9 && one[1] == 4;
}

bool isDfuInterface(const ByteVector& one)
{
    return isInterface(one) && one[5] == 0xFE && one[6] == 1;
}

std::vector<ByteVector> descriptorsOf(const ByteVector& all)
{
    std::vector<ByteVector> list;
    for (std::size_t at = 0; at + 1 < all.size();) {
        const std::size_t length = all[at];
        if (length < 2 || length > all.size() - at)
            break;
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
        list.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(length));
        at += length;
    }
    return list;
}

void checkInterface(const ByteVector& all)
{
    const auto found = findDfuInterface(all);
    std::size_t alternates = 0;
    const ByteVector* first = nullptr;
    const auto list = descriptorsOf(all);
    for (const ByteVector& one : list) {
        if (!isDfuInterface(one) || (first && (*first)[2] != one[2]))
            continue;
        if (!first)
            first = &one;
        if (found && alternates < found->count)
            require(found->alternates[alternates].number == one[3] &&
                        found->alternates[alternates].string == one[8],
                    "alternate settings are kept in order");
        ++alternates;
    }
    require(found.has_value() == (first != nullptr), "an interface is found where there is one");
    if (!found)
        return;
    require(found->number == (*first)[2] && found->protocol == (*first)[7],
            "the first interface counts");
    const std::size_t most = DfuInterface::kMaxAlternates;
    require(found->count == (alternates < most ? alternates : most),
            "every alternate setting is counted");
}

void checkFunctional(Bytes wire)
{
    const auto value = decodeDfuFunctional(wire);
    if (!value)
        return;
    const auto again = encode(*value);
    require(decodeDfuFunctional(again) == value, "encoding loses nothing");
    const std::uint16_t block = dfuBlockSize(value->transferSize, wire[0]);
    require(block > 0 && block <= kMaxDfuBlock, "a block has a size");
}

void checkStatus(Bytes wire)
{
    const auto status = decodeDfuStatus(wire.first(wire.size() < 6 ? wire.size() : 6));
    if (!status)
        return;
    const auto again = encode(*status);
    require(std::equal(again.begin(), again.end(), wire.begin()), "a status is its bytes");
    require(status->pollTimeout < (1u << 24), "a poll timeout has 24 bits");
}

void checkString(Bytes wire, std::size_t room)
{
    std::vector<char> into(room);
    const std::size_t size = stringDescriptorText(wire, into);
    require(size <= room && 2 * size <= wire.size(), "a text fits where it came from");
    for (std::size_t i = 0; i < size; ++i)
        require(into[i] >= 0x20 && into[i] < 0x7F, "a text can be printed");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::size_t cut = data[0] < size - 1 ? data[0] : size - 1;
    // Of exactly its size, so that reading past it is noticed.
    const ByteVector all(data + 1, data + size - cut);
    checkInterface(all);
    checkFunctional(all);
    checkStatus(all);
    checkString(all, data[0]);
    return 0;
}
