// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/loader/machine.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

// Machines of loader protocols against a list of answers.

namespace omv::protocol::loader::test {

using ByteVector = std::vector<std::uint8_t>;

inline ByteVector hex(const std::string& text)
{
    ByteVector bytes;
    std::string digits;
    for (const char c : text)
        if (c != ' ')
            digits += c;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
    return bytes;
}

template<typename Range>
ByteVector toVector(const Range& range)
{
    return {range.begin(), range.end()};
}

inline ByteVector pattern(std::size_t size, unsigned seed = 1)
{
    ByteVector bytes(size);
    unsigned value = seed * 2654435761u + 1;
    for (auto& byte : bytes) {
        value = value * 1664525u + 1013904223u;
        byte = static_cast<std::uint8_t>(value >> 24);
    }
    return bytes;
}

/// Does a machine's steps: what goes out is kept, what comes in is what was told before, one
/// entry a step. With none left nothing comes.
class Script {
public:
    Script& says(ByteVector bytes)
    {
        m_answers.push_back({Outcome::Ok, std::move(bytes)});
        return *this;
    }
    Script& says(Outcome outcome)
    {
        m_answers.push_back({outcome, {}});
        return *this;
    }

    Step run(Machine& machine)
    {
        Step step = machine.start();
        for (int i = 0; i < 100000 && !step.over(); ++i)
            step = machine.answer(perform(step));
        REQUIRE(step.over());
        return step;
    }

    Answer perform(const Step& step)
    {
        kinds.push_back(step.kind);
        switch (step.kind) {
        case Step::Kind::ReportOut:
        case Step::Kind::Write:
            out.push_back(toVector(step.out));
            return {goneAfterOut && --goneAfterOut == 0 ? Outcome::Gone : Outcome::Ok,
                    step.out.size()};
        case Step::Kind::ReportIn:
        case Step::Kind::Read: return readInto(step);
        case Step::Kind::SetBaud: rates.push_back(step.number); return {};
        default: return {};
        }
    }

    std::vector<ByteVector> out;
    std::vector<Step::Kind> kinds;
    std::vector<std::uint32_t> rates;
    int goneAfterOut = 0;

private:
    struct Said {
        Outcome outcome;
        ByteVector bytes;
    };

    Answer readInto(const Step& step)
    {
        if (m_answers.empty())
            return {Outcome::Timeout, 0};
        Said& first = m_answers.front();
        const std::size_t size = std::min(first.bytes.size(), step.in.size());
        std::copy_n(first.bytes.begin(), size, step.in.begin());
        const Outcome outcome = first.outcome;
        // A serial line keeps what was not read.
        first.bytes.erase(first.bytes.begin(),
                          first.bytes.begin() + static_cast<std::ptrdiff_t>(size));
        if (first.bytes.empty() || step.kind == Step::Kind::ReportIn)
            m_answers.pop_front();
        return {outcome, size};
    }

    std::deque<Said> m_answers;
};

}  // namespace omv::protocol::loader::test
