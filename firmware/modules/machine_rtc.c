// SPDX-License-Identifier: MIT
// machine.RTC: the wall clock, which runs on through resets and deep sleep.
#include "firmware/modules/port.h"
#include "firmware/modules/sequence.h"

#include "py/obj.h"
#include "py/runtime.h"
#include "shared/timeutils/timeutils.h"

typedef struct {
    mp_obj_base_t base;
} rtc_obj_t;

extern const mp_obj_type_t omv_rtc_type;
static const rtc_obj_t the_rtc = {{&omv_rtc_type}};

static mp_obj_t rtc_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                             const mp_obj_t* args)
{
    (void)type;
    (void)args;
    mp_arg_check_num(n_args, n_kw, 0, 1, false);
    return MP_OBJ_FROM_PTR(&the_rtc);
}

static mp_obj_t get_datetime(void)
{
    const int64_t now = omv_port_wall_clock();
    timeutils_struct_time_t t;
    timeutils_seconds_since_epoch_to_struct_time((mp_uint_t)(now / 1000000), &t);
    mp_obj_t items[8] = {
        mp_obj_new_int(t.tm_year), mp_obj_new_int(t.tm_mon),
        mp_obj_new_int(t.tm_mday), mp_obj_new_int(t.tm_wday),
        mp_obj_new_int(t.tm_hour), mp_obj_new_int(t.tm_min),
        mp_obj_new_int(t.tm_sec),  mp_obj_new_int((mp_int_t)(now % 1000000)),
    };
    return mp_obj_new_tuple(8, items);
}

// The weekday of the tuple is not looked at: it follows from the date.
static void set_datetime(mp_obj_t tuple)
{
    mp_obj_t* items;
    omv_sequence_items_exactly(tuple, 8, &items);
    mp_int_t v[8];
    for (int i = 0; i < 8; ++i)
        v[i] = mp_obj_get_int(items[i]);
    if (v[0] < 1970 || v[0] > 2099 || v[1] < 1 || v[1] > 12 || v[2] < 1 || v[2] > 31 || v[4] < 0 ||
        v[4] > 23 || v[5] < 0 || v[5] > 59 || v[6] < 0 || v[6] > 59)
        mp_raise_ValueError(MP_ERROR_TEXT("invalid date or time"));
    const mp_uint_t seconds = timeutils_mktime((mp_uint_t)v[0], v[1], v[2], v[4], v[5], v[6]);
    omv_port_set_wall_clock((int64_t)seconds * 1000000 + (v[7] > 0 ? v[7] % 1000000 : 0));
}

static mp_obj_t rtc_datetime(size_t n_args, const mp_obj_t* args)
{
    if (n_args == 1)
        return get_datetime();
    set_datetime(args[1]);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(rtc_datetime_obj, 1, 2, rtc_datetime);

static const mp_rom_map_elem_t rtc_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_datetime), MP_ROM_PTR(&rtc_datetime_obj)},
};
static MP_DEFINE_CONST_DICT(rtc_locals, rtc_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(omv_rtc_type, MP_QSTR_RTC, MP_TYPE_FLAG_NONE, make_new, rtc_make_new,
                         locals_dict, &rtc_locals);
