// SPDX-License-Identifier: MIT
#include "firmware/camera/input_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

namespace omv::firmware {

namespace {

using Buffer = std::vector<std::uint8_t>;

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
    return problem.empty() ? std::move(file) : std::nullopt;
}

}  // namespace omv::firmware
