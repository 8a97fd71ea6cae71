// SPDX-License-Identifier: MIT
// Module umalloc: the pools that frame buffers come from. Here they come from the computer's
// memory, so all of each pool is reported as free.
#include "firmware/modules/port.h"

#include "py/obj.h"
#include "py/runtime.h"

static mp_obj_t umalloc_nothing(void)
{
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(umalloc_nothing_obj, umalloc_nothing);

struct pools {
    size_t count;
    size_t bytes;
};

// Of one pool, or of all.
static struct pools pools_arg(size_t n_args, const mp_obj_t* args)
{
    struct pools pools = {0, 0};
    const size_t all = omv_port_memory_pools();
    if (n_args == 0) {
        for (; pools.count < all; ++pools.count)
            pools.bytes += omv_port_memory_pool(pools.count);
        return pools;
    }
    const mp_int_t index = mp_obj_get_int(args[0]);
    if (index < 0 || (size_t)index >= all)
        mp_raise_ValueError(MP_ERROR_TEXT("no such pool"));
    pools.count = 1;
    pools.bytes = omv_port_memory_pool((size_t)index);
    return pools;
}

static mp_obj_t umalloc_stats(size_t n_args, const mp_obj_t* args)
{
    const struct pools pools = pools_arg(n_args, args);
    // Blocks: used, free, persistent; bytes: used, free, persistent, most that were used.
    const mp_obj_t none = MP_OBJ_NEW_SMALL_INT(0);
    const mp_obj_t items[7] = {none, mp_obj_new_int_from_uint(pools.count), none,
                               none, mp_obj_new_int_from_uint(pools.bytes), none,
                               none};
    return mp_obj_new_tuple(7, items);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(umalloc_stats_obj, 0, 1, umalloc_stats);

static mp_obj_t umalloc_print_stats(size_t n_args, const mp_obj_t* args)
{
    const struct pools pools = pools_arg(n_args, args);
    mp_printf(&mp_plat_print, "blocks used: 0 free: %u persistent: 0\n", (unsigned)pools.count);
    mp_printf(&mp_plat_print, "bytes used: 0 free: %u persistent: 0 peak: 0\n",
              (unsigned)pools.bytes);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(umalloc_print_stats_obj, 0, 1, umalloc_print_stats);

static const mp_rom_map_elem_t umalloc_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_umalloc)},
    {MP_ROM_QSTR(MP_QSTR_init), MP_ROM_PTR(&umalloc_nothing_obj)},
    {MP_ROM_QSTR(MP_QSTR_collect), MP_ROM_PTR(&umalloc_nothing_obj)},
    {MP_ROM_QSTR(MP_QSTR_stats), MP_ROM_PTR(&umalloc_stats_obj)},
    {MP_ROM_QSTR(MP_QSTR_print_stats), MP_ROM_PTR(&umalloc_print_stats_obj)},
};
static MP_DEFINE_CONST_DICT(umalloc_globals, umalloc_globals_table);

const mp_obj_module_t omv_module_umalloc = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&umalloc_globals,
};
MP_REGISTER_MODULE(MP_QSTR_umalloc, omv_module_umalloc);
