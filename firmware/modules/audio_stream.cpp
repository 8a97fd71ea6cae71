// SPDX-License-Identifier: MIT
// Module audio: what the microphone hears, as 16-bit samples.
#include "firmware/modules/audio_tables.h"
#include "firmware/modules/imaging.h"

#include <algorithm>
#include <cmath>

using namespace omv::firmware;

namespace {

// Takes away what changes slowly: the difference to the mean of the last 16 samples.
float highPassed(const Microphone& microphone, std::uint64_t index, int frequency)
{
    constexpr std::uint64_t kWindow = 16;
    float sum = 0;
    for (std::uint64_t i = 0; i < kWindow; ++i)
        sum += microphone.at(index >= i ? index - i : 0, frequency);
    return microphone.at(index, frequency) - sum / static_cast<float>(kWindow);
}

}  // namespace

extern "C" void omv_audio_sound(int16_t* out, size_t count, uint64_t first, int frequency,
                                int channels, float gain, bool highpass)
{
    if (!imaging())
        return;
    const Microphone& microphone = imaging()->microphone();
    for (size_t i = 0; i < count; ++i) {
        const std::uint64_t index = first + i;
        const float heard =
            highpass ? highPassed(microphone, index, frequency) : microphone.at(index, frequency);
        const float value = std::clamp(std::round(heard * gain), -32768.0F, 32767.0F);
        for (int channel = 0; channel < channels; ++channel)
            *out++ = static_cast<std::int16_t>(value);
    }
}
