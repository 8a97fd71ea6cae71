// SPDX-License-Identifier: MIT
#pragma once

// What the module audio in C asks of the stream in C++.

#include "firmware/modules/image_object.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Puts `count` samples of the stream, from number `first` on, into `out`: `channels`
/// of them at a time, all the same.
void omv_audio_sound(int16_t* out, size_t count, uint64_t first, int frequency, int channels,
                     float gain, bool highpass);
/// Power-on state.
void omv_audio_forget(void);

#ifdef __cplusplus
}
#endif
