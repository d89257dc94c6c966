"""Its arithmetic."""

# Written out for each sign, because a call for every element would cost more than the arithmetic.
_FORWARD = """
def _%(name)s(self, other):
    d = self._d
    if type(other) is float and len(d) == 2:
        return ndarray([d[0] %(sign)s other, d[1] %(sign)s other], self.shape)
    if isinstance(other, ndarray):
        if self.shape == other.shape:
            e = other._d
            if len(d) == 2:
                return ndarray([d[0] %(sign)s e[0], d[1] %(sign)s e[1]], self.shape)
            shape, pairs = self.shape, zip(d, e)
        else:
            shape = _common(self.shape, other.shape)
            pairs = zip(_spread(self, shape), _spread(other, shape))
        return ndarray([a %(sign)s b for a, b in pairs], shape)
    if isinstance(other, (list, tuple)):
        return _%(name)s(self, array(other))
    return ndarray([a %(sign)s other for a in d], self.shape)

ndarray.__%(name)s__ = _%(name)s
"""
_BACKWARD = """
def _r%(name)s(self, other):
    d = self._d
    if type(other) is float and len(d) == 2:
        return ndarray([other %(sign)s d[0], other %(sign)s d[1]], self.shape)
    if isinstance(other, (list, tuple)):
        return _%(name)s(array(other), self)
    return ndarray([other %(sign)s a for a in d], self.shape)

def _i%(name)s(self, other):
    return self._into(_%(name)s(self, other))

ndarray.__r%(name)s__, ndarray.__i%(name)s__ = _r%(name)s, _i%(name)s
"""
for _name, _sign in (
    ("add", "+"), ("sub", "-"), ("mul", "*"), ("floordiv", "//"), ("mod", "%"), ("and", "&"), ("or", "|"),
    ("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">="), ("eq", "=="), ("ne", "!="),
):
    exec(_FORWARD % {"name": _name, "sign": _sign}, globals())
    if _sign in "+-*//%&|":
        exec(_BACKWARD % {"name": _name, "sign": _sign}, globals())


def _pairs(a, b):
    """The elements of two operands side by side, and their shape; each may be an array or a number."""
    a = array(a) if isinstance(a, (list, tuple)) else a
    b = array(b) if isinstance(b, (list, tuple)) else b
    if not isinstance(a, ndarray):
        return [a] * len(b._d), b._d, b.shape
    if not isinstance(b, ndarray):
        return a._d, [b] * len(a._d), a.shape
    if a.shape == b.shape:
        return a._d, b._d, a.shape
    shape = _common(a.shape, b.shape)
    return _spread(a, shape), _spread(b, shape), shape


def _divide(a, b):
    try:
        return a / b
    except ZeroDivisionError:
        if isinstance(a, Dual) or isinstance(b, Dual):
            return Dual(_divide(_plain(a), _plain(b)), [nan] * len(a.d if isinstance(a, Dual) else b.d))
        return nan if a == 0 or a != a else inf if (a > 0) == (math.copysign(1.0, b) > 0) else -inf


def _power(a, p):
    if isinstance(a, Dual) or isinstance(p, Dual):
        return a**p
    if p == 2:
        return a * a
    try:
        value = a**p
    except ZeroDivisionError:
        return inf
    return nan if isinstance(value, complex) else value


def _both(function, a, b):
    if not isinstance(a, (ndarray, list, tuple)) and not isinstance(b, (ndarray, list, tuple)):
        return function(a, b)
    left, right, shape = _pairs(a, b)
    return ndarray([function(x, y) for x, y in zip(left, right)], shape)


def divide(a, b):
    if type(a) is ndarray:
        d = a._d
        if (type(b) is float or type(b) is int) and b:
            return ndarray([d[0] / b, d[1] / b] if len(d) == 2 else [x / b for x in d], a.shape)
        if type(b) is ndarray and a.shape == b.shape and len(d) == 2:
            e = b._d
            try:
                return ndarray([d[0] / e[0], d[1] / e[1]], a.shape)
            except ZeroDivisionError:
                pass
    if not isinstance(a, (ndarray, list, tuple)) and not isinstance(b, (ndarray, list, tuple)):
        return _divide(a, b)
    left, right, shape = _pairs(a, b)
    try:
        return ndarray([x / y for x, y in zip(left, right)], shape)
    except ZeroDivisionError:
        return ndarray([_divide(x, y) for x, y in zip(left, right)], shape)


def power(a, p):
    if isinstance(a, ndarray) and not isinstance(p, (ndarray, list, tuple)) and p == 2:
        d = a._d
        return ndarray([d[0] * d[0], d[1] * d[1]] if len(d) == 2 else [x * x for x in d], a.shape)
    return _both(_power, a, p)


ndarray.__truediv__ = divide
ndarray.__rtruediv__ = lambda self, other: divide(other, self)
ndarray.__itruediv__ = lambda self, other: self._into(divide(self, other))
ndarray.__pow__ = power
ndarray.__rpow__ = lambda self, other: power(other, self)
ndarray.__ipow__ = lambda self, other: self._into(power(self, other))
