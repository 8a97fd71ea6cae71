// SPDX-License-Identifier: MIT
// An AE3 in its recovery position, through the session that writes it.
#include "firmware-flasher/src/alif_loader.h"
#include "libopenmv/src/error_catalog.h"
#include "tests/flasher/bench_pipe.h"
#include "tests/flasher/images.h"

#include <cstring>
#include <string>

using namespace omv::flasher;
using namespace omv::test;
using omv::Errc;
using omv::Result;
using omv::Status;
using omv::firmware::loaders::AlifSe;
using omv::firmware::loaders::AlifSeOptions;
using omv::firmware::loaders::CellKind;
using omv::firmware::loaders::test::AlifBench;
using omv::firmware::loaders::test::ByteVector;
using omv::firmware::loaders::test::DyingMemory;
using omv::firmware::loaders::test::kTroubles;
using omv::firmware::loaders::test::pattern;

namespace {

namespace alif = omv::protocol::loader::alif;

AlifSeOptions chipOf(const char* part)
{
    AlifSeOptions options;
    std::memcpy(options.revision.part.data(), part, std::strlen(part));
    options.revision.silicon = alif::kRevisionB4;
    return options;
}

struct Board {
    explicit Board(const AlifSeOptions& options = chipOf("AE302F80F55D5LE"), bool withSeram = true,
                   std::size_t chop = 4096)
        : description(flashBoardOf("ae3"))
        , mram(alif::mram::kSize, CellKind::Mram)
    {
        if (withSeram) {
            mram.bytes[0x580000] = 0x5A;
            omv::protocol::storeU32(std::span(mram.bytes).subspan(0x5FFFF0).first<4>(), 0x580000);
        }
        se.emplace(mram, options, 0);
        line.emplace(*se, chop);
        line->powerFailed = [this] { return mram.dead; };
    }
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;

    void replug()
    {
        mram.dead = false;
        mram.writesLeft = -1;
        line->unplugged = false;
        line->now += 2'000'000;
        se->reset(line->now);
    }
    Result<std::unique_ptr<AlifLoader>> open(BenchPipe::Faults* faults = nullptr)
    {
        return AlifLoader::open(std::make_unique<BenchPipe>(*line, faults),
                                *description.loader("recovery")->chip, waitOn(*line),
                                [this](const std::string& each) { notes.push_back(each); });
    }
    /// Both files of a recovery.
    Status recover(BenchPipe::Faults* faults = nullptr)
    {
        auto session = open(faults);
        if (!session)
            return omv::Unexpected{session.error()};
        if (const Status done = (*session)->write(place("BOOT"), bootloader, {}); !done)
            return done;
        if (const Status done = (*session)->write(place("TOC"), toc, {}); !done)
            return done;
        return (*session)->leave();
    }
    const Partition& place(const std::string& name) const { return *description.partition(name); }
    bool holds(const ByteVector& bytes, std::size_t offset) const
    {
        return std::equal(bytes.begin(), bytes.end(),
                          mram.bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    }
    bool holdsBoth() const { return holds(bootloader, 0) && holds(toc, 0x57E000); }
    void clear()
    {
        std::fill_n(mram.bytes.begin(), 0x2000, std::uint8_t{0});
        std::fill_n(mram.bytes.begin() + 0x57E000, 0x2000, std::uint8_t{0});
    }

    FlashBoard description;
    DyingMemory mram;
    std::optional<AlifSe> se;
    std::optional<AlifBench> line;
    std::vector<std::string> notes{};
    ByteVector bootloader = pattern(1003, 3);
    ByteVector toc = pattern(480, 4);
};

struct Package {
    Package()
    {
        package[0] = 0x5A;
        omv::protocol::storeU32(std::span(offset).first<4>(), 0x580000);
    }
    SystemPackageFiles files() const { return {package, signature, offset, offsetSignature}; }

    ByteVector package = pattern(4800, 8);
    ByteVector signature = pattern(2560, 9);
    ByteVector offset = ByteVector(16);
    ByteVector offsetSignature = pattern(2560, 10);
};

}  // namespace

TEST_CASE("An AE3's bootloader and table of contents are written in one maintenance session")
{
    for (const std::size_t chop : {1u, 7u, 61u, 4096u}) {
        CAPTURE(chop);
        Board board(chipOf("AE302F80F55D5LE"), true, chop);
        board.mram.bytes[1003] = 0xEE;
        board.mram.bytes[1008] = 0xEE;
        auto session = board.open();
        REQUIRE(session);
        CHECK_FALSE((*session)->canRead());
        CHECK_FALSE((*session)->needsSystemPackage());
        CHECK_FALSE(board.se->maintenance());
        std::uint64_t done = 0, total = 0;
        const Watch watch{{}, [&](std::uint64_t now, std::uint64_t all) {
                              CHECK((now >= done && now <= all));
                              done = now;
                              total = all;
                          }};
        REQUIRE((*session)->write(board.place("BOOT"), board.bootloader, watch));
        CHECK(done == 1008);
        CHECK(total == 1008);
        CHECK(board.se->maintenance());
        CHECK(board.se->rate() == alif::kBaudRate);
        // The line is filled with zeros, and the next one is not touched.
        CHECK(board.mram.bytes[1003] == 0);
        CHECK(board.mram.bytes[1008] == 0xEE);
        REQUIRE((*session)->write(board.place("TOC"), board.toc, {}));
        REQUIRE((*session)->leave());
        CHECK_FALSE(board.se->maintenance());
        CHECK(board.holdsBoth());
    }
}

TEST_CASE("Another part or revision is refused, and nothing is written")
{
    AlifSeOptions older = chipOf("AE302F80F55D5LE");
    older.revision.silicon = {0x00, 0xB3, 0x00, 0x00};
    for (const AlifSeOptions& options :
         {chipOf("AE302F80F55D5LS"), chipOf("AE302F80F55D5L"), chipOf(""), older}) {
        Board board(options);
        const auto refused = board.open();
        REQUIRE_FALSE(refused);
        CHECK(refused.error().id == "OMV-E0729");
        CHECK(refused.error().why.find("AE302F80F55D5AE or AE302F80F55D5LE") != std::string::npos);
        CHECK(board.mram.writes == 0);
    }
    Board board;
    auto chip = *board.description.loader("recovery")->chip;
    chip.revision = "B5";
    CHECK_FALSE(
        AlifLoader::open(std::make_unique<BenchPipe>(*board.line), chip, waitOn(*board.line)));
}

TEST_CASE("A chip that was exchanged since the session began is refused")
{
    Board board;
    auto session = board.open();
    REQUIRE(session);
    board.se.emplace(board.mram, chipOf("AE302F80F55D5LS"), board.line->now);
    CHECK((*session)->write(board.place("BOOT"), board.bootloader, {}).error().id == "OMV-E0729");
    CHECK(board.mram.writes == 0);
}

TEST_CASE("Only MRAM is written, only what fits, and nothing is erased or read")
{
    Board board;
    auto session = board.open();
    REQUIRE(session);
    const ByteVector bytes(32);
    CHECK((*session)->write(board.place("ROMFS0"), bytes, {}).error().id == "OMV-E0732");
    CHECK((*session)->write(board.place("RWFS"), bytes, {}).error().id == "OMV-E0732");
    CHECK((*session)->write(board.place("TOC"), ByteVector(8193), {}).error().id == "OMV-E0702");
    Partition beyond = board.place("TOC");
    beyond.region = {0x80580000, 16};
    CHECK((*session)->write(beyond, ByteVector(16), {}).error().id == "OMV-E0732");
    beyond.region = {0x8057FFF0, 32};
    CHECK((*session)->write(beyond, ByteVector(16), {}).error().id == "OMV-E0732");
    CHECK((*session)->erase(board.place("BOOT"), 16, {}).error().id == "OMV-E0732");
    CHECK((*session)->holds(board.place("BOOT"), bytes, {}).error().id == "OMV-E0732");
    ByteVector into(16);
    CHECK((*session)->read(board.place("BOOT"), into, {}).error().id == "OMV-E0732");
    CHECK(board.mram.writes == 0);
    CHECK_FALSE(board.se->dead());
}

TEST_CASE("A chip without firmware of its own says what it needs, and gets it")
{
    Board board(chipOf("AE302F80F55D5AE"), false);
    auto session = board.open();
    REQUIRE(session);
    CHECK((*session)->needsSystemPackage());
    const auto refused = (*session)->write(board.place("BOOT"), board.bootloader, {});
    CHECK(refused.error().id == "OMV-E0734");
    CHECK(refused.error().code == Errc::Refused);
    CHECK(board.mram.writes == 0);

    const Package package;
    REQUIRE((*session)->writeSystemPackage(package.files(), {}));
    CHECK(board.holds(package.package, 0x580000));
    CHECK(board.recover());
    CHECK(board.holdsBoth());
}

TEST_CASE("A system package over another one is authenticated")
{
    Board board;
    const Package package;
    auto session = board.open();
    REQUIRE(session);
    REQUIRE((*session)->writeSystemPackage(package.files(), {}));
    CHECK(board.holds(package.package, 0x580000));
    CHECK(board.holds(package.offset, 0x5FFFF0));
    CHECK_FALSE(board.se->maintenance());

    AlifSeOptions strict = chipOf("AE302F80F55D5LE");
    strict.acceptsSignatures = false;
    Board refusing(strict);
    session = refusing.open();
    REQUIRE(session);
    const auto refused = (*session)->writeSystemPackage(package.files(), {});
    CHECK(refused.error().id == "OMV-E0728");
    CHECK(refused.error().why.find("not authentic") != std::string::npos);
    CHECK(refusing.mram.writes == 0);
}

TEST_CASE("A chip that does not listen is caught while somebody resets the board")
{
    AlifSeOptions deaf = chipOf("AE302F80F55D5LE");
    deaf.deaf = true;
    Board board(deaf);
    board.line->now += 10'000'000;
    CHECK(board.open().error().code == Errc::Timeout);
    struct Finger final : Pipe {
        explicit Finger(Board& of)
            : board(of)
            , presses(of.line->now + 20'000'000)
        {
        }
        Answer perform(const Step& step) override
        {
            if (!pressed && board.line->now > presses)
                board.se->reset(board.line->now);
            pressed = board.line->now > presses;
            return board.line->perform(step);
        }
        Board& board;
        omv::protocol::Time presses;
        bool pressed = false;
    };
    const AlifChip& chip = *board.description.loader("recovery")->chip;
    auto session =
        AlifLoader::openDuringReset(std::make_unique<Finger>(board), chip, {}, waitOn(*board.line));
    REQUIRE(session);
    REQUIRE((*session)->write(board.place("BOOT"), board.bootloader, {}));
    CHECK(board.holds(board.bootloader, 0));

    Board unheard(deaf);
    unheard.line->now += 10'000'000;
    std::stop_source stop;
    stop.request_stop();
    CHECK(AlifLoader::openDuringReset(std::make_unique<BenchPipe>(*unheard.line), chip,
                                      {stop.get_token(), {}}, waitOn(*unheard.line))
              .error()
              .code == Errc::Cancelled);
    CHECK(AlifLoader::openDuringReset(std::make_unique<BenchPipe>(*unheard.line), chip, {},
                                      waitOn(*unheard.line))
              .error()
              .code == Errc::Timeout);
}

TEST_CASE("What is no system package is refused before anything is sent")
{
    Board board;
    BenchPipe::Faults count;
    auto session = board.open(&count);
    REQUIRE(session);
    const int before = count.steps;
    const auto refused = [&](const Package& package) {
        const Status status = (*session)->writeSystemPackage(package.files(), {});
        return !status && status.error().id == "OMV-E0735";
    };
    Package odd;
    odd.package.push_back(0);
    CHECK(refused(odd));
    Package empty;
    empty.package.clear();
    CHECK(refused(empty));
    Package unsigned1;
    unsigned1.signature.clear();
    CHECK(refused(unsigned1));
    Package unsigned2;
    unsigned2.offsetSignature.clear();
    CHECK(refused(unsigned2));
    Package shortOffset;
    shortOffset.offset.pop_back();
    CHECK(refused(shortOffset));
    Package elsewhere;
    elsewhere.offset[2] = 0x57;
    CHECK(refused(elsewhere));
    CHECK(count.steps == before);
}

TEST_CASE("What the chip says to people comes as lines")
{
    Board board;
    const ByteVector text{'S', 'E', 'S', '\x07', '\r', '\n', '\n', 'o', 'k'};
    const ByteVector rest{'!', '\n'};
    auto session = board.open();
    REQUIRE(session);
    board.se->printNext(text);
    REQUIRE((*session)->write(board.place("BOOT"), board.bootloader, {}));
    board.se->printNext(rest);
    REQUIRE((*session)->write(board.place("TOC"), board.toc, {}));
    CHECK(board.notes == std::vector<std::string>{"SES", "ok!"});
}

TEST_CASE("Trouble at any step of a recovery is told, and made up for by the same again")
{
    Board board;
    board.bootloader.resize(490);
    board.toc.resize(32);
    BenchPipe::Faults count;
    REQUIRE(board.recover(&count));
    for (int at = 0; at < count.steps; ++at)
        for (const auto trouble : kTroubles) {
            CAPTURE(at);
            board.clear();
            board.replug();
            BenchPipe::Faults faults{at, trouble};
            const Status done = board.recover(&faults);
            CHECK((!done || board.holdsBoth()));
            if (trouble == BenchPipe::Trouble::Gone)
                CHECK(done.error().code == Errc::Disconnected);
            board.replug();
            REQUIRE(board.recover());
            CHECK(board.holdsBoth());
        }
}

TEST_CASE("Power lost at any write of a recovery is told, and made up for by the same again")
{
    Board board;
    REQUIRE(board.recover());
    const int writes = board.mram.writes;
    CHECK(writes > 5);
    for (int at = 0; at < writes; ++at) {
        CAPTURE(at);
        board.clear();
        board.mram.writesLeft = at;
        CHECK_FALSE(board.recover());
        board.replug();
        REQUIRE(board.recover());
        CHECK(board.holdsBoth());
    }
}

TEST_CASE("A recovery that is cancelled at any block leaves the chip listening")
{
    Board board;
    for (const std::uint64_t when : {240u, 720u}) {
        board.clear();
        std::stop_source stop;
        auto session = board.open();
        REQUIRE(session);
        const Watch watch{stop.get_token(), [&](std::uint64_t done, std::uint64_t) {
                              if (done >= when)
                                  stop.request_stop();
                          }};
        CHECK((*session)->write(board.place("BOOT"), board.bootloader, watch).error().code ==
              Errc::Cancelled);
        CHECK(board.se->rate() == alif::kBaudRate);
        CHECK((*session)->write(board.place("BOOT"), board.bootloader, {}));
        CHECK(board.holds(board.bootloader, 0));
    }
}
