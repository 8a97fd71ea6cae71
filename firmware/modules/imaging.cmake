# SPDX-License-Identifier: MIT
# The MicroPython modules csi, sensor and image. Sets OMV_IMAGING_C_SOURCES and
# OMV_IMAGING_CXX_SOURCES, and OMV_IMAGING_LIBS: what a target that compiles them links.
set(OMV_IMAGING_C_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/csi_module.c
  ${CMAKE_CURRENT_LIST_DIR}/image_module.c
  ${CMAKE_CURRENT_LIST_DIR}/image_protect.c
  ${CMAKE_CURRENT_LIST_DIR}/sensor_module.c

  ${CMAKE_CURRENT_LIST_DIR}/gif_module.c
  ${CMAKE_CURRENT_LIST_DIR}/image_features_tables.c
  ${CMAKE_CURRENT_LIST_DIR}/mjpeg_module.c
  ${CMAKE_CURRENT_LIST_DIR}/audio_module.c
  ${CMAKE_CURRENT_LIST_DIR}/display_module.c
  ${CMAKE_CURRENT_LIST_DIR}/fir_module.c
  ${CMAKE_CURRENT_LIST_DIR}/imu_module.c
  ${CMAKE_CURRENT_LIST_DIR}/tof_module.c
)
set(OMV_IMAGING_CXX_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/csi_control.cpp
  ${CMAKE_CURRENT_LIST_DIR}/csi_events.cpp
  ${CMAKE_CURRENT_LIST_DIR}/csi_object.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_args.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_basic.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_blend.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_blit_args.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_blobs.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_convert.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_draw.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_find.cpp
  ${CMAKE_CURRENT_LIST_DIR}/imaging.cpp
  ${CMAKE_CURRENT_LIST_DIR}/sensor_object.cpp
  ${CMAKE_CURRENT_LIST_DIR}/stoppable.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_filter.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_warp.cpp

  ${CMAKE_CURRENT_LIST_DIR}/gif_module.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_descriptors.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_features.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_io.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_io_file.cpp
  ${CMAKE_CURRENT_LIST_DIR}/mjpeg_module.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_find_codes.cpp
  ${CMAKE_CURRENT_LIST_DIR}/image_find_shapes.cpp
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

# ulab and ml
list(APPEND OMV_IMAGING_C_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/ml_module.c
  ${CMAKE_CURRENT_LIST_DIR}/ulab_module.c
)
list(APPEND OMV_IMAGING_CXX_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/ml_model.cpp
  ${CMAKE_CURRENT_LIST_DIR}/ndarray_core.cpp
  ${CMAKE_CURRENT_LIST_DIR}/ndarray_create.cpp
  ${CMAKE_CURRENT_LIST_DIR}/ndarray_image.cpp
  ${CMAKE_CURRENT_LIST_DIR}/ndarray_linalg.cpp
  ${CMAKE_CURRENT_LIST_DIR}/ndarray_math.cpp
  ${CMAKE_CURRENT_LIST_DIR}/ndarray_misc.cpp
  ${CMAKE_CURRENT_LIST_DIR}/ndarray_object.cpp
  ${CMAKE_CURRENT_LIST_DIR}/ndarray_ops.cpp
  ${CMAKE_CURRENT_LIST_DIR}/ndarray_reduce.cpp
  ${CMAKE_CURRENT_LIST_DIR}/ulab_scipy.cpp
  ${CMAKE_CURRENT_LIST_DIR}/ulab_utils.cpp
)
list(APPEND OMV_FROZEN_MODULES
  ${CMAKE_CURRENT_LIST_DIR}/python/ml/__init__.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ml/apps.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ml/model.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ml/preprocessing.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ml/utils.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ml/postprocessing/__init__.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ml/postprocessing/darknet.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ml/postprocessing/edgeimpulse.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ml/postprocessing/mediapipe.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ml/postprocessing/movenet.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ml/postprocessing/ultralytics.py
)
