// SPDX-License-Identifier: MIT
#include "protocol/loader/dfu.h"
#include "tests/support/catch.h"

#include <string>
#include <vector>

using namespace omv::protocol;
using namespace omv::protocol::loader;

namespace {

using ByteVector = std::vector<std::uint8_t>;

ByteVector operator+(ByteVector first, const ByteVector& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

const ByteVector kHead{9, 2, 0, 0, 1, 1, 0, 0x80, 250};
const ByteVector kFunctional{9, 0x21, 0x07, 0xE8, 0x03, 0x00, 0x10, 0x01, 0x01};

ByteVector interfaceOf(std::uint8_t number, std::uint8_t alternate, std::uint8_t kind = 0xFE,
                       std::uint8_t mode = 2)
{
    const auto string = static_cast<std::uint8_t>(4 + alternate);
    return {9, 4, number, alternate, 0, kind, 1, mode, string};
}

std::string textOfDescriptor(const ByteVector& descriptor, std::size_t room = 64)
{
    std::string text(room, '\0');
    text.resize(stringDescriptorText(descriptor, text));
    return text;
}

}  // namespace

TEST_CASE("A DFU status is six bytes, with its poll timeout in 24 bits")
{
    const DfuStatus status{DfuError::Write, 0x123456, DfuState::Error, 7};
    const auto wire = encode(status);
    CHECK(ByteVector(wire.begin(), wire.end()) == ByteVector{3, 0x56, 0x34, 0x12, 10, 7});
    CHECK(decodeDfuStatus(wire) == status);
}

TEST_CASE("A DFU status of another length, state or code is no status")
{
    CHECK_FALSE(decodeDfuStatus(ByteVector{0, 0, 0, 0, 2}));
    CHECK_FALSE(decodeDfuStatus(ByteVector{0, 0, 0, 0, 2, 0, 0}));
    CHECK_FALSE(decodeDfuStatus(ByteVector{0, 0, 0, 0, 11, 0}));
    CHECK_FALSE(decodeDfuStatus(ByteVector{16, 0, 0, 0, 2, 0}));
    CHECK(decodeDfuStatus(ByteVector{15, 0, 0, 0, 10, 0}));
}

TEST_CASE("States and codes have the names of the specification")
{
    CHECK(std::string(name(DfuState::AppIdle)) == "appIDLE");
    CHECK(std::string(name(DfuState::DownloadBusy)) == "dfuDNBUSY");
    CHECK(std::string(name(DfuState::ManifestWaitReset)) == "dfuMANIFEST-WAIT-RESET");
    CHECK(std::string(name(DfuState::Error)) == "dfuERROR");
    CHECK(std::string(name(DfuError::Write)) == "errWRITE");
    CHECK(std::string(name(DfuError::Address)) == "errADDRESS");
    CHECK(std::string(name(DfuError::StalledPacket)) == "errSTALLEDPKT");
    CHECK(std::string(name(static_cast<DfuError>(77))) == "unknown status");
}

TEST_CASE("A functional descriptor is decoded in both of its lengths")
{
    const auto value = decodeDfuFunctional(kFunctional);
    REQUIRE(value);
    CHECK(value->canDownload);
    CHECK(value->canUpload);
    CHECK(value->manifestationTolerant);
    CHECK_FALSE(value->willDetach);
    CHECK(value->detachTimeout == 1000);
    CHECK(value->transferSize == 4096);
    CHECK(value->version == 0x0101);
    CHECK_FALSE(value->isDfuse());
    const auto wire = encode(*value);
    CHECK(ByteVector(wire.begin(), wire.end()) == kFunctional);

    const auto old = decodeDfuFunctional(ByteVector{7, 0x21, 0x0B, 0xFF, 0, 0, 8});
    REQUIRE(old);
    CHECK(old->version == 0x0100);
    CHECK(old->willDetach);
    CHECK(old->transferSize == 2048);
    CHECK_FALSE(decodeDfuFunctional(ByteVector{6, 0x21, 1, 0, 0, 0}));
    CHECK_FALSE(decodeDfuFunctional(ByteVector{9, 0x22, 1, 0, 0, 0, 0, 0, 0}));
}

TEST_CASE("A functional descriptor behind the last alternate setting is found")
{
    const auto found =
        findDfuInterface(kHead + interfaceOf(0, 0) + interfaceOf(0, 1) + kFunctional);
    REQUIRE(found);
    CHECK(found->number == 0);
    CHECK(found->inDfuMode());
    REQUIRE(found->count == 2);
    CHECK(found->alternates[1].number == 1);
    CHECK(found->alternates[1].string == 5);
    REQUIRE(found->functional);
    CHECK(found->functional->transferSize == 4096);
}

TEST_CASE("A functional descriptor before the interfaces, or none, is understood too")
{
    CHECK(findDfuInterface(kHead + kFunctional + interfaceOf(3, 0))->functional);
    const auto none = findDfuInterface(kHead + interfaceOf(3, 0));
    REQUIRE(none);
    CHECK(none->number == 3);
    CHECK_FALSE(none->functional);
    const Setup ask = getDfuFunctional(3);
    CHECK(ask == Setup{0x81, 6, 0x2100, 3, 9});
}

TEST_CASE("A HID descriptor, which has the same type, is not taken for DFU's")
{
    const ByteVector hid{9, 0x21, 0x11, 0x01, 0, 1, 0x22, 0x3F, 0};
    const auto found =
        findDfuInterface(kHead + interfaceOf(0, 0, 3) + hid + interfaceOf(1, 0) + kFunctional);
    REQUIRE(found);
    CHECK(found->number == 1);
    CHECK(found->functional->transferSize == 4096);
    CHECK_FALSE(findDfuInterface(kHead + interfaceOf(0, 0, 3) + hid));
}

TEST_CASE("A runtime interface is told from one in DFU mode, and 0 is taken for the latter")
{
    CHECK_FALSE(findDfuInterface(kHead + interfaceOf(0, 0, 0xFE, 1))->inDfuMode());
    CHECK(findDfuInterface(kHead + interfaceOf(0, 0, 0xFE, 0))->inDfuMode());
}

TEST_CASE("A configuration that is cut off counts as far as it goes")
{
    const ByteVector all = kHead + interfaceOf(0, 0) + interfaceOf(0, 1) + kFunctional;
    for (std::size_t size = 0; size < all.size(); ++size) {
        const auto found = findDfuInterface(Bytes(all).first(size));
        CHECK(found.has_value() == (size >= 18));
        if (found)
            CHECK_FALSE(found->functional);
    }
    ByteVector endless = all;
    endless[9] = 0;
    CHECK_FALSE(findDfuInterface(endless));
}

TEST_CASE("More alternate settings than there is room for are left out")
{
    ByteVector all = kHead;
    for (std::uint8_t i = 0; i < 40; ++i)
        all = all + interfaceOf(0, i);
    CHECK(findDfuInterface(all)->count == DfuInterface::kMaxAlternates);
}

TEST_CASE("Blocks are as large as the device says, within reason")
{
    CHECK(dfuBlockSize(4096, 64) == 4096);
    CHECK(dfuBlockSize(0, 64) == 1024);
    CHECK(dfuBlockSize(8, 64) == 64);
    CHECK(dfuBlockSize(65535, 64) == 4096);
    CHECK(dfuBlockSize(2048, 64) == 2048);
}

TEST_CASE("A string descriptor becomes text")
{
    CHECK(textOfDescriptor({8, 3, 'H', 0, 'P', 0, 0xE4, 0}) == "HP?");
    CHECK(textOfDescriptor({8, 3, 'H', 0, 'P', 1, 'E', 0}, 2) == "H?");
    CHECK(textOfDescriptor({80, 3, 'H', 0, 'P'}) == "H");
    CHECK(textOfDescriptor({4, 3, 'H', 0, 'P', 0}) == "H");
    CHECK(textOfDescriptor({4, 2, 'H', 0}).empty());
    CHECK(textOfDescriptor({}).empty());
}
