# SPDX-License-Identifier: MIT
# omv_qt_target(target): moc and the rules that our Qt code keeps.
function(omv_qt_target target)
  omv_warnings(${target})
  set_target_properties(${target} PROPERTIES AUTOMOC ON)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${target} PRIVATE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH)
endfunction()
