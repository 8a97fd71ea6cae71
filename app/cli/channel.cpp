// SPDX-License-Identifier: MIT
#include "app/cli/channel.h"

#include "app/cli/cli_errors.h"
#include "app/cli/files.h"

#include <fmt/format.h>

namespace omv::cli {

namespace {

std::string accessText(const ChannelInfo& channel)
{
    return fmt::format("{}{}{}", channel.readable ? 'r' : '-', channel.writable ? 'w' : '-',
                       channel.lockable ? 'l' : '-');
}

Result<std::string> dataToWrite(const std::string& data, const Environment& env)
{
    if (data == "-")
        return readInput("-", env);
    if (data.rfind('@', 0) == 0)
        return readInput(data.substr(1), env);
    return data;
}

Outcome show(const ChannelReadCommand& command, std::span<const std::uint8_t> data,
             Context& context)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data.data()), data.size());
    const bool toFile = !command.out.empty() && command.out != "-";
    if (toFile) {
        if (auto written = writeFile(command.out, bytes); !written)
            return failed(written.error());
        context.output.message(fmt::format("{} bytes -> {}", data.size(), command.out));
    } else {
        const bool dump = command.out.empty() && context.env.outIsTerminal;
        context.output.data(dump ? hexDump(data) : std::string(bytes));
    }
    context.output.event(json::channelData(command.channel, data, toFile ? command.out : ""));
    return done();
}

}  // namespace

Outcome run(const ChannelListCommand&, Context& context)
{
    auto camera = connect(context);
    if (!camera)
        return failed(camera.error());
    const auto channels = (*camera)->channels(context.step());
    if (!channels)
        return failed(channels.error());
    std::vector<Row> rows{{"ID", "NAME", "ACCESS", "MADE BY"}};
    for (const ChannelInfo& channel : *channels) {
        context.output.event(json::channel(channel));
        rows.push_back({std::to_string(channel.id), channel.name, accessText(channel),
                        channel.dynamic ? "script" : "board"});
    }
    context.output.data(alignColumns(rows));
    return done();
}

Outcome run(const ChannelReadCommand& command, Context& context)
{
    auto camera = connect(context);
    if (!camera)
        return failed(camera.error());
    const auto data = (*camera)->readChannel(command.channel, context.step());
    if (!data)
        return failed(data.error());
    return show(command, *data, context);
}

Outcome run(const ChannelWriteCommand& command, Context& context)
{
    const auto data = dataToWrite(command.data, context.env);
    if (!data)
        return failed(data.error());
    auto camera = connect(context);
    if (!camera)
        return failed(camera.error());
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(data->data()), data->size());
    if (auto written = (*camera)->writeChannel(command.channel, bytes, context.step()); !written)
        return failed(written.error());
    context.output.message(fmt::format("{} bytes written to {}", data->size(), command.channel));
    return done();
}

}  // namespace omv::cli
