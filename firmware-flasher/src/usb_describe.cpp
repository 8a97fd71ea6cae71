// SPDX-License-Identifier: MIT
#include "firmware-flasher/src/usb_describe.h"

#include <array>
#include <optional>
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
constexpr std::uint16_t kStringDescriptor = 0x0300;
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

Unexpected hasNo(const char* interface)
{
    return fail("OMV-E0728", "Cannot talk to the board's loader",
                std::string("It has no interface for ") + interface,
                "Unplug the board and plug it in again");
}

Result<DfuInterface> dfuInterfaceOf(Pipe& pipe)
{
    const auto configuration = configurationOf(pipe);
    if (!configuration)
        return Unexpected{configuration.error()};
    const auto interface = findDfuInterface(*configuration);
    if (!interface || !interface->inDfuMode())
        return hasNo("DFU");
    return *interface;
}

Result<std::string> stringOf(Pipe& pipe, std::uint8_t index)
{
    if (index == 0)
        return std::string();
    constexpr std::uint16_t kAmericanEnglish = 0x0409;
    std::array<std::uint8_t, 255> bytes{};
    Setup setup = descriptor(static_cast<std::uint16_t>(kStringDescriptor | index), bytes.size());
    setup.index = kAmericanEnglish;
    const auto came = ask(pipe, setup, bytes);
    if (!came)
        return Unexpected{came.error()};
    std::array<char, 128> text{};
    return std::string(text.data(), stringDescriptorText(std::span(bytes).first(*came), text));
}

}  // namespace

Result<DfuTarget> describeDfu(Pipe& pipe)
{
    std::array<std::uint8_t, 18> device{};
    if (const auto came = ask(pipe, descriptor(kDeviceDescriptor, device.size()), device); !came)
        return Unexpected{came.error()};
    auto interface = dfuInterfaceOf(pipe);
    if (!interface)
        return Unexpected{interface.error()};
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

Result<std::map<int, std::string>> alternateNames(Pipe& pipe)
{
    const auto interface = dfuInterfaceOf(pipe);
    if (!interface)
        return Unexpected{interface.error()};
    std::map<int, std::string> names;
    for (std::size_t i = 0; i < interface->count; ++i) {
        const auto name = stringOf(pipe, interface->alternates[i].string);
        if (!name)
            return Unexpected{name.error()};
        names[interface->alternates[i].number] = *name;
    }
    return names;
}

Result<HidEndpoints> describeHid(Pipe& pipe)
{
    constexpr std::uint8_t kInterface = 4;  // bDescriptorType; USB 2.0, table 9-5
    constexpr std::uint8_t kEndpoint = 5;
    constexpr std::uint8_t kHidClass = 3;
    constexpr std::uint8_t kToHost = 0x80;
    const auto configuration = configurationOf(pipe);
    if (!configuration)
        return Unexpected{configuration.error()};
    std::optional<HidEndpoints> found;
    bool inside = false;
    std::span<const std::uint8_t> rest = *configuration;
    while (rest.size() >= 2 && rest[0] >= 2 && rest[0] <= rest.size()) {
        const auto each = rest.first(rest[0]);
        if (each[1] == kInterface && each.size() >= 9) {
            inside = !found && each[5] == kHidClass;
            if (inside)
                found = HidEndpoints{each[2], 0, 0};
        } else if (each[1] == kEndpoint && each.size() >= 7 && inside) {
            ((each[2] & kToHost) ? found->in : found->out) = each[2] & 0x0FU;
        }
        rest = rest.subspan(rest[0]);
    }
    if (!found || found->in == 0)
        return hasNo("HID");
    return *found;
}

}  // namespace omv::flasher
