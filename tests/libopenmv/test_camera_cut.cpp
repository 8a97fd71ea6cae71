// SPDX-License-Identifier: MIT
// The stream is cut after every Nth byte, chopped, damaged.
#include "tests/libopenmv/test_camera_fixture.h"

using namespace omv;
using namespace omv::test;

namespace {

template<class T>
Status status(const Result<T>& result)
{
    return result ? Status(Done{}) : Status(Unexpected{result.error()});
}

using Call = std::function<Status(Camera&)>;

/// Opens with a cut after `bytes`; the error's id, or empty when all went well.
std::string idAfterCut(const Call& call, std::uint64_t bytes)
{
    Bench bench({.cutAfter = bytes});
    auto camera = bench.open();
    if (!camera)
        return camera.error().id;
    const Status done = call(**camera);
    return done ? std::string() : done.error().id;
}

}  // namespace

TEST_CASE("A connection cut after any byte is one and the same error", "[camera]")
{
    const std::vector<Call> calls = {
        [](Camera& camera) { return camera.run("print a\nchannel box\nwait\n", patient()); },
        [](Camera& camera) { return status(camera.memory(patient())); },
        [](Camera& camera) { return camera.stream({.raw = true}, patient()); },
        [](Camera& camera) { return status(camera.readChannel("stdout", patient())); },
    };
    for (std::size_t i = 0; i < calls.size(); ++i) {
        CAPTURE(i);
        bool completed = false;
        int cuts = 0;
        for (std::uint64_t bytes = 1; bytes < 4000 && !completed; bytes += 11) {
            CAPTURE(bytes);
            const std::string id = idAfterCut(calls[i], bytes);
            completed = id.empty();
            cuts += completed ? 0 : 1;
            REQUIRE((completed || id == "OMV-E0107"));
        }
        CHECK(completed);
        CHECK(cuts > 20);
    }
}

TEST_CASE("A bad line is mended", "[camera]")
{
    const auto seed = GENERATE(range(1, 5));
    CAPTURE(seed);
    FaultOptions faults{.seed = static_cast<std::uint64_t>(seed), .chopReads = 500};
    faults.drop = 0.01;
    faults.damage = 0.01;
    faults.duplicate = 0.01;
    Bench bench(faults);
    const auto camera = must(bench.open());
    must(camera->stream({.raw = true}, patient()));
    must(camera->run("frame 60 40\nwait\n", patient()));
    int good = 0;
    for (int i = 0; i < 30; ++i)
        good += camera->memory(patient()) ? 1 : 0;
    CHECK(good > 25);
    CHECK(camera->connected());
    CHECK(must(camera->nextFrame(patient())).data().size() == 2400);
}
