// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/bytes.h"

namespace omv::firmware::loaders {

/// Memory that keeps its content without power, as a loader's device end sees it; FlashMemory
/// makes one of a FlashModel. Offsets count from its start. A function that returns false did its
/// work in part or not at all: out of range, worn out, or the power failed.
class NorMemory {
public:
    virtual std::uint32_t size() const = 0;
    virtual bool read(std::uint32_t offset, protocol::MutableBytes into) = 0;
    /// Sets every bit of the sectors that the range touches.
    virtual bool erase(std::uint32_t offset, std::uint32_t length) = 0;
    /// Flash: only clears bits. MRAM, which needs no erasing: replaces.
    virtual bool program(std::uint32_t offset, protocol::Bytes bytes) = 0;

protected:
    ~NorMemory() = default;
};

enum class CellKind : unsigned char { Flash, Mram };

/// The same over borrowed bytes.
class MemoryCells final : public NorMemory {
public:
    MemoryCells(protocol::MutableBytes cells, CellKind kind, std::uint32_t sectorSize = 0x1000)
        : m_cells(cells)
        , m_kind(kind)
        , m_sectorSize(sectorSize)
    {
    }

    std::uint32_t size() const override { return static_cast<std::uint32_t>(m_cells.size()); }

    bool read(std::uint32_t offset, protocol::MutableBytes into) override
    {
        if (!inside(offset, into.size()))
            return false;
        for (std::size_t i = 0; i < into.size(); ++i)
            into[i] = m_cells[offset + i];
        return true;
    }

    bool erase(std::uint32_t offset, std::uint32_t length) override
    {
        if (!inside(offset, length))
            return false;
        const std::size_t first = offset / m_sectorSize * m_sectorSize;
        for (std::size_t i = first; i < offset + std::size_t{length} || i % m_sectorSize != 0; ++i)
            if (i < m_cells.size())
                m_cells[i] = 0xFF;
        return true;
    }

    bool program(std::uint32_t offset, protocol::Bytes bytes) override
    {
        if (!inside(offset, bytes.size()))
            return false;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            std::uint8_t& cell = m_cells[offset + i];
            cell =
                m_kind == CellKind::Flash ? static_cast<std::uint8_t>(cell & bytes[i]) : bytes[i];
        }
        return true;
    }

private:
    bool inside(std::uint32_t offset, std::size_t size) const
    {
        return offset <= m_cells.size() && size <= m_cells.size() - offset;
    }

    protocol::MutableBytes m_cells;
    CellKind m_kind;
    std::uint32_t m_sectorSize;
};

}  // namespace omv::firmware::loaders
