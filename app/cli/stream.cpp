// SPDX-License-Identifier: MIT
#include "app/cli/stream.h"

#include "app/cli/camera_loop.h"
#include "app/cli/cli_errors.h"

namespace omv::cli {

namespace {

Result<std::unique_ptr<FrameSink>> makeSink(const StreamCommand& command, Context& context)
{
    if (command.out.empty())
        return makeNullSink();
    if (command.out == "-")
        return makePipeSink(context.output, command.raw);
    return makeFolderSink(command.out);
}

}  // namespace

Outcome run(const StreamCommand& command, Context& context)
{
    if (command.out == "-" && context.global.json) {
        return failed(usageError("--out - and --json exclude each other",
                                 "both write to standard output", "Use --out FOLDER."));
    }
    auto sink = makeSink(command, context);
    if (!sink)
        return failed(sink.error());
    auto camera = connect(context);
    if (!camera)
        return failed(camera.error());
    auto plan = planForFrames(**camera, command.noScript, context);
    if (!plan)
        return failed(plan.error());
    plan->streaming = StreamOptions{.raw = command.raw};
    plan->frames = command.frames;
    plan->rates = true;
    return ScriptSession(**camera, **sink, context, std::move(*plan)).run();
}

}  // namespace omv::cli
