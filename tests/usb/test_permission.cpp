// SPDX-License-Identifier: MIT
// Who may open a board, without the udev rules and with them.
#include <algorithm>
#include <array>
#include <filesystem>

#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/catch.h"
#include "tests/usb/usb_board.h"

using namespace omv::test;
using namespace omv::flasher;

namespace {

const std::string kInstalled = "/etc/udev/rules.d/60-openmv.rules";

/// Runs udevadm, which has to succeed.
void udevadm(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "udevadm");
    const auto result = runProgram(arguments);
    INFO(arguments[1] << ": " << result.out << result.err);
    REQUIRE(result.exitCode == 0);
}

/// The rules of this project, for as long as it lives.
struct Rules {
    Rules()
    {
        std::filesystem::create_directories("/etc/udev/rules.d");
        std::filesystem::copy_file(std::string(OMV_SOURCE_DIR) + "/installers/udev/60-openmv.rules",
                                   kInstalled);
        // What it is at now, it does by the rules of before.
        udevadm({"settle"});
        udevadm({"control", "--reload"});
    }
    ~Rules()
    {
        std::filesystem::remove(kInstalled);
        runProgram({"udevadm", "control", "--reload"});
    }
};

/// Lets udev look at the device again, and waits until it has.
void trigger(const std::string& device)
{
    udevadm({"trigger", "--action=add", "--settle", device});
}

/// Lines of KEY=VALUE.
std::string propertiesOf(const std::string& device)
{
    const auto result = runProgram({"udevadm", "info", "--query=property", "--path", device});
    CHECK(result.exitCode == 0);
    return result.out;
}

bool has(const std::string& properties, const std::string& line)
{
    return ('\n' + properties).find('\n' + line + '\n') != std::string::npos;
}

std::string valueOf(const std::string& properties, const std::string& key)
{
    const std::size_t at = ('\n' + properties).find('\n' + key + '=');
    if (at == std::string::npos)
        return {};
    const std::size_t begin = at + key.size() + 1;
    return properties.substr(begin, properties.find('\n', begin) - begin);
}

/// The id of the error that another user gets; "": none. In a process of its own, which asks a
/// bus of its own: libusb has threads.
std::string asNobody(const UsbDevice& device, std::vector<gid_t> groups)
{
    std::array<int, 2> ends{};
    REQUIRE(makePipe(ends));
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr uid_t kNobody = 65534;
        std::string result = "cannot become another user";
        if (::setgroups(groups.size(), groups.data()) == 0 && ::setgid(kNobody) == 0 &&
            ::setuid(kNobody) == 0) {
            const auto bus = UsbBus::open();
            const auto found = bus ? (*bus)->find({device.id}) : std::vector<UsbDevice>();
            result = found.size() == 1 && found[0].path == device.path ? "" : "not found";
            const auto opened = UsbBus::openControl(*bus, device, 0);
            if (result.empty() && found[0].permitted != bool(opened))
                result = "permitted, but cannot be opened, or the other way round";
            else if (result.empty())
                result = opened ? "" : opened.error().id;
        }
        (void)!::write(ends[1], result.data(), result.size());
        ::_exit(0);
    }
    ::close(ends[1]);
    std::array<char, 200> text{};
    const ssize_t size = ::read(ends[0], text.data(), text.size());
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(0, size))};
}

gid_t plugdev()
{
    const group* const found = ::getgrnam("plugdev");
    REQUIRE(found);
    return found->gr_gid;
}

}  // namespace

TEST_CASE("Without the udev rules others may not open a bootloader, and are told what to do",
          "[permission]")
{
    const auto bus = *UsbBus::open();
    const UsbDevice device = sharedBoard().intoLoader(*bus);
    CHECK(asNobody(device, {plugdev()}) == "OMV-E0716");
}

TEST_CASE("With the udev rules the user at the screen and the group may open a bootloader",
          "[permission]")
{
    const auto bus = *UsbBus::open();
    const UsbDevice device = sharedBoard().intoLoader(*bus);
    const std::string node = "/sys/bus/usb/devices/" + device.path;
    const Rules rules;
    trigger(node);
    const std::string properties = propertiesOf(node);
    INFO(properties);
    // It applies the rules itself: only to tell why udev did not.
    INFO((has(properties, "ID_MM_DEVICE_IGNORE=1")
              ? ""
              : runProgram({"udevadm", "test", "--action=add", node}).err));
    CHECK(has(properties, "ID_MM_DEVICE_IGNORE=1"));
    CHECK(valueOf(properties, "CURRENT_TAGS").find(":uaccess:") != std::string::npos);
    struct stat info = {};
    REQUIRE(::stat(valueOf(properties, "DEVNAME").c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0660);
    CHECK(info.st_gid == plugdev());
    CHECK(asNobody(device, {plugdev()}) == "");
    CHECK(asNobody(device, {}) == "OMV-E0716");
    // Others' devices stay as they are.
    const std::string hub =
        "/sys/bus/usb/devices/usb" + device.path.substr(0, device.path.find('-'));
    trigger(hub);
    CHECK_FALSE(has(propertiesOf(hub), "ID_MM_DEVICE_IGNORE=1"));
}
