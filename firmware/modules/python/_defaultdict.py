# SPDX-License-Identifier: MIT
"""What collections has on the AE3. No dict: it lacks len(), iteration, keys() and the rest there, too."""


class MutableMapping:
    pass


class defaultdict:
    def __init__(self, default_factory=None, **kwargs):
        self.d = kwargs
        self.default_factory = default_factory

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        return self.default_factory()

    def __getitem__(self, key):
        if key not in self.d:
            self.d[key] = self.__missing__(key)
        return self.d[key]

    def __setitem__(self, key, v):
        self.d[key] = v

    def __delitem__(self, key):
        del self.d[key]

    def __contains__(self, key):
        return key in self.d

    def items(self):
        return self.d.items()
