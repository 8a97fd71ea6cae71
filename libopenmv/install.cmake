# SPDX-License-Identifier: MIT
# The library as others get it: target openmv, its package files, what is installed.

# An installed tree may be moved: its parts find each other by relative paths.
file(RELATIVE_PATH OPENMV_DATA_FROM_LIBRARY
  ${CMAKE_INSTALL_FULL_LIBDIR} ${CMAKE_INSTALL_FULL_DATADIR}/openmv)
file(RELATIVE_PATH OPENMV_PROGRAMS_FROM_LIBRARY
  ${CMAKE_INSTALL_FULL_LIBDIR} ${CMAKE_INSTALL_FULL_BINDIR})
target_compile_definitions(openmv_internal PRIVATE
  OPENMV_INSTALL_DATA_DIR="${CMAKE_INSTALL_FULL_DATADIR}/openmv"
  OPENMV_DATA_FROM_LIBRARY="${OPENMV_DATA_FROM_LIBRARY}"
  OPENMV_PROGRAMS_FROM_LIBRARY="${OPENMV_PROGRAMS_FROM_LIBRARY}")

# The objects of omv_protocol are inside, so that there is one library to install.
add_library(openmv $<TARGET_OBJECTS:openmv_internal> $<TARGET_OBJECTS:omv_protocol>)
add_library(openmv::openmv ALIAS openmv)
target_include_directories(openmv INTERFACE
  $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include>
  $<BUILD_INTERFACE:${CMAKE_CURRENT_BINARY_DIR}/include>
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(openmv INTERFACE cxx_std_20)
target_link_libraries(openmv PRIVATE ${OPENMV_LINK_LIBS} ${CMAKE_DL_LIBS})
if(NOT BUILD_SHARED_LIBS)
  target_compile_definitions(openmv INTERFACE OPENMV_STATIC)
endif()

# The soname promises the binary interface: before 1.0 a new minor version may change
# it, afterwards only a new major one.
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(OPENMV_SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
else()
  set(OPENMV_SOVERSION ${PROJECT_VERSION_MAJOR})
endif()
set_target_properties(openmv PROPERTIES
  VERSION ${PROJECT_VERSION} SOVERSION ${OPENMV_SOVERSION} LINKER_LANGUAGE CXX)

# Templates of the standard library have default visibility whatever the compiler is
# told; the version script keeps their instances inside.
if(BUILD_SHARED_LIBS AND UNIX AND NOT APPLE)
  set(version_script ${CMAKE_CURRENT_SOURCE_DIR}/openmv.map)
  target_link_options(openmv PRIVATE "LINKER:--version-script=${version_script}")
  set_property(TARGET openmv PROPERTY LINK_DEPENDS ${version_script})
endif()

install(TARGETS openmv EXPORT openmvTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/openmv ${CMAKE_CURRENT_BINARY_DIR}/include/openmv
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")

# --- find_package(openmv) ---
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/openmv)
if(BUILD_SHARED_LIBS)
  set(OPENMV_IS_STATIC FALSE)
else()
  set(OPENMV_IS_STATIC TRUE)
endif()
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/openmvConfig.cmake.in openmvConfig.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(openmvConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(EXPORT openmvTargets NAMESPACE openmv:: DESTINATION ${package_dir})
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/openmvConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/openmvConfigVersion.cmake
  DESTINATION ${package_dir})
if(OPENMV_IS_STATIC)
  install(FILES ${PROJECT_SOURCE_DIR}/cmake/OmvTurboJpeg.cmake DESTINATION ${package_dir})
endif()

# --- pkg-config ---
# A shared library brings its own dependencies; a program needs their packages only for
# static linking, so only a static build names them.
if(OPENMV_IS_STATIC)
  set(OPENMV_PC_REQUIRES_PRIVATE "fmt libturbojpeg libpng Qt6Core Qt6SerialPort")
  set(OPENMV_PC_LIBS_PRIVATE "-lstdc++ -lm -ldl -pthread")
endif()
set(pc_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH OPENMV_PREFIX_FROM_PC
  ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" OPENMV_PREFIX_FROM_PC ${OPENMV_PREFIX_FROM_PC})
cmake_path(APPEND openmv_pc_libdir "\${prefix}" "${CMAKE_INSTALL_LIBDIR}")
cmake_path(APPEND openmv_pc_includedir "\${prefix}" "${CMAKE_INSTALL_INCLUDEDIR}")
configure_file(openmv.pc.in openmv.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/openmv.pc DESTINATION ${pc_dir})
