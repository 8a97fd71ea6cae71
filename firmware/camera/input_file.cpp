// SPDX-License-Identifier: MIT
#include "firmware/camera/input_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

namespace omv::firmware {

namespace {

using Buffer = std::vector<std::uint8_t>;

constexpr std::array<std::uint8_t, 8> kPngMagic{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

std::uint32_t bigEndian(const std::uint8_t* at)
{
    return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 |
        at[3];
}

constexpr std::array<std::uint32_t, 256> kPngSums = [] {
    std::array<std::uint32_t, 256> sums{};
    for (std::uint32_t i = 0; i < sums.size(); ++i) {
        sums[i] = i;
        for (int bit = 0; bit < 8; ++bit)
            sums[i] = sums[i] >> 1 ^ (sums[i] & 1 ? 0xEDB88320 : 0);
    }
    return sums;
}();

// The checksum of PNG's chunks.
std::uint32_t pngSum(const std::uint8_t* at, std::size_t size)
{
    std::uint32_t sum = 0xFFFFFFFF;
    for (std::size_t i = 0; i < size; ++i)
        sum = sum >> 8 ^ kPngSums[(sum ^ at[i]) & 0xFF];
    return ~sum;
}

/// What is wrong with the chunks of a PNG; empty for a sound one.
const char* pngProblem(const Buffer& file)
{
    constexpr std::size_t kAround = 12;  // length, name and checksum
    for (std::size_t at = kPngMagic.size(); file.size() - at >= kAround;) {
        const std::size_t size = bigEndian(&file[at]);
        if (size > file.size() - at - kAround)
            break;
        const std::uint8_t* name = &file[at + 4];
        if (pngSum(name, size + 4) != bigEndian(name + 4 + size))
            return "the PNG in it is damaged";
        if (std::memcmp(name, "IEND", 4) == 0)
            return "";
        at += kAround + size;
    }
    return "the PNG in it is cut short";
}

}  // namespace

std::string inputFileProblem(const std::string& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
        return error ? error.message() : "no such file";
    if (std::filesystem::is_directory(status))
        return "it is a folder, not a file";
    return std::filesystem::is_regular_file(status) ? "" : "it is not a regular file";
}

std::optional<Buffer> readInputFile(const std::string& path, std::size_t most, std::string& problem)
{
    // Looked at before it is opened: opening a pipe waits for its other end.
    if (problem = inputFileProblem(path); !problem.empty())
        return std::nullopt;
    constexpr std::size_t kPiece = std::size_t{1} << 16;
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        problem = std::strerror(errno);
        return std::nullopt;
    }
    Buffer bytes;
    while (in && bytes.size() <= most) {
        const std::size_t before = bytes.size();
        const std::size_t piece = std::min(kPiece, most + 1 - before);
        bytes.resize(before + piece);
        in.read(reinterpret_cast<char*>(bytes.data() + before),
                static_cast<std::streamsize>(piece));
        bytes.resize(before + static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad())
        problem = "reading failed";
    else if (bytes.size() > most)
        problem = fmt::format("it has more than {} bytes", most);
    return problem.empty() ? std::optional(std::move(bytes)) : std::nullopt;
}

std::optional<Buffer> readPictureFile(const std::string& path, std::string& problem)
{
    auto file = readInputFile(path, kMaxInputFileBytes, problem);
    if (!file)
        return file;
    if (file->empty())
        problem = "it is empty";
    else if (file->size() >= kPngMagic.size() &&
             std::equal(kPngMagic.begin(), kPngMagic.end(), file->begin()))
        problem = pngProblem(*file);
    return problem.empty() ? std::move(file) : std::nullopt;
}

}  // namespace omv::firmware
