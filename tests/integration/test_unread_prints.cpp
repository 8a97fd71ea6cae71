// SPDX-License-Identifier: MIT
// What becomes of text that the host is slow to read.
#include "tests/integration/session_fixture.h"

#include <openmv/board.h>

#include <condition_variable>
#include <mutex>

using namespace omv;
using namespace omv::test;
using namespace std::chrono_literals;

namespace {

/// The rule for text that nobody reads: what does not fit empties the ring, and only the
/// newest piece stays. One byte of the ring is never used.
class RingModel {
public:
    explicit RingModel(std::size_t ring)
        : m_capacity(ring - 1)
    {
    }
    /// MicroPython hands over the text and the line end as two pieces.
    void printLine(const std::string& text)
    {
        put(text);
        put("\r\n");
    }
    /// What the SDK makes of it.
    std::string text() const
    {
        std::string text = m_held;
        std::erase(text, '\r');
        return text;
    }

private:
    void put(const std::string& piece)
    {
        if (m_held.size() + piece.size() > m_capacity)
            m_held.clear();
        m_held += piece;
    }

    std::size_t m_capacity;
    std::string m_held;
};

/// Takes text on the camera's thread, and can hold that thread up: nothing is read meanwhile.
class Reader {
public:
    void take(std::string_view text)
    {
        std::unique_lock lock(m_mutex);
        m_text += text;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return !m_stuck; });
    }
    void holdUp(bool stuck)
    {
        const std::lock_guard lock(m_mutex);
        m_stuck = stuck;
        m_changed.notify_all();
    }
    /// False when it is something else even after a while; then text() tells what.
    bool waitFor(const std::string& wanted)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 60s, [&] { return m_text == wanted; });
    }
    std::string text()
    {
        const std::lock_guard lock(m_mutex);
        return m_text;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::string m_text;
    bool m_stuck = false;
};

std::size_t stdoutRing(const std::string& board)
{
    const BoardDatabase known = must(BoardDatabase::load());
    REQUIRE(known.byId(board));
    return known.byId(board)->stdoutRingBytes;
}

/// Waits for P0 to give the reader something to choke on, and for P1 to print 5 KB and more in
/// lines of many lengths; then lights the LED and ends when P1 goes down.
const std::string kUnreadPrints = R"(from machine import LED, Pin
choke = Pin('P0', Pin.IN)
go = Pin('P1', Pin.IN)
led = LED('LED_BLUE')
led.off()
print('ready')
while not choke.value():
    pass
print('hold', end='')
while not go.value():
    pass
for i in range(%COUNT%):
    print('%04d %s' % (i, 'x' * (i * 37 % 90)))
led.on()
while go.value():
    pass
)";

struct UnreadPrints {
    std::string script;
    std::string survivors;
    std::size_t printed = 0;
};

UnreadPrints unreadPrints(std::size_t ring, int count)
{
    UnreadPrints prints{kUnreadPrints, {}, 0};
    prints.script.replace(prints.script.find("%COUNT%"), 7, std::to_string(count));
    RingModel model(ring);
    for (int i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        const std::string line = std::string(4 - number.size(), '0') + number + " " +
            std::string(static_cast<std::size_t>(i * 37 % 90), 'x');
        model.printLine(line);
        prints.printed += line.size() + 2;
    }
    prints.survivors = model.text();
    return prints;
}

}  // namespace

TEST_CASE("Unread prints of an AE3 are lost as its ring's rule says", "[session]")
{
    VcamProcess vcam({"--board", "ae3", "--tcp"});
    REQUIRE(vcam.ok());
    const std::size_t ring = stdoutRing("ae3");
    const auto setPin = [&vcam](const std::string& pin, const std::string& value) {
        const auto reply =
            vcam.control(R"({"cmd":"set-pin","pin":")" + pin + R"(","value":)" + value + "}");
        REQUIRE(reply == R"({"ok":true})");
    };
    // Two overflows; the ring nearly full after them; one line more, which is the third.
    for (const int count : {98, 119, 120}) {
        const UnreadPrints prints = unreadPrints(ring, count);
        REQUIRE(prints.printed > 5000);
        REQUIRE(prints.survivors.size() < ring);
        for (const Wire& wire : allWires()) {
            CAPTURE(wire, count);
            setPin("P0", "0");
            setPin("P1", "0");
            auto camera = must(openOver(vcam, wire));
            must(camera->stop());
            Reader reader;
            camera->onText([&reader](std::string_view text) { reader.take(text); });
            must(camera->run(prints.script));
            REQUIRE(reader.waitFor("ready\n"));
            reader.holdUp(true);
            setPin("P0", "1");
            REQUIRE(reader.waitFor("ready\nhold"));  // the camera's thread is in reader.take() now
            setPin("P1", "1");
            REQUIRE(vcam.controlUntil(R"({"cmd":"leds"})", R"("LED_BLUE":true)"));
            reader.holdUp(false);
            reader.waitFor("ready\nhold" + prints.survivors);
            CHECK(reader.text() == "ready\nhold" + prints.survivors);
            setPin("P1", "0");
            must(camera->waitForScript({.timeout = 60s}));
            CHECK(reader.text() == "ready\nhold" + prints.survivors);
        }
    }
}
