// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/serial_pipe.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "firmware-flasher/src/serial_baud.h"
#include "libopenmv/src/error_catalog.h"
#include "libopenmv/src/port_diagnosis.h"
#include "libopenmv/src/unique_fd.h"

namespace omv::flasher {

namespace {

using protocol::Bytes;
using protocol::Duration;
using protocol::MutableBytes;
using Clock = std::chrono::steady_clock;

/// Of ports that have a rate. Not 1200, see touch1200().
constexpr std::uint32_t kFirstBaud = 921600;
constexpr std::uint32_t kTouchBaud = 1200;
constexpr std::chrono::microseconds kDrainLook{250};
constexpr std::chrono::seconds kDrainBeforeBaud{2};

class Deadline {
public:
    explicit Deadline(Clock::duration time)
        : m_end(Clock::now() + time)
    {
    }
    std::chrono::microseconds left() const
    {
        const auto left =
            std::chrono::duration_cast<std::chrono::microseconds>(m_end - Clock::now());
        return std::max(left, std::chrono::microseconds(0));
    }
    bool over() const { return left().count() == 0; }

private:
    Clock::time_point m_end;
};

timespec timespecOf(std::chrono::microseconds time)
{
    constexpr long kMicro = 1'000'000;
    return {static_cast<time_t>(time.count() / kMicro),
            static_cast<long>(time.count() % kMicro) * 1000};
}

bool isPseudoTerminal(const std::string& path)
{
    std::error_code error;
    return std::filesystem::canonical(path, error).string().starts_with("/dev/pts/");
}

Unexpected cannotOpen(const std::string& path, int error)
{
    const std::string what = "Cannot open the serial port " + path;
    switch (error) {
    case EACCES:
    case EPERM:
        return fail("OMV-E0716", what, permissionError(path, error).why,
                    "Install the udev rules (omv doctor --fix does it), then unplug the board and "
                    "plug it in again");
    case EBUSY:
        return fail("OMV-E0717", what, busyError(path, errnoText(error)).why,
                    "End the program that uses it, then try again");
    case ENOENT:
    case ENOTDIR:
    case ENXIO:
    case ENODEV:
    case EIO: return fail("OMV-E0715", what, "It is no longer there", "Plug it in again");
    default:
        return fail("OMV-E0718", what, errnoText(error),
                    "Unplug it, plug it in again, and try again");
    }
}

/// Raw, 8N1; DTR falls when it is closed.
bool makeRaw(int fd)
{
    termios settings{};
    if (::tcgetattr(fd, &settings) != 0)
        return false;
    ::cfmakeraw(&settings);
    settings.c_cflag |= CLOCAL | CREAD | HUPCL;
    settings.c_cflag &= ~static_cast<tcflag_t>(CRTSCTS | CSTOPB | PARENB);
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    return ::tcsetattr(fd, TCSANOW, &settings) == 0;
}

bool isExclusive(int fd)
{
    int exclusive = 0;
    return ::ioctl(fd, TIOCGEXCL, &exclusive) == 0 && exclusive != 0;
}

/// For this program alone. Root is let in to an exclusive port: it has to look itself.
Result<UniqueFd> openPort(const std::string& path, std::uint32_t baud)
{
    UniqueFd fd(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (!fd)
        return cannotOpen(path, errno);
    if (::isatty(fd.get()) == 0)
        return cannotOpen(path, ENOTTY);
    if (isExclusive(fd.get()) || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        fd = UniqueFd();
        return cannotOpen(path, EBUSY);
    }
    // The mark of a pseudo-terminal would outlive a program that was killed.
    if (!isPseudoTerminal(path))
        ::ioctl(fd.get(), TIOCEXCL);
    if (!makeRaw(fd.get()) || !setSerialBaud(fd.get(), baud))
        return cannotOpen(path, errno);
    return fd;
}

void setDtr(int fd, bool on)
{
    // A pseudo-terminal has no such line.
    int lines = TIOCM_DTR;
    ::ioctl(fd, on ? TIOCMBIS : TIOCMBIC, &lines);
}

class SerialPipe final : public ByteStream {
public:
    explicit SerialPipe(UniqueFd fd)
        : m_fd(std::move(fd))
    {
    }
    SerialPipe(const SerialPipe&) = delete;
    SerialPipe& operator=(const SerialPipe&) = delete;
    ~SerialPipe() override { ::ioctl(m_fd.get(), TIOCNXCL); }

protected:
    Answer write(Bytes bytes, Duration limit) override;
    Answer read(MutableBytes bytes, Duration limit) override;
    Answer setBaud(std::uint32_t baud) override;
    Answer discard() override;

private:
    enum class Waited { Ready, Over, HungUp };

    Waited waitFor(short events, std::chrono::microseconds time) const;
    Waited drain(const Deadline& until) const;

    UniqueFd m_fd;
};

/// Whether a call that moved nothing may be tried again later.
bool isBusy(ssize_t moved)
{
    return moved < 0 && (errno == EAGAIN || errno == EINTR);
}

SerialPipe::Waited SerialPipe::waitFor(short events, std::chrono::microseconds time) const
{
    pollfd poll{m_fd.get(), events, 0};
    const timespec limit = timespecOf(time);
    const int ready = ::ppoll(&poll, 1, &limit, nullptr);
    if (ready < 0)
        return errno == EINTR ? Waited::Ready : Waited::HungUp;
    if (ready == 0)
        return Waited::Over;
    // What came before the end is still to be read.
    return (poll.revents & events) != 0 ? Waited::Ready : Waited::HungUp;
}

/// Until the port has sent what it was given.
SerialPipe::Waited SerialPipe::drain(const Deadline& until) const
{
    for (;;) {
        int queued = 0;
        if (::ioctl(m_fd.get(), TIOCOUTQ, &queued) != 0 || queued <= 0)
            return Waited::Ready;
        if (until.over())
            return Waited::Over;
        if (waitFor(0, std::min(kDrainLook, until.left())) == Waited::HungUp)
            return Waited::HungUp;
    }
}

Answer SerialPipe::write(Bytes bytes, Duration limit)
{
    const Deadline until{std::chrono::microseconds(limit)};
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t moved = ::write(m_fd.get(), bytes.data() + sent, bytes.size() - sent);
        if (moved > 0) {
            sent += static_cast<std::size_t>(moved);
            continue;
        }
        if (moved < 0 && !isBusy(moved))
            return {Outcome::Gone, sent};
        const Waited waited = waitFor(POLLOUT, until.left());
        if (waited == Waited::HungUp)
            return {Outcome::Gone, sent};
        if (waited == Waited::Over || until.over())
            return {Outcome::Timeout, sent};
    }
    // A device that leaves has taken the command to leave: whoever goes on meets its absence.
    return {drain(until) == Waited::Over ? Outcome::Timeout : Outcome::Ok, sent};
}

Answer SerialPipe::read(MutableBytes bytes, Duration limit)
{
    const Deadline until{std::chrono::microseconds(limit)};
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t moved = ::read(m_fd.get(), bytes.data() + have, bytes.size() - have);
        if (moved > 0) {
            have += static_cast<std::size_t>(moved);
            continue;
        }
        if (!isBusy(moved))
            return {Outcome::Gone, have};
        const Waited waited = waitFor(POLLIN, until.left());
        if (waited == Waited::HungUp)
            return {Outcome::Gone, have};
        if (waited == Waited::Over)
            return {Outcome::Timeout, have};
    }
    return {Outcome::Ok, have};
}

Answer SerialPipe::setBaud(std::uint32_t baud)
{
    if (drain(Deadline(kDrainBeforeBaud)) == Waited::HungUp)
        return {Outcome::Gone, 0};
    if (setSerialBaud(m_fd.get(), baud))
        return {};
    const bool refused = errno == EINVAL || errno == ENOTTY || errno == EOPNOTSUPP;
    return {refused ? Outcome::Stall : Outcome::Gone, 0};
}

Answer SerialPipe::discard()
{
    constexpr int kMost = 64;
    ::tcflush(m_fd.get(), TCIFLUSH);
    std::array<std::uint8_t, 4096> lost{};
    for (int i = 0; i < kMost; ++i) {
        const ssize_t moved = ::read(m_fd.get(), lost.data(), lost.size());
        if (moved <= 0)
            return {isBusy(moved) ? Outcome::Ok : Outcome::Gone, 0};
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<ByteStream>> openSerialPipe(const std::string& path)
{
    auto fd = openPort(path, kFirstBaud);
    if (!fd)
        return Unexpected{fd.error()};
    setDtr(fd->get(), true);
    return std::unique_ptr<ByteStream>(new SerialPipe(*std::move(fd)));
}

Status touch1200(const std::string& path)
{
    const auto fd = openPort(path, kTouchBaud);
    if (!fd)
        return Unexpected{fd.error()};
    setDtr(fd->get(), false);
    ::ioctl(fd->get(), TIOCNXCL);
    return Done{};
}

}  // namespace omv::flasher
