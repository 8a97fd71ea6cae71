// SPDX-License-Identifier: MIT
#include "app/ide/camera/camera_session.h"

#include <openmv/board.h>

#include <QFile>
#include <QTimer>

#include <utility>

namespace omv::ide {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kConnectTime = 12s;
constexpr auto kRunTime = 15s;
constexpr auto kStopTime = 10s;
constexpr auto kShortTime = 5s;
constexpr auto kLeaveTime = 3s;
constexpr auto kLastWords = 1s;
/// A script may run for ever; asked again then.
constexpr auto kScriptWatch = std::chrono::hours(24);
constexpr auto kOurs = "sim:"_L1;

/// Of a virtual camera of ours: "sim:ae3 (/run/user/1000/openmv/vcam-7.tty)".
QString ptyOf(const DeviceInfo& info)
{
    const QString port = QString::fromStdString(info.port);
    return port.startsWith(kOurs) ? port.section(u'(', 1).chopped(1) : port;
}

}  // namespace

/// What connecting finds out.
struct CameraSession::Opened {
    std::shared_ptr<Camera> camera;
    bool running = false;
    StreamMode stream = StreamMode::Off;
};

CameraSession::CameraSession(const Options& options, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_pollTimer(new QTimer(this))
{
    m_text = std::make_shared<TextMailbox>([this] { post([this] { emit textReady(); }); });
    m_frames = std::make_shared<FrameWorker>(options.frameInterval, [this](ShownFrame frame) {
        post([this, frame = std::move(frame)] {
            if (m_state.connected())
                emit frameShown(frame);
        });
    });
    m_pollTimer->setInterval(options.pollInterval);
    connect(m_pollTimer, &QTimer::timeout, this, &CameraSession::poll);
}

CameraSession::~CameraSession()
{
    m_pollTimer->stop();
    ++m_generation;
    m_queue.cancelAll();
    m_scriptWatcher = {};  // it adds to the queue
    // The window is gone by now; a camera that does not answer is not waited for.
    if (m_camera && m_options.stopOnConnect && m_state.script != ScriptState::Idle)
        static_cast<void>(m_camera->stop({.timeout = kLastWords}));
    m_camera.reset();
    m_absent.reset();
}

void CameraSession::post(std::function<void()> call)
{
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

void CameraSession::change(const std::function<void(CameraState&)>& edit)
{
    edit(m_state);
    emit stateChanged(m_state);
}

void CameraSession::setPolled(bool memory, bool statistics)
{
    m_pollMemory = memory;
    m_pollStatistics = statistics;
}

void CameraSession::start(TaskKind kind, const QString& subject, std::chrono::milliseconds deadline,
                          Job job, std::function<void(const Status&)> done)
{
    const Task task{++m_lastTask, kind, subject, std::chrono::steady_clock::now(), deadline};
    m_tasks.push_back(task);
    emit taskStarted(task);
    m_queue.add([this, task, job = std::move(job), done = std::move(done)](std::stop_token cancel) {
        Status status = job(std::move(cancel));
        post([this, task, done, status = std::move(status)] {
            std::erase_if(m_tasks, [&](const Task& each) { return each.id == task.id; });
            done(status);
            emit taskEnded(task, status ? std::nullopt : std::optional(status.error()));
        });
    });
}

void CameraSession::cancel()
{
    m_queue.cancelAll();
}

void CameraSession::connectTo(const QString& port)
{
    if (m_state.link == Link::Connecting || m_state.link == Link::Disconnecting)
        return;
    if (m_state.connected() && m_options.stopOnConnect && m_state.script != ScriptState::Idle) {
        m_queue.add([camera = m_camera](std::stop_token) {
            static_cast<void>(camera->stop({.timeout = kShortTime}));
        });
    }
    leave();
    forgetAbsent();
    open(port, port);
}

void CameraSession::comeBack()
{
    if (m_absent && m_state.link == Link::Disconnected)
        open(m_absentPort, ptyOf(m_absent->info()));
}

bool CameraSession::absentIsBack() const
{
    return m_absent && QFile::exists(ptyOf(m_absent->info()));
}

void CameraSession::forgetAbsent()
{
    letGo(std::exchange(m_absent, nullptr));
}

void CameraSession::open(const QString& port, const QString& path)
{
    change([&](CameraState& state) {
        state = {};
        state.link = Link::Connecting;
        state.port = port;
    });
    const auto result = std::make_shared<Opened>();
    const Options options = m_options;
    start(
        TaskKind::Connect, port, kConnectTime,
        [this, port = path.toStdString(), result, options](std::stop_token cancel) -> Status {
            Camera::Options how;
            how.connectTimeout = kConnectTime;
            how.cancel = cancel;
            auto camera = Camera::open(port, how);
            if (!camera)
                return Unexpected{camera.error()};
            result->camera = std::move(*camera);
            const CallOptions call{.timeout = kShortTime, .cancel = cancel};
            listen(result->camera);
            if (options.stopOnConnect) {
                if (Status status = result->camera->stop(call); !status)
                    return status;
            } else {
                const auto running = result->camera->isRunning(call);
                result->running = running && *running;
            }
            result->stream = options.stream.value_or(suitableStream(result->camera->info()));
            return result->camera->stream(streamOptions(result->stream), call);
        },
        [this, result](const Status& status) { opened(status, result); });
}

/// On the job's thread: before anything can be printed.
void CameraSession::listen(const std::shared_ptr<Camera>& camera)
{
    camera->onText([text = m_text](std::string_view more) { text->put(more); });
    camera->onFrame([frames = m_frames](const Frame& frame) { frames->put(frame); });
}

void CameraSession::opened(const Status& status, const std::shared_ptr<Opened>& opened)
{
    if (!status) {
        // Closing it may take a moment; not in this thread.
        m_queue.add([opened](std::stop_token) { opened->camera.reset(); });
        if (status.error().code == Errc::Cancelled)
            forgetAbsent();
        change([](CameraState& state) { state = {}; });
        return;
    }
    m_camera = std::move(opened->camera);
    forgetAbsent();
    ++m_generation;
    change([&](CameraState& state) {
        state.link = Link::Connected;
        state.info = m_camera->info();
        state.script = opened->running ? ScriptState::Running : ScriptState::Idle;
        state.stream = opened->stream;
    });
    m_camera->onDisconnected([this, generation = m_generation](const Error& error) {
        post([this, error, generation] { onDisconnected(error, generation); });
    });
    m_pollTimer->start();
}

void CameraSession::onDisconnected(const Error& error, unsigned generation)
{
    if (generation != m_generation)
        return;
    m_queue.cancelAll();
    const bool runsOn = m_state.port.startsWith(kOurs) && error.id != kProcessEnded;
    if (runsOn)
        m_absent = m_camera;
    m_absentPort = m_state.port;
    leave();
    emit lost(error);
}

/// Lets go of the camera without asking it anything.
void CameraSession::leave()
{
    ++m_generation;
    m_pollTimer->stop();
    m_scriptWatcher.request_stop();
    letGo(std::exchange(m_camera, nullptr));
    if (m_state.link != Link::Disconnected)
        change([](CameraState& state) { state = {}; });
}

void CameraSession::letGo(std::shared_ptr<Camera> camera)
{
    // The last one to let go of it waits for its thread: not this thread.
    if (camera)
        m_queue.add([camera = std::move(camera)](std::stop_token) mutable { camera.reset(); });
}

void CameraSession::disconnectCamera()
{
    if (m_state.link == Link::Connecting) {
        cancel();
        return;
    }
    if (m_state.link != Link::Connected)
        return;
    m_stopping = true;
    change([](CameraState& state) { state.link = Link::Disconnecting; });
    // Where stopping is being tried already, the user has waited enough.
    const bool stopIt = m_options.stopOnConnect && m_state.script != ScriptState::Idle &&
        m_state.script != ScriptState::Stopping;
    m_queue.cancelAll();
    start(
        TaskKind::Disconnect, m_state.port, kLeaveTime,
        [camera = m_camera, stopIt](std::stop_token cancel) -> Status {
            // Failing to stop it is no reason to stay.
            if (stopIt)
                static_cast<void>(
                    camera->stop({.timeout = kLeaveTime, .cancel = std::move(cancel)}));
            return Done{};
        },
        [this](const Status&) { leave(); });
}

void CameraSession::run(const QString& script, const QString& name)
{
    if (!m_state.connected() || m_state.script == ScriptState::Starting)
        return;
    m_stopping = false;
    change([](CameraState& state) {
        state.script = ScriptState::Starting;
        state.ourScript = true;
    });
    const unsigned generation = m_generation;
    start(
        TaskKind::Run, name, kRunTime,
        [camera = m_camera, script = script.toStdString()](std::stop_token cancel) {
            return camera->run(script, {.timeout = kRunTime, .cancel = std::move(cancel)});
        },
        [this, generation](const Status& status) {
            if (generation != m_generation)
                return;
            change([&](CameraState& state) {
                state.script = status ? ScriptState::Running : ScriptState::Idle;
            });
            if (status)
                watchScript();
        });
}

void CameraSession::watchScript()
{
    m_scriptWatcher = std::jthread(
        [this, camera = m_camera, generation = m_generation](std::stop_token stop) mutable {
            auto end = camera->waitForScript({.timeout = kScriptWatch, .cancel = stop});
            // Whoever lets go last waits for the camera's thread: not this one, which is joined.
            m_queue.add([camera = std::move(camera)](std::stop_token) {});
            post([this, end = std::move(end), generation] { onScriptEnd(end, generation); });
        });
}

void CameraSession::onScriptEnd(const Result<ScriptEnd>& end, unsigned generation)
{
    if (generation != m_generation || !end)
        return;
    const bool byUser = std::exchange(m_stopping, false);
    if (m_state.script == ScriptState::Running)
        change([](CameraState& state) { state.script = ScriptState::Idle; });
    emit scriptEnded(*end, byUser);
}

void CameraSession::stop()
{
    if (!m_state.connected() || m_state.script == ScriptState::Stopping)
        return;
    m_stopping = true;
    const bool ours = m_state.ourScript;
    change([](CameraState& state) { state.script = ScriptState::Stopping; });
    const unsigned generation = m_generation;
    start(
        TaskKind::Stop, {}, kStopTime,
        [camera = m_camera](std::stop_token cancel) {
            return camera->stop({.timeout = kStopTime, .cancel = std::move(cancel)});
        },
        [this, generation, ours](const Status& status) {
            if (generation != m_generation)
                return;
            change([&](CameraState& state) {
                state.script = status ? ScriptState::Idle : ScriptState::Running;
                state.ourScript = ours && !status;
            });
            if (!ours && status)
                emit scriptEnded({}, true);
        });
}

void CameraSession::setStream(StreamMode mode)
{
    if (!m_state.connected())
        return;
    start(
        TaskKind::Stream, {}, kShortTime,
        [camera = m_camera, mode](std::stop_token cancel) {
            return camera->stream(streamOptions(mode),
                                  {.timeout = kShortTime, .cancel = std::move(cancel)});
        },
        [this, mode, generation = m_generation](const Status& status) {
            if (status && generation == m_generation)
                change([mode](CameraState& state) { state.stream = mode; });
        });
}

void CameraSession::setSource(std::uint32_t chipId)
{
    if (!m_state.connected())
        return;
    start(
        TaskKind::Stream, {}, kShortTime,
        [camera = m_camera, chipId](std::stop_token cancel) {
            return camera->selectSource(chipId,
                                        {.timeout = kShortTime, .cancel = std::move(cancel)});
        },
        [this, chipId, generation = m_generation](const Status& status) {
            if (status && generation == m_generation)
                change([chipId](CameraState& state) { state.source = chipId; });
        });
}

void CameraSession::reset()
{
    if (!m_state.connected())
        return;
    m_stopping = true;
    start(
        TaskKind::Reset, m_state.port, kShortTime,
        [camera = m_camera](std::stop_token cancel) {
            return camera->reset({.timeout = kShortTime, .cancel = std::move(cancel)});
        },
        [](const Status&) {});
}

void CameraSession::enterBootloader()
{
    if (!m_state.connected())
        return;
    m_stopping = true;
    start(
        TaskKind::Bootloader, m_state.port, kShortTime,
        [camera = m_camera](std::stop_token cancel) {
            return camera->enterBootloader({.timeout = kShortTime, .cancel = std::move(cancel)});
        },
        [](const Status&) {});
}

void CameraSession::poll()
{
    // What the user waits for goes first.
    if (m_polling || !m_tasks.empty() || !m_state.connected())
        return;
    m_polling = true;
    const bool scriptOfOthers = !m_state.ourScript;
    m_queue.add([this, camera = m_camera, memory = m_pollMemory, statistics = m_pollStatistics,
                 scriptOfOthers, generation = m_generation](std::stop_token cancel) {
        const CallOptions call{.timeout = kShortTime, .cancel = std::move(cancel)};
        std::optional<std::vector<MemoryPool>> pools;
        std::optional<LinkStatistics> counters;
        std::optional<bool> running;
        std::optional<Error> silent;
        if (memory) {
            if (auto read = camera->memory(call))
                pools = std::move(*read);
        }
        if (statistics) {
            if (auto read = camera->statistics(call))
                counters = std::move(*read);
            else
                silent = read.error();
        }
        if (scriptOfOthers) {
            if (auto read = camera->isRunning(call))
                running = *read;
        }
        post([this, pools, counters, running, silent, generation] {
            m_polling = false;
            if (generation != m_generation)
                return;
            if (pools)
                emit memoryRead(*pools);
            if (counters)
                emit statisticsRead(*counters);
            if (silent && silent->code == Errc::Timeout)
                emit silenceFound(*silent);
            const bool known = m_state.running();
            if (running && *running != known && !m_state.ourScript && m_tasks.empty())
                change([&](CameraState& state) {
                    state.script = *running ? ScriptState::Running : ScriptState::Idle;
                });
        });
    });
}

StreamMode CameraSession::suitableStream(const DeviceInfo& info) const
{
    const auto database = BoardDatabase::load();
    const Board* board = database ? database->byId(info.boardId) : nullptr;
    return board && board->rawPreviewWidth > 0 ? StreamMode::Raw : StreamMode::Jpeg;
}

StreamOptions CameraSession::streamOptions(StreamMode mode)
{
    StreamOptions options;
    options.enabled = mode != StreamMode::Off;
    options.raw = mode == StreamMode::Raw;
    return options;
}

}  // namespace omv::ide
