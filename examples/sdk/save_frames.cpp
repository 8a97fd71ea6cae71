// SPDX-License-Identifier: MIT
// Runs a script on a camera and saves the first frames that it makes.

#include <openmv/camera.h>

#include <charconv>
#include <cstring>
#include <filesystem>

#include "program.h"

using namespace std::chrono_literals;

namespace {

constexpr const char* kUsageText = R"(usage: save_frames PORT SCRIPT.py FOLDER [COUNT]

Saves COUNT frames (10 when not given) as FOLDER/frame-0001.jpg and so on; raw
frames become .png files. PORT is auto, a device path, serial:NUMBER,
tcp://HOST:PORT, or sim:ae3 for a virtual camera.
)";

/// No frame for so long is an error.
constexpr auto kPatience = 10s;

/// Why no frame came: the script may have ended.
std::optional<std::string> scriptEnd(omv::Camera& camera)
{
    const auto end = camera.waitForScript({.timeout = 0ms});
    if (!end)
        return std::nullopt;
    return end->raised ? end->traceback : std::string("The script ended.");
}

/// Waits for a frame in short steps, so that the end of the script is noticed soon.
omv::Result<omv::Frame> awaitFrame(omv::Camera& camera, std::stop_token stop)
{
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        auto frame = camera.nextFrame({.timeout = 200ms, .cancel = stop});
        if (frame || frame.error().code != omv::Errc::Timeout)
            return frame;
        if (auto end = scriptEnd(camera)) {
            omv::Error error = frame.error();
            error.why = *end;
            return omv::Unexpected{error};
        }
        if (std::chrono::steady_clock::now() >= deadline)
            return frame;
    }
}

std::string fileName(const std::filesystem::path& folder, int number, const omv::Frame& frame)
{
    char name[32];
    std::snprintf(name, sizeof name, "frame-%04d.%s", number,
                  frame.format == omv::PixelFormat::Jpeg ? "jpg" : "png");
    return (folder / name).string();
}

omv::Status saveFrames(omv::Camera& camera, const std::filesystem::path& folder, int count,
                       std::stop_token stop)
{
    for (int i = 1; i <= count; ++i) {
        const auto frame = awaitFrame(camera, stop);
        if (!frame)
            return omv::Unexpected{frame.error()};
        const std::string path = fileName(folder, i, *frame);
        if (auto saved = omv::save(*frame, path); !saved)
            return saved;
        std::printf("%s: %ux%u %s, %.1f fps\n", path.c_str(), frame->width, frame->height,
                    std::string(omv::name(frame->format)).c_str(),
                    static_cast<double>(frame->deviceFps));
        std::fflush(stdout);
    }
    return omv::Done{};
}

int run(const char* port, const std::string& script, const std::filesystem::path& folder, int count)
{
    const Interrupt interrupt;
    omv::Camera::Options options;
    options.cancel = interrupt.token();
    auto opened = omv::Camera::open(port, options);
    if (!opened)
        return report(opened.error());
    omv::Camera& camera = **opened;
    std::printf("%s at %s\n", camera.info().boardName.c_str(), camera.info().port.c_str());

    if (auto on = camera.stream({}, {.cancel = interrupt.token()}); !on)
        return report(on.error());
    if (auto started = camera.run(script, {.cancel = interrupt.token()}); !started)
        return report(started.error());
    const auto saved = saveFrames(camera, folder, count, interrupt.token());
    // The camera would go on without us; also after Ctrl+C, so this call is not cancelled.
    if (auto stopped = camera.stop(); !stopped && saved)
        return report(stopped.error());
    return saved ? kOk : report(saved.error());
}

}  // namespace

int main(int argc, char** argv)
{
    int count = 10;
    const char* number = argc > 4 ? argv[4] : "10";
    const char* end = number + std::strlen(number);
    const auto parsed = std::from_chars(number, end, count);
    if (argc < 4 || argc > 5 || parsed.ec != std::errc() || parsed.ptr != end || count < 1) {
        std::fputs(kUsageText, stderr);
        return kUsage;
    }
    const auto script = readScript(argv[2]);
    if (!script)
        return kFailed;
    std::error_code error;
    std::filesystem::create_directories(argv[3], error);
    if (error) {
        std::fprintf(stderr, "Cannot make %s: %s\n", argv[3], error.message().c_str());
        return kFailed;
    }
    return run(argv[1], *script, argv[3], count);
}
