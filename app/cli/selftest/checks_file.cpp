// SPDX-License-Identifier: MIT
// The board's file system; only with --allow-writes.
#include "app/cli/selftest/board_script.h"

#include <random>

#include <fmt/format.h>

namespace omv::cli::selftest {

namespace {

/// Names of earlier runs that were cut off do not matter.
std::string unusedName()
{
    return fmt::format("/flash/omv-selftest-{:08x}.tmp", std::random_device()());
}

Verdict mustSay(const Result<ScriptOutput>& output, const std::string& wanted)
{
    if (!output)
        return fail(output.error());
    if (output->text != wanted)
        return fail("the text " + quoted(wanted), quoted(output->text));
    return pass();
}

Verdict writes(Bench& bench)
{
    if (!bench.allowsWrites())
        return skip("it writes to the board's drive; allow that with --allow-writes");
    const std::string name = unusedName();
    const std::string data = "bytes(i * 7 % 256 for i in range(1000))";
    bench.leaves(name);
    const Verdict written = mustSay(
        runToEnd(bench,
                 fmt::format("with open('{}', 'wb') as f:\n    print(f.write({}))\n", name, data)),
        "1000\n");
    if (written.kind != Verdict::Kind::Passed)
        return written;
    // A soft reboot lies between: the file is on the drive, not in a buffer.
    const Verdict read =
        mustSay(runToEnd(bench,
                         fmt::format("import os\nwith open('{0}', 'rb') as f:\n"
                                     "    print(f.read() == {1})\nos.remove('{0}')\n"
                                     "print('{2}' in os.listdir('/flash'))\n",
                                     name, data, name.substr(name.rfind('/') + 1))),
                "True\nFalse\n");
    if (read.kind == Verdict::Kind::Passed)
        bench.removed();
    return read;
}

}  // namespace

Checks fileChecks()
{
    return {{"files.write", "a file is written, read back after a reboot, and removed", writes,
             Check::Needs::Camera, std::chrono::seconds(30)}};
}

}  // namespace omv::cli::selftest
