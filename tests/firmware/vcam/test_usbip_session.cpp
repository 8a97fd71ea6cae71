// SPDX-License-Identifier: MIT
// Transfers of one host, without sockets: a device that answers when the test wants.
#include "firmware/ports/vcam/usbip_session.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

using namespace omv::vcam;
using namespace omv::protocol::usbip;
using omv::protocol::Bytes;
using omv::protocol::MutableBytes;
using omv::protocol::loader::Setup;
using Kind = UsbAnswer::Kind;

namespace {

class PlayedDevice final : public UsbFunction {
public:
    UsbIdentity identity() override { return identityOf(1, 2, 3, Speed::High); }
    UsbAnswer control(const Setup&, Bytes, MutableBytes in) override
    {
        std::fill(in.begin(), in.end(), std::uint8_t{7});
        if (onControl)
            onControl();
        return {answer, answer == Kind::Done ? in.size() : 0};
    }
    UsbAnswer send(unsigned, Bytes data) override
    {
        const std::size_t size = std::min(data.size(), room);
        taken.insert(taken.end(), data.begin(), data.begin() + static_cast<std::ptrdiff_t>(size));
        room -= size;
        return size == data.size() ? UsbAnswer::done(size) : UsbAnswer::notYet(size);
    }
    UsbAnswer receive(unsigned, MutableBytes into) override
    {
        if (toHost.empty())
            return UsbAnswer::notYet();
        const std::size_t size = std::min(into.size(), toHost.size());
        std::copy_n(toHost.begin(), size, into.begin());
        toHost.erase(toHost.begin(), toHost.begin() + static_cast<std::ptrdiff_t>(size));
        return UsbAnswer::done(size);
    }
    void hostLeft() override { ++departures; }

    Kind answer = Kind::Done;
    std::function<void()> onControl;
    std::size_t room = 0;
    std::vector<std::uint8_t> taken;
    std::vector<std::uint8_t> toHost;
    int departures = 0;
};

struct Bench {
    Bench()
    {
        port.plug(device);
        session.emplace(port, *port.plugged());
    }

    std::uint32_t send(Header header, const std::vector<std::uint8_t>& data = {})
    {
        header.sequence = ++sequence;
        header.length = header.in ? header.length : static_cast<std::uint32_t>(data.size());
        const std::size_t at = wire.size();
        wire.resize(at + kHeaderBytes);
        storeHeader(std::span(wire).subspan(at).first<kHeaderBytes>(), header);
        wire.insert(wire.end(), data.begin(), data.end());
        return sequence;
    }
    std::uint32_t in(unsigned endpoint, std::uint32_t size)
    {
        Header header;
        header.in = true;
        header.endpoint = endpoint;
        header.length = size;
        header.setup.length = static_cast<std::uint16_t>(size);
        return send(header);
    }
    std::uint32_t out(unsigned endpoint, const std::vector<std::uint8_t>& data)
    {
        Header header;
        header.endpoint = endpoint;
        return send(header, data);
    }
    std::uint32_t unlink(std::uint32_t what)
    {
        Header header;
        header.command = Command::Unlink;
        header.unlinked = what;
        return send(header);
    }

    /// In pieces of that size.
    bool deliver(std::size_t chop = 5)
    {
        std::vector<std::uint8_t> input;
        bool there = true;
        for (std::size_t at = 0; at < wire.size(); at += chop) {
            const auto piece = Bytes(wire).subspan(at, std::min(chop, wire.size() - at));
            input.insert(input.end(), piece.begin(), piece.end());
            const auto size = session->take(input);
            REQUIRE(size);
            input.erase(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(*size));
            there = session->pump();
        }
        CHECK(input.empty());
        wire.clear();
        return session->pump() && there;
    }

    /// The replies by their sequence numbers; none comes twice.
    std::map<std::uint32_t, Header> replies()
    {
        std::map<std::uint32_t, Header> found;
        auto& bytes = session->output();
        for (std::size_t at = 0; at < bytes.size();) {
            const auto header = parseHeader(std::span(bytes).subspan(at).first<kHeaderBytes>());
            REQUIRE(header);
            at += kHeaderBytes;
            if (header->command == Command::SubmitReply && ins.count(header->sequence) > 0)
                at += header->length;
            CHECK(found.emplace(header->sequence, *header).second);
        }
        bytes.clear();
        return found;
    }

    PlayedDevice device;
    UsbPort port;
    std::optional<UsbIpSession> session;
    std::vector<std::uint8_t> wire;
    std::uint32_t sequence = 0;
    std::map<std::uint32_t, bool> ins;  ///< transfers whose replies carry data
};

}  // namespace

TEST_CASE("What an endpoint takes in parts is answered once, with the whole size")
{
    Bench bench;
    const std::vector<std::uint8_t> data{1, 2, 3, 4, 5, 6, 7, 8, 9};
    const auto transfer = bench.out(2, data);
    bench.device.room = 4;
    CHECK(bench.deliver());
    CHECK(bench.replies().empty());
    bench.device.room = 100;
    CHECK(bench.session->pump());
    const auto replies = bench.replies();
    REQUIRE(replies.count(transfer) == 1);
    CHECK(replies.at(transfer).length == 9);
    CHECK(bench.device.taken == data);
}

TEST_CASE("A control transfer that a busy device does not answer can be taken back")
{
    Bench bench;
    bench.device.answer = Kind::NotYet;
    const auto transfer = bench.in(0, 6);
    CHECK(bench.deliver());
    CHECK(bench.replies().empty());
    const auto unlinked = bench.unlink(transfer);
    CHECK(bench.deliver());
    auto replies = bench.replies();
    REQUIRE(replies.size() == 1);
    CHECK(replies.at(unlinked).status == kUnlinked);
    // It is really gone: the device is ready now, and nobody is answered.
    bench.device.answer = Kind::Done;
    CHECK(bench.session->pump());
    CHECK(bench.replies().empty());
}

TEST_CASE("Endpoints do not wait for each other, transfers of one keep their order")
{
    Bench bench;
    const auto first = bench.in(2, 3);
    const auto second = bench.in(2, 100);
    const auto control = bench.in(0, 0);
    CHECK(bench.deliver());
    bench.ins = {{first, true}, {second, true}};
    auto replies = bench.replies();
    CHECK(replies.size() == 1);
    CHECK(replies.count(control) == 1);
    bench.device.toHost = {1, 2, 3, 4, 5};
    CHECK(bench.session->pump());
    replies = bench.replies();
    REQUIRE(replies.size() == 2);
    CHECK(replies.at(first).length == 3);
    CHECK(replies.at(second).length == 2);
}

TEST_CASE("A device that leaves in the middle answers nothing")
{
    Bench bench;
    bench.device.answer = Kind::Stalled;
    bench.device.onControl = [&] { bench.port.unplug(bench.device); };
    bench.in(0, 4);
    CHECK_FALSE(bench.deliver(1000));
    CHECK(bench.replies().empty());
    // Back at once, it is another plugging.
    bench.port.plug(bench.device);
    CHECK_FALSE(bench.session->there());
    bench.session.reset();
    CHECK(bench.device.departures == 1);
}

TEST_CASE("What is not the protocol ends the session")
{
    Bench bench;
    std::vector<std::uint8_t> nonsense(kHeaderBytes, 0xEE);
    CHECK_FALSE(bench.session->take(nonsense));
    bench.in(2, 0x7FFFFFFF);
    CHECK_FALSE(bench.session->take(bench.wire));
    bench.wire.clear();
    bench.in(16, 1);
    CHECK_FALSE(bench.session->take(bench.wire));
    bench.wire.clear();
    bench.in(2, 1);
    CHECK(bench.session->take(Bytes(bench.wire).first(kHeaderBytes - 1)) == std::size_t{0});
}

TEST_CASE("Without the cable there is nothing at the port")
{
    Bench bench;
    bench.port.setCable(false);
    CHECK_FALSE(bench.port.plugged());
    bench.port.setCable(true);
    CHECK(bench.port.plugged());
    CHECK_FALSE(bench.session->there());
    PlayedDevice other;
    bench.port.unplug(other);
    CHECK(bench.port.plugged());
}
