// SPDX-License-Identifier: MIT
#include <openmv/transport.h>

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
#ifdef __APPLE__
#include <IOKit/serial/ioss.h>
#endif

#include <fmt/format.h>

#include <openmv/board.h>

#include "libopenmv/src/descriptor_transport.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/port_diagnosis.h"
#include "libopenmv/src/serial_ports.h"

namespace omv {

namespace {

bool isPseudoTerminal(const std::string& path)
{
    std::error_code error;
    const std::string real = std::filesystem::canonical(path, error).string();
    return real.starts_with("/dev/pts/") || real.starts_with("/dev/ttys");
}

Error openError(const std::string& path, int error)
{
    const std::string what = fmt::format("Cannot open {}", path);
    switch (error) {
    case EACCES:
    case EPERM: return permissionError(path, error);
    case EBUSY: return busyError(path, errnoText(error));
    case ENOENT:
    case ENOTDIR:
    case ENXIO:
    case ENODEV:
    case EIO:
        return makeError("OMV-E0103", what, errnoText(error),
                         "List the cameras that are there with \"omv list\"");
    default: return makeError("OMV-E0113", what, errnoText(error));
    }
}

/// True when another process has marked the tty exclusive. Opening it then fails
/// with EBUSY, but not for root.
bool isExclusive(int fd)
{
#ifdef TIOCGEXCL
    int exclusive = 0;
    return ::ioctl(fd, TIOCGEXCL, &exclusive) == 0 && exclusive != 0;
#else
    static_cast<void>(fd);
    return false;
#endif
}

/// Sets raw mode, 8N1, 921600 baud (USB and pseudo-terminals ignore the rate).
bool configure(int fd)
{
    termios settings = {};
    if (::tcgetattr(fd, &settings) != 0) {
        return false;
    }
    ::cfmakeraw(&settings);
    settings.c_cflag |= CLOCAL | CREAD;
    settings.c_cflag &= static_cast<tcflag_t>(~(CRTSCTS | CSTOPB));
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
#ifdef B921600
    ::cfsetspeed(&settings, B921600);
#endif
    if (::tcsetattr(fd, TCSANOW, &settings) != 0) {
        return false;
    }
#ifdef IOSSIOSPEED
    speed_t speed = 921600;
    ::ioctl(fd, IOSSIOSPEED, &speed);
#endif
    return true;
}

/// Tells the board that a host is there. A pseudo-terminal has no modem lines.
void raiseDtr(int fd)
{
    int lines = TIOCM_DTR | TIOCM_RTS;
    ::ioctl(fd, TIOCMBIS, &lines);
}

/// A board's own USB port has flow control and checksums; behind a UART bridge (a
/// USB id that is no board's) bytes can get lost.
bool isReliablePort(const std::string& path)
{
    if (isPseudoTerminal(path)) {
        return true;
    }
    const auto usbId = usbIdOfPort(path);
    const auto boards = BoardDatabase::load();
    return usbId && boards && boards->byUsbId(*usbId);
}

}  // namespace

Result<std::unique_ptr<Transport>> openSerial(const std::string& path)
{
    UniqueFd fd(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (!fd) {
        return Unexpected{openError(path, errno)};
    }
    if (!::isatty(fd.get())) {
        return fail("OMV-E0113", fmt::format("Cannot open {}", path), "it is not a serial port",
                    "List the cameras that are there with \"omv list\"");
    }
    if (isExclusive(fd.get()) || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        fd = UniqueFd();
        return Unexpected{busyError(path, "the port is locked")};
    }
    // Not on a pseudo-terminal: there the mark would outlive a killed process and
    // lock everybody else out.
    if (!isPseudoTerminal(path)) {
        ::ioctl(fd.get(), TIOCEXCL);
    }
    if (!configure(fd.get())) {
        return fail("OMV-E0113", fmt::format("Cannot set up {}", path), errnoText(errno));
    }
    raiseDtr(fd.get());
    ::tcflush(fd.get(), TCIFLUSH);
    auto wake = WakeEvent::create();
    if (!wake) {
        return Unexpected{std::move(wake).error()};
    }
    return std::unique_ptr<Transport>(std::make_unique<DescriptorTransport>(
        DescriptorTransport::Setup{std::move(fd), *std::move(wake), path, isReliablePort(path)}));
}

}  // namespace omv
