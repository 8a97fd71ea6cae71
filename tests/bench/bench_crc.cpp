// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <vector>

#include "protocol/crc_variants.h"

using namespace omv::protocol;

namespace {

constexpr std::uint32_t kSeed = 0xFFFFFFFFu;

template<class Crc>
void run(benchmark::State& state, Crc crc)
{
    const auto size = static_cast<std::size_t>(state.range(0));
    const std::vector<std::uint8_t> bytes(size, 0x5A);
    for (auto _ : state) {
        benchmark::DoNotOptimize(crc(Bytes(bytes)));
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(state.iterations() * state.range(0));
}

void crc32AsUsed(benchmark::State& state)
{
    run(state, [](Bytes data) { return crc32(data, kSeed); });
}

void crc32ByTables(benchmark::State& state)
{
    run(state, [](Bytes data) { return crc32Sliced(data, kSeed); });
}

void crc32ByCarryless(benchmark::State& state)
{
#if OMV_CRC_CARRYLESS
    if (hasCarryless())
        return run(state, [](Bytes data) { return crc32Carryless(data, kSeed); });
#endif
    state.SkipWithError("this processor has no carry-less multiplication");
}

void crc16OfHeader(benchmark::State& state)
{
    run(state, [](Bytes data) { return crc16(data); });
}

BENCHMARK(crc32AsUsed)->Arg(10)->Arg(16)->Arg(32)->Arg(64)->Arg(4082)->Arg(1 << 20);
BENCHMARK(crc32ByTables)->Arg(10)->Arg(16)->Arg(32)->Arg(64)->Arg(4082)->Arg(1 << 20);
BENCHMARK(crc32ByCarryless)->Arg(16)->Arg(32)->Arg(64)->Arg(4082)->Arg(1 << 20);
BENCHMARK(crc16OfHeader)->Arg(8);

}  // namespace
