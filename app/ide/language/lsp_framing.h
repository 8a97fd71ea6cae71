// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace omv::ide {

/// A body with the header of the Language Server Protocol before it.
std::string frameLspMessage(std::string_view body);

/// Takes the bodies out of a stream of framed messages. Bytes in, bodies out; no I/O.
/// A stream that breaks the rules (no length, one above the limit, a header that never ends) is
/// broken for good: nothing behind the mistake can be trusted.
class LspFraming {
public:
    static constexpr std::size_t kMaxHeader = 4096;
    static constexpr std::size_t kMaxBody = 16 * 1024 * 1024;

    void feed(std::string_view bytes);
    /// The next whole body; empty when more bytes are needed or the stream is broken.
    std::optional<std::string> next();
    bool broken() const { return m_broken; }

private:
    bool readHeader();

    std::string m_buffer;
    std::size_t m_at = 0;  ///< what of m_buffer is used up
    std::optional<std::size_t> m_length;  ///< of the body whose header was read
    bool m_broken = false;
};

}  // namespace omv::ide
