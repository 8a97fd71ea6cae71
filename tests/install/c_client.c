/* SPDX-License-Identifier: MIT */
/* A C99 program on the C API: every function of <openmv/openmv.h> is called here, with the
   camera that the first argument names. Prints what is wrong; exits 0 when nothing is. */

#include <openmv/openmv.h>
#include <openmv/version.h>

#include <stdio.h>
#include <string.h>

static int problems = 0;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            const omv_error* last = omv_last_error();                                              \
            ++problems;                                                                            \
            printf("line %d: %s\n    last error: %d %s: %s: %s\n", __LINE__, #condition,           \
                   (int)last->code, last->id, last->what, last->why);                              \
        }                                                                                          \
    } while (0)

static const char* kScript = "import csi, protocol\n"
                             "class Box:\n"
                             "    data = b'\\x01\\x02\\x03'\n"
                             "    def size(self):\n"
                             "        return len(self.data)\n"
                             "    def read(self, offset, size):\n"
                             "        return self.data[offset:offset + size]\n"
                             "    def write(self, offset, data):\n"
                             "        self.data = bytes(data)\n"
                             "        return len(data)\n"
                             "    def poll(self):\n"
                             "        return True\n"
                             "protocol.register(name='box', backend=Box())\n"
                             "print('ready')\n"
                             "c = csi.CSI()\n"
                             "c.reset()\n"
                             "c.pixformat(csi.RGB565)\n"
                             "c.framesize(csi.QVGA)\n"
                             "while True:\n"
                             "    c.snapshot()\n";

static void check_errors_without_camera(void)
{
    omv_camera* camera = (omv_camera*)&problems;
    const omv_bytes* bytes = NULL;
    CHECK(strcmp(omv_version(), OPENMV_VERSION) == 0);
    CHECK(omv_last_error()->code == OMV_OK);
    CHECK(strcmp(omv_last_error()->what, "") == 0);
    CHECK(omv_camera_open("no such port", 1000, &camera) == OMV_ERROR_NO_DEVICE);
    CHECK(camera == NULL);
    CHECK(omv_last_error()->code == OMV_ERROR_NO_DEVICE);
    CHECK(strncmp(omv_last_error()->id, "OMV-E01", 7) == 0);
    CHECK(strlen(omv_last_error()->what) > 0);
    CHECK(omv_camera_open(NULL, 0, &camera) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(strstr(omv_last_error()->why, "port") != NULL);
    CHECK(omv_camera_open("auto", 0, NULL) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_run(NULL, "x", 0) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_stop(NULL, 0) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_wait_script(NULL, 0) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_next_text(NULL, 0, &bytes) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_stream(NULL, OMV_STREAM_JPEG, 0, 0, 0) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_next_frame(NULL, 0, NULL) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_frame_to_rgb(NULL, &bytes) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_channels(NULL, 0, NULL) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_read_channel(NULL, "x", 0, &bytes) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_write_channel(NULL, "x", "", 0, 0) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_connected(NULL) == 0);
    CHECK(omv_camera_info(NULL) == NULL);
    omv_camera_cancel(NULL);
    omv_camera_close(NULL);
    omv_bytes_release(NULL);
    omv_frame_release(NULL);
    omv_channels_release(NULL);
    CHECK(strcmp(omv_format_name(OMV_FORMAT_RGB565), "RGB565") == 0);
    CHECK(strcmp(omv_format_name(OMV_FORMAT_YUV422), "YUV422") == 0);
    CHECK(strcmp(omv_format_name(12345), "unknown") == 0);
}

static void check_text(omv_camera* camera)
{
    const omv_bytes* text = NULL;
    CHECK(omv_camera_next_text(camera, -1, &text) == OMV_OK);
    if (!text)
        return;
    CHECK(strlen((const char*)text->data) == text->size);
    CHECK(strncmp((const char*)text->data, "ready\n", 6) == 0);
    omv_bytes_release(text);
    CHECK(omv_camera_next_text(camera, 0, &text) == OMV_ERROR_TIMEOUT);
    CHECK(text == NULL);
}

static void check_frame(omv_camera* camera)
{
    const omv_frame* frame = NULL;
    const omv_bytes* rgb = NULL;
    CHECK(omv_camera_next_frame(camera, 10000, &frame) == OMV_OK);
    if (!frame)
        return;
    CHECK(frame->width == 320 && frame->height == 200);
    CHECK(frame->format == OMV_FORMAT_RGB565);
    CHECK(frame->size == 320 * 200 * 2);
    CHECK(frame->number > 0 && frame->time_us > 0);
    CHECK(omv_frame_to_rgb(frame, &rgb) == OMV_OK);
    if (rgb) {
        /* The first pixel, by the firmware's rule: bit replication. */
        const unsigned pixel = frame->data[0] | (unsigned)frame->data[1] << 8;
        const unsigned red = pixel >> 11;
        CHECK(rgb->size == 320 * 200 * 3);
        CHECK(rgb->data[0] == (red << 3 | red >> 2));
    }
    omv_bytes_release(rgb);
    omv_frame_release(frame);
}

static void check_channels(omv_camera* camera)
{
    const omv_channels* channels = NULL;
    const omv_bytes* data = NULL;
    const omv_channel* box = NULL;
    size_t i;
    CHECK(omv_camera_channels(camera, -1, &channels) == OMV_OK);
    for (i = 0; channels && i < channels->count; ++i) {
        if (strcmp(channels->items[i]->name, "box") == 0)
            box = channels->items[i];
    }
    CHECK(box && box->readable == 1 && box->writable == 1 && box->dynamic == 1);
    omv_channels_release(channels);
    CHECK(omv_camera_read_channel(camera, "box", -1, &data) == OMV_OK);
    CHECK(data && data->size == 3 && memcmp(data->data, "\1\2\3", 3) == 0);
    omv_bytes_release(data);
    CHECK(omv_camera_write_channel(camera, "box", "hello", 5, -1) == OMV_OK);
    CHECK(omv_camera_read_channel(camera, "box", -1, &data) == OMV_OK);
    CHECK(data && data->size == 5 && memcmp(data->data, "hello", 5) == 0);
    omv_bytes_release(data);
    CHECK(omv_camera_read_channel(camera, "no such", -1, &data) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(data == NULL);
    CHECK(omv_camera_read_channel(camera, NULL, -1, &data) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_write_channel(camera, "box", NULL, 1, -1) == OMV_ERROR_INVALID_ARGUMENT);
}

static void check_script_ends(omv_camera* camera)
{
    CHECK(omv_camera_wait_script(camera, 0) == OMV_ERROR_TIMEOUT);
    CHECK(omv_camera_stop(camera, -1) == OMV_OK);
    CHECK(omv_camera_wait_script(camera, -1) == OMV_OK);
    CHECK(omv_camera_run(camera, "1 / 0\n", -1) == OMV_OK);
    CHECK(omv_camera_wait_script(camera, 10000) == OMV_ERROR_SCRIPT_RAISED);
    CHECK(strstr(omv_last_error()->why, "ZeroDivisionError") != NULL);
    CHECK(omv_camera_run(camera, "", -1) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_stream(camera, (omv_stream)3, 0, 0, -1) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_stream(camera, OMV_STREAM_RAW, 320, 0, -1) == OMV_ERROR_INVALID_ARGUMENT);
    CHECK(omv_camera_stream(camera, OMV_STREAM_OFF, 0, 0, -1) == OMV_OK);
}

int main(int argc, char** argv)
{
    omv_camera* camera = NULL;
    if (argc != 2)
        return puts("usage: c_client PORT"), 2;
    check_errors_without_camera();
    CHECK(omv_camera_open(argv[1], -1, &camera) == OMV_OK);
    if (!camera)
        return 1;
    CHECK(omv_camera_connected(camera) == 1);
    printf("%s, firmware %s\n", omv_camera_info(camera)->board_name,
           omv_camera_info(camera)->firmware);
    CHECK(strcmp(omv_camera_info(camera)->board_id, "ae3") == 0);
    CHECK(strlen(omv_camera_info(camera)->serial) == 24);
    CHECK(strlen(omv_camera_info(camera)->port) > 0);
    CHECK(omv_camera_stream(camera, OMV_STREAM_RAW, 320, 240, -1) == OMV_OK);
    CHECK(omv_camera_run(camera, kScript, -1) == OMV_OK);
    check_text(camera);
    check_frame(camera);
    check_channels(camera);
    check_script_ends(camera);
    omv_camera_close(camera);
    printf("%d problems\n", problems);
    return problems == 0 ? 0 : 1;
}
