// SPDX-License-Identifier: MIT
#include <openmv/flasher/plan.h>

#include <cstdlib>

#include "firmware-flasher/src/archive.h"
#include "tests/fuzz/fuzz.h"

using namespace omv::flasher;
using omv::fuzz::require;

namespace {

std::vector<FlashBoard> shipped()
{
    ::setenv("OPENMV_DATA_DIR", OMV_SOURCE_DIR "/resources", 1);
    auto boards = flashBoards();
    require(boards.has_value(), "the shipped boards are sound");
    return std::move(*boards);
}

void zip(std::span<const std::uint8_t> bytes)
{
    const auto files = readZip("input", bytes);
    if (!files)
        return;
    std::uint64_t sum = 0;
    for (const ArchivedFile& file : *files) {
        require(!file.path.empty() && file.path.front() != '/', "no absolute path");
        require(("/" + file.path + "/").find("/../") == std::string::npos, "no way out");
        sum += file.bytes.size();
    }
    require(files->size() <= kMostFiles && sum <= kMostBytes + (std::uint64_t{1} << 17),
            "no more than a release has");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const std::vector<FlashBoard> boards = shipped();
    omv::fuzz::Input input(data, size);
    const std::uint8_t kind = input.byte();
    const auto rest = input.rest();
    if (kind % 2 == 0)
        zip(rest);
    const Image file = identify("x.bin", {rest.begin(), rest.end()});
    require(file.suffix ? file.bytes.size() < rest.size() : file.bytes.size() == rest.size(),
            "nothing but a suffix is taken off");
    for (const DfusePart& part : file.parts)
        require(part.offset <= file.bytes.size() && part.bytes <= file.bytes.size() - part.offset,
                "pieces lie inside their file");
    const Image image = onlyPart(file).value_or(file);
    for (const Place& place : placesFor(file, boards)) {
        for (const FlashBoard& board : boards) {
            if (board.id != place.board)
                continue;
            const Partition* partition = board.partition(place.partition);
            require(partition && image.bytes.size() <= partition->region.bytes,
                    "what fits is not too large");
            require(image.damage.empty() && !image.bytes.empty(), "what fits is sound");
            require(image.kind != ImageKind::CortexM || partition->code().contains(image.entry),
                    "code begins where it is written");
            require(!image.address || *image.address == partition->region.address,
                    "a piece is written where it says");
        }
    }
    return 0;
}
