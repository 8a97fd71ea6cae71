// SPDX-License-Identifier: MIT
// What MicroPython does unchecked and a computer must not: its sources call these in the place of
// its own functions (see micropython.cmake).
#include "py/gc.h"
#include "py/misc.h"
#include "py/obj.h"
#include "py/objtuple.h"
#include "py/runtime.h"
#include "shared/timeutils/timeutils.h"

#include <limits.h>
#include <string.h>

void omv_vstr_init_len(vstr_t* vstr, size_t size);
void omv_seq_multiply(const void* items, size_t item_size, size_t length, size_t times, void* to);
void* omv_array_realloc(void* from, size_t old_size, size_t new_size);
void* omv_tuple_malloc(size_t size, const mp_obj_type_t* type);
mp_int_t omv_deque_length(mp_const_obj_t length);
mp_uint_t omv_mktime_2000(mp_uint_t year, mp_int_t month, mp_int_t day, mp_int_t hours,
                          mp_int_t minutes, mp_int_t seconds);

// For the bytes that a bus is to read; the number may be one below zero.
void omv_vstr_init_len(vstr_t* vstr, size_t size)
{
    if (size > SSIZE_MAX)
        mp_raise_ValueError(MP_ERROR_TEXT("the number of bytes must not be negative"));
    vstr_init_len(vstr, size);
}

// Memory for the product was taken by a size that may have run over.
void omv_seq_multiply(const void* items, size_t item_size, size_t length, size_t times, void* to)
{
    size_t size;
    if (__builtin_mul_overflow(length, times, &size) ||
        __builtin_mul_overflow(size, item_size, &size))
        m_malloc_fail(SIZE_MAX);
    if (size > 0)  // else it would do nothing, and that many times
        mp_seq_multiply(items, item_size, length, times, to);
}

// That size may have come round to nothing.
void* omv_tuple_malloc(size_t size, const mp_obj_type_t* type)
{
    if (size < sizeof(mp_obj_tuple_t))
        m_malloc_fail(SIZE_MAX);
    return mp_obj_malloc_helper(size, type);
}

// For the length of a deque, whose size in bytes must not run over. One object more has room in it.
mp_int_t omv_deque_length(mp_const_obj_t length_in)
{
    const mp_int_t length = mp_obj_get_int(length_in);
    if (length >= (mp_int_t)(SSIZE_MAX / sizeof(mp_obj_t)))
        m_malloc_fail(SIZE_MAX);
    return length;
}

// Days are made months one after the other: those that only a computer's 64 bits hold take years.
mp_uint_t omv_mktime_2000(mp_uint_t year, mp_int_t month, mp_int_t day, mp_int_t hours,
                          mp_int_t minutes, mp_int_t seconds)
{
    const mp_int_t fields[] = {(mp_int_t)year, month, day, hours, minutes, seconds};
    for (size_t i = 0; i < MP_ARRAY_SIZE(fields); ++i)
        if (fields[i] < INT32_MIN || fields[i] > INT32_MAX)
            mp_raise_msg(&mp_type_OverflowError,
                         MP_ERROR_TEXT("overflow converting long int to machine word"));
    return timeutils_mktime_2000(year, month, day, hours, minutes, seconds);
}

// Bytes of an array that grows. They may be a picture's, or a memoryview may show them, so they
// are left to the collector where they are.
void* omv_array_realloc(void* from, size_t old_size, size_t new_size)
{
    void* const grown = gc_nbytes(from) > 0 ? gc_realloc(from, new_size, false) : NULL;
    if (grown)
        return grown;
    void* const copy = m_malloc(new_size);
    memcpy(copy, from, old_size < new_size ? old_size : new_size);
    return copy;
}
