# SPDX-License-Identifier: MIT
add_library(omv_fake_board STATIC ${PROJECT_SOURCE_DIR}/tests/support/fake_board.cpp)
target_link_libraries(omv_fake_board PUBLIC omv_firmware_core openmv_internal)
omv_warnings(omv_fake_board)

omv_add_test(test_camera_text SOURCES test_camera_text.cpp test_camera_ports.cpp LIBS openmv_internal)
omv_add_test(test_camera_session
  SOURCES test_camera_session.cpp test_camera_scripts.cpp test_camera_frames.cpp
          test_camera_pipelining.cpp
  LIBS omv_fake_board)
omv_add_test(test_camera_faults SOURCES test_camera_faults.cpp test_camera_faults_calls.cpp
  LIBS omv_fake_board TIMEOUT 240)
omv_add_test(test_camera_soak SOURCES test_camera_soak.cpp LIBS omv_fake_board TIMEOUT 600)
# Hours of virtual time.
foreach(target omv_fake_board test_camera_faults test_camera_soak)
  target_compile_options(${target} PRIVATE -O2)
endforeach()
omv_add_test(test_camera SOURCES test_camera.cpp test_camera_cut.cpp LIBS omv_fake_board)
omv_add_test(test_camera_sim SOURCES test_camera_sim.cpp LIBS openmv_internal)
omv_add_test(test_camera_sim_auto SOURCES test_camera_sim_auto.cpp LIBS openmv_internal)
omv_may_skip(test_camera_sim_auto)
