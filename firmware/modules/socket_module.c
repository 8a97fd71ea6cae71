// SPDX-License-Identifier: MIT
// Module socket: on this computer's loopback only, and only when the camera was started with
// --network loopback.
#define _GNU_SOURCE  // accept4
#include "firmware/modules/board_modules.h"
#include "firmware/modules/port.h"
#include "firmware/modules/sequence.h"

#include "py/mperrno.h"
#include "py/mphal.h"
#include "py/objstr.h"
#include "py/runtime.h"
#include "py/stream.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// How long a wait goes on without serving the VM, milliseconds.
#define SLICE_MS 5

typedef struct {
    mp_obj_base_t base;
    int fd;  // -1: closed
    int64_t timeout_us;  // -1: for ever
} socket_obj_t;

extern const mp_obj_type_t omv_socket_type;

static void require_network(void)
{
    if (!omv_port_network())
        mp_raise_OSError(ENETUNREACH);
}

static socket_obj_t* open_socket(mp_obj_t self_in)
{
    socket_obj_t* self = MP_OBJ_TO_PTR(self_in);
    if (self->fd < 0)
        mp_raise_OSError(EBADF);
    return self;
}

static socket_obj_t* new_socket(int fd)
{
    socket_obj_t* self = mp_obj_malloc_with_finaliser(socket_obj_t, &omv_socket_type);
    self->fd = fd;
    self->timeout_us = -1;
    return self;
}

/// Waits until the socket is ready; an errno, or 0. Serves the VM: may leave by an exception.
static int wait_ready(const socket_obj_t* self, short events)
{
    const int64_t start = omv_port_now();
    for (;;) {
        struct pollfd state = {self->fd, events, 0};
        if (poll(&state, 1, self->timeout_us == 0 ? 0 : SLICE_MS) > 0)
            return 0;
        if (self->timeout_us == 0)
            return EAGAIN;
        omv_vm_poll();
        mp_handle_pending(true);
        if (self->timeout_us > 0 && omv_port_now() - start >= self->timeout_us)
            return ETIMEDOUT;
    }
}

/// Of a name or number on the loopback; false: it is none.
static bool loopback_address(const char* host, struct in_addr* address)
{
    if (host[0] == '\0' || strcmp(host, "localhost") == 0 || strcmp(host, "0.0.0.0") == 0) {
        address->s_addr = htonl(INADDR_LOOPBACK);
        return true;
    }
    return inet_pton(AF_INET, host, address) == 1 && ntohl(address->s_addr) >> 24 == 127;
}

static struct sockaddr_in to_address(mp_obj_t tuple)
{
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    mp_obj_t* items;
    omv_sequence_items_exactly(tuple, 2, &items);
    if (!loopback_address(mp_obj_str_get_str(items[0]), &address.sin_addr))
        mp_raise_OSError(ENETUNREACH);
    address.sin_port = htons((uint16_t)mp_obj_get_int(items[1]));
    return address;
}

static mp_obj_t from_address(const struct sockaddr_in* address)
{
    char host[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &address->sin_addr, host, sizeof host);
    mp_obj_t items[2] = {mp_obj_new_str_from_cstr(host),
                         MP_OBJ_NEW_SMALL_INT(ntohs(address->sin_port))};
    return mp_obj_new_tuple(2, items);
}

static mp_obj_t socket_make_new(const mp_obj_type_t* type, size_t n_args, size_t n_kw,
                                const mp_obj_t* args)
{
    (void)type;
    mp_arg_check_num(n_args, n_kw, 0, 3, false);
    require_network();
    const mp_int_t family = n_args > 0 ? mp_obj_get_int(args[0]) : AF_INET;
    const mp_int_t kind = n_args > 1 ? mp_obj_get_int(args[1]) : SOCK_STREAM;
    if (family != AF_INET || (kind != SOCK_STREAM && kind != SOCK_DGRAM))
        mp_raise_OSError(EAFNOSUPPORT);
    const int fd = socket(AF_INET, (int)kind | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        mp_raise_OSError(errno);
    return MP_OBJ_FROM_PTR(new_socket(fd));
}

static void socket_print(const mp_print_t* print, mp_obj_t self_in, mp_print_kind_t kind)
{
    (void)kind;
    mp_printf(print, "<socket %d>", ((socket_obj_t*)MP_OBJ_TO_PTR(self_in))->fd);
}

static mp_obj_t socket_close(mp_obj_t self_in)
{
    socket_obj_t* self = MP_OBJ_TO_PTR(self_in);
    if (self->fd >= 0)
        close(self->fd);
    self->fd = -1;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(socket_close_obj, socket_close);

static mp_obj_t socket_bind(mp_obj_t self_in, mp_obj_t where)
{
    const socket_obj_t* self = open_socket(self_in);
    const struct sockaddr_in address = to_address(where);
    if (bind(self->fd, (const struct sockaddr*)&address, sizeof address) != 0)
        mp_raise_OSError(errno);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_bind_obj, socket_bind);

static mp_obj_t socket_listen(size_t n_args, const mp_obj_t* args)
{
    const socket_obj_t* self = open_socket(args[0]);
    if (listen(self->fd, n_args > 1 ? (int)mp_obj_get_int(args[1]) : 2) != 0)
        mp_raise_OSError(errno);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_listen_obj, 1, 2, socket_listen);

static mp_obj_t socket_accept(mp_obj_t self_in)
{
    const socket_obj_t* self = open_socket(self_in);
    const int problem = wait_ready(self, POLLIN);
    if (problem)
        mp_raise_OSError(problem);
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    // The object first: making it may raise.
    socket_obj_t* other = new_socket(-1);
    other->fd = accept4(self->fd, (struct sockaddr*)&address, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (other->fd < 0)
        mp_raise_OSError(errno);
    mp_obj_t items[2] = {MP_OBJ_FROM_PTR(other), from_address(&address)};
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(socket_accept_obj, socket_accept);

static mp_obj_t socket_connect(mp_obj_t self_in, mp_obj_t where)
{
    const socket_obj_t* self = open_socket(self_in);
    const struct sockaddr_in address = to_address(where);
    if (connect(self->fd, (const struct sockaddr*)&address, sizeof address) == 0)
        return mp_const_none;
    if (errno != EINPROGRESS)
        mp_raise_OSError(errno);
    int problem = self->timeout_us == 0 ? EINPROGRESS : wait_ready(self, POLLOUT);
    socklen_t size = sizeof problem;
    if (problem == 0)
        getsockopt(self->fd, SOL_SOCKET, SO_ERROR, &problem, &size);
    if (problem)
        mp_raise_OSError(problem);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_connect_obj, socket_connect);

/// Bytes, or -1 with the errno in `error`.
static ssize_t send_some(const socket_obj_t* self, const void* data, size_t size,
                         const struct sockaddr_in* to, int* error)
{
    *error = wait_ready(self, POLLOUT);
    if (*error)
        return -1;
    const ssize_t sent =
        sendto(self->fd, data, size, MSG_NOSIGNAL, (const struct sockaddr*)to, to ? sizeof *to : 0);
    *error = sent < 0 ? errno : 0;
    return sent;
}

static ssize_t receive_some(const socket_obj_t* self, void* data, size_t size,
                            struct sockaddr_in* from, int* error)
{
    *error = wait_ready(self, POLLIN);
    if (*error)
        return -1;
    socklen_t length = sizeof *from;
    const ssize_t got =
        recvfrom(self->fd, data, size, 0, (struct sockaddr*)from, from ? &length : NULL);
    *error = got < 0 ? errno : 0;
    return got;
}

static mp_obj_t socket_send(mp_obj_t self_in, mp_obj_t data)
{
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(data, &buffer, MP_BUFFER_READ);
    int error;
    const ssize_t sent = send_some(open_socket(self_in), buffer.buf, buffer.len, NULL, &error);
    if (sent < 0)
        mp_raise_OSError(error);
    return mp_obj_new_int((mp_int_t)sent);
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_send_obj, socket_send);

static mp_obj_t socket_sendall(mp_obj_t self_in, mp_obj_t data)
{
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(data, &buffer, MP_BUFFER_READ);
    for (size_t done = 0; done < buffer.len;) {
        int error;
        const ssize_t sent = send_some(open_socket(self_in), (const char*)buffer.buf + done,
                                       buffer.len - done, NULL, &error);
        if (sent < 0)
            mp_raise_OSError(error);
        done += (size_t)sent;
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_sendall_obj, socket_sendall);

static mp_obj_t socket_sendto(mp_obj_t self_in, mp_obj_t data, mp_obj_t where)
{
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(data, &buffer, MP_BUFFER_READ);
    const struct sockaddr_in address = to_address(where);
    int error;
    const ssize_t sent = send_some(open_socket(self_in), buffer.buf, buffer.len, &address, &error);
    if (sent < 0)
        mp_raise_OSError(error);
    return mp_obj_new_int((mp_int_t)sent);
}
static MP_DEFINE_CONST_FUN_OBJ_3(socket_sendto_obj, socket_sendto);

static mp_obj_t receive(mp_obj_t self_in, mp_obj_t size, struct sockaddr_in* from)
{
    const mp_int_t most = mp_obj_get_int(size);
    if (most < 0)
        mp_raise_ValueError(NULL);
    vstr_t data;
    vstr_init_len(&data, (size_t)most);
    int error;
    const ssize_t got = receive_some(open_socket(self_in), data.buf, data.len, from, &error);
    if (got < 0)
        mp_raise_OSError(error);
    data.len = (size_t)got;
    return mp_obj_new_bytes_from_vstr(&data);
}

static mp_obj_t socket_recv(mp_obj_t self_in, mp_obj_t size)
{
    return receive(self_in, size, NULL);
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_recv_obj, socket_recv);

static mp_obj_t socket_recvfrom(mp_obj_t self_in, mp_obj_t size)
{
    struct sockaddr_in from;
    memset(&from, 0, sizeof from);
    mp_obj_t items[2];
    items[0] = receive(self_in, size, &from);
    items[1] = from_address(&from);
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_recvfrom_obj, socket_recvfrom);

static mp_obj_t socket_settimeout(mp_obj_t self_in, mp_obj_t timeout)
{
    socket_obj_t* self = MP_OBJ_TO_PTR(self_in);
    self->timeout_us =
        timeout == mp_const_none ? -1 : (int64_t)(mp_obj_get_float(timeout) * 1000000.0f);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_settimeout_obj, socket_settimeout);

static mp_obj_t socket_setblocking(mp_obj_t self_in, mp_obj_t blocking)
{
    ((socket_obj_t*)MP_OBJ_TO_PTR(self_in))->timeout_us = mp_obj_is_true(blocking) ? -1 : 0;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(socket_setblocking_obj, socket_setblocking);

// Only SO_REUSEADDR means anything here; others are taken and do nothing.
static mp_obj_t socket_setsockopt(size_t n_args, const mp_obj_t* args)
{
    (void)n_args;
    const socket_obj_t* self = open_socket(args[0]);
    const bool reuse =
        mp_obj_get_int(args[1]) == SOL_SOCKET && mp_obj_get_int(args[2]) == SO_REUSEADDR;
    if (reuse) {
        const int on = mp_obj_is_true(args[3]);
        setsockopt(self->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_setsockopt_obj, 4, 4, socket_setsockopt);

static mp_obj_t socket_getsockname(mp_obj_t self_in)
{
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    if (getsockname(open_socket(self_in)->fd, (struct sockaddr*)&address, &size) != 0)
        mp_raise_OSError(errno);
    return from_address(&address);
}
static MP_DEFINE_CONST_FUN_OBJ_1(socket_getsockname_obj, socket_getsockname);

static mp_obj_t socket_makefile(size_t n_args, const mp_obj_t* args)
{
    (void)n_args;
    return args[0];
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_makefile_obj, 1, 3, socket_makefile);

// As a stream

static mp_uint_t stream_read(mp_obj_t self_in, void* buffer, mp_uint_t size, int* error)
{
    const ssize_t got = receive_some(open_socket(self_in), buffer, size, NULL, error);
    return got < 0 ? MP_STREAM_ERROR : (mp_uint_t)got;
}

static mp_uint_t stream_write(mp_obj_t self_in, const void* buffer, mp_uint_t size, int* error)
{
    const ssize_t sent = send_some(open_socket(self_in), buffer, size, NULL, error);
    return sent < 0 ? MP_STREAM_ERROR : (mp_uint_t)sent;
}

static mp_uint_t stream_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t argument, int* error)
{
    const socket_obj_t* self = MP_OBJ_TO_PTR(self_in);
    if (request == MP_STREAM_CLOSE) {
        socket_close(self_in);
        return 0;
    }
    if (request != MP_STREAM_POLL) {
        *error = MP_EINVAL;
        return MP_STREAM_ERROR;
    }
    if (self->fd < 0)
        return MP_STREAM_POLL_NVAL;
    struct pollfd state = {self->fd, POLLIN | POLLOUT, 0};
    poll(&state, 1, 0);
    mp_uint_t found = 0;
    if (state.revents & (POLLIN | POLLHUP))
        found |= argument & MP_STREAM_POLL_RD;
    if (state.revents & POLLOUT)
        found |= argument & MP_STREAM_POLL_WR;
    if (state.revents & POLLERR)
        found |= MP_STREAM_POLL_ERR;
    if (state.revents & POLLHUP)
        found |= MP_STREAM_POLL_HUP;
    return found;
}

static const mp_stream_p_t socket_stream = {
    .read = stream_read,
    .write = stream_write,
    .ioctl = stream_ioctl,
};

static const mp_rom_map_elem_t socket_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___del__), MP_ROM_PTR(&socket_close_obj)},
    {MP_ROM_QSTR(MP_QSTR_close), MP_ROM_PTR(&socket_close_obj)},
    {MP_ROM_QSTR(MP_QSTR_bind), MP_ROM_PTR(&socket_bind_obj)},
    {MP_ROM_QSTR(MP_QSTR_listen), MP_ROM_PTR(&socket_listen_obj)},
    {MP_ROM_QSTR(MP_QSTR_accept), MP_ROM_PTR(&socket_accept_obj)},
    {MP_ROM_QSTR(MP_QSTR_connect), MP_ROM_PTR(&socket_connect_obj)},
    {MP_ROM_QSTR(MP_QSTR_send), MP_ROM_PTR(&socket_send_obj)},
    {MP_ROM_QSTR(MP_QSTR_sendall), MP_ROM_PTR(&socket_sendall_obj)},
    {MP_ROM_QSTR(MP_QSTR_sendto), MP_ROM_PTR(&socket_sendto_obj)},
    {MP_ROM_QSTR(MP_QSTR_recv), MP_ROM_PTR(&socket_recv_obj)},
    {MP_ROM_QSTR(MP_QSTR_recvfrom), MP_ROM_PTR(&socket_recvfrom_obj)},
    {MP_ROM_QSTR(MP_QSTR_settimeout), MP_ROM_PTR(&socket_settimeout_obj)},
    {MP_ROM_QSTR(MP_QSTR_setblocking), MP_ROM_PTR(&socket_setblocking_obj)},
    {MP_ROM_QSTR(MP_QSTR_setsockopt), MP_ROM_PTR(&socket_setsockopt_obj)},
    {MP_ROM_QSTR(MP_QSTR_getsockname), MP_ROM_PTR(&socket_getsockname_obj)},
    {MP_ROM_QSTR(MP_QSTR_makefile), MP_ROM_PTR(&socket_makefile_obj)},
    {MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&mp_stream_read_obj)},
    {MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&mp_stream_readinto_obj)},
    {MP_ROM_QSTR(MP_QSTR_readline), MP_ROM_PTR(&mp_stream_unbuffered_readline_obj)},
    {MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&mp_stream_write_obj)},
};
static MP_DEFINE_CONST_DICT(socket_locals, socket_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(omv_socket_type, MP_QSTR_socket, MP_TYPE_FLAG_NONE, make_new,
                         socket_make_new, print, socket_print, protocol, &socket_stream,
                         locals_dict, &socket_locals);

// Module _network: what the frozen network.py asks.

static mp_obj_t network_allowed(void)
{
    return mp_obj_new_bool(omv_port_network());
}
static MP_DEFINE_CONST_FUN_OBJ_0(network_allowed_obj, network_allowed);

static const mp_rom_map_elem_t network_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR__network)},
    {MP_ROM_QSTR(MP_QSTR_allowed), MP_ROM_PTR(&network_allowed_obj)},
};
static MP_DEFINE_CONST_DICT(network_globals, network_globals_table);

const mp_obj_module_t omv_module_network = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&network_globals,
};
MP_REGISTER_MODULE(MP_QSTR__network, omv_module_network);

// The module

static mp_obj_t socket_getaddrinfo(size_t n_args, const mp_obj_t* args)
{
    require_network();
    struct in_addr address;
    if (!loopback_address(mp_obj_str_get_str(args[0]), &address))
        mp_raise_OSError(-2);  // as the boards: the name is not known
    char host[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &address, host, sizeof host);
    mp_obj_t where[2] = {mp_obj_new_str_from_cstr(host), args[1]};
    const mp_int_t kind =
        n_args > 3 && mp_obj_get_int(args[3]) ? mp_obj_get_int(args[3]) : SOCK_STREAM;
    mp_obj_t items[5] = {MP_OBJ_NEW_SMALL_INT(AF_INET), MP_OBJ_NEW_SMALL_INT(kind),
                         MP_OBJ_NEW_SMALL_INT(0), MP_OBJ_NEW_QSTR(MP_QSTR_),
                         mp_obj_new_tuple(2, where)};
    const mp_obj_t entry = mp_obj_new_tuple(5, items);
    return mp_obj_new_list(1, (mp_obj_t*)&entry);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(socket_getaddrinfo_obj, 2, 6, socket_getaddrinfo);

static mp_obj_t module_init(void)
{
    omv_require_module(MP_QSTR_socket);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(module_init_obj, module_init);

static const mp_rom_map_elem_t socket_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_socket)},
    {MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&module_init_obj)},
    {MP_ROM_QSTR(MP_QSTR_socket), MP_ROM_PTR(&omv_socket_type)},
    {MP_ROM_QSTR(MP_QSTR_getaddrinfo), MP_ROM_PTR(&socket_getaddrinfo_obj)},
    {MP_ROM_QSTR(MP_QSTR_AF_INET), MP_ROM_INT(AF_INET)},
    {MP_ROM_QSTR(MP_QSTR_AF_INET6), MP_ROM_INT(AF_INET6)},
    {MP_ROM_QSTR(MP_QSTR_SOCK_STREAM), MP_ROM_INT(SOCK_STREAM)},
    {MP_ROM_QSTR(MP_QSTR_SOCK_DGRAM), MP_ROM_INT(SOCK_DGRAM)},
    {MP_ROM_QSTR(MP_QSTR_SOL_SOCKET), MP_ROM_INT(SOL_SOCKET)},
    {MP_ROM_QSTR(MP_QSTR_SO_REUSEADDR), MP_ROM_INT(SO_REUSEADDR)},
    {MP_ROM_QSTR(MP_QSTR_SO_BROADCAST), MP_ROM_INT(SO_BROADCAST)},
    {MP_ROM_QSTR(MP_QSTR_SO_KEEPALIVE), MP_ROM_INT(SO_KEEPALIVE)},
    {MP_ROM_QSTR(MP_QSTR_IPPROTO_IP), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_IPPROTO_TCP), MP_ROM_INT(6)},
    {MP_ROM_QSTR(MP_QSTR_IPPROTO_UDP), MP_ROM_INT(17)},
    {MP_ROM_QSTR(MP_QSTR_TCP_NODELAY), MP_ROM_INT(1)},
};
static MP_DEFINE_CONST_DICT(socket_globals, socket_globals_table);

const mp_obj_module_t omv_module_socket = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t*)&socket_globals,
};
MP_REGISTER_EXTENSIBLE_MODULE(MP_QSTR_socket, omv_module_socket);
