// SPDX-License-Identifier: MIT
#include "firmware/camera/microphone.h"

#include "firmware/camera/input_file.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>
#include <vector>

namespace omv::firmware {

namespace {

using Bytes = std::vector<std::uint8_t>;

std::uint32_t number(const Bytes& bytes, std::size_t at, std::size_t size)
{
    std::uint32_t value = 0;
    for (std::size_t i = size; i > 0; --i)
        value = value << 8 | bytes[at + i - 1];
    return value;
}

std::string_view text(const Bytes& bytes, std::size_t at)
{
    return {reinterpret_cast<const char*>(bytes.data() + at), 4};
}

struct Wave {
    std::uint32_t format = 0;
    std::uint32_t channels = 0;
    std::uint32_t rate = 0;
    std::uint32_t bits = 0;
    std::size_t begin = 0;
    std::size_t size = 0;
};

// Walks over the chunks; false when the file is cut or none.
bool parse(const Bytes& bytes, Wave& wave)
{
    constexpr std::size_t kHeader = 12;
    constexpr std::size_t kFormat = 16;
    if (bytes.size() < kHeader || text(bytes, 0) != "RIFF" || text(bytes, 8) != "WAVE")
        return false;
    std::size_t at = kHeader;
    while (bytes.size() - at >= 8) {
        const std::string_view id = text(bytes, at);
        std::size_t size = number(bytes, at + 4, 4);
        at += 8;
        if (id == "data") {
            wave.begin = at;
            wave.size = std::min(size, bytes.size() - at);
            return wave.rate > 0;
        }
        if (size > bytes.size() - at)
            return false;
        if (id == "fmt " && size >= kFormat) {
            wave.format = number(bytes, at, 2);
            wave.channels = number(bytes, at + 2, 2);
            wave.rate = number(bytes, at + 4, 4);
            wave.bits = number(bytes, at + 14, 2);
        }
        size += size & 1;
        at += std::min(size, bytes.size() - at);
    }
    return false;
}

// One second: a rising and falling voice of 0.6 s with its first overtones, then quiet.
float chirp(std::uint64_t index, int frequency)
{
    constexpr double kVoiced = 0.6;
    const auto rate = static_cast<std::uint64_t>(frequency);
    const double t = static_cast<double>(index % rate) / frequency;
    if (t >= kVoiced)
        return 0;
    const double pi = std::numbers::pi;
    // The integral of 150 Hz + 100 Hz * sin(pi t / 0.6).
    const double phase = 2 * pi * (150 * t + 100 * kVoiced / pi * (1 - std::cos(pi * t / kVoiced)));
    const double voice = std::sin(phase) + 0.5 * std::sin(2 * phase) + 0.25 * std::sin(5 * phase);
    return static_cast<float>(6000 * std::sin(pi * t / kVoiced) * voice);
}

}  // namespace

std::string Microphone::load(const std::string& path)
{
    std::string problem;
    const auto file = readInputFile(path, kMaxInputFileBytes, problem);
    if (!file)
        return "cannot read " + path + ": " + problem;
    const Bytes& bytes = *file;
    Wave wave;
    if (!parse(bytes, wave))
        return path + " is no WAV file";
    if (wave.format != 1 || wave.bits != 16 || wave.channels < 1)
        return path + " is not 16-bit PCM";
    const std::size_t step = std::size_t{2} * wave.channels;
    m_recording.clear();
    for (std::size_t at = 0; wave.size - at >= step; at += step)
        m_recording.push_back(static_cast<std::int16_t>(number(bytes, wave.begin + at, 2)));
    m_rate = wave.rate;
    return m_recording.empty() ? path + " holds no sound" : std::string();
}

float Microphone::at(std::uint64_t index, int frequency) const
{
    if (m_recording.empty())
        return chirp(index, frequency);
    const double position = static_cast<double>(index) * m_rate / frequency;
    const auto whole = static_cast<std::uint64_t>(position);
    const auto part = static_cast<float>(position - static_cast<double>(whole));
    const float here = m_recording[whole % m_recording.size()];
    const float next = m_recording[(whole + 1) % m_recording.size()];
    return here + (next - here) * part;
}

}  // namespace omv::firmware
