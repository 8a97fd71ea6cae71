// SPDX-License-Identifier: MIT
// MicroPython as a static library in the virtual camera: one VM, on a thread of its own.
#pragma once

#include <alloca.h>
#include <limits.h>
#include <stdint.h>
#include <sys/types.h>

typedef intptr_t mp_int_t;
typedef uintptr_t mp_uint_t;
typedef off_t mp_off_t;

#define MICROPY_CONFIG_ROM_LEVEL (MICROPY_CONFIG_ROM_LEVEL_EXTRA_FEATURES)
#define MICROPY_HW_BOARD_NAME "OpenMV virtual camera"
#define MICROPY_HW_MCU_NAME "host"
#define MICROPY_PY_SYS_PLATFORM "openmv"
#define MP_STATE_PORT MP_STATE_VM

// Memory
#define MICROPY_ENABLE_GC (1)
#define MICROPY_ENABLE_FINALISER (1)
#define MICROPY_STACK_CHECK (1)
#define MICROPY_STACK_CHECK_MARGIN (16384)
#define MICROPY_ALLOC_PATH_MAX (256)
#define MICROPY_ENABLE_EMERGENCY_EXCEPTION_BUF (1)
#define MICROPY_EMERGENCY_EXCEPTION_BUF_SIZE (0)  // alloc_emergency_exception_buf() sets it
#define MICROPY_PY_GC_COLLECT_RETVAL (1)

// Numbers: single precision, as on the boards.
#define MICROPY_FLOAT_IMPL (MICROPY_FLOAT_IMPL_FLOAT)
#define MICROPY_FLOAT_USE_NATIVE_FLT16 (0)
#define MICROPY_LONGINT_IMPL (MICROPY_LONGINT_IMPL_MPZ)
#define MPZ_DIG_SIZE (16)  // what frozen code assumes, also on 64-bit hosts
#define MICROPY_PY_MATH_GAMMA_FIX_NEGINF (0)

#define MICROPY_ERROR_REPORTING (MICROPY_ERROR_REPORTING_NORMAL)
#define MICROPY_WARNINGS (1)
#define MICROPY_OPT_COMPUTED_GOTO (1)
#define MICROPY_PERSISTENT_CODE_LOAD (1)

// The terminal; its banner is defined in micropython.cmake.
#define MICROPY_HELPER_REPL (1)
#define MICROPY_REPL_EVENT_DRIVEN (0)
#define MICROPY_BOARD_BEFORE_PYTHON_EXEC(kind, flags) omv_vm_executes(true)
#define MICROPY_BOARD_AFTER_PYTHON_EXEC(kind, flags, raised, result) omv_vm_executes(false)

// STOP is a VM abort: no except, no finally, no traceback.
#define MICROPY_KBD_EXCEPTION (1)
#define MICROPY_ENABLE_VM_ABORT (1)
#define MICROPY_ENABLE_SCHEDULER (1)
#define MICROPY_SCHEDULER_DEPTH (8)
#define MICROPY_SCHEDULER_STATIC_NODES (1)
#define MICROPY_PY_THREAD (0)
#define MICROPY_ASYNC_KBD_INTR (0)

// Files: our own confined file system type (vfs_volume.c) and ROMFS.
#define MICROPY_VFS (1)
#define MICROPY_READER_VFS (1)
#define MICROPY_VFS_POSIX (0)
#define MICROPY_VFS_FAT (0)
#define MICROPY_VFS_LFS1 (0)
#define MICROPY_VFS_LFS2 (0)
#define MICROPY_VFS_ROM (1)
#define MICROPY_VFS_ROM_IOCTL (1)
#define MICROPY_EPOCH_IS_1970 (1)

// Modules
#define MICROPY_PY_SYS_STDFILES (1)
#define MICROPY_PY_SYS_STDIO_BUFFER (1)
#define MICROPY_PY_SYS_ATEXIT (0)
#define MICROPY_PY_TIME (1)
#define MICROPY_PY_TIME_GMTIME_LOCALTIME_MKTIME (1)
#define MICROPY_PY_TIME_TIME_TIME_NS (1)
#define MICROPY_PY_TIME_INCLUDEFILE "firmware/modules/time_port.inc"
extern const struct _mp_obj_type_t omv_clock_type;
#define MICROPY_PY_TIME_EXTRA_GLOBALS {MP_ROM_QSTR(MP_QSTR_clock), MP_ROM_PTR(&omv_clock_type)},
#define MICROPY_PY_OS_INCLUDEFILE "firmware/modules/os_port.inc"
#define MICROPY_PY_OS_DUPTERM (0)
#define MICROPY_PY_OS_URANDOM (1)
#define MICROPY_PY_OS_SYNC (1)
#define MICROPY_PY_OS_UNAME (0)  // made by the frozen os.py, which knows the board
#define MICROPY_PY_OS_STATVFS (1)
#define MICROPY_PY_SELECT_POSIX_OPTIMISATIONS (0)
#define MICROPY_PY_SOCKET (0)
#define MICROPY_PY_FRAMEBUF (1)
#define MICROPY_PY_SSL (0)
#define MICROPY_PY_CRYPTOLIB (0)
#define MICROPY_PY_HASHLIB_MD5 (0)
#define MICROPY_PY_HASHLIB_SHA1 (0)
#define MICROPY_PY_WEBREPL (0)
#define MICROPY_PY_BUILTINS_HELP_MODULES (1)
unsigned long omv_port_random_seed(void);
#define MICROPY_PY_RANDOM_SEED_INIT_FUNC (omv_port_random_seed())

// Functions as bytes: how a task gets to the second core.
#define MICROPY_PY_FUNCTION_ATTRS_CODE (1)
#define MICROPY_PY_MARSHAL (1)

#define MICROPY_PY_MACHINE (1)
#define MICROPY_PY_MACHINE_INCLUDEFILE "firmware/modules/machine_port.inc"
#define MICROPY_PY_MACHINE_RESET (1)
#define MICROPY_PY_MACHINE_BOOTLOADER (1)
#define MICROPY_PY_MACHINE_BARE_METAL_FUNCS (1)
#define MICROPY_PY_MACHINE_DISABLE_IRQ_ENABLE_IRQ (1)
#define MICROPY_PY_MACHINE_PIN_BASE (0)
#define MICROPY_PY_MACHINE_SIGNAL (1)
#define MICROPY_PY_MACHINE_PIN_MAKE_NEW mp_pin_make_new
#define MICROPY_PY_MACHINE_TIMER (1)
#define MICROPY_PY_MACHINE_WDT (1)
#define MICROPY_PY_MACHINE_WDT_INCLUDEFILE "firmware/modules/wdt_port.inc"
#define MICROPY_PY_MACHINE_PULSE (1)
#define MICROPY_PY_MACHINE_BITSTREAM (1)
#define MICROPY_PY_MACHINE_I2C (1)
#define MICROPY_PY_MACHINE_SPI (1)
// Ours are not made by toggling pins: nothing outside could follow.
#define MICROPY_PY_MACHINE_SOFTI2C (0)
#define MICROPY_PY_MACHINE_SOFTSPI (0)
#define MICROPY_PY_MACHINE_ADC (1)
#define MICROPY_PY_MACHINE_ADC_INCLUDEFILE "firmware/modules/machine_adc_port.inc"
#define MICROPY_PY_MACHINE_PWM (1)
#define MICROPY_PY_MACHINE_PWM_INCLUDEFILE "firmware/modules/machine_pwm_port.inc"
#define MICROPY_PY_MACHINE_UART (1)
#define MICROPY_PY_MACHINE_UART_INCLUDEFILE "firmware/modules/machine_uart_port.inc"
#define MICROPY_PY_MACHINE_UART_IRQ (1)
#define MICROPY_PY_MACHINE_UART_SENDBREAK (1)
// Addresses of the boards' chips mean nothing here: machine_memory.c says what is there.
#define MICROPY_PY_MACHINE_MEMX (1)
#ifndef __cplusplus
uintptr_t omv_memory_for_reading(void* address, unsigned size);
uintptr_t omv_memory_for_writing(void* address, unsigned size);
#endif
#define MICROPY_MACHINE_MEM_GET_READ_ADDR omv_memory_for_reading
#define MICROPY_MACHINE_MEM_GET_WRITE_ADDR omv_memory_for_writing

// Soft timers run from the VM's own hooks.
#define MICROPY_PY_PENDSV_ENTER
#define MICROPY_PY_PENDSV_EXIT

// Requests of other threads: they set a bit in an atomic, and the VM looks at it
// at every back-edge. Nothing in mp_state_ctx is written from another thread.
#ifndef __cplusplus
#include <stdatomic.h>
extern _Atomic int omv_vm_pending;
void omv_vm_poll(void);
#define MICROPY_VM_HOOK_COUNT (16)
#define MICROPY_VM_HOOK_LOOP                                                                       \
    if (__builtin_expect(atomic_load_explicit(&omv_vm_pending, memory_order_relaxed), 0)) {        \
        omv_vm_poll();                                                                             \
    }
#define MICROPY_VM_HOOK_RETURN MICROPY_VM_HOOK_LOOP
#endif
