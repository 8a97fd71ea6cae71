# SPDX-License-Identifier: MIT
# The libraries that read tags and codes, as omv::apriltag, omv::zxing and omv::dmtx. Not all
# of their packages have CMake files. The headers' own names: <apriltag/apriltag.h>,
# <ZXing/ReadBarcode.h>, <dmtx.h>.

function(omv_code_reader name header library package)
  find_path(OMV_${name}_INCLUDE_DIR ${header})
  find_library(OMV_${name}_LIBRARY ${library})
  if(NOT OMV_${name}_INCLUDE_DIR OR NOT OMV_${name}_LIBRARY)
    message(FATAL_ERROR "lib${library} not found: install ${package}, or run ./run")
  endif()
  if(NOT TARGET omv::${name})
    add_library(omv::${name} UNKNOWN IMPORTED)
    set_target_properties(omv::${name} PROPERTIES
      IMPORTED_LOCATION ${OMV_${name}_LIBRARY}
      INTERFACE_INCLUDE_DIRECTORIES ${OMV_${name}_INCLUDE_DIR})
  endif()
endfunction()

omv_code_reader(apriltag apriltag/apriltag.h apriltag libapriltag-dev)
omv_code_reader(zxing ZXing/ReadBarcode.h ZXing libzxingcore-dev)
omv_code_reader(dmtx dmtx.h dmtx libdmtx-dev)
