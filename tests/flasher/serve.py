#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A server on loopback with good files and bad habits.

usage: serve.py

Prints its port. /good.zip is whole, /cut.zip ends in the middle, /slow.zip never ends,
/away leads to a file of this computer, everything else is missing. Ends with its input.
"""
import http.server
import sys
import threading

GOOD = bytes(range(256)) * 400


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
            return
        if self.path.split("?")[0] not in ("/good.zip", "/cut.zip", "/slow.zip"):
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(GOOD)))
        self.end_headers()
        if self.path.startswith("/good.zip"):
            self.wfile.write(GOOD)
        else:
            self.wfile.write(GOOD[:1000])
            self.wfile.flush()
        if self.path == "/slow.zip":
            ENDED.wait()


ENDED = threading.Event()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_port, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
ENDED.set()
