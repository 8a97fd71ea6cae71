// SPDX-License-Identifier: MIT
#include "tests/protocol/loader/script.h"

#include "protocol/loader/legacy_cdc_host.h"

using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::protocol::loader::test;
using legacy_cdc::Layout;
using legacy_cdc::Mode;
using legacy_cdc::Opcode;
using legacy_cdc::Speed;

namespace {

ByteVector word(std::uint32_t value)
{
    ByteVector bytes(4);
    storeU32(std::span<std::uint8_t, 4>(bytes.data(), 4), value);
    return bytes;
}

std::uint32_t opcodeOf(const ByteVector& packet)
{
    return loadU32(Bytes(packet).first<4>());
}

/// What was sent, without START: opcode and the argument of erases.
std::vector<std::pair<std::uint32_t, std::uint32_t>> commands(const Script& script)
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
    for (const ByteVector& packet : script.out) {
        const std::uint32_t opcode = opcodeOf(packet);
        if (opcode == static_cast<std::uint32_t>(Opcode::Start) ||
            opcode == static_cast<std::uint32_t>(Opcode::FlashWrite))
            continue;
        found.emplace_back(opcode, packet.size() == 8 ? loadU32(Bytes(packet).subspan<4, 4>()) : 0);
    }
    return found;
}

const legacy_cdc::FlashOptions kH7{.defaults = legacy_cdc::kLayoutH7};

}  // namespace

TEST_CASE("Old loader: no write is as long as the packet or a multiple of 64")
{
    for (const Speed speed : {Speed::Full, Speed::High})
        for (const Mode mode : {Mode::Fast, Mode::Safe})
            for (std::size_t left = 4; left <= 2048; left += 4) {
                const std::size_t size = legacy_cdc::writeSize(left, speed, mode);
                const std::size_t packet = size + legacy_cdc::kOpcodeSize;
                CHECK(size >= 4);
                CHECK(size <= left);
                CHECK(packet % 64 != 0);
                CHECK(packet <= legacy_cdc::commandSize(speed, mode));
            }
    CHECK(legacy_cdc::commandSize(Speed::Full, Mode::Fast) == 60);
    CHECK(legacy_cdc::commandSize(Speed::High, Mode::Fast) == 508);
    CHECK(legacy_cdc::commandSize(Speed::Full, Mode::Safe) == 56);
    CHECK(legacy_cdc::commandSize(Speed::High, Mode::Safe) == 504);
}

TEST_CASE("Old loader: a layout that cannot be is not believed")
{
    const Layout defaults = legacy_cdc::kLayoutF4F7;
    CHECK(legacy_cdc::plausible({1, 2, 15}, defaults) == Layout{1, 2, 15});
    CHECK(legacy_cdc::plausible({1, 1, 1023}, defaults) == Layout{1, 1, 1023});
    CHECK(legacy_cdc::plausible({1, 2, 1024}, defaults) == defaults);
    CHECK(legacy_cdc::plausible({0, 2, 15}, defaults) == defaults);
    CHECK(legacy_cdc::plausible({3, 2, 15}, defaults) == defaults);
    CHECK(legacy_cdc::plausible({1, 9, 8}, defaults) == defaults);
    CHECK(legacy_cdc::plausible({~0u, ~0u, ~0u}, defaults) == defaults);
}

TEST_CASE("Old loader: knocks until it answers, erases the firmware's sectors, writes, leaves")
{
    const ByteVector image = pattern(1001);
    legacy_cdc::Flash machine(image, kH7);
    Script script;
    script.says(Outcome::Timeout).says(hex("55 66")).says(hex("01 02 03 04"));
    script.says(word(0xABCD0003)).says(toVector(legacy_cdc::encode(Layout{1, 13, 15})));
    script.says(toVector(legacy_cdc::encode(legacy_cdc::QspiLayout{0, 511, 65536})));
    CHECK(script.run(machine).kind == Step::Kind::Done);
    using Commands = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    CHECK(commands(script) ==
          Commands{{0xABCD0010, 0},
                   {0xABCD1010, 0},
                   {0xABCD0004, 13},
                   {0xABCD0004, 14},
                   {0xABCD0004, 15},
                   {0xABCD0002, 0}});
    ByteVector written;
    for (const ByteVector& packet : script.out)
        if (opcodeOf(packet) == 0xABCD0008)
            written.insert(written.end(), packet.begin() + 4, packet.end());
    ByteVector padded = image;
    padded.resize(1024, 0xFF);
    CHECK(written == padded);
    CHECK(machine.progress().done == 1001);
    CHECK(machine.version() == legacy_cdc::Version::V3);
}

TEST_CASE("Old loader: erasing the file system takes its sectors and the first QSPI block")
{
    const ByteVector image = pattern(100);
    legacy_cdc::FlashOptions options = kH7;
    options.eraseFileSystem = true;
    legacy_cdc::Flash machine(image, options);
    Script script;
    script.says(word(0xABCD0003)).says(toVector(legacy_cdc::encode(Layout{14, 15, 15})));
    script.says(toVector(legacy_cdc::encode(legacy_cdc::QspiLayout{3, 511, 65536})));
    CHECK(script.run(machine).kind == Step::Kind::Done);
    using Commands = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    CHECK(commands(script) ==
          Commands{{0xABCD0010, 0},
                   {0xABCD1010, 0},
                   {0xABCD1004, 3},
                   {0xABCD0004, 14},
                   {0xABCD0004, 15},
                   {0xABCD0002, 0}});
}

TEST_CASE("Old loader: one that knows no layouts is not asked for them")
{
    const ByteVector image = pattern(100);
    legacy_cdc::Flash machine(image, {.defaults = {1, 4, 5}});
    Script script;
    script.says(word(0xABCD0001));
    CHECK(script.run(machine).kind == Step::Kind::Done);
    using Commands = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    CHECK(commands(script) == Commands{{0xABCD0004, 4}, {0xABCD0004, 5}, {0xABCD0002, 0}});
}

TEST_CASE("Old loader: late answers to START are not taken for a layout")
{
    const ByteVector image = pattern(100);
    legacy_cdc::Flash machine(image, kH7);
    ByteVector late = word(0xABCD0002);
    const ByteVector layout = toVector(legacy_cdc::encode(Layout{1, 15, 15}));
    late.insert(late.end(), layout.begin(), layout.end());
    Script script;
    script.says(word(0xABCD0002)).says(late);
    CHECK(script.run(machine).kind == Step::Kind::Done);
    CHECK(machine.layout() == Layout{1, 15, 15});
}

TEST_CASE("Old loader: sectors that cannot be are never erased")
{
    const ByteVector image = pattern(100);
    legacy_cdc::Flash machine(image, {.defaults = {1, 4, 5}});
    Script script;
    script.says(word(0xABCD0002)).says(toVector(legacy_cdc::encode(Layout{0, 0, 1024})));
    CHECK(script.run(machine).kind == Step::Kind::Done);
    using Commands = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    CHECK(commands(script) ==
          Commands{{0xABCD0010, 0}, {0xABCD0004, 4}, {0xABCD0004, 5}, {0xABCD0002, 0}});
}

TEST_CASE("Old loader: nobody there, nothing erased")
{
    const ByteVector image = pattern(100);
    legacy_cdc::FlashOptions options = kH7;
    options.knocks = 5;
    legacy_cdc::Flash machine(image, options);
    Script script;
    CHECK(script.run(machine).fault.kind == FaultKind::NoAnswer);
    CHECK(script.out.size() == 5);
    legacy_cdc::Flash empty({}, options);
    CHECK(script.run(empty).kind == Step::Kind::Failed);
    CHECK(script.out.size() == 5);
}

TEST_CASE("Old loader: half a layout is no layout")
{
    const ByteVector image = pattern(100);
    legacy_cdc::Flash machine(image, kH7);
    Script script;
    script.says(word(0xABCD0002)).says(hex("01 00 00 00 02 00"));
    CHECK(script.run(machine).fault.kind == FaultKind::BadReply);
    CHECK(commands(script).size() == 1);
}
