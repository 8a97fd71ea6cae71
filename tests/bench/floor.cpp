// SPDX-License-Identifier: MIT
#include "tests/bench/floor.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/cpu_time.h"

namespace omv::bench {

namespace {

constexpr std::size_t kReadSize = 64 * 1024;
constexpr int kPatience = 10000;  // milliseconds

/// A connected pair on 127.0.0.1.
struct Connection {
    int near = -1;
    int far = -1;

    Connection();
    ~Connection()
    {
        for (const int fd : {near, far})
            if (fd >= 0)
                close(fd);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    bool ok() const { return near >= 0 && far >= 0; }
};

Connection::Connection()
{
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener, raw, size) == 0 && listen(listener, 1) == 0 &&
        getsockname(listener, raw, &size) == 0) {
        near = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(near, raw, size) == 0)
            far = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    }
    close(listener);
    const int on = 1;
    setsockopt(near, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(far, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool writeAll(int fd, const std::uint8_t* bytes, std::size_t count)
{
    while (count > 0) {
        const ssize_t put = send(fd, bytes, count, MSG_NOSIGNAL);
        if (put <= 0)
            return false;
        bytes += put;
        count -= static_cast<std::size_t>(put);
    }
    return true;
}

/// The sender's process: one frame for every byte that comes, until the other end closes.
void serve(int fd, std::size_t bytes, std::size_t piece)
{
    const std::vector<std::uint8_t> data(piece, 0x5A);
    char asked = 0;
    while (read(fd, &asked, 1) == 1) {
        for (std::size_t left = bytes; left > 0;) {
            const std::size_t now = std::min(left, piece);
            if (!writeAll(fd, data.data(), now))
                return;
            left -= now;
        }
    }
}

bool receive(int fd, std::vector<std::uint8_t>& buffer, std::size_t bytes)
{
    const std::uint8_t ask = 1;
    if (!writeAll(fd, &ask, 1))
        return false;
    for (std::size_t left = bytes; left > 0;) {
        pollfd waiting{fd, POLLIN, 0};
        if (poll(&waiting, 1, kPatience) <= 0)
            return false;
        const ssize_t got = read(fd, buffer.data(), std::min(left, buffer.size()));
        if (got <= 0)
            return false;
        left -= static_cast<std::size_t>(got);
    }
    return true;
}

}  // namespace

double copyFloor(std::size_t bytes, int rounds)
{
    const std::vector<std::uint8_t> from(bytes, 0x5A);
    std::vector<std::uint8_t> to(bytes);
    const double begin = threadTime();
    for (int i = 0; i < rounds; ++i) {
        std::memcpy(to.data(), from.data(), bytes);
        asm volatile("" : : "r"(to.data()) : "memory");
    }
    return (threadTime() - begin) / rounds;
}

double readFloor(std::size_t bytes, std::size_t piece, int rounds)
{
    Connection connection;
    if (!connection.ok())
        return -1;
    const pid_t sender = fork();
    if (sender == 0) {
        close(connection.near);
        serve(connection.far, bytes, piece);
        _exit(0);
    }
    close(std::exchange(connection.far, -1));
    std::vector<std::uint8_t> buffer(kReadSize);
    bool good = sender > 0;
    const double begin = threadTime();
    for (int i = 0; i < rounds && good; ++i)
        good = receive(connection.near, buffer, bytes);
    const double taken = threadTime() - begin;
    shutdown(connection.near, SHUT_RDWR);
    if (sender > 0)
        waitpid(sender, nullptr, 0);
    return good ? taken / rounds : -1;
}

}  // namespace omv::bench
