// SPDX-License-Identifier: MIT
// Random runs, stops, resets and pulled cables: the camera always answers again.
// OMV_RANDOM_ACTIONS sets how many (10000, a matter of minutes, by hand), OMV_RANDOM_SEED
// which; OMV_SOAK_FRAMES how many frames the loop of the other case runs.
#include "tests/firmware/vcam/vcam_fixture.h"
#include "tests/support/path_watch.h"

#include <algorithm>
#include <cstdlib>
#include <random>

using namespace omv::test;
using namespace std::chrono_literals;
using omv::protocol::Opcode;

namespace {

// What people's scripts do, and what they do wrong.
constexpr std::array kScripts{
    "print('hello')\n",
    "while True:\n    pass\n",
    "import time\nwhile True:\n    time.sleep(10)\n",
    "while True:\n    print('x' * 200)\n",
    "raise ValueError('no')\n",
    "def f():\n    f()\nf()\n",
    "a = []\nwhile True:\n    a.append(bytearray(10000))\n",
    "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n"
    "        pass\n",
    "import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\nc.framesize(csi.QVGA)\n"
    "while True:\n    c.snapshot().find_blobs([(30, 100, 15, 127, 15, 127)])\n",
    "import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.GRAYSCALE)\nc.framesize(csi.VGA)\n"
    "while True:\n    i = c.snapshot()\n    i.copy().to_jpeg()\n    i.get_statistics()\n",
    "from machine import Timer\nimport time\nt = Timer(-1)\n"
    "t.init(period=1, callback=lambda t: print('tick'))\nwhile True:\n    time.sleep_ms(1)\n",
    "import protocol\nclass B:\n    def size(self):\n        return 5\n    def read(self, o, n):\n"
    "        return b'hello'[o:o + n]\nc = protocol.register(name='five', backend=B())\n"
    "while True:\n    pass\n",
    "f = open('f.txt', 'a')\nwhile True:\n    f.write('line\\n')\n    f.seek(0)\n",
    "import asyncio\nasync def task():\n    while True:\n        await asyncio.sleep(0)\n"
    "asyncio.run(task())\n",
    "import machine\nmachine.reset()\n",
    "import machine\nmachine.deepsleep(50)\n",
};

long fromEnvironment(const char* name, long fallback)
{
    const char* text = std::getenv(name);
    return text ? std::atol(text) : fallback;
}

class Player {
public:
    explicit Player(std::uint64_t seed)
        : m_random(seed)
    {
    }

    /// One random thing that a person, a program or a cable does.
    void act()
    {
        switch (m_random() % 10) {
        case 0: replug(); break;
        case 1: m_session.camera->request(Opcode::SysReset, 0, {}, 50ms); break;
        case 2: m_session.control(R"({"cmd":"reset"})"); break;
        case 3: reopen(); break;
        case 4: stopRunning(); break;
        case 5: m_session.camera->text(); break;
        default: m_session.camera->start(kScripts[m_random() % kScripts.size()]); break;
        }
        if (m_session.camera->isGone())
            reopen();
    }

    /// Whatever was before: a script runs and its text comes.
    bool answers()
    {
        const auto deadline = std::chrono::steady_clock::now() + 120s;
        while (std::chrono::steady_clock::now() < deadline) {
            stopRunning();
            RawCamera& camera = *m_session.camera;
            const bool sent = camera.isOpen() && camera.start("print(6 * 7)\n");
            const bool taken = sent && camera.tookScript();
            if (taken && camera.waitForReboot(30s) &&
                scriptText(camera.collected()).ends_with("42\n"))
                return true;
            // In the middle of a reboot EXEC is lost; the prompt is still to come.
            if (sent && !taken)
                camera.printed(">>> ", 1s);
            reopen();
        }
        return false;
    }

    const Session& session() const { return m_session; }

private:
    // Without a script there is no reboot to wait for. One that ends by itself between the
    // question and STOP has had its own.
    void stopRunning()
    {
        m_session.camera->forgetEvents();
        if (m_session.camera->isOpen() && m_session.camera->poll() & 2)
            m_session.camera->stop();
    }

    void replug()
    {
        m_session.control(R"({"cmd":"unplug"})");
        m_session.control(R"({"cmd":"replug"})");
        reopen();
    }

    // A board that restarts is away for a moment.
    void reopen()
    {
        const auto deadline = std::chrono::steady_clock::now() + 120s;
        do {
            m_bus.forget();
            m_session.camera->closePort();
            m_session.camera = m_session.open(m_random() % 2 == 0);
            if (m_session.camera->isOpen() && m_session.camera->connect())
                return;
        } while (m_bus.changed(deadline));
    }

    std::mt19937_64 m_random;
    Session m_session;
    PathWatch m_bus{m_session.vcam.pty()};
};

}  // namespace

TEST_CASE("After any runs, stops, resets and pulled cables the camera answers")
{
    const long actions = fromEnvironment("OMV_RANDOM_ACTIONS", 150);
    const long seed = fromEnvironment("OMV_RANDOM_SEED", 1);
    constexpr long kLook = 50;
    Player player(static_cast<std::uint64_t>(seed));
    long early = 0;
    for (long i = 0; i < actions; ++i) {
        CAPTURE(seed, i);
        player.act();
        if (i % kLook != kLook - 1)
            continue;
        REQUIRE(player.answers());
        if (i < actions / 2)
            early = player.session().vcam.openDescriptors();
    }
    CHECK(player.session().vcam.openDescriptors() <= early + 4);
}

TEST_CASE("A camera loop keeps its memory")
{
    // At thirty frames a second two hours are 216000 frames.
    const long frames = fromEnvironment("OMV_SOAK_FRAMES", 2000);
    constexpr long kPiece = 200;
    Session session({"--limits", "off"});
    const auto loop = [&](long count) {
        for (long done = 0; done < count; done += kPiece) {
            CAPTURE(done, count);
            const std::string text = session.camera->run(
                "import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\n"
                "c.framesize(csi.QVGA)\nfor i in range(" +
                std::to_string(std::min(kPiece, count - done)) +
                "):\n    g = c.snapshot()\n"
                "    for b in g.find_blobs([(30, 100, 15, 127, 15, 127)]):\n"
                "        g.draw_rectangle(b.rect)\n    s = str(g.get_statistics().mean)\n"
                "    if i % 10 == 9:\n        print('.')\nprint('ok')\n");
            REQUIRE(text.ends_with("ok\n"));
        }
    };
    loop(frames / 10);
    const long before = session.vcam.anonymousKb();
    loop(frames);
    if (!kMemoryIsKept)
        CHECK(session.vcam.anonymousKb() < before + 2048);
}
