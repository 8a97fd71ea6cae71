# SPDX-License-Identifier: MIT
# omv_ksyntaxhighlighting: KSyntaxHighlighting for Qt 6, when there is one. In this order:
# OMV_KSYNTAXHIGHLIGHTING_DIR (an installed tree, or a source tree, which is built once in the
# build folder), the system's, what scripts/fetch-ksyntaxhighlighting put into the cache.
# Without any, the editor has a plain highlighter for Python of its own.

# Makes the target from an installed tree; sets `result` to whether it could.
function(omv_ksyntaxhighlighting_from prefix result)
  set(${result} OFF PARENT_SCOPE)
  foreach(package KF6SyntaxHighlighting KF5SyntaxHighlighting)
    unset(${package}_DIR CACHE)
    find_package(${package} QUIET PATHS ${prefix} NO_DEFAULT_PATH)
    string(SUBSTRING ${package} 0 3 family)
    if(TARGET ${family}::SyntaxHighlighting)
      add_library(omv_ksyntaxhighlighting INTERFACE)
      target_link_libraries(omv_ksyntaxhighlighting INTERFACE ${family}::SyntaxHighlighting)
      set(${result} ON PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

function(omv_build_ksyntaxhighlighting source prefix)
  message(STATUS "Building KSyntaxHighlighting from ${source}")
  execute_process(
    COMMAND ${PROJECT_SOURCE_DIR}/scripts/build-ksyntaxhighlighting ${source}
            ${PROJECT_BINARY_DIR}/ksyntaxhighlighting/work ${prefix}
    RESULT_VARIABLE failed OUTPUT_VARIABLE log ERROR_VARIABLE log)
  if(failed)
    message(FATAL_ERROR "KSyntaxHighlighting in ${source} does not build:\n${log}")
  endif()
  file(REMOVE_RECURSE ${PROJECT_BINARY_DIR}/ksyntaxhighlighting/work)
endfunction()

function(omv_given_ksyntaxhighlighting)
  set(prefix ${OMV_KSYNTAXHIGHLIGHTING_DIR})
  if(EXISTS ${prefix}/src/lib/abstracthighlighter.h)
    set(prefix ${PROJECT_BINARY_DIR}/ksyntaxhighlighting/tree)
    if(NOT EXISTS ${prefix}/lib)
      omv_build_ksyntaxhighlighting(${OMV_KSYNTAXHIGHLIGHTING_DIR} ${prefix})
    endif()
  endif()
  omv_ksyntaxhighlighting_from(${prefix} found)
  if(NOT found)
    message(FATAL_ERROR "OMV_KSYNTAXHIGHLIGHTING_DIR=${OMV_KSYNTAXHIGHLIGHTING_DIR} is neither a "
      "source tree nor an installed tree of KSyntaxHighlighting for Qt 6")
  endif()
endfunction()

function(omv_cached_ksyntaxhighlighting)
  set(cache $ENV{XDG_CACHE_HOME})
  if(NOT cache)
    set(cache $ENV{HOME}/.cache)
  endif()
  file(GLOB stamps ${cache}/omv/ksyntaxhighlighting-*/.complete)
  if(stamps)
    list(SORT stamps COMPARE NATURAL ORDER DESCENDING)
    list(GET stamps 0 newest)
    get_filename_component(newest ${newest} DIRECTORY)
    omv_ksyntaxhighlighting_from(${newest} found)
  endif()
endfunction()

function(omv_find_ksyntaxhighlighting)
  # Programs in other folders link it too.
  set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)
  if(OMV_KSYNTAXHIGHLIGHTING_DIR)
    omv_given_ksyntaxhighlighting()
    return()
  endif()
  # Only the sixth generation is sure to be made for Qt 6 when it comes from the system.
  find_package(KF6SyntaxHighlighting QUIET)
  if(TARGET KF6::SyntaxHighlighting)
    add_library(omv_ksyntaxhighlighting INTERFACE)
    target_link_libraries(omv_ksyntaxhighlighting INTERFACE KF6::SyntaxHighlighting)
    return()
  endif()
  omv_cached_ksyntaxhighlighting()
  if(NOT TARGET omv_ksyntaxhighlighting)
    message(WARNING "KSyntaxHighlighting for Qt 6 was not found: omv-ide highlights Python only, "
      "by a plain highlighter of its own. Run scripts/fetch-ksyntaxhighlighting, or give a "
      "source or installed tree by -DOMV_KSYNTAXHIGHLIGHTING_DIR=PATH")
  endif()
endfunction()

if(NOT TARGET omv_ksyntaxhighlighting)
  omv_find_ksyntaxhighlighting()
endif()
