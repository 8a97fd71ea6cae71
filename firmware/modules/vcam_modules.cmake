# SPDX-License-Identifier: MIT
# The MicroPython modules that need no camera. Sets OMV_MODULES_C_SOURCES and
# OMV_MODULES_CXX_SOURCES; the camera's own are in imaging.cmake.
set(OMV_MODULES_C_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/board_modules.c
  ${CMAKE_CURRENT_LIST_DIR}/clock.c
  ${CMAKE_CURRENT_LIST_DIR}/machine_buses.c
  ${CMAKE_CURRENT_LIST_DIR}/machine_pin.c
  ${CMAKE_CURRENT_LIST_DIR}/machine_rtc.c
  ${CMAKE_CURRENT_LIST_DIR}/module_omv.c
  ${CMAKE_CURRENT_LIST_DIR}/module_protocol.c
  ${CMAKE_CURRENT_LIST_DIR}/sequence.c
  ${CMAKE_CURRENT_LIST_DIR}/socket_module.c
  ${CMAKE_CURRENT_LIST_DIR}/openamp_module.c
)
set(OMV_MODULES_CXX_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/host.cpp
  ${CMAKE_CURRENT_LIST_DIR}/imaging.cpp
)
# Frozen Python modules; manifest.py takes the whole folder.
set(OMV_FROZEN_MODULES
  ${CMAKE_CURRENT_LIST_DIR}/python/machine.py
  ${CMAKE_CURRENT_LIST_DIR}/python/os.py
  ${CMAKE_CURRENT_LIST_DIR}/python/protocol.py
  ${CMAKE_CURRENT_LIST_DIR}/python/display.py
  ${CMAKE_CURRENT_LIST_DIR}/python/bno055.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ft5x06.py
  ${CMAKE_CURRENT_LIST_DIR}/python/modbus.py
  ${CMAKE_CURRENT_LIST_DIR}/python/mqtt.py
  ${CMAKE_CURRENT_LIST_DIR}/python/mutex.py
  ${CMAKE_CURRENT_LIST_DIR}/python/network.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ntptime.py
  ${CMAKE_CURRENT_LIST_DIR}/python/pca9674a.py
  ${CMAKE_CURRENT_LIST_DIR}/python/pid.py
  ${CMAKE_CURRENT_LIST_DIR}/python/pyb.py
  ${CMAKE_CURRENT_LIST_DIR}/python/requests.py
  ${CMAKE_CURRENT_LIST_DIR}/python/rpc.py
  ${CMAKE_CURRENT_LIST_DIR}/python/ssd1306.py
  ${CMAKE_CURRENT_LIST_DIR}/python/tb6612.py
  ${CMAKE_CURRENT_LIST_DIR}/python/tfp410.py
  ${CMAKE_CURRENT_LIST_DIR}/python/vl53l1x.py
  ${CMAKE_CURRENT_LIST_DIR}/python/openamp.py
  ${CMAKE_CURRENT_LIST_DIR}/python/_second_core.py
  ${CMAKE_CURRENT_LIST_DIR}/python/_usb_vcp.py
)
