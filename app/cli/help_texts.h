// SPDX-License-Identifier: MIT
#pragma once

/// Texts of --help: what a verb does, then examples; the options follow by themselves.
namespace omv::cli::help {

inline constexpr const char* kMain = R"(omv: talk to OpenMV cameras, real and virtual.

Examples:
  omv list                                        which cameras are there
  omv run blink.py                                run a script, show what it prints
  omv -p sim:ae3 run script.py --frames 10 --save-frames shots
                                                  the same on a virtual camera, keep 10 frames
  omv snap picture.png                            one picture
  omv stream --out - | ffplay -f mjpeg -          live view
  omv selftest                                    does the camera do what it should?
)";

inline constexpr const char* kMainFooter =
    R"(Ports: auto (the only camera there is), a device path, serial:NUMBER, tcp://HOST:PORT, or
sim:BOARD, a virtual camera that lives as long as the command: sim:ae3, sim:pure-thermal, sim:rt1062.
Verbs that write boards also take usb:PATH, as omv list shows it, and usbip:HOST:PORT.
Deadlines without --timeout: 5 s, and 10 s to connect and for a frame.
Exit codes: 0 ok, 1 failed, 2 usage, 3 no or ambiguous camera, 4 no permission or busy,
5 timeout, 6 verification failed, 7 incompatible, 8 the script raised, 130 interrupted.
"omv VERB --help" shows examples and options of a verb.)";

inline constexpr const char* kVerbFooter =
    R"(Global options (-p, --json, --timeout, ...) may follow too: see omv --help.)";

inline constexpr const char* kList = R"(Show the cameras that are there.

Examples:
  omv list
  omv list --json
  omv list --watch        also tell which come and go, until Ctrl+C
)";

inline constexpr const char* kInfo = R"(Show what the camera says of itself.

Examples:
  omv info
  omv -p serial:0123456789ABCDEF info --json
)";

inline constexpr const char* kRun =
    R"(Run a script on the camera and show what it prints, until it ends.
Whatever runs there is stopped first. Ctrl+C stops the script.

Examples:
  omv run script.py
  omv run script.py --frames 10 --save-frames shots
  omv run script.py --seconds 5
  echo 'print(6 * 7)' | omv run -
)";

inline constexpr const char* kExec = R"(Run a line of code, or several.

Examples:
  omv exec 'print(6 * 7)'
  omv exec 'import os; print(os.listdir("/"))'
)";

inline constexpr const char* kStop = R"(Stop the script that runs on the camera.

Examples:
  omv stop
)";

inline constexpr const char* kReset = R"(Restart the board.

Examples:
  omv reset
  omv reset --bootloader        stay in the bootloader
)";

inline constexpr const char* kSnap = R"(Save one picture.
The extension of FILE decides the format: .jpg .png .bmp .ppm .pgm .raw. A plain
camera loop is uploaded for it unless a script runs on the camera already.

Examples:
  omv snap picture.jpg
  omv -p sim:ae3 snap picture.png
)";

inline constexpr const char* kStream =
    R"(Receive pictures, one after the other.
A plain camera loop is uploaded for it unless a script runs on the camera already.

Examples:
  omv stream                              show the rates, until Ctrl+C
  omv stream --frames 100 --out shots     files frame-000001.jpg and so on
  omv stream --out - | ffplay -f mjpeg -
)";

inline constexpr const char* kChannel = R"(Data channels of the camera and of scripts.

Examples:
  omv channel ls
  omv channel read sensors
  omv channel write settings 'threshold=20'
)";

inline constexpr const char* kChannelLs = R"(List the channels.

Examples:
  omv channel ls
)";

inline constexpr const char* kChannelRead =
    R"(Read all that a channel holds: a hex dump on a terminal, else the bytes.

Examples:
  omv channel read sensors
  omv channel read 5 --out data.bin
  omv channel read sensors > data.bin
)";

inline constexpr const char* kChannelWrite = R"(Write to a channel.

Examples:
  omv channel write settings 'threshold=20'
  omv channel write settings @settings.bin
  cat settings.bin | omv channel write settings -
)";

inline constexpr const char* kMemory = R"(Show the camera's memory pools, in bytes.

Examples:
  omv memory
)";

inline constexpr const char* kStats = R"(Show the counters of the connection and of the camera.

Examples:
  omv stats
  omv stats --watch                       rates, latencies, link quality, every second
  omv stats --watch --interval 5 --count 12 --json
)";

inline constexpr const char* kSelftest =
    R"(Put a camera through a suite of checks.
What runs on the camera is stopped, and what a check changed is undone. Nothing is written
to the board's drive without --allow-writes. It takes some seconds, on a bad
line minutes: checks that are left after --seconds are skipped, and the exit code is 5.

Examples:
  omv selftest
  omv selftest --list
  omv selftest link stream.jpeg           a group, and one check
  omv selftest --junit results.xml --allow-writes
)";

inline constexpr const char* kDoctor =
    R"(Find out why boards cannot be reached, and mend it.
Looks at udev rules, groups, ModemManager, USB, ports that other programs use, boards in their
bootloader, and flashing that was cut off. Nothing is changed without --fix; that shows each
command before it runs it, as root: by pkexec or sudo, which may ask for your password.

Examples:
  omv doctor
  omv doctor --fix
  omv doctor --ask -v             with firmware versions and all evidence
)";

inline constexpr const char* kFlash = R"(Write a board's memory.
The plan is checked before the first byte is written, what was written is read back, and at
the end the board runs. Run again after an interruption: what is done is skipped.)";

inline constexpr const char* kFlashFirmware = R"(Write the firmware.

Examples:
  omv flash firmware firmware_v5.0.0.zip --dry-run
  omv flash firmware firmware_v5.0.0.zip --backup before
  omv flash firmware firmware_v5.0.0.zip --all
  omv flash firmware release.zip -p "sim:pure-thermal?state=board" --erase-fs
)";

inline constexpr const char* kFlashRomfs = R"(Write the read-only file systems.

Examples:
  omv flash romfs romfs0.img
)";

inline constexpr const char* kFlashBootloader = R"(Write the bootloader, by the chip's own ROM.
Nobody has tried this on a real board; it needs --allow-unverified.

Examples:
  omv flash bootloader release.zip --board h7 --allow-unverified bootloader --dry-run
)";

inline constexpr const char* kFlashFactory = R"(Write everything, as the board left the factory.
The file system is emptied.

Examples:
  omv flash factory firmware_v5.0.0.zip --watch --count 20
)";

inline constexpr const char* kFlashErase = R"(Empty the file system; the firmware makes a new one.

Examples:
  omv flash erase -p usb:1-2
)";

inline constexpr const char* kBackup = R"(Read what a board's memory holds into files.
They are named as in a release, so that omv flash can write them back.

Examples:
  omv backup -o before-update
  omv backup -o files --partition FILESYSTEM
)";

inline constexpr const char* kVerify = R"(Compare a board's memory with files, and write nothing.

Examples:
  omv verify firmware_v5.0.0.zip
)";

inline constexpr const char* kRecover = R"(Bring back a board that does not start any more.
It is waited for in whatever state it shows up. Where its bootloader still works, firmware and
read-only file systems are written; where it does not, the bootloader too, by the chip's own
loader, and what you have to do with the board is said when it is time. docs/recovery.md

Examples:
  omv recover firmware_v5.0.0.zip --board ae3
  omv recover release.zip --board h7 --allow-unverified bootloader
  omv recover release.zip --board ae3 --storage-rescue --allow-unverified storage-rescue
                                  file system and ROMFS both unusable: the flash chip is
                                  erased as a whole by its bootloader first
)";

inline constexpr const char* kSimImage = R"(Make files to flash a virtual board with.
Their firmware carries a version, which the virtual board then reports. No real board runs them.

Examples:
  omv sim image zip release.zip --board pure-thermal --version 5.1.0
  omv flash firmware release.zip -p "sim:pure-thermal?state=board"
)";

inline constexpr const char* kImage = R"(Look at firmware files.)";

inline constexpr const char* kImageInfo = R"(Say what a file is and which boards it fits.

Examples:
  omv image info firmware.bin
  omv image info firmware_v5.0.0.zip --json
  omv image info https://example.org/firmware_v5.0.0.zip      downloaded first
)";

inline constexpr const char* kSim =
    R"(Run a virtual camera in the foreground, until Ctrl+C.
Everything after "sim" goes to the program omv-vcam: see omv-vcam --help.

Examples:
  omv sim
  omv sim --board pure-thermal --seed 7
)";

inline constexpr const char* kExplain = R"(Explain an error id.

Examples:
  omv explain OMV-E0104
  omv explain 104
)";

inline constexpr const char* kHelp = R"(Show examples and options of a verb.

Examples:
  omv help
  omv help selftest
  omv help channel read
)";

inline constexpr const char* kVersion = R"(Show the version.

Examples:
  omv version
)";

}  // namespace omv::cli::help
