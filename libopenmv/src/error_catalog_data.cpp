// SPDX-License-Identifier: MIT
#include "libopenmv/src/error_catalog.h"

namespace omv {

namespace {

constexpr ErrorEntry kEntries[] = {
    {"OMV-E0401", Errc::Malformed,
     R"(The frame's sizes do not fit

Width, height, pixel format and amount of data of a frame contradict each
other, or are outside 1 to 32767 pixels. Nothing was decoded.

What to do: a single such frame may be skipped. If all frames are like this,
the firmware is probably newer or modified.)"},

    {"OMV-E0402", Errc::Unsupported,
     R"(Unknown pixel format

The camera sent a frame in a format that this version does not know. The
message has its number.

What to do: switch the script to RGB565, GRAYSCALE or JPEG, or update this
software. "save as .raw" still stores the bytes as they came.)"},

    {"OMV-E0403", Errc::Malformed,
     R"(Damaged JPEG

The data of a JPEG frame is not a complete JPEG picture, or its size differs
from what the camera announced. With frames straight from a camera this happens
when the script changes the image while it is being sent.)"},

    {"OMV-E0404", Errc::Malformed,
     R"(Damaged PNG

The data of a PNG frame is not a complete PNG picture, or its size differs from
what the camera announced.)"},

    {"OMV-E0405", Errc::InvalidArgument,
     R"(Unknown file type

The extension of the file name decides how a frame is saved:
  .jpg .jpeg   JPEG; the camera's own bytes when the frame is JPEG
  .png         PNG, without loss
  .bmp .ppm    uncompressed colour
  .pgm         uncompressed gray
  .raw         the bytes as the camera sent them)"},

    {"OMV-E0406", Errc::System,
     R"(The file cannot be written

The operating system refused to create, write or rename the file. The message
has the path and the reason. A file of that name that was there before is
unchanged: data goes to a temporary file first.

What to do: check that the folder exists, that you may write there, and that
there is room left on the disk.)"},

    {"OMV-E0407", Errc::InvalidArgument,
     R"(JPEG quality out of range

The quality of a JPEG picture is a number from 1 (small) to 100 (best).)"},

    {"OMV-E0408", Errc::System,
     R"(The picture could not be encoded

The encoder of the picture format reported an error, which the message quotes.
Very large pictures can exceed the limits of a format: JPEG ends at 65500
pixels a side.)"},

    {"OMV-E0409", Errc::Timeout,
     R"(No frame arrived

No frame came from the camera before the deadline. Frames are made by the
script: one runs, and calls snapshot() or flush(), or nothing comes. The first
frames after a start can take seconds on some sensors (Lepton: two).

What to do: check that a script runs, that streaming is switched on, and look
at its output for an exception.)"},

    {"OMV-E0501", Errc::Malformed,
     R"(A board file is not valid

A file of the board database (resources/boards, or ~/.config/openmv/boards for
your own) is not valid JSON, or a field is missing or has the wrong type. The
message names file and field and what was expected there.

What to do: correct the file; docs/board-format.md describes it. A file of your
own can also simply be moved away.)"},

    {"OMV-E0502", Errc::System,
     R"(The board data cannot be read

The folder with the data files of this software was not found or could not be
read. It is looked for in $OPENMV_DATA_DIR, then beside and above the program,
then where it was installed.

What to do: reinstall, or set OPENMV_DATA_DIR to the folder that contains
"boards".)"},

    {"OMV-E0503", Errc::InvalidArgument,
     R"(There is no virtual camera of this board

The name behind "sim:" is not the id of a board that the virtual camera can
stand for. The message lists those that it can.

What to do: use one of the ids of the message, for example sim:ae3.)"},

    {"OMV-E0504", Errc::Malformed,
     R"(A virtual camera's announcement is not valid

Virtual cameras announce themselves by small files in $XDG_RUNTIME_DIR/openmv.
One of them could not be understood; the message names file and field. Cameras
whose announcement is damaged are left out of lists.

What to do: end the virtual camera and start it again, or delete the file.)"},
};

}  // namespace

std::span<const ErrorEntry> dataErrors()
{
    return kEntries;
}

}  // namespace omv
