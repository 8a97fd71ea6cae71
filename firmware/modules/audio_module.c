// SPDX-License-Identifier: MIT
// Module audio: streams from the microphone, in real time.
#include "firmware/modules/audio_tables.h"
#include "firmware/modules/board_modules.h"
#include "firmware/modules/port.h"

#include <math.h>
#include <string.h>

#include "py/mphal.h"
#include "py/objarray.h"
#include "shared/runtime/softtimer.h"

enum { MAX_SAMPLES = 512, DEFAULT_BUFFERS = 16, DEFAULT_GAIN_DB = 24 };

// One ring of blocks. The memory is the collector's; `pcm` is a root pointer.
typedef struct {
    bool ready;  // init() was called
    int frequency;
    int channels;
    size_t samples;  // a block, of one channel
    size_t blocks;
    float gain;
    bool highpass;
    bool abort_on_overflow;
    bool streaming;
    bool overflow;
    size_t head;  // where the next block goes
    size_t tail;  // the oldest one
    // In samples since power-on: a stream that begins later hears what the room sounds like then.
    uint64_t first;
    uint64_t made;  // blocks since then, lost ones too
} audio_state_t;

static audio_state_t audio;
// Not the collector's: both outlive the VM, so what is queued stays queued.
static soft_timer_entry_t audio_timer;
static bool timer_runs;
static mp_sched_node_t audio_node;

MP_REGISTER_ROOT_POINTER(int16_t* omv_audio_pcm);
MP_REGISTER_ROOT_POINTER(mp_obj_t omv_audio_buffer);
MP_REGISTER_ROOT_POINTER(mp_obj_t omv_audio_callback);

static void stop_timer(void)
{
    if (timer_runs)
        soft_timer_remove(&audio_timer);
    timer_runs = false;
}

void omv_audio_forget(void)
{
    stop_timer();
    memset(&audio, 0, sizeof audio);
    MP_STATE_VM(omv_audio_pcm) = NULL;
    MP_STATE_VM(omv_audio_buffer) = MP_OBJ_NULL;
    MP_STATE_VM(omv_audio_callback) = mp_const_none;
}

static size_t block_items(void)
{
    return audio.samples * (size_t)audio.channels;
}

static uint64_t samples_since_power_on(void)
{
    const uint64_t now = (uint64_t)omv_port_now();
    const uint64_t rate = (uint64_t)audio.frequency;
    return now / 1000000 * rate + now % 1000000 * rate / 1000000;
}

// Puts into the ring what was heard since the last time.
static void take_sound(void)
{
    const uint64_t due = (samples_since_power_on() - audio.first) / audio.samples;
    for (; audio.made < due; ++audio.made) {
        const size_t next = (audio.head + 1) % audio.blocks;
        if (next == audio.tail) {
            audio.overflow = true;
            continue;
        }
        omv_audio_sound(MP_STATE_VM(omv_audio_pcm) + audio.head * block_items(), audio.samples,
                        audio.first + audio.made * audio.samples, audio.frequency, audio.channels,
                        audio.gain, audio.highpass);
        audio.head = next;
    }
}

static void raise_overflow(void)
{
    mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("The audio buffers ran over"));
}

static bool must_tell_overflow(void)
{
    return audio.overflow && audio.abort_on_overflow;
}

// The oldest block, in the one object that all of them are given in.
static mp_obj_t oldest_block(void)
{
    mp_obj_array_t* buffer = MP_OBJ_TO_PTR(MP_STATE_VM(omv_audio_buffer));
    buffer->items = MP_STATE_VM(omv_audio_pcm) + audio.tail * block_items();
    buffer->len = block_items() * sizeof(int16_t);  // a script may have made it longer
    buffer->free = 0;
    audio.tail = (audio.tail + 1) % audio.blocks;
    return MP_OBJ_FROM_PTR(buffer);
}

static void call_back(mp_sched_node_t* node);

static void schedule_callback(void)
{
    if (MP_STATE_VM(omv_audio_callback) != mp_const_none &&
        (audio.tail != audio.head || must_tell_overflow()))
        mp_sched_schedule_node(&audio_node, call_back);
}

// Runs in the scheduler, which an exception must not jump out of: the script gets it.
static void call_back(mp_sched_node_t* node)
{
    (void)node;
    if (!audio.streaming)
        return;
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        if (audio.tail != audio.head)
            mp_call_function_1(MP_STATE_VM(omv_audio_callback), oldest_block());
        else if (must_tell_overflow())
            raise_overflow();
        nlr_pop();
        if (audio.streaming && audio.tail != audio.head)
            schedule_callback();
    } else {
        audio.streaming = false;
        mp_sched_exception(MP_OBJ_FROM_PTR(nlr.ret_val));
    }
}

static void on_timer(soft_timer_entry_t* timer)
{
    (void)timer;
    if (!audio.streaming)
        return;
    take_sound();
    schedule_callback();
}

static void expect_ready(void)
{
    if (!audio.ready)
        mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("Call audio.init() first"));
}

static mp_obj_t audio_import(void)
{
    omv_require_module(MP_QSTR_audio);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(audio_import_obj, audio_import);

static mp_obj_t audio_init(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    enum {
        ARG_channels,
        ARG_frequency,
        ARG_gain_db,
        ARG_buffers,
        ARG_samples,
        ARG_overflow,
        ARG_highpass,
        ARG_count
    };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_channels, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 1}},
        {MP_QSTR_frequency, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 16000}},
        {MP_QSTR_gain_db, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = DEFAULT_GAIN_DB}},
        {MP_QSTR_buffers, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = DEFAULT_BUFFERS}},
        {MP_QSTR_samples, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_overflow, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_highpass, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_FALSE}},
    };
    mp_arg_val_t v[ARG_count];
    mp_arg_parse_all(n_args, args, kw, ARG_count, allowed, v);
    const mp_int_t frequency = v[ARG_frequency].u_int;
    if (frequency != 16000 && frequency != 32000 && frequency != 48000 && frequency != 96000)
        mp_raise_ValueError(MP_ERROR_TEXT("frequency must be 16000, 32000, 48000 or 96000"));
    if (v[ARG_channels].u_int != 1)
        mp_raise_ValueError(MP_ERROR_TEXT("The board has one microphone"));
    mp_int_t samples = v[ARG_samples].u_int;
    if (samples > 0 && (samples % 16 != 0 || samples > MAX_SAMPLES))
        mp_raise_msg_varg(&mp_type_ValueError,
                          MP_ERROR_TEXT("samples must be a multiple of 16, %d at most"),
                          MAX_SAMPLES);
    if (v[ARG_buffers].u_int < 2)
        mp_raise_ValueError(MP_ERROR_TEXT("buffers must be 2 or more"));
    if (samples <= 0)
        samples = MAX_SAMPLES;
    omv_audio_forget();
    audio.frequency = (int)frequency;
    audio.channels = 1;
    audio.samples = (size_t)samples;
    audio.blocks = (size_t)v[ARG_buffers].u_int;
    audio.gain = powf(10.0f, (float)(v[ARG_gain_db].u_int - DEFAULT_GAIN_DB) / 20.0f);
    audio.highpass = mp_obj_is_true(v[ARG_highpass].u_obj);
    audio.abort_on_overflow = v[ARG_overflow].u_bool;
    size_t bytes;
    if (__builtin_mul_overflow(block_items() * sizeof(int16_t), audio.blocks, &bytes))
        m_malloc_fail(SIZE_MAX);
    MP_STATE_VM(omv_audio_pcm) = m_malloc0(bytes);
    MP_STATE_VM(omv_audio_buffer) =
        mp_obj_new_bytearray_by_ref(block_items() * sizeof(int16_t), MP_STATE_VM(omv_audio_pcm));
    audio.ready = true;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(audio_init_obj, 0, audio_init);

static mp_obj_t audio_start_streaming(mp_obj_t callback)
{
    expect_ready();
    stop_timer();
    audio.head = 0;
    audio.tail = 0;
    audio.made = 0;
    audio.overflow = false;
    audio.streaming = true;
    audio.first = samples_since_power_on();
    MP_STATE_VM(omv_audio_callback) = mp_obj_is_callable(callback) ? callback : mp_const_none;
    const size_t block_ms = audio.samples * 1000 / (size_t)audio.frequency;
    const uint32_t period = block_ms > 0 ? (uint32_t)block_ms : 1;
    soft_timer_static_init(&audio_timer, SOFT_TIMER_MODE_PERIODIC, period, on_timer);
    soft_timer_insert(&audio_timer, period);
    timer_runs = true;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(audio_start_streaming_obj, audio_start_streaming);

static mp_obj_t audio_stop_streaming(void)
{
    audio.streaming = false;
    stop_timer();
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(audio_stop_streaming_obj, audio_stop_streaming);

// None when there is no block in time.
static mp_obj_t audio_get_buffer(size_t n_args, const mp_obj_t* args, mp_map_t* kw)
{
    static const mp_arg_t allowed[] = {
        {MP_QSTR_timeout, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = 0}},
    };
    mp_arg_val_t v[1];
    mp_arg_parse_all(n_args, args, kw, 1, allowed, v);
    if (!audio.streaming)
        mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("The audio stream is not running"));
    if (MP_STATE_VM(omv_audio_callback) != mp_const_none)
        mp_raise_msg(&mp_type_RuntimeError, MP_ERROR_TEXT("The audio stream goes to a callback"));
    const int64_t end = omv_port_now() + (int64_t)v[0].u_int * 1000;
    take_sound();
    if (must_tell_overflow())
        raise_overflow();
    while (audio.tail == audio.head) {
        if (v[0].u_int >= 0 && omv_port_now() >= end)
            return mp_const_none;
        mp_hal_delay_ms(1);
        take_sound();
    }
    return oldest_block();
}
static MP_DEFINE_CONST_FUN_OBJ_KW(audio_get_buffer_obj, 0, audio_get_buffer);

static const mp_rom_map_elem_t audio_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_audio)},
    {MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&audio_import_obj)},
    {MP_ROM_QSTR(MP_QSTR_init), MP_ROM_PTR(&audio_init_obj)},
    {MP_ROM_QSTR(MP_QSTR_start_streaming), MP_ROM_PTR(&audio_start_streaming_obj)},
    {MP_ROM_QSTR(MP_QSTR_stop_streaming), MP_ROM_PTR(&audio_stop_streaming_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_buffer), MP_ROM_PTR(&audio_get_buffer_obj)},
};
static MP_DEFINE_CONST_DICT(audio_globals, audio_globals_table);

const mp_obj_module_t omv_module_audio = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&audio_globals,
};
MP_REGISTER_MODULE(MP_QSTR_audio, omv_module_audio);
