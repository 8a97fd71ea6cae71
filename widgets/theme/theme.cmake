# SPDX-License-Identifier: MIT
target_sources(omv_widgets PRIVATE
  theme/colors.cpp
  theme/icon_engine.cpp
  theme/language.cpp
  theme/scroll_page.cpp
  theme/style.cpp
  theme/theme.cpp)
file(GLOB icons RELATIVE ${PROJECT_SOURCE_DIR}/resources/look CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/resources/look/icons/*.svg)
list(TRANSFORM icons PREPEND ${PROJECT_SOURCE_DIR}/resources/look/)
qt_add_resources(omv_widgets omv_look
  PREFIX /omv/look
  BASE ${PROJECT_SOURCE_DIR}/resources/look
  FILES ${icons}
        ${PROJECT_SOURCE_DIR}/resources/look/app-icon.svg
        ${PROJECT_SOURCE_DIR}/resources/look/app-icon-small.svg
        ${PROJECT_SOURCE_DIR}/resources/look/style.qss
        ${PROJECT_SOURCE_DIR}/resources/look/themes/omv-dark.theme
        ${PROJECT_SOURCE_DIR}/resources/look/themes/omv-light.theme
        ${PROJECT_SOURCE_DIR}/resources/look/tokens.json)
