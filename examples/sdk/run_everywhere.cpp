// SPDX-License-Identifier: MIT
// Runs one script on all cameras at once and shows who prints what.

#include <openmv/camera.h>
#include <openmv/discovery.h>

#include <algorithm>
#include <mutex>
#include <string_view>
#include <utility>

#include "program.h"

using namespace std::chrono_literals;

namespace {

constexpr const char* kUsageText = R"(usage: run_everywhere SCRIPT.py [PORT...]

Runs SCRIPT.py on all cameras found, or on those named, in parallel, until all
ended. Each line printed is preceded by its camera. Ctrl+C stops the scripts.
)";

// A script may take as long as it wants; Ctrl+C ends the waiting.
constexpr auto kNoDeadline = std::chrono::hours(24 * 365);

/// Prints whole lines, each with the camera's name before it.
/// Threads: one object a camera; objects may print at the same time.
class LinePrinter {
public:
    explicit LinePrinter(std::string prefix)
        : m_prefix(std::move(prefix))
    {
    }

    const std::string& prefix() const { return m_prefix; }
    void add(std::string_view text)
    {
        m_pending += text;
        for (auto end = m_pending.find('\n'); end != std::string::npos;
             end = m_pending.find('\n')) {
            print(m_pending.substr(0, end));
            m_pending.erase(0, end + 1);
        }
    }
    /// The last line may have no end.
    void finish()
    {
        if (!m_pending.empty())
            print(std::exchange(m_pending, {}));
    }

private:
    void print(const std::string& line) const
    {
        static std::mutex oneAtATime;
        const std::lock_guard lock(oneAtATime);
        std::printf("%s | %s\n", m_prefix.c_str(), line.c_str());
        std::fflush(stdout);
    }

    std::string m_prefix;
    std::string m_pending;
};

/// Runs the script to its end; the error when it failed or was stopped by Ctrl+C.
omv::Status runToEnd(omv::Camera& camera, const std::string& script, std::stop_token stop)
{
    if (auto started = camera.run(script, {.timeout = 10s, .cancel = stop}); !started)
        return started;
    const auto end = camera.waitForScript({.timeout = kNoDeadline, .cancel = stop});
    if (end && !end->raised)
        return omv::Done{};
    if (end)
        return omv::Unexpected{{omv::Errc::ScriptRaised, "OMV-E0301",
                                "The script ended with an exception", "see its traceback", ""}};
    if (end.error().code == omv::Errc::Cancelled) {
        // Also what it printed last is wanted.
        if (auto stopped = camera.stop())
            (void)camera.waitForScript({.timeout = 1s});
    }
    return omv::Unexpected{end.error()};
}

int runOn(const std::string& port, const std::string& script, std::stop_token stop)
{
    omv::Camera::Options options;
    options.cancel = stop;
    auto opened = omv::Camera::open(port, options);
    if (!opened)
        return report(opened.error(), port);
    omv::Camera& camera = **opened;
    const omv::DeviceInfo info = camera.info();
    LinePrinter printer(info.boardName + " at " + info.port);
    // Outlives the callback: that is taken away before.
    camera.onText([&printer](std::string_view text) { printer.add(text); });
    const auto ended = runToEnd(camera, script, stop);
    camera.onText({});
    printer.finish();
    return ended ? kOk : report(ended.error(), printer.prefix());
}

int runOnAll(const std::vector<std::string>& ports, const std::string& script, std::stop_token stop)
{
    std::vector<int> results(ports.size(), kFailed);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < ports.size(); ++i)
            threads.emplace_back([&, i] { results[i] = runOn(ports[i], script, stop); });
    }
    return *std::max_element(results.begin(), results.end());
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 2 || argv[1][0] == '-') {
        std::fputs(kUsageText, stderr);
        return kUsage;
    }
    const auto script = readScript(argv[1]);
    if (!script)
        return kFailed;
    std::vector<std::string> ports(argv + 2, argv + argc);
    if (ports.empty()) {
        const auto cameras = omv::listCameras();
        if (!cameras)
            return report(cameras.error());
        for (const omv::CameraInfo& camera : *cameras)
            ports.push_back(camera.port);
    }
    if (ports.empty()) {
        std::fputs("No camera found. A virtual one: run_everywhere SCRIPT.py sim:ae3\n", stderr);
        return kFailed;
    }
    const Interrupt interrupt;
    return runOnAll(ports, *script, interrupt.token());
}
