# SPDX-License-Identifier: MIT
# libjpeg-turbo's own interface as omv::turbojpeg; older packages of it have no CMake files.
# Installed beside openmvConfig.cmake too, for programs that link libopenmv statically.

find_path(OMV_TURBOJPEG_INCLUDE_DIR turbojpeg.h)
find_library(OMV_TURBOJPEG_LIBRARY turbojpeg)
if(NOT OMV_TURBOJPEG_INCLUDE_DIR OR NOT OMV_TURBOJPEG_LIBRARY)
  message(FATAL_ERROR "libturbojpeg not found: install libturbojpeg0-dev, or run ./run")
endif()
if(NOT TARGET omv::turbojpeg)
  add_library(omv::turbojpeg UNKNOWN IMPORTED)
  set_target_properties(omv::turbojpeg PROPERTIES
    IMPORTED_LOCATION ${OMV_TURBOJPEG_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${OMV_TURBOJPEG_INCLUDE_DIR})
endif()
