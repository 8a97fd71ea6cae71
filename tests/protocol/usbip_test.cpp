// SPDX-License-Identifier: MIT
#include "protocol/usbip.h"

#include <cstring>
#include <vector>

#include "tests/support/catch.h"

using namespace omv::protocol;
using namespace omv::protocol::usbip;

namespace {

std::vector<std::uint8_t> stored(const Header& header)
{
    std::array<std::uint8_t, kHeaderBytes> out{};
    storeHeader(out, header);
    return {out.begin(), out.end()};
}

Header parsed(const std::vector<std::uint8_t>& bytes)
{
    const auto header = parseHeader(std::span(bytes).first<kHeaderBytes>());
    REQUIRE(header);
    return *header;
}

std::vector<std::uint8_t> hex(const std::string& text)
{
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        if (text[i] == ' ') {
            --i;
            continue;
        }
        bytes.push_back(static_cast<std::uint8_t>(std::stoul(text.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

}  // namespace

TEST_CASE("A GET_STATUS of DFU lies in a submit as Linux has it")
{
    Header header;
    header.sequence = 0x0D05;
    header.device = 0x0001000F;
    header.in = true;
    header.flags = 0x200;
    header.length = 6;
    header.setup = {0xA1, 3, 0, 0, 6};
    const auto bytes = hex("00000001 00000d05 0001000f 00000001 00000000 00000200 00000006 00000000"
                           "00000000 00000000 a103000000000600");
    CHECK(stored(header) == bytes);
    const Header back = parsed(bytes);
    CHECK(back.setup == header.setup);
    CHECK(back.in);
    CHECK(back.device == header.device);
    CHECK(back.length == 6);
}

TEST_CASE("Replies carry status and length, unlinks what is not wanted")
{
    Header reply;
    reply.command = Command::SubmitReply;
    reply.sequence = 7;
    reply.status = kStalled;
    reply.length = 3;
    CHECK(stored(reply) ==
          hex("00000003 00000007 00000000 00000000 00000000 ffffffe0 00000003 00000000"
              "00000000 00000000 00000000 00000000"));
    CHECK(parsed(stored(reply)).status == kStalled);
    Header unlink;
    unlink.command = Command::Unlink;
    unlink.sequence = 8;
    unlink.device = 2;
    unlink.unlinked = 7;
    CHECK(parsed(stored(unlink)).unlinked == 7);
    Header unlinked;
    unlinked.command = Command::UnlinkReply;
    unlinked.status = kUnlinked;
    CHECK(parsed(stored(unlinked)).status == -104);
    CHECK_FALSE(parseHeader(std::array<std::uint8_t, kHeaderBytes>{}));
    std::array<std::uint8_t, kHeaderBytes> fifth{};
    fifth[3] = 5;
    CHECK_FALSE(parseHeader(fifth));
}

TEST_CASE("A device keeps every field, and its names always end")
{
    Device device;
    std::strcpy(device.path.data(), "/sys/devices/virtual/1-1");
    std::strcpy(device.busId.data(), "1-1");
    device.bus = 1;
    device.number = 2;
    device.speed = Speed::High;
    device.vendor = 0x37C5;
    device.product = 0x96E3;
    device.release = 0x0103;
    device.deviceClass = 0xEF;
    device.subclass = 2;
    device.protocol = 1;
    device.configuration = 1;
    device.configurations = 1;
    device.interfaces = 3;
    std::array<std::uint8_t, kDeviceBytes> bytes{};
    storeDevice(bytes, device);
    CHECK(std::vector(bytes.begin() + 288, bytes.end()) ==
          hex("00000001 00000002 00000003 37c5 96e3 0103 ef 02 01 01 01 03"));
    const Device back = parseDevice(bytes);
    CHECK(std::string(back.busId.data()) == "1-1");
    CHECK(back.id() == 0x00010002);
    CHECK(back.interfaces == 3);
    bytes.fill('x');
    const Device endless = parseDevice(bytes);
    CHECK(std::strlen(endless.busId.data()) == kBusIdBytes - 1);
    CHECK(std::strlen(endless.path.data()) == 255);
}

TEST_CASE("Operations begin with version, code and status")
{
    std::array<std::uint8_t, kOperationBytes> bytes{};
    storeOperation(bytes, Operation::of(Code::ImportRequest));
    CHECK(std::vector(bytes.begin(), bytes.end()) == hex("0111 8003 00000000"));
    CHECK(parseOperation(bytes).is(Code::ImportRequest));
    bytes[1] = 0x06;
    CHECK_FALSE(parseOperation(bytes).is(Code::ImportRequest));
}
