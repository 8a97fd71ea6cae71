// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/app.h"
#include "app/cli/environment.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

namespace omv::cli::test {

/// A camera as a test wants it. What the script prints and shows comes while run()
/// is called; `ends` tells whether it then ends by itself or goes on until stop().
struct FakeBoard {
    DeviceInfo info;
    std::vector<std::string> prints;
    std::vector<Frame> frames;  ///< of the script, or of what runs already
    bool ends = true;
    ScriptEnd end;
    bool runningBefore = false;
    std::string printsWhenStopped;
    std::vector<ChannelInfo> channels;
    std::map<std::string, std::vector<std::uint8_t>> channelData;
    std::vector<MemoryPool> pools;
    LinkStatistics statistics;
    std::function<void(FakeBoard&)> beforeStatistics;  ///< may change them
    std::map<std::string, Error> failures;  ///< by name of the call
    std::function<void()> onStarted;  ///< called when the script has printed and shown all
    std::optional<Error> lostAfterStart;

    std::vector<std::string> calls;  ///< what was asked of the camera, in order
    std::string script;  ///< last uploaded
    bool streaming = false;
    StreamOptions streamOptions;  ///< of the last time it was switched on
    std::vector<std::chrono::milliseconds> timeouts;  ///< of the calls
};

std::unique_ptr<CameraPort> makeFakeCamera(FakeBoard& board);

/// A frame that the camera sent with 30 fps.
Frame makeFrame(std::uint32_t width, std::uint32_t height, PixelFormat format,
                std::vector<std::uint8_t> bytes);
Frame grayFrame();  ///< 2x2: 0, 85, 170, 255
Frame smallJpeg();  ///< 2x2, as sent by a camera

/// The program without a process.
struct Cli {
    FakeBoard board;
    std::map<std::string, std::string> variables;
    std::vector<CameraInfo> cameras;
    std::vector<flasher::SeenBoard> loaders;
    std::optional<Error> openError;
    std::string input;
    bool outIsTerminal = false;
    bool errIsTerminal = false;
    std::streambuf* outBuffer = nullptr;  ///< instead of the text below
    std::stop_source interrupt;
    std::string programFolder;
    std::function<void(const CameraWatch::Callbacks&)> onWatch;
    std::function<bool()> readerGone;
    std::function<std::unique_ptr<flasher::doctor::System>()> doctorSystem;
    std::function<void()> onOpenOver;  ///< a camera is opened over a port

    std::string out;
    std::string err;
    std::string openedPort;
    Camera::Options openedWith;
    std::unique_ptr<Transport> over;  ///< what the camera was opened over, if by transport
    std::unique_ptr<Transport> farEnd;  ///< the other end of that
    std::vector<std::string> executed;

    /// Returns the exit code.
    int run(std::vector<std::string> arguments);
    /// "out", or "out|err|exit" when that is not the whole story.
    std::string tell(std::vector<std::string> arguments);
};

/// A fresh folder that goes away with the object.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string path(const std::string& name = {}) const;
    std::string write(const std::string& name, const std::string& text) const;
    std::string read(const std::string& name) const;
    /// Names of its files, sorted, a blank between them.
    std::string list(const std::string& below = {}) const;

private:
    std::string m_path;
};

}  // namespace omv::cli::test
