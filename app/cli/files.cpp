// SPDX-License-Identifier: MIT
#include "app/cli/files.h"

#include "app/cli/cli_errors.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <istream>
#include <iterator>

namespace omv::cli {

namespace {

Result<std::string> readAll(std::istream& in, const std::string& path)
{
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (in.bad())
        return Unexpected{cannotRead(path, errnoText(EIO))};
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

}  // namespace omv::cli
