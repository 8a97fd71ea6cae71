# SPDX-License-Identifier: MIT
# omv_add_test(name SOURCES a.cpp b.cpp LIBS x y [LABEL unit] [TIMEOUT seconds])
# One Catch2 program, registered once with CTest under its own name.
# TIMEOUT: by far enough on a quick computer. A slow one that runs other things gets four times that: this ends
# what hangs, and judges no speed.

find_package(Catch2 REQUIRED)

function(omv_add_test name)
  cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "SOURCES;LIBS" ${ARGN})
  if(NOT arg_LABEL)
    set(arg_LABEL unit)
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  math(EXPR timeout "4 * ${arg_TIMEOUT}")
  add_executable(${name} ${arg_SOURCES})
  omv_warnings(${name})
  target_link_libraries(${name} PRIVATE omv_test_support ${arg_LIBS})
  target_compile_definitions(${name} PRIVATE
    OMV_VECTORS_DIR="${PROJECT_SOURCE_DIR}/tests/vectors"
    OMV_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    OMV_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${timeout})
endfunction()

# omv_may_skip(name): the test ends by omv::test::skip() where it cannot run.
function(omv_may_skip name)
  set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77)
endfunction()
