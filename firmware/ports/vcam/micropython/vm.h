/* SPDX-License-Identifier: MIT */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The one MicroPython VM of the process. All of it is called on the VM thread;
 * omv_vm_enter_thread() from a frame below which everything else happens. */

#ifdef __cplusplus
extern "C" {
#endif

struct omv_volume; /* see vfs_volume.h */

struct omv_vm_config {
    void* heap;
    size_t heap_size;
    struct omv_volume* flash; /* or NULL */
    struct omv_volume* card; /* in the micro SD slot, or NULL */
    bool card_mounted; /* at /sdcard, where scripts are run from then */
    const void* romfs; /* image for /rom, or NULL */
    size_t romfs_size;
};

enum omv_vm_result { OMV_VM_FINISHED, OMV_VM_RAISED, OMV_VM_EXITED, OMV_VM_ABORTED };

void omv_vm_enter_thread(size_t stack_size);
/* Starts a fresh VM and mounts the file systems. */
void omv_vm_start(const struct omv_vm_config* config);
/* Runs every finaliser and ends the VM. */
void omv_vm_end(void);
/* Runs a script as "<stdin>"; prints the traceback if it raises. */
enum omv_vm_result omv_vm_run(const char* text, size_t size);
/* The same for a file of the working directory. */
bool omv_vm_has_file(const char* name);
enum omv_vm_result omv_vm_run_file(const char* name);
/* The prompt: FINISHED: call it again, EXITED: what was typed asks for a soft reboot,
 * ABORTED: omv_port_prompt_over(). */
enum omv_vm_result omv_vm_repl(void);
/* The next prompt is one for people, whatever program talked to it before. */
void omv_vm_friendly_repl(void);
/* Forgets STOP requests that came too late. */
void omv_vm_clear_stop(void);
/* Whether anything was posted and not yet looked at. Any thread. */
bool omv_vm_has_pending(void);
void omv_vm_set_pending(int bits);
/* Waits until omv_port_now() >= time, serving what is posted. May leave by an
 * exception or abort of the VM. */
void omv_vm_wait_until(int64_t time);
/* Prints text of the script, with line ends made \r\n. */
void omv_vm_print(const char* text, size_t size);
/* Version text, "1.25.0". */
const char* omv_vm_version(void);

#ifdef __cplusplus
}
#endif
