// SPDX-License-Identifier: MIT
// A client that is not ours, on the same bootloader: dfu-util.
#include <filesystem>

#include "tests/support/catch.h"
#include "tests/usb/usb_board.h"

using namespace omv::test;
using omv::flasher::UsbBus;

namespace {

constexpr std::size_t kStrayBytes = 4;

struct DfuUtil {
    DfuUtil()
        : bus(*UsbBus::open())
        , device(camera.intoLoader(*bus))
    {
    }

    ProgramResult run(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), {"dfu-util", "-d", "37c5:96e3", "-p", device.path});
        return runProgram(arguments, std::chrono::seconds(120));
    }
    ProgramResult download(int alternate, const FileBytes& bytes, bool leave = false) const
    {
        const std::string file = folder / "down.bin";
        writeText(file, std::string(bytes.begin(), bytes.end()));
        std::vector<std::string> arguments{"-a", std::to_string(alternate), "-D", file};
        if (leave)
            arguments.push_back("-R");
        return run(arguments);
    }
    FileBytes upload(int alternate) const
    {
        // It writes to no file that is there.
        const std::string file = folder / "up.bin";
        std::filesystem::remove(file);
        const auto result = run({"-a", std::to_string(alternate), "-U", file});
        INFO(result.out << result.err);
        CHECK(result.exitCode == 0);
        const std::string text = readText(file);
        return {text.begin(), text.end()};
    }

    TempDirectory folder;
    std::shared_ptr<UsbBus> bus;
    UsbBoard& camera = sharedBoard();
    omv::flasher::UsbDevice device;
};

}  // namespace

TEST_CASE("dfu-util lists the bootloader's partitions", "[dfu-util]")
{
    const DfuUtil client;
    const auto listed = client.run({"-l"});
    INFO(listed.out << listed.err);
    CHECK(listed.exitCode == 0);
    for (const auto& each : client.camera.board().partitions) {
        const std::string wanted = "path=\"" + client.device.path +
            "\", alt=" + std::to_string(each.alternate.value_or(-1)) + ", name=\"" + each.name +
            "\", serial=\"" + client.device.serial + "\"";
        CHECK(listed.out.find(wanted) != std::string::npos);
    }
}

TEST_CASE("What dfu-util writes it reads back, and nothing else changes", "[dfu-util]")
{
    DfuUtil client;
    const std::size_t size = client.camera.board().partition("ROMFS1")->region.bytes;
    const FileBytes tocBefore = client.upload(4);
    // Odd: the last block is short, and its last word is filled up.
    const FileBytes image = pattern(100001);
    const auto written = client.download(3, image);
    INFO(written.out << written.err);
    REQUIRE(written.exitCode == 0);
    const FileBytes back = client.upload(3);
    REQUIRE(back.size() == size + kStrayBytes);
    CHECK(std::equal(image.begin(), image.end(), back.begin()));
    CHECK(client.upload(4) == tocBefore);
    CHECK(tocBefore.size() == client.camera.board().partition("TOC")->region.bytes + kStrayBytes);
    // The other partition, in the same session of the bootloader.
    const FileBytes toc = pattern(8192, 2);
    const auto last = client.download(4, toc, true);
    INFO(last.out << last.err);
    CHECK(last.out.find("Download done.") != std::string::npos);
    // And told to leave, it leaves; dfu-util then misses it, and says so.
    CHECK(eventually([&] { return client.camera.seen(*client.bus).empty(); }));
    client.camera.waitUntilItRuns();
}

TEST_CASE("dfu-util is refused a read-only partition, and too many bytes", "[dfu-util]")
{
    const DfuUtil client;
    const FileBytes before = client.upload(0);
    const auto refused = client.download(0, pattern(4096));
    INFO(refused.out << refused.err);
    CHECK(refused.exitCode != 0);
    CHECK(client.upload(0) == before);
    CHECK(client.download(4, pattern(8193)).exitCode != 0);
    CHECK(client.download(4, pattern(8192)).exitCode == 0);
}
