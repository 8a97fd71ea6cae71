// SPDX-License-Identifier: MIT
// Writes a release's firmware onto a board, and reads it back.
//   update_board BOARD RELEASE [PORT]
#include <openmv/flasher/bench.h>

#include <cstdio>

#include "program.h"

namespace {

using namespace omv::flasher;

void tell(const FlashEvent& event, const Plan& plan)
{
    switch (event.kind) {
    case FlashEvent::Kind::StepBegan:
        std::printf("%s\n", describe(plan.steps[event.step]).c_str());
        break;
    case FlashEvent::Kind::Skipped: std::printf("  it is there already\n"); break;
    case FlashEvent::Kind::Help:
    case FlashEvent::Kind::Note: std::printf("  %s\n", event.text.c_str()); break;
    case FlashEvent::Kind::Progress:
    case FlashEvent::Kind::Seen: break;
    }
    std::fflush(stdout);
}

omv::Result<FlashBoard> findBoard(const std::string& id)
{
    const auto boards = flashBoards();
    if (!boards)
        return omv::Unexpected{boards.error()};
    for (const FlashBoard& each : *boards) {
        if (each.id == id)
            return each;
    }
    return omv::Unexpected{omv::Error{omv::Errc::InvalidArgument, "", "No such board: " + id, "",
                                      "Ids are the names of the files in resources/boards"}};
}

int update(const FlashBoard& board, const std::string& path, const char* port,
           const Interrupt& interrupt)
{
    const auto release = openRelease(path, board);
    if (!release)
        return report(release.error());
    const auto plan = makePlan(board, *release, {.goal = Goal::Firmware});
    if (!plan)
        return report(plan.error());
    const auto bench = openBench(port, board, std::chrono::seconds(20), interrupt.token());
    if (!bench)
        return report(bench.error());
    ExecutorOptions options;
    options.cancel = interrupt.token();
    options.events = [&](const FlashEvent& event) { tell(event, *plan); };
    const FlashReport result = execute(*plan, board, *release, **bench, options);
    if (result.error)
        return report(*result.error);
    std::printf("%s runs firmware %s\n", board.name.c_str(),
                result.version ? toString(*result.version).c_str() : "of an unknown version");
    return kOk;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 3 || argc > 4) {
        std::fputs("usage: update_board BOARD RELEASE [PORT]\n", stderr);
        return kUsage;
    }
    const Interrupt interrupt;
    const auto board = findBoard(argv[1]);
    if (!board)
        return report(board.error());
    return update(*board, argv[2], argc == 4 ? argv[3] : "auto", interrupt);
}
