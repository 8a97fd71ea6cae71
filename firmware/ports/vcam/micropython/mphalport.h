// SPDX-License-Identifier: MIT
#pragma once

#include "py/mpconfig.h"

#include <errno.h>
#include <stdbool.h>

void mp_hal_set_interrupt_char(int c);

void omv_vm_poll(void);
/* A script's code runs: it may wait and be stopped where it prints. */
void omv_vm_executes(bool on);
/// Sleeps at most `ms` milliseconds; a request of another thread ends it early.
void omv_vm_wait_ms(mp_int_t ms);
#define MICROPY_INTERNAL_WFE(ms) omv_vm_wait_ms((mp_int_t)(ms))
#define MICROPY_INTERNAL_EVENT_HOOK omv_vm_poll()

#define mp_hal_ticks_cpu() mp_hal_ticks_us()

// machine.disable_irq() holds back timers and pin interrupts; nothing else can
// interrupt the one VM thread.
mp_uint_t omv_vm_disable_irq(void);
void omv_vm_enable_irq(mp_uint_t state);
#define MICROPY_BEGIN_ATOMIC_SECTION() omv_vm_disable_irq()
#define MICROPY_END_ATOMIC_SECTION(state) omv_vm_enable_irq(state)

// Pins, for machine.Signal and the like.
#define mp_hal_pin_obj_t mp_obj_t
#define mp_hal_get_pin_obj(id) omv_pin_checked(id)
#define mp_hal_pin_read(pin) omv_pin_level(pin)
struct _mp_obj_base_t;
void* omv_pin_checked(void* id);
int omv_pin_level(void* pin);
