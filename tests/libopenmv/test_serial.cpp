// SPDX-License-Identifier: MIT
#include <openmv/transport.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "tests/libopenmv/serial_fixture.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/libopenmv/transport_helpers.h"
#include "tests/support/catch.h"

using omv::Errc;
using omv::UniqueFd;
using omv::test::becomeNobody;
using omv::test::Bytes;
using omv::test::Child;
using omv::test::counting;
using omv::test::Pty;

namespace {

Bytes readMaster(int fd, std::size_t size)
{
    Bytes bytes(size);
    std::size_t got = 0;
    while (got < size) {
        const ssize_t count = ::read(fd, bytes.data() + got, size - got);
        if (count <= 0) {
            break;
        }
        got += static_cast<std::size_t>(count);
    }
    bytes.resize(got);
    return bytes;
}

}  // namespace

TEST_CASE("a pseudo-terminal carries every byte value unchanged both ways")
{
    const Pty pty;
    auto port = omv::openSerial(pty.path);
    REQUIRE(port);
    CHECK((*port)->description() == pty.path);
    CHECK((*port)->isReliable());
    for (const std::size_t size : {1u, 7u, 256u, 1000u}) {
        const Bytes bytes = counting(size);
        CHECK(*(*port)->write(bytes) == size);
        CHECK(readMaster(pty.master.get(), size) == bytes);
        CHECK(::write(pty.master.get(), bytes.data(), size) == static_cast<ssize_t>(size));
        CHECK(omv::test::readExactly(**port, size) == bytes);
    }
}

TEST_CASE("the port is set to 921600 baud")
{
    const Pty pty;
    auto port = omv::openSerial(pty.path);
    REQUIRE(port);
    termios settings = {};
    REQUIRE(::tcgetattr(pty.master.get(), &settings) == 0);
    CHECK(::cfgetospeed(&settings) == B921600);
    CHECK((settings.c_lflag & (ICANON | ECHO | ISIG)) == 0);
}

TEST_CASE("a pseudo-terminal whose other side has closed is disconnected")
{
    Pty pty;
    auto port = omv::openSerial(pty.path);
    REQUIRE(port);
    pty.master = UniqueFd();
    std::array<std::uint8_t, 16> buffer{};
    const auto ready = (*port)->wait(false, omv::test::soon());
    CHECK((!ready || ready->readable));
    const auto read = (*port)->read(buffer);
    REQUIRE(!read);
    CHECK(read.error().code == Errc::Disconnected);
    const auto write = (*port)->write(buffer);
    REQUIRE(!write);
    CHECK(write.error().code == Errc::Disconnected);
}

TEST_CASE("a path that does not exist is no device")
{
    const auto port = omv::openSerial("/dev/no-such-tty");
    REQUIRE(!port);
    CHECK(port.error().code == Errc::NoDevice);
    CHECK(port.error().id == "OMV-E0103");
    CHECK(port.error().what == "Cannot open /dev/no-such-tty");
}

TEST_CASE("a file that is not a serial port is refused")
{
    const omv::test::TempDirectory folder;
    omv::test::writeText(folder / "file", "x");
    const auto port = omv::openSerial(folder / "file");
    REQUIRE(!port);
    CHECK(port.error().id == "OMV-E0113");
    CHECK(port.error().why == "it is not a serial port");
    CHECK_FALSE(port.error().fix.empty());
}

TEST_CASE("a port that this program has open is busy, and free again after that")
{
    const Pty pty;
    auto first = omv::openSerial(pty.path);
    REQUIRE(first);
    const auto second = omv::openSerial(pty.path);
    REQUIRE(!second);
    CHECK(second.error().code == Errc::Busy);
    CHECK(second.error().why.find("this program") != std::string::npos);
    first->reset();
    CHECK(omv::openSerial(pty.path));
}

TEST_CASE("a link to a port is the port, and keeps its name")
{
    const Pty pty;
    const omv::test::TempDirectory folder;
    std::filesystem::create_symlink(pty.path, folder / "camera");
    auto port = omv::openSerial(folder / "camera");
    REQUIRE(port);
    CHECK((*port)->isReliable());
    CHECK((*port)->description() == folder / "camera");
    const auto second = omv::openSerial(pty.path);
    REQUIRE(!second);
    CHECK(second.error().why.find("test_serial (process ") != std::string::npos);
}

TEST_CASE("a port that another process has locked is busy, and the error names the process")
{
    const Pty pty;
    // The child lives on in its own copy of the name only: it must not hold the master.
    const int master = pty.master.get();
    const bool exclusive = GENERATE(false, true);
    Child holder([&]() -> std::string {
        ::close(master);
        const int fd = ::open(pty.path.c_str(), O_RDWR | O_NOCTTY);
        const int result = exclusive ? ::ioctl(fd, TIOCEXCL) : ::flock(fd, LOCK_EX);
        return result == 0 ? "held" : "failed";
    });
    REQUIRE(holder.output() == "held");
    const auto port = omv::openSerial(pty.path);
    REQUIRE(!port);
    CHECK(port.error().code == Errc::Busy);
    CHECK(port.error().id == "OMV-E0105");
    const std::string process = "(process " + std::to_string(holder.pid()) + ")";
    CHECK(port.error().why.find(process) != std::string::npos);
    CHECK(port.error().why.find("test_serial") != std::string::npos);
}

TEST_CASE("a process that is killed while it holds a virtual camera does not lock it")
{
    const Pty pty;
    const int master = pty.master.get();
    Child holder([&]() -> std::string {
        ::close(master);
        static auto port = omv::openSerial(pty.path);
        return port ? "held" : "failed";
    });
    REQUIRE(holder.output() == "held");
    holder.kill();
    CHECK(omv::openSerial(pty.path));
}

TEST_CASE("a port that this user may not open is a permission error with its evidence")
{
    const Pty pty;
    const bool root = ::geteuid() == 0;
    REQUIRE(::chmod(pty.path.c_str(), root ? 0600 : 0000) == 0);
    Child user([&]() -> std::string {
        if (root && !becomeNobody()) {
            return "cannot become nobody";
        }
        const auto port = omv::openSerial(pty.path);
        if (port) {
            return "opened";
        }
        const omv::Error& error = port.error();
        const bool denied = error.code == Errc::PermissionDenied;
        return (denied ? "denied|" : "other|") + error.id + '|' + error.why + '|' + error.fix;
    });
    const std::string said = user.output();
    INFO(said);
    CHECK(said.starts_with("denied|OMV-E0104|Permission denied (errno 13); it belongs to user "));
    CHECK(said.find(root ? "user root" : "user ") != std::string::npos);
    CHECK(said.find(root ? "mode 0600" : "mode 0000") != std::string::npos);
    CHECK(said.find("60-openmv.rules") != std::string::npos);
}
