// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/core/loaders/flash_model.h"
#include "firmware/core/loaders/nor_memory.h"

#include <array>

namespace omv::firmware::loaders {

/// A FlashModel as the loaders that think in offsets see it. Words are filled up with what
/// stands there, so that pieces of any size can be programmed.
class FlashMemory final : public NorMemory {
public:
    /// `model`: borrowed; its words are of at most kMostWord bytes.
    explicit FlashMemory(FlashModel& model)
        : m_model(model)
    {
    }

    static constexpr std::uint32_t kMostWord = 256;

    std::uint32_t size() const override { return m_model.extent().size; }

    bool read(std::uint32_t offset, protocol::MutableBytes into) override
    {
        return inside(offset, into.size()) && m_model.read(address(offset), into);
    }

    bool erase(std::uint32_t offset, std::uint32_t length) override
    {
        if (length == 0 || !inside(offset, length))
            return false;
        const auto first = m_model.unitAt(address(offset));
        const auto last = m_model.unitAt(address(offset + length - 1));
        if (!first || !last)
            return false;
        return m_model.erase(
            {first->address, static_cast<std::uint32_t>(last->end() - first->address)});
    }

    bool program(std::uint32_t offset, protocol::Bytes bytes) override
    {
        if (!inside(offset, bytes.size()) || m_model.wordSize() > kMostWord)
            return false;
        while (!bytes.empty()) {
            const std::uint32_t within = offset % m_model.wordSize();
            const std::size_t room = m_model.wordSize() - within;
            const std::size_t size = bytes.size() < room ? bytes.size() : room;
            if (!programWord(offset - within, within, bytes.first(size)))
                return false;
            offset += static_cast<std::uint32_t>(size);
            bytes = bytes.subspan(size);
        }
        return true;
    }

private:
    std::uint32_t address(std::uint32_t offset) const { return m_model.extent().address + offset; }

    bool inside(std::uint32_t offset, std::size_t length) const
    {
        return offset <= size() && length <= size() - offset;
    }

    bool programWord(std::uint32_t offset, std::size_t within, protocol::Bytes bytes)
    {
        std::array<std::uint8_t, kMostWord> buffer{};
        const auto word = protocol::MutableBytes(buffer).first(m_model.wordSize());
        if (bytes.size() < word.size() && !m_model.read(address(offset), word))
            return false;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            word[within + i] = bytes[i];
        return m_model.program(address(offset), word);
    }

    FlashModel& m_model;
};

}  // namespace omv::firmware::loaders
