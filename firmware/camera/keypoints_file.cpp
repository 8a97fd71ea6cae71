// SPDX-License-Identifier: MIT
#include "firmware/camera/keypoints.h"

#include <algorithm>

namespace omv::firmware {

namespace {

constexpr std::uint32_t kLbpKind = 0;
constexpr std::uint32_t kOrbKind = 1;
constexpr std::size_t kKeypointBytes = 5 * 2 + 32;

void append(std::vector<std::uint8_t>& out, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint32_t number(protocol::Bytes from, std::size_t at, std::size_t bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value |= static_cast<std::uint32_t>(from[at + i]) << (8 * i);
    return value;
}

Keypoint keypointAt(protocol::Bytes bytes)
{
    Keypoint point;
    std::size_t at = 0;
    for (std::uint16_t* field : {&point.x, &point.y, &point.score, &point.octave, &point.angle}) {
        *field = static_cast<std::uint16_t>(number(bytes, at, 2));
        at += 2;
    }
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), point.descriptor.size(),
                point.descriptor.begin());
    return point;
}

}  // namespace

std::vector<std::uint8_t> descriptorFile(const Descriptor& descriptor)
{
    std::vector<std::uint8_t> out;
    if (const auto* lbp = std::get_if<LbpDescriptor>(&descriptor)) {
        append(out, kLbpKind, 4);
        out.insert(out.end(), lbp->begin(), lbp->end());
        return out;
    }
    const auto& points = *std::get_if<std::vector<Keypoint>>(&descriptor);
    append(out, kOrbKind, 4);
    append(out, static_cast<std::uint32_t>(points.size()), 4);
    for (const Keypoint& point : points) {
        for (const std::uint16_t field : {point.x, point.y, point.score, point.octave, point.angle})
            append(out, field, 2);
        out.insert(out.end(), point.descriptor.begin(), point.descriptor.end());
    }
    return out;
}

std::optional<Descriptor> parseDescriptor(protocol::Bytes file)
{
    if (file.size() < 4)
        return std::nullopt;
    const std::uint32_t kind = number(file, 0, 4);
    protocol::Bytes rest = file.subspan(4);
    if (kind == kLbpKind && rest.size() >= kLbpBytes) {
        LbpDescriptor lbp;
        std::copy_n(rest.begin(), kLbpBytes, lbp.begin());
        return lbp;
    }
    if (kind != kOrbKind || rest.size() < 4)
        return std::nullopt;
    const std::uint32_t count = number(rest, 0, 4);
    rest = rest.subspan(4);
    if (count > rest.size() / kKeypointBytes)
        return std::nullopt;
    std::vector<Keypoint> points;
    points.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i)
        points.push_back(keypointAt(rest.subspan(i * kKeypointBytes, kKeypointBytes)));
    return points;
}

}  // namespace omv::firmware
