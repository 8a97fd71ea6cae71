// SPDX-License-Identifier: MIT
#include "libopenmv/src/c_api.h"

#include <openmv/version.h>

#include <utility>

#include "libopenmv/src/error_catalog.h"

namespace c = omv::c;

omv_camera::omv_camera(std::unique_ptr<omv::Camera> opened)
    : camera(std::move(opened))
    , device(camera->info())
    , firmware(omv::toString(device.firmware))
    , info{device.port.c_str(), device.boardId.c_str(), device.boardName.c_str(),
           device.serial.c_str(), firmware.c_str()}
{
}

omv::CallOptions omv_camera::call(int timeoutMs)
{
    omv::CallOptions options;
    if (const auto timeout = c::timeoutOf(timeoutMs))
        options.timeout = *timeout;
    const std::lock_guard lock(m_mutex);
    options.cancel = m_stop.get_token();
    return options;
}

void omv_camera::cancelCalls()
{
    std::stop_source current;
    {
        const std::lock_guard lock(m_mutex);
        std::swap(current, m_stop);
    }
    current.request_stop();
}

std::optional<std::chrono::milliseconds> omv::c::timeoutOf(int timeoutMs)
{
    if (timeoutMs < 0)
        return std::nullopt;
    return std::chrono::milliseconds(timeoutMs);
}

const char* omv_version(void)
{
    return OPENMV_VERSION;
}

omv_status omv_camera_open(const char* port, int timeout_ms, omv_camera** camera)
{
    return c::guarded([&] {
        if (!camera)
            return c::missing("omv_camera_open", "camera");
        *camera = nullptr;
        if (!port)
            return c::missing("omv_camera_open", "port");
        omv::Camera::Options options;
        options.connectTimeout = c::timeoutOf(timeout_ms).value_or(options.connectTimeout);
        auto opened = omv::Camera::open(port, std::move(options));
        if (!opened)
            return c::report(std::move(opened).error());
        *camera = new omv_camera(*std::move(opened));
        return OMV_OK;
    });
}

void omv_camera_close(omv_camera* camera)
{
    delete camera;
}

int omv_camera_connected(const omv_camera* camera)
{
    return camera && camera->camera->connected() ? 1 : 0;
}

void omv_camera_cancel(omv_camera* camera)
{
    if (camera)
        camera->cancelCalls();
}

const omv_info* omv_camera_info(const omv_camera* camera)
{
    return camera ? &camera->info : nullptr;
}

omv_status omv_camera_run(omv_camera* camera, const char* script, int timeout_ms)
{
    return c::guarded([&] {
        if (!camera || !script)
            return c::missing("omv_camera_run", camera ? "script" : "camera");
        return c::statusOf(camera->camera->run(script, camera->call(timeout_ms)));
    });
}

omv_status omv_camera_stop(omv_camera* camera, int timeout_ms)
{
    return c::guarded([&] {
        if (!camera)
            return c::missing("omv_camera_stop", "camera");
        return c::statusOf(camera->camera->stop(camera->call(timeout_ms)));
    });
}

omv_status omv_camera_wait_script(omv_camera* camera, int timeout_ms)
{
    return c::guarded([&] {
        if (!camera)
            return c::missing("omv_camera_wait_script", "camera");
        auto end = camera->camera->waitForScript(camera->call(timeout_ms));
        if (!end)
            return c::report(std::move(end).error());
        if (!end->raised)
            return OMV_OK;
        return c::report(omv::makeError("OMV-E0301", "The script ended with an exception",
                                        end->traceback, "Correct the script"));
    });
}

omv_status omv_camera_next_text(omv_camera* camera, int timeout_ms, const omv_bytes** text)
{
    return c::guarded([&] {
        if (!text)
            return c::missing("omv_camera_next_text", "text");
        *text = nullptr;
        if (!camera)
            return c::missing("omv_camera_next_text", "camera");
        return c::give(camera->camera->readText(camera->call(timeout_ms)), text);
    });
}

omv_status omv_camera_stream(omv_camera* camera, omv_stream stream, uint32_t raw_width,
                             uint32_t raw_height, int timeout_ms)
{
    return c::guarded([&] {
        if (!camera)
            return c::missing("omv_camera_stream", "camera");
        if (stream < OMV_STREAM_OFF || stream > OMV_STREAM_RAW)
            return c::report(omv::makeError("OMV-E0209", "Cannot switch the stream",
                                            "`stream` is none of omv_stream"));
        omv::StreamOptions options;
        options.enabled = stream != OMV_STREAM_OFF;
        options.raw = stream == OMV_STREAM_RAW;
        options.rawWidth = raw_width;
        options.rawHeight = raw_height;
        return c::statusOf(camera->camera->stream(options, camera->call(timeout_ms)));
    });
}

omv_status omv_camera_next_frame(omv_camera* camera, int timeout_ms, const omv_frame** frame)
{
    return c::guarded([&] {
        if (!frame)
            return c::missing("omv_camera_next_frame", "frame");
        *frame = nullptr;
        if (!camera)
            return c::missing("omv_camera_next_frame", "camera");
        return c::give(camera->camera->nextFrame(camera->call(timeout_ms)), frame);
    });
}

omv_status omv_camera_channels(omv_camera* camera, int timeout_ms, const omv_channels** channels)
{
    return c::guarded([&] {
        if (!channels)
            return c::missing("omv_camera_channels", "channels");
        *channels = nullptr;
        if (!camera)
            return c::missing("omv_camera_channels", "camera");
        return c::give(camera->camera->channels(camera->call(timeout_ms)), channels);
    });
}

omv_status omv_camera_read_channel(omv_camera* camera, const char* channel, int timeout_ms,
                                   const omv_bytes** data)
{
    return c::guarded([&] {
        if (!data)
            return c::missing("omv_camera_read_channel", "data");
        *data = nullptr;
        if (!camera || !channel)
            return c::missing("omv_camera_read_channel", camera ? "channel" : "camera");
        return c::give(camera->camera->readChannel(channel, camera->call(timeout_ms)), data);
    });
}

omv_status omv_camera_write_channel(omv_camera* camera, const char* channel, const void* data,
                                    size_t size, int timeout_ms)
{
    return c::guarded([&] {
        if (!camera || !channel)
            return c::missing("omv_camera_write_channel", camera ? "channel" : "camera");
        if (!data && size > 0)
            return c::missing("omv_camera_write_channel", "data");
        const std::span bytes(static_cast<const std::uint8_t*>(data), size);
        return c::statusOf(camera->camera->writeChannel(channel, bytes, camera->call(timeout_ms)));
    });
}
