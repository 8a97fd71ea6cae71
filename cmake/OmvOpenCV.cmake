# SPDX-License-Identifier: MIT
# OpenCV as imported targets omv::opencv_<module>. Debian's small -dev packages
# have no CMake files (those are in libopencv-dev, which pulls in everything).

find_path(OMV_OPENCV_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4)
foreach(module core imgproc imgcodecs videoio features2d)
  find_library(OMV_OPENCV_${module}_LIBRARY opencv_${module})
  if(OMV_OPENCV_INCLUDE_DIR AND OMV_OPENCV_${module}_LIBRARY)
    add_library(omv::opencv_${module} UNKNOWN IMPORTED)
    set_target_properties(omv::opencv_${module} PROPERTIES
      IMPORTED_LOCATION ${OMV_OPENCV_${module}_LIBRARY}
      INTERFACE_INCLUDE_DIRECTORIES ${OMV_OPENCV_INCLUDE_DIR})
  else()
    message(FATAL_ERROR "OpenCV module ${module} not found: install libopencv-${module}-dev, or run ./run")
  endif()
endforeach()
