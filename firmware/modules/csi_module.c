// SPDX-License-Identifier: MIT
// Module csi: type and constants.
#include "firmware/modules/csi_tables.h"

static MP_DEFINE_CONST_FUN_OBJ_KW(csi_reset_obj, 1, omv_csi_reset);
static MP_DEFINE_CONST_FUN_OBJ_2(csi_sleep_obj, omv_csi_sleep);
static MP_DEFINE_CONST_FUN_OBJ_2(csi_shutdown_obj, omv_csi_shutdown);
static MP_DEFINE_CONST_FUN_OBJ_1(csi_flush_obj, omv_csi_flush);
static MP_DEFINE_CONST_FUN_OBJ_KW(csi_snapshot_obj, 1, omv_csi_snapshot);
static MP_DEFINE_CONST_FUN_OBJ_1(csi_width_obj, omv_csi_width);
static MP_DEFINE_CONST_FUN_OBJ_1(csi_height_obj, omv_csi_height);
static MP_DEFINE_CONST_FUN_OBJ_1(csi_cid_obj, omv_csi_cid);
static MP_DEFINE_CONST_FUN_OBJ_1(csi_readable_obj, omv_csi_readable);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_pixformat_obj, 1, 2, omv_csi_pixformat);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_framesize_obj, 1, 2, omv_csi_framesize);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_framerate_obj, 1, 2, omv_csi_framerate);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_window_obj, 1, 2, omv_csi_window);
static MP_DEFINE_CONST_FUN_OBJ_2(csi_gainceiling_obj, omv_csi_gainceiling);
static MP_DEFINE_CONST_FUN_OBJ_2(csi_contrast_obj, omv_csi_contrast);
static MP_DEFINE_CONST_FUN_OBJ_2(csi_brightness_obj, omv_csi_brightness);
static MP_DEFINE_CONST_FUN_OBJ_2(csi_saturation_obj, omv_csi_saturation);
static MP_DEFINE_CONST_FUN_OBJ_2(csi_quality_obj, omv_csi_quality);
static MP_DEFINE_CONST_FUN_OBJ_2(csi_colorbar_obj, omv_csi_colorbar);
static MP_DEFINE_CONST_FUN_OBJ_KW(csi_auto_gain_obj, 1, omv_csi_auto_gain);
static MP_DEFINE_CONST_FUN_OBJ_1(csi_gain_db_obj, omv_csi_gain_db);
static MP_DEFINE_CONST_FUN_OBJ_KW(csi_auto_exposure_obj, 1, omv_csi_auto_exposure);
static MP_DEFINE_CONST_FUN_OBJ_1(csi_exposure_us_obj, omv_csi_exposure_us);
static MP_DEFINE_CONST_FUN_OBJ_KW(csi_auto_whitebal_obj, 1, omv_csi_auto_whitebal);
static MP_DEFINE_CONST_FUN_OBJ_1(csi_rgb_gain_db_obj, omv_csi_rgb_gain_db);
static MP_DEFINE_CONST_FUN_OBJ_KW(csi_auto_blc_obj, 1, omv_csi_auto_blc);
static MP_DEFINE_CONST_FUN_OBJ_1(csi_blc_regs_obj, omv_csi_blc_regs);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_hmirror_obj, 1, 2, omv_csi_hmirror);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_vflip_obj, 1, 2, omv_csi_vflip);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_transpose_obj, 1, 2, omv_csi_transpose);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_auto_rotation_obj, 1, 2, omv_csi_auto_rotation);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_framebuffers_obj, 1, 2, omv_csi_framebuffers);
static MP_DEFINE_CONST_FUN_OBJ_2(csi_special_effect_obj, omv_csi_special_effect);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_lens_correction_obj, 4, 4, omv_csi_lens_correction);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_vsync_callback_obj, 1, 2, omv_csi_vsync_callback);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_frame_callback_obj, 1, 2, omv_csi_frame_callback);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_ioctl_obj, 2, 5, omv_csi_ioctl);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(csi_color_palette_obj, 1, 2, omv_csi_color_palette);
static MP_DEFINE_CONST_FUN_OBJ_3(csi_write_reg_obj, omv_csi_write_reg);
static MP_DEFINE_CONST_FUN_OBJ_2(csi_read_reg_obj, omv_csi_read_reg);
static MP_DEFINE_CONST_FUN_OBJ_0(csi_devices_obj, omv_csi_devices);

static const mp_rom_map_elem_t csi_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_reset), MP_ROM_PTR(&csi_reset_obj)},
    {MP_ROM_QSTR(MP_QSTR_shutdown), MP_ROM_PTR(&csi_shutdown_obj)},
    {MP_ROM_QSTR(MP_QSTR_sleep), MP_ROM_PTR(&csi_sleep_obj)},
    {MP_ROM_QSTR(MP_QSTR_flush), MP_ROM_PTR(&csi_flush_obj)},
    {MP_ROM_QSTR(MP_QSTR_snapshot), MP_ROM_PTR(&csi_snapshot_obj)},
    {MP_ROM_QSTR(MP_QSTR_width), MP_ROM_PTR(&csi_width_obj)},
    {MP_ROM_QSTR(MP_QSTR_height), MP_ROM_PTR(&csi_height_obj)},
    {MP_ROM_QSTR(MP_QSTR_cid), MP_ROM_PTR(&csi_cid_obj)},
    {MP_ROM_QSTR(MP_QSTR_readable), MP_ROM_PTR(&csi_readable_obj)},
    {MP_ROM_QSTR(MP_QSTR_pixformat), MP_ROM_PTR(&csi_pixformat_obj)},
    {MP_ROM_QSTR(MP_QSTR_framesize), MP_ROM_PTR(&csi_framesize_obj)},
    {MP_ROM_QSTR(MP_QSTR_framerate), MP_ROM_PTR(&csi_framerate_obj)},
    {MP_ROM_QSTR(MP_QSTR_window), MP_ROM_PTR(&csi_window_obj)},
    {MP_ROM_QSTR(MP_QSTR_gainceiling), MP_ROM_PTR(&csi_gainceiling_obj)},
    {MP_ROM_QSTR(MP_QSTR_contrast), MP_ROM_PTR(&csi_contrast_obj)},
    {MP_ROM_QSTR(MP_QSTR_brightness), MP_ROM_PTR(&csi_brightness_obj)},
    {MP_ROM_QSTR(MP_QSTR_saturation), MP_ROM_PTR(&csi_saturation_obj)},
    {MP_ROM_QSTR(MP_QSTR_quality), MP_ROM_PTR(&csi_quality_obj)},
    {MP_ROM_QSTR(MP_QSTR_colorbar), MP_ROM_PTR(&csi_colorbar_obj)},
    {MP_ROM_QSTR(MP_QSTR_auto_gain), MP_ROM_PTR(&csi_auto_gain_obj)},
    {MP_ROM_QSTR(MP_QSTR_gain_db), MP_ROM_PTR(&csi_gain_db_obj)},
    {MP_ROM_QSTR(MP_QSTR_auto_exposure), MP_ROM_PTR(&csi_auto_exposure_obj)},
    {MP_ROM_QSTR(MP_QSTR_exposure_us), MP_ROM_PTR(&csi_exposure_us_obj)},
    {MP_ROM_QSTR(MP_QSTR_auto_whitebal), MP_ROM_PTR(&csi_auto_whitebal_obj)},
    {MP_ROM_QSTR(MP_QSTR_rgb_gain_db), MP_ROM_PTR(&csi_rgb_gain_db_obj)},
    {MP_ROM_QSTR(MP_QSTR_auto_blc), MP_ROM_PTR(&csi_auto_blc_obj)},
    {MP_ROM_QSTR(MP_QSTR_blc_regs), MP_ROM_PTR(&csi_blc_regs_obj)},
    {MP_ROM_QSTR(MP_QSTR_hmirror), MP_ROM_PTR(&csi_hmirror_obj)},
    {MP_ROM_QSTR(MP_QSTR_vflip), MP_ROM_PTR(&csi_vflip_obj)},
    {MP_ROM_QSTR(MP_QSTR_transpose), MP_ROM_PTR(&csi_transpose_obj)},
    {MP_ROM_QSTR(MP_QSTR_auto_rotation), MP_ROM_PTR(&csi_auto_rotation_obj)},
    {MP_ROM_QSTR(MP_QSTR_framebuffers), MP_ROM_PTR(&csi_framebuffers_obj)},
    {MP_ROM_QSTR(MP_QSTR_special_effect), MP_ROM_PTR(&csi_special_effect_obj)},
    {MP_ROM_QSTR(MP_QSTR_lens_correction), MP_ROM_PTR(&csi_lens_correction_obj)},
    {MP_ROM_QSTR(MP_QSTR_vsync_callback), MP_ROM_PTR(&csi_vsync_callback_obj)},
    {MP_ROM_QSTR(MP_QSTR_frame_callback), MP_ROM_PTR(&csi_frame_callback_obj)},
    {MP_ROM_QSTR(MP_QSTR_ioctl), MP_ROM_PTR(&csi_ioctl_obj)},
    {MP_ROM_QSTR(MP_QSTR_color_palette), MP_ROM_PTR(&csi_color_palette_obj)},
    {MP_ROM_QSTR(MP_QSTR___write_reg), MP_ROM_PTR(&csi_write_reg_obj)},
    {MP_ROM_QSTR(MP_QSTR___read_reg), MP_ROM_PTR(&csi_read_reg_obj)},
};
static MP_DEFINE_CONST_DICT(csi_locals, csi_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(omv_csi_type, MP_QSTR_CSI, MP_TYPE_FLAG_NONE, make_new, omv_csi_make_new,
                         print, omv_csi_print, locals_dict, &csi_locals);

// What only firmware with the event camera's driver has; the module sensor has these too.
static const mp_rom_map_elem_t event_common_table[] = {
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GENX320_SET_BIASES), MP_ROM_INT(0x20)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GENX320_SET_BIAS), MP_ROM_INT(0x21)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GENX320_SET_AFK), MP_ROM_INT(0x22)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_BIASES_DEFAULT), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_BIASES_LOW_LIGHT), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_BIASES_ACTIVE_MARKER), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_BIASES_LOW_NOISE), MP_ROM_INT(3)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_BIASES_HIGH_SPEED), MP_ROM_INT(4)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_BIAS_DIFF_OFF), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_BIAS_DIFF_ON), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_BIAS_FO), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_BIAS_HPF), MP_ROM_INT(3)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_BIAS_REFR), MP_ROM_INT(4)},
};
static MP_DEFINE_CONST_DICT(event_common, event_common_table);
static const mp_rom_map_elem_t event_csi_table[] = {
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GENX320_SET_MODE), MP_ROM_INT(0x23)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GENX320_READ_EVENTS), MP_ROM_INT(0x24)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GENX320_CALIBRATE), MP_ROM_INT(0x25)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GENX320_SET_STC), MP_ROM_INT(0x26)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GENX320_READ_EVENTS_RAW), MP_ROM_INT(0x27)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_MODE_HISTO), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_MODE_EVENT), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_STC_DISABLE), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_STC_ONLY), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_STC_TRAIL_ONLY), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_GENX320_STC_TRAIL), MP_ROM_INT(3)},
    {MP_ROM_QSTR(MP_QSTR_PIX_OFF_EVENT), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_PIX_ON_EVENT), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_EXT_TRIGGER_FALLING), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_EXT_TRIGGER_RISING), MP_ROM_INT(3)},
    {MP_ROM_QSTR(MP_QSTR_RST_TRIGGER_FALLING), MP_ROM_INT(4)},
    {MP_ROM_QSTR(MP_QSTR_RST_TRIGGER_RISING), MP_ROM_INT(5)},
};
static MP_DEFINE_CONST_DICT(event_csi, event_csi_table);

mp_obj_t omv_csi_event_constant(mp_obj_t name, bool legacy)
{
    if (!omv_has_event_camera())
        return MP_OBJ_NULL;
    mp_map_elem_t* found = mp_map_lookup((mp_map_t*)&event_common.map, name, MP_MAP_LOOKUP);
    if (!found && !legacy)
        found = mp_map_lookup((mp_map_t*)&event_csi.map, name, MP_MAP_LOOKUP);
    return found ? found->value : MP_OBJ_NULL;
}

static mp_obj_t csi_getattr(mp_obj_t name)
{
    return omv_csi_event_constant(name, false);
}
static MP_DEFINE_CONST_FUN_OBJ_1(csi_getattr_obj, csi_getattr);

static const mp_rom_map_elem_t csi_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___getattr__), MP_ROM_PTR(&csi_getattr_obj)},
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_csi)},
    {MP_ROM_QSTR(MP_QSTR_CSI), MP_ROM_PTR(&omv_csi_type)},
    {MP_ROM_QSTR(MP_QSTR_devices), MP_ROM_PTR(&csi_devices_obj)},
#include "firmware/modules/csi_constants.inc"
    {MP_ROM_QSTR(MP_QSTR_SOFTCSI), MP_ROM_INT(0x50F7)},
};
static MP_DEFINE_CONST_DICT(csi_globals, csi_globals_table);

const mp_obj_module_t omv_module_csi = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&csi_globals,
};
MP_REGISTER_MODULE(MP_QSTR_csi, omv_module_csi);
