# SPDX-License-Identifier: MIT
# The MicroPython modules csi, sensor and image. Sets OMV_IMAGING_C_SOURCES and
# OMV_IMAGING_CXX_SOURCES, and OMV_IMAGING_LIBS: what a target that compiles them links.
set(OMV_IMAGING_C_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/csi_module.c
  ${CMAKE_CURRENT_LIST_DIR}/image_module.c
  ${CMAKE_CURRENT_LIST_DIR}/image_protect.c
  ${CMAKE_CURRENT_LIST_DIR}/sensor_module.c
  ${CMAKE_CURRENT_LIST_DIR}/audio_module.c
  ${CMAKE_CURRENT_LIST_DIR}/display_module.c
  ${CMAKE_CURRENT_LIST_DIR}/fir_module.c
  ${CMAKE_CURRENT_LIST_DIR}/imu_module.c
  ${CMAKE_CURRENT_LIST_DIR}/tof_module.c
)
set(OMV_IMAGING_CXX_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/csi_control.cpp
  ${CMAKE_CURRENT_LIST_DIR}/csi_object.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_args.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_basic.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_blend.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_blobs.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_convert.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_draw.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_find.cpp
  ${CMAKE_CURRENT_LIST_DIR}/imaging.cpp
  ${CMAKE_CURRENT_LIST_DIR}/sensor_object.cpp
  ${CMAKE_CURRENT_LIST_DIR}/audio_stream.cpp
  ${CMAKE_CURRENT_LIST_DIR}/csi_lepton.cpp
  ${CMAKE_CURRENT_LIST_DIR}/display_object.cpp
  ${CMAKE_CURRENT_LIST_DIR}/display_screen.cpp
  ${CMAKE_CURRENT_LIST_DIR}/fir_object.cpp
  ${CMAKE_CURRENT_LIST_DIR}/imu_object.cpp
  ${CMAKE_CURRENT_LIST_DIR}/tof_object.cpp
  ${CMAKE_CURRENT_LIST_DIR}/tof_picture.cpp
)
set(OMV_IMAGING_LIBS omv_camera_model)
