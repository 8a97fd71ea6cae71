// SPDX-License-Identifier: MIT
#include "app/cli/camera_loop.h"

namespace omv::cli {

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

}  // namespace omv::cli
