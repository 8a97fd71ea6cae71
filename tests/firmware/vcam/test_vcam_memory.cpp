// SPDX-License-Identifier: MIT
// Scripts that reach for memory by its address.
#include "firmware/ports/vcam/memory_map.h"
#include "tests/firmware/vcam/vcam_fixture.h"

#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>

using namespace omv::test;
using omv::vcam::isMapped;

namespace {

/// A camera process whose messages can be read.
class Talkative {
public:
    /// `file`: where it writes them; empty: in a folder of its own.
    explicit Talkative(const std::string& file = {})
        : m_file(file.empty() ? m_folder.path() + "/stderr" : file)
        , m_fd(::open(m_file.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600))
        , vcam({"--board", "ae3"}, m_fd)
    {
        REQUIRE(vcam.ok());
    }
    ~Talkative() { ::close(m_fd); }
    Talkative(const Talkative&) = delete;
    Talkative& operator=(const Talkative&) = delete;

    /// On the bus, with nothing that runs.
    std::unique_ptr<RawCamera> connected() const
    {
        REQUIRE(vcam.controlUntil(R"({"cmd":"stats"})", R"("attached":true)"));
        auto camera = std::make_unique<RawCamera>(vcam.pty());
        REQUIRE(camera->connect());
        REQUIRE(camera->stop());
        camera->forgetText();
        return camera;
    }

    std::string said() const
    {
        std::ifstream in(m_file);
        return {std::istreambuf_iterator<char>(in), {}};
    }

private:
    TemporaryFolder m_folder;
    std::string m_file;
    int m_fd;

public:
    VcamProcess vcam;
};

}  // namespace

TEST_CASE("A stretch of memory is there if maps without a hole between them allow it")
{
    const auto mapped = [](std::uintptr_t address, std::size_t size, bool writing) {
        std::istringstream maps("1000-2000 r--p 00000000 fe:00 77 /a file\n"
                                "2000-3000 rw-p 00000000 00:00 0 \n"
                                "3000-4000 ---p 00000000 00:00 0\n"
                                "5000-6000 rw-p 00000000 00:00 0 [stack]\n");
        return isMapped(maps, address, size, writing);
    };
    CHECK(mapped(0x1000, 0x2000, false));
    CHECK(mapped(0x1fff, 2, false));
    CHECK_FALSE(mapped(0x1fff, 2, true));
    CHECK(mapped(0x2000, 0x1000, true));
    CHECK_FALSE(mapped(0x2fff, 2, false));
    CHECK_FALSE(mapped(0x4fff, 1, false));
    CHECK_FALSE(mapped(0x4fff, 2, false));
    CHECK(mapped(0x5fff, 1, true));
    CHECK_FALSE(mapped(0x5fff, 2, true));
    CHECK_FALSE(mapped(0, 1, false));
    CHECK_FALSE(mapped(0x5000, std::numeric_limits<std::size_t>::max(), false));
    CHECK(mapped(0, 0, false));
}

TEST_CASE("Memory that is not there gives the board a hard fault: it says so and restarts")
{
    const Talkative board;
    const std::string head = "import uctypes as u\n"
                             "def at(layout, address=64):\n    return u.struct(address, layout)\n"
                             "try:\n    ";
    const std::string tail = "\n    print('went on')\nfinally:\n    print('finally')\n";
    const std::pair<const char*, const char*> touches[] = {
        {"at({'a': u.UINT32 | 4}).a", "0x44"},
        {"at({'a': u.UINT8 | 1}).a = 1", "0x41"},
        {"at({'a': u.BFUINT16 | 2 | 3 << u.BF_POS | 4 << u.BF_LEN}).a", "0x42"},
        {"at({'a': (u.ARRAY | 8, 4 | u.UINT16)}).a[3]", "0x4e"},
        {"at({'a': (u.ARRAY | 8, 4 | u.UINT8)}).a", "0x48"},
        {"at({'a': (u.PTR | 8, u.UINT8)}).a[0]", "0x48"},
        {"int(at({'a': (u.PTR | 8, u.UINT8)}).a)", "0x48"},
        {"b = bytearray(b'\\x40' + bytes(7))\n    "
         "at({'a': (u.PTR | 0, u.UINT8)}, u.addressof(b)).a[2]",
         "0x42"},
        {"bytes(at({'a': u.UINT32}))", "0x40"},
        {"u.bytes_at(80, 1)", "0x50"},
        {"u.bytearray_at(80, 1)", "0x50"},
        {"at({'a': u.UINT8}, u.addressof('uctypes')).a = 1", "0x"}};  // a ROM
    std::string before;
    for (const auto& [touch, address] : touches) {
        CAPTURE(touch);
        auto camera = board.connected();
        REQUIRE(camera->start(head + touch + tail));
        CHECK(camera->waitUntilGone());
        CHECK(camera->collected().find("went on") == std::string::npos);
        CHECK(camera->collected().find("finally") == std::string::npos);
        const std::string said = board.said().substr(before.size());
        CAPTURE(said);
        CHECK(said.starts_with("omv-vcam: the script touched memory that is not there (address " +
                               std::string(address)));
        CHECK(said.find("a board has a hard fault here") != std::string::npos);
        before += said;
    }
    CHECK(board.connected()->run("import machine\n"
                                 "print(machine.reset_cause() == machine.HARD_RESET)\n") ==
          "True\n");
}

TEST_CASE("A hard fault that cannot be told anybody restarts the board all the same")
{
    const Talkative board("/dev/full");
    auto camera = board.connected();
    REQUIRE(camera->start("import uctypes\nuctypes.bytes_at(80, 1)\n"));
    CHECK(camera->waitUntilGone());
    CHECK(board.connected()->run("print('back')\n") == "back\n");
}
