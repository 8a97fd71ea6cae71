// SPDX-License-Identifier: MIT
#include "app/cli/cli_errors.h"
#include "app/cli/files.h"
#include "app/cli/flash.h"

#include <openmv/flasher/simulated.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include <fmt/format.h>

namespace omv::cli {

namespace {

using flasher::FlashBoard;
using flasher::Image;
using flasher::Role;

std::optional<FirmwareVersion> versionOf(std::string_view text)
{
    int parts[3] = {};
    for (int i = 0; i < 3; ++i) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parts[i]);
        if (error != std::errc() || parts[i] < 0 || parts[i] > 255)
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const bool last = i == 2;
        if (last ? !text.empty() : text.empty() || text.front() != '.')
            return std::nullopt;
        if (!last)
            text.remove_prefix(1);
    }
    return FirmwareVersion{parts[0], parts[1], parts[2]};
}

Role roleOf(const std::string& kind)
{
    return kind == "firmware" ? Role::Firmware : kind == "romfs" ? Role::Romfs : Role::Bootloader;
}

Status writeBytes(const std::string& path, const std::vector<std::uint8_t>& bytes)
{
    return writeFile(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Status writeImage(const std::string& path, const Image& image, Context& context)
{
    if (const Status written = writeBytes(path, image.bytes); !written)
        return written;
    context.output.event({{"type", "written"}, {"path", path}, {"sha256", image.sha256}});
    context.output.message(fmt::format("{}: {} bytes", path, image.bytes.size()));
    return Done{};
}

/// One file where there is one; in a folder where the board has several of the kind.
Status writeKind(const SimImageCommand& command, const FlashBoard& board,
                 const std::vector<Image>& images, Context& context)
{
    std::vector<const Image*> wanted;
    for (const Image& image : images) {
        const auto* rule = board.rule(image.name);
        if (rule && rule->role == roleOf(command.kind))
            wanted.push_back(&image);
    }
    if (wanted.size() == 1)
        return writeImage(command.out, *wanted.front(), context);
    std::error_code problem;
    std::filesystem::create_directories(command.out, problem);
    if (problem)
        return Unexpected{cannotWrite(command.out, problem.message())};
    for (const Image* image : wanted) {
        if (Status written = writeImage(command.out + "/" + image->name, *image, context); !written)
            return written;
    }
    return Done{};
}

}  // namespace

Outcome run(const SimImageCommand& command, Context& context)
{
    const auto version = versionOf(command.version);
    if (!version)
        return failed(usageError(command.version + " is no version", {}, "Write it as 5.1.0"));
    const auto boards = flasher::flashBoards();
    if (!boards)
        return failed(boards.error());
    const auto board = std::find_if(boards->begin(), boards->end(), [&](const FlashBoard& each) {
        return each.id == command.board;
    });
    if (board == boards->end() || board->images.empty())
        return failed(usageError("There is no board " + command.board + " to make files for"));
    const auto images = flasher::simulatedRelease(*board, *version);
    if (command.kind != "zip") {
        const Status written = writeKind(command, *board, images, context);
        return written ? done() : failed(written.error());
    }
    const auto zip = flasher::zipRelease(*board, images);
    if (!zip)
        return failed(zip.error());
    const Status written = writeImage(command.out, flasher::identify(command.out, *zip), context);
    return written ? done() : failed(written.error());
}

}  // namespace omv::cli
