// SPDX-License-Identifier: MIT
#include "app/cli/camera_loop.h"

namespace omv::cli {

namespace {

Result<bool> needsCameraLoop(CameraPort& camera, bool noScript, Context& context)
{
    if (noScript)
        return false;
    if (context.global.port.rfind("sim:", 0) == 0)
        return true;
    const auto running = camera.isRunning(context.step());
    if (!running)
        return Unexpected{running.error()};
    return !*running;
}

}  // namespace

std::string_view cameraLoop()
{
    return R"(import csi

def first_that_works(setting, values):
    for value in values:
        try:
            setting(value)
            return
        except Exception:
            pass

camera = csi.CSI()
camera.reset()
first_that_works(camera.pixformat, (csi.RGB565, csi.GRAYSCALE))
first_that_works(camera.framesize, (csi.VGA, csi.QVGA, (320, 320)))
while True:
    camera.snapshot()
)";
}

Result<SessionPlan> planForFrames(CameraPort& camera, bool noScript, Context& context)
{
    const auto upload = needsCameraLoop(camera, noScript, context);
    if (!upload)
        return Unexpected{upload.error()};
    SessionPlan plan{.showText = false};
    if (*upload)
        plan.script = std::string(cameraLoop());
    plan.frameWait = context.longWait();
    return plan;
}

}  // namespace omv::cli
