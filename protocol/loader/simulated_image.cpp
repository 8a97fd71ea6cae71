// SPDX-License-Identifier: MIT
#include "protocol/loader/simulated_image.h"

#include <cstring>

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
        std::memcmp(image.data() + SimulatedImage::kOffset, kMagic.data(), kMagic.size()) != 0)
        return std::nullopt;
    SimulatedImage header;
    std::memcpy(header.version.data(), image.data() + kVersion, header.version.size());
    std::memcpy(header.board.data(), image.data() + kBoard, header.board.size());
    header.length = loadU32(image.subspan(kLength).first<4>());
    if (header.length >= kEnd && header.length <= image.size())
        header.sound = crcOf(image.first(header.length)) == loadU32(image.subspan(kCrc).first<4>());
    return header;
}

void sealSimulatedImage(MutableBytes image, const SimulatedImage& header) noexcept
{
    std::memcpy(image.data() + SimulatedImage::kOffset, kMagic.data(), kMagic.size());
    std::memcpy(image.data() + kVersion, header.version.data(), header.version.size());
    image[kVersion + 3] = 0;
    std::memcpy(image.data() + kBoard, header.board.data(), header.board.size());
    storeU32(image.subspan(kLength).first<4>(), static_cast<std::uint32_t>(image.size()));
    storeU32(image.subspan(kCrc).first<4>(), crcOf(image));
}

}  // namespace omv::protocol::loader
