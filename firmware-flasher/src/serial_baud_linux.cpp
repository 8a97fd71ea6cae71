// SPDX-License-Identifier: MIT
// POSIX knows a list of rates only, in which 55000 is not. The kernel's own header for any rate
// cannot be included together with <termios.h>.
#include "firmware-flasher/src/serial_baud.h"

#include <cerrno>

#include <asm/termbits.h>
#include <sys/ioctl.h>

namespace omv::flasher {

namespace {

/// What a receiver still understands, with a tenth of a bit to spare at the tenth bit.
bool isNear(std::uint32_t rate, std::uint32_t wanted)
{
    const std::uint32_t off = rate > wanted ? rate - wanted : wanted - rate;
    return off <= wanted / 33;
}

}  // namespace

std::optional<std::uint32_t> serialBaud(int descriptor)
{
    termios2 settings{};
    if (::ioctl(descriptor, TCGETS2, &settings) != 0)
        return std::nullopt;
    return settings.c_ospeed;
}

bool setSerialBaud(int descriptor, std::uint32_t baud)
{
    termios2 settings{};
    if (::ioctl(descriptor, TCGETS2, &settings) != 0)
        return false;
    // No rate of its own for input: that of output.
    settings.c_cflag &= ~static_cast<tcflag_t>(CBAUD | CIBAUD);
    settings.c_cflag |= BOTHER;
    settings.c_ispeed = baud;
    settings.c_ospeed = baud;
    if (::ioctl(descriptor, TCSETS2, &settings) != 0)
        return false;
    const auto now = serialBaud(descriptor);
    if (now && !isNear(*now, baud))
        errno = EINVAL;
    return now && isNear(*now, baud);
}

}  // namespace omv::flasher
