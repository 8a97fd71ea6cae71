// SPDX-License-Identifier: MIT
// machine.RTC: the wall clock, which runs on through resets and deep sleep.
#include "firmware/modules/machine_pins.h"
#include "firmware/modules/port.h"
#include "firmware/modules/sequence.h"

#include "py/obj.h"
#include "py/runtime.h"
#include "shared/runtime/softtimer.h"
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

// Of year, month, day, anything, hours, minutes and seconds: since 1970.
static int64_t seconds_of(const mp_int_t v[7])
{
    if (v[0] < 1970 || v[0] > 2099 || v[1] < 1 || v[1] > 12 || v[2] < 1 || v[2] > 31 || v[4] < 0 ||
        v[4] > 23 || v[5] < 0 || v[5] > 59 || v[6] < 0 || v[6] > 59)
        mp_raise_ValueError(MP_ERROR_TEXT("invalid date or time"));
    return (int64_t)timeutils_mktime((mp_uint_t)v[0], v[1], v[2], v[4], v[5], v[6]);
}

// Of (year, month, day, weekday, hours, minutes, seconds, microseconds); the weekday is not looked
// at: it follows from the date. init() has none: hours are at 3.
static void set_datetime(mp_obj_t tuple, int hours)
{
    mp_obj_t* items;
    omv_sequence_items_exactly(tuple, 8, &items);
    mp_int_t v[8];
    for (int i = 0; i < 8; ++i)
        v[i] = mp_obj_get_int(items[i < 4 ? i : i - 4 + hours]);
    omv_port_set_wall_clock(seconds_of(v) * 1000000 + (v[7] > 0 ? v[7] % 1000000 : 0));
}

static mp_obj_t rtc_datetime(size_t n_args, const mp_obj_t* args)
{
    if (n_args == 1)
        return get_datetime();
    set_datetime(args[1], 4);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(rtc_datetime_obj, 1, 2, rtc_datetime);

// init([date])
static mp_obj_t rtc_init(size_t n_args, const mp_obj_t* args)
{
    if (n_args > 1)
        set_datetime(args[1], 3);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(rtc_init_obj, 1, 2, rtc_init);

// Alarm and wake-up: one of them at a time; both end a sleep.

MP_REGISTER_ROOT_POINTER(mp_obj_t omv_rtc_handler);
static soft_timer_entry_t alarm_timer;

static void alarm_rings(soft_timer_entry_t* timer)
{
    if (timer->mode == SOFT_TIMER_MODE_ONE_SHOT)
        omv_port_set_wake(INT64_MAX);
    else
        omv_port_set_wake(omv_port_now() + (int64_t)timer->delta_ms * 1000);
    const mp_obj_t handler = MP_STATE_VM(omv_rtc_handler);
    if (handler != MP_OBJ_NULL && handler != mp_const_none)
        mp_sched_schedule(handler, MP_OBJ_FROM_PTR(&the_rtc));
}

static void cancel_alarm(void)
{
    omv_port_set_wake(INT64_MAX);
    soft_timer_remove(&alarm_timer);
}

// A timer that is not the collector's stays among the others when a VM ends.
void omv_rtc_reset(void)
{
    cancel_alarm();
    MP_STATE_VM(omv_rtc_handler) = MP_OBJ_NULL;
}

static void set_alarm(mp_int_t ms, bool repeat)
{
    cancel_alarm();
    if (ms < 1 || ms > INT64_MAX / 2000)
        mp_raise_ValueError(MP_ERROR_TEXT("invalid alarm time"));
    soft_timer_static_init(&alarm_timer,
                           repeat ? SOFT_TIMER_MODE_PERIODIC : SOFT_TIMER_MODE_ONE_SHOT,
                           (uint32_t)ms, alarm_rings);
    omv_port_set_wake(omv_port_now() + (int64_t)ms * 1000);
    // Timers see 24 days ahead; what is farther only ends a sleep.
    if (ms <= INT32_MAX)
        soft_timer_insert(&alarm_timer, (uint32_t)ms);
}

// wakeup(ms[, callback]), wakeup(None): rings again and again.
static mp_obj_t rtc_wakeup(size_t n_args, const mp_obj_t* args)
{
    const mp_obj_t handler = n_args > 2 ? args[2] : mp_const_none;
    omv_check_handler(handler);
    cancel_alarm();
    MP_STATE_VM(omv_rtc_handler) = handler;
    if (args[1] != mp_const_none)
        set_alarm(mp_obj_get_int(args[1]), true);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(rtc_wakeup_obj, 2, 3, rtc_wakeup);

static mp_int_t ms_until(mp_obj_t time)
{
    if (mp_obj_is_int(time))
        return mp_obj_get_int(time);
    mp_obj_t* items;
    omv_sequence_items_exactly(time, 8, &items);
    mp_int_t v[7];
    for (int i = 0; i < 7; ++i)
        v[i] = mp_obj_get_int(items[i]);
    return (mp_int_t)((seconds_of(v) * 1000000 - omv_port_wall_clock()) / 1000);
}

static mp_obj_t rtc_alarm(size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    enum { ARG_id, ARG_time, ARG_repeat };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_id, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_time, MP_ARG_OBJ | MP_ARG_REQUIRED, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_repeat, MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args - 1, args + 1, kwargs, MP_ARRAY_SIZE(allowed), allowed, values);
    if (values[ARG_id].u_int != 0)
        mp_raise_ValueError(MP_ERROR_TEXT("invalid alarm"));
    set_alarm(ms_until(values[ARG_time].u_obj), values[ARG_repeat].u_bool);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(rtc_alarm_obj, 1, rtc_alarm);

static mp_obj_t rtc_alarm_left(size_t n_args, const mp_obj_t* args)
{
    (void)n_args;
    (void)args;
    const int64_t wake = omv_port_wake();
    const int64_t left = wake == INT64_MAX ? 0 : (wake - omv_port_now()) / 1000;
    return mp_obj_new_int((mp_int_t)(left > 0 ? left : 0));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(rtc_alarm_left_obj, 1, 2, rtc_alarm_left);

static mp_obj_t rtc_cancel(size_t n_args, const mp_obj_t* args)
{
    (void)n_args;
    (void)args;
    cancel_alarm();
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(rtc_cancel_obj, 1, 2, rtc_cancel);

static mp_obj_t rtc_irq(size_t n_args, const mp_obj_t* args, mp_map_t* kwargs)
{
    enum { ARG_trigger, ARG_handler, ARG_wake, ARG_hard };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_trigger, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_handler, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        {MP_QSTR_wake, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_hard, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t values[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args - 1, args + 1, kwargs, MP_ARRAY_SIZE(allowed), allowed, values);
    omv_check_handler(values[ARG_handler].u_obj);
    MP_STATE_VM(omv_rtc_handler) = values[ARG_handler].u_obj;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(rtc_irq_obj, 1, rtc_irq);

// Of pyb: started at once by the slow oscillator; was that at power-on?
static mp_obj_t rtc_info(mp_obj_t self)
{
    (void)self;
    enum { STARTED = 0x20000000, AT_POWER_ON = 0x10000 };
    return MP_OBJ_NEW_SMALL_INT(STARTED | (omv_port_reset_cause() == 1 ? AT_POWER_ON : 0));
}
static MP_DEFINE_CONST_FUN_OBJ_1(rtc_info_obj, rtc_info);

// calibration([steps]): remembered; the clock is the computer's and keeps its pace.
static mp_int_t calibration;

static mp_obj_t rtc_calibration(size_t n_args, const mp_obj_t* args)
{
    if (n_args == 1)
        return MP_OBJ_NEW_SMALL_INT(calibration);
    const mp_int_t steps = mp_obj_get_int(args[1]);
    if (steps < -511 || steps > 512)
        mp_raise_ValueError(MP_ERROR_TEXT("calibration value out of range"));
    calibration = steps;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(rtc_calibration_obj, 1, 2, rtc_calibration);

static const mp_rom_map_elem_t rtc_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_wakeup), MP_ROM_PTR(&rtc_wakeup_obj)},
    {MP_ROM_QSTR(MP_QSTR_alarm), MP_ROM_PTR(&rtc_alarm_obj)},
    {MP_ROM_QSTR(MP_QSTR_alarm_left), MP_ROM_PTR(&rtc_alarm_left_obj)},
    {MP_ROM_QSTR(MP_QSTR_alarm_cancel), MP_ROM_PTR(&rtc_cancel_obj)},
    {MP_ROM_QSTR(MP_QSTR_cancel), MP_ROM_PTR(&rtc_cancel_obj)},
    {MP_ROM_QSTR(MP_QSTR_irq), MP_ROM_PTR(&rtc_irq_obj)},
    {MP_ROM_QSTR(MP_QSTR_ALARM0), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_datetime), MP_ROM_PTR(&rtc_datetime_obj)},
    {MP_ROM_QSTR(MP_QSTR_init), MP_ROM_PTR(&rtc_init_obj)},
    {MP_ROM_QSTR(MP_QSTR_info), MP_ROM_PTR(&rtc_info_obj)},
    {MP_ROM_QSTR(MP_QSTR_calibration), MP_ROM_PTR(&rtc_calibration_obj)},
};
static MP_DEFINE_CONST_DICT(rtc_locals, rtc_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(omv_rtc_type, MP_QSTR_RTC, MP_TYPE_FLAG_NONE, make_new, rtc_make_new,
                         locals_dict, &rtc_locals);
