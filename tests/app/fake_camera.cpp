// SPDX-License-Identifier: MIT
#include "tests/app/fake_camera.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <stdlib.h>

namespace omv::cli::test {

namespace {

const Error kNothing{Errc::Timeout, "OMV-E0201", "Nothing came", {}, {}};

class FakeCamera final : public CameraPort {
public:
    explicit FakeCamera(FakeBoard& board)
        : m_board(board)
    {
    }

    DeviceInfo info() const override { return m_board.info; }

    Status run(std::string_view script, CallOptions options) override
    {
        if (auto asked = ask("run", options); !asked)
            return asked;
        m_board.script = script;
        m_started = true;
        play();
        if (m_board.ends)
            end();
        return Done{};
    }

    Status stop(CallOptions options) override
    {
        if (auto asked = ask("stop", options); !asked)
            return asked;
        if (!m_started)
            return Done{};
        if (m_text && !m_board.printsWhenStopped.empty())
            m_text(m_board.printsWhenStopped);
        end();
        return Done{};
    }

    Result<bool> isRunning(CallOptions options) override
    {
        if (auto asked = ask("isRunning", options); !asked)
            return Unexpected{asked.error()};
        return m_board.runningBefore;
    }

    Result<ScriptEnd> waitForScript(CallOptions options) override
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, options.cancel, [&] { return m_ended; }))
            return Unexpected{{Errc::Cancelled, "OMV-E0205", "Cancelled", {}, {}}};
        if (auto found = m_board.failures.find("waitForScript"); found != m_board.failures.end())
            return Unexpected{found->second};
        return m_board.end;
    }

    Status stream(const StreamOptions& options, CallOptions call) override
    {
        if (auto asked = ask(options.enabled ? "stream" : "stream off", call); !asked)
            return asked;
        m_board.streaming = options.enabled;
        if (!options.enabled)
            return Done{};
        m_board.streamOptions = options;
        if (m_board.runningBefore)
            play();
        return Done{};
    }

    void onText(std::function<void(std::string_view)> callback) override
    {
        m_text = std::move(callback);
    }
    void onFrame(std::function<void(const Frame&)> callback) override
    {
        m_frame = std::move(callback);
    }
    void onDisconnected(std::function<void(const Error&)> callback) override
    {
        m_lost = std::move(callback);
    }
    void onEvent(std::function<void(const ChannelEvent&)>) override {}
    Result<std::string> readText(CallOptions) override { return Unexpected{kNothing}; }
    Result<Frame> nextFrame(CallOptions) override { return Unexpected{kNothing}; }
    Status ioctlChannel(std::string_view channel, std::uint32_t, std::span<const std::uint8_t>,
                        CallOptions options) override
    {
        return ask(fmt::format("ioctl {}", channel), options);
    }
    Result<std::vector<std::uint32_t>> channelShape(std::string_view, CallOptions options) override
    {
        return answer("shape", options, std::vector<std::uint32_t>());
    }

    Result<std::vector<ChannelInfo>> channels(CallOptions options) override
    {
        return answer("channels", options, m_board.channels);
    }
    Result<std::vector<std::uint8_t>> readChannel(std::string_view channel,
                                                  CallOptions options) override
    {
        return answer(fmt::format("read {}", channel), options,
                      m_board.channelData[std::string(channel)]);
    }
    Status writeChannel(std::string_view channel, std::span<const std::uint8_t> data,
                        CallOptions options) override
    {
        m_board.channelData[std::string(channel)] = {data.begin(), data.end()};
        return ask(fmt::format("write {}", channel), options);
    }
    Result<std::vector<MemoryPool>> memory(CallOptions options) override
    {
        return answer("memory", options, m_board.pools);
    }
    Result<LinkStatistics> statistics(CallOptions options) override
    {
        if (m_board.beforeStatistics)
            m_board.beforeStatistics(m_board);
        return answer("statistics", options, m_board.statistics);
    }
    Status reset(CallOptions options) override { return ask("reset", options); }
    Status enterBootloader(CallOptions options) override { return ask("bootloader", options); }

private:
    Status ask(const std::string& call, const CallOptions& options)
    {
        m_board.calls.push_back(call);
        m_board.timeouts.push_back(options.timeout);
        if (options.cancel.stop_requested())
            return Unexpected{{Errc::Cancelled, "OMV-E0205", "Cancelled", {}, {}}};
        const auto failure = m_board.failures.find(call);
        if (failure != m_board.failures.end())
            return Unexpected{failure->second};
        return Done{};
    }

    template<class T>
    Result<T> answer(const std::string& call, const CallOptions& options, const T& value)
    {
        if (auto asked = ask(call, options); !asked)
            return Unexpected{asked.error()};
        return value;
    }

    void play()
    {
        for (const std::string& text : m_board.prints) {
            if (m_text)
                m_text(text);
        }
        for (const Frame& frame : m_board.frames) {
            if (m_frame && m_board.streaming)
                m_frame(frame);
        }
        if (m_board.lostAfterStart)
            m_lost(*m_board.lostAfterStart);
        if (m_board.onStarted)
            m_board.onStarted();
    }

    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_changed.notify_all();
    }

    FakeBoard& m_board;
    bool m_started = false;
    std::function<void(std::string_view)> m_text;
    std::function<void(const Frame&)> m_frame;
    std::function<void(const Error&)> m_lost;
    std::mutex m_mutex;  ///< guards m_ended
    std::condition_variable_any m_changed;
    bool m_ended = false;
};

}  // namespace

std::unique_ptr<CameraPort> makeFakeCamera(FakeBoard& board)
{
    return std::make_unique<FakeCamera>(board);
}

Frame makeFrame(std::uint32_t width, std::uint32_t height, PixelFormat format,
                std::vector<std::uint8_t> bytes)
{
    Frame frame;
    frame.width = width;
    frame.height = height;
    frame.format = format;
    frame.deviceFps = 30;
    frame.number = 1;
    const auto shared = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
    frame.setData(shared, 0, shared->size());
    return frame;
}

Frame grayFrame()
{
    return makeFrame(2, 2, PixelFormat::Grayscale, {0, 85, 170, 255});
}

Frame smallJpeg()
{
    const auto jpeg = toJpeg(grayFrame());
    return makeFrame(2, 2, PixelFormat::Jpeg, jpeg ? *jpeg : std::vector<std::uint8_t>());
}

int Cli::run(std::vector<std::string> arguments)
{
    std::istringstream in(input);
    std::ostringstream outText;
    std::ostringstream errText;
    std::ostream outStream(outBuffer ? outBuffer : outText.rdbuf());
    const Environment env{
        .in = in,
        .out = outStream,
        .err = errText,
        .outIsTerminal = outIsTerminal,
        .errIsTerminal = errIsTerminal,
        .interrupted = interrupt.get_token(),
        .programFolder = programFolder,
        .variable = [this](const std::string& name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        },
        .openCamera = [this](const std::string& port, const Camera::Options& options)
            -> Result<std::unique_ptr<CameraPort>> {
            openedPort = port;
            openedWith = options;
            if (openError)
                return Unexpected{*openError};
            return makeFakeCamera(board);
        },
        .openPort = [this](const std::string& port, std::chrono::milliseconds,
                           std::stop_token) -> Result<std::unique_ptr<Transport>> {
            openedPort = port;
            if (openError)
                return Unexpected{*openError};
            auto pair = makeTransportPair();
            if (!pair)
                return Unexpected{pair.error()};
            farEnd = std::move(pair->second);
            return std::move(pair->first);
        },
        .openOver = [this](std::unique_ptr<Transport> transport,
                           const Camera::Options& options) -> Result<std::unique_ptr<CameraPort>> {
            openedWith = options;
            over = std::move(transport);
            if (onOpenOver)
                onOpenOver();
            return makeFakeCamera(board);
        },
        .listCameras = [this]() -> Result<std::vector<CameraInfo>> { return cameras; },
        .listLoaders = [this]() -> Result<std::vector<flasher::SeenBoard>> { return loaders; },
        .watchCameras = [this](const CameraWatch::Callbacks& callbacks) -> std::shared_ptr<void> {
            onWatch(callbacks);
            return nullptr;
        },
        .execute =
            [this](const std::vector<std::string>& command) {
                executed = command;
                return 2;
            },
        .readerGone = readerGone,
        .doctorSystem = doctorSystem,
    };
    const int exit = runCli(arguments, env);
    out = outText.str();
    err = errText.str();
    return exit;
}

std::string Cli::tell(std::vector<std::string> arguments)
{
    const int exit = run(std::move(arguments));
    return err.empty() && exit == 0 ? out : fmt::format("{}|{}|{}", out, err, exit);
}

Folder::Folder()
{
    std::string name = (std::filesystem::temp_directory_path() / "omv-cli-XXXXXX").string();
    m_path = ::mkdtemp(name.data()) ? name : std::string();
}

Folder::~Folder()
{
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove_all(m_path, ignored);
}

std::string Folder::path(const std::string& name) const
{
    return name.empty() ? m_path : m_path + "/" + name;
}

std::string Folder::write(const std::string& name, const std::string& text) const
{
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
}

std::string Folder::read(const std::string& name) const
{
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string Folder::list(const std::string& below) const
{
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(path(below), ignored))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    std::string all;
    for (const std::string& name : names)
        all += (all.empty() ? "" : " ") + name;
    return all;
}

}  // namespace omv::cli::test
