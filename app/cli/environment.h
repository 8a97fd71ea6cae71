// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/camera_port.h"
#include "app/cli/output.h"

#include <openmv/discovery.h>
#include <openmv/flasher/boards.h>
#include <openmv/flasher/doctor.h>

#include <chrono>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace omv::cli {

/// What the command line may touch of the world. main() fills in the real
/// things, a test its own; nothing below uses a global, std::cout or exit().
struct Environment {
    std::istream& in;
    std::ostream& out;  ///< results, for pipes
    std::ostream& err;  ///< messages, for people
    bool outIsTerminal = false;
    bool errIsTerminal = false;
    std::stop_token interrupted;  ///< Ctrl+C was pressed
    std::string programFolder;  ///< where omv itself is; empty when unknown

    std::function<std::optional<std::string>(const std::string& name)> variable;
    std::function<Result<std::unique_ptr<CameraPort>>(const std::string& port,
                                                      const Camera::Options& options)>
        openCamera;
    /// The same in two steps, for those who need the bytes as well.
    std::function<Result<std::unique_ptr<Transport>>(
        const std::string& port, std::chrono::milliseconds timeout, std::stop_token cancel)>
        openPort;
    std::function<Result<std::unique_ptr<CameraPort>>(std::unique_ptr<Transport> transport,
                                                      const Camera::Options& options)>
        openOver;
    std::function<Result<std::vector<CameraInfo>>()> listCameras;
    /// Boards that do not run: in their bootloader or in recovery.
    std::function<Result<std::vector<flasher::SeenBoard>>()> listLoaders;
    /// Calls back until the returned object is destroyed.
    std::function<std::shared_ptr<void>(const CameraWatch::Callbacks& callbacks)> watchCameras;
    /// Replaces this process by command[0] (searched in PATH when it has no '/').
    /// Returns only when that failed: the errno.
    std::function<int(const std::vector<std::string>& command)> execute;
    /// The reader of `out` went away, though nothing was written since. Unset: not known.
    std::function<bool()> readerGone{};
    /// What `omv doctor` looks at.
    std::function<std::unique_ptr<flasher::doctor::System>()> doctorSystem =
        flasher::doctor::thisComputer;
};

/// Options that every verb takes.
struct GlobalOptions {
    std::string port = "auto";
    bool json = false;
    std::optional<std::chrono::milliseconds> timeout;  ///< of each single step
    bool quiet = false;
    int verbose = 0;
    std::string color = "auto";  ///< "auto", "always", "never"
    std::string logFile;  ///< empty: none
};

/// What a verb works with.
struct Context {
    const Environment& env;
    const GlobalOptions& global;
    Output& output;

    /// Deadline and cancellation of one step: --timeout, else 5 s.
    CallOptions step() const;
    /// The longest wait for a connection or a frame: --timeout, else 10 s.
    std::chrono::milliseconds longWait() const;
};

/// Opens the camera that --port names.
Result<std::unique_ptr<CameraPort>> connect(Context& context);
/// Opens the port only. Packets are logged when that is asked for.
Result<std::unique_ptr<Transport>> openTransport(Context& context);
/// As connect() has them. The context must outlive the camera.
Camera::Options cameraOptions(Context& context);

/// Whether what goes to a stream gets colours. `isTerminal`: that stream.
bool wantsColor(const GlobalOptions& global, const Environment& env, bool isTerminal);

}  // namespace omv::cli
