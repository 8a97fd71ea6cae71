// SPDX-License-Identifier: MIT
#pragma once

#include "firmware/camera/codes.h"

#include <opencv2/core/mat.hpp>

#define ZX_USE_UTF8 1  // text() as std::string
#include <ZXing/BarcodeFormat.h>
#include <ZXing/DecodeHints.h>
#include <ZXing/Result.h>

// Reading codes with ZXing-cpp, for the finders.

namespace omv::firmware {

/// `roi` inside the picture. Empty when it is, and for pictures without pixels to read.
cv::Mat codePixels(const Canvas& picture, const Rect& roi);
ZXing::Results readCodes(const cv::Mat& gray, ZXing::BarcodeFormats formats,
                         ZXing::EanAddOnSymbol addOn = ZXing::EanAddOnSymbol::Ignore);
/// Payload and place; `roi` is the part that was read, enlarged `scale` times.
void describe(const ZXing::Result& result, const Rect& roi, Code& code, int scale = 1);
/// The bytes as they are if they are UTF-8, else the reader's idea of the text.
std::string payloadOf(const ZXing::Result& result);

}  // namespace omv::firmware
