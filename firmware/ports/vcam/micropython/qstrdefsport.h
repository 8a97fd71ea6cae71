// SPDX-License-Identifier: MIT
// Names that MicroPython's scan of the sources does not find by itself.
// clang-format off
Q(/flash)
Q(/flash/lib)
Q(/sdcard)
Q(/sdcard/lib)
Q(/rom)
Q(/rom/lib)
