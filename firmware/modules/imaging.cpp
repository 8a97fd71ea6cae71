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
{
    for (const SensorSettings& settings : board.sensors) {
        const SensorType* type = sensorType(settings.chipId);
        if (!type)
            continue;
        Sensor::Setup setup;
        setup.defaultFps = board.fpsOverride > 0 ? board.fpsOverride : settings.defaultFps;
        setup.poolBytes = frameBufferBytes;
        setup.limits = board.limits;
        m_sensors.push_back(
            {settings.main, std::make_unique<Sensor>(*type, scene, m_timeline, setup)});
    }
}

std::string Imaging::truth(std::optional<std::uint32_t> frame, std::int64_t now) const
{
    return m_scene.truth(frame ? *frame : m_timeline.frameAt(now));
}

Sensor* Imaging::sensor(std::uint32_t chipId)
{
    for (const Entry& entry : m_sensors)
        if (entry.sensor->type().chipId == chipId)
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
