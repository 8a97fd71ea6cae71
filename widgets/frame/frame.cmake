# SPDX-License-Identifier: MIT
target_sources(omv_widgets PRIVATE
  frame/area_rows.cpp
  frame/box_scale.cpp
  frame/color_convert.cpp
  frame/curve_painter.cpp
  frame/fixed_digits.cpp
  frame/focus_measure.cpp
  frame/frame_badges.cpp
  frame/frame_geometry.cpp
  frame/frame_image.cpp
  frame/frame_pane.cpp
  frame/frame_picture.cpp
  frame/frame_view.cpp
  frame/frame_view_badges.cpp
  frame/frame_view_accessible.cpp
  frame/frame_view_input.cpp
  frame/frame_view_paint.cpp
  frame/histogram_data.cpp
  frame/histogram_model.cpp
  frame/histogram_pane.cpp
  frame/histogram_plot.cpp
  frame/histogram_table.cpp
  frame/pixel_view.cpp
  frame/segmented_control.cpp)
# Loops over pixels; at -O2 the compiler makes no vectors of them.
set_source_files_properties(
  frame/area_rows.cpp frame/box_scale.cpp frame/curve_painter.cpp frame/focus_measure.cpp
  frame/histogram_data.cpp
  PROPERTIES COMPILE_OPTIONS "$<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-O3>")
