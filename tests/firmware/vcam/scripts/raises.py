# SPDX-License-Identifier: MIT
# At hand in every script that board_script.h reads.


def raises(error, call, *args, **kw):
    """The exception of that call, which must be one of these."""
    try:
        call(*args, **kw)
    except error as raised:
        return raised
    except Exception as other:
        raise AssertionError("%r instead of %r" % (other, error))
    raise AssertionError("nothing raised, expected %r" % error)
