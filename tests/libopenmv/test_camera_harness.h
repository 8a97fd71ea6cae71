// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>

#include "libopenmv/src/session.h"
#include "libopenmv/src/session_calls.h"
#include "libopenmv/src/session_scripts.h"
#include "tests/support/catch.h"
#include "tests/support/fake_board.h"

namespace omv::test {

/// A Session and a FakeBoard in one thread, with a clock that jumps to whatever comes next.
class SessionHarness final : public session::SessionListener {
public:
    using Time = protocol::Time;

    explicit SessionHarness(const FakeBoard::Options& options = {}, bool ack = false)
        : board(options)
        , session(linkOptions(ack), *this)
    {
    }

    static session::LinkOptions linkOptions(bool ack)
    {
        session::LinkOptions options;
        options.wanted.ack = ack;
        return options;
    }

    /// Connects and greets; fails the test when that does not work.
    void connect()
    {
        session.connect(now);
        const auto greeted = await<session::Greeting>(
            [](auto done) { return std::make_unique<session::Greet>("fake", std::move(done)); });
        REQUIRE(greeted);
        run([this] { return quiet(); }, 2 * protocol::kSecond);
    }

    /// Adds an operation and runs until it ends, at most `timeout`.
    template<class T, class Make>
    Result<T> await(Make make, protocol::Duration timeout = 5 * protocol::kSecond)
    {
        auto result = std::make_shared<std::optional<Result<T>>>();
        add<T>(std::move(make), timeout, result);
        run([&] { return result->has_value(); }, timeout + protocol::kSecond);
        REQUIRE(result->has_value());
        return **result;
    }

    template<class T, class Make>
    std::uint64_t add(Make make, protocol::Duration timeout,
                      std::shared_ptr<std::optional<Result<T>>> result)
    {
        const std::uint64_t id = ++m_lastId;
        session.add(id, make([result](Result<T> outcome) {
                        CHECK_FALSE(result->has_value());  // exactly once
                        result->emplace(std::move(outcome));
                    }),
                    now + timeout, now);
        return id;
    }

    Status runScript(const std::string& script)
    {
        return await<Done>([&](auto done) {
            return std::make_unique<session::RunScript>(script, std::move(done));
        });
    }
    Status stopScript(protocol::Duration timeout = 5 * protocol::kSecond)
    {
        return await<Done>(
            [](auto done) { return std::make_unique<session::StopScript>(std::move(done)); },
            timeout);
    }
    Status stream(const session::ConfigureStream::Settings& settings)
    {
        const Status done = await<Done>([&](auto callback) {
            return std::make_unique<session::ConfigureStream>(settings, "stream",
                                                              std::move(callback));
        });
        if (done)
            session.setStream(settings);
        return done;
    }
    ScriptEnd awaitEnd()
    {
        run([this] { return session.script().state() == session::ScriptTracker::State::None; },
            10 * protocol::kSecond);
        CHECK(session.script().state() == session::ScriptTracker::State::None);
        return session.script().end();
    }

    /// Moves bytes and time until `done`, or until `limit` has passed.
    void run(const std::function<bool()>& done, protocol::Duration limit)
    {
        const Time end = now + limit;
        for (int turns = 0; !done() && turns < 2000000; ++turns) {
            if (moveBytes())
                continue;
            const Time next = std::min(session.deadline(), board.deadline());
            if (next > end) {
                now = end;
                session.tick(now);
                return;
            }
            now = std::max(now + 1, next);
            board.tick(now);
            session.tick(now);
        }
    }
    void pass(protocol::Duration time)
    {
        run([] { return false; }, time);
    }

    bool quiet() const
    {
        return session.link().canSend() && board.output().empty() && session.output().empty();
    }

    // SessionListener
    void text(std::string_view more) override { printed += more; }
    void frame(Frame frame) override { frames.push_back(std::move(frame)); }
    void event(const ChannelEvent& event) override { events.push_back(event); }
    void scriptChanged(const session::ScriptTracker&) override {}
    void log(int level, std::string_view line) override
    {
        if (level < 2)
            logged += std::string(line) + "\n";
    }

    FakeBoard board;
    session::Session session;
    Time now = 1000;
    std::size_t chop = 0;  ///< bytes moved at a time; 0: all
    /// Sees each chunk to the host (at most `chop` bytes): may change it; false drops it.
    std::function<bool(std::vector<std::uint8_t>&)> toHost;
    /// The same towards the board.
    std::function<bool(std::vector<std::uint8_t>&)> toBoard;
    std::string printed;
    std::string logged;
    std::vector<Frame> frames;
    std::vector<ChannelEvent> events;

private:
    std::vector<std::uint8_t> cut(protocol::Bytes bytes) const
    {
        const std::size_t count = chop ? std::min(chop, bytes.size()) : bytes.size();
        return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count)};
    }

    bool moveBytes()
    {
        bool moved = false;
        if (auto chunk = cut(session.output()); !chunk.empty()) {
            session.sent(chunk.size());
            if (!toBoard || toBoard(chunk))
                REQUIRE(board.take(chunk, now) == chunk.size());
            moved = true;
        }
        if (auto chunk = cut(board.output()); !chunk.empty()) {
            board.sent(chunk.size(), now);
            moved = true;
            if (!toHost || toHost(chunk))
                give(chunk);
        }
        return moved;
    }

    void give(protocol::Bytes chunk)
    {
        while (!chunk.empty()) {
            const auto space = session.receiveSpace();
            const std::size_t count = std::min(space.size(), chunk.size());
            std::copy_n(chunk.begin(), count, space.begin());
            session.received(count, now);
            chunk = chunk.subspan(count);
        }
    }

    std::uint64_t m_lastId = 0;
};

}  // namespace omv::test
