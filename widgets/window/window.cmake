# SPDX-License-Identifier: MIT
target_sources(omv_widgets PRIVATE
  window/camera_chip.cpp
  window/header_bar.cpp
  window/instrument_pane.cpp
  window/pane_splitter.cpp
  window/status_line.cpp
  window/welcome_page.cpp)
