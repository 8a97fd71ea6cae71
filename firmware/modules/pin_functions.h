/* SPDX-License-Identifier: MIT */
#pragma once

#include <stddef.h>

/* How the processor of a board with `pyb` knows its pins. */
enum { OMV_PIN_FUNCTIONS = 6 };
struct omv_pin_function {
    int index; /* 0: no more */
    const char* name; /* "AF1_TIM1" */
};
struct omv_chip_pin {
    const char* name; /* on the board */
    char port; /* 'A'... */
    int number; /* 0..15 */
    struct omv_pin_function functions[OMV_PIN_FUNCTIONS];
};

/* NULL: nothing is known of it. */
const struct omv_chip_pin* omv_chip_pin(const char* board_name);
/* By the processor's name, such as "B15"; NULL: none of the board's. */
const struct omv_chip_pin* omv_chip_pin_named(const char* cpu_name);
