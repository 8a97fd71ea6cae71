// SPDX-License-Identifier: MIT
#pragma once

// A file of the script's file system, for what writes or reads it piece by piece.
// All functions raise OSError when it fails.

#include "firmware/modules/image_args.h"
#include "protocol/bytes.h"

namespace omv::firmware {

enum class FileMode { Read, Write };

mp_obj_t openFile(mp_obj_t path, FileMode mode);
void writeExactly(mp_obj_t file, protocol::Bytes bytes);
/// False when the file ends before; what was there has been read.
bool readExactly(mp_obj_t file, std::uint8_t* into, std::size_t size);
std::size_t filePosition(mp_obj_t file);
void seekFile(mp_obj_t file, std::size_t position);
std::size_t fileSize(mp_obj_t file);
void flushFile(mp_obj_t file);
void closeFile(mp_obj_t file);
/// Where `file` is one; then it is None, whether or not closing it worked.
void closeOnce(mp_obj_t& file);

/// The picture that the main sensor is set to; what gif and mjpeg take for a size of -1.
Canvas frameBufferShape();

}  // namespace omv::firmware
