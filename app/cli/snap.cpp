// SPDX-License-Identifier: MIT
#include "app/cli/snap.h"

#include "app/cli/camera_loop.h"
#include "app/cli/cli_errors.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include <fmt/format.h>

namespace omv::cli {

namespace {

constexpr std::array<std::string_view, 7> kExtensions{".jpg", ".jpeg", ".png", ".bmp",
                                                      ".ppm", ".pgm",  ".raw"};

std::string extensionOf(const std::string& file)
{
    std::string extension = std::filesystem::path(file).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

/// Formats without loss are worth the raw frame.
bool isLossless(const std::string& extension)
{
    return extension != ".jpg" && extension != ".jpeg";
}

}  // namespace

Outcome run(const SnapCommand& command, Context& context)
{
    const std::string extension = extensionOf(command.file);
    if (std::find(kExtensions.begin(), kExtensions.end(), extension) == kExtensions.end()) {
        return failed(usageError("Cannot tell the format of " + command.file,
                                 "the extension is not one of .jpg .png .bmp .ppm .pgm .raw"));
    }
    auto camera = connect(context);
    if (!camera)
        return failed(camera.error());
    auto plan = planForFrames(**camera, command.noScript, context);
    if (!plan)
        return failed(plan.error());
    plan->streaming = StreamOptions{.raw = isLossless(extension)};
    plan->frames = 1;
    const auto sink = makeFileSink(command.file);
    return ScriptSession(**camera, *sink, context, std::move(*plan)).run();
}

}  // namespace omv::cli
