// SPDX-License-Identifier: MIT
// What the camera prints: banner, line ends, tracebacks, the end of a script.
#include "tests/support/catch.h"

#include "libopenmv/src/session_script.h"
#include "libopenmv/src/text_filter.h"
#include "libopenmv/src/text_traceback.h"

using namespace omv;
using session::ScriptTracker;

namespace {

const std::string kTail = "OpenMV v5.0.0; MicroPython v1.25.0; OPENMV-AE3 with AE3\r\n"
                          "Type \"help()\" for more information.\r\n>>> ";
const std::string kBanner = "MPY: soft reboot\r\n" + kTail;
const std::string kTraceback = "Traceback (most recent call last):\n"
                               "  File \"<stdin>\", line 3, in <module>\n"
                               "  File \"<stdin>\", line 2, in f\n"
                               "ZeroDivisionError: divide by zero\n";

/// What comes out, with banners as [B] and [T].
std::string filtered(const std::string& raw, std::size_t chop)
{
    TextFilter filter;
    std::string out;
    for (std::size_t i = 0; i < raw.size(); i += chop) {
        for (const TextPiece& piece : filter.feed(std::string_view(raw).substr(i, chop)))
            out += !piece.text.empty()                  ? piece.text
                : piece.kind == TextPiece::Kind::Banner ? std::string("[B]")
                                                        : std::string("[T]");
    }
    return out + filter.flush();
}

void checkAllChops(const std::string& raw, const std::string& expected)
{
    for (std::size_t chop = 1; chop <= raw.size() + 1; ++chop) {
        CAPTURE(chop);
        REQUIRE(filtered(raw, chop) == expected);
    }
}

}  // namespace

TEST_CASE("The text filter takes out the soft-reboot banner however it is chopped", "[text]")
{
    checkAllChops(kBanner, "[B]");
    checkAllChops("hello\r\n" + kBanner, "hello\n[B]");
    checkAllChops("no line end" + kBanner + "next\r\n", "no line end[B]next\n");
    checkAllChops(kBanner + kBanner, "[B][B]");
    checkAllChops("MPY: soft MPY: " + kBanner, "MPY: soft MPY: [B]");
}

TEST_CASE("The text filter takes out a banner whose start was lost, at the start of a line",
          "[text]")
{
    checkAllChops(kTail, "[T]");
    checkAllChops("a\r\n" + kTail, "a\n[T]");
    checkAllChops("Type \"help()\" for more information.\r\n>>> x", "[T]x");
    checkAllChops("say: Type \"help()\" for more information.\r\n>>> x",
                  "say: Type \"help()\" for more information.\n>>> x");
}

TEST_CASE("The text filter keeps text of a script that is like the banner", "[text]")
{
    checkAllChops("MPY: soft reboot\r\n", "MPY: soft reboot\n");
    checkAllChops("MPY: soft reboot\r\nand so on\r\n", "MPY: soft reboot\nand so on\n");
    checkAllChops("MPY: soft reboots\r\n", "MPY: soft reboots\n");
    checkAllChops("Type \"help()\" for more information.\r\nno prompt\r\n",
                  "Type \"help()\" for more information.\nno prompt\n");
    checkAllChops("OpenMV v5 is nice\r\n>>> \r\n", "OpenMV v5 is nice\n>>> \n");
    checkAllChops("MPY: soft reboot\r\nOpenMV v5; MicroPython v1\r\nType it\r\n",
                  "MPY: soft reboot\nOpenMV v5; MicroPython v1\nType it\n");
    const std::string longLine(1000, 'x');
    checkAllChops("MPY: soft reboot\r\n" + longLine, "MPY: soft reboot\n" + longLine);
}

TEST_CASE("The text filter turns CR LF into LF and passes every other byte", "[text]")
{
    checkAllChops("a\r\nb\rc\r\r\nd\r", "a\nb\rc\r\nd\r");
    checkAllChops("\xff\xfe\xc3\xa4\x80 \xe2\x82", "\xff\xfe\xc3\xa4\x80 \xe2\x82");
    checkAllChops(std::string("a\0b\r\n", 5), std::string("a\0b\n", 4));
}

TEST_CASE("A traceback that names <stdin> and ends the text is found", "[text]")
{
    CHECK(trailingTraceback(kTraceback) == kTraceback);
    CHECK(trailingTraceback("before\n" + kTraceback) == kTraceback);
    CHECK(trailingTraceback("no end of line" + kTraceback) == kTraceback);
    CHECK(trailingTraceback(kTraceback + kTraceback) == kTraceback);
    const std::string syntax = "Traceback (most recent call last):\n"
                               "  File \"<stdin>\", line 2\nSyntaxError: invalid syntax\n";
    CHECK(trailingTraceback(syntax) == syntax);
    const std::string bare = "Traceback (most recent call last):\n"
                             "  File \"lib.py\", line 2, in g\n  File \"<stdin>\", line 2, in f\n"
                             "KeyboardInterrupt\n";
    CHECK(trailingTraceback(bare) == bare);
}

TEST_CASE("An exception that the compiler raises has no traceback", "[text]")
{
    const std::string memory = "MemoryError: memory allocation failed, allocating 2 bytes";
    const std::string depth = "RuntimeError: maximum recursion depth exceeded";
    for (const std::string& exception : {memory, depth}) {
        CHECK(trailingTraceback(exception + "\n") == exception);
        CHECK(trailingTraceback("before\n" + exception) == exception);
        CHECK(trailingTraceback("x " + exception + "\n").empty());
        CHECK(trailingTraceback(exception + "\nafter\n").empty());
    }
    CHECK(trailingTraceback("ValueError: x\n").empty());
}

TEST_CASE("A message of several lines counts where the script could not catch it", "[text]")
{
    const std::string head = "Traceback (most recent call last):\n"
                             "  File \"<stdin>\", line 3, in <module>\n";
    const std::string raised = head + "ValueError: a\nb\n\n  c\n";
    const std::string bare = "import sys\nprint(1)\nraise ValueError('a\\nb\\n\\n  c')\n";
    CHECK(trailingTraceback(raised).empty());
    CHECK(trailingTraceback("1\nValueError: x\n" + raised, bare) == raised);
    CHECK(trailingTraceback(kTraceback + "printed before\n" + raised, bare) == raised);
    const std::string inLibrary =
        head + "  File \"lib.py\", line 2, in g\nValueError: a\nTraceback (most recent\n";
    CHECK(trailingTraceback("x\n" + inLibrary, bare) == inLibrary);
    // Around the line, and beside it.
    for (const char* each :
         {"try:\n    print(1)\n    f()\nexcept ValueError as e:\n    show(e)\n",
          "try :\n  if x:\n    f()\nexcept ValueError as e:\n    show(e)\n",
          "x = 1\nprint(1)\ntry: f()\nexcept ValueError as e: show(e)\n", "x = 1\n"})
        CHECK(trailingTraceback(raised, each).empty());
    for (const char* each :
         {"try: print(1)\nexcept ValueError: pass\nf()\n", "while True:\n\n  f()\n",
          "try:\n  g()\nexcept OSError: f()\n", "\ntrying = 1\nf()\n"})
        CHECK(trailingTraceback(raised, each) == raised);
    // Functions can catch what is raised in them.
    const std::string inFunction = "Traceback (most recent call last):\n"
                                   "  File \"<stdin>\", line 3, in f\nValueError: a\nb\n";
    CHECK(trailingTraceback(inFunction, bare).empty());
    CHECK(trailingTraceback(head + "ValueError: a\n", bare) == head + "ValueError: a\n");
    CHECK(trailingTraceback(head, bare).empty());
}

TEST_CASE("A traceback that lost its start in the ring is found", "[text]")
{
    const std::string line = "  File \"<stdin>\", line 1, in f\n";
    std::string lines;
    for (int i = 0; i < 30; ++i)
        lines += line;
    const std::string end = "RuntimeError: maximum recursion depth exceeded\n";
    for (std::size_t cut = 0; cut < line.size(); ++cut) {
        CAPTURE(cut);
        CHECK_FALSE(trailingTraceback("hello\n" + line.substr(cut) + lines + end).empty());
        CHECK_FALSE(trailingTraceback(line.substr(cut) + lines + end).empty());
    }
    CHECK(trailingTraceback("hello\n" + line + line + "ValueError: printed by a script\n").empty());
    CHECK(trailingTraceback(lines + end + "more\n").empty());
}

TEST_CASE("Other text is no traceback", "[text]")
{
    CHECK(trailingTraceback("").empty());
    CHECK(trailingTraceback("\n").empty());
    CHECK(trailingTraceback("hello\n").empty());
    CHECK(trailingTraceback(kTraceback + "caught it\n").empty());
    CHECK(trailingTraceback(kTraceback + "\n").empty());
    CHECK(trailingTraceback("  File \"<stdin>\", line 3\nValueError: x\n").empty());
    CHECK(trailingTraceback("Traceback (most recent call last):\nValueError: x\n").empty());
    CHECK(trailingTraceback("Traceback (most recent call last):\n"
                            "  File \"lib.py\", line 3, in f\nValueError: x\n")
              .empty());
}

namespace {

struct Tracked {
    std::string text;
    int changes = 0;
    ScriptTracker tracker{[this](std::string_view more) { text += more; }, [this] { ++changes; }};
};

constexpr protocol::Time kStart = 1000;

}  // namespace

TEST_CASE("A script has ended when its reboot was told and its banner read", "[text]")
{
    Tracked t;
    t.tracker.started();
    t.tracker.textArrived("one\r\n", kStart);
    t.tracker.textDrained();
    CHECK(t.tracker.running());
    t.tracker.stopped(kStart);
    t.tracker.rebooted(kStart);
    CHECK(t.tracker.state() == ScriptTracker::State::Ending);
    t.tracker.textDrained();
    CHECK(t.tracker.state() == ScriptTracker::State::Ending);
    t.tracker.textArrived("two\r\n" + kBanner, kStart + 10);
    CHECK(t.tracker.state() == ScriptTracker::State::Ending);
    t.tracker.textDrained();
    CHECK(t.tracker.state() == ScriptTracker::State::None);
    CHECK(t.text == "one\ntwo\n");
    CHECK_FALSE(t.tracker.end().raised);
}

TEST_CASE("A script that raised has a traceback before its banner", "[text]")
{
    Tracked t;
    t.tracker.started();
    t.tracker.stopped(kStart);
    t.tracker.textArrived("x\r\n" + kTraceback + kBanner, kStart);
    t.tracker.textDrained();
    CHECK(t.tracker.end().raised);
    CHECK(t.tracker.end().traceback == kTraceback);
}

TEST_CASE("A script that raised a message of several lines has a traceback", "[text]")
{
    const std::string end = "Traceback (most recent call last):\r\n"
                            "  File \"<stdin>\", line 2, in <module>\r\nValueError: a\r\nb\r\n";
    const auto raised = [&](const char* script) {
        Tracked t;
        t.tracker.uploadSent(script);
        t.tracker.started();
        t.tracker.stopped(kStart);
        t.tracker.textArrived("x\r\n" + end + kBanner, kStart);
        t.tracker.textDrained();
        return t.tracker.end().raised;
    };
    CHECK(raised("print('x')\nraise ValueError('a\\nb')\n"));
    CHECK_FALSE(raised("try:\n    raise ValueError('a')\nexcept ValueError as e:\n    show(e)\n"));
}

TEST_CASE("What boot.py prints at the reboot is not text of the script", "[text]")
{
    const std::string boot = GENERATE(
        as<std::string>{}, "booting\r\n",
        "Traceback (most recent call last):\r\n  File \"boot.py\", line 1\r\nOSError: 5\r\n");
    const std::string raw = kTraceback + "MPY: soft reboot\r\n" + boot + kTail + "after\r\n";
    const std::size_t chop = GENERATE(as<std::size_t>{}, 1, 7, 4096);
    std::string bootText;
    Tracked t;
    t.tracker = ScriptTracker([&](std::string_view more) { t.text += more; }, [] {},
                              [&](std::string_view more) { bootText += more; });
    t.tracker.started();
    t.tracker.stopped(kStart);
    for (std::size_t i = 0; i < raw.size(); i += chop)
        t.tracker.textArrived(std::string_view(raw).substr(i, chop), kStart);
    t.tracker.textDrained();
    CHECK(t.tracker.state() == ScriptTracker::State::None);
    CHECK(t.tracker.end().raised);
    CHECK(t.tracker.end().traceback == kTraceback);
    CHECK(t.text == kTraceback + "after\n");
    CHECK(bootText.size() ==
          boot.size() - static_cast<std::size_t>(std::count(boot.begin(), boot.end(), '\r')));
}

TEST_CASE("A boot.py that never ends does not keep the script's end back", "[text]")
{
    Tracked t;
    t.tracker.started();
    t.tracker.stopped(kStart);
    t.tracker.textArrived("one\r\nMPY: soft reboot\r\nbooting\r\n", kStart);
    t.tracker.textDrained();
    CHECK(t.tracker.state() == ScriptTracker::State::None);
    CHECK(t.text == "one\n");
}

TEST_CASE("A traceback printed before STOP is not the script's end", "[text]")
{
    Tracked t;
    t.tracker.started();
    t.tracker.textArrived(kTraceback, kStart);
    t.tracker.stopSent();
    t.tracker.stopped(kStart);
    t.tracker.textArrived(kBanner, kStart);
    t.tracker.textDrained();
    CHECK(t.tracker.state() == ScriptTracker::State::None);
    CHECK_FALSE(t.tracker.end().raised);
}

TEST_CASE("The banner of the power-on does not end a script", "[text]")
{
    Tracked t;
    t.tracker.started();
    t.tracker.stopped(kStart);
    t.tracker.textArrived(kTail, kStart);
    t.tracker.textDrained();
    CHECK(t.tracker.state() == ScriptTracker::State::Ending);
}

TEST_CASE("Without a banner a script ends when its text stays away", "[text]")
{
    Tracked t;
    t.tracker.started();
    t.tracker.stopped(kStart);
    t.tracker.textArrived(kTraceback + "MPY: soft reb", kStart);
    const auto late = kStart + ScriptTracker::kQuietEnd;
    t.tracker.tick(late - 1);
    CHECK_FALSE(t.tracker.wantsDrain());
    t.tracker.tick(late);
    CHECK(t.tracker.wantsDrain());
    CHECK(t.tracker.deadline() == protocol::kNever);
    t.tracker.textDrained();
    CHECK(t.tracker.state() == ScriptTracker::State::None);
    CHECK(t.text == kTraceback + "MPY: soft reb");
}

TEST_CASE("Words like the banner's are held back only for a moment while a script runs", "[text]")
{
    Tracked t;
    t.tracker.started();
    t.tracker.textArrived("MPY: soft reboot\r\n", kStart);
    CHECK(t.text.empty());
    CHECK(t.tracker.deadline() == kStart + ScriptTracker::kHoldText);
    t.tracker.tick(kStart + ScriptTracker::kHoldText);
    CHECK(t.text == "MPY: soft reboot\n");
    CHECK(t.tracker.deadline() == protocol::kNever);
}

TEST_CASE("A poll finds a script whose events were lost", "[text]")
{
    Tracked t;
    CHECK_FALSE(t.tracker.polled(false, kStart));
    CHECK_FALSE(t.tracker.polled(true, kStart));
    CHECK(t.tracker.running());
    CHECK(t.tracker.polled(false, kStart));
    CHECK(t.tracker.state() == ScriptTracker::State::Ending);
    CHECK_FALSE(t.tracker.polled(false, kStart));
}
