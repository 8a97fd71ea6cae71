// SPDX-License-Identifier: MIT
#pragma once

/// The C API of libopenmv: what bindings for other languages need, over the
/// classes of <openmv/camera.h>. Plain C99; no C++ exception leaves a function.
///
///     omv_camera *camera = NULL;
///     if (omv_camera_open("auto", -1, &camera) != OMV_OK)
///         return puts(omv_last_error()->what);
///     omv_camera_stream(camera, OMV_STREAM_JPEG, 0, 0, -1);
///     omv_camera_run(camera, "import csi ...", -1);
///     const omv_frame *frame = NULL;
///     while (omv_camera_next_frame(camera, 5000, &frame) == OMV_OK) {
///         show(frame->data, frame->size);
///         omv_frame_release(frame);
///     }
///     omv_camera_close(camera);
///
/// Errors: a function that can fail returns OMV_OK or the kind of error, and keeps
/// the whole error for omv_last_error(). Its out parameter is then NULL. A NULL
/// argument where none is allowed gives OMV_ERROR_INVALID_ARGUMENT. Every call to the
/// camera can give TIMEOUT, DISCONNECTED, DAMAGED and CANCELLED besides what is named.
/// After DISCONNECTED the camera is finished: close it and open another.
///
/// Deadlines: `timeout_ms` bounds the whole call, in milliseconds. 0 does not wait:
/// it takes what is there already. Below 0 means the default, 10 s for opening and
/// 5 s for all else.
///
/// Threads: every function may be called from any thread, also several on one camera
/// at once; only omv_camera_close() must be the last one, with no other in progress.
///
/// Ownership: what a function hands out belongs to the caller, who gives it to the
/// release function named there, once. It stays valid after omv_camera_close(). NULL may be
/// released. Strings passed in are UTF-8, end with a zero byte, and are copied.
///
/// Stability: structures are handed out by pointer only and may grow at the end;
/// never make one yourself or take its size.

#include <openmv/export.h>

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What went wrong, as far as a program can react to it. The numbers are stable.
typedef enum omv_status {
    OMV_OK = 0,
    OMV_ERROR_NO_DEVICE = 1,  ///< no such camera; plug one in or name another
    OMV_ERROR_AMBIGUOUS = 2,  ///< several cameras fit; name one
    OMV_ERROR_PERMISSION_DENIED = 3,  ///< the system refuses access to the port
    OMV_ERROR_BUSY = 4,  ///< another process holds the port
    OMV_ERROR_TIMEOUT = 5,  ///< no answer before the deadline; retrying may help
    OMV_ERROR_DISCONNECTED = 6,  ///< the camera is gone; open it again
    OMV_ERROR_DAMAGED = 7,  ///< bytes were lost or damaged and retrying did not help
    OMV_ERROR_MALFORMED = 8,  ///< bytes arrived intact but break the protocol or file format
    OMV_ERROR_REFUSED = 9,  ///< the camera understood and said no
    OMV_ERROR_INCOMPATIBLE = 10,  ///< board, firmware or file do not fit
    OMV_ERROR_UNSUPPORTED = 11,  ///< this camera or build cannot do that
    OMV_ERROR_INVALID_ARGUMENT = 12,
    OMV_ERROR_VERIFICATION_FAILED = 13,
    OMV_ERROR_SCRIPT_RAISED = 14,  ///< the script on the camera ended with an exception
    OMV_ERROR_CANCELLED = 15,  ///< by omv_camera_cancel()
    OMV_ERROR_WRONG_THREAD = 16,  ///< not met through this API, which has no callbacks
    OMV_ERROR_SYSTEM = 17  ///< the operating system refused; `why` has errno
} omv_status;

/// An error in three parts for a person, and two for a program. No string is NULL.
typedef struct omv_error {
    omv_status code;
    const char* id;  ///< stable: "OMV-E0104"; `omv explain ID` tells more
    const char* what;  ///< what happened: "Cannot open /dev/ttyACM0"
    const char* why;  ///< the evidence: errno, ids, path, a traceback
    const char* fix;  ///< what to do next; may be ""
} omv_error;

/// The last error of the calling thread: OMV_OK and "" when none happened yet. A call that
/// succeeds leaves it as it is. Owned by the library; valid until this thread
/// meets the next error or ends.
OPENMV_API const omv_error* omv_last_error(void);

/// "0.1.0": the version of the library that is loaded (OPENMV_VERSION in
/// <openmv/version.h> is that of the headers). A constant.
OPENMV_API const char* omv_version(void);

/// Bytes handed out by the library.
typedef struct omv_bytes {
    const uint8_t* data;
    size_t size;
} omv_bytes;

OPENMV_API void omv_bytes_release(const omv_bytes* bytes);

// --- a camera ---

/// A connected camera, real or virtual. The library reads frames and text in a thread
/// of its own and keeps the newest 4 frames and 1 MiB of text until they are taken.
typedef struct omv_camera omv_camera;

/// Opens a camera and hands it out in `*camera`; release it with omv_camera_close().
/// `port`: "auto" (the only camera there is), a device path, "serial:NUMBER",
/// "tcp://host:port", or "sim:BOARD?key=value&..." for a virtual camera that ends
/// with this one. Errors: NO_DEVICE, AMBIGUOUS, PERMISSION_DENIED, BUSY, INCOMPATIBLE,
/// INVALID_ARGUMENT.
OPENMV_API omv_status omv_camera_open(const char* port, int timeout_ms, omv_camera** camera);

/// Closes the port and frees the camera; the script on it goes on. NULL is allowed.
OPENMV_API void omv_camera_close(omv_camera* camera);

/// 1 while the connection stands, else 0. No I/O. NULL is not connected.
OPENMV_API int omv_camera_connected(const omv_camera* camera);

/// Makes all calls that wait on this camera now return OMV_ERROR_CANCELLED at once.
/// Later calls are not concerned. NULL does nothing.
OPENMV_API void omv_camera_cancel(omv_camera* camera);

/// What a camera said of itself when it was opened. No string is NULL.
typedef struct omv_info {
    const char* port;  ///< as opened
    const char* board_id;  ///< "ae3"; "" when the USB id is not known
    const char* board_name;  ///< "OpenMV AE3"
    const char* serial;  ///< device id, 24 hex digits
    const char* firmware;  ///< "5.0.0"
} omv_info;

/// No I/O. Owned by the camera; valid until omv_camera_close(). NULL gives NULL.
OPENMV_API const omv_info* omv_camera_info(const omv_camera* camera);

// --- scripts and their text ---

/// Stops what runs, waits for its soft reboot, uploads and starts `script`, the text of
/// a MicroPython program. Returns once the camera reported the start.
OPENMV_API omv_status omv_camera_run(omv_camera* camera, const char* script, int timeout_ms);

/// Stops the running script and waits for the soft reboot. OMV_OK when none runs.
OPENMV_API omv_status omv_camera_stop(omv_camera* camera, int timeout_ms);

/// Waits until the script started by omv_camera_run() has ended and all its text is here.
/// Errors: SCRIPT_RAISED when it ended with an exception, whose traceback is the
/// error's `why`; TIMEOUT while it still runs.
OPENMV_API omv_status omv_camera_wait_script(omv_camera* camera, int timeout_ms);

/// Hands out what scripts printed since the last call, at least one byte: UTF-8 (as far
/// as the script printed such), line ends are "\n", and a zero byte follows that is
/// not counted in the size. Waits for text. Release: omv_bytes_release().
/// Errors: TIMEOUT when nothing was printed.
OPENMV_API omv_status omv_camera_next_text(omv_camera* camera, int timeout_ms,
                                           const omv_bytes** text);

// --- frames ---

typedef enum omv_stream {
    OMV_STREAM_OFF = 0,
    OMV_STREAM_JPEG = 1,
    OMV_STREAM_RAW = 2  ///< falls back to JPEG when a frame does not fit the board's buffer
} omv_stream;

/// Switches streaming; the frames come from whatever script runs. `raw_width` and
/// `raw_height`: the largest raw frame in pixels, larger ones are scaled down; both 0 let the
/// library choose what the board can buffer. Errors: INVALID_ARGUMENT.
OPENMV_API omv_status omv_camera_stream(omv_camera* camera, omv_stream stream, uint32_t raw_width,
                                        uint32_t raw_height, int timeout_ms);

/// Values of omv_frame.format: those on the wire, as in omv::PixelFormat of
/// <openmv/frame.h>. Others may come.
enum {
    OMV_FORMAT_BINARY = 0x08010000,  ///< 1 bit, least significant first, rows padded to 32 bits
    OMV_FORMAT_GRAYSCALE = 0x08020001,
    OMV_FORMAT_RGB565 = 0x0C030002,  ///< little-endian, red in bits 15..11
    OMV_FORMAT_BAYER_BGGR = 0x05040001,
    OMV_FORMAT_BAYER_GBRG = 0x05040101,
    OMV_FORMAT_BAYER_GRBG = 0x05040201,
    OMV_FORMAT_BAYER_RGGB = 0x05040301,
    OMV_FORMAT_YUV422 = 0x14050002,  ///< Y0 U Y1 V
    OMV_FORMAT_YVU422 = 0x14050102,  ///< Y0 V Y1 U
    OMV_FORMAT_JPEG = 0x06060000,
    OMV_FORMAT_PNG = 0x06070000,
    OMV_FORMAT_ARGB8 = 0x0C080004  ///< 32-bit little-endian words, alpha in bits 31..24
};

/// "RGB565", "JPEG", ...; "unknown" for other numbers. A constant.
OPENMV_API const char* omv_format_name(uint32_t format);

/// One frame as the camera sent it; never changes.
typedef struct omv_frame {
    uint32_t width;  ///< pixels
    uint32_t height;  ///< pixels
    uint32_t format;  ///< OMV_FORMAT_*
    float device_fps;  ///< as the camera measured it; 0 when the firmware does not tell
    const uint8_t* data;  ///< pixels row by row without padding (BINARY excepted), or a file
    size_t size;  ///< bytes
    uint64_t number;  ///< counts the frames of this connection, from 1
    int64_t time_us;  ///< when its last byte came, microseconds since 1970-01-01 UTC
} omv_frame;

/// Hands out the oldest frame not yet taken; waits for one. Release: omv_frame_release().
/// Errors: TIMEOUT when none came.
OPENMV_API omv_status omv_camera_next_frame(omv_camera* camera, int timeout_ms,
                                            const omv_frame** frame);
OPENMV_API void omv_frame_release(const omv_frame* frame);

/// Expands a frame of any format to 8-bit red, green, blue: width * height * 3 bytes, row by
/// row, no padding. `frame` must come from omv_camera_next_frame(). Release:
/// omv_bytes_release(). Errors: MALFORMED (a damaged picture), UNSUPPORTED (unknown format).
OPENMV_API omv_status omv_frame_to_rgb(const omv_frame* frame, const omv_bytes** rgb);

// --- channels ---

typedef struct omv_channel {
    uint8_t id;
    const char* name;  ///< not NULL
    int readable;  ///< 1 or 0, as the following
    int writable;
    int dynamic;  ///< made by the running script
} omv_channel;

typedef struct omv_channels {
    size_t count;
    const omv_channel* const* items;  ///< `count` pointers, owned by this list
} omv_channels;

/// Hands out the channels that are there now. Release: omv_channels_release().
OPENMV_API omv_status omv_camera_channels(omv_camera* camera, int timeout_ms,
                                          const omv_channels** channels);
OPENMV_API void omv_channels_release(const omv_channels* channels);

/// Hands out everything there is to read; `channel` is a name or a decimal id.
/// Release: omv_bytes_release(). Errors: INVALID_ARGUMENT (no such channel), UNSUPPORTED (it
/// cannot be read), REFUSED, BUSY.
OPENMV_API omv_status omv_camera_read_channel(omv_camera* camera, const char* channel,
                                              int timeout_ms, const omv_bytes** data);

/// Writes `size` bytes; `data` is borrowed for the call and may be NULL when `size` is 0.
/// Errors: INVALID_ARGUMENT (no such channel), UNSUPPORTED (it cannot be written), REFUSED, BUSY.
OPENMV_API omv_status omv_camera_write_channel(omv_camera* camera, const char* channel,
                                               const void* data, size_t size, int timeout_ms);

#ifdef __cplusplus
}
#endif
