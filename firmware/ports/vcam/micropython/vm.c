// SPDX-License-Identifier: MIT
#include "vm.h"

#include "firmware/modules/board_modules.h"
#include "firmware/modules/port.h"
#include "vfs_type.h"

#include <stdlib.h>
#include <string.h>

#include "extmod/vfs.h"
#include "genhdr/mpversion.h"
#include "py/builtin.h"
#include "py/compile.h"
#include "py/cstack.h"
#include "py/gc.h"
#include "py/mperrno.h"
#include "py/mphal.h"
#include "py/runtime.h"
#include "shared/readline/readline.h"
#include "shared/runtime/gchelper.h"
#include "shared/runtime/interrupt_char.h"
#include "shared/runtime/pyexec.h"
#include "shared/runtime/softtimer.h"

static const void* romfs_data;
static size_t romfs_size;
static struct omv_volume* card;

void omv_vm_enter_thread(size_t stack_size)
{
    mp_cstack_init_with_sp_here(stack_size);
}

// The camera's modules may bring their own: forget objects of the VM before.
__attribute__((weak)) void omv_camera_reset(void) {}

mp_obj_t omv_sdcard(void)
{
    return card ? omv_vfs_volume_new(card) : mp_const_none;
}

static void mount(struct omv_volume* volume, qstr name)
{
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t where = MP_OBJ_NEW_QSTR(name);
        mp_obj_t arguments[2] = {omv_vfs_volume_new(volume), where};
        mp_vfs_mount(2, arguments, (mp_map_t*)&mp_const_empty_map);
        mp_vfs_chdir(where);
        nlr_pop();
    } else {
        mp_obj_print_exception(&mp_plat_print, MP_OBJ_FROM_PTR(nlr.ret_val));
    }
}

void omv_vm_start(const struct omv_vm_config* config)
{
    gc_init(config->heap, (char*)config->heap + config->heap_size);
    mp_init();
    readline_init0();
    omv_channels_reset();
    omv_pins_reset();
    omv_rtc_reset();
    omv_wires_reset();
    omv_memory_reset();
    omv_camera_reset();
    omv_core_reset();
    romfs_data = config->romfs;
    romfs_size = config->romfs_size;
    card = config->card;
    // As the boards order it: ROM files first ("" and /rom come with mp_init and the mount).
    if (romfs_data)
        mp_vfs_mount_romfs_protected();
    if (!config->flash)
        return;
    mount(config->flash, MP_QSTR__slash_flash);
    mp_obj_list_append(mp_sys_path, MP_OBJ_NEW_QSTR(MP_QSTR__slash_flash));
    mp_obj_list_append(mp_sys_path, MP_OBJ_NEW_QSTR(MP_QSTR__slash_flash_slash_lib));
    if (!config->card_mounted)
        return;
    mount(card, MP_QSTR__slash_sdcard);
    mp_obj_list_append(mp_sys_path, MP_OBJ_NEW_QSTR(MP_QSTR__slash_sdcard));
    mp_obj_list_append(mp_sys_path, MP_OBJ_NEW_QSTR(MP_QSTR__slash_sdcard_slash_lib));
}

void omv_vm_end(void)
{
    omv_port_core_stop();
    soft_timer_deinit();
    gc_sweep_all();
    mp_deinit();
}

mp_obj_t mp_vfs_rom_ioctl(size_t n_args, const mp_obj_t* args)
{
    (void)n_args;
    switch (mp_obj_get_int(args[0])) {
    case MP_VFS_ROM_IOCTL_GET_NUMBER_OF_SEGMENTS: return MP_OBJ_NEW_SMALL_INT(romfs_data ? 1 : 0);
    case MP_VFS_ROM_IOCTL_GET_SEGMENT:
        if (!romfs_data)
            return MP_OBJ_NEW_SMALL_INT(-MP_EINVAL);
        return mp_obj_new_memoryview('B', romfs_size, (void*)romfs_data);
    default: return MP_OBJ_NEW_SMALL_INT(-MP_EINVAL);
    }
}

/// Runs what the lexer gives; NULL source: the file `name`.
static enum omv_vm_result execute(const char* name, const char* text, size_t size)
{
    nlr_buf_t nlr;
    nlr.ret_val = NULL;
    nlr_set_abort(&nlr);
    volatile enum omv_vm_result result = OMV_VM_FINISHED;
    if (nlr_push(&nlr) == 0) {
        // Already now, so that a STOP during compilation is kept and not lost.
        mp_hal_set_interrupt_char(3);
        omv_vm_executes(true);
        mp_lexer_t* lexer = text ? mp_lexer_new_from_str_len(MP_QSTR__lt_stdin_gt_, text, size, 0)
                                 : mp_lexer_new_from_file(qstr_from_str(name));
        qstr source = lexer->source_name;
        mp_parse_tree_t tree = mp_parse(lexer, MP_PARSE_FILE_INPUT);
        mp_obj_t script = mp_compile(&tree, source, false);
        mp_call_function_0(script);
        mp_handle_pending(true);
        nlr_pop();
    } else if (nlr.ret_val == NULL) {
        result = OMV_VM_ABORTED;
    } else {
        mp_handle_pending(false);
        mp_obj_t raised = MP_OBJ_FROM_PTR(nlr.ret_val);
        if (mp_obj_is_subclass_fast(MP_OBJ_FROM_PTR(mp_obj_get_type(raised)),
                                    MP_OBJ_FROM_PTR(&mp_type_SystemExit))) {
            result = OMV_VM_EXITED;
        } else {
            result = OMV_VM_RAISED;
            mp_obj_print_exception(&mp_plat_print, raised);
        }
    }
    mp_hal_set_interrupt_char(-1);
    omv_vm_executes(false);
    nlr_set_abort(NULL);
    return result;
}

void omv_vm_friendly_repl(void)
{
    pyexec_mode_kind = PYEXEC_MODE_FRIENDLY_REPL;
}

enum omv_vm_result omv_vm_repl(void)
{
    nlr_buf_t nlr;
    nlr.ret_val = NULL;
    nlr_set_abort(&nlr);
    volatile enum omv_vm_result result = OMV_VM_FINISHED;
    if (nlr_push(&nlr) == 0) {
        const bool raw = pyexec_mode_kind == PYEXEC_MODE_RAW_REPL;
        if ((raw ? pyexec_raw_repl() : pyexec_friendly_repl()) & PYEXEC_FORCED_EXIT)
            result = OMV_VM_EXITED;
        nlr_pop();
    } else if (nlr.ret_val == NULL) {
        result = OMV_VM_ABORTED;
    } else {
        mp_obj_print_exception(&mp_plat_print, MP_OBJ_FROM_PTR(nlr.ret_val));
    }
    mp_hal_set_interrupt_char(-1);
    omv_vm_executes(false);
    nlr_set_abort(NULL);
    return result;
}

enum omv_vm_result omv_vm_run(const char* text, size_t size)
{
    return execute(NULL, text, size);
}

bool omv_vm_has_file(const char* name)
{
    return mp_vfs_import_stat(name) == MP_IMPORT_STAT_FILE;
}

enum omv_vm_result omv_vm_run_file(const char* name)
{
    return execute(name, NULL, 0);
}

const char* omv_vm_version(void)
{
    return MICROPY_VERSION_STRING;
}

void gc_collect(void)
{
    gc_collect_start();
    gc_helper_collect_regs_and_stack();
    soft_timer_gc_mark_all();
    gc_collect_end();
}

void nlr_jump_fail(void* value)
{
    (void)value;
    abort();
}
