# SPDX-License-Identifier: MIT
"""types: names for types that builtins do not name. Board module: types."""

import _board

_board.require("types")
del _board


class _Example:
    def method(self):
        yield


FunctionType = LambdaType = type(lambda: None)
GeneratorType = type(_Example().method())
MethodType = type(_Example().method)
BuiltinFunctionType = type(len)
BuiltinMethodType = type([].append)
ModuleType = type(__import__("sys"))
# MicroPython has no such types.
CodeType = MappingProxyType = SimpleNamespace = TracebackType = FrameType = None
GetSetDescriptorType = MemberDescriptorType = None
del _Example


def prepare_class(name, bases=(), kwds=None):
    """Metaclass, namespace and what is left of the keywords; there are no metaclasses but type."""
    left = dict(kwds or {})
    meta = left.pop("metaclass", type(bases[0]) if bases else type)
    return meta, {}, left


def new_class(name, bases=(), kwds=None, exec_body=None):
    meta, namespace, left = prepare_class(name, bases, kwds)
    if exec_body is not None:
        exec_body(namespace)
    return meta(name, bases, namespace, **left)
