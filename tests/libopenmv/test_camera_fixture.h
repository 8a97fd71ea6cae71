// SPDX-License-Identifier: MIT
#pragma once

#include <openmv/camera.h>

#include "tests/support/catch.h"
#include "tests/support/fake_board.h"

namespace omv::test {

/// Long enough for a busy machine, for calls that succeed.
inline CallOptions patient()
{
    return {.timeout = std::chrono::seconds(30), .cancel = {}};
}

/// Fails the test with the whole error text.
template<class T>
T must(Result<T> result)
{
    if (!result)
        FAIL(result.error().id + ": " + toString(result.error()));
    return *std::move(result);
}

/// A board behind one end of an in-process stream, and the other end for a Camera.
struct Bench {
    explicit Bench(FaultOptions faults = {}, const FakeBoard::Options& options = {})
    {
        auto pair = must(makeTransportPair());
        board = std::make_unique<BoardThread>(std::move(pair.second), options);
        wire = makeFaulty(std::move(pair.first), faults);
    }

    Result<std::unique_ptr<Camera>> open(Camera::Options options = {})
    {
        options.connectTimeout = std::chrono::seconds(30);
        return Camera::open(std::move(wire), std::move(options));
    }

    std::unique_ptr<BoardThread> board;
    std::unique_ptr<Transport> wire;
};

}  // namespace omv::test
