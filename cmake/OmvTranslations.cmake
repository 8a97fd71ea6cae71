# SPDX-License-Identifier: MIT
# Compiles resources/translations/omv_*.ts and puts them into omv_ide as :/omv/translations.
# `ninja translations` brings the texts of the sources into the .ts files.
set(bins ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS} ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_LIBEXECS}
    /usr/lib/qt6/bin)
find_program(OMV_LRELEASE NAMES lrelease6 lrelease HINTS ${bins})
find_program(OMV_LUPDATE NAMES lupdate6 lupdate HINTS ${bins})
if(NOT OMV_LRELEASE OR NOT OMV_LUPDATE)
  message(WARNING "Qt's lrelease and lupdate (qt6-l10n-tools) were not found: omv-ide is English only")
  return()
endif()

file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/translations/omv_*.ts)
set(compiled)
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME_WE)
  set(qm ${CMAKE_CURRENT_BINARY_DIR}/translations/${name}.qm)
  add_custom_command(OUTPUT ${qm}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/translations
    COMMAND ${OMV_LRELEASE} -silent ${source} -qm ${qm}
    DEPENDS ${source} VERBATIM)
  list(APPEND compiled ${qm})
endforeach()
qt_add_resources(omv_ide omv_translations
  PREFIX /omv/translations
  BASE ${CMAKE_CURRENT_BINARY_DIR}/translations
  FILES ${compiled})

add_custom_target(translations
  COMMAND ${PROJECT_SOURCE_DIR}/scripts/update-translations ${OMV_LUPDATE}
  VERBATIM)
