// SPDX-License-Identifier: MIT
#include "app/cli/memory.h"

#include <fmt/format.h>

namespace omv::cli {

Outcome run(const MemoryCommand&, Context& context)
{
    auto camera = connect(context);
    if (!camera)
        return failed(camera.error());
    const auto pools = (*camera)->memory(context.step());
    if (!pools)
        return failed(pools.error());
    std::vector<Row> rows{{"POOL", "FLAGS", "TOTAL", "USED", "FREE", "PERSISTENT", "PEAK"}};
    for (const MemoryPool& pool : *pools) {
        context.output.event(json::memory(pool));
        rows.push_back({pool.kind, fmt::format("0x{:x}", pool.flags), std::to_string(pool.total),
                        std::to_string(pool.used), std::to_string(pool.free),
                        std::to_string(pool.persistent), std::to_string(pool.peak)});
    }
    context.output.data(alignColumns(rows));
    return done();
}

}  // namespace omv::cli
