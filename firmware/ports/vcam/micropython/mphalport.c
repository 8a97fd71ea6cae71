// SPDX-License-Identifier: MIT
#include "py/mphal.h"

#include "firmware/modules/port.h"

#include <stdatomic.h>

#include "extmod/modmachine.h"
#include "py/gc.h"
#include "py/runtime.h"
#include "py/stream.h"
#include "shared/runtime/interrupt_char.h"
#include "shared/runtime/softtimer.h"

#include "vm.h"

_Atomic int omv_vm_pending;

// Requests that machine.disable_irq() holds back, and whether it does.
static mp_uint_t irq_disabled;
static int held_back;

static mp_sched_node_t job_node;
static mp_sched_node_t core_node;
static bool executes;

static void serve_jobs(mp_sched_node_t* node)
{
    (void)node;
    omv_channels_serve();
}

static void serve_core(mp_sched_node_t* node)
{
    (void)node;
    omv_core_serve();
}

static void serve_interrupts(int bits)
{
    if (bits & OMV_VM_TIMER)
        soft_timer_handler();
    if (bits & OMV_VM_PIN)
        omv_pins_serve();
    if (bits & OMV_VM_UART)
        omv_uarts_serve();
    if (bits & OMV_VM_WIRES)
        omv_wires_serve();
}

// Looks at what other threads asked for. Only on the VM thread; starts nothing by
// itself but a VM abort or scheduled callbacks, which mp_handle_pending() runs.
void omv_vm_poll(void)
{
    const int bits = atomic_exchange(&omv_vm_pending, 0);
    if ((bits & OMV_VM_ABORT) || ((bits & OMV_VM_STOP) && mp_interrupt_char != -1))
        mp_sched_vm_abort();
    if ((bits & OMV_VM_TYPED) && omv_port_look_typed(mp_interrupt_char))
        mp_sched_keyboard_interrupt();
    if (bits & OMV_VM_JOB)
        mp_sched_schedule_node(&job_node, serve_jobs);
    if (bits & OMV_VM_CORE)
        mp_sched_schedule_node(&core_node, serve_core);
    if (irq_disabled)
        held_back |= bits & (OMV_VM_TIMER | OMV_VM_PIN | OMV_VM_UART | OMV_VM_WIRES);
    else
        serve_interrupts(bits);
}

void omv_vm_serve(void)
{
    omv_vm_poll();
    mp_handle_pending(true);
}

// For C code that works for long: does not schedule what is served between byte codes only.
bool omv_vm_stop_wanted(void)
{
    const int bits = atomic_load_explicit(&omv_vm_pending, memory_order_relaxed);
    if ((bits & OMV_VM_ABORT) || ((bits & OMV_VM_STOP) && mp_interrupt_char != -1))
        return true;
    if (bits & OMV_VM_TYPED) {
        atomic_fetch_and(&omv_vm_pending, ~OMV_VM_TYPED);
        if (omv_port_look_typed(mp_interrupt_char))
            mp_sched_keyboard_interrupt();
    }
    return MP_STATE_VM(vm_abort) || MP_STATE_MAIN_THREAD(mp_pending_exception) != MP_OBJ_NULL;
}

bool omv_vm_has_pending(void)
{
    return atomic_load(&omv_vm_pending) != 0;
}

void omv_vm_set_pending(int bits)
{
    atomic_fetch_or(&omv_vm_pending, bits);
}

void omv_vm_clear_stop(void)
{
    atomic_fetch_and(&omv_vm_pending, ~(OMV_VM_STOP | OMV_VM_ABORT));
    irq_disabled = 0;
    held_back = 0;
}

mp_uint_t omv_vm_disable_irq(void)
{
    const mp_uint_t before = irq_disabled;
    irq_disabled = 1;
    return before;
}

void omv_vm_enable_irq(mp_uint_t state)
{
    irq_disabled = state;
    if (irq_disabled || !held_back)
        return;
    // Looked at again at the next hook: this may be inside the scheduler.
    atomic_fetch_or(&omv_vm_pending, held_back);
    held_back = 0;
}

void omv_vm_wait_ms(mp_int_t ms)
{
    if (ms != 0)
        omv_port_wait(ms < 0 ? 1000000u : (uint64_t)ms * 1000u);
    omv_vm_poll();
}

void omv_vm_wait_until(int64_t time)
{
    omv_vm_serve();
    for (int64_t left = time - omv_port_now(); left > 0; left = time - omv_port_now()) {
        omv_port_wait((uint64_t)left);
        omv_vm_serve();
    }
}

void mp_hal_delay_ms(mp_uint_t ms)
{
    omv_vm_wait_until(omv_port_now() + (int64_t)ms * 1000);
}

void mp_hal_delay_us(mp_uint_t us)
{
    if (us >= 1000) {
        omv_vm_wait_until(omv_port_now() + (int64_t)us);
        return;
    }
    const int64_t end = omv_port_now() + (int64_t)us;
    while (omv_port_now() < end) {}
}

mp_uint_t mp_hal_ticks_ms(void)
{
    return (mp_uint_t)(omv_port_now() / 1000);
}

mp_uint_t mp_hal_ticks_us(void)
{
    return (mp_uint_t)omv_port_now();
}

uint64_t mp_hal_time_ns(void)
{
    return (uint64_t)omv_port_wall_clock() * 1000u;
}

// Whether a STOP may end the script from here.
static bool may_be_left(void)
{
    return executes && nlr_get_abort() != NULL && !gc_is_locked();
}

void omv_vm_executes(bool on)
{
    executes = on;
}

// Waits for the host to read, serving what is posted. Outside of a script there is no
// waiting: the port keeps room for the few lines that are printed there.
static size_t wait_for_room(void)
{
    size_t room = omv_port_stdout_room();
    while (room == 0 && may_be_left()) {
        omv_vm_serve();
        room = omv_port_stdout_room();
        if (room == 0)
            omv_port_wait(1000000u);
    }
    return room;
}

mp_uint_t mp_hal_stdout_tx_strn(const char* text, size_t size)
{
    size_t done = 0;
    while (done < size) {
        const size_t room = wait_for_room();
        const size_t part = room == 0 || room > size - done ? size - done : room;
        omv_port_stdout(text + done, part);
        done += part;
    }
    return size;
}

void omv_vm_print(const char* text, size_t size)
{
    mp_hal_stdout_tx_strn_cooked(text, size);
}

// Keys come from the terminal only: a protocol host types nothing.
int mp_hal_stdin_rx_chr(void)
{
    for (;;) {
        omv_vm_poll();
        if (omv_port_prompt_over())
            mp_sched_vm_abort();
        mp_handle_pending(true);
        const int key = omv_port_next_typed();
        if (key >= 0)
            return key;
        omv_port_wait(1000000u);
    }
}

uintptr_t mp_hal_stdio_poll(uintptr_t flags)
{
    omv_vm_poll();
    return (omv_port_has_typed() ? flags & MP_STREAM_POLL_RD : 0) | (flags & MP_STREAM_POLL_WR);
}

unsigned long omv_port_random_seed(void)
{
    return omv_port_random();
}

uint32_t soft_timer_get_ms(void)
{
    return (uint32_t)mp_hal_ticks_ms();
}

void soft_timer_schedule_at_ms(uint32_t ticks_ms)
{
    const int32_t left = (int32_t)(ticks_ms - soft_timer_get_ms());
    omv_port_set_alarm(omv_port_now() + (left > 0 ? (int64_t)left * 1000 : 0));
}
