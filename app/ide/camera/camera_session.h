// SPDX-License-Identifier: MIT
#pragma once

#include "app/ide/camera/camera_state.h"
#include "app/ide/camera/frame_worker.h"
#include "app/ide/camera/task_queue.h"
#include "app/ide/camera/text_mailbox.h"

#include <QObject>

#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace omv::ide {

/// The camera that the window works with: one at a time.
///
///     Disconnected --connectTo--> Connecting --> Connected --disconnect--> Disconnecting -->
///     Disconnected
///                                  Connecting --fails, cancel--> Disconnected
///                                             Connected --unplugged (lost)--> Disconnected
///     Connected: Idle --run--> Starting --> Running --stop--> Stopping --> Idle
///                                           Running --script ends--> Idle
///
/// Every call returns at once; what comes of it is told by signals. Whatever waits for the
/// camera does so on threads of this object's own, with a deadline, and can be cancelled.
/// Threads: the window's; all signals are emitted there.
class CameraSession final : public QObject {
    Q_OBJECT
public:
    struct Options {
        bool stopOnConnect = true;  ///< stop what runs when connecting and disconnecting
        std::optional<StreamMode> stream{};  ///< unset: what suits the board
        std::chrono::milliseconds frameInterval{16};  ///< shortest time between two shown frames
        std::chrono::milliseconds pollInterval{1000};
    };

    explicit CameraSession(const Options& options, QObject* parent = nullptr);
    ~CameraSession() override;

    const CameraState& state() const { return m_state; }
    const std::vector<Task>& tasks() const { return m_tasks; }
    /// A virtual camera of ours left the bus (it sleeps or restarts) and its process runs on.
    bool hasAbsent() const { return m_absent != nullptr; }
    /// And it seems to be there again.
    bool absentIsBack() const;
    void setOptions(const Options& options) { m_options = options; }
    /// Which counters are read once a second: those that somebody looks at.
    void setPolled(bool memory, bool statistics);

    /// What to count in the frames.
    void setAnalysis(const FrameAnalysis& analysis) { m_frames->setAnalysis(analysis); }

    /// Text for the terminal that came since the last call; to be called after textReady().
    TextMailbox::Batch takeText() { return m_text->take(); }

public slots:
    /// Leaves the camera that it is connected to first.
    void connectTo(const QString& port);
    /// Connects again to a virtual camera of ours that left the bus and runs on.
    void comeBack();
    /// Such a one is not waited for any longer: it ends.
    void forgetAbsent();
    void disconnectCamera();
    void run(const QString& script, const QString& name);
    void stop();
    void setStream(omv::ide::StreamMode mode);
    void setSource(std::uint32_t chipId);
    void reset();
    void enterBootloader();
    /// Cancels what is waited for.
    void cancel();

signals:
    void stateChanged(const omv::ide::CameraState& state);
    void taskStarted(const omv::ide::Task& task);
    /// Cancelled tasks have an error of code Cancelled.
    void taskEnded(const omv::ide::Task& task, const std::optional<omv::Error>& error);
    /// The camera went away by itself.
    void lost(const omv::Error& error);
    void textReady();
    void frameShown(const omv::ide::ShownFrame& frame);
    /// `byUser`: stop() or a disconnection ended it.
    void scriptEnded(const omv::ScriptEnd& end, bool byUser);
    void memoryRead(const std::vector<omv::MemoryPool>& pools);
    void statisticsRead(const omv::LinkStatistics& statistics);
    /// It is connected and did not answer in time.
    void silenceFound(const omv::Error& error);

private:
    struct Opened;
    using Job = std::function<Status(std::stop_token cancel)>;

    void start(TaskKind kind, const QString& subject, std::chrono::milliseconds deadline, Job job,
               std::function<void(const Status&)> done);
    void post(std::function<void()> call);
    void change(const std::function<void(CameraState&)>& edit);
    /// `path`: where `port` is to be found now.
    void open(const QString& port, const QString& path);
    void listen(const std::shared_ptr<Camera>& camera);
    void opened(const Status& status, const std::shared_ptr<Opened>& opened);
    void watchScript();
    void onScriptEnd(const Result<ScriptEnd>& end, unsigned generation);
    void onDisconnected(const Error& error, unsigned generation);
    void leave();
    void letGo(std::shared_ptr<Camera> camera);
    void poll();
    StreamMode suitableStream(const DeviceInfo& info) const;
    static StreamOptions streamOptions(StreamMode mode);

    Options m_options;
    CameraState m_state;
    std::vector<Task> m_tasks;
    int m_lastTask = 0;
    unsigned m_generation = 0;  ///< of the connection; what belongs to an older one is dropped
    bool m_stopping = false;  ///< the script is ended by us
    bool m_pollMemory = false;
    bool m_pollStatistics = false;
    bool m_polling = false;
    class QTimer* m_pollTimer;
    std::shared_ptr<TextMailbox> m_text;
    std::shared_ptr<FrameWorker> m_frames;
    std::shared_ptr<Camera> m_camera;  // with the jobs and the script watcher
    std::shared_ptr<Camera> m_absent;  ///< keeps the process of a virtual camera
    QString m_absentPort;
    std::jthread m_scriptWatcher;
    TaskQueue m_queue;  // last: its jobs end first
};

}  // namespace omv::ide
