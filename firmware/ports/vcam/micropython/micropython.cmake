# SPDX-License-Identifier: MIT
# MicroPython as the static library `micropython`. MicroPython's own CMake
# fragments expect their variables in this scope, hence an included file.
# The qstr tables depend on every module, so the library is built per build folder.
set(MICROPY_TARGET micropython)
set(MICROPY_DIR ${OMV_MICROPYTHON})
set(MICROPY_PORT_DIR ${CMAKE_CURRENT_LIST_DIR})
set(MICROPY_LIB_DIR ${CMAKE_CURRENT_LIST_DIR}/lib)
set(MICROPY_QSTRDEFS_PORT ${CMAKE_CURRENT_LIST_DIR}/qstrdefsport.h)
include(${MICROPY_DIR}/py/py.cmake)
include(${MICROPY_DIR}/extmod/extmod.cmake)

add_library(micropython STATIC)

# What the camera's modules bring: lists of sources, libraries and include folders.
include(${PROJECT_SOURCE_DIR}/firmware/modules/vcam_modules.cmake)
include(${PROJECT_SOURCE_DIR}/firmware/modules/imaging.cmake)

# The libc has these; the boards do not.
list(REMOVE_ITEM MICROPY_SOURCE_EXTMOD
  ${MICROPY_DIR}/shared/libc/abort_.c ${MICROPY_DIR}/shared/libc/printf.c)
# Included by firmware/modules/uctypes_module.c.
list(REMOVE_ITEM MICROPY_SOURCE_EXTMOD ${MICROPY_DIR}/extmod/moductypes.c)
set(MICROPY_SOURCE_SHARED
  ${MICROPY_DIR}/extmod/machine_timer.c
  ${MICROPY_DIR}/shared/readline/readline.c
  ${MICROPY_DIR}/shared/runtime/gchelper_generic.c
  ${MICROPY_DIR}/shared/runtime/interrupt_char.c
  ${MICROPY_DIR}/shared/runtime/mpirq.c
  ${MICROPY_DIR}/shared/runtime/pyexec.c
  ${MICROPY_DIR}/shared/runtime/softtimer.c
  ${MICROPY_DIR}/shared/runtime/stdout_helpers.c
  ${MICROPY_DIR}/shared/runtime/sys_stdio_mphal.c
  ${MICROPY_DIR}/shared/timeutils/timeutils.c
)
set(OMV_MICROPYTHON_SOURCES
  ${MICROPY_PORT_DIR}/mphalport.c
  ${MICROPY_PORT_DIR}/vfs_volume.c
  ${MICROPY_PORT_DIR}/vm.c
  ${OMV_MODULES_C_SOURCES} ${OMV_MODULES_CXX_SOURCES}
  ${OMV_IMAGING_C_SOURCES} ${OMV_IMAGING_CXX_SOURCES}
)
set(MICROPY_SOURCE_QSTR
  ${MICROPY_SOURCE_PY} ${MICROPY_SOURCE_EXTMOD} ${MICROPY_SOURCE_SHARED} ${OMV_MICROPYTHON_SOURCES})
target_sources(micropython PRIVATE ${MICROPY_SOURCE_QSTR})

# MicroPython's headers and sources do not know our warnings.
set(OMV_MICROPYTHON_INCLUDES ${MICROPY_INC_CORE} ${CMAKE_BINARY_DIR})
target_include_directories(micropython SYSTEM PUBLIC ${OMV_MICROPYTHON_INCLUDES})
target_include_directories(micropython PUBLIC ${MICROPY_PORT_DIR} ${PROJECT_SOURCE_DIR})
target_compile_options(micropython PRIVATE $<$<COMPILE_LANGUAGE:C>:-std=gnu11>)
set_source_files_properties(${MICROPY_SOURCE_PY} ${MICROPY_SOURCE_EXTMOD} ${MICROPY_SOURCE_SHARED}
  PROPERTIES COMPILE_OPTIONS "-w")
set(own_warnings -Wall -Wextra -Wshadow -Wno-missing-field-initializers)
# The banner names the board that is played. MicroPython prints it as two literals, the second
# "; " MICROPY_BANNER_MACHINE: an index makes an expression of that, whose value is the board's.
set_property(SOURCE ${MICROPY_DIR}/shared/runtime/pyexec.c APPEND PROPERTY COMPILE_OPTIONS
  "-DMICROPY_BANNER_NAME_AND_VERSION=omv_port_banner()"
  "-DMICROPY_BANNER_MACHINE=[0] ? omv_port_banner_machine() : (const char*)0"
  "-include" "${PROJECT_SOURCE_DIR}/firmware/modules/port.h")
# See firmware/modules/python_guards.c.
set_property(SOURCE ${MICROPY_DIR}/extmod/machine_i2c.c ${MICROPY_DIR}/extmod/machine_spi.c
  APPEND PROPERTY COMPILE_OPTIONS "-Dvstr_init_len=omv_vstr_init_len")
set_property(SOURCE ${MICROPY_DIR}/py/objlist.c ${MICROPY_DIR}/py/objstr.c ${MICROPY_DIR}/py/objtuple.c
  APPEND PROPERTY COMPILE_OPTIONS "-Dmp_seq_multiply=omv_seq_multiply")
set_property(SOURCE ${MICROPY_DIR}/py/objtuple.c APPEND PROPERTY COMPILE_OPTIONS
  "-Dmp_obj_malloc_helper=omv_tuple_malloc")
set_property(SOURCE ${MICROPY_DIR}/py/objdeque.c APPEND PROPERTY COMPILE_OPTIONS
  "-Dmp_obj_get_int=omv_deque_length")
set_property(SOURCE ${MICROPY_DIR}/extmod/modtime.c APPEND PROPERTY COMPILE_OPTIONS
  "-Dtimeutils_mktime_2000=omv_mktime_2000")
set_property(SOURCE ${MICROPY_DIR}/py/objarray.c APPEND PROPERTY COMPILE_OPTIONS
  "-Dm_realloc=omv_array_realloc" "-DMICROPY_MALLOC_USES_ALLOCATED_SIZE=1")
# help("modules") tells those of the board that is played: firmware/modules/board_modules.c.
set_property(SOURCE ${MICROPY_DIR}/py/builtinhelp.c APPEND PROPERTY COMPILE_OPTIONS
  "-Dmp_obj_list_sort=omv_help_sort")
if(OMV_WERROR)
  list(APPEND own_warnings -Werror)
endif()
set_source_files_properties(${OMV_MICROPYTHON_SOURCES} PROPERTIES COMPILE_OPTIONS "${own_warnings}")
if("undefined" IN_LIST OMV_SANITIZE)
  # Tagged and unaligned pointers are how MicroPython works.
  target_compile_options(micropython PRIVATE -fno-sanitize=alignment,null,nonnull-attribute,pointer-overflow,shift
    $<$<NOT:$<C_COMPILER_ID:GNU>>:-fno-sanitize=function>)
endif()
if("thread" IN_LIST OMV_SANITIZE)
  # The assembler version of non-local jumps hides stack frames from the sanitizer.
  target_compile_definitions(micropython PUBLIC MICROPY_NLR_SETJMP=1)
endif()
target_compile_definitions(micropython PRIVATE
  FFCONF_H="${MICROPY_OOFATFS_DIR}/ffconf.h"
  MICROPY_BUILD_TYPE="${CMAKE_C_COMPILER_ID}")
target_link_libraries(micropython PUBLIC ${OMV_IMAGING_LIBS} omv_camera_model omv_protocol m)

target_compile_definitions(micropython PUBLIC
  MICROPY_QSTR_EXTRA_POOL=mp_qstr_frozen_const_pool
  MICROPY_MODULE_FROZEN_MPY=\(1\))
include(${MICROPY_DIR}/py/mkrules.cmake)

# The frozen Python modules. Not left to mkrules.cmake: its makemanifest.py keeps
# an old file when only the names of the C modules changed, which then clash.
set(mpy_cross ${MICROPY_DIR}/mpy-cross/build/mpy-cross)
if(NOT EXISTS ${mpy_cross})
  add_custom_command(OUTPUT ${mpy_cross}
    COMMAND make -C ${MICROPY_DIR}/mpy-cross USER_C_MODULES= VERBATIM)
endif()
set(frozen_content ${CMAKE_BINARY_DIR}/frozen_content.c)
add_custom_command(OUTPUT ${frozen_content}
  COMMAND ${CMAKE_COMMAND} -E rm -f ${frozen_content}
  COMMAND ${CMAKE_COMMAND} -E env MICROPY_MPYCROSS=${mpy_cross}
    ${Python3_EXECUTABLE} ${MICROPY_DIR}/tools/makemanifest.py -o ${frozen_content}
    -v PORT_DIR=${MICROPY_PORT_DIR} -v MPY_DIR=${MICROPY_DIR} -v MPY_LIB_DIR=${MICROPY_LIB_DIR}
    -b ${CMAKE_BINARY_DIR} --mpy-tool-flags= ${MICROPY_PORT_DIR}/manifest.py
  DEPENDS ${MICROPY_QSTRDEFS_GENERATED} ${MICROPY_ROOT_POINTERS} ${mpy_cross}
    ${MICROPY_PORT_DIR}/manifest.py ${OMV_FROZEN_MODULES}
  COMMENT "Freezing Python modules"
  VERBATIM)
target_sources(micropython PRIVATE ${frozen_content})
