// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/usb_sysfs.h"

#include <filesystem>
#include <fstream>

#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

using omv::flasher::UsbSysfs;
using omv::test::TempDirectory;

namespace {

namespace fs = std::filesystem;

/// As Linux 6.1 has it: a camera by cdc_acm, a bridge by usb-serial, a HID loader behind a hub.
struct FakeSys {
    FakeSys()
    {
        device("usb1/1-1", "1-1");
        text("usb1/1-1/serial", "SN1\n");
        text("usb1/1-1/busnum", "1\n");
        text("usb1/1-1/devnum", "7\n");
        node("usb1/1-1/1-1:1.0/tty/ttyACM0", "ttyACM0", "usb1/1-1/1-1:1.0");
        device("usb1/1-2", "1-2");
        node("usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0", "ttyUSB0", "usb1/1-2/1-2:1.0/ttyUSB0");
        device("usb1/1-3/1-3.4", "1-3.4");
        fs::create_directories(devices + "usb1/1-3/1-3.4/1-3.4:1.0/0003:15A2:0073.0001");
        fs::create_directories(root + "/sys/class/hidraw/hidraw0");
        fs::create_directory_symlink(devices + "usb1/1-3/1-3.4/1-3.4:1.0/0003:15A2:0073.0001",
                                     root + "/sys/class/hidraw/hidraw0/device");
        fs::create_directories(root + "/sys/class/tty/ttyS0");
        fs::create_directories(root + "/sys/devices/platform/serial8250");
        fs::create_directory_symlink(root + "/sys/devices/platform/serial8250",
                                     root + "/sys/class/tty/ttyS0/device");
        std::ofstream(root + "/dev/ttyS0");
    }
    void device(const std::string& path, const std::string& name)
    {
        fs::create_directories(devices + path);
        fs::create_directories(root + "/sys/bus/usb/devices");
        fs::create_directory_symlink(devices + path, root + "/sys/bus/usb/devices/" + name);
    }
    void node(const std::string& path, const std::string& name, const std::string& owner)
    {
        fs::create_directories(devices + path);
        fs::create_directories(root + "/sys/class/tty/" + name);
        fs::create_directory_symlink(devices + owner, root + "/sys/class/tty/" + name + "/device");
        fs::create_directories(root + "/dev/serial/by-id");
        std::ofstream(root + "/dev/" + name);
        fs::create_symlink(root + "/dev/" + name, root + "/dev/serial/by-id/" + name + "-link");
    }
    void text(const std::string& path, const std::string& content)
    {
        std::ofstream(devices + path) << content;
    }

    TempDirectory folder;
    std::string root = folder.path();
    std::string devices = root + "/sys/devices/pci0000:00/";
};

}  // namespace

TEST_CASE("A serial port leads to the place where its board is plugged in, and back")
{
    const FakeSys fake;
    const UsbSysfs sysfs(fake.root);
    CHECK(sysfs.there());
    CHECK(sysfs.pathOfTty("/dev/ttyACM0") == "1-1");
    CHECK(sysfs.pathOfTty("/dev/serial/by-id/ttyACM0-link") == "1-1");
    CHECK(sysfs.pathOfTty("/dev/ttyUSB0") == "1-2");
    CHECK(sysfs.ttys("1-1") == std::vector<std::string>{"/dev/ttyACM0"});
    CHECK(sysfs.ttys("1-2") == std::vector<std::string>{"/dev/ttyUSB0"});
    CHECK(sysfs.pathOfHidraw("/dev/hidraw0") == "1-3.4");
}

TEST_CASE("What is no USB port has no place, and what is not there is nothing")
{
    const FakeSys fake;
    const UsbSysfs sysfs(fake.root);
    CHECK(sysfs.pathOfTty("/dev/ttyS0").empty());
    CHECK(sysfs.pathOfTty("/dev/none").empty());
    CHECK(sysfs.pathOfHidraw("/dev/hidraw9").empty());
    CHECK(sysfs.ttys("9-9").empty());
    CHECK(sysfs.serial("9-9").empty());
    CHECK_FALSE(UsbSysfs(fake.root + "/none").there());
}

TEST_CASE("Serial number and permission are known without opening")
{
    const FakeSys fake;
    const UsbSysfs sysfs(fake.root);
    CHECK(sysfs.serial("1-1") == "SN1");
    CHECK_FALSE(sysfs.permitted("1-1"));
    fs::create_directories(fake.root + "/dev/bus/usb/001");
    std::ofstream(fake.root + "/dev/bus/usb/001/007");
    CHECK(sysfs.permitted("1-1"));
}
