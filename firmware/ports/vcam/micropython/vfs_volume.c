// SPDX-License-Identifier: MIT
// The MicroPython type of the file system on /flash, and of its open files.
#include "vfs_type.h"

#include "extmod/vfs.h"
#include "py/builtin.h"
#include "py/mperrno.h"
#include "py/runtime.h"
#include "py/stream.h"

#include <string.h>

#define PATH_MAX_LENGTH 512

typedef struct {
    mp_obj_base_t base;
    struct omv_volume* volume;
    char folder[PATH_MAX_LENGTH];  // working directory within the volume, "/..."
} volume_obj_t;

typedef struct {
    mp_obj_base_t base;
    struct omv_volume* volume;
    int file;
} file_obj_t;

static const mp_obj_type_t volume_type;
static const mp_obj_type_t file_type;
static const mp_obj_type_t text_file_type;

static void check(int64_t result)
{
    if (result < 0)
        mp_raise_OSError((int)-result);
}

// Joins the working directory and `path`, and takes "." and ".." out; ".." at the root stays there.
static bool absolute(const volume_obj_t* self, const char* path, char* out)
{
    size_t used = 0;
    const char* parts[2] = {path[0] == '/' ? "" : self->folder, path};
    for (int i = 0; i < 2; ++i) {
        for (const char* at = parts[i]; *at;) {
            const size_t skip = strspn(at, "/");
            const size_t length = strcspn(at + skip, "/");
            const char* name = at + skip;
            at += skip + length;
            if (length == 0 || (length == 1 && name[0] == '.'))
                continue;
            if (length == 2 && name[0] == '.' && name[1] == '.') {
                while (used > 0 && out[--used] != '/') {}
                continue;
            }
            if (used + length + 2 > PATH_MAX_LENGTH)
                return false;
            out[used++] = '/';
            memcpy(out + used, name, length);
            used += length;
        }
    }
    if (used == 0)
        out[used++] = '/';
    out[used] = '\0';
    return true;
}

static void path_of(mp_obj_t self_in, mp_obj_t path, char* out)
{
    if (!absolute(MP_OBJ_TO_PTR(self_in), mp_obj_str_get_str(path), out))
        mp_raise_OSError(MP_EINVAL);
}

static struct omv_volume* volume_of(mp_obj_t self_in)
{
    return ((volume_obj_t*)MP_OBJ_TO_PTR(self_in))->volume;
}

mp_obj_t omv_vfs_volume_new(struct omv_volume* volume)
{
    volume_obj_t* self = mp_obj_malloc(volume_obj_t, &volume_type);
    self->volume = volume;
    strcpy(self->folder, "/");
    return MP_OBJ_FROM_PTR(self);
}

// Files

static file_obj_t* open_file(mp_obj_t self_in)
{
    file_obj_t* self = MP_OBJ_TO_PTR(self_in);
    if (self->file < 0)
        mp_raise_ValueError(MP_ERROR_TEXT("I/O operation on closed file"));
    return self;
}

static mp_uint_t as_stream_result(int64_t result, int* error)
{
    if (result >= 0)
        return (mp_uint_t)result;
    *error = (int)-result;
    return MP_STREAM_ERROR;
}

static mp_uint_t file_read(mp_obj_t self_in, void* into, mp_uint_t size, int* error)
{
    file_obj_t* self = open_file(self_in);
    return as_stream_result(omv_volume_read(self->volume, self->file, into, size), error);
}

static mp_uint_t file_write(mp_obj_t self_in, const void* from, mp_uint_t size, int* error)
{
    file_obj_t* self = open_file(self_in);
    return as_stream_result(omv_volume_write(self->volume, self->file, from, size), error);
}

static mp_uint_t file_seek(file_obj_t* self, struct mp_stream_seek_t* seek, int* error)
{
    const int64_t at = omv_volume_seek(self->volume, self->file, seek->offset, seek->whence);
    if (at >= 0)
        seek->offset = at;
    return at < 0 ? as_stream_result(at, error) : 0;
}

static mp_uint_t file_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t argument, int* error)
{
    file_obj_t* self = MP_OBJ_TO_PTR(self_in);
    switch (request) {
    case MP_STREAM_CLOSE:
        if (self->file >= 0)
            omv_volume_close(self->volume, self->file);
        self->file = -1;
        return 0;
    case MP_STREAM_SEEK:
        return file_seek(open_file(self_in), (struct mp_stream_seek_t*)argument, error);
    case MP_STREAM_FLUSH:
        self = open_file(self_in);
        return as_stream_result(omv_volume_flush(self->volume, self->file), error);
    case MP_STREAM_POLL: return argument & (MP_STREAM_POLL_RD | MP_STREAM_POLL_WR);
    default: *error = MP_EINVAL; return MP_STREAM_ERROR;
    }
}

static void file_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind)
{
    (void)kind;
    mp_printf(print, "<io.%s %p>", mp_obj_get_type_str(self_in), MP_OBJ_TO_PTR(self_in));
}

static const mp_rom_map_elem_t file_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&mp_stream_read_obj)},
    {MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&mp_stream_readinto_obj)},
    {MP_ROM_QSTR(MP_QSTR_readline), MP_ROM_PTR(&mp_stream_unbuffered_readline_obj)},
    {MP_ROM_QSTR(MP_QSTR_readlines), MP_ROM_PTR(&mp_stream_unbuffered_readlines_obj)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&mp_stream_write_obj)},
    {MP_ROM_QSTR(MP_QSTR_seek), MP_ROM_PTR(&mp_stream_seek_obj)},
    {MP_ROM_QSTR(MP_QSTR_tell), MP_ROM_PTR(&mp_stream_tell_obj)},
    {MP_ROM_QSTR(MP_QSTR_flush), MP_ROM_PTR(&mp_stream_flush_obj)},
    {MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&mp_stream_close_obj)},
    {MP_ROM_QSTR(MP_QSTR___del__), MP_ROM_PTR(&mp_stream_close_obj)},
    {MP_ROM_QSTR(MP_QSTR___enter__), MP_ROM_PTR(&mp_identity_obj)},
    {MP_ROM_QSTR(MP_QSTR___exit__), MP_ROM_PTR(&mp_stream___exit___obj)},
};
static MP_DEFINE_CONST_DICT(file_locals, file_locals_table);

static const mp_stream_p_t file_stream = {
    .read = file_read,
    .write = file_write,
    .ioctl = file_ioctl,
};
static const mp_stream_p_t text_file_stream = {
    .read = file_read,
    .write = file_write,
    .ioctl = file_ioctl,
    .is_text = true,
};

static MP_DEFINE_CONST_OBJ_TYPE(file_type, MP_QSTR_FileIO, MP_TYPE_FLAG_ITER_IS_STREAM, print,
                                file_print, protocol, &file_stream, locals_dict, &file_locals);
static MP_DEFINE_CONST_OBJ_TYPE(text_file_type, MP_QSTR_TextIOWrapper, MP_TYPE_FLAG_ITER_IS_STREAM,
                                print, file_print, protocol, &text_file_stream, locals_dict,
                                &file_locals);

static int open_flags(const char* mode, bool* text)
{
    int flags = OMV_OPEN_READ;
    for (; *mode; ++mode) {
        switch (*mode) {
        case 'r': flags = OMV_OPEN_READ; break;
        case 'w': flags = OMV_OPEN_WRITE | OMV_OPEN_CREATE | OMV_OPEN_TRUNCATE; break;
        case 'a': flags = OMV_OPEN_WRITE | OMV_OPEN_CREATE | OMV_OPEN_APPEND; break;
        case '+': flags |= OMV_OPEN_READ | OMV_OPEN_WRITE; break;
        case 'b': *text = false; break;
        case 't': *text = true; break;
        default: mp_raise_ValueError(MP_ERROR_TEXT("invalid mode"));
        }
    }
    return flags;
}

static mp_obj_t volume_open(mp_obj_t self_in, mp_obj_t path_in, mp_obj_t mode_in)
{
    char path[PATH_MAX_LENGTH];
    path_of(self_in, path_in, path);
    bool text = true;
    const int flags = open_flags(mp_obj_str_get_str(mode_in), &text);
    file_obj_t* file =
        mp_obj_malloc_with_finaliser(file_obj_t, text ? &text_file_type : &file_type);
    file->volume = volume_of(self_in);
    file->file = -1;
    const int opened = omv_volume_open(file->volume, path, flags);
    check(opened);
    file->file = opened;
    return MP_OBJ_FROM_PTR(file);
}
static MP_DEFINE_CONST_FUN_OBJ_3(volume_open_obj, volume_open);

// Folders

typedef struct {
    mp_obj_base_t base;
    mp_fun_1_t next;
    mp_fun_1_t end;
    void* list;
    bool bytes;
} listing_obj_t;

static mp_obj_t listing_end(mp_obj_t self_in)
{
    listing_obj_t* self = MP_OBJ_TO_PTR(self_in);
    if (self->list)
        omv_volume_list_end(self->list);
    self->list = NULL;
    return mp_const_none;
}

static mp_obj_t listing_next(mp_obj_t self_in)
{
    listing_obj_t* self = MP_OBJ_TO_PTR(self_in);
    char name[256];
    struct omv_file_info info;
    if (!self->list || !omv_volume_list_next(self->list, name, sizeof name, &info)) {
        listing_end(self_in);
        return MP_OBJ_STOP_ITERATION;
    }
    mp_obj_t items[4] = {
        self->bytes ? mp_obj_new_bytes((const byte*)name, strlen(name))
                    : mp_obj_new_str_from_cstr(name),
        MP_OBJ_NEW_SMALL_INT(info.folder ? MP_S_IFDIR : MP_S_IFREG),
        MP_OBJ_NEW_SMALL_INT(0),
        mp_obj_new_int_from_ull(info.folder ? 0 : info.size),
    };
    return mp_obj_new_tuple(4, items);
}

static mp_obj_t volume_ilistdir(mp_obj_t self_in, mp_obj_t path_in)
{
    char path[PATH_MAX_LENGTH];
    path_of(self_in, path_in, path);
    listing_obj_t* listing =
        mp_obj_malloc_with_finaliser(listing_obj_t, &mp_type_polymorph_iter_with_finaliser);
    listing->next = listing_next;
    listing->end = listing_end;
    listing->list = NULL;
    listing->bytes = mp_obj_get_type(path_in) == &mp_type_bytes;
    int error = 0;
    listing->list = omv_volume_list(volume_of(self_in), path, &error);
    check(error);
    return MP_OBJ_FROM_PTR(listing);
}
static MP_DEFINE_CONST_FUN_OBJ_2(volume_ilistdir_obj, volume_ilistdir);

static mp_obj_t volume_chdir(mp_obj_t self_in, mp_obj_t path_in)
{
    char path[PATH_MAX_LENGTH];
    path_of(self_in, path_in, path);
    struct omv_file_info info = {.folder = true};
    if (strcmp(path, "/") != 0)
        check(omv_volume_stat(volume_of(self_in), path, &info));
    if (!info.folder)
        mp_raise_OSError(MP_ENOENT);
    strcpy(((volume_obj_t*)MP_OBJ_TO_PTR(self_in))->folder, path);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(volume_chdir_obj, volume_chdir);

static mp_obj_t volume_getcwd(mp_obj_t self_in)
{
    return mp_obj_new_str_from_cstr(((volume_obj_t*)MP_OBJ_TO_PTR(self_in))->folder);
}
static MP_DEFINE_CONST_FUN_OBJ_1(volume_getcwd_obj, volume_getcwd);

static mp_obj_t with_path(mp_obj_t self_in, mp_obj_t path_in,
                          int (*function)(struct omv_volume*, const char*))
{
    char path[PATH_MAX_LENGTH];
    path_of(self_in, path_in, path);
    check(function(volume_of(self_in), path));
    return mp_const_none;
}

static mp_obj_t volume_mkdir(mp_obj_t self_in, mp_obj_t path)
{
    return with_path(self_in, path, omv_volume_mkdir);
}
static MP_DEFINE_CONST_FUN_OBJ_2(volume_mkdir_obj, volume_mkdir);

static mp_obj_t volume_remove(mp_obj_t self_in, mp_obj_t path)
{
    return with_path(self_in, path, omv_volume_remove);
}
static MP_DEFINE_CONST_FUN_OBJ_2(volume_remove_obj, volume_remove);

static mp_obj_t volume_rmdir(mp_obj_t self_in, mp_obj_t path)
{
    return with_path(self_in, path, omv_volume_rmdir);
}
static MP_DEFINE_CONST_FUN_OBJ_2(volume_rmdir_obj, volume_rmdir);

static mp_obj_t volume_rename(mp_obj_t self_in, mp_obj_t from_in, mp_obj_t to_in)
{
    char from[PATH_MAX_LENGTH];
    char to[PATH_MAX_LENGTH];
    path_of(self_in, from_in, from);
    path_of(self_in, to_in, to);
    check(omv_volume_rename(volume_of(self_in), from, to));
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_3(volume_rename_obj, volume_rename);

static mp_obj_t volume_stat(mp_obj_t self_in, mp_obj_t path_in)
{
    char path[PATH_MAX_LENGTH];
    path_of(self_in, path_in, path);
    struct omv_file_info info;
    check(omv_volume_stat(volume_of(self_in), path, &info));
    mp_obj_tuple_t* tuple = MP_OBJ_TO_PTR(mp_obj_new_tuple(10, NULL));
    for (int i = 1; i < 6; ++i)
        tuple->items[i] = MP_OBJ_NEW_SMALL_INT(0);
    tuple->items[0] = MP_OBJ_NEW_SMALL_INT(info.folder ? MP_S_IFDIR : MP_S_IFREG);
    tuple->items[6] = mp_obj_new_int_from_ull(info.folder ? 0 : info.size);
    for (int i = 7; i < 10; ++i)
        tuple->items[i] = mp_obj_new_int_from_ll(info.modified);
    return MP_OBJ_FROM_PTR(tuple);
}
static MP_DEFINE_CONST_FUN_OBJ_2(volume_stat_obj, volume_stat);

static mp_obj_t volume_statvfs(mp_obj_t self_in, mp_obj_t path_in)
{
    (void)path_in;
    struct omv_volume_info info;
    omv_volume_statvfs(volume_of(self_in), &info);
    mp_obj_tuple_t* tuple = MP_OBJ_TO_PTR(mp_obj_new_tuple(10, NULL));
    for (int i = 5; i < 9; ++i)
        tuple->items[i] = MP_OBJ_NEW_SMALL_INT(0);
    tuple->items[0] = tuple->items[1] = MP_OBJ_NEW_SMALL_INT(info.block_size);
    tuple->items[2] = mp_obj_new_int_from_ull(info.blocks);
    tuple->items[3] = tuple->items[4] = mp_obj_new_int_from_ull(info.free_blocks);
    tuple->items[9] = MP_OBJ_NEW_SMALL_INT(255);
    return MP_OBJ_FROM_PTR(tuple);
}
static MP_DEFINE_CONST_FUN_OBJ_2(volume_statvfs_obj, volume_statvfs);

static mp_obj_t volume_mount(mp_obj_t self_in, mp_obj_t readonly, mp_obj_t mkfs)
{
    (void)self_in;
    (void)readonly;
    (void)mkfs;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_3(volume_mount_obj, volume_mount);

static mp_obj_t volume_umount(mp_obj_t self_in)
{
    (void)self_in;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(volume_umount_obj, volume_umount);

static const mp_rom_map_elem_t volume_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_mount), MP_ROM_PTR(&volume_mount_obj)},
    {MP_ROM_QSTR(MP_QSTR_umount), MP_ROM_PTR(&volume_umount_obj)},
    {MP_ROM_QSTR(MP_QSTR_open), MP_ROM_PTR(&volume_open_obj)},
    {MP_ROM_QSTR(MP_QSTR_chdir), MP_ROM_PTR(&volume_chdir_obj)},
    {MP_ROM_QSTR(MP_QSTR_getcwd), MP_ROM_PTR(&volume_getcwd_obj)},
    {MP_ROM_QSTR(MP_QSTR_ilistdir), MP_ROM_PTR(&volume_ilistdir_obj)},
    {MP_ROM_QSTR(MP_QSTR_mkdir), MP_ROM_PTR(&volume_mkdir_obj)},
    {MP_ROM_QSTR(MP_QSTR_remove), MP_ROM_PTR(&volume_remove_obj)},
    {MP_ROM_QSTR(MP_QSTR_rename), MP_ROM_PTR(&volume_rename_obj)},
    {MP_ROM_QSTR(MP_QSTR_rmdir), MP_ROM_PTR(&volume_rmdir_obj)},
    {MP_ROM_QSTR(MP_QSTR_stat), MP_ROM_PTR(&volume_stat_obj)},
    {MP_ROM_QSTR(MP_QSTR_statvfs), MP_ROM_PTR(&volume_statvfs_obj)},
};
static MP_DEFINE_CONST_DICT(volume_locals, volume_locals_table);

static mp_import_stat_t volume_import_stat(void* self_in, const char* path_in)
{
    volume_obj_t* self = self_in;
    char path[PATH_MAX_LENGTH];
    struct omv_file_info info;
    if (!absolute(self, path_in, path) || omv_volume_stat(self->volume, path, &info) < 0)
        return MP_IMPORT_STAT_NO_EXIST;
    return info.folder ? MP_IMPORT_STAT_DIR : MP_IMPORT_STAT_FILE;
}

static const mp_vfs_proto_t volume_protocol = {.import_stat = volume_import_stat};

static MP_DEFINE_CONST_OBJ_TYPE(volume_type, MP_QSTR_Flash, MP_TYPE_FLAG_NONE, protocol,
                                &volume_protocol, locals_dict, &volume_locals);
