# SPDX-License-Identifier: MIT
# Finds MicroPython's source: OMV_MICROPYTHON_DIR, else the newest complete tree
# that scripts/fetch-micropython put into the cache. Sets OMV_MICROPYTHON to it.

function(omv_find_micropython result)
  if(OMV_MICROPYTHON_DIR)
    if(NOT EXISTS ${OMV_MICROPYTHON_DIR}/py/mkrules.cmake)
      message(FATAL_ERROR "OMV_MICROPYTHON_DIR=${OMV_MICROPYTHON_DIR} is not a MicroPython source tree")
    endif()
    set(${result} ${OMV_MICROPYTHON_DIR} PARENT_SCOPE)
    return()
  endif()
  set(cache $ENV{XDG_CACHE_HOME})
  if(NOT cache)
    set(cache $ENV{HOME}/.cache)
  endif()
  file(GLOB stamps ${cache}/omv/micropython-*/.complete)
  if(NOT stamps)
    message(FATAL_ERROR "MicroPython's source was not found. Run scripts/fetch-micropython, "
      "give a tree of 1.25 or newer by -DOMV_MICROPYTHON_DIR=PATH, "
      "or build without the virtual camera by -DOMV_BUILD_VCAM=OFF")
  endif()
  list(SORT stamps COMPARE NATURAL ORDER DESCENDING)
  list(GET stamps 0 newest)
  get_filename_component(newest ${newest} DIRECTORY)
  set(${result} ${newest} PARENT_SCOPE)
endfunction()
