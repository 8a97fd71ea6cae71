// SPDX-License-Identifier: MIT
#include <openmv/flasher/image.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include <fmt/format.h>

#include "firmware-flasher/src/archive.h"
#include "firmware-flasher/src/text.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/read_file.h"

namespace omv::flasher {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = std::size_t{1} << 28;

Result<std::vector<std::uint8_t>> readBytes(const fs::path& path)
{
    std::string problem;
    const auto text = readFile(path.string(), kLargestFile, problem);
    if (!text)
        return fail("OMV-E0706", "Cannot read " + path.string(), problem,
                    "Check the name and whether the file may be read");
    return std::vector<std::uint8_t>(text->begin(), text->end());
}

Unexpected nothingFor(const std::string& source, const FlashBoard& board, std::string why)
{
    return fail("OMV-E0705", fmt::format("{} has nothing for {}", source, board.name),
                std::move(why),
                fmt::format("Name a release with a folder {}, or the files themselves",
                            board.firmwareFolder));
}

/// The folder of the board among those of a release; empty: all lies flat.
std::string folderFor(const std::vector<std::string>& paths, const FlashBoard& board)
{
    for (const std::string& path : paths) {
        const std::size_t end = path.rfind('/');
        if (end == std::string::npos)
            continue;
        const std::string folder = path.substr(0, end);
        if (sameWithoutCase(baseName(folder), board.firmwareFolder))
            return folder + '/';
    }
    return {};
}

/// A file belongs to the board when it lies in its folder, or flat with no folder for any board.
bool belongs(const std::string& path, const std::string& folder)
{
    if (folder.empty())
        return path.find('/') == std::string::npos;
    return path.size() > folder.size() && path.compare(0, folder.size(), folder) == 0 &&
        path.find('/', folder.size()) == std::string::npos;
}

/// What is to be written of a file.
Image content(std::string_view name, std::vector<std::uint8_t> bytes)
{
    Image image = identify(name, std::move(bytes));
    auto part = onlyPart(image);
    return part ? std::move(*part) : std::move(image);
}

Result<Release> chosen(Release release, const FlashBoard& board)
{
    std::erase_if(release.images, [&](const Image& each) { return !board.rule(each.name); });
    if (release.images.empty())
        return nothingFor(release.source, board, "It has no file that the board takes");
    return release;
}

Result<Release> fromZip(const std::string& source, std::span<const std::uint8_t> zip,
                        const FlashBoard& board)
{
    auto files = readZip(source, zip);
    if (!files)
        return Unexpected{files.error()};
    std::vector<std::string> paths;
    for (const ArchivedFile& file : *files)
        paths.push_back(file.path);
    const std::string folder = folderFor(paths, board);
    Release release{source, {}};
    for (ArchivedFile& file : *files) {
        if (belongs(file.path, folder))
            release.images.push_back(content(file.path, std::move(file.bytes)));
    }
    return chosen(std::move(release), board);
}

Result<Release> fromFolder(const fs::path& given, const FlashBoard& board)
{
    std::error_code problem;
    fs::path folder = given;
    if (const fs::path own = given / board.firmwareFolder;
        !board.firmwareFolder.empty() && fs::is_directory(own, problem))
        folder = own;
    Release release{folder.string(), {}};
    for (fs::directory_iterator it(folder, problem), end; !problem && it != end;
         it.increment(problem)) {
        const fs::path path = it->path();
        if (!board.rule(path.filename().string()))
            continue;
        auto bytes = readBytes(path);
        if (!bytes)
            return Unexpected{bytes.error()};
        release.images.push_back(content(path.filename().string(), std::move(*bytes)));
    }
    if (problem)
        return fail("OMV-E0706", "Cannot read " + folder.string(), problem.message());
    std::sort(release.images.begin(), release.images.end(),
              [](const Image& a, const Image& b) { return a.name < b.name; });
    return chosen(std::move(release), board);
}

/// A list names files beside it, one a line.
Result<Release> fromList(const fs::path& path, std::string text, const FlashBoard& board)
{
    Release release{path.string(), {}};
    std::istringstream lines(std::move(text));
    for (std::string line; std::getline(lines, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.pop_back();
        if (line.empty())
            continue;
        if (line.find_first_of("/\\") != std::string::npos || line == "..")
            return fail("OMV-E0704", "Cannot read " + path.string(),
                        "It names a file that is not beside it: " + line);
        auto bytes = readBytes(path.parent_path() / line);
        if (!bytes)
            return Unexpected{bytes.error()};
        release.images.push_back(content(line, std::move(*bytes)));
    }
    return chosen(std::move(release), board);
}

}  // namespace

const Image* Release::file(std::string_view name) const
{
    const auto found = std::find_if(images.begin(), images.end(), [&](const Image& each) {
        return sameWithoutCase(each.name, name);
    });
    return found == images.end() ? nullptr : &*found;
}

Result<Release> openRelease(const std::string& path, const FlashBoard& board)
{
    std::error_code problem;
    if (fs::is_directory(path, problem))
        return fromFolder(path, board);
    auto bytes = readBytes(path);
    if (!bytes)
        return Unexpected{bytes.error()};
    const std::string extension = fs::path(path).extension().string();
    if (sameWithoutCase(extension, ".lst"))
        return fromList(path, std::string(bytes->begin(), bytes->end()), board);
    Image image = content(path, std::move(*bytes));
    if (image.kind == ImageKind::Zip)
        return fromZip(path, image.bytes, board);
    Release release{path, {}};
    release.images.push_back(std::move(image));
    return release;
}

}  // namespace omv::flasher
