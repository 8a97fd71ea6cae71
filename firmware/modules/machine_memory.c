// SPDX-License-Identifier: MIT
// What machine.mem8, mem16 and mem32 see: words that keep what is written, and do nothing. Memory
// of the script itself (uctypes.addressof) is its own.
#include "firmware/modules/port.h"

#include "extmod/modmachine.h"
#include "py/gc.h"
#include "py/runtime.h"

#include <string.h>

enum { WORDS = 1024 };

static struct {
    uint32_t address;
    uint32_t value;
} words[WORDS];
static unsigned used;
static uint32_t unwritten;

void omv_memory_reset(void)
{
    used = 0;
}

static uint32_t* find_word(uint32_t address)
{
    for (unsigned i = 0; i < used; ++i) {
        if (words[i].address == address)
            return &words[i].value;
    }
    return NULL;
}

bool omv_memory_is_of_script(uintptr_t address, size_t size)
{
    const uintptr_t start = (uintptr_t)MP_STATE_MEM(area).gc_pool_start;
    const uintptr_t end = (uintptr_t)MP_STATE_MEM(area).gc_pool_end;
    return address >= start && address < end && end - address >= size;
}

static uint64_t checked(mp_obj_t address_in, unsigned size)
{
    const uint64_t address = (uint64_t)mp_obj_get_int_truncated(address_in);
    if (address & (size - 1))
        mp_raise_msg_varg(&mp_type_ValueError,
                          MP_ERROR_TEXT("address %08x is not aligned to %d bytes"),
                          (unsigned)address, size);
    return address;
}

// Where the word's byte is; its value is in the order of the processor's, as on the boards.
static uintptr_t inside(uint32_t* word, uint64_t address)
{
    return (uintptr_t)word + (address & 3);
}

uintptr_t omv_memory_for_reading(void* address_in, unsigned size)
{
    const uint64_t address = checked((mp_obj_t)address_in, size);
    if (omv_memory_is_of_script((uintptr_t)address, size))
        return (uintptr_t)address;
    uint32_t* word = find_word((uint32_t)address & ~UINT32_C(3));
    if (word == NULL) {
        unwritten = omv_port_register((uint32_t)address & ~UINT32_C(3));
        word = &unwritten;
    }
    return inside(word, address);
}

uintptr_t omv_memory_for_writing(void* address_in, unsigned size)
{
    const uint64_t address = checked((mp_obj_t)address_in, size);
    if (omv_memory_is_of_script((uintptr_t)address, size))
        return (uintptr_t)address;
    const uint32_t where = (uint32_t)address & ~UINT32_C(3);
    uint32_t* word = find_word(where);
    if (word == NULL) {
        if (used == WORDS)
            mp_raise_msg(&mp_type_MemoryError,
                         MP_ERROR_TEXT("too many registers written for a virtual board"));
        words[used].address = where;
        words[used].value = omv_port_register(where);
        word = &words[used++].value;
    }
    return inside(word, address);
}
