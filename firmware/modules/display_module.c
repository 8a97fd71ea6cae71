// SPDX-License-Identifier: MIT
// Module udisplay: types and constants. display.py hides what the board lacks.
#include "firmware/modules/display_tables.h"

static MP_DEFINE_CONST_FUN_OBJ_1(display_width_obj, omv_display_width);
static MP_DEFINE_CONST_FUN_OBJ_1(display_height_obj, omv_display_height);
static MP_DEFINE_CONST_FUN_OBJ_1(display_triple_buffer_obj, omv_display_triple_buffer);
static MP_DEFINE_CONST_FUN_OBJ_1(display_bgr_obj, omv_display_bgr);
static MP_DEFINE_CONST_FUN_OBJ_1(display_byte_swap_obj, omv_display_byte_swap);
static MP_DEFINE_CONST_FUN_OBJ_1(display_framesize_obj, omv_display_framesize);
static MP_DEFINE_CONST_FUN_OBJ_1(display_refresh_obj, omv_display_refresh);
static MP_DEFINE_CONST_FUN_OBJ_1(display_deinit_obj, omv_display_deinit);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(display_clear_obj, 1, 2, omv_display_clear);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(display_backlight_obj, 1, 2, omv_display_backlight);
static MP_DEFINE_CONST_FUN_OBJ_KW(display_write_obj, 2, omv_display_write);
static MP_DEFINE_CONST_FUN_OBJ_KW(display_bus_write_obj, 2, omv_display_bus_write);
static MP_DEFINE_CONST_FUN_OBJ_KW(display_bus_read_obj, 3, omv_display_bus_read);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(display_ioctl_obj, 2, 3, omv_display_ioctl);

static const mp_rom_map_elem_t display_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___del__), MP_ROM_PTR(&display_deinit_obj)},
    {MP_ROM_QSTR(MP_QSTR_deinit), MP_ROM_PTR(&display_deinit_obj)},
    {MP_ROM_QSTR(MP_QSTR_width), MP_ROM_PTR(&display_width_obj)},
    {MP_ROM_QSTR(MP_QSTR_height), MP_ROM_PTR(&display_height_obj)},
    {MP_ROM_QSTR(MP_QSTR_triple_buffer), MP_ROM_PTR(&display_triple_buffer_obj)},
    {MP_ROM_QSTR(MP_QSTR_bgr), MP_ROM_PTR(&display_bgr_obj)},
    {MP_ROM_QSTR(MP_QSTR_byte_swap), MP_ROM_PTR(&display_byte_swap_obj)},
    {MP_ROM_QSTR(MP_QSTR_framesize), MP_ROM_PTR(&display_framesize_obj)},
    {MP_ROM_QSTR(MP_QSTR_refresh), MP_ROM_PTR(&display_refresh_obj)},
    {MP_ROM_QSTR(MP_QSTR_clear), MP_ROM_PTR(&display_clear_obj)},
    {MP_ROM_QSTR(MP_QSTR_backlight), MP_ROM_PTR(&display_backlight_obj)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&display_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_bus_write), MP_ROM_PTR(&display_bus_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_bus_read), MP_ROM_PTR(&display_bus_read_obj)},
    {MP_ROM_QSTR(MP_QSTR_ioctl), MP_ROM_PTR(&display_ioctl_obj)},
};
static MP_DEFINE_CONST_DICT(display_locals, display_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(omv_display_spi_type, MP_QSTR_SPIDisplay, MP_TYPE_FLAG_NONE, make_new,
                         omv_display_make_spi, print, omv_display_print, locals_dict,
                         &display_locals);
MP_DEFINE_CONST_OBJ_TYPE(omv_display_rgb_type, MP_QSTR_RGBDisplay, MP_TYPE_FLAG_NONE, make_new,
                         omv_display_make_rgb, print, omv_display_print, locals_dict,
                         &display_locals);
MP_DEFINE_CONST_OBJ_TYPE(omv_display_tv_type, MP_QSTR_TVDisplay, MP_TYPE_FLAG_NONE, make_new,
                         omv_display_make_tv, print, omv_display_print, locals_dict,
                         &display_locals);

static const mp_rom_map_elem_t display_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_udisplay)},
    {MP_ROM_QSTR(MP_QSTR_SPIDisplay), MP_ROM_PTR(&omv_display_spi_type)},
    {MP_ROM_QSTR(MP_QSTR__RGBDisplay), MP_ROM_PTR(&omv_display_rgb_type)},
    {MP_ROM_QSTR(MP_QSTR__TVDisplay), MP_ROM_PTR(&omv_display_tv_type)},
    {MP_ROM_QSTR(MP_QSTR_QVGA), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_TQVGA), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_FHVGA), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_FHVGA2), MP_ROM_INT(3)},
    {MP_ROM_QSTR(MP_QSTR_VGA), MP_ROM_INT(4)},
    {MP_ROM_QSTR(MP_QSTR_THVGA), MP_ROM_INT(5)},
    {MP_ROM_QSTR(MP_QSTR_FWVGA), MP_ROM_INT(6)},
    {MP_ROM_QSTR(MP_QSTR_FWVGA2), MP_ROM_INT(7)},
    {MP_ROM_QSTR(MP_QSTR_TFWVGA), MP_ROM_INT(8)},
    {MP_ROM_QSTR(MP_QSTR_TFWVGA2), MP_ROM_INT(9)},
    {MP_ROM_QSTR(MP_QSTR_SVGA), MP_ROM_INT(10)},
    {MP_ROM_QSTR(MP_QSTR_WSVGA), MP_ROM_INT(11)},
    {MP_ROM_QSTR(MP_QSTR_XGA), MP_ROM_INT(12)},
    {MP_ROM_QSTR(MP_QSTR_SXGA), MP_ROM_INT(13)},
    {MP_ROM_QSTR(MP_QSTR_SXGA2), MP_ROM_INT(14)},
    {MP_ROM_QSTR(MP_QSTR_UXGA), MP_ROM_INT(15)},
    {MP_ROM_QSTR(MP_QSTR_HD), MP_ROM_INT(16)},
    {MP_ROM_QSTR(MP_QSTR_FHD), MP_ROM_INT(17)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_CHANNEL), MP_ROM_INT(0)},
};
static MP_DEFINE_CONST_DICT(display_globals, display_globals_table);

const mp_obj_module_t omv_module_display = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&display_globals,
};
MP_REGISTER_MODULE(MP_QSTR_udisplay, omv_module_display);
