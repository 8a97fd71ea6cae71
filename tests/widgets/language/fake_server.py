# SPDX-License-Identifier: MIT
"""A language server that behaves as badly as it is told: fake_server.py MODE [COUNTER-FILE]"""
import json
import os
import sys

mode = sys.argv[1]
starts = 0
if len(sys.argv) > 2:
    with open(sys.argv[2], "a+") as counter:
        counter.write("x")
        starts = counter.tell()


def read():
    length = None
    while True:
        line = sys.stdin.buffer.readline()
        if not line:
            sys.exit(0)
        if line == b"\r\n":
            break
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    return json.loads(sys.stdin.buffer.read(length))


def write(message, pieces=1):
    body = json.dumps(message).encode()
    data = b"Content-Length: %d\r\n\r\n" % len(body) + body
    for i in range(0, len(data), max(1, len(data) // pieces)):
        sys.stdout.buffer.write(data[i : i + max(1, len(data) // pieces)])
        sys.stdout.buffer.flush()


def reply(message, result):
    write({"jsonrpc": "2.0", "id": message["id"], "result": result}, pieces=5)


if mode == "exit":
    sys.exit(3)
text = {}
held = []
while True:
    message = read()
    method = message.get("method")
    params = message.get("params", {})
    if method == "initialize":
        if mode == "silent":
            continue
        if mode == "garbage":
            sys.stdout.write("I speak no protocol\r\n\r\n")
            sys.stdout.flush()
            continue
        if mode == "refuse":
            write({"jsonrpc": "2.0", "id": message["id"], "error": {"code": 1, "message": "no"}})
            continue
        reply(message, {"capabilities": {}})
        write({"jsonrpc": "2.0", "id": "a", "method": "workspace/configuration", "params": {}})
        write({"jsonrpc": "2.0", "method": "window/logMessage", "params": {"message": "hello"}})
    elif method == "textDocument/didOpen":
        text[params["textDocument"]["uri"]] = params["textDocument"]["text"]
    elif method == "textDocument/didChange":
        text[params["textDocument"]["uri"]] = params["contentChanges"][0]["text"]
    elif method == "textDocument/didClose":
        del text[params["textDocument"]["uri"]]
    elif method == "textDocument/completion":
        if mode == "dies" or (mode == "dies-once" and starts == 1):
            os._exit(1)
        if mode == "deaf":
            continue
        uri = params["textDocument"]["uri"]
        if mode == "late":  # answers each request only when the next one comes
            held.append(message)
            if len(held) == 2:
                for each in held:
                    reply(each, [{"label": "line%d" % each["params"]["position"]["line"], "kind": 3}])
            continue
        items = [{"label": word, "kind": 3} for word in text.get(uri, "").split()]
        reply(message, {"items": items})
    elif method == "completionItem/resolve":
        item = dict(params, detail="builtins.str")
        item["documentation"] = {"kind": "plaintext", "value": "f(a: int)\u00a0-> int\n\nDoes it. And more."}
        reply(message, item)
    elif method == "textDocument/hover":
        reply(message, {"contents": {"kind": "plaintext", "value": "g(x)\n\nHovers."}})
    elif method == "textDocument/signatureHelp":
        signature = {"label": "f(a: int, b=2)", "documentation": "Signs.",
                     "parameters": [{"label": "a"}, {"label": "b"}]}
        reply(message, {"signatures": [signature], "activeSignature": 0, "activeParameter": 1})
    elif method == "exit":
        sys.exit(0)
