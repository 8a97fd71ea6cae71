// SPDX-License-Identifier: MIT
#include "firmware/modules/image_io_file.h"

#include "firmware/modules/imaging.h"

extern "C" {
#include "extmod/vfs.h"
#include "py/mperrno.h"
#include "py/stream.h"
}

namespace omv::firmware {

namespace {

std::size_t moveTo(mp_obj_t file, mp_off_t offset, int whence)
{
    int error = 0;
    const mp_off_t position = mp_stream_seek(file, offset, whence, &error);
    if (error != 0)
        mp_raise_OSError(error);
    return static_cast<std::size_t>(position);
}

}  // namespace

mp_obj_t openFile(mp_obj_t path, FileMode mode)
{
    const mp_obj_t arguments[2] = {
        path, MP_OBJ_NEW_QSTR(mode == FileMode::Read ? MP_QSTR_rb : MP_QSTR_wb)};
    return mp_vfs_open(2, arguments, const_cast<mp_map_t*>(&mp_const_empty_map));
}

void writeExactly(mp_obj_t file, protocol::Bytes bytes)
{
    int error = 0;
    // The stream does not write to what it is given; its signature has no const.
    const mp_uint_t written = mp_stream_rw(file, const_cast<std::uint8_t*>(bytes.data()),
                                           bytes.size(), &error, MP_STREAM_RW_WRITE);
    if (error == 0 && written < bytes.size())
        error = MP_ENOSPC;
    if (error != 0)
        mp_raise_OSError(error);
}

bool readExactly(mp_obj_t file, std::uint8_t* into, std::size_t size)
{
    int error = 0;
    const mp_uint_t taken = mp_stream_rw(file, into, size, &error, MP_STREAM_RW_READ);
    if (error != 0)
        mp_raise_OSError(error);
    return taken == size;
}

std::size_t filePosition(mp_obj_t file)
{
    return moveTo(file, 0, MP_SEEK_CUR);
}

void seekFile(mp_obj_t file, std::size_t position)
{
    moveTo(file, static_cast<mp_off_t>(position), MP_SEEK_SET);
}

std::size_t fileSize(mp_obj_t file)
{
    const std::size_t position = filePosition(file);
    const std::size_t size = moveTo(file, 0, MP_SEEK_END);
    seekFile(file, position);
    return size;
}

void flushFile(mp_obj_t file)
{
    int error = 0;
    const mp_stream_p_t* stream = mp_get_stream_raise(file, MP_STREAM_OP_IOCTL);
    if (stream->ioctl(file, MP_STREAM_FLUSH, 0, &error) == MP_STREAM_ERROR)
        mp_raise_OSError(error);
}

void closeFile(mp_obj_t file)
{
    mp_stream_close(file);
}

void closeOnce(mp_obj_t& file)
{
    const mp_obj_t open = file;
    file = mp_const_none;
    if (open != mp_const_none)
        closeFile(open);
}

Canvas frameBufferShape()
{
    Canvas shape;
    const Sensor* sensor = imaging() ? imaging()->mainSensor() : nullptr;
    if (!sensor)
        return shape;
    shape.width = sensor->window().w;
    shape.height = sensor->window().h;
    shape.format = sensor->format();
    return shape;
}

}  // namespace omv::firmware
