// SPDX-License-Identifier: MIT
#include "libopenmv/src/error_catalog.h"

namespace omv {

namespace {

constexpr ErrorEntry kEntries[] = {
    {"OMV-E0201", Errc::Timeout,
     R"(The camera did not answer in time

The connection is open, but the awaited reply did not come before the deadline,
also after the request was repeated.

Possible reasons: the script keeps the processor busy with interrupts off; the
board writes to its flash; the cable or hub loses data; the time allowed is too
short for what was asked.

What to do: try again, allow more time (--timeout), stop the script, or reset
the board.)"},

    {"OMV-E0202", Errc::Damaged,
     R"(Data was lost or damaged on the way

Packets arrived with a wrong checksum or with gaps, and asking again did not
help. On USB this is rare and points to the cable, a hub, or a faulty driver;
on a plain serial line to the wiring or the baud rate.

What to do: use another cable or socket. omv stats shows the counters of both
ends.)"},

    {"OMV-E0203", Errc::Refused,
     R"(The camera refused the command

The command arrived intact and the camera answered that it will not or cannot
do it. The message has the camera's status. The connection is fine.

Usual reasons: the channel does not support the operation, an argument is out
of range, or the script that owned the channel has ended.)"},

    {"OMV-E0204", Errc::Malformed,
     R"(The camera's answer breaks the protocol

The bytes arrived intact, but they do not have the form that the protocol
prescribes: too short, sizes that contradict each other, or an unknown value.
This points to a firmware that is newer or modified, or to an error in this
software.

What to do: update both. If it stays, please report it with the log
(--log-file).)"},

    {"OMV-E0205", Errc::Cancelled,
     R"(The call was cancelled

The program (or you, with Ctrl+C) withdrew the request. What the camera had
already begun may still complete.)"},

    {"OMV-E0206", Errc::WrongThread,
     R"(Blocking call from a callback

A function that waits for the camera was called from one of the camera's own
callbacks. Callbacks run on the thread that does the waiting, so the call could
never end.

What to do (for programmers): hand the work to another thread, or return from
the callback first.)"},

    {"OMV-E0207", Errc::InvalidArgument,
     R"(No such channel

The camera has no channel of this name or number. Channels made by a script
exist only while it runs.

What to do: omv channel ls shows the channels that are there now. Start the
script first and wait until it has registered its channel.)"},

    {"OMV-E0208", Errc::Unsupported,
     R"(This camera cannot do that

The board or its firmware lacks the feature that was asked for, or the channel
does not support the operation.

What to do: omv info shows the firmware version and the features of the board;
an update of the firmware may help.)"},

    {"OMV-E0209", Errc::InvalidArgument,
     R"(Argument out of range

A function of the library was called with a value that it does not accept. The
message names the argument and the limits.)"},

    {"OMV-E0210", Errc::Busy,
     R"(The channel is busy

The camera keeps this channel locked, or is still busy with an earlier request,
and did not free it before the deadline.

What to do: try again. If another program talks to the same camera, close it.)"},

    {"OMV-E0211", Errc::Refused,
     R"(Too large for the camera

What was sent, or asked for, does not fit into the camera's buffer. The message
has the sizes.

What to do: send less at a time; for scripts, move data and modules into files
on the camera.)"},

    {"OMV-E0212", Errc::Disconnected,
     R"(The connection is closed

The call was made after the connection had ended. A Camera object cannot be
used again; open a new one.)"},

    {"OMV-E0290", Errc::System,
     R"(The library failed

A function of the library met a condition that it has no answer to, most often
no memory left. The message has what the system said.

What to do: close other programs and try again. If it comes again with memory
to spare, please report it with the message and what was being done.)"},

    {"OMV-E0301", Errc::ScriptRaised,
     R"(The script ended with an exception

The script on the camera was started, and its last output was a traceback that
names <stdin>, the name under which scripts are run. The last line of the
traceback says what went wrong; "line N" counts lines of the script.

A script that catches the exception and prints it itself in this form, as its
very last output, cannot be told apart.)"},

    {"OMV-E0302", Errc::InvalidArgument,
     R"(The script cannot be sent

The script is empty, or too large for the camera's script buffer, or contains a
zero byte. The message says which.

What to do: split a large script: put modules and data on the camera as files
and import them.)"},

    {"OMV-E0303", Errc::Timeout,
     R"(The script did not start

The script was uploaded, but the camera did not report its start in time.

What to do: try again; reset the board if it stays. A boot.py or main.py that
blocks can be the reason.)"},

    {"OMV-E0304", Errc::Timeout,
     R"(The script did not stop

The camera was told to stop the script, but did not report the end in time. A
script is stopped between two instructions of the interpreter; a long call into
native code (a network, a flash erase, a large image operation) delays that.

What to do: wait and try again, or reset the board.)"},

    {"OMV-E0305", Errc::Timeout,
     R"(The script is still running

The time allowed for the script ran out before it ended by itself. Endless
loops are normal for camera scripts.

What to do: allow more time, or stop the script when the frames or prints that
you need are there (omv run --frames N or --seconds S).)"},

    {"OMV-E0306", Errc::Timeout,
     R"(Nothing was printed

No text came from the camera before the deadline. Perhaps no script runs, or
the one that runs does not print.)"},
};

}  // namespace

std::span<const ErrorEntry> linkErrors()
{
    return kEntries;
}

}  // namespace omv
