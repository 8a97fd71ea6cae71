// SPDX-License-Identifier: MIT
// time.clock(): frames per second as the scripts of OpenMV count them.
#include "firmware/modules/port.h"

#include "py/obj.h"
#include "py/runtime.h"

typedef struct {
    mp_obj_base_t base;
    int64_t started;  // of the current frame, milliseconds
    int64_t total;  // of all frames, milliseconds
    int64_t frames;
} clock_obj_t;

static int64_t now_ms(void)
{
    return omv_port_now() / 1000;
}

static void clock_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind)
{
    (void)kind;
    clock_obj_t* self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, "t_start:%d t_ticks:%d t_frame:%d\n", (int)self->started, (int)self->total,
              (int)self->frames);
}

static mp_obj_t clock_reset(mp_obj_t self_in)
{
    clock_obj_t* self = MP_OBJ_TO_PTR(self_in);
    self->started = now_ms();
    self->total = 0;
    self->frames = 0;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(clock_reset_obj, clock_reset);

static mp_obj_t clock_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                               const mp_obj_t* args)
{
    (void)args;
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    mp_obj_t self = MP_OBJ_FROM_PTR(mp_obj_malloc(clock_obj_t, type));
    clock_reset(self);
    return self;
}

static mp_obj_t clock_tick(mp_obj_t self_in)
{
    ((clock_obj_t*)MP_OBJ_TO_PTR(self_in))->started = now_ms();
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(clock_tick_obj, clock_tick);

// Each call of fps() or avg() counts one frame, as on the boards.
static void count_frame(clock_obj_t* self)
{
    ++self->frames;
    self->total += now_ms() - self->started;
}

static mp_obj_t clock_fps(mp_obj_t self_in)
{
    clock_obj_t* self = MP_OBJ_TO_PTR(self_in);
    count_frame(self);
    if (self->total == 0)
        return mp_obj_new_float(0);
    return mp_obj_new_float(1000.0f * (mp_float_t)self->frames / (mp_float_t)self->total);
}
static MP_DEFINE_CONST_FUN_OBJ_1(clock_fps_obj, clock_fps);

static mp_obj_t clock_avg(mp_obj_t self_in)
{
    clock_obj_t* self = MP_OBJ_TO_PTR(self_in);
    count_frame(self);
    return mp_obj_new_float((mp_float_t)self->total / (mp_float_t)self->frames);
}
static MP_DEFINE_CONST_FUN_OBJ_1(clock_avg_obj, clock_avg);

static const mp_rom_map_elem_t clock_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_tick), MP_ROM_PTR(&clock_tick_obj)},
    {MP_ROM_QSTR(MP_QSTR_fps), MP_ROM_PTR(&clock_fps_obj)},
    {MP_ROM_QSTR(MP_QSTR_avg), MP_ROM_PTR(&clock_avg_obj)},
    {MP_ROM_QSTR(MP_QSTR_reset), MP_ROM_PTR(&clock_reset_obj)},
};
static MP_DEFINE_CONST_DICT(clock_locals, clock_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(omv_clock_type, MP_QSTR_clock, MP_TYPE_FLAG_NONE, make_new, clock_make_new,
                         print, clock_print, locals_dict, &clock_locals);
