# SPDX-License-Identifier: MIT
target_sources(omv_widgets PRIVATE
  panels/board_model.cpp
  panels/board_pane.cpp
  panels/command_model.cpp
  panels/command_palette.cpp
  panels/empty_state.cpp
  panels/error_card.cpp
  panels/led_legend.cpp
  panels/link_bars.cpp
  panels/link_quality.cpp
  panels/memory_card.cpp
  panels/memory_history.cpp
  panels/memory_pane.cpp
  panels/pane_table.cpp
  panels/rail.cpp
  panels/shortcut_editor.cpp
  panels/shortcut_model.cpp
  panels/statistics_model.cpp
  panels/statistics_pane.cpp
  panels/task_list.cpp
  panels/task_state.cpp
  panels/task_strip.cpp)
