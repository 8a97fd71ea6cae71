# SPDX-License-Identifier: MIT
# omv_ide_language: a library of its own, so that its tests and fuzz target need no window.
# Without Qt, for the fuzz target.
add_library(omv_lsp_framing STATIC ${CMAKE_CURRENT_LIST_DIR}/lsp_framing.cpp)
omv_warnings(omv_lsp_framing)
target_include_directories(omv_lsp_framing PUBLIC ${PROJECT_SOURCE_DIR})
find_package(Qt6 6.4 QUIET COMPONENTS Core Gui Widgets Svg)
add_library(omv_ide_language STATIC
  ${CMAKE_CURRENT_LIST_DIR}/signature_text.cpp
  ${CMAKE_CURRENT_LIST_DIR}/completion_controller.cpp
  ${CMAKE_CURRENT_LIST_DIR}/lsp_client.cpp
  ${CMAKE_CURRENT_LIST_DIR}/lsp_reading.cpp
  ${CMAKE_CURRENT_LIST_DIR}/script_scan.cpp
  ${CMAKE_CURRENT_LIST_DIR}/stub_files.cpp
  ${CMAKE_CURRENT_LIST_DIR}/stub_index.cpp
  ${CMAKE_CURRENT_LIST_DIR}/stub_parser.cpp)
omv_qt_target(omv_ide_language)
target_link_libraries(omv_ide_language PUBLIC omv_widgets omv_lsp_framing)
if(TARGET omv_ide)
  target_link_libraries(omv_ide PUBLIC omv_ide_language)
endif()
