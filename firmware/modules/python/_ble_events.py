# SPDX-License-Identifier: MIT
"""_ble_events: the numbers of bluetooth's events, which MicroPython's documentation gives."""

CENTRAL_CONNECT = 1
CENTRAL_DISCONNECT = 2
GATTS_WRITE = 3
GATTS_READ_REQUEST = 4
SCAN_RESULT = 5
SCAN_DONE = 6
PERIPHERAL_CONNECT = 7
PERIPHERAL_DISCONNECT = 8
SERVICE_RESULT = 9  # up to the last of descriptors: for each list a result and its end
DESCRIPTOR_DONE = 14
READ_RESULT = 15
READ_DONE = 16
WRITE_DONE = 17
NOTIFY = 18
INDICATE = 19
INDICATE_DONE = 20
MTU_EXCHANGED = 21

NOBODY = 65535  # in the place of a connection that was not made
SCAN_RESPONSE = 4  # a kind of what was heard
