# SPDX-License-Identifier: MIT
"""requests: HTTP to servers that the sockets reach. Board module: ae3, pure-thermal, rt1062."""

import _board

_board.require("requests")

import binascii
import socket

_BOUNDARY = "omv-7f3a0c5e9d2b4816"


class Response:
    """`headers` and `content` are text, as the board has them."""

    def __init__(self, code, reason, headers=None, content=None):
        self.encoding = "utf-8"
        self.reason = reason
        self.status_code = code
        self._headers = headers
        self._content = content

    @property
    def headers(self):
        return str(self._headers, self.encoding)

    @property
    def content(self):
        return str(self._content, self.encoding)

    def json(self):
        import json

        return json.loads(self._content)


def _parse(url):
    """Host, port and path."""
    scheme, _, rest = url.partition("//")
    if scheme == "https:":
        import ssl  # there is none: raises ImportError
    if scheme != "http:":
        raise ValueError("Unsupported protocol: " + scheme)
    host, _, path = rest.partition("/")
    host, _, port = host.partition(":")
    return host, int(port) if port else 80, "/" + path


def _form(files):
    """The body of a form that sends files: {field: (name, file)}."""
    body = b""
    for field, (name, file) in files.items():
        head = 'Content-Disposition: form-data; name="%s"; filename="%s"' % (field, name)
        body += ("--%s\r\n%s\r\n\r\n" % (_BOUNDARY, head)).encode()
        body += file.read() + b"\r\n"
    return body + ("--%s--\r\n" % _BOUNDARY).encode()


def _head(method, host, path, headers, kind, auth, size):
    lines = ["%s %s HTTP/1.0" % (method, path)]
    if "Host" not in headers:
        lines.append("Host: " + host)
    lines += ["%s: %s" % (name, headers[name]) for name in headers]
    if auth:
        secret = binascii.b2a_base64(("%s:%s" % tuple(auth)).encode()).strip()
        lines.append("Authorization: Basic " + secret.decode())
    if kind:
        lines.append("Content-Type: " + kind)
    if size:
        lines.append("Content-Length: %d" % size)
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _exchange(host, port, request, timeout):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    answer = b""
    try:
        s.connect(socket.getaddrinfo(host, port)[0][-1])
        s.settimeout(timeout)
        s.sendall(request)
        while True:
            part = s.recv(1024)
            if not part:
                break
            answer += part
    except OSError:
        # A server that keeps the line open is silent when it has answered.
        if not answer:
            raise
    finally:
        s.close()
    return answer


def _joined(chunks):
    """What a server sent in chunks, each behind its size."""
    data = b""
    while True:
        size, _, chunks = chunks.partition(b"\r\n")
        count = int(size.split(b";")[0] or b"0", 16)
        if not count:
            return data
        data += chunks[:count]
        chunks = chunks[count + 2 :]


def _response(answer):
    head, _, content = answer.partition(b"\r\n\r\n")
    first, _, headers = head.partition(b"\r\n")
    status = first.split(None, 2)
    code = int(status[1])
    for line in headers.lower().split(b"\r\n"):
        if line.startswith(b"location:") and not 200 <= code <= 299:
            raise NotImplementedError("Redirects not yet supported")
        if line.startswith(b"transfer-encoding:") and b"chunked" in line:
            content = _joined(content)
    return Response(code, status[2].decode().strip() if len(status) > 2 else "", headers, content)


def request(
    method, url, data=None, json=None, files=None, headers={}, auth=None, stream=None, timeout=5.0
):
    host, port, path = _parse(url)
    kind = None
    if json is not None:
        from json import dumps

        data, kind = dumps(json), "application/json"
    if files is not None:
        data, kind = _form(files), "multipart/form-data; boundary=" + _BOUNDARY
    if isinstance(data, str):
        data = data.encode()
    data = bytes(data or b"")
    head = _head(method, host, path, headers, kind, auth, len(data))
    return _response(_exchange(host, port, head + data, timeout))


def head(url, **kw):
    return request("HEAD", url, **kw)


def get(url, **kw):
    return request("GET", url, **kw)


def post(url, **kw):
    return request("POST", url, **kw)


def put(url, **kw):
    return request("PUT", url, **kw)


def patch(url, **kw):
    return request("PATCH", url, **kw)


def delete(url, **kw):
    return request("DELETE", url, **kw)
