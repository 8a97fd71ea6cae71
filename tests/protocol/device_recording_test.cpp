// SPDX-License-Identifier: MIT
// The device link, fed what a host sent to real firmware, must answer as the
// firmware did. What the firmware's board supplied (versions, ids, memory, texts
// and pictures) the fakes here supply too, taken from the recording; everything
// else in the answers is the link's own work.
//
// Compared apart: NOTIFY events of stdout, whose moments belong to the stdout
// channel. Here a 50 ms timer sends them, and only their number is compared.
#include "tests/support/catch.h"

#include "tests/protocol/recording.h"

#include <functional>
#include <set>

using namespace omv::protocol;
using namespace omv::protocol::test;

namespace {

constexpr Duration kNotifyInterval = 50 * kMillisecond;

/// Reading takes the bytes away and looks at no offset.
class TextChannel final : public FakeChannel {
public:
    TextChannel()
        : FakeChannel(channel_flag::kRead)
    {
        ready = false;
    }
    bool poll() override { return !data.empty(); }
    ReadResult read(std::uint32_t, MutableBytes into) override
    {
        const std::size_t count = std::min(into.size(), data.size());
        const auto end = data.begin() + static_cast<std::ptrdiff_t>(count);
        std::copy(data.begin(), end, into.begin());
        data.erase(data.begin(), end);
        return {true, count};
    }
};

/// Shows one picture after the other: the next appears when the last was unlocked.
class PictureChannel final : public FakeChannel {
public:
    PictureChannel()
        : FakeChannel(channel_flag::kRead | channel_flag::kLock | channel_flag::kStream)
    {
        zeroCopy = true;
        ready = false;
        ioctlSizes = {{0, 4}, {1, 4}, {2, 8}, {3, 4}};
    }
    bool unlock() override
    {
        wantsNext = true;
        ready = false;
        return FakeChannel::unlock();
    }
    bool showNext()
    {
        wantsNext = false;
        if (pictures.empty())
            return false;
        data = pictures.front();
        if (pictures.size() > 1)
            pictures.erase(pictures.begin());
        ready = true;
        return true;
    }

    std::vector<ByteVector> pictures;
    bool wantsNext = false;
};

/// Collects the script and notes what is asked for.
class ScriptChannel final : public FakeChannel {
public:
    ScriptChannel()
        : FakeChannel(channel_flag::kWrite | channel_flag::kExec)
    {
        ioctlSizes = {{1, 0}, {2, 0}, {3, 0}};
        ready = false;
    }
    bool ioctl(std::uint32_t request, Bytes) override
    {
        startWanted = startWanted || request == ioctl::kStdinExec;
        stopWanted = stopWanted || request == ioctl::kStdinStop;
        return true;
    }
    std::string script() const { return {data.begin(), data.end()}; }

    bool startWanted = false;
    bool stopWanted = false;
};

struct SentPacket {
    Time time = 0;
    OwnedPacket packet;
};

/// A board with a device link on a virtual clock.
class Board {
public:
    Board()
        : m_receive(4096)
        , m_send(16 * 1024)
        , link(DeviceLinkOptions{}, host, m_receive, m_send)
        , m_parserBuffer(8192)
        , m_parser(m_parserBuffer, kDefaultMaxPayload)
    {
    }
    virtual ~Board() = default;
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;

    void advanceTo(Time time)
    {
        while (true) {
            const Time action = m_actions.empty() ? kNever : m_actions.begin()->first;
            const Time next = std::min(action, link.deadline());
            if (next > time)
                break;
            now = std::max(now, next);
            if (action <= next)
                runFirstAction();
            link.tick(now);
            collect();
        }
        now = std::max(now, time);
    }

    void feed(Bytes bytes, std::size_t chop)
    {
        while (!bytes.empty()) {
            const Bytes piece = bytes.first(std::min(chop, bytes.size()));
            const std::size_t taken = link.take(piece, now);
            REQUIRE(taken > 0);
            bytes = bytes.subspan(taken);
            collect();
            afterInput();
            collect();
        }
    }

    std::vector<SentPacket> sent;
    Time now = 0;

    TextChannel text;
    PictureChannel pictures;
    ScriptChannel script;
    FakeChannel transport{channel_flag::kPhysical};
    FakeBoard host;

private:
    ByteVector m_receive;
    ByteVector m_send;

public:
    DeviceLink link;

protected:
    void at(Time time, std::function<void()> action) { m_actions.emplace(time, std::move(action)); }
    virtual void afterInput() {}

private:
    void runFirstAction()
    {
        const auto action = m_actions.begin()->second;
        m_actions.erase(m_actions.begin());
        action();
    }

    void collect()
    {
        Bytes bytes = {};
        const ByteVector out = drain(link, now);
        bytes = out;
        while (!bytes.empty())
            bytes = bytes.subspan(m_parser.feed(bytes));
        Packet packet;
        for (ParseResult result; (result = m_parser.next(packet)) != ParseResult::NeedMore;) {
            REQUIRE(result == ParseResult::Packet);
            sent.push_back({now, {packet.header, toVector(packet.payload)}});
        }
    }

    ByteVector m_parserBuffer;
    PacketParser m_parser;
    std::multimap<Time, std::function<void()>> m_actions;
};

/// Firmware 5.0.0 under emulation: what its scripts did, and when after EXEC.
class EmulatedBoard final : public Board {
public:
    EmulatedBoard(const Recording& recording, std::uint8_t mask)
    {
        transport.ready = false;
        link.addChannel(0, "uart", transport);
        link.addChannel(1, "stdin", script);
        link.addChannel(2, "stdout", text);
        link.addChannel(3, "stream", pictures);
        host.boardVersions = *decodeVersions(recording.replies(Opcode::ProtoVersion, 0).at(0));
        host.info = *decodeSystemInfo(recording.replies(Opcode::SysInfo, 0).at(0));
        const ByteVector memory = recording.replies(Opcode::SysMemory, 0).at(0);
        for (std::size_t i = 0; i < *memoryPoolCount(memory); ++i)
            host.pools.push_back(decodeMemoryPool(memory, i));
        m_texts = recording.replies(Opcode::ChannelRead, 2);
        pictures.pictures = recording.replies(Opcode::ChannelRead, 3);
        for (ByteVector& bytes : m_texts)
            bytes = masked(bytes, mask);
        for (ByteVector& bytes : pictures.pictures)
            bytes = masked(bytes, mask);
        demo.data = masked({1, 2, 3, 4}, mask);
        demo.anyIoctl = true;
        demo.refusedIoctl = 8;
    }

    FakeChannel demo{channel_flag::kRead | channel_flag::kWrite};

private:
    void afterInput() override
    {
        if (script.startWanted)
            start();
        if (script.stopWanted)
            at(now + kMillisecond, [this] { end(); });
        script.startWanted = false;
        script.stopWanted = false;
        if (pictures.wantsNext && m_cameraRuns)
            showPicture();
    }

    void start()
    {
        link.sendEvent(1, event::kScriptStarted);
        const std::string source = script.script();
        const auto has = [&](const char* words) { return source.find(words) != std::string::npos; };
        if (has("hello"))
            at(now + 14 * kMillisecond, [this] { end(); });
        if (has("return 1/0"))
            at(now + 5 * kMillisecond, [this] { end(); });
        if (has("csi"))
            at(now + 222 * kMillisecond, [this] {
                m_cameraRuns = true;
                showPicture();
            });
        if (!has("protocol.register"))
            return;
        at(now + 14 * kMillisecond,
           [this] { CHECK(link.registerChannel("demo", demo.flags(), demo) == 4); });
        at(now + 1147 * kMillisecond, [this] { link.sendEvent(4, 5); });
    }

    void showPicture()
    {
        if (pictures.showNext())
            link.sendEvent(3, event::kNotify);
    }

    /// Every end of a script is a soft reboot, which prints a banner.
    void end()
    {
        m_cameraRuns = false;
        link.sendEvent(1, event::kScriptStopped);
        link.sendEvent(0, event::kSoftReboot);
        link.reinitialise();
        REQUIRE_FALSE(m_texts.empty());
        text.data = m_texts.front();
        m_texts.erase(m_texts.begin());
        at(now + kNotifyInterval, [this] { notify(); });
    }

    void notify()
    {
        if (text.data.empty())
            return;
        link.sendEvent(2, event::kNotify);
        at(now + kNotifyInterval, [this] { notify(); });
    }

    std::vector<ByteVector> m_texts;
    bool m_cameraRuns = false;
};

/// The firmware's protocol code on a PC.
class CodeBoard final : public Board {
public:
    CodeBoard(const Recording& recording, std::uint8_t mask)
    {
        link.addChannel(0, "usb", transport);
        link.addChannel(1, "stdin", script);
        link.addChannel(2, "stdout", text);
        link.addChannel(3, "stream", pictures);
        CHECK(link.registerChannel("static", fixed.flags(), fixed) == 4);
        CHECK(link.registerChannel("buffer", buffer.flags(), buffer) == 5);
        CHECK(link.registerChannel("zerocopy", large.flags(), large) == 6);
        CHECK(link.output().empty());  // nobody is there to hear of them
        const auto read = recording.replies(Opcode::ChannelRead, 3);
        pictures.pictures = {read.at(0), read.at(0), read.at(1)};
        for (ByteVector& bytes : pictures.pictures)
            bytes = masked(bytes, mask);
        pictures.channelShape = {{64, 48, 2, 0}, 3};
        pictures.showNext();
        buffer.anyIoctl = true;
        large.zeroCopy = true;
        for (FakeChannel* channel : {&transport, &fixed, &buffer, &large})
            channel->ready = false;
    }

    FakeChannel fixed{channel_flag::kRead, pattern(11)};
    FakeChannel buffer{channel_flag::kRead | channel_flag::kWrite};
    FakeChannel large{channel_flag::kRead | channel_flag::kLock, pattern(100000)};

private:
    void afterInput() override
    {
        if (pictures.wantsNext)
            pictures.showNext();
    }
};

bool isTextNotify(const OwnedPacket& packet)
{
    return packet.header.has(flag::kEvent) && packet.header.channel == channel::kStdout &&
        decodeEvent(packet.payload) == event::kNotify;
}

void play(Board& board, const Recording& recording, std::size_t chop)
{
    for (const RecordedPacket& item : recording.packets) {
        board.advanceTo(item.time);
        if (item.fromHost)
            board.feed(item.wire(), chop);
    }
}

std::vector<SentPacket> expectedPackets(const Recording& recording)
{
    std::vector<SentPacket> packets;
    for (const RecordedPacket& item : recording.packets) {
        if (!item.fromHost)
            packets.push_back({item.time, item.packet});
    }
    return packets;
}

std::size_t takeNotifications(std::vector<SentPacket>& packets)
{
    return std::erase_if(packets, [](const SentPacket& p) { return isTextNotify(p.packet); });
}

/// Byte for byte and in order; times within what the recorded machine needed.
void compare(std::vector<SentPacket> sent, const Recording& recording)
{
    constexpr Duration kSlack = 30 * kMillisecond;
    std::vector<SentPacket> expected = expectedPackets(recording);
    const auto sentNotifications = static_cast<int>(takeNotifications(sent));
    const auto expectedNotifications = static_cast<int>(takeNotifications(expected));
    CHECK(std::abs(sentNotifications - expectedNotifications) <= 4);
    for (std::size_t i = 0; i < std::min(sent.size(), expected.size()); ++i) {
        INFO("packet " << i << ", recorded at " << expected[i].time / 1000 << " ms");
        REQUIRE(encoded(sent[i].packet.header, sent[i].packet.payload) ==
                encoded(expected[i].packet.header, expected[i].packet.payload));
        REQUIRE(std::abs(sent[i].time - expected[i].time) < kSlack);
    }
    CHECK(sent.size() == expected.size());
}

}  // namespace

TEST_CASE("The recordings are read completely and encode to their own bytes")
{
    for (const char* name : {"v2-firmware-5.0-emulated.jsonl", "v2-firmware-code-raw.jsonl"}) {
        const Recording recording = loadRecording(name);
        ByteVector host;
        ByteVector device;
        for (const RecordedPacket& item : recording.packets) {
            const ByteVector wire = item.wire();
            ByteVector& all = item.fromHost ? host : device;
            all.insert(all.end(), wire.begin(), wire.end());
        }
        CHECK(device == recording.deviceBytes);
        CHECK(host == recording.hostBytes);
    }
}

TEST_CASE("The device link answers as the emulated firmware did")
{
    const std::size_t chop = GENERATE(as<std::size_t>{}, 1, 3, 4096);
    const Recording recording = loadRecording("v2-firmware-5.0-emulated.jsonl");
    EmulatedBoard board(recording, 0);
    play(board, recording, chop);
    compare(board.sent, recording);
}

TEST_CASE("The device link answers a varied emulated session accordingly")
{
    const int shift = GENERATE(1, 100, 200);
    const Recording original = loadRecording("v2-firmware-5.0-emulated.jsonl");
    const Recording recording = varied(original, shift, 0x5A);
    EmulatedBoard board(original, 0x5A);
    play(board, recording, 7);
    compare(board.sent, recording);
}

TEST_CASE("The device link answers as the firmware's code on a PC did")
{
    const std::size_t chop = GENERATE(as<std::size_t>{}, 1, 3, 4096);
    const Recording recording = loadRecording("v2-firmware-code-raw.jsonl");
    CodeBoard board(recording, 0);
    play(board, recording, chop);
    compare(board.sent, recording);
}

TEST_CASE("The device link answers a varied session on a PC accordingly")
{
    const int shift = GENERATE(1, 100, 230, 250);
    const Recording original = loadRecording("v2-firmware-code-raw.jsonl");
    const Recording recording = varied(original, shift, 0xA5);
    CodeBoard board(original, 0xA5);
    play(board, recording, 7);
    compare(board.sent, recording);
}
