// SPDX-License-Identifier: MIT
#include "app/ide/language/lsp_framing.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace omv::ide {
namespace {

constexpr std::string_view kEnd = "\r\n\r\n";

bool sameIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
        return std::tolower(x) == std::tolower(y);
    });
}

std::string_view trimmed(std::string_view text)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// The value of Content-Length; empty when it is missing, told twice, or no number.
std::optional<std::size_t> contentLength(std::string_view header)
{
    std::optional<std::size_t> length;
    while (!header.empty()) {
        const std::string_view line = header.substr(0, header.find("\r\n"));
        header.remove_prefix(std::min(header.size(), line.size() + 2));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos)
            return {};
        if (!sameIgnoringCase(trimmed(line.substr(0, colon)), "content-length"))
            continue;
        const std::string_view digits = trimmed(line.substr(colon + 1));
        std::size_t value = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc() || end != digits.data() + digits.size() || length)
            return {};
        length = value;
    }
    return length;
}

}  // namespace

std::string frameLspMessage(std::string_view body)
{
    std::string framed = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    framed.append(body);
    return framed;
}

void LspFraming::feed(std::string_view bytes)
{
    if (m_broken)
        return;
    if (m_at == m_buffer.size()) {
        m_buffer.clear();
        m_at = 0;
    }
    m_buffer.append(bytes);
}

std::optional<std::string> LspFraming::next()
{
    if (!m_length && !readHeader())
        return {};
    if (*m_length > m_buffer.size() - m_at)
        return {};

    std::string body = m_buffer.substr(m_at, *m_length);
    m_at += *m_length;
    m_length.reset();
    // What is used up goes once it is the larger part, so that each byte is moved a few times only.
    if (m_at > m_buffer.size() / 2) {
        m_buffer.erase(0, m_at);
        m_at = 0;
    }
    return body;
}

bool LspFraming::readHeader()
{
    if (m_broken)
        return false;
    const std::string_view rest = std::string_view(m_buffer).substr(m_at);
    const auto end = rest.substr(0, kMaxHeader + kEnd.size()).find(kEnd);
    if (end == std::string_view::npos) {
        m_broken = rest.size() >= kMaxHeader + kEnd.size();
        return false;
    }
    m_length = contentLength(rest.substr(0, end));
    if (!m_length || *m_length > kMaxBody) {
        m_length.reset();
        m_broken = true;
        return false;
    }
    m_at += end + kEnd.size();
    return true;
}

}  // namespace omv::ide
