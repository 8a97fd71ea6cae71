# SPDX-License-Identifier: MIT
"""What the driver raises. Their names begin as they do in the module that scripts know."""


class ADPS9960InvalidDevId(ValueError):
    def __init__(self, id, valid_ids):
        super().__init__("Device id 0x%x is not a valid one (valid: %s)!" % (id, valid_ids))


class ADPS9960InvalidMode(ValueError):
    def __init__(self, mode):
        super().__init__("Feature mode %s is invalid!" % mode)
