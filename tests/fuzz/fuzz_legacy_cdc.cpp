// SPDX-License-Identifier: MIT
// Whatever the old loader answers: only sectors of a layout that can be are erased, never the
// loader's own; no write is as long as a packet; what was written is the image when it is done.
// Whatever a host sends: the loader stays inside its flash.
#include "tests/fuzz/fuzz.h"

#include "firmware/core/loaders/legacy_cdc_device.h"
#include "protocol/loader/legacy_cdc_host.h"

#include <algorithm>
#include <vector>

using namespace omv::protocol;
using namespace omv::protocol::loader;
using namespace omv::firmware::loaders;
using omv::fuzz::Input;
using omv::fuzz::require;

namespace {

using ByteVector = std::vector<std::uint8_t>;
using legacy_cdc::Opcode;

Answer next(Input& input, const Step& step)
{
    const std::uint8_t how = input.empty() ? 0xFF : input.byte();
    if (how >= 0xF0)
        return {how == 0xF0 ? Outcome::Gone : Outcome::Timeout, 0};
    if (step.kind != Step::Kind::Read)
        return {Outcome::Ok, step.out.size()};
    const auto bytes = input.bytes(how % 16);
    const std::size_t size = std::min(bytes.size(), step.in.size());
    std::copy_n(bytes.begin(), size, step.in.begin());
    return {size < step.in.size() ? Outcome::Timeout : Outcome::Ok, size};
}

void checkMachine(Input& input)
{
    const std::uint8_t how = input.byte();
    legacy_cdc::FlashOptions options;
    options.speed = how % 2 == 0 ? legacy_cdc::Speed::High : legacy_cdc::Speed::Full;
    options.mode = how % 4 < 2 ? legacy_cdc::Mode::Fast : legacy_cdc::Mode::Safe;
    options.eraseFileSystem = how % 8 < 4;
    options.defaults = legacy_cdc::kLayoutH7;
    options.knocks = 10;
    const ByteVector image(input.word() % 3000 + 1u, 0x44);
    legacy_cdc::Flash machine(image, options);
    ByteVector written;
    Step step = machine.start();
    int steps = 0;
    while (!step.over()) {
        require(++steps < 10000, "a machine ends");
        const auto command = legacy_cdc::decodeCommand(step.out);
        if (step.kind == Step::Kind::Write) {
            require(command.has_value(), "a command goes out");
            require(step.out.size() % 64 != 0, "no write needs an empty packet");
            require(step.out.size() < legacy_cdc::packetSize(options.speed), "one packet a write");
        }
        if (step.kind == Step::Kind::Write && command->opcode == Opcode::FlashErase) {
            const std::uint32_t sector = loadU32(command->argument.first<4>());
            require(sector >= 1 && sector < 1024, "a sector that can be");
        }
        if (step.kind == Step::Kind::Write && command->opcode == Opcode::FlashWrite)
            written.insert(written.end(), command->argument.begin(), command->argument.end());
        step = machine.answer(next(input, step));
    }
    if (step.kind != Step::Kind::Done)
        return;
    require(written.size() % legacy_cdc::packetSize(options.speed) == 0, "nothing is left over");
    require(written.size() >= image.size() &&
                std::equal(image.begin(), image.end(), written.begin()),
            "the image was written");
}

/// Flash that only looks where it is told to work.
class Watched final : public NorMemory {
public:
    std::uint32_t size() const override { return 0x40000; }
    bool read(std::uint32_t, MutableBytes) override { return false; }
    bool erase(std::uint32_t offset, std::uint32_t length) override
    {
        require(offset <= size() && length <= size() - offset, "erases inside");
        return true;
    }
    bool program(std::uint32_t offset, Bytes bytes) override
    {
        return offset <= size() && bytes.size() <= size() - offset;
    }
};

void checkDevice(Input& input)
{
    constexpr std::array<std::uint32_t, 5> kSectors{0, 0x8000, 0x10000, 0x18000, 0x20000};
    Watched flash;
    Watched qspi;
    LegacyCdcBoard board;
    board.layout = {1, 2, 3};
    board.sectors = kSectors;
    LegacyCdcDevice device(flash, input.byte() % 2 == 0 ? &qspi : nullptr, board, 0);
    device.configured(0);
    ByteVector out(20);
    Time now = 0;
    for (int i = 0; i < 300 && !input.empty(); ++i) {
        const auto bytes = input.bytes(input.byte());
        const ByteVector packet(bytes.begin(), bytes.end());
        device.receive(packet, now);
        now = std::max(now, device.busyUntil()) + 1;
        for (int reads = 0; reads < 4; ++reads)
            require(device.transmit(out, now) <= out.size(), "no more than room");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Input input(data, size);
    if (input.byte() % 2 == 0)
        checkMachine(input);
    else
        checkDevice(input);
    return 0;
}
