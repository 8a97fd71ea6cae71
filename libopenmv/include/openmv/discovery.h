// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/board.h>
#include <openmv/result.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace omv {

/// A camera that could be opened.
struct CameraInfo {
    enum class Kind { Serial, Virtual };

    Kind kind = Kind::Serial;
    std::string port;  ///< what Camera::open() takes: "/dev/ttyACM0"
    std::string boardId;  ///< Board::id; empty when the USB id is not known
    std::string boardName;  ///< for people
    std::string serial;  ///< USB serial number; empty when there is none
    UsbId usbId;
    std::string tcp;  ///< "tcp://127.0.0.1:PORT" when a virtual camera listens, else empty
    std::string drive;  ///< folder that stands for the USB drive; empty when unknown
    std::string usbIp;  ///< "usbip:127.0.0.1:PORT" of a virtual camera whose bootloader is played
    std::string seUart;  ///< serial line to the chip's own loader; there during its recovery only
    std::string loaderTty;  ///< serial line to an old bootloader; there while that runs only
    std::string control;  ///< control socket of a virtual camera
    int pid = 0;  ///< process of a virtual camera

    friend bool operator==(const CameraInfo&, const CameraInfo&) = default;
};

/// Cameras present now: serial ports whose USB id the board database knows, and
/// virtual cameras that announced themselves. Sorted by port. Does not open any.
OPENMV_API Result<std::vector<CameraInfo>> listCameras();

/// Tells which cameras come and go.
/// Threads: the callbacks run on a thread of the watch's own. The destructor
/// stops it and returns only when no callback runs any more.
class OPENMV_API CameraWatch {
public:
    struct Callbacks {
        std::function<void(const CameraInfo&)> appeared;
        std::function<void(const CameraInfo&)> vanished;
    };
    /// Reports the cameras that are there at once, then changes within about half a second.
    explicit CameraWatch(Callbacks callbacks);
    ~CameraWatch();
    CameraWatch(const CameraWatch&) = delete;
    CameraWatch& operator=(const CameraWatch&) = delete;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Where virtual cameras announce themselves: $XDG_RUNTIME_DIR/openmv, or
/// /tmp/openmv-UID where that is unset. Not created by this call.
/// File format: docs/virtual-camera.md.
OPENMV_API std::string announcementDirectory();

/// Parses one announcement. Errors: Malformed.
OPENMV_API Result<CameraInfo> parseAnnouncement(std::string_view json);
/// The text of an announcement.
OPENMV_API std::string formatAnnouncement(const CameraInfo& info);

}  // namespace omv
