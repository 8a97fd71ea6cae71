# SPDX-License-Identifier: MIT
target_sources(omv_widgets PRIVATE
  firmware/board_drawing.cpp
  firmware/board_rows.cpp
  firmware/file_rows.cpp
  firmware/firmware_board_pane.cpp
  firmware/firmware_files_pane.cpp
  firmware/firmware_log.cpp
  firmware/firmware_page.cpp
  firmware/stage_bar.cpp
  firmware/step_rows.cpp
  firmware/wrapped_check.cpp)
