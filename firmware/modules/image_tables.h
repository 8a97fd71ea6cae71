// SPDX-License-Identifier: MIT
#pragma once

// The C functions behind the methods of the module image, for the tables in C.

#include "firmware/modules/image_object.h"

#ifdef __cplusplus
extern "C" {
#endif

mp_obj_t omv_image_width(mp_obj_t a);
mp_obj_t omv_image_height(mp_obj_t a);
mp_obj_t omv_image_size(mp_obj_t a);
mp_obj_t omv_image_format(mp_obj_t a);
mp_obj_t omv_image_bytearray(mp_obj_t a);
mp_obj_t omv_image_get_pixel(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_set_pixel(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_save(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_flush(mp_obj_t a);
mp_obj_t omv_image_clear(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_to_bitmap(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_to_grayscale(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_to_rgb565(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_to_rainbow(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_to_ironbow(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_to_jpeg(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_to_png(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_copy(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_crop(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_draw_line(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_draw_rectangle(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_draw_circle(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_draw_ellipse(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_draw_string(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_draw_cross(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_draw_arrow(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_draw_edges(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_draw_keypoints(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_draw_detection(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_mask_rectangle(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_image_mask_circle(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_image_mask_ellipse(size_t n_args, const mp_obj_t* args);
mp_obj_t omv_image_assign_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_and_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_nand_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_or_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_nor_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_xor_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_xnor_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_add_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_sub_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_rsub_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_min_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_max_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_difference_op(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_binary(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_invert(mp_obj_t a);
mp_obj_t omv_image_get_histogram(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_get_statistics(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_blobs(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_to_ndarray(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_of_ndarray(mp_obj_t source, mp_obj_t buffer, mp_obj_t copyToFb);
mp_obj_t omv_histogram_bins(mp_obj_t a);
mp_obj_t omv_histogram_a_bins(mp_obj_t a);
mp_obj_t omv_histogram_b_bins(mp_obj_t a);
mp_obj_t omv_histogram_get_percentile(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_histogram_get_threshold(mp_obj_t a);
mp_obj_t omv_histogram_get_statistics(mp_obj_t a);
mp_obj_t omv_image_binary_to_grayscale(mp_obj_t a);
mp_obj_t omv_image_binary_to_rgb(mp_obj_t a);
mp_obj_t omv_image_binary_to_lab(mp_obj_t a);
mp_obj_t omv_image_binary_to_yuv(mp_obj_t a);
mp_obj_t omv_image_grayscale_to_binary(mp_obj_t a);
mp_obj_t omv_image_grayscale_to_rgb(mp_obj_t a);
mp_obj_t omv_image_grayscale_to_lab(mp_obj_t a);
mp_obj_t omv_image_grayscale_to_yuv(mp_obj_t a);
mp_obj_t omv_image_rgb_to_binary(mp_obj_t a);
mp_obj_t omv_image_rgb_to_grayscale(mp_obj_t a);
mp_obj_t omv_image_rgb_to_lab(mp_obj_t a);
mp_obj_t omv_image_rgb_to_yuv(mp_obj_t a);
mp_obj_t omv_image_lab_to_binary(mp_obj_t a);
mp_obj_t omv_image_lab_to_grayscale(mp_obj_t a);
mp_obj_t omv_image_lab_to_rgb(mp_obj_t a);
mp_obj_t omv_image_lab_to_yuv(mp_obj_t a);
mp_obj_t omv_image_yuv_to_binary(mp_obj_t a);
mp_obj_t omv_image_yuv_to_grayscale(mp_obj_t a);
mp_obj_t omv_image_yuv_to_rgb(mp_obj_t a);
mp_obj_t omv_image_yuv_to_lab(mp_obj_t a);
mp_obj_t omv_image_erode(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_dilate(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_open(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_close(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_top_hat(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_black_hat(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_mean(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_mode(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_median(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_midpoint(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_gaussian(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_laplacian(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_bilateral(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_edges(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_flood_fill(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_get_similarity(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_morph(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_awb(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_gamma(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_histeq(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_linpolar(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_logpolar(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_lens_corr(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_rotation_corr(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_unavailable(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_to_evt_dark(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_to_evt_light(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_draw_event_histogram(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_to_depth(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_ccm(mp_obj_t a, mp_obj_t b);
mp_obj_t omv_image_get_regression(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_lines(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_line_segments(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_circles(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_rects(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_apriltags(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_qrcodes(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_datamatrices(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_find_barcodes(size_t n_args, const mp_obj_t* args, mp_map_t* kw);
mp_obj_t omv_image_get_solidity(mp_obj_t a);
mp_obj_t omv_image_get_convexity(mp_obj_t a);
mp_obj_t omv_image_get_major_axis_line(mp_obj_t a);
mp_obj_t omv_image_get_minor_axis_line(mp_obj_t a);
mp_obj_t omv_image_get_enclosing_circle(mp_obj_t a);
mp_obj_t omv_image_get_enclosed_ellipse(mp_obj_t a);
mp_obj_t omv_image_tag_family(mp_obj_t name); /* MP_OBJ_NULL: no family of this board */

#ifdef __cplusplus
}
#endif
