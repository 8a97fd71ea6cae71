// SPDX-License-Identifier: MIT
#include "protocol/loader/dfu_file.h"
#include "tests/support/catch.h"

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

using namespace omv::protocol;
using namespace omv::protocol::loader;

namespace {

using ByteVector = std::vector<std::uint8_t>;

ByteVector bytesOf(std::string_view text)
{
    return {text.begin(), text.end()};
}

void append(ByteVector& to, const ByteVector& more)
{
    to.insert(to.end(), more.begin(), more.end());
}

ByteVector u32(std::uint32_t value)
{
    ByteVector wire(4);
    storeU32(std::span(wire).first<4>(), value);
    return wire;
}

struct Target {
    std::uint8_t alternate = 0;
    std::string name{};
    std::vector<std::pair<std::uint32_t, ByteVector>> elements{};
};

/// A container as ST's tools write it.
ByteVector container(const std::vector<Target>& targets)
{
    ByteVector body;
    for (const Target& target : targets) {
        ByteVector elements;
        for (const auto& [address, data] : target.elements) {
            append(elements, u32(address));
            append(elements, u32(static_cast<std::uint32_t>(data.size())));
            append(elements, data);
        }
        append(body, bytesOf("Target"));
        body.push_back(target.alternate);
        append(body, u32(target.name.empty() ? 0 : 1));
        ByteVector name = bytesOf(target.name);
        name.resize(255);
        append(body, name);
        append(body, u32(static_cast<std::uint32_t>(elements.size())));
        append(body, u32(static_cast<std::uint32_t>(target.elements.size())));
        append(body, elements);
    }
    ByteVector all = bytesOf("DfuSe");
    all.push_back(1);
    append(all, u32(static_cast<std::uint32_t>(body.size() + 11)));
    all.push_back(static_cast<std::uint8_t>(targets.size()));
    append(all, body);
    return all;
}

/// "0:0 ST... 08000000 (5); 1:2 ...", and a fault's number behind it.
std::string contents(Bytes file)
{
    DfuseFile reader(file);
    std::string all;
    while (const auto element = reader.next()) {
        char text[64];
        std::snprintf(text, sizeof text, "%u:%u %08x (%zu) ", element->target, element->alternate,
                      element->address, element->data.size());
        all += text + std::string(element->name.data(), element->name.size()) + ";";
    }
    if (reader.fault() != DfuseFileFault::None)
        all += " fault " + std::to_string(static_cast<int>(reader.fault()));
    return all;
}

std::string fault(DfuseFileFault kind)
{
    return " fault " + std::to_string(static_cast<int>(kind));
}

const ByteVector kTwo = container({{0, "ST...", {{0x08000000, ByteVector(5, 1)}, {0x08010000, {}}}},
                                   {2, "", {{0x90000000, ByteVector(300, 2)}}}});

}  // namespace

TEST_CASE("The suffix of a known file has the known bytes")
{
    const ByteVector payload = bytesOf("123456789");
    DfuSuffix suffix;
    suffix.product = 0x9204;
    suffix.vendor = 0x37C5;
    const auto wire = encodeSuffix(suffix, payload);
    CHECK(ByteVector(wire.begin(), wire.end()) ==
          ByteVector{0xff, 0xff, 0x04, 0x92, 0xc5, 0x37, 0x00, 0x01, 0x55, 0x46, 0x44, 0x10, 0xd2,
                     0xc4, 0x1a, 0xa1});
}

TEST_CASE("A file is split into payload and suffix")
{
    ByteVector file = bytesOf("123456789");
    const auto wire = encodeSuffix({0x0103, 0x9204, 0x37C5, 0x011A}, file);
    append(file, {wire.begin(), wire.end()});
    const DfuFile split = splitDfuFile(file);
    CHECK(split.state == SuffixState::Good);
    CHECK(split.suffix == DfuSuffix{0x0103, 0x9204, 0x37C5, 0x011A});
    CHECK(split.payload.size() == 9);
}

TEST_CASE("A raw file is left whole")
{
    for (const std::size_t size : {0u, 1u, 15u, 16u, 100u}) {
        const ByteVector file(size, 0x55);
        const DfuFile split = splitDfuFile(file);
        CHECK(split.state == SuffixState::Absent);
        CHECK(split.payload.size() == size);
    }
}

TEST_CASE("A suffix with any bit flipped is not stripped")
{
    ByteVector file = bytesOf("123456789");
    const auto wire = encodeSuffix({}, file);
    append(file, {wire.begin(), wire.end()});
    for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
        ByteVector damaged = file;
        damaged[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        const DfuFile split = splitDfuFile(damaged);
        CHECK(split.state != SuffixState::Good);
        CHECK(split.payload.size() == file.size());
    }
}

TEST_CASE("A longer suffix takes its extra bytes with it")
{
    ByteVector file = bytesOf("1234567890");
    append(file, {0xff, 0xff, 0x04, 0x92, 0xc5, 0x37, 0x00, 0x01, 0x55, 0x46, 0x44, 20});
    append(file, u32(dfuCrc(file)));
    CHECK(splitDfuFile(file).state == SuffixState::Good);
    CHECK(splitDfuFile(file).payload.size() == 6);

    ByteVector tooLong = bytesOf("1234567890");
    append(tooLong, {0xff, 0xff, 0x04, 0x92, 0xc5, 0x37, 0x00, 0x01, 0x55, 0x46, 0x44, 27});
    append(tooLong, u32(dfuCrc(tooLong)));
    CHECK(splitDfuFile(tooLong).state == SuffixState::Damaged);
}

TEST_CASE("A DfuSe container gives its elements in order")
{
    CHECK(contents(kTwo) == "0:0 08000000 (5) ST...;0:0 08010000 (0) ST...;1:2 90000000 (300) ;");
    CHECK(contents(container({})).empty());
    CHECK(contents(container({{0, "", {}}})).empty());
}

TEST_CASE("A DfuSe container that was cut off is known by its size")
{
    for (std::size_t size = 0; size < kTwo.size(); ++size) {
        const std::string found = contents(Bytes(kTwo).first(size));
        CHECK(found == fault(size < 11 ? DfuseFileFault::NotDfuse : DfuseFileFault::Size));
    }
}

TEST_CASE("Sizes and counts in a DfuSe container are not believed")
{
    const auto changed = [](std::size_t at, std::uint8_t value) {
        ByteVector file = kTwo;
        file[at] = value;
        return contents(file);
    };
    constexpr std::size_t kTarget = 11;
    constexpr std::size_t kElement = kTarget + 274;
    CHECK(changed(5, 2) == fault(DfuseFileFault::Version));
    CHECK(changed(0, 'd') == fault(DfuseFileFault::NotDfuse));
    CHECK(changed(10, 1).find(fault(DfuseFileFault::Leftover)) != std::string::npos);
    CHECK(changed(10, 3).find(fault(DfuseFileFault::Truncated)) != std::string::npos);
    CHECK(changed(kTarget, 't') == fault(DfuseFileFault::BadTarget));
    CHECK(changed(kTarget + 269, 0xFF) == fault(DfuseFileFault::Truncated));
    CHECK(changed(kTarget + 266, 20) ==
          "0:0 08000000 (5) ST...;" + fault(DfuseFileFault::Truncated));
    CHECK(changed(kTarget + 270, 1) == "0:0 08000000 (5) ST...;" + fault(DfuseFileFault::Leftover));
    CHECK(changed(kTarget + 273, 0xFF) ==
          "0:0 08000000 (5) ST...;0:0 08010000 (0) ST...;" + fault(DfuseFileFault::Truncated));
    CHECK(changed(kElement + 4, 200) == fault(DfuseFileFault::Truncated));
}

TEST_CASE("An element that ends behind the last address is refused")
{
    CHECK(contents(container({{0, "", {{0xFFFFFFF0, ByteVector(16)}}}})) == "0:0 fffffff0 (16) ;");
    CHECK(contents(container({{0, "", {{0xFFFFFFF0, ByteVector(17)}}}})) ==
          fault(DfuseFileFault::Overflow));
}
