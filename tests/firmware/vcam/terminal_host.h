// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace omv::test {

/// A terminal program at a serial port. Every wait is bounded.
class TerminalHost {
public:
    explicit TerminalHost(const std::string& port, speed_t rate = B115200)
        : m_fd(open(port.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC))
    {
        setRate(rate);
    }
    ~TerminalHost()
    {
        if (m_fd >= 0)
            close(m_fd);
    }
    TerminalHost(const TerminalHost&) = delete;
    TerminalHost& operator=(const TerminalHost&) = delete;

    bool isOpen() const { return m_fd >= 0; }

    void setRate(speed_t rate) const
    {
        termios settings{};
        tcgetattr(m_fd, &settings);
        cfmakeraw(&settings);
        cfsetspeed(&settings, rate);
        tcsetattr(m_fd, TCSANOW, &settings);
    }

    /// In pieces of 1, 2, ... `most` bytes.
    void type(const std::string& text, std::size_t most = 7)
    {
        std::size_t size = 0;
        for (std::size_t at = 0; at < text.size();) {
            size = size % most + 1;
            const ssize_t sent = write(m_fd, text.data() + at, std::min(size, text.size() - at));
            if (sent > 0)
                at += static_cast<std::size_t>(sent);
            else if (sent == 0 || errno == EAGAIN)
                pollOnce(POLLOUT);
            else
                return;  // the board is gone
        }
    }

    /// Everything up to and with `wanted`, or all there was when time is up.
    std::string until(const std::string& wanted, int seconds = 60)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
        for (;;) {
            const std::size_t found = m_text.find(wanted);
            const bool late = std::chrono::steady_clock::now() > deadline;
            if (found != std::string::npos || late) {
                const std::size_t end =
                    late && found == std::string::npos ? m_text.size() : found + wanted.size();
                std::string text = m_text.substr(0, end);
                m_text.erase(0, end);
                return text;
            }
            pollOnce(POLLIN);
            char bytes[4096];
            const ssize_t got = read(m_fd, bytes, sizeof bytes);
            if (got > 0)
                m_text.append(bytes, static_cast<std::size_t>(got));
        }
    }

    /// The board has left the bus, or leaves it now.
    bool hangsUp(int seconds = 60) const
    {
        pollfd waiting{m_fd, 0, 0};
        return poll(&waiting, 1, seconds * 1000) > 0 && (waiting.revents & POLLHUP) != 0;
    }

    bool sees(const std::string& wanted) { return until(wanted).ends_with(wanted); }
    /// What was asked for, and its echo, up to the next prompt.
    std::string answer(const std::string& line)
    {
        type(line + "\r");
        return until("\r\n>>> ");
    }
    /// Exactly this many bytes.
    std::string bytes(std::size_t count)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (m_text.size() < count && std::chrono::steady_clock::now() < deadline) {
            pollOnce(POLLIN);
            char piece[4096];
            const ssize_t got = read(m_fd, piece, sizeof piece);
            if (got > 0)
                m_text.append(piece, static_cast<std::size_t>(got));
        }
        std::string text = m_text.substr(0, count);
        m_text.erase(0, count);
        return text;
    }

private:
    void pollOnce(short events) const
    {
        pollfd waiting{m_fd, events, 0};
        poll(&waiting, 1, 20);
    }

    int m_fd;
    std::string m_text;
};

}  // namespace omv::test
