# SPDX-License-Identifier: MIT
# Scenes from files: reading, motion, drawing; tags and codes by libapriltag and ZXing-cpp.
find_package(nlohmann_json REQUIRED)
find_path(OMV_ZXING_INCLUDE_DIR ZXing/MultiFormatWriter.h)
find_library(OMV_ZXING_LIBRARY ZXing)
if(NOT OMV_ZXING_INCLUDE_DIR OR NOT OMV_ZXING_LIBRARY)
  message(FATAL_ERROR "ZXing-cpp not found: install libzxingcore-dev, or run ./run")
endif()
find_path(OMV_APRILTAG_INCLUDE_DIR apriltag/apriltag.h)
find_library(OMV_APRILTAG_LIBRARY apriltag)
find_library(OMV_APRILTAG_UTILS_LIBRARY apriltag-utils)
if(NOT OMV_APRILTAG_INCLUDE_DIR OR NOT OMV_APRILTAG_LIBRARY)
  message(FATAL_ERROR "libapriltag not found: install libapriltag-dev, or run ./run")
endif()

target_sources(omv_camera_model PRIVATE
  scene_codes.cpp
  scene_described.cpp
  scene_face.cpp
  scene_figure.cpp
  scene_file.cpp
  scene_json.cpp
  scene_motion.cpp
  scene_paint.cpp
  scene_presets.cpp
  scene_quantities.cpp
  scene_raster.cpp
  scene_times.cpp
)
target_include_directories(omv_camera_model SYSTEM PRIVATE
  ${OMV_ZXING_INCLUDE_DIR} ${OMV_APRILTAG_INCLUDE_DIR})
target_link_libraries(omv_camera_model
  PRIVATE nlohmann_json::nlohmann_json ${OMV_ZXING_LIBRARY} ${OMV_APRILTAG_LIBRARY})
# Debian keeps its pictures in a library of their own.
if(OMV_APRILTAG_UTILS_LIBRARY)
  target_link_libraries(omv_camera_model PRIVATE ${OMV_APRILTAG_UTILS_LIBRARY})
endif()
