# SPDX-License-Identifier: MIT
target_sources(omv_widgets PRIVATE
  language/completion_model.cpp
  language/completion_popup.cpp
  language/examples_index.cpp
  language/examples_model.cpp
  language/examples_pane.cpp
  language/floating.cpp
  language/language_tips.cpp
  language/script_error.cpp
  language/script_error_help.cpp)
