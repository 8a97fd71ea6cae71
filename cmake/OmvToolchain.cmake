# SPDX-License-Identifier: MIT
# Warnings, sanitizers and ccache for our own targets.

find_program(OMV_CCACHE ccache)
if(OMV_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${OMV_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${OMV_CCACHE})
endif()

if(OMV_SANITIZE)
  string(REPLACE ";" "," sanitizers "${OMV_SANITIZE}")
  add_compile_options(-fsanitize=${sanitizers} -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=${sanitizers})
  if("undefined" IN_LIST OMV_SANITIZE)
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()
if(OMV_BUILD_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -g)
  add_link_options(-fsanitize=address,undefined)
endif()

# omv_warnings(target): the project's warning set. Third-party headers are
# included as system headers and stay out of it.
function(omv_warnings target)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
    $<$<BOOL:${OMV_WERROR}>:-Werror>)
endfunction()
