// SPDX-License-Identifier: MIT
// Scripts: upload, start, end, stop.
#include "app/cli/selftest/board_script.h"

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

Verdict mustSay(Bench& bench, std::string_view script, const std::string& wanted)
{
    const auto output = runToEnd(bench, script);
    if (!output)
        return fail(output.error());
    if (output->text != wanted)
        return fail("the text " + quoted(wanted), quoted(output->text));
    if (output->end.raised)
        return fail("an end without exception", quoted(output->end.traceback));
    return pass();
}

Verdict prints(Bench& bench)
{
    return mustSay(bench, "print('hello')\nprint(6 * 7)\n", "hello\n42\n");
}

/// Each end is a soft reboot: nothing of one script is there for the next.
Verdict startsFresh(Bench& bench)
{
    const Verdict first = mustSay(bench, "selftest_left_over = 1\nprint('one')\n", "one\n");
    if (first.kind != Verdict::Kind::Passed)
        return first;
    return mustSay(bench, "print('selftest_left_over' in globals())\n", "False\n");
}

/// More than two packets of upload, none of which may be lost or doubled.
Verdict longUpload(Bench& bench)
{
    const std::size_t wanted = std::size_t{bench.info().maxPayload} * 5 / 2;
    std::string script = "n = 0\n";
    unsigned sum = 0;
    for (unsigned i = 1; script.size() < wanted; ++i) {
        script += fmt::format("n += {}  # {:*>60}\n", i, "");
        sum += i;
    }
    script += "print(n)\n";
    Verdict verdict = mustSay(bench, script, fmt::format("{}\n", sum));
    if (verdict.kind == Verdict::Kind::Passed)
        verdict.note = fmt::format("{} bytes", script.size());
    return verdict;
}

Verdict mustRaise(Bench& bench, std::string_view script, const std::string& exception)
{
    const auto output = runToEnd(bench, script);
    if (!output)
        return fail(output.error());
    const bool told = output->text.find(exception) != std::string::npos;
    if (!output->end.raised || !told)
        return fail("a traceback with " + exception, quoted(output->text));
    return pass();
}

Verdict traceback(Bench& bench)
{
    return mustRaise(bench, "def divide():\n    return 1 // 0\ndivide()\n", "ZeroDivisionError");
}

Verdict syntaxError(Bench& bench)
{
    return mustRaise(bench, "print('never'\n)(\n", "SyntaxError");
}

/// Starts `script`, which must go on for ever, stops it and looks whether the board is alive.
Verdict mustStop(Bench& bench, std::string_view script)
{
    const auto started = startScript(bench, script);
    if (!started)
        return fail(started.error());
    if (auto stopped = bench.stop(); !stopped)
        return fail(stopped.error());
    const auto running = bench.camera().isRunning(bench.call());
    if (!running)
        return fail(running.error());
    if (*running)
        return fail("no script running after STOP", "one that runs");
    return mustSay(bench, "print('alive')\n", "alive\n");
}

Verdict stopsLoop(Bench& bench)
{
    return mustStop(bench, "print('ready')\nwhile True:\n    pass\n");
}

Verdict stopsInExcept(Bench& bench)
{
    return mustStop(bench,
                    "print('ready')\nwhile True:\n    try:\n        while True:\n"
                    "            pass\n    except BaseException:\n        pass\n");
}

Verdict stopsSleep(Bench& bench)
{
    return mustStop(bench, "import time\nprint('ready')\ntime.sleep(1000)\n");
}

Verdict stopsFlood(Bench& bench)
{
    return mustStop(bench,
                    "print('ready')\nimport time\ntime.sleep_ms(200)\nwhile True:\n"
                    "    print('flood flood flood flood')\n");
}

/// A new script takes the place of one that runs.
Verdict replaces(Bench& bench)
{
    const auto started = startScript(bench, "print('ready')\nwhile True:\n    pass\n");
    if (!started)
        return fail(started.error());
    return mustSay(bench, "print('second')\n", "second\n");
}

Verdict tellsRunning(Bench& bench)
{
    const auto started = startScript(bench, "print('ready')\nwhile True:\n    pass\n");
    if (!started)
        return fail(started.error());
    const auto running = bench.camera().isRunning(bench.call());
    if (!running)
        return fail(running.error());
    if (!*running)
        return fail("the script reported as running", "none that runs");
    return pass();
}

}  // namespace

Checks scriptChecks()
{
    using std::chrono::seconds;
    const auto camera = Check::Needs::Camera;
    return {
        {"script.run-prints", "a script runs and its prints arrive", prints},
        {"script.fresh-start", "nothing of a script is left for the next", startsFresh},
        {"script.long-upload", "a script of several packets arrives whole", longUpload, camera,
         seconds(30)},
        {"script.traceback", "an exception is told with its traceback", traceback},
        {"script.syntax-error", "so is a syntax error", syntaxError},
        {"script.running", "the camera knows that a script runs", tellsRunning},
        {"script.replace", "a new script takes the place of one that runs", replaces},
        {"script.stop-tight-loop", "STOP ends an empty loop", stopsLoop},
        {"script.stop-in-except", "STOP ends a loop that catches everything", stopsInExcept},
        {"script.stop-sleep", "STOP ends a long sleep", stopsSleep},
        {"script.stop-flood", "STOP ends a script that floods the link with text", stopsFlood},
    };
}

}  // namespace omv::cli::selftest
