// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace omv::firmware {

/// What the board's microphone hears: a recording, over and over, or chirps that rise and
/// fall like speech. Threads: reading from any.
class Microphone {
public:
    /// Chirps.
    Microphone() = default;
    /// A WAV file of 16-bit PCM; of several channels the first is heard. The problem, or empty.
    std::string load(const std::string& path);

    /// Sample number `index` of a stream at that rate, at a gain of 24 dB.
    float at(std::uint64_t index, int frequency) const;

private:
    std::vector<std::int16_t> m_recording;
    double m_rate = 16000;
};

}  // namespace omv::firmware
