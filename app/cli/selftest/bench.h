// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/camera_port.h"
#include "app/cli/selftest/check.h"
#include "app/cli/selftest/wire_peer.h"

namespace omv::cli::selftest {

/// The camera under test, and what checks need of it: it is reached through the library
/// or byte by byte, over one and the same port, and every call ends with the check's time.
///
/// Remembers what checks change, so that tidy() can undo it. One thread.
class Bench {
public:
    using Clock = std::chrono::steady_clock;

    struct Setup {
        std::function<Result<std::unique_ptr<Transport>>()> openPort;
        /// `acknowledge`: as in Camera::Options.
        std::function<Result<std::unique_ptr<CameraPort>>(
            std::unique_ptr<Transport>, const CallOptions&, std::optional<bool> acknowledge)>
            openCamera;
        /// The camera lives and dies with its port, which thus cannot be opened again.
        bool portIsCamera = false;
        bool allowWrites = false;
        std::chrono::milliseconds step{5000};  ///< the longest single call
        std::chrono::milliseconds connect{10000};  ///< the same for a connection
        std::stop_token cancel;
    };

    explicit Bench(Setup setup);

    Status openPort();
    /// Closes the port and opens it anew.
    Status reopenPort();
    bool canReopenPort() const { return !m_setup.portIsCamera; }

    // Both leave what they find ready, and connect what is not.
    Status useCamera();
    Status useCamera(const CallOptions& call);
    Status useWire();
    /// A new session that has every packet acknowledged; tidy() ends it.
    Status useCameraWithAck();
    /// Ends the session; the next useCamera() begins another.
    void closeCamera() { m_camera.reset(); }
    CameraPort& camera() { return *m_camera; }  ///< after useCamera()
    WirePeer& wire() { return *m_wire; }  ///< after useWire()

    /// As told when last connected.
    const DeviceInfo& info() const { return m_info; }
    bool allowsWrites() const { return m_setup.allowWrites; }

    void startClock(Clock::duration limit);
    Clock::time_point deadline() const { return m_deadline; }
    /// Time for one call, within the check's.
    CallOptions call() const;
    /// The same, with at most `most`.
    CallOptions call(std::chrono::milliseconds most) const;

    // These note what has to be undone.
    Status run(std::string_view script);
    Status stop();
    Status stream(const StreamOptions& options);
    void leaves(std::string file) { m_file = std::move(file); }
    void removed() { m_file.clear(); }
    /// For checks that bypass the above.
    void scriptRuns(bool runs) { m_scriptRuns = runs; }

    /// Undoes what is left: stops the script, ends streaming, removes the file.
    Status tidy(const CallOptions& call);
    /// What is told to people besides verdicts: "a script ran".
    bool scriptRanBefore() const { return m_scriptRanBefore; }
    Status stopWhatRuns();

private:
    std::unique_ptr<Transport> borrowed();
    Status connect(const CallOptions& call);
    Status undo(const CallOptions& call);
    Status removeFile(const CallOptions& call);

    Setup m_setup;
    std::shared_ptr<Transport> m_port;
    std::unique_ptr<WirePeer> m_wire;
    std::unique_ptr<CameraPort> m_camera;
    DeviceInfo m_info;
    Clock::time_point m_deadline;
    bool m_scriptRuns = false;
    bool m_streams = false;
    bool m_scriptRanBefore = false;
    std::optional<bool> m_acknowledge;  // of the session
    std::string m_file;
};

}  // namespace omv::cli::selftest
