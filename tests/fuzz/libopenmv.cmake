# SPDX-License-Identifier: MIT
omv_add_fuzzer(fuzz_frame SOURCES fuzz_frame.cpp LIBS openmv_internal)
omv_add_fuzzer(fuzz_gray_frame
  SOURCES fuzz_gray_frame.cpp ${PROJECT_SOURCE_DIR}/app/ide/camera/gray_frame.cpp
  LIBS openmv_internal)
omv_add_fuzzer(fuzz_announcement JSON SOURCES fuzz_announcement.cpp LIBS openmv_internal)
omv_add_fuzzer(fuzz_board JSON SOURCES fuzz_board.cpp LIBS openmv_internal)
omv_add_fuzzer(fuzz_image SOURCES fuzz_image.cpp LIBS omv_flasher)
target_compile_definitions(fuzz_image PRIVATE OMV_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
