# SPDX-License-Identifier: MIT
target_sources(omv_widgets PRIVATE
  panels/board_model.cpp
  panels/empty_state.cpp
  panels/link_bars.cpp
  panels/link_quality.cpp
  panels/memory_card.cpp
  panels/memory_history.cpp
  panels/memory_pane.cpp
  panels/segmented_control.cpp)
