# SPDX-License-Identifier: MIT
# What takes bytes apart needs no Qt: the fuzz target links it alone.
add_library(omv_terminal_core STATIC
  terminal/ansi_parser.cpp
  terminal/current_line.cpp
  terminal/line_index.cpp
  terminal/line_matcher.cpp
  terminal/source_link.cpp
  terminal/terminal_buffer.cpp
  terminal/utf8.cpp)
omv_warnings(omv_terminal_core)
target_include_directories(omv_terminal_core PUBLIC ${PROJECT_SOURCE_DIR})
target_link_libraries(omv_widgets PUBLIC omv_terminal_core)

target_sources(omv_widgets PRIVATE
  terminal/find_bar.cpp
  terminal/input_line.cpp
  terminal/marked_scroll_bar.cpp
  terminal/terminal_painter.cpp
  terminal/terminal_pane.cpp
  terminal/terminal_queue.cpp
  terminal/terminal_view.cpp
  terminal/terminal_view_input.cpp
  terminal/terminal_view_paint.cpp)
