// SPDX-License-Identifier: MIT
#include <openmv/transport.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "libopenmv/src/unique_fd.h"
#include "tests/libopenmv/transport_helpers.h"
#include "tests/support/catch.h"

using namespace std::chrono_literals;
using omv::UniqueFd;
using omv::test::counting;

namespace {

sockaddr_in loopback(std::uint16_t port = 0)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

struct Listener {
    explicit Listener(int backlog)
        : fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address = loopback();
        socklen_t size = sizeof address;
        REQUIRE(::bind(fd.get(), reinterpret_cast<sockaddr*>(&address), size) == 0);
        if (backlog >= 0) {
            ::listen(fd.get(), backlog);
        }
        ::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&address), &size);
        port = ntohs(address.sin_port);
    }

    UniqueFd fd;
    std::uint16_t port = 0;
};

}  // namespace

TEST_CASE("TCP carries bytes both ways and tells when the peer has closed")
{
    const Listener listener(4);
    for (const char* host : {"127.0.0.1", "localhost"}) {
        auto transport = omv::openTcp(host, listener.port, 5s);
        REQUIRE(transport);
        UniqueFd peer(::accept(listener.fd.get(), nullptr, nullptr));
        REQUIRE(peer);
        CHECK((*transport)->isReliable());
        CHECK((*transport)->description() ==
              "tcp://" + std::string(host) + ':' + std::to_string(listener.port));

        const auto bytes = counting(100);
        CHECK(*(*transport)->write(bytes) == 100);
        std::array<std::uint8_t, 200> buffer{};
        CHECK(::recv(peer.get(), buffer.data(), 100, MSG_WAITALL) == 100);
        CHECK(std::equal(bytes.begin(), bytes.end(), buffer.begin()));
        CHECK(::send(peer.get(), bytes.data(), 100, 0) == 100);
        CHECK(omv::test::readExactly(**transport, 100) == bytes);

        peer = UniqueFd();
        static_cast<void>((*transport)->wait(false, omv::test::soon()));
        const auto end = (*transport)->read(buffer);
        REQUIRE(!end);
        CHECK(end.error().code == omv::Errc::Disconnected);
    }
}

TEST_CASE("a TCP port where nothing listens is no device")
{
    const Listener silent(-1);  // keeps the port from anybody else
    const auto transport = omv::openTcp("127.0.0.1", silent.port, 5s);
    REQUIRE(!transport);
    CHECK(transport.error().code == omv::Errc::NoDevice);
    CHECK(transport.error().id == "OMV-E0111");
    CHECK(transport.error().what.find(std::to_string(silent.port)) != std::string::npos);
}

TEST_CASE("a TCP host that does not answer is a timeout")
{
    const Listener full(0);
    std::vector<UniqueFd> waiting;
    const sockaddr_in address = loopback(full.port);
    for (int i = 0; i < 4; ++i) {
        waiting.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        // In progress or refused: only the full backlog counts.
        static_cast<void>(::connect(waiting.back().get(),
                                    reinterpret_cast<const sockaddr*>(&address), sizeof address));
    }
    const auto transport = omv::openTcp("127.0.0.1", full.port, 50ms);
    REQUIRE(!transport);
    CHECK(transport.error().code == omv::Errc::Timeout);
    CHECK(transport.error().id == "OMV-E0112");
}

TEST_CASE("a host name that does not exist is no device")
{
    const auto transport = omv::openTcp("no-such-host.invalid", 1, 1s);
    REQUIRE(!transport);
    CHECK(transport.error().code == omv::Errc::NoDevice);
    CHECK(transport.error().what.find("no-such-host.invalid") != std::string::npos);
}
