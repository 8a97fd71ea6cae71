// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include <memory>

namespace omv::cli {

/// The part of omv::Camera that verbs use, so that a test can play the camera.
/// Contracts are those of the functions of the same name there.
class CameraPort {
public:
    virtual ~CameraPort() = default;

    virtual DeviceInfo info() const = 0;

    virtual Status run(std::string_view script, CallOptions options) = 0;
    virtual Status stop(CallOptions options) = 0;
    virtual Result<bool> isRunning(CallOptions options) = 0;
    virtual Result<ScriptEnd> waitForScript(CallOptions options) = 0;

    virtual Status stream(const StreamOptions& options, CallOptions call) = 0;
    virtual void onText(std::function<void(std::string_view)> callback) = 0;
    virtual void onFrame(std::function<void(const Frame&)> callback) = 0;
    virtual void onDisconnected(std::function<void(const Error&)> callback) = 0;
    virtual void onEvent(std::function<void(const ChannelEvent&)> callback) = 0;
    virtual Result<std::string> readText(CallOptions options) = 0;
    virtual Result<Frame> nextFrame(CallOptions options) = 0;

    virtual Result<std::vector<ChannelInfo>> channels(CallOptions options) = 0;
    virtual Result<std::vector<std::uint8_t>> readChannel(std::string_view channel,
                                                          CallOptions options) = 0;
    virtual Status writeChannel(std::string_view channel, std::span<const std::uint8_t> data,
                                CallOptions options) = 0;
    virtual Status ioctlChannel(std::string_view channel, std::uint32_t request,
                                std::span<const std::uint8_t> arguments, CallOptions options) = 0;
    virtual Result<std::vector<std::uint32_t>> channelShape(std::string_view channel,
                                                            CallOptions options) = 0;

    virtual Result<std::vector<MemoryPool>> memory(CallOptions options) = 0;
    virtual Result<LinkStatistics> statistics(CallOptions options) = 0;
    virtual Status reset(CallOptions options) = 0;
    virtual Status enterBootloader(CallOptions options) = 0;
};

std::unique_ptr<CameraPort> makeCameraPort(std::unique_ptr<Camera> camera);

}  // namespace omv::cli
