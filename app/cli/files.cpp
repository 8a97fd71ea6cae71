// SPDX-License-Identifier: MIT
#include "app/cli/files.h"

#include "app/cli/cli_errors.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <istream>

namespace omv::cli {

namespace {

// More than any script or firmware. Devices have no end.
constexpr std::size_t kMostBytes = std::size_t{256} << 20;

Result<std::string> readAll(std::istream& in, const std::string& path)
{
    constexpr std::size_t kPiece = std::size_t{1} << 16;
    std::string bytes;
    while (in && bytes.size() <= kMostBytes) {
        const std::size_t before = bytes.size();
        bytes.resize(before + kPiece);
        // Unlike an iterator, this throws nothing when the system cannot read.
        in.read(bytes.data() + before, static_cast<std::streamsize>(kPiece));
        bytes.resize(before + static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad())
        return Unexpected{cannotRead(path, errnoText(EIO))};
    if (bytes.size() > kMostBytes)
        return Unexpected{cannotRead(path, errnoText(EFBIG))};
    return bytes;
}

}  // namespace

Result<std::string> readInput(const std::string& path, const Environment& env)
{
    if (path == "-")
        return readAll(env.in, "standard input");
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return Unexpected{cannotRead(path, errnoText(EISDIR))};
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Unexpected{cannotRead(path, errnoText(errno))};
    return readAll(file, path);
}

Status writeFile(const std::string& path, std::string_view bytes)
{
    errno = 0;
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file)
        return Unexpected{cannotWrite(path, errnoText(errno))};
    return Done{};
}

Status checkWritable(const std::string& path)
{
    std::error_code failure;
    const auto status = std::filesystem::status(path, failure);
    const bool isThere = std::filesystem::exists(status);
    if (std::filesystem::is_directory(status))
        return Unexpected{cannotWrite(path, errnoText(EISDIR))};
    // To open a pipe or a device may do something.
    if (isThere && !std::filesystem::is_regular_file(status))
        return Done{};
    errno = 0;
    // Neither mode changes what is there; "x" refuses what came meanwhile.
    std::FILE* file = std::fopen(path.c_str(), isThere ? "ab" : "wbx");
    if (file == nullptr)
        return Unexpected{cannotWrite(path, errnoText(errno))};
    std::fclose(file);
    if (!isThere)
        std::filesystem::remove(path, failure);
    return Done{};
}

}  // namespace omv::cli
