// SPDX-License-Identifier: MIT
#include "app/cli/stats.h"

#include "app/cli/stats_watch.h"

namespace omv::cli {

namespace {

/// The JSON object is the one list of counters there is; people get the same names.
std::vector<Row> rowsOf(const json::Object& object)
{
    std::vector<Row> rows;
    for (const std::string side : {"host", "device"}) {
        for (const auto& [key, value] : object.at(side).items())
            rows.push_back({side, key, value.dump()});
    }
    return rows;
}

}  // namespace

Outcome run(const StatsCommand& command, Context& context)
{
    auto camera = connect(context);
    if (!camera)
        return failed(camera.error());
    if (command.watch)
        return watchStats(**camera, command, context);
    const auto statistics = (*camera)->statistics(context.step());
    if (!statistics)
        return failed(statistics.error());
    const json::Object object = json::stats(*statistics);
    context.output.event(object);
    context.output.data(alignColumns(rowsOf(object)));
    return done();
}

}  // namespace omv::cli
