// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>

namespace omv::vcam {

/// Keys and text of the serial port while it is a MicroPython terminal. Thread-safe.
class Terminal {
public:
    /// Keys that nobody has read yet, after which no more are taken from the wire.
    static constexpr std::size_t kMostTyped = 16 * 1024;
    /// Text that the wire has not taken yet, after which the script waits.
    static constexpr std::size_t kMostText = 64 * 1024;

    // Device thread
    void type(protocol::Bytes keys);
    bool full() const;
    /// Somebody reads what is printed. When nobody does it is dropped, as on a board.
    void setOpen(bool open);
    bool hasText() const;
    /// A piece of the text, at most `most` bytes; sent() takes from it.
    std::string text(std::size_t most) const;
    void sent(std::size_t count);
    /// Power goes.
    void clear();

    // VM thread
    bool isOpen() const { return m_open; }
    /// Looks through new keys as a board's receive interrupt does: `interrupt` (-1: none) is
    /// taken out. True when it was among them.
    bool look(int interrupt);
    /// The next key that was looked at; -1: none. `madeRoom`: the wire may be read again.
    int next(bool& madeRoom);
    bool hasKeys() const;
    void write(const char* text, std::size_t size);
    std::size_t room() const;

private:
    mutable std::mutex m_mutex;
    std::deque<std::uint8_t> m_typed;
    std::size_t m_looked = 0;  // of m_typed, from the front
    std::string m_text;
    std::atomic<bool> m_open{false};
};

}  // namespace omv::vcam
