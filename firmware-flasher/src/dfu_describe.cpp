// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/dfu_describe.h"

#include <array>
#include <vector>

#include "firmware-flasher/src/fault_error.h"
#include "libopenmv/src/error_catalog.h"

namespace omv::flasher {

namespace {

using namespace protocol::loader;
using protocol::MutableBytes;

// USB 2.0, tables 9-5, 9-8 and 9-10.
constexpr std::uint16_t kDeviceDescriptor = 0x0100;
constexpr std::uint16_t kConfigurationDescriptor = 0x0200;
constexpr std::size_t kMaxPacket0 = 7;
constexpr std::size_t kTotalLength = 2;
constexpr protocol::Duration kLimit = 5 * protocol::kSecond;

/// Bytes that came; 0: it refused. Errors: Disconnected, Timeout.
Result<std::size_t> ask(Pipe& pipe, const Setup& setup, MutableBytes into)
{
    Step step;
    step.kind = Step::Kind::ControlIn;
    step.setup = setup;
    step.in = into;
    step.limit = kLimit;
    const Answer answer = pipe.perform(step);
    if (answer.outcome == Outcome::Ok || answer.outcome == Outcome::Stall)
        return answer.outcome == Outcome::Ok ? answer.size : 0;
    const FaultKind kind = answer.outcome == Outcome::Gone ? FaultKind::Gone : FaultKind::NoAnswer;
    return Unexpected{
        errorOf({kind, 0, 0}, LoaderKind::OpenMvDfu, "Cannot ask the board's loader")};
}

Setup descriptor(std::uint16_t which, std::size_t size)
{
    return {0x80, 6, which, 0, static_cast<std::uint16_t>(size)};
}

Result<std::vector<std::uint8_t>> configurationOf(Pipe& pipe)
{
    std::array<std::uint8_t, 9> head{};
    const auto came = ask(pipe, descriptor(kConfigurationDescriptor, head.size()), head);
    if (!came)
        return Unexpected{came.error()};
    std::vector<std::uint8_t> whole(protocol::loadU16(std::span(head).subspan<kTotalLength, 2>()));
    const auto all = ask(pipe, descriptor(kConfigurationDescriptor, whole.size()), whole);
    if (!all)
        return Unexpected{all.error()};
    whole.resize(*all);
    return whole;
}

}  // namespace

Result<DfuTarget> describeDfu(Pipe& pipe)
{
    std::array<std::uint8_t, 18> device{};
    if (const auto came = ask(pipe, descriptor(kDeviceDescriptor, device.size()), device); !came)
        return Unexpected{came.error()};
    const auto configuration = configurationOf(pipe);
    if (!configuration)
        return Unexpected{configuration.error()};
    auto interface = findDfuInterface(*configuration);
    if (!interface || !interface->inDfuMode())
        return fail("OMV-E0728", "Cannot talk to the board's loader", "It has no DFU interface",
                    "Unplug the board and plug it in again");
    if (!interface->functional) {
        std::array<std::uint8_t, DfuFunctional::kWireSize> bytes{};
        const auto came = ask(pipe, getDfuFunctional(interface->number), bytes);
        if (!came)
            return Unexpected{came.error()};
        interface->functional = decodeDfuFunctional(std::span(bytes).first(*came));
    }
    DfuTarget target;
    target.interfaceNumber = interface->number;
    const DfuFunctional functional = interface->functional.value_or(DfuFunctional{});
    target.blockSize = dfuBlockSize(functional.transferSize, device[kMaxPacket0]);
    target.manifestationTolerant = functional.manifestationTolerant;
    return target;
}

}  // namespace omv::flasher
