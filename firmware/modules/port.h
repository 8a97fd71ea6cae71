/* SPDX-License-Identifier: MIT */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the MicroPython modules in C need of the board around them. Implemented
 * by the port; called on the VM thread unless a function says otherwise. None of
 * these raises or runs Python code. */

#ifdef __cplusplus
extern "C" {
#endif

/* Time, microseconds. */
int64_t omv_port_now(void); /* monotonic, since power-on */
int64_t omv_port_wall_clock(void); /* the RTC, since 1970, UTC */
void omv_port_set_wall_clock(int64_t microseconds);
/* Has OMV_VM_TIMER posted at that time; INT64_MAX: no more. */
void omv_port_set_alarm(int64_t time);

/* Text of the script, line ends as \r\n. */
void omv_port_stdout(const char* text, size_t size);
/* How much of it can be printed now without losing what is unread: 0 = none, OMV_VM_WAKE
 * is posted when there is room again. With the board's limits text is lost, as on a
 * board, and this is SIZE_MAX. */
size_t omv_port_stdout_room(void);

/* The terminal: keys typed at the serial port. */
bool omv_port_look_typed(int interrupt); /* at new ones; true: `interrupt` was among them */
int omv_port_next_typed(void); /* of those looked at; -1: none */
bool omv_port_has_typed(void);
/* The prompt has to be left: a host's script waits, or power goes. */
bool omv_port_prompt_over(void);
const char* omv_port_banner(void); /* "OpenMV v5.0.0; MicroPython v1.25.0" */
const char* omv_port_banner_machine(void); /* "; BOARD with MCU" */

/* Board */
const char* omv_port_arch(void);
const char* omv_port_board_type(void);
const char* omv_port_board_id(void); /* omv.board_id(); empty on some boards */
const uint8_t* omv_port_unique_id(size_t* size);
/* The board's firmware has this module (for those that not every board has). */
bool omv_port_has_module(const char* name);
/* Pools that the board's frame buffers come from, and their sizes. */
size_t omv_port_memory_pools(void);
size_t omv_port_memory_pool(size_t index);
/* Of the core and, where the board tells them, its buses, Hz; how many there are. */
size_t omv_port_clocks(const uint32_t** clocks);
bool omv_port_host_connected(void);
uint32_t omv_port_random(void);

/* Power. The calls after which a script cannot go on only ask for it: the caller
 * then ends the VM by omv_vm_leave(). */
enum omv_power { OMV_POWER_RESET, OMV_POWER_BOOTLOADER, OMV_POWER_DEEP_SLEEP };
void omv_port_power(enum omv_power what, int64_t sleep_us); /* sleep_us < 0: until woken */
int omv_port_reset_cause(void); /* machine.reset_cause() */
/* Whether the process may read, or write, all of these bytes. */
bool omv_port_has_memory(uintptr_t address, size_t size, bool writing);
void omv_port_hard_fault(uintptr_t address); /* tells it; asks for a reset */
void omv_port_watchdog(int64_t timeout_us); /* starts or feeds it */

/* Pins, by index. */
enum omv_pin_mode { OMV_PIN_IN, OMV_PIN_OUT, OMV_PIN_OPEN_DRAIN };
enum omv_pin_pull { OMV_PULL_NONE, OMV_PULL_UP, OMV_PULL_DOWN };
enum { OMV_EDGE_RISING = 1, OMV_EDGE_FALLING = 2 };
int omv_port_pin_find(const char* name); /* -1: no such pin */
const char* omv_port_pin_name(int pin);
void omv_port_pin_configure(int pin, enum omv_pin_mode mode, enum omv_pin_pull pull);
enum omv_pin_mode omv_port_pin_mode(int pin);
bool omv_port_pin_read(int pin);
void omv_port_pin_write(int pin, bool level);
void omv_port_pin_interrupt(int pin, int edges); /* 0: off */
/* Takes one pin interrupt that happened; false when there is none. */
bool omv_port_pin_take_event(int* pin, int* edge);

/* Wires that outside joins, buses and converters. Pins by index; -1: none. */
enum omv_bus { OMV_BUS_I2C, OMV_BUS_SPI, OMV_BUS_UART, OMV_BUS_CAN, OMV_BUS_KINDS };
/* Their pins: scl, sda | sck, mosi, miso | tx, rx | tx, rx. False: the board has no such bus. */
bool omv_port_bus(enum omv_bus kind, int id, int pins[3]);
bool omv_port_wired(int a, int b); /* a wire outside joins these two pins */
enum { OMV_I2C_READ = 1, OMV_I2C_STOP = 2 };
/* Bytes acknowledged (0 when reading), or a negative errno. */
int omv_port_i2c(int scl, int sda, int address, int flags, uint8_t* data, size_t size);
void omv_port_spi(int mosi, int miso, const uint8_t* out, uint8_t* in, size_t size);
void omv_port_uart_open(int id, size_t receive_buffer);
size_t omv_port_uart_any(int id);
size_t omv_port_uart_read(int id, uint8_t* data, size_t size);
void omv_port_uart_write(int id, const uint8_t* data, size_t size);
/* CAN. OMV_VM_WIRES is posted when a frame comes, or when somebody may acknowledge again. */
enum { OMV_CAN_REMOTE = 1, OMV_CAN_EXTENDED = 2, OMV_CAN_BYTES = 64 };
struct omv_can_frame {
    uint32_t id;
    uint32_t flags;
    size_t size;
    uint8_t data[OMV_CAN_BYTES];
};
bool omv_port_can_send(int id, const struct omv_can_frame* frame); /* false: nobody acknowledged */
bool omv_port_can_receive(int id, struct omv_can_frame* frame); /* false: none waits */
/* The monitor at the HDMI socket, its description (EDID), and the CEC line, where a frame's first
 * byte is sender << 4 | receiver. OMV_VM_WIRES is posted when the plug or the line changes. */
enum { OMV_CEC_BYTES = 16, OMV_EDID_BYTES = 128 };
bool omv_port_monitor(void);
void omv_port_edid(uint8_t data[OMV_EDID_BYTES]);
bool omv_port_cec_send(const uint8_t* frame, size_t size); /* false: nobody acknowledged */
size_t omv_port_cec_receive(uint8_t frame[OMV_CEC_BYTES]); /* 0: none waits */
/* What the word at this address holds before anybody wrote there. */
uint32_t omv_port_register(uint32_t address);
float omv_port_adc(int pin); /* of full scale; negative: no analog input */
bool omv_port_dac(int pin, float volts); /* false: no analog output */
bool omv_port_has_pwm(int pin);
void omv_port_pwm(int pin, uint32_t frequency, uint32_t duty_ns); /* frequency 0: off */
bool omv_port_network(void); /* sockets may be used, on the loopback */
/* The radio between virtual cameras: packets to one of them, by number, or to all (0). */
enum { OMV_RADIO_BYTES = 1024 };
int omv_port_radio_open(void); /* this one's number; alone unless the network is allowed */
void omv_port_radio_close(void);
/* 1 sent; 0 no room there now; -1 nobody is there. */
int omv_port_radio_send(int to, const uint8_t* data, size_t size);
size_t omv_port_radio_receive(uint8_t data[OMV_RADIO_BYTES]); /* 0: none waits */
/* Of the real-time clock: ends deep sleep, and light sleep; INT64_MAX: none. */
void omv_port_set_wake(int64_t time);
int64_t omv_port_wake(void);

/* The board's other core, and messages between the two: this VM's address, the other's. */
enum { OMV_CORE_MESSAGE = 496 }; /* bytes at most */
bool omv_port_core_start(uint32_t entry); /* false: no firmware is there, or it cannot run */
void omv_port_core_stop(void);
bool omv_port_core_runs(void);
/* 1 sent; 0 no room now, OMV_VM_WAKE is posted when there is; -1 nobody there. */
int omv_port_core_send(uint32_t from, uint32_t to, const uint8_t* data, size_t size);
/* Bytes put into `data`; -1: no message waits, OMV_VM_CORE is posted when one does. */
int omv_port_core_receive(uint32_t* from, uint32_t* to, uint8_t data[OMV_CORE_MESSAGE]);

/* Protocol channels made by scripts, by slot. */
enum { OMV_CHANNEL_SLOTS = 32, OMV_PENDING = -2, OMV_FAILED = -1 };
void omv_port_channel_register(int slot, const char* name, uint8_t flags, bool zero_copy);
int omv_port_channel_register_result(void); /* the id, OMV_PENDING or OMV_FAILED */
void omv_port_channel_event(int slot, uint16_t code, bool want_ack);
int omv_port_channel_event_result(void); /* 0 = acknowledged, OMV_PENDING or OMV_FAILED */

/* One call of the protocol into the VM. The memory belongs to the port and is
 * valid until omv_port_job_done(). */
enum omv_job_kind {
    OMV_JOB_MEMORY, /* value: GC heap total; shape[0] used, shape[1] free */
    OMV_JOB_POLL,
    OMV_JOB_LOCK,
    OMV_JOB_UNLOCK,
    OMV_JOB_SIZE,
    OMV_JOB_SHAPE,
    OMV_JOB_READ,
    OMV_JOB_READP,
    OMV_JOB_WRITE,
    OMV_JOB_IOCTL
};
struct omv_job {
    enum omv_job_kind kind;
    int slot;
    uint32_t offset; /* or the ioctl request */
    const uint8_t* in;
    size_t in_size;
    uint8_t* out;
    size_t out_size; /* room; after the call: bytes put there */
    bool ok;
    uint32_t value;
    uint32_t shape[4];
    size_t shape_count;
};
struct omv_job* omv_port_take_job(void); /* NULL: none waits */
void omv_port_job_done(struct omv_job* job);

/* Requests to the VM, as bits. omv_vm_post() may be called on any thread. */
enum {
    OMV_VM_STOP = 1, /* as micropython.kbd_intr() allows */
    OMV_VM_ABORT = 2, /* in any case */
    OMV_VM_JOB = 4,
    OMV_VM_TIMER = 8,
    OMV_VM_PIN = 16,
    OMV_VM_WAKE = 32, /* look again at what you wait for */
    OMV_VM_TYPED = 64,
    OMV_VM_UART = 128,
    OMV_VM_CORE = 256, /* a message of the other core */
    OMV_VM_WIRES = 512 /* CAN or the monitor */
};
void omv_vm_post(int bits);
/* On the VM thread. The script has to end: STOP, a reset, Ctrl-C. Cheap. */
bool omv_vm_stop_wanted(void);
/* Serves what was posted; leaves by an exception or abort when the script has to end. */
void omv_vm_serve(void);
/* Sleeps until something was posted, at most `microseconds`. Implemented by the port. */
void omv_port_wait(uint64_t microseconds);
/* Implemented by the modules, called by the VM's hooks. */
void omv_channels_serve(void);
void omv_pins_serve(void);
void omv_uarts_serve(void);
void omv_wires_serve(void);
void omv_core_serve(void);
/* Ends the script at once; what was asked of the port happens then. */
__attribute__((noreturn)) void omv_vm_leave(void);
bool omv_memory_is_of_script(uintptr_t address, size_t size);
/* A line that the second core printed goes to the other: 1 sent, 0 no room now,
 * -1 nobody there listens. */
int omv_core_print(const char* text, size_t size);
/* Called when a fresh VM starts: forget the objects of the one before. */
void omv_core_reset(void);
void omv_channels_reset(void);
void omv_pins_reset(void);
void omv_rtc_reset(void);
void omv_wires_reset(void);
void omv_memory_reset(void);
void omv_camera_reset(void); /* optional; by the camera's modules */

#ifdef __cplusplus
}
#endif
