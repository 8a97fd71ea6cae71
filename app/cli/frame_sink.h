// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/output.h"

#include <openmv/frame.h>

#include <memory>
#include <string>

namespace omv::cli {

/// Where frames go.
class FrameSink {
public:
    virtual ~FrameSink() = default;
    /// Takes one frame; `number` counts from 1. The path of its file, or empty.
    virtual Result<std::string> take(const Frame& frame, std::uint64_t number) = 0;
};

/// Frames are only counted.
std::unique_ptr<FrameSink> makeNullSink();
/// Every frame becomes the file `path`; the extension decides how (omv::save).
std::unique_ptr<FrameSink> makeFileSink(std::string path);
/// folder/frame-000001.jpg and so on: JPEG as sent, all others as .png. Makes the
/// folder; a file of the same name is replaced. Errors: System.
Result<std::unique_ptr<FrameSink>> makeFolderSink(std::string folder);
/// One picture after the other to the output: JPEG, or PPM if `raw`.
std::unique_ptr<FrameSink> makePipeSink(Output& output, bool raw);

}  // namespace omv::cli
