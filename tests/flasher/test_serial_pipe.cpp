// SPDX-License-Identifier: MIT
// A serial port's pipe at one end of a pseudo-terminal.
#include "firmware-flasher/src/serial_pipe.h"

#include <chrono>
#include <fstream>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/stat.h>
#include <termios.h>

#include "firmware-flasher/src/alif_loader.h"
#include "firmware-flasher/src/serial_baud.h"
#include "firmware/core/loaders/alif_se.h"
#include "libopenmv/src/error_catalog.h"
#include "tests/firmware/loaders/benches.h"
#include "tests/flasher/images.h"
#include "tests/libopenmv/serial_fixture.h"
#include "tests/libopenmv/temp_directory.h"

using namespace omv::flasher;
using namespace omv::test;
using omv::Errc;
using omv::UniqueFd;
using omv::firmware::loaders::AlifSe;
using omv::firmware::loaders::AlifSeOptions;
using omv::firmware::loaders::CellKind;
using omv::firmware::loaders::test::ByteVector;
using omv::firmware::loaders::test::DyingMemory;
using omv::firmware::loaders::test::pattern;
using omv::protocol::kMillisecond;
using omv::protocol::kSecond;

namespace {

constexpr omv::protocol::Duration kPlenty = 30 * kSecond;

std::unique_ptr<ByteStream> opened(const std::string& path)
{
    auto pipe = openSerialPipe(path);
    INFO((pipe ? std::string() : toString(pipe.error())));
    REQUIRE(pipe);
    return std::move(*pipe);
}

Answer readInto(Pipe& pipe, std::span<std::uint8_t> into, omv::protocol::Duration limit = kPlenty)
{
    Step step;
    step.kind = Step::Kind::Read;
    step.in = into;
    step.limit = limit;
    return pipe.perform(step);
}

Answer writeAll(Pipe& pipe, std::span<const std::uint8_t> bytes,
                omv::protocol::Duration limit = kPlenty)
{
    Step step;
    step.kind = Step::Kind::Write;
    step.out = bytes;
    step.limit = limit;
    return pipe.perform(step);
}

Answer setBaud(Pipe& pipe, std::uint32_t baud)
{
    Step step;
    step.kind = Step::Kind::SetBaud;
    step.number = baud;
    return pipe.perform(step);
}

Answer discard(Pipe& pipe)
{
    Step step;
    step.kind = Step::Kind::Discard;
    return pipe.perform(step);
}

/// In pieces of that size.
void put(const UniqueFd& master, std::span<const std::uint8_t> bytes, std::size_t piece)
{
    while (!bytes.empty()) {
        const auto part = bytes.first(std::min(piece, bytes.size()));
        const ssize_t count = ::write(master.get(), part.data(), part.size());
        if (count <= 0)
            return;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

ByteVector take(const UniqueFd& master, std::size_t size)
{
    ByteVector bytes(size);
    std::size_t have = 0;
    while (have < size) {
        const ssize_t count = ::read(master.get(), bytes.data() + have, size - have);
        if (count <= 0)
            break;
        have += static_cast<std::size_t>(count);
    }
    bytes.resize(have);
    return bytes;
}

/// Every value of a byte, those among them that terminals like to change.
ByteVector everyByte(std::size_t size)
{
    ByteVector bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(i * 3);
    return bytes;
}

/// A secure enclave behind a serial bridge, in a thread of its own, until it is unplugged.
class ChipAtPty {
public:
    explicit ChipAtPty(std::size_t bytesUntilUnplugged = SIZE_MAX)
        : m_left(bytesUntilUnplugged)
        , m_mram(0x600000, CellKind::Mram)
        , m_se(m_mram, options(), 0)
    {
        m_mram.bytes[0x580000] = 0x5A;
        m_mram.bytes[0x5FFFF2] = 0x58;
        m_se.reset(0);
        m_thread = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }

    const std::string& path() const { return m_pty.path; }
    /// After its end.
    const ByteVector& memory()
    {
        m_thread.request_stop();
        m_thread.join();
        return m_mram.bytes;
    }

private:
    static AlifSeOptions options()
    {
        AlifSeOptions options;
        const std::string part = "AE302F80F55D5AE";
        std::copy(part.begin(), part.end(), options.revision.part.begin());
        options.revision.silicon = omv::protocol::loader::alif::kRevisionB4;
        options.chunkTime = 0;
        options.burnTime = 0;
        return options;
    }

    void serve(const std::stop_token& stop)
    {
        const auto began = std::chrono::steady_clock::now();
        ByteVector bytes(64);
        while (!stop.stop_requested()) {
            const omv::protocol::Time now = std::chrono::duration_cast<std::chrono::microseconds>(
                                                std::chrono::steady_clock::now() - began)
                                                .count();
            pollfd poll{m_pty.master.get(), POLLIN, 0};
            if (::poll(&poll, 1, 2) > 0 && (poll.revents & POLLIN) != 0) {
                const ssize_t count = ::read(m_pty.master.get(), bytes.data(), bytes.size());
                const auto size = static_cast<std::size_t>(std::max<ssize_t>(0, count));
                if (size >= m_left)
                    break;
                m_left -= size;
                m_se.receive(std::span(bytes).first(size), now);
            }
            std::array<std::uint8_t, 5> out{};
            for (std::size_t size = 0; (size = m_se.transmit(out, now)) > 0;)
                put(m_pty.master, std::span(out).first(size), 3);
        }
        if (!stop.stop_requested())
            m_pty.master = UniqueFd();
    }

    std::size_t m_left;
    Pty m_pty;
    DyingMemory m_mram;
    AlifSe m_se;
    std::jthread m_thread;
};

}  // namespace

TEST_CASE("A serial port carries every byte both ways, in pieces of any size")
{
    const Pty pty;
    const auto pipe = opened(pty.path);
    for (const std::size_t piece : {1u, 2u, 3u, 7u, 61u, 512u}) {
        CAPTURE(piece);
        const ByteVector bytes = everyByte(1000);
        ByteVector came(bytes.size());
        {
            const std::jthread peer([&] { put(pty.master, bytes, piece); });
            const Answer answer = readInto(*pipe, came);
            CHECK(answer.outcome == Outcome::Ok);
            CHECK(answer.size == came.size());
        }
        CHECK(came == bytes);
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            const auto part = std::span(bytes).subspan(at, std::min(piece, bytes.size() - at));
            CHECK(writeAll(*pipe, part).outcome == Outcome::Ok);
            CHECK(take(pty.master, part.size()) == ByteVector(part.begin(), part.end()));
        }
    }
}

TEST_CASE("A read that nobody fills ends with what came")
{
    const Pty pty;
    const auto pipe = opened(pty.path);
    ByteVector into(10);
    Answer answer = readInto(*pipe, into, kMillisecond);
    CHECK(answer.outcome == Outcome::Timeout);
    CHECK(answer.size == 0);
    put(pty.master, everyByte(4), 4);
    REQUIRE(readInto(*pipe, std::span(into).first(1)).size == 1);
    answer = readInto(*pipe, into, kMillisecond);
    CHECK(answer.outcome == Outcome::Timeout);
    CHECK(answer.size == 3);
    CHECK(into[2] == 9);
}

TEST_CASE("A write that nobody takes ends, and what was taken is told")
{
    const Pty pty;
    const auto pipe = opened(pty.path);
    const ByteVector bytes = everyByte(1 << 20);
    const Answer answer = writeAll(*pipe, bytes, 20 * kMillisecond);
    CHECK(answer.outcome == Outcome::Timeout);
    CHECK(answer.size > 0);
    CHECK(answer.size < bytes.size());
    CHECK(take(pty.master, answer.size) ==
          ByteVector(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(answer.size)));
}

TEST_CASE("A port that hangs up in the middle is gone, with what came before")
{
    for (const std::size_t came : {0u, 1u, 7u}) {
        CAPTURE(came);
        Pty pty;
        const auto pipe = opened(pty.path);
        ByteVector into(8);
        put(pty.master, everyByte(came), 1);
        const std::jthread peer([&] { pty.master = UniqueFd(); });
        const Answer answer = readInto(*pipe, into);
        CHECK(answer.outcome == Outcome::Gone);
        CHECK(answer.size <= came);
        CHECK(readInto(*pipe, into).outcome == Outcome::Gone);
        CHECK(writeAll(*pipe, into).outcome == Outcome::Gone);
        CHECK(discard(*pipe).outcome == Outcome::Gone);
        CHECK(setBaud(*pipe, 9600).outcome == Outcome::Gone);
    }
}

TEST_CASE("A write that waits while the port hangs up is gone")
{
    Pty pty;
    const auto pipe = opened(pty.path);
    const ByteVector bytes = everyByte(1 << 20);
    const std::jthread peer([&] {
        take(pty.master, 1000);
        pty.master = UniqueFd();
    });
    CHECK(writeAll(*pipe, bytes).outcome == Outcome::Gone);
}

TEST_CASE("A serial port takes any rate, those that have no name too")
{
    const Pty pty;
    const auto pipe = opened(pty.path);
    CHECK(serialBaud(pty.master.get()) == 921600U);
    for (const std::uint32_t baud : {55000U, 921600U, 115200U, 1234567U}) {
        CHECK(setBaud(*pipe, baud).outcome == Outcome::Ok);
        CHECK(serialBaud(pty.master.get()) == baud);
    }
}

TEST_CASE("What was not read is discarded, and no more")
{
    const Pty pty;
    const auto pipe = opened(pty.path);
    put(pty.master, everyByte(100), 100);
    ByteVector into(4);
    REQUIRE(readInto(*pipe, std::span(into).first(1)).size == 1);
    CHECK(discard(*pipe).outcome == Outcome::Ok);
    const ByteVector next{1, 2, 3, 4};
    put(pty.master, next, 1);
    CHECK(readInto(*pipe, into).outcome == Outcome::Ok);
    CHECK(into == next);
}

TEST_CASE("A serial port knows no steps of USB")
{
    const Pty pty;
    Step step;
    step.kind = Step::Kind::ControlIn;
    CHECK(opened(pty.path)->perform(step).outcome == Outcome::Stall);
}

TEST_CASE("A port that is in use, missing or none is told apart")
{
    const Pty pty;
    const auto pipe = opened(pty.path);
    const auto second = openSerialPipe(pty.path);
    REQUIRE_FALSE(second);
    CHECK(second.error().id == "OMV-E0717");
    CHECK(second.error().why.find("this program") != std::string::npos);
    CHECK(touch1200(pty.path).error().id == "OMV-E0717");
    CHECK(openSerialPipe("/dev/no-such-port").error().id == "OMV-E0715");
    const TempDirectory folder;
    const std::string file = folder.path() + "/file";
    std::ofstream(file) << "text";
    CHECK(openSerialPipe(file).error().id == "OMV-E0718");
    CHECK(touch1200(file).error().id == "OMV-E0718");
}

TEST_CASE("A port is free again when its pipe is gone")
{
    const Pty pty;
    opened(pty.path);
    CHECK(openSerialPipe(pty.path));
}

TEST_CASE("A port of somebody else needs permission")
{
    const Pty pty;
    REQUIRE(::chmod(pty.path.c_str(), 0000) == 0);
    Child child([&] {
        // Mode 0 keeps everybody out but root.
        becomeNobody();
        const auto pipe = openSerialPipe(pty.path);
        return pipe ? std::string("opened") : pipe.error().id;
    });
    CHECK(child.output() == "OMV-E0716");
}

TEST_CASE("A touch leaves a port at 1200 baud, closed")
{
    const Pty pty;
    // Somebody keeps it open, so that its rate stays to be seen.
    const UniqueFd other(::open(pty.path.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    REQUIRE(touch1200(pty.path));
    CHECK(serialBaud(other.get()) == 1200U);
    CHECK(openSerialPipe(pty.path));
}

TEST_CASE("An AE3's recovery goes through a serial port")
{
    ChipAtPty chip;
    const FlashBoard board = flashBoardOf("ae3");
    auto session = AlifLoader::open(opened(chip.path()), *board.loader("recovery")->chip,
                                    [](omv::protocol::Duration) {});
    INFO((session ? std::string() : toString(session.error())));
    REQUIRE(session);
    const ByteVector bytes = pattern(3000);
    const omv::Status written = (*session)->write(*board.partition("BOOT"), bytes, {});
    INFO((written ? std::string() : toString(written.error())));
    CHECK(written);
    CHECK((*session)->leave());
    const ByteVector& memory = chip.memory();
    CHECK(std::equal(bytes.begin(), bytes.end(), memory.begin()));
}

TEST_CASE("An AE3 that is unplugged while it is recovered is told so")
{
    ChipAtPty chip(600);
    const FlashBoard board = flashBoardOf("ae3");
    auto session = AlifLoader::open(opened(chip.path()), *board.loader("recovery")->chip,
                                    [](omv::protocol::Duration) {});
    REQUIRE(session);
    const omv::Status written = (*session)->write(*board.partition("BOOT"), pattern(3000), {});
    CHECK(written.error().code == Errc::Disconnected);
}
