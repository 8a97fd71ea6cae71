// SPDX-License-Identifier: MIT
// The suffix of a DFU file and ST's container: whatever they say, nothing outside the file is
// given away, and what is accepted to the end accounts for every byte.
#include "tests/fuzz/fuzz.h"

#include "protocol/loader/dfu_file.h"

#include <vector>

// Input: a byte of which bit 0 says that a suffix is put behind the rest, and bit 1 that the size
// in a container is put right; then the file.

using namespace omv::protocol;
using namespace omv::protocol::loader;
using omv::fuzz::require;

namespace {

using ByteVector = std::vector<std::uint8_t>;

void checkSuffix(const ByteVector& file, const DfuFile& split)
{
    require(split.payload.data() == file.data() && split.payload.size() <= file.size(),
            "the payload is the start of the file");
    if (split.state != SuffixState::Good) {
        require(split.payload.size() == file.size(), "nothing is stripped but a good suffix");
        return;
    }
    const std::size_t length = file.size() - split.payload.size();
    require(length >= DfuSuffix::kWireSize && length == file[file.size() - 5],
            "as much is stripped as the suffix says");
    const Bytes before = Bytes(file).first(file.size() - DfuSuffix::kWireSize);
    const auto again = encodeSuffix(split.suffix, before);
    const DfuFile plain = splitDfuFile(file);
    require(plain.suffix == split.suffix, "the same file has the same suffix");
    if (length == DfuSuffix::kWireSize)
        require(std::equal(again.begin(), again.end(), file.end() - DfuSuffix::kWireSize),
                "a suffix is written as it was read");
}

void checkContainer(Bytes payload)
{
    DfuseFile reader(payload);
    std::size_t accounted = DfuseFile::kPrefixSize;
    int target = -1;
    while (const auto element = reader.next()) {
        require(element->target < reader.targets(), "no more targets than there are");
        require(element->target >= target, "targets come in order");
        target = element->target;
        require(element->data.data() >= payload.data() + accounted &&
                    element->data.data() + element->data.size() <= payload.data() + payload.size(),
                "elements follow each other in the file");
        require(element->data.size() <= (std::uint64_t{1} << 32) - element->address,
                "an element ends within the addresses");
        require(element->name.size() <= 255, "names are bounded");
        accounted =
            static_cast<std::size_t>(element->data.data() - payload.data()) + element->data.size();
    }
    require(!reader.next(), "the end stays the end");
    if (reader.fault() != DfuseFileFault::None)
        return;
    // What may follow the last element are targets with none.
    require(accounted <= payload.size() &&
                (payload.size() - accounted) % DfuseFile::kTargetSize == 0,
            "no byte is left over");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    ByteVector file(data + 1, data + size);
    if ((data[0] & 2) != 0 && file.size() >= DfuseFile::kPrefixSize)
        storeU32(std::span(file).subspan<6, 4>(), static_cast<std::uint32_t>(file.size()));
    if ((data[0] & 1) != 0) {
        const auto suffix = encodeSuffix({}, file);
        file.insert(file.end(), suffix.begin(), suffix.end());
    }
    const DfuFile split = splitDfuFile(file);
    if ((data[0] & 1) != 0)
        require(split.state == SuffixState::Good, "a suffix that was written is read");
    checkSuffix(file, split);
    // Of exactly its size, so that reading past it is noticed.
    const ByteVector payload(split.payload.begin(), split.payload.end());
    checkContainer(payload);
    return 0;
}
