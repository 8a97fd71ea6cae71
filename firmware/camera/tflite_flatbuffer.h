// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

// A FlatBuffers file, read step by step. Whatever leads out of the file is as if it
// were not there.

namespace omv::firmware::tflite {

using Bytes = std::span<const std::uint8_t>;

template<typename T>
std::optional<T> read(Bytes file, std::size_t at)
{
    static_assert(std::endian::native == std::endian::little);
    if (at > file.size() || sizeof(T) > file.size() - at)
        return std::nullopt;
    T value;
    std::memcpy(&value, file.data() + at, sizeof(T));
    return value;
}

class Table;

/// A vector of numbers, or of offsets to tables and texts.
class Vector {
public:
    Vector() = default;
    Vector(Bytes file, std::size_t at)
        : m_file(file)
        , m_at(at + 4)
    {
        if (const auto count = read<std::uint32_t>(file, at))
            m_count = *count;
    }

    /// How many items of that size are really there.
    std::size_t size(std::size_t itemBytes) const
    {
        const std::size_t room = m_at < m_file.size() ? (m_file.size() - m_at) / itemBytes : 0;
        return m_count <= room ? m_count : 0;
    }
    template<typename T>
    T number(std::size_t index) const
    {
        return read<T>(m_file, m_at + index * sizeof(T)).value_or(T{});
    }
    Bytes bytes() const { return size(1) ? m_file.subspan(m_at, m_count) : Bytes{}; }
    Table table(std::size_t index) const;

private:
    Bytes m_file;
    std::size_t m_at = 0;
    std::size_t m_count = 0;
};

class Table {
public:
    Table() = default;
    /// A table at that position of the file.
    Table(Bytes file, std::size_t at)
        : m_file(file)
        , m_at(at)
    {
        const auto back = read<std::int32_t>(file, at);
        if (!back)
            return;
        const auto place = static_cast<std::int64_t>(at) - *back;
        if (place < 0)
            return;
        const auto size = read<std::uint16_t>(file, static_cast<std::size_t>(place));
        if (!size || *size < 4 || *size > file.size() - static_cast<std::size_t>(place))
            return;
        m_fields = static_cast<std::size_t>(place);
        m_fieldBytes = *size;
    }
    static Table root(Bytes file)
    {
        const auto at = read<std::uint32_t>(file, 0);
        return at ? Table(file, *at) : Table();
    }

    bool isValid() const { return m_fieldBytes > 0; }

    template<typename T>
    T number(std::size_t field, T fallback = {}) const
    {
        const std::size_t at = position(field);
        return at ? read<T>(m_file, at).value_or(fallback) : fallback;
    }
    Table table(std::size_t field) const
    {
        const std::size_t at = target(field);
        return at ? Table(m_file, at) : Table();
    }
    Vector vector(std::size_t field) const
    {
        const std::size_t at = target(field);
        return at ? Vector(m_file, at) : Vector();
    }
    std::string_view text(std::size_t field) const
    {
        const Bytes bytes = vector(field).bytes();
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }

private:
    // Where the field's value is; 0 when the table does not have it.
    std::size_t position(std::size_t field) const
    {
        const std::size_t entry = 4 + 2 * field;
        if (entry + 2 > m_fieldBytes)
            return 0;
        const auto offset = read<std::uint16_t>(m_file, m_fields + entry);
        return offset && *offset ? m_at + *offset : 0;
    }
    std::size_t target(std::size_t field) const
    {
        const std::size_t at = position(field);
        const auto offset = at ? read<std::uint32_t>(m_file, at) : std::nullopt;
        return offset && *offset ? at + *offset : 0;
    }

    Bytes m_file;
    std::size_t m_at = 0;
    std::size_t m_fields = 0;
    std::size_t m_fieldBytes = 0;
};

inline Table Vector::table(std::size_t index) const
{
    const std::size_t at = m_at + 4 * index;
    const auto offset = read<std::uint32_t>(m_file, at);
    return offset && *offset ? Table(m_file, at + *offset) : Table();
}

}  // namespace omv::firmware::tflite
