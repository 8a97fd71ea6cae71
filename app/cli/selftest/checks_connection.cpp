// SPDX-License-Identifier: MIT
// Coming back after the connection was given up.
#include "app/cli/selftest/board_script.h"

namespace omv::cli::selftest {

namespace {

/// A new session, and a script in it.
Verdict works(Bench& bench)
{
    if (auto connected = bench.useCamera(); !connected)
        return fail(connected.error());
    const auto output = runToEnd(bench, "print('back')\n");
    if (!output)
        return fail(output.error());
    return output->text == "back\n" ? pass() : fail("the text 'back\\n'", quoted(output->text));
}

Verdict connectsAgain(Bench& bench)
{
    bench.closeCamera();
    return works(bench);
}

Verdict opensAgain(Bench& bench)
{
    if (!bench.canReopenPort())
        return skip("this camera ends with its port");
    if (auto opened = bench.reopenPort(); !opened)
        return fail(opened.error());
    return works(bench);
}

/// A session that is given up in the middle of a script finds it running.
Verdict findsScript(Bench& bench)
{
    const auto started = startScript(bench, "print('ready')\nwhile True:\n    pass\n");
    if (!started)
        return fail(started.error());
    bench.closeCamera();
    if (auto connected = bench.useCamera(); !connected)
        return fail(connected.error());
    const auto running = bench.camera().isRunning(bench.call());
    if (!running)
        return fail(running.error());
    if (!*running)
        return fail("the script still running in the next session", "none that runs");
    if (auto stopped = bench.stop(); !stopped)
        return fail(stopped.error());
    return pass();
}

}  // namespace

Checks connectionChecks()
{
    const auto camera = Check::Needs::Camera;
    const std::chrono::seconds limit(30);
    return {
        {"reconnect.session", "a new session over the same port works", connectsAgain, camera,
         limit},
        {"reconnect.script-goes-on", "a script outlives the session that started it", findsScript,
         camera, limit},
        {"reconnect.port", "the port can be closed and opened again", opensAgain, camera, limit},
    };
}

}  // namespace omv::cli::selftest
