// SPDX-License-Identifier: MIT
// Module sensor: the older names for the main sensor.
#include "firmware/modules/sensor_tables.h"

#include "firmware/modules/csi_tables.h"

static MP_DEFINE_CONST_FUN_OBJ_0(sensor_reset_obj, omv_sensor_reset);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_sleep_obj, omv_sensor_sleep);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_shutdown_obj, omv_sensor_shutdown);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_flush_obj, omv_sensor_flush);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_width_obj, omv_sensor_width);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_height_obj, omv_sensor_height);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_id_obj, omv_sensor_get_id);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_frame_available_obj, omv_sensor_get_frame_available);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_pixformat_obj, omv_sensor_set_pixformat);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_pixformat_obj, omv_sensor_get_pixformat);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_framesize_obj, omv_sensor_get_framesize);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_framerate_obj, omv_sensor_set_framerate);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_framerate_obj, omv_sensor_get_framerate);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_windowing_obj, omv_sensor_get_windowing);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_gainceiling_obj, omv_sensor_set_gainceiling);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_contrast_obj, omv_sensor_set_contrast);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_brightness_obj, omv_sensor_set_brightness);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_saturation_obj, omv_sensor_set_saturation);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_quality_obj, omv_sensor_set_quality);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_colorbar_obj, omv_sensor_set_colorbar);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_special_effect_obj, omv_sensor_set_special_effect);
static MP_DEFINE_CONST_FUN_OBJ_3(sensor_set_lens_correction_obj, omv_sensor_set_lens_correction);
static MP_DEFINE_CONST_FUN_OBJ_KW(sensor_set_auto_gain_obj, 1, omv_sensor_set_auto_gain);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_gain_db_obj, omv_sensor_get_gain_db);
static MP_DEFINE_CONST_FUN_OBJ_KW(sensor_set_auto_exposure_obj, 1, omv_sensor_set_auto_exposure);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_exposure_us_obj, omv_sensor_get_exposure_us);
static MP_DEFINE_CONST_FUN_OBJ_KW(sensor_set_auto_whitebal_obj, 1, omv_sensor_set_auto_whitebal);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_rgb_gain_db_obj, omv_sensor_get_rgb_gain_db);
static MP_DEFINE_CONST_FUN_OBJ_KW(sensor_set_auto_blc_obj, 1, omv_sensor_set_auto_blc);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_blc_regs_obj, omv_sensor_get_blc_regs);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_hmirror_obj, omv_sensor_set_hmirror);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_hmirror_obj, omv_sensor_get_hmirror);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_vflip_obj, omv_sensor_set_vflip);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_vflip_obj, omv_sensor_get_vflip);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_transpose_obj, omv_sensor_set_transpose);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_transpose_obj, omv_sensor_get_transpose);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_auto_rotation_obj, omv_sensor_set_auto_rotation);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_auto_rotation_obj, omv_sensor_get_auto_rotation);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_framebuffers_obj, omv_sensor_set_framebuffers);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_framebuffers_obj, omv_sensor_get_framebuffers);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_vsync_callback_obj, omv_sensor_set_vsync_callback);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_frame_callback_obj, omv_sensor_set_frame_callback);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(sensor_ioctl_obj, 1, 4, omv_sensor_ioctl);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_color_palette_obj, omv_sensor_set_color_palette);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_color_palette_obj, omv_sensor_get_color_palette);
static MP_DEFINE_CONST_FUN_OBJ_2(sensor_write_reg_obj, omv_sensor_write_reg);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_read_reg_obj, omv_sensor_read_reg);
static MP_DEFINE_CONST_FUN_OBJ_KW(sensor_snapshot_obj, 0, omv_sensor_snapshot);
static MP_DEFINE_CONST_FUN_OBJ_KW(sensor_skip_frames_obj, 0, omv_sensor_skip_frames);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_get_fb_obj, omv_sensor_get_fb);
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_set_framesize_obj, omv_sensor_set_framesize);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(sensor_set_windowing_obj, 1, 4,
                                           omv_sensor_set_windowing);
static MP_DEFINE_CONST_FUN_OBJ_3(sensor_alloc_extra_fb_obj, omv_sensor_alloc_extra_fb);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_dealloc_extra_fb_obj, omv_sensor_dealloc_extra_fb);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(sensor_disable_delays_obj, 0, 1,
                                           omv_sensor_disable_delays);
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(sensor_disable_full_flush_obj, 0, 1,
                                           omv_sensor_disable_full_flush);
static MP_DEFINE_CONST_FUN_OBJ_0(sensor_init_obj, omv_sensor_init);

static mp_obj_t sensor_getattr(mp_obj_t name)
{
    return omv_csi_event_constant(name, true);
}
static MP_DEFINE_CONST_FUN_OBJ_1(sensor_getattr_obj, sensor_getattr);

static const mp_rom_map_elem_t sensor_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___getattr__), MP_ROM_PTR(&sensor_getattr_obj)},
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_sensor)},
    {MP_ROM_QSTR(MP_QSTR_reset), MP_ROM_PTR(&sensor_reset_obj)},
    {MP_ROM_QSTR(MP_QSTR_sleep), MP_ROM_PTR(&sensor_sleep_obj)},
    {MP_ROM_QSTR(MP_QSTR_shutdown), MP_ROM_PTR(&sensor_shutdown_obj)},
    {MP_ROM_QSTR(MP_QSTR_flush), MP_ROM_PTR(&sensor_flush_obj)},
    {MP_ROM_QSTR(MP_QSTR_width), MP_ROM_PTR(&sensor_width_obj)},
    {MP_ROM_QSTR(MP_QSTR_height), MP_ROM_PTR(&sensor_height_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_id), MP_ROM_PTR(&sensor_get_id_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_frame_available), MP_ROM_PTR(&sensor_get_frame_available_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_pixformat), MP_ROM_PTR(&sensor_set_pixformat_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_pixformat), MP_ROM_PTR(&sensor_get_pixformat_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_framesize), MP_ROM_PTR(&sensor_get_framesize_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_framerate), MP_ROM_PTR(&sensor_set_framerate_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_framerate), MP_ROM_PTR(&sensor_get_framerate_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_windowing), MP_ROM_PTR(&sensor_get_windowing_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_gainceiling), MP_ROM_PTR(&sensor_set_gainceiling_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_contrast), MP_ROM_PTR(&sensor_set_contrast_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_brightness), MP_ROM_PTR(&sensor_set_brightness_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_saturation), MP_ROM_PTR(&sensor_set_saturation_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_quality), MP_ROM_PTR(&sensor_set_quality_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_colorbar), MP_ROM_PTR(&sensor_set_colorbar_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_special_effect), MP_ROM_PTR(&sensor_set_special_effect_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_lens_correction), MP_ROM_PTR(&sensor_set_lens_correction_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_auto_gain), MP_ROM_PTR(&sensor_set_auto_gain_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_gain_db), MP_ROM_PTR(&sensor_get_gain_db_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_auto_exposure), MP_ROM_PTR(&sensor_set_auto_exposure_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_exposure_us), MP_ROM_PTR(&sensor_get_exposure_us_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_auto_whitebal), MP_ROM_PTR(&sensor_set_auto_whitebal_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_rgb_gain_db), MP_ROM_PTR(&sensor_get_rgb_gain_db_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_auto_blc), MP_ROM_PTR(&sensor_set_auto_blc_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_blc_regs), MP_ROM_PTR(&sensor_get_blc_regs_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_hmirror), MP_ROM_PTR(&sensor_set_hmirror_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_hmirror), MP_ROM_PTR(&sensor_get_hmirror_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_vflip), MP_ROM_PTR(&sensor_set_vflip_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_vflip), MP_ROM_PTR(&sensor_get_vflip_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_transpose), MP_ROM_PTR(&sensor_set_transpose_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_transpose), MP_ROM_PTR(&sensor_get_transpose_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_auto_rotation), MP_ROM_PTR(&sensor_set_auto_rotation_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_auto_rotation), MP_ROM_PTR(&sensor_get_auto_rotation_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_framebuffers), MP_ROM_PTR(&sensor_set_framebuffers_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_framebuffers), MP_ROM_PTR(&sensor_get_framebuffers_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_vsync_callback), MP_ROM_PTR(&sensor_set_vsync_callback_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_frame_callback), MP_ROM_PTR(&sensor_set_frame_callback_obj)},
    {MP_ROM_QSTR(MP_QSTR_ioctl), MP_ROM_PTR(&sensor_ioctl_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_color_palette), MP_ROM_PTR(&sensor_set_color_palette_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_color_palette), MP_ROM_PTR(&sensor_get_color_palette_obj)},
    {MP_ROM_QSTR(MP_QSTR___write_reg), MP_ROM_PTR(&sensor_write_reg_obj)},
    {MP_ROM_QSTR(MP_QSTR___read_reg), MP_ROM_PTR(&sensor_read_reg_obj)},
    {MP_ROM_QSTR(MP_QSTR_snapshot), MP_ROM_PTR(&sensor_snapshot_obj)},
    {MP_ROM_QSTR(MP_QSTR_skip_frames), MP_ROM_PTR(&sensor_skip_frames_obj)},
    {MP_ROM_QSTR(MP_QSTR_get_fb), MP_ROM_PTR(&sensor_get_fb_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_framesize), MP_ROM_PTR(&sensor_set_framesize_obj)},
    {MP_ROM_QSTR(MP_QSTR_set_windowing), MP_ROM_PTR(&sensor_set_windowing_obj)},
    {MP_ROM_QSTR(MP_QSTR_alloc_extra_fb), MP_ROM_PTR(&sensor_alloc_extra_fb_obj)},
    {MP_ROM_QSTR(MP_QSTR_dealloc_extra_fb), MP_ROM_PTR(&sensor_dealloc_extra_fb_obj)},
    {MP_ROM_QSTR(MP_QSTR_disable_delays), MP_ROM_PTR(&sensor_disable_delays_obj)},
    {MP_ROM_QSTR(MP_QSTR_disable_full_flush), MP_ROM_PTR(&sensor_disable_full_flush_obj)},
    {MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&sensor_init_obj)},
#include "firmware/modules/csi_constants.inc"
    {MP_ROM_QSTR(MP_QSTR_QQCIF), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_QQSIF), MP_ROM_INT(5)},
    {MP_ROM_QSTR(MP_QSTR_QQQQVGA), MP_ROM_INT(8)},
    {MP_ROM_QSTR(MP_QSTR_HQQQQVGA), MP_ROM_INT(13)},
    {MP_ROM_QSTR(MP_QSTR_HQQQVGA), MP_ROM_INT(14)},
    {MP_ROM_QSTR(MP_QSTR_HQQVGA), MP_ROM_INT(15)},
    {MP_ROM_QSTR(MP_QSTR_B64X32), MP_ROM_INT(18)},
    {MP_ROM_QSTR(MP_QSTR_B64X64), MP_ROM_INT(19)},
    {MP_ROM_QSTR(MP_QSTR_B128X64), MP_ROM_INT(20)},
    {MP_ROM_QSTR(MP_QSTR_B128X128), MP_ROM_INT(21)},
    {MP_ROM_QSTR(MP_QSTR_B160X160), MP_ROM_INT(22)},
    {MP_ROM_QSTR(MP_QSTR_B320X320), MP_ROM_INT(23)},
    {MP_ROM_QSTR(MP_QSTR_LCD), MP_ROM_INT(24)},
    {MP_ROM_QSTR(MP_QSTR_QQVGA2), MP_ROM_INT(25)},
};
static MP_DEFINE_CONST_DICT(sensor_globals, sensor_globals_table);

const mp_obj_module_t omv_module_sensor = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&sensor_globals,
};
MP_REGISTER_MODULE(MP_QSTR_sensor, omv_module_sensor);
// The one csi.CSI behind this module.
MP_REGISTER_ROOT_POINTER(mp_obj_t omv_sensor_csi);
