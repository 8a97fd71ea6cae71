// SPDX-License-Identifier: MIT
#include "app/cli/run.h"

#include "app/cli/files.h"
#include "app/cli/script_session.h"

namespace omv::cli {

namespace {

Outcome runScript(SessionPlan plan, FrameSink& sink, Context& context)
{
    auto camera = connect(context);
    if (!camera)
        return failed(camera.error());
    return ScriptSession(**camera, sink, context, std::move(plan)).run();
}

}  // namespace

Outcome run(const RunCommand& command, Context& context)
{
    auto script = readInput(command.file, context.env);
    if (!script)
        return failed(script.error());
    auto sink = command.saveFrames.empty() ? Result<std::unique_ptr<FrameSink>>(makeNullSink())
                                           : makeFolderSink(command.saveFrames);
    if (!sink)
        return failed(sink.error());

    SessionPlan plan{.script = std::move(*script)};
    if (command.frames > 0 || !command.saveFrames.empty() || context.global.json)
        plan.streaming = StreamOptions{};
    plan.frames = command.frames;
    plan.limit = command.limit;
    if (command.frames > 0)
        plan.frameWait = context.longWait();
    return runScript(std::move(plan), **sink, context);
}

Outcome run(const ExecCommand& command, Context& context)
{
    SessionPlan plan{.script = command.code};
    if (context.global.json)
        plan.streaming = StreamOptions{};
    return runScript(std::move(plan), *makeNullSink(), context);
}

}  // namespace omv::cli
