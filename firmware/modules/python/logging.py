# SPDX-License-Identifier: MIT
"""logging: the part of CPython's module that boards have."""

import io
import sys
import time

CRITICAL = 50
ERROR = 40
WARNING = 30
INFO = 20
DEBUG = 10
NOTSET = 0

_NAMES = {
    CRITICAL: "CRITICAL",
    ERROR: "ERROR",
    WARNING: "WARNING",
    INFO: "INFO",
    DEBUG: "DEBUG",
    NOTSET: "NOTSET",
}
_FORMAT = "%(levelname)s:%(name)s:%(message)s"
_loggers = {}


def getLevelName(level):
    return _NAMES.get(level, "Level %s" % level)


def addLevelName(level, name):
    _NAMES[level] = name


class LogRecord:
    def set(self, name, level, message):
        self.name = name
        self.levelno = level
        self.levelname = getLevelName(level)
        self.message = message
        self.ct = time.time()
        self.msecs = 0
        self.asctime = None


class Formatter:
    def __init__(self, fmt=None, datefmt=None):
        self.fmt = fmt or _FORMAT
        self.datefmt = datefmt

    def usesTime(self):
        return "asctime" in self.fmt

    def formatTime(self, datefmt, record):
        moment = time.localtime(record.ct)
        if datefmt and hasattr(time, "strftime"):
            return time.strftime(datefmt, moment)
        return "%04d-%02d-%02d %02d:%02d:%02d" % moment[:6]

    def format(self, record):
        if self.usesTime():
            record.asctime = self.formatTime(self.datefmt, record)
        return self.fmt % {
            "name": record.name,
            "message": record.message,
            "msecs": record.msecs,
            "asctime": record.asctime,
            "levelname": record.levelname,
            "levelno": record.levelno,
        }


class Handler:
    def __init__(self, level=NOTSET):
        self.level = level
        self.formatter = None

    def setLevel(self, level):
        self.level = level

    def setFormatter(self, formatter):
        self.formatter = formatter

    def format(self, record):
        return (self.formatter or Formatter()).format(record)

    def emit(self, record):
        raise NotImplementedError

    def close(self):
        pass


class StreamHandler(Handler):
    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream
        self.terminator = "\n"

    def emit(self, record):
        if record.levelno >= self.level:
            self.stream.write(self.format(record) + self.terminator)

    def close(self):
        if hasattr(self.stream, "flush"):
            self.stream.flush()


class FileHandler(StreamHandler):
    def __init__(self, filename, mode="a", encoding="UTF-8"):
        super().__init__(open(filename, mode))

    def close(self):
        super().close()
        self.stream.close()


class Logger:
    def __init__(self, name, level=NOTSET):
        self.name = name
        self.level = level
        self.handlers = []
        self.record = LogRecord()

    def setLevel(self, level):
        self.level = level

    def isEnabledFor(self, level):
        return level >= self.getEffectiveLevel()

    def getEffectiveLevel(self):
        return self.level or getLogger().level or WARNING

    def hasHandlers(self):
        return bool(self.handlers)

    def addHandler(self, handler):
        self.handlers.append(handler)

    def log(self, level, msg, *args):
        if not self.isEnabledFor(level):
            return
        if args:
            msg = msg % (args[0] if isinstance(args[0], dict) else args)
        self.record.set(self.name, level, msg)
        for handler in self.handlers or getLogger().handlers:
            handler.emit(self.record)

    def debug(self, msg, *args):
        self.log(DEBUG, msg, *args)

    def info(self, msg, *args):
        self.log(INFO, msg, *args)

    def warning(self, msg, *args):
        self.log(WARNING, msg, *args)

    def error(self, msg, *args):
        self.log(ERROR, msg, *args)

    def critical(self, msg, *args):
        self.log(CRITICAL, msg, *args)

    def exception(self, msg, *args, exc_info=True):
        self.log(ERROR, msg, *args)
        trace = exc_info if isinstance(exc_info, BaseException) else None
        if trace is None and exc_info and hasattr(sys, "exc_info"):
            trace = sys.exc_info()[1]
        if trace:
            text = io.StringIO()
            sys.print_exception(trace, text)
            self.log(ERROR, "%s", text.getvalue())


def getLogger(name=None):
    name = name or "root"
    if name not in _loggers:
        _loggers[name] = Logger(name, WARNING if name == "root" else NOTSET)
        if name == "root":
            basicConfig()
    return _loggers[name]


def log(level, msg, *args):
    getLogger().log(level, msg, *args)


def debug(msg, *args):
    getLogger().debug(msg, *args)


def info(msg, *args):
    getLogger().info(msg, *args)


def warning(msg, *args):
    getLogger().warning(msg, *args)


def error(msg, *args):
    getLogger().error(msg, *args)


def critical(msg, *args):
    getLogger().critical(msg, *args)


def exception(msg, *args, exc_info=True):
    getLogger().exception(msg, *args, exc_info=exc_info)


def shutdown():
    for logger in _loggers.values():
        for handler in logger.handlers:
            handler.close()
        logger.handlers = []


def basicConfig(
    filename=None,
    filemode="a",
    format=None,
    datefmt=None,
    level=WARNING,
    stream=None,
    encoding="UTF-8",
    force=False
):
    root = _loggers.get("root")
    if root is None:
        root = _loggers["root"] = Logger("root", WARNING)
    if root.handlers and not force and not (filename or format or datefmt or stream):
        root.setLevel(level)
        return
    for handler in root.handlers:
        handler.close()
    handler = FileHandler(filename, filemode) if filename else StreamHandler(stream)
    handler.setFormatter(Formatter(format, datefmt))
    root.handlers = [handler]
    root.setLevel(level)
