// SPDX-License-Identifier: MIT
// The stream is cut after every Nth byte of each operation: one error, one id, in time.
#include "tests/integration/session_fixture.h"

#include <functional>

using namespace omv;
using namespace omv::test;
using namespace std::chrono_literals;

namespace {

struct Operation {
    std::string name;
    std::function<Status(Camera&)> run;
};

template<class T>
Status status(const Result<T>& result)
{
    if (!result)
        return Unexpected{result.error()};
    return Done{};
}

std::vector<Operation> operations()
{
    return {
        {"run", [](Camera& camera) { return camera.run("print('hello')\n"); }},
        {"stop", [](Camera& camera) { return camera.stop(); }},
        {"channels", [](Camera& camera) { return status(camera.channels()); }},
        {"memory", [](Camera& camera) { return status(camera.memory()); }},
        {"statistics", [](Camera& camera) { return status(camera.statistics()); }},
        {"stream", [](Camera& camera) { return camera.stream({.raw = true}); }},
    };
}

/// Opens with a cut after `bytes` and does the operation; "" when all of it worked.
std::string errorIdAfterCut(const VcamProcess& vcam, const Operation& operation,
                            std::uint64_t bytes)
{
    auto camera = openOver(vcam, {.tcp = true}, {.cutAfter = bytes});
    if (!camera)
        return camera.error().id;
    const Status done = operation.run(**camera);
    return done ? std::string() : done.error().id;
}

}  // namespace

TEST_CASE("A connection cut at any byte gives one and the same error", "[cut]")
{
    VcamProcess vcam({"--board", "rt1062", "--tcp"});
    INFO(vcam.problem());
    REQUIRE(vcam.ok());
    for (const Operation& operation : operations()) {
        CAPTURE(operation.name);
        int cut = 0;
        bool completed = false;
        for (std::uint64_t bytes = 1; bytes < 4000 && !completed; bytes += 7) {
            CAPTURE(bytes);
            const std::string id = errorIdAfterCut(vcam, operation, bytes);
            completed = id.empty();
            cut += completed ? 0 : 1;
            CHECK((completed || id == "OMV-E0107"));
        }
        CHECK(cut > 20);
        CHECK(completed);
    }
}
