// SPDX-License-Identifier: MIT
#include "firmware/modules/imaging.h"

#include <algorithm>

namespace omv::firmware {

namespace {

Imaging* s_imaging = nullptr;

double mainRate(const BoardSettings& board)
{
    if (board.fpsOverride > 0)
        return board.fpsOverride;
    const auto found = std::find_if(board.sensors.begin(), board.sensors.end(),
                                    [](const SensorSettings& s) { return s.main; });
    return found == board.sensors.end() ? 30 : found->defaultFps;
}

}  // namespace

Imaging::Imaging(Scene& scene, const BoardSettings& board, std::size_t frameBufferBytes)
    : m_scene(scene)
    , m_timeline(mainRate(board))
    , m_imu(board.seed)
    , m_thermalArray(thermalArrayType(board.thermalArray))
{
    for (const SensorSettings& settings : board.sensors) {
        const SensorType* type = sensorType(settings.chipId);
        if (!type)
            continue;
        Sensor::Setup setup;
        setup.defaultFps = board.fpsOverride > 0 ? board.fpsOverride : settings.defaultFps;
        setup.poolBytes = frameBufferBytes;
        setup.limits = board.limits;
        setup.seed = board.seed;
        Entry entry;
        entry.main = settings.main;
        if (!settings.main) {
            setup.defaultFps = settings.defaultFps;
            setup.sceneClock = &m_timeline;
            entry.clock = std::make_unique<Timeline>(settings.defaultFps);
        }
        Timeline& clock = entry.clock ? *entry.clock : m_timeline;
        entry.sensor = std::make_unique<Sensor>(*type, scene, clock, setup);
        m_sensors.push_back(std::move(entry));
    }
}

std::string Imaging::truth(std::optional<std::uint32_t> frame, std::int64_t now) const
{
    return m_scene.truth(frame ? *frame : m_timeline.frameAt(now));
}

Sensor* Imaging::sensor(std::int64_t wanted)
{
    for (const Entry& entry : m_sensors)
        if (isMeant(entry.sensor->type().chipId, wanted))
            return entry.sensor.get();
    return nullptr;
}

Sensor* Imaging::mainSensor()
{
    for (const Entry& entry : m_sensors)
        if (entry.main)
            return entry.sensor.get();
    return nullptr;
}

void Imaging::pictureChanged(const Canvas& canvas)
{
    for (const Entry& entry : m_sensors)
        entry.sensor->replaceCurrent(canvas);
}

void Imaging::reset(std::int64_t now)
{
    for (const Entry& entry : m_sensors)
        entry.sensor->reset(now);
    m_imu.reset();
    m_screen.close();
}

Imaging* imaging()
{
    return s_imaging;
}

void setImaging(Imaging& imaging)
{
    s_imaging = &imaging;
}

}  // namespace omv::firmware
