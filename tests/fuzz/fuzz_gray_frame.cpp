// SPDX-License-Identifier: MIT
#include "app/ide/camera/gray_frame.h"

#include "tests/fuzz/fuzz.h"

// Input: a JPEG file.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    omv::Frame frame;
    frame.format = omv::PixelFormat::Jpeg;
    frame.width = frame.height = 16;
    // A vector of exactly the data, so that reading past it is noticed.
    frame.setData(std::make_shared<const std::vector<std::uint8_t>>(data, data + size), 0, size);
    if (!omv::ide::isGray(frame))
        return 0;
    // What was read was there: more behind it changes nothing.
    std::vector<std::uint8_t> more(data, data + size);
    more.resize(size + 100, 0xFF);
    frame.setData(std::make_shared<const std::vector<std::uint8_t>>(more), 0, more.size());
    omv::fuzz::require(omv::ide::isGray(frame), "what comes after a gray picture is no matter");
    return 0;
}
