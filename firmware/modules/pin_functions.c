// SPDX-License-Identifier: MIT
// The Pure Thermal's pins as its STM32H743 knows them: ports, numbers and alternate functions, of
// those that MicroPython drives there.
#include "firmware/modules/pin_functions.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const struct omv_chip_pin pins[] = {
    {"P0",
     'B',
     15,
     {{1, "AF1_TIM1"}, {2, "AF2_TIM12"}, {3, "AF3_TIM8"}, {4, "AF4_USART1"}, {5, "AF5_SPI2"}}},
    {"P1",
     'B',
     14,
     {{1, "AF1_TIM1"},
      {2, "AF2_TIM12"},
      {3, "AF3_TIM8"},
      {4, "AF4_USART1"},
      {5, "AF5_SPI2"},
      {7, "AF7_USART3"}}},
    {"P2", 'B', 13, {{1, "AF1_TIM1"}, {5, "AF5_SPI2"}, {7, "AF7_USART3"}, {9, "AF9_CAN2"}}},
    {"P3", 'B', 12, {{1, "AF1_TIM1"}, {5, "AF5_SPI2"}, {7, "AF7_USART3"}, {9, "AF9_CAN2"}}},
    {"P4", 'B', 10, {{1, "AF1_TIM2"}, {4, "AF4_I2C2"}, {5, "AF5_SPI2"}, {7, "AF7_USART3"}}},
    {"P5", 'B', 11, {{1, "AF1_TIM2"}, {4, "AF4_I2C2"}, {7, "AF7_USART3"}}},
    {"P6", 'A', 5, {{1, "AF1_TIM2"}, {3, "AF3_TIM8"}}},
    {"P7", 'D', 12, {{2, "AF2_TIM4"}, {4, "AF4_I2C4"}, {7, "AF7_USART3"}}},
    {"P8", 'D', 13, {{2, "AF2_TIM4"}, {4, "AF4_I2C4"}}},
    {"P9", 'E', 2, {{0, NULL}}},
    {"LED_RED", 'C', 0, {{0, NULL}}},
    {"LED_GREEN", 'C', 2, {{5, "AF5_SPI2"}}},
    {"LED_BLUE", 'C', 1, {{5, "AF5_SPI2"}}},
    {"LED_WHITE", 'G', 3, {{0, NULL}}},
    {"BUZZER", 'A', 1, {{1, "AF1_TIM2"}, {2, "AF2_TIM5"}, {4, "AF4_TIM15"}}},
};
enum { PINS = sizeof pins / sizeof pins[0] };

const struct omv_chip_pin* omv_chip_pin(const char* board_name)
{
    for (size_t i = 0; i < PINS; ++i)
        if (strcmp(pins[i].name, board_name) == 0)
            return &pins[i];
    return NULL;
}

static bool is_number(const char* text, int number)
{
    char* end = NULL;
    return text[0] >= '0' && text[0] <= '9' && strtol(text, &end, 10) == number && *end == '\0';
}

const struct omv_chip_pin* omv_chip_pin_named(const char* cpu_name)
{
    for (size_t i = 0; i < PINS; ++i)
        if (cpu_name[0] == pins[i].port && is_number(cpu_name + 1, pins[i].number))
            return &pins[i];
    return NULL;
}
