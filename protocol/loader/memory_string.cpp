// SPDX-License-Identifier: MIT
#include "protocol/loader/memory_string.h"

namespace omv::protocol::loader {
namespace {

constexpr std::uint64_t kAddressSpace = std::uint64_t{1} << 32;
/// ST's special segment says a type that it does not have (as dfu-util).
constexpr char kDeviceFeature[] = "Device Feature";

int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool isType(char c)
{
    return c >= 'a' && c <= 'g';
}

bool begins(std::span<const char> text, std::span<const char> with)
{
    if (text.size() < with.size())
        return false;
    for (std::size_t i = 0; i < with.size(); ++i) {
        if (text[i] != with[i])
            return false;
    }
    return true;
}

}  // namespace

class MemoryStringParser {
public:
    explicit MemoryStringParser(std::span<const char> text)
        : m_left(text)
    {
    }

    std::optional<MemoryMap> parse()
    {
        if (!take('@'))
            return std::nullopt;
        parseName();
        m_map.m_complete = true;
        while (m_map.m_complete && !m_left.empty())
            m_map.m_complete = parseSegment();
        if (m_map.m_count == 0)
            return std::nullopt;
        return m_map;
    }

private:
    bool take(char c)
    {
        if (m_left.empty() || m_left[0] != c)
            return false;
        m_left = m_left.subspan(1);
        return true;
    }

    void skipSpaces()
    {
        while (take(' ')) {}
    }

    std::optional<std::uint32_t> takeNumber(int base)
    {
        std::uint64_t value = 0;
        bool any = false;
        while (!m_left.empty() && digit(m_left[0]) >= 0 && digit(m_left[0]) < base) {
            value = value * static_cast<unsigned>(base) + static_cast<unsigned>(digit(m_left[0]));
            if (value >= kAddressSpace)
                return std::nullopt;
            m_left = m_left.subspan(1);
            any = true;
        }
        if (!any)
            return std::nullopt;
        return static_cast<std::uint32_t>(value);
    }

    void parseName()
    {
        std::size_t size = 0;
        while (size < m_left.size() && m_left[size] != '/')
            ++size;
        auto name = m_left.first(size);
        m_left = m_left.subspan(size);
        while (!name.empty() && name.back() == ' ')
            name = name.first(name.size() - 1);
        m_deviceFeature =
            begins(name, std::span(kDeviceFeature).first<sizeof kDeviceFeature - 1>());
        for (const char c : name) {
            if (m_map.m_nameSize < MemoryMap::kMaxName)
                m_map.m_name[m_map.m_nameSize++] = c;
        }
    }

    /// "/0xADDRESS/RUN,RUN". Is there something wrong with it?
    bool parseSegment()
    {
        if (!take('/'))
            return false;
        skipSpaces();
        if (!take('0') || (!take('x') && !take('X')))
            return false;
        const auto address = takeNumber(16);
        skipSpaces();
        if (!address || !take('/'))
            return false;
        m_address = *address;
        do {
            if (!parseRun())
                return false;
        } while (take(','));
        return true;
    }

    bool parseRun()
    {
        skipSpaces();
        const auto count = takeNumber(10);
        if (!count || !take('*'))
            return false;
        const auto size = takeNumber(10);
        if (!size)
            return false;
        const auto unit = takeUnit();
        if (!unit || m_left.empty() || !isType(m_left[0]))
            return false;
        const char type = m_deviceFeature ? 'e' : m_left[0];
        m_left = m_left.subspan(1);
        skipSpaces();
        return addRun(*count, std::uint64_t{*size} * *unit, type);
    }

    /// Some leave the unit out: then the type follows the number.
    std::optional<std::uint32_t> takeUnit()
    {
        if (take('K'))
            return 1024;
        if (take('M'))
            return 1024 * 1024;
        if (take('B') || take(' ') || (!m_left.empty() && isType(m_left[0])))
            return 1;
        return std::nullopt;
    }

    bool addRun(std::uint32_t count, std::uint64_t size, char type)
    {
        if (count == 0 || size == 0 || m_map.m_count == MemoryMap::kMaxRuns)
            return false;
        const std::uint64_t room = kAddressSpace - m_address;
        if (m_address >= kAddressSpace || size > room || count > room / size)
            return false;
        for (const MemoryRun& other : m_map.runs()) {
            if (m_address < other.end() && other.address < m_address + size * count)
                return false;
        }
        const auto bits = static_cast<unsigned>(type) & 7u;
        m_map.m_runs[m_map.m_count++] = {static_cast<std::uint32_t>(m_address),
                                         static_cast<std::uint32_t>(size),
                                         count,
                                         (bits & 1) != 0,
                                         (bits & 2) != 0,
                                         (bits & 4) != 0};
        m_address += size * count;
        return true;
    }

    std::span<const char> m_left;
    MemoryMap m_map;
    std::uint64_t m_address = 0;
    bool m_deviceFeature = false;
};

std::optional<MemoryMap> MemoryMap::parse(std::span<const char> text) noexcept
{
    return MemoryStringParser(text).parse();
}

std::optional<MemoryPage> MemoryMap::pageAt(std::uint64_t address) const noexcept
{
    for (const MemoryRun& run : runs()) {
        if (address < run.address || address >= run.end())
            continue;
        const std::uint64_t page = (address - run.address) / run.pageSize;
        return MemoryPage{static_cast<std::uint32_t>(run.address + page * run.pageSize),
                          run.pageSize, run.readable, run.erasable, run.writable};
    }
    return std::nullopt;
}

std::uint64_t MemoryMap::reach(std::uint64_t address, bool MemoryRun::*wanted) const noexcept
{
    for (std::size_t i = 0; i < m_count;) {
        const MemoryRun& run = m_runs[i++];
        if (address < run.address || address >= run.end() || !(run.*wanted))
            continue;
        address = run.end();
        i = 0;  // the next one may stand anywhere
    }
    return address;
}

}  // namespace omv::protocol::loader
