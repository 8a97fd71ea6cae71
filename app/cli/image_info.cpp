// SPDX-License-Identifier: MIT
#include "app/cli/flash_job.h"

#include "app/cli/cli_errors.h"
#include "app/cli/files.h"

#include <openmv/flasher/download.h>
#include <openmv/flasher/image.h>

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace omv::cli {

namespace {

using flasher::FlashBoard;
using flasher::Image;
using flasher::ImageKind;
using flasher::Place;

std::string usbIdText(const flasher::DfuSuffix& suffix)
{
    const auto half = [](std::uint16_t id) {
        return id == 0xFFFF ? std::string("any") : fmt::format("{:04x}", id);
    };
    return half(suffix.vendor) + ":" + half(suffix.product);
}

json::Object partObject(const flasher::DfusePart& part)
{
    return {{"target", part.target},
            {"name", part.targetName},
            {"alternate", part.alternate},
            {"address", fmt::format("0x{:08x}", part.address)},
            {"bytes", part.bytes}};
}

json::Object imageObject(const Image& image, const std::vector<Place>& places)
{
    json::Object line{{"type", "image"},
                      {"file", image.name},
                      {"kind", describe(image.kind)},
                      {"bytes", image.bytes.size()},
                      {"sha256", image.sha256}};
    if (!image.damage.empty())
        line["damage"] = image.damage;
    if (image.version)
        line["version"] = toString(*image.version);
    if (!image.simulatedBoard.empty())
        line["virtual_board"] = image.simulatedBoard;
    if (image.suffix)
        line["dfu_suffix"] = usbIdText(*image.suffix);
    if (image.kind == ImageKind::DfuSe) {
        line["parts"] = json::Object::array();
        for (const flasher::DfusePart& part : image.parts)
            line["parts"].push_back(partObject(part));
    }
    if (const auto part = flasher::onlyPart(image))
        line["content"] = describe(part->kind);
    line["places"] = json::Object::array();
    for (const Place& place : places)
        line["places"].push_back(
            {{"board", place.board}, {"partition", place.partition}, {"as", place.file}});
    return line;
}

std::string imageText(const Image& image, const std::vector<Place>& places)
{
    std::string text =
        fmt::format("{}: {}, {} bytes\n", image.name, describe(image.kind), image.bytes.size());
    if (!image.damage.empty())
        text += fmt::format("  damaged: {}\n", image.damage);
    if (image.kind == ImageKind::CortexM || image.kind == ImageKind::OpenMvBootloader)
        text +=
            fmt::format("  begins at 0x{:08x}, stack at 0x{:08x}\n", image.entry, image.firstStack);
    if (image.version)
        text += fmt::format("  version {}\n", toString(*image.version));
    if (!image.simulatedBoard.empty())
        text += fmt::format("  for the virtual board {} only\n", image.simulatedBoard);
    if (image.suffix)
        text += fmt::format("  DFU suffix: for the USB device {}\n", usbIdText(*image.suffix));
    for (const flasher::DfusePart& part : image.parts)
        text += fmt::format("  {} bytes for 0x{:08x}, alternate setting {}{}\n", part.bytes,
                            part.address, part.alternate,
                            part.targetName.empty() ? "" : " (" + part.targetName + ")");
    if (const auto part = flasher::onlyPart(image))
        text += fmt::format("  holds {}\n", describe(part->kind));
    for (const Place& place : places)
        text += fmt::format("  fits {}: {} as {}\n", place.boardName, place.partition, place.file);
    if (places.empty())
        text += "  fits no board that is known\n";
    return text + fmt::format("  SHA-256 {}\n", image.sha256);
}

void show(const Image& image, const std::vector<FlashBoard>& boards, Output& output)
{
    const auto places = flasher::placesFor(image, boards);
    output.event(imageObject(image, places));
    output.data(imageText(image, places));
}

/// It can be read, and has nothing that the board takes.
constexpr const char* kNothingForIt = "OMV-E0705";

/// A device without end is no file.
Status readable(const std::string& path)
{
    namespace fs = std::filesystem;
    constexpr std::uintmax_t kLargest = std::uintmax_t{1} << 28;
    std::error_code none;
    const auto status = fs::status(path, none);
    if (path != "-" && fs::exists(status) && !fs::is_regular_file(status) &&
        !fs::is_directory(status))
        return Unexpected{cannotRead(path, "It is neither a file nor a folder")};
    if (fs::is_regular_file(status) && fs::file_size(path, none) > kLargest)
        return Unexpected{cannotRead(path, "It is larger than anything a release has")};
    return Done{};
}

Error damaged(const Image& image)
{
    return {Errc::Malformed, "OMV-E0703", image.name + " is damaged", image.damage,
            "Download it again"};
}

}  // namespace

Outcome run(const ImageInfoCommand& command, Context& context)
{
    if (flasher::isUrl(command.file)) {
        const auto path = fetchSource(command.file, {}, context);
        return path ? run(ImageInfoCommand{*path}, context) : failed(path.error());
    }
    const auto boards = flasher::flashBoards();
    if (!boards)
        return failed(boards.error());
    if (const Status fit = readable(command.file); !fit)
        return failed(fit.error());
    // A folder or an archive is looked through for each board; a file is itself.
    const auto bytes = readInput(command.file, context.env);
    if (bytes) {
        const Image image = flasher::identify(command.file, {bytes->begin(), bytes->end()});
        if (image.kind != ImageKind::Zip) {
            show(image, *boards, context.output);
            return image.damage.empty() ? done() : failed(damaged(image));
        }
    }
    bool any = false;
    std::optional<Error> problem;
    for (const FlashBoard& board : *boards) {
        const auto release = flasher::openRelease(command.file, board);
        if (!release) {
            problem = release.error();
            // What cannot be read at all is not for any other board either.
            if (problem->id != kNothingForIt)
                break;
            continue;
        }
        any = true;
        for (const Image& image : release->images)
            show(image, {board}, context.output);
    }
    return any || !problem ? done() : failed(*problem);
}

}  // namespace omv::cli
