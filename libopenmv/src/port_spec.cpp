// SPDX-License-Identifier: MIT
#include "libopenmv/src/port_spec.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "libopenmv/src/error_catalog.h"

namespace omv {

namespace {

constexpr std::string_view kExamples =
    "Use auto, /dev/ttyACM0, serial:NUMBER, tcp://HOST:PORT or sim:ae3?seed=1&fps=30";

Unexpected invalid(std::string_view text, std::string why)
{
    return fail("OMV-E0109", fmt::format("Cannot understand the port \"{}\"", text), std::move(why),
                std::string(kExamples));
}

bool takePrefix(std::string_view& text, std::string_view prefix)
{
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool isName(std::string_view text)
{
    const auto fits = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_'; };
    return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

std::optional<int> hexDigit(char c)
{
    const auto lower = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (lower >= '0' && lower <= '9')
        return lower - '0';
    if (lower >= 'a' && lower <= 'f')
        return lower - 'a' + 10;
    return std::nullopt;
}

std::optional<std::string> percentDecoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size())
            return std::nullopt;
        const auto high = hexDigit(text[i + 1]);
        const auto low = hexDigit(text[i + 2]);
        if (!high || !low || (*high == 0 && *low == 0))
            return std::nullopt;
        out += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    return out;
}

Result<PortSpec> parseTcp(std::string_view whole, std::string_view rest)
{
    const auto colon = rest.rfind(':');
    if (colon == std::string_view::npos)
        return invalid(whole, "The port number is missing");
    std::string_view host = rest.substr(0, colon);
    const std::string_view number = rest.substr(colon + 1);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed)
        host = host.substr(1, host.size() - 2);
    else if (host.find(':') != std::string_view::npos)
        return invalid(whole, "An IPv6 address needs brackets: tcp://[::1]:PORT");
    if (host.empty())
        return invalid(whole, "The host is missing");
    std::uint16_t port = 0;
    const auto end = number.data() + number.size();
    const auto parsed = std::from_chars(number.data(), end, port);
    if (number.empty() || parsed.ec != std::errc() || parsed.ptr != end || port == 0)
        return invalid(whole, fmt::format("\"{}\" is not a port number from 1 to 65535", number));
    return PortSpec(TcpPort{std::string(host), port});
}

Result<PortSpec> parseSimulated(std::string_view whole, std::string_view rest)
{
    const auto question = rest.find('?');
    SimulatedPort port;
    port.board = rest.substr(0, question);
    if (!isName(port.board))
        return invalid(whole, "The board is missing: sim:ae3, sim:pure-thermal or sim:rt1062");
    rest = question == std::string_view::npos ? std::string_view() : rest.substr(question + 1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const std::string_view pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || !isName(pair.substr(0, equals)))
            return invalid(whole, fmt::format("\"{}\" is not of the form key=value", pair));
        const auto value = percentDecoded(pair.substr(equals + 1));
        if (!value)
            return invalid(whole, fmt::format("\"{}\" has a % without two hex digits", pair));
        port.options.emplace_back(pair.substr(0, equals), *value);
    }
    return PortSpec(std::move(port));
}

}  // namespace

Result<PortSpec> parsePortSpec(std::string_view text)
{
    std::string_view rest = text;
    if (text.find('\0') != std::string_view::npos)
        return invalid("", "It contains a zero byte");
    if (text.empty())
        return invalid(text, "It is empty");
    if (text == "auto")
        return PortSpec(AutoPort{});
    if (takePrefix(rest, "tcp://"))
        return parseTcp(text, rest);
    if (takePrefix(rest, "sim:"))
        return parseSimulated(text, rest);
    if (takePrefix(rest, "serial:"))
        return rest.empty() ? Result<PortSpec>(invalid(text, "The serial number is missing"))
                            : Result<PortSpec>(PortSpec(SerialNumber{std::string(rest)}));
    // "udp://..." or "Sim:ae3" is a slip, not a file; drive letters and "/dev/..." are paths.
    const bool looksLikePath = text.find('/') == 0 || text.find('\\') != std::string_view::npos;
    const auto colon = text.find(':');
    if (!looksLikePath && colon != std::string_view::npos && colon > 1)
        return invalid(
            text, fmt::format("\"{}\" is not a known kind of port", text.substr(0, colon + 1)));
    return PortSpec(SerialPortPath{std::string(text)});
}

}  // namespace omv
