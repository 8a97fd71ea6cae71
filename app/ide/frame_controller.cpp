// SPDX-License-Identifier: MIT
#include "app/ide/frame_controller.h"

#include "app/ide/action_set.h"
#include "app/ide/documents/text_file.h"
#include "app/ide/prompts.h"
#include "app/ide/settings_store.h"
#include "app/ide/workbench.h"
#include "widgets/frame/frame_image.h"
#include "widgets/frame/frame_view.h"
#include "widgets/frame/histogram_pane.h"
#include "widgets/window/instrument_pane.h"
#include "widgets/window/status_line.h"

#include <QBuffer>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

namespace omv::ide {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kFpsEvery = 250;  // ms

constexpr std::pair<ui::ColorSpace, const char*> kSpaceNames[] = {
    {ui::ColorSpace::Rgb, "rgb"},
    {ui::ColorSpace::Gray, "gray"},
    {ui::ColorSpace::Lab, "lab"},
    {ui::ColorSpace::Yuv, "yuv"},
};

ui::StreamMode widgetMode(StreamMode mode)
{
    switch (mode) {
    case StreamMode::Off: return ui::StreamMode::Off;
    case StreamMode::Jpeg: return ui::StreamMode::Jpeg;
    case StreamMode::Raw: return ui::StreamMode::Raw;
    }
    return ui::StreamMode::Off;
}

StreamMode sessionMode(ui::StreamMode mode)
{
    switch (mode) {
    case ui::StreamMode::Off: return StreamMode::Off;
    case ui::StreamMode::Jpeg: return StreamMode::Jpeg;
    case ui::StreamMode::Raw: return StreamMode::Raw;
    }
    return StreamMode::Off;
}

bool compressed(const Frame& frame)
{
    return frame.format == PixelFormat::Jpeg || frame.format == PixelFormat::Png;
}

}  // namespace

FrameController::FrameController(Workbench& window, ActionSet& actions, SettingsStore& settings,
                                 CameraSession& session, Prompts& prompts)
    : m_window(window)
    , m_settings(settings)
    , m_session(session)
    , m_prompts(prompts)
{
    ui::FramePane* pane = window.frame;
    for (QAction* action : pane->frameActions())
        actions.adopt(action->objectName(), action);
    connect(&session, &CameraSession::frameShown, this, &FrameController::onFrame);
    connect(&session, &CameraSession::stateChanged, this, &FrameController::onState);
    connect(pane, &ui::FramePane::streamModeChanged, this,
            [this](ui::StreamMode mode) { m_session.setStream(sessionMode(mode)); });
    connect(pane, &ui::FramePane::sourceChanged, this,
            [this](int id) { m_session.setSource(static_cast<std::uint32_t>(id)); });
    connect(pane, &ui::FramePane::saveWanted, this, &FrameController::save);
    connect(pane->view(), &ui::FrameView::frozenChanged, this,
            [this](bool frozen) { m_frozen = frozen ? m_newest : std::nullopt; });
    connect(pane->view(), &ui::FrameView::streamWanted, this,
            [this] { m_session.setStream(StreamMode::Jpeg); });
    connect(pane->view(), &ui::FrameView::regionChanged, this, [this](const QRect& region) {
        // A region is drawn to look into it; a click is for a pixel.
        const bool area = region.width() > 1 && region.height() > 1;
        if (area && !m_hadArea)
            m_window.histogram->setOfRegion(true);
        m_hadArea = area;
        m_window.histogram->setRegionKnown(!region.isNull());
        countAgain();
    });
    for (const char* name : {"frame.crosshair", "frame.grid", "frame.badges"})
        connect(pane->frameAction(QString::fromLatin1(name)), &QAction::triggered, this,
                &FrameController::keepView);
    connect(pane->view(), &ui::FrameView::badgesChanged, this, &FrameController::keepView);
    connect(window.histogram, &ui::HistogramPane::wantedChanged, this, [this] {
        countAgain();
        keepView();
    });
    connect(window.histogram, &ui::HistogramPane::viewChanged, this, &FrameController::keepView);
    connect(window.histogram, &ui::HistogramPane::exportWanted, this, [this](const QString& csv) {
        m_prompts.saveFile(tr("Save the histogram"), QDir::homePath() + u"/histogram.csv"_s,
                           tr("Tables (*.csv)"), [this, csv](const QString& path) {
                               if (const auto problem = writeFile(path, csv.toUtf8()))
                                   m_prompts.problem(*problem);
                           });
    });
    connect(window.instruments, &ui::InstrumentPane::currentChanged, this,
            &FrameController::countAgain);

    const auto showView = [this, pane] {
        const Settings::Frame& wanted = m_settings.value().frame;
        pane->setMarks(wanted.crosshair, wanted.grid, wanted.badges);
    };
    connect(&settings, &SettingsStore::changed, this, showView);
    showView();
    const Settings::Frame& view = settings.value().frame;
    for (const auto& [space, name] : kSpaceNames) {
        if (view.colorSpace == QLatin1StringView(name))
            window.histogram->setColorSpace(space);
    }
    window.histogram->setLogarithmic(view.logarithmic);
    window.histogram->setLanes(view.lanes);
    pane->setRawBytesKnown(true);
    onState(session.state());
    countAgain();
}

void FrameController::keepView()
{
    const ui::FrameView& view = *m_window.frame->view();
    const ui::HistogramPane& histogram = *m_window.histogram;
    m_settings.note([&](Settings& s) {
        s.frame.crosshair = view.crosshair();
        s.frame.grid = view.grid();
        s.frame.badges = view.badges();
        s.frame.logarithmic = histogram.logarithmic();
        s.frame.lanes = histogram.lanes();
        for (const auto& [space, name] : kSpaceNames) {
            if (space == histogram.colorSpace())
                s.frame.colorSpace = QString::fromLatin1(name);
        }
    });
}

/// Tells the worker what is looked at, and counts the picture that stands.
void FrameController::countAgain()
{
    const QRect region = m_window.frame->view()->region();
    FrameAnalysis analysis;
    analysis.histogram = m_window.instruments->currentPane() == "histogram"_L1;
    analysis.space = m_window.histogram->colorSpace();
    analysis.histogramRegion = m_window.histogram->ofRegion() ? region : QRect();
    analysis.focusRegion = region;
    m_session.setAnalysis(analysis);
    recount();
}

void FrameController::recount()
{
    const QImage image = m_window.frame->view()->image();
    if (image.isNull() || m_window.instruments->currentPane() != "histogram"_L1)
        return;
    const QRect region =
        m_window.histogram->ofRegion() ? m_window.frame->view()->region() : QRect();
    const std::optional<ShownFrame>& frame = m_frozen ? m_frozen : m_newest;
    const bool gray = frame && frame->gray;
    const ui::ColorSpace wanted = m_window.histogram->colorSpace();
    m_window.histogram->setData(
        ui::histogram(ui::pixelView(image, region), countedSpace(wanted, gray)));
}

void FrameController::onFrame(const ShownFrame& frame)
{
    ++m_received;
    m_dropped += frame.skipped;
    ui::FrameView& view = *m_window.frame->view();
    if (frame.error) {
        view.setState(ui::FrameState::Error, QString::fromStdString(frame.error->what));
        return;
    }
    m_newest = frame;
    ui::FrameFacts facts;
    facts.width = static_cast<int>(frame.frame.width);
    facts.height = static_cast<int>(frame.frame.height);
    const std::string_view format = name(frame.frame.format);
    facts.format = QString::fromLatin1(format.data(), static_cast<qsizetype>(format.size()));
    facts.cameraFps = static_cast<double>(frame.frame.deviceFps);
    facts.dropped = m_dropped;
    facts.number = frame.frame.number;
    const auto age = std::chrono::system_clock::now() - frame.frame.time;
    facts.latencyMs = std::chrono::duration<double, std::milli>(age).count();
    facts.focus = frame.focus;
    view.setFrame(frame.image, facts);
    if (frame.histogram && !view.frozen())
        m_window.histogram->setData(*frame.histogram);
    showFps();
}

void FrameController::showFps()
{
    if (m_session.state().script == ScriptState::Idle)
        return;
    if (m_fpsShown.isValid() && !m_fpsShown.hasExpired(kFpsEvery))
        return;
    m_fpsShown.start();
    const double camera = m_newest ? static_cast<double>(m_newest->frame.deviceFps) : 0;
    const double shown = m_window.frame->view()->shownFps();
    const QLocale locale;
    m_window.status->set(
        ui::StatusLine::Item::Fps,
        camera > 0 ? tr("%1 fps camera, %2 shown")
                         .arg(locale.toString(camera, 'f', 1), locale.toString(shown, 'f', 0))
                   : tr("%1 fps shown").arg(locale.toString(shown, 'f', 0)),
        tr("Frames a second: made by the camera, and shown here"));
}

void FrameController::retranslate()
{
    if (m_window.status->text(ui::StatusLine::Item::Fps).isEmpty())
        return;
    m_fpsShown.invalidate();
    showFps();
}

void FrameController::onState(const CameraState& state)
{
    ui::FramePane* pane = m_window.frame;
    pane->setConnected(state.connected());
    if (state.connected()) {
        pane->setStreamMode(widgetMode(state.stream));
    } else if (pane->view()->state() == ui::FrameState::Live) {
        // The last picture stays; it is nobody's stream that was turned off.
        pane->view()->setState(ui::FrameState::Stopped);
    }
    if (state.script == ScriptState::Idle)
        m_window.status->set(ui::StatusLine::Item::Fps, {});
    if (state.connected() && !m_wasConnected) {
        m_received = 0;
        m_dropped = 0;
        m_newest.reset();
        pane->view()->clear();
        m_window.histogram->clear();
    }
    m_wasConnected = state.connected();
    // Nobody says whose frames come: until a sensor is chosen here, the script decides.
    QList<ui::FrameSource> sources;
    if (state.info.sensorIds.size() > 1)
        sources.append({0, tr("As in the script")});
    for (std::size_t i = 0; i < state.info.sensorIds.size(); ++i)
        sources.append({static_cast<int>(state.info.sensorIds[i]),
                        QString::fromStdString(state.info.sensorNames[i])});
    pane->setSources(sources, static_cast<int>(state.source));
    if (state.connected() && state.stream == StreamMode::Off)
        pane->view()->setState(ui::FrameState::StreamOff);
}

void FrameController::save(ui::FramePane::Save what)
{
    const QImage image = what == ui::FramePane::Save::Region
        ? m_window.frame->view()->image(m_window.frame->view()->region())
        : m_window.frame->view()->image();
    if (image.isNull() || !m_newest)
        return;
    const ShownFrame frame = m_frozen ? *m_frozen : *m_newest;
    const bool raw = what == ui::FramePane::Save::RawBytes;
    const QString ending = raw ? (compressed(frame.frame) ? u"jpg"_s : u"raw"_s) : u"png"_s;
    const QString folder = m_settings.value().frame.saveFolder;
    const QString proposed = u"%1/frame-%2.%3"_s.arg(
        folder.isEmpty() ? QDir::homePath() : folder,
        QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s), ending);
    m_prompts.saveFile(
        tr("Save the picture"), proposed,
        raw ? tr("Bytes as sent (*.raw *.jpg)") : tr("Pictures (*.png *.jpg *.jpeg *.bmp *.ppm)"),
        [this, what, frame, image](const QString& path) { write(what, frame, image, path); });
}

void FrameController::write(ui::FramePane::Save what, const ShownFrame& frame, const QImage& image,
                            const QString& path)
{
    m_settings.note([&](Settings& s) { s.frame.saveFolder = QFileInfo(path).absolutePath(); });
    QByteArray bytes;
    const QString ending = QFileInfo(path).suffix().toLower();
    const auto sent = frame.frame.data();
    const bool asSent = what == ui::FramePane::Save::Frame &&
        frame.frame.format == PixelFormat::Jpeg && (ending == "jpg"_L1 || ending == "jpeg"_L1);
    if (what == ui::FramePane::Save::RawBytes || asSent) {
        bytes = QByteArray(reinterpret_cast<const char*>(sent.data()),
                           static_cast<qsizetype>(sent.size()));
    } else {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!image.save(&buffer, ending.toLatin1().constData(), 95)) {
            m_prompts.problem({tr("The picture was not saved."),
                               tr("\"%1\" is no kind of picture that can be written.").arg(ending),
                               tr("Choose a name that ends with png, jpg, bmp or ppm.")});
            return;
        }
    }
    if (const auto problem = writeFile(path, bytes))
        m_prompts.problem(*problem);
}

}  // namespace omv::ide
