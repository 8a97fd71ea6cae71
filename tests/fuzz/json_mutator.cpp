// SPDX-License-Identifier: MIT
// A mutator for targets that read JSON: random bytes seldom make any, so most of what libFuzzer
// tries would end in the parser. Here a value somewhere in the text changes, and it stays JSON.
#include <array>
#include <random>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/fuzz/fuzz.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t maxSize);

namespace {

using nlohmann::json;

constexpr std::size_t kMostBytes = 20'000;  // for larger texts walking is too slow

class JsonMutator {
public:
    JsonMutator(json& root, unsigned seed)
        : m_random(seed)
    {
        gather(root);
    }

    void mutate()
    {
        json& value = *m_values[below(m_values.size())];
        switch (below(8)) {
        case 0: value = json(*m_values[below(m_values.size())]); break;  // as another one
        case 1: value = oddOne(); break;
        case 2: grow(value); break;
        case 3: shrink(value); break;
        case 4: nudge(value); break;
        default: changeNumber(); break;  // most mistakes are about bounds
        }
    }

private:
    std::size_t below(std::size_t count)
    {
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random);
    }

    void gather(json& value)
    {
        m_values.push_back(&value);
        if (value.is_number())
            m_numbers.push_back(&value);
        if (value.is_object())
            for (const auto& member : value.items())
                m_names.push_back(member.key());
        if (value.is_structured())
            for (json& each : value)
                gather(each);
    }

    json oddOne()
    {
        switch (below(7)) {
        case 0: return nullptr;
        case 1: return true;
        case 2: return "";
        case 3: return "#fff";
        case 4: return json::array();
        case 5: return json::object();
        default: return oddNumber();
        }
    }

    void grow(json& value)
    {
        const json more = *m_values[below(m_values.size())];
        if (value.is_array())
            value.insert(value.begin() + static_cast<std::ptrdiff_t>(below(value.size() + 1)),
                         more);
        else if (value.is_object() && !m_names.empty())
            value[m_names[below(m_names.size())]] = more;
        else
            nudge(value);
    }

    void shrink(json& value)
    {
        if (!value.is_structured() || value.empty())
            return nudge(value);
        auto at = value.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(below(value.size())));
        value.erase(at);
    }

    void changeNumber()
    {
        if (m_numbers.empty())
            return;
        json& number = *m_numbers[below(m_numbers.size())];
        if (below(2) == 0)
            nudge(number);
        else
            number = oddNumber();
    }

    json oddNumber()
    {
        static const std::array<json, 12> kOdd = {0,     1,    -1,  2,    255, 256,
                                                  65536, -0.5, 0.5, 1e-9, 1e9, 4294967295U};
        return kOdd[below(kOdd.size())];
    }

    /// A little different, and of the same kind.
    void nudge(json& value)
    {
        if (value.is_number())
            value = nudged(value.get<double>(), value.is_number_integer());
        else if (value.is_boolean())
            value = !value.get<bool>();
        else if (value.is_string())
            value = nudged(value.get<std::string>());
        else if (value.is_structured() && !value.empty())
            nudge(*std::next(value.begin(), static_cast<std::ptrdiff_t>(below(value.size()))));
    }

    json nudged(double number, bool whole)
    {
        switch (below(5)) {
        case 0: number = -number; break;
        case 1: number *= 2; break;
        case 2: number /= 3; break;
        case 3: number += 1; break;
        default: number -= 1; break;
        }
        if (whole && number > -9e15 && number < 9e15)
            return static_cast<std::int64_t>(number);
        return number;
    }

    std::string nudged(std::string text)
    {
        std::string other = m_names.empty() ? "" : m_names[below(m_names.size())];
        for (const json* each :
             {m_values[below(m_values.size())], m_values[below(m_values.size())]})
            if (each->is_string())
                other = each->get<std::string>();
        if (below(2) == 0 || text.empty())
            return other;
        text[below(text.size())] = static_cast<char>(' ' + below(95));
        return text;
    }

    std::mt19937 m_random;
    std::vector<json*> m_values;
    std::vector<json*> m_numbers;  // of them
    std::vector<std::string> m_names;
};

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t maxSize, unsigned seed)
{
    // One of eight stays for the parser itself.
    json root = seed % 8 == 0 || size > kMostBytes ? json(json::value_t::discarded)
                                                   : json::parse(data, data + size, nullptr, false);
    if (root.is_discarded())
        return LLVMFuzzerMutate(data, size, maxSize);
    JsonMutator(root, seed).mutate();
    const std::string text = root.dump(-1, ' ', false, json::error_handler_t::replace);
    if (text.size() > maxSize)
        return LLVMFuzzerMutate(data, size, maxSize);
    std::copy(text.begin(), text.end(), data);
    return text.size();
}
