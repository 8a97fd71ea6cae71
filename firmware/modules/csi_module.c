// SPDX-License-Identifier: MIT
// Module csi: type and constants.
#include "firmware/modules/csi_tables.h"

static MP_DEFINE_CONST_FUN_OBJ_KW(csi_reset_obj, 1, omv_csi_reset);
static MP_DEFINE_CONST_FUN_OBJ_2(csi_sleep_obj, omv_csi_sleep);
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
    {MP_ROM_QSTR(MP_QSTR_shutdown), MP_ROM_PTR(&csi_sleep_obj)},
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
    {MP_ROM_QSTR(MP_QSTR_BINARY), MP_ROM_INT(0x08010000)},
    {MP_ROM_QSTR(MP_QSTR_GRAYSCALE), MP_ROM_INT(0x08020001)},
    {MP_ROM_QSTR(MP_QSTR_RGB565), MP_ROM_INT(0x0C030002)},
    {MP_ROM_QSTR(MP_QSTR_BAYER), MP_ROM_INT(0x05040001)},
    {MP_ROM_QSTR(MP_QSTR_YUV422), MP_ROM_INT(0x14050002)},
    {MP_ROM_QSTR(MP_QSTR_JPEG), MP_ROM_INT(0x06060000)},
    {MP_ROM_QSTR(MP_QSTR_NORMAL), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_NEGATIVE), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_OV2640), MP_ROM_INT(0x26)},
    {MP_ROM_QSTR(MP_QSTR_OV5640), MP_ROM_INT(0x56)},
    {MP_ROM_QSTR(MP_QSTR_OV7670), MP_ROM_INT(0x76)},
    {MP_ROM_QSTR(MP_QSTR_OV7690), MP_ROM_INT(0x76)},
    {MP_ROM_QSTR(MP_QSTR_OV7725), MP_ROM_INT(0x77)},
    {MP_ROM_QSTR(MP_QSTR_OV9650), MP_ROM_INT(0x96)},
    {MP_ROM_QSTR(MP_QSTR_MT9V022), MP_ROM_INT(0x1313)},
    {MP_ROM_QSTR(MP_QSTR_MT9V032), MP_ROM_INT(0x1313)},
    {MP_ROM_QSTR(MP_QSTR_MT9V024), MP_ROM_INT(0x1324)},
    {MP_ROM_QSTR(MP_QSTR_MT9V034), MP_ROM_INT(0x1324)},
    {MP_ROM_QSTR(MP_QSTR_MT9M114), MP_ROM_INT(0x2481)},
    {MP_ROM_QSTR(MP_QSTR_BOSON320), MP_ROM_INT(0xAE32)},
    {MP_ROM_QSTR(MP_QSTR_BOSON640), MP_ROM_INT(0xAE64)},
    {MP_ROM_QSTR(MP_QSTR_LEPTON), MP_ROM_INT(0x54)},
    {MP_ROM_QSTR(MP_QSTR_HM01B0), MP_ROM_INT(0xB0)},
    {MP_ROM_QSTR(MP_QSTR_HM0360), MP_ROM_INT(0x60)},
    {MP_ROM_QSTR(MP_QSTR_GC2145), MP_ROM_INT(0x21)},
    {MP_ROM_QSTR(MP_QSTR_GENX320ES), MP_ROM_INT(0x30501C01)},
    {MP_ROM_QSTR(MP_QSTR_GENX320), MP_ROM_INT(0xB0602003)},
    {MP_ROM_QSTR(MP_QSTR_PAG7920), MP_ROM_INT(0x7920)},
    {MP_ROM_QSTR(MP_QSTR_PAG7936), MP_ROM_INT(0x7936)},
    {MP_ROM_QSTR(MP_QSTR_PAJ6100), MP_ROM_INT(0x6100)},
    {MP_ROM_QSTR(MP_QSTR_FROGEYE2020), MP_ROM_INT(0x2020)},
    {MP_ROM_QSTR(MP_QSTR_SOFTCSI), MP_ROM_INT(0x50F7)},
    {MP_ROM_QSTR(MP_QSTR_QCIF), MP_ROM_INT(3)},
    {MP_ROM_QSTR(MP_QSTR_CIF), MP_ROM_INT(4)},
    {MP_ROM_QSTR(MP_QSTR_QSIF), MP_ROM_INT(6)},
    {MP_ROM_QSTR(MP_QSTR_SIF), MP_ROM_INT(7)},
    {MP_ROM_QSTR(MP_QSTR_QQQVGA), MP_ROM_INT(9)},
    {MP_ROM_QSTR(MP_QSTR_QQVGA), MP_ROM_INT(10)},
    {MP_ROM_QSTR(MP_QSTR_QVGA), MP_ROM_INT(11)},
    {MP_ROM_QSTR(MP_QSTR_VGA), MP_ROM_INT(12)},
    {MP_ROM_QSTR(MP_QSTR_HQVGA), MP_ROM_INT(16)},
    {MP_ROM_QSTR(MP_QSTR_HVGA), MP_ROM_INT(17)},
    {MP_ROM_QSTR(MP_QSTR_WVGA), MP_ROM_INT(26)},
    {MP_ROM_QSTR(MP_QSTR_WVGA2), MP_ROM_INT(27)},
    {MP_ROM_QSTR(MP_QSTR_SVGA), MP_ROM_INT(28)},
    {MP_ROM_QSTR(MP_QSTR_XGA), MP_ROM_INT(29)},
    {MP_ROM_QSTR(MP_QSTR_WXGA), MP_ROM_INT(30)},
    {MP_ROM_QSTR(MP_QSTR_SXGA), MP_ROM_INT(31)},
    {MP_ROM_QSTR(MP_QSTR_SXGAM), MP_ROM_INT(32)},
    {MP_ROM_QSTR(MP_QSTR_UXGA), MP_ROM_INT(33)},
    {MP_ROM_QSTR(MP_QSTR_HD), MP_ROM_INT(34)},
    {MP_ROM_QSTR(MP_QSTR_FHD), MP_ROM_INT(35)},
    {MP_ROM_QSTR(MP_QSTR_QHD), MP_ROM_INT(36)},
    {MP_ROM_QSTR(MP_QSTR_QXGA), MP_ROM_INT(37)},
    {MP_ROM_QSTR(MP_QSTR_WQXGA), MP_ROM_INT(38)},
    {MP_ROM_QSTR(MP_QSTR_WQXGA2), MP_ROM_INT(39)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_SET_READOUT_WINDOW), MP_ROM_INT(0x100)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GET_READOUT_WINDOW), MP_ROM_INT(0x1)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_SET_TRIGGERED_MODE), MP_ROM_INT(0x2)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GET_TRIGGERED_MODE), MP_ROM_INT(0x3)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_SET_FOV_WIDE), MP_ROM_INT(0x4)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GET_FOV_WIDE), MP_ROM_INT(0x5)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_TRIGGER_AUTO_FOCUS), MP_ROM_INT(0x6)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_PAUSE_AUTO_FOCUS), MP_ROM_INT(0x7)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_RESET_AUTO_FOCUS), MP_ROM_INT(0x8)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_WAIT_ON_AUTO_FOCUS), MP_ROM_INT(0x9)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_SET_NIGHT_MODE), MP_ROM_INT(0xA)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GET_NIGHT_MODE), MP_ROM_INT(0xB)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_GET_WIDTH), MP_ROM_INT(0xC)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_GET_HEIGHT), MP_ROM_INT(0xD)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_GET_RADIOMETRY), MP_ROM_INT(0xE)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_GET_REFRESH), MP_ROM_INT(0xF)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_GET_RESOLUTION), MP_ROM_INT(0x10)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_RUN_COMMAND), MP_ROM_INT(0x11)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_SET_ATTRIBUTE), MP_ROM_INT(0x12)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_GET_ATTRIBUTE), MP_ROM_INT(0x13)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_GET_FPA_TEMP), MP_ROM_INT(0x14)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_GET_AUX_TEMP), MP_ROM_INT(0x15)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_SET_MODE), MP_ROM_INT(0x116)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_GET_MODE), MP_ROM_INT(0x17)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_SET_RANGE), MP_ROM_INT(0x118)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_LEPTON_GET_RANGE), MP_ROM_INT(0x19)},
    {MP_ROM_QSTR(MP_QSTR_IOCTL_GET_RGB_STATS), MP_ROM_INT(0x1F)},
};
static MP_DEFINE_CONST_DICT(csi_globals, csi_globals_table);

const mp_obj_module_t omv_module_csi = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&csi_globals,
};
MP_REGISTER_MODULE(MP_QSTR_csi, omv_module_csi);
