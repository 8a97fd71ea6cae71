// SPDX-License-Identifier: MIT
#include "protocol/loader/simulated_image.h"

#include <algorithm>

#include "protocol/crc.h"

namespace omv::protocol::loader {

namespace {

constexpr std::array<std::uint8_t, 8> kMagic = {'O', 'M', 'V', 'S', 'I', 'M', '1', 0};
constexpr std::size_t kVersion = SimulatedImage::kOffset + 8;
constexpr std::size_t kBoard = kVersion + 4;
constexpr std::size_t kLength = kBoard + SimulatedImage::kBoardBytes;
constexpr std::size_t kCrc = kLength + 4;
constexpr std::size_t kEnd = SimulatedImage::kOffset + SimulatedImage::kHeaderBytes;
static_assert(kCrc + 4 == kEnd);

std::uint32_t crcOf(Bytes image) noexcept
{
    return crc32(image.subspan(kEnd), crc32(image.first(kCrc)));
}

}  // namespace

std::optional<SimulatedImage> parseSimulatedImage(Bytes image) noexcept
{
    if (image.size() < kEnd ||
        !std::equal(kMagic.begin(), kMagic.end(), image.begin() + SimulatedImage::kOffset))
        return std::nullopt;
    SimulatedImage header;
    std::copy_n(image.begin() + kVersion, header.version.size(), header.version.begin());
    std::copy_n(image.begin() + kBoard, header.board.size(), header.board.begin());
    header.length = loadU32(image.subspan(kLength).first<4>());
    if (header.length >= kEnd && header.length <= image.size())
        header.sound = crcOf(image.first(header.length)) == loadU32(image.subspan(kCrc).first<4>());
    return header;
}

void sealSimulatedImage(MutableBytes image, const SimulatedImage& header) noexcept
{
    std::copy(kMagic.begin(), kMagic.end(), image.begin() + SimulatedImage::kOffset);
    std::copy(header.version.begin(), header.version.end(), image.begin() + kVersion);
    image[kVersion + 3] = 0;
    std::copy(header.board.begin(), header.board.end(), image.begin() + kBoard);
    storeU32(image.subspan(kLength).first<4>(), static_cast<std::uint32_t>(image.size()));
    storeU32(image.subspan(kCrc).first<4>(), crcOf(image));
}

}  // namespace omv::protocol::loader
