// SPDX-License-Identifier: MIT
#include "app/cli/camera_port.h"

namespace omv::cli {

namespace {

class RealCamera final : public CameraPort {
public:
    explicit RealCamera(std::unique_ptr<Camera> camera)
        : m_camera(std::move(camera))
    {
    }

    DeviceInfo info() const override { return m_camera->info(); }

    Status run(std::string_view script, CallOptions options) override
    {
        return m_camera->run(script, std::move(options));
    }
    Status stop(CallOptions options) override { return m_camera->stop(std::move(options)); }
    Result<bool> isRunning(CallOptions options) override
    {
        return m_camera->isRunning(std::move(options));
    }
    Result<ScriptEnd> waitForScript(CallOptions options) override
    {
        return m_camera->waitForScript(std::move(options));
    }

    Status stream(const StreamOptions& options, CallOptions call) override
    {
        return m_camera->stream(options, std::move(call));
    }
    void onText(std::function<void(std::string_view)> callback) override
    {
        m_camera->onText(std::move(callback));
    }
    void onFrame(std::function<void(const Frame&)> callback) override
    {
        m_camera->onFrame(std::move(callback));
    }
    void onDisconnected(std::function<void(const Error&)> callback) override
    {
        m_camera->onDisconnected(std::move(callback));
    }
    void onEvent(std::function<void(const ChannelEvent&)> callback) override
    {
        m_camera->onEvent(std::move(callback));
    }
    Result<std::string> readText(CallOptions options) override
    {
        return m_camera->readText(std::move(options));
    }
    Result<Frame> nextFrame(CallOptions options) override
    {
        return m_camera->nextFrame(std::move(options));
    }

    Result<std::vector<ChannelInfo>> channels(CallOptions options) override
    {
        return m_camera->channels(std::move(options));
    }
    Result<std::vector<std::uint8_t>> readChannel(std::string_view channel,
                                                  CallOptions options) override
    {
        return m_camera->readChannel(channel, std::move(options));
    }
    Status writeChannel(std::string_view channel, std::span<const std::uint8_t> data,
                        CallOptions options) override
    {
        return m_camera->writeChannel(channel, data, std::move(options));
    }
    Status ioctlChannel(std::string_view channel, std::uint32_t request,
                        std::span<const std::uint8_t> arguments, CallOptions options) override
    {
        return m_camera->ioctlChannel(channel, request, arguments, std::move(options));
    }
    Result<std::vector<std::uint32_t>> channelShape(std::string_view channel,
                                                    CallOptions options) override
    {
        return m_camera->channelShape(channel, std::move(options));
    }

    Result<std::vector<MemoryPool>> memory(CallOptions options) override
    {
        return m_camera->memory(std::move(options));
    }
    Result<LinkStatistics> statistics(CallOptions options) override
    {
        return m_camera->statistics(std::move(options));
    }
    Status reset(CallOptions options) override { return m_camera->reset(std::move(options)); }
    Status enterBootloader(CallOptions options) override
    {
        return m_camera->enterBootloader(std::move(options));
    }

private:
    std::unique_ptr<Camera> m_camera;
};

}  // namespace

std::unique_ptr<CameraPort> makeCameraPort(std::unique_ptr<Camera> camera)
{
    return std::make_unique<RealCamera>(std::move(camera));
}

}  // namespace omv::cli
