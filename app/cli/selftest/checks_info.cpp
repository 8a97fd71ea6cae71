// SPDX-License-Identifier: MIT
// What the camera says of itself.
#include "app/cli/selftest/bench.h"

#include <algorithm>

#include <fmt/format.h>

#include "protocol/wire.h"

namespace omv::cli::selftest {

namespace {

namespace channel_flag = protocol::channel_flag;

/// That there is a session at all is the check.
Verdict connects(Bench& bench)
{
    const DeviceInfo& info = bench.info();
    return pass(fmt::format("{} with firmware {}",
                            info.boardName.empty() ? "unknown board" : info.boardName,
                            omv::toString(info.firmware)));
}

Verdict versions(Bench& bench)
{
    const DeviceInfo& info = bench.info();
    // Protocol V2 came with firmware 5.0 as version 1.x.
    if (info.protocol.major != 1)
        return fail("protocol version 1.x", omv::toString(info.protocol));
    if (info.firmware.major < 5)
        return fail("firmware 5.0 or newer", omv::toString(info.firmware));
    return pass();
}

Verdict system(Bench& bench)
{
    const DeviceInfo& info = bench.info();
    if (info.cpuId == 0)
        return fail("a CPU id", "0");
    if (info.usbVendor == 0)
        return fail("a USB vendor id", "0");
    if (info.streamBufferKb == 0)
        return fail("the size of the stream buffer", "0 KB");
    return pass(info.boardId.empty() ? fmt::format("no known board has USB id {:04x}:{:04x}",
                                                   info.usbVendor, info.usbProduct)
                                     : std::string());
}

Verdict memoryPools(Bench& bench)
{
    constexpr FirmwareVersion kFirst{1, 0, 2};
    if (bench.info().protocol < kFirst)
        return skip("protocol " + omv::toString(bench.info().protocol) + " does not tell");
    const auto pools = bench.camera().memory(bench.call());
    if (!pools)
        return fail(pools.error());
    if (std::none_of(pools->begin(), pools->end(),
                     [](const auto& pool) { return pool.kind == "gc"; }))
        return fail("a pool of kind gc", fmt::format("{} pools of other kinds", pools->size()));
    for (const MemoryPool& pool : *pools) {
        if (pool.used > pool.total || pool.free > pool.total)
            return fail("used and free within the total",
                        fmt::format("{} pool: total {}, used {}, free {}", pool.kind, pool.total,
                                    pool.used, pool.free));
    }
    return pass();
}

Verdict counters(Bench& bench)
{
    const auto before = bench.camera().statistics(bench.call());
    if (!before)
        return fail(before.error());
    const auto after = bench.camera().statistics(bench.call());
    if (!after)
        return fail(after.error());
    if (after->deviceReceived <= before->deviceReceived)
        return fail("a count of received packets that grows",
                    fmt::format("{}, then {}", before->deviceReceived, after->deviceReceived));
    if (after->deviceSent <= before->deviceSent)
        return fail("a count of sent packets that grows",
                    fmt::format("{}, then {}", before->deviceSent, after->deviceSent));
    return pass();
}

struct Fixed {
    std::uint8_t id;
    const char* name;
    std::uint8_t flags;
};
constexpr Fixed kFixed[] = {
    {1, "stdin", channel_flag::kWrite | channel_flag::kExec},
    {2, "stdout", channel_flag::kRead},
    {3, "stream", channel_flag::kRead | channel_flag::kLock | channel_flag::kStream},
};

Verdict fixedChannels(Bench& bench)
{
    const auto channels = bench.camera().channels(bench.call());
    if (!channels)
        return fail(channels.error());
    for (const Fixed& fixed : kFixed) {
        const std::string wanted =
            fmt::format("channel {} {} with flags 0x{:02x}", fixed.id, fixed.name, fixed.flags);
        const auto found = std::find_if(channels->begin(), channels->end(),
                                        [&](const auto& each) { return each.id == fixed.id; });
        if (found == channels->end())
            return fail(wanted, fmt::format("{} channels without it", channels->size()));
        if (found->name != fixed.name || (found->flags & fixed.flags) != fixed.flags)
            return fail(wanted, fmt::format("{} with flags 0x{:02x}", found->name, found->flags));
    }
    return pass();
}

}  // namespace

Checks infoChecks()
{
    return {
        {"link.connect", "the library reaches the camera", connects},
        {"info.version", "it speaks protocol V2 and has firmware 5", versions},
        {"info.system", "it tells CPU, USB id and buffers", system},
        {"memory.pools", "the sizes of its memory pools make sense", memoryPools},
        {"stats.counters", "its packet counters count", counters},
        {"channel.list", "stdin, stdout and stream are what they must be", fixedChannels},
    };
}

}  // namespace omv::cli::selftest
