// SPDX-License-Identifier: MIT
#include <filesystem>

#include "firmware-flasher/src/usb_sysfs.h"
#include "tests/libopenmv/temp_directory.h"
#include "tests/support/catch.h"

using omv::flasher::UsbSysfs;

TEST_CASE("A device is there when the kernel has one with its id at its path")
{
    const omv::test::TempDirectory root;
    const std::string folder = root / "sys/bus/usb/devices/1-2.3";
    std::filesystem::create_directories(folder);
    omv::test::writeText(folder + "/idVendor", "37c5\n");
    omv::test::writeText(folder + "/idProduct", "96e3\n");
    const UsbSysfs sysfs(root.path());
    CHECK(sysfs.has("1-2.3", {0x37C5, 0x96E3}));
    // The application is there by now.
    CHECK_FALSE(sysfs.has("1-2.3", {0x37C5, 0x16E3}));
    CHECK_FALSE(sysfs.has("1-2", {0x37C5, 0x96E3}));
}
