# SPDX-License-Identifier: MIT
target_sources(omv_widgets PRIVATE
  editor/block_data.cpp
  editor/brackets.cpp
  editor/code_editor.cpp
  editor/code_editor_input.cpp
  editor/code_editor_paint.cpp
  editor/edit_commands.cpp
  editor/editor_gutter.cpp
  editor/editor_layout.cpp
  editor/editor_tabs.cpp
  editor/error_box.cpp
  editor/find_bar.cpp
  editor/folding.cpp
  editor/highlighter.cpp
  editor/indent.cpp
  editor/line_lexer.cpp
  editor/marked_scroll_bar.cpp
  editor/python_lexer.cpp
  editor/search.cpp
  editor/search_pane.cpp
  editor/tab_button.cpp)
if(TARGET omv_ksyntaxhighlighting)
  target_sources(omv_widgets PRIVATE editor/deep_lexer.cpp)
endif()
