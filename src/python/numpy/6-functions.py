"""Functions of each element."""

def _function(plain, slope, edge=lambda v: nan):
    """A function of numbers, arrays and duals; `edge` is its value where Python's function has none."""

    def one(v):
        if isinstance(v, Dual):
            return v._chain(one(v.v), slope(v.v))
        try:
            return plain(v)
        except (ValueError, ZeroDivisionError, OverflowError):
            return edge(v)

    def function(x):
        if type(x) is float:
            try:
                return plain(x)
            except (ValueError, ZeroDivisionError, OverflowError):
                return edge(x)
        if type(x) is ndarray:
            try:
                return ndarray(list(map(plain, x._d)), x.shape)
            except (ValueError, TypeError, ZeroDivisionError, OverflowError):
                return ndarray([one(v) for v in x._d], x.shape)
        return function(array(x)) if isinstance(x, (list, tuple)) else one(x)

    return function


def _logarithm(v):
    return -inf if v == 0 else nan


def _log1p(v):
    # The quotient restores the digits of a small v lost in 1 + v.
    near = 1.0 + v
    return v if near == 1.0 else math.log(near) * v / (near - 1.0)


def _sign(v):
    v = _plain(v)
    side = v if v != v else (v > 0) - (v < 0)
    return side if isinstance(v, int) else float(side)


exp = _function(math.exp, lambda v: exp(v), lambda v: inf if v > 0 else nan)
expm1 = _function(math.expm1, lambda v: exp(v), lambda v: inf if v > 0 else nan)
log = _function(math.log, lambda v: _divide(1.0, v), _logarithm)
log2 = _function(math.log2, lambda v: _divide(1.0, v * math.log(2)), _logarithm)
log10 = _function(math.log10, lambda v: _divide(1.0, v * math.log(10)), _logarithm)
log1p = _function(_log1p, lambda v: _divide(1.0, 1 + v), lambda v: -inf if v == -1 else nan)
sqrt = _function(math.sqrt, lambda v: _divide(0.5, sqrt(v)))
cbrt = _function(lambda v: math.copysign(_power(_abs(v), 1 / 3), v), lambda v: _divide(1.0, 3 * cbrt(v) ** 2))
square = _function(lambda v: v * v, lambda v: 2 * v)
reciprocal = _function(lambda v: 1.0 / v, lambda v: _divide(-1.0, v * v), lambda v: inf)
sin = _function(math.sin, lambda v: cos(v))
cos = _function(math.cos, lambda v: -sin(v))
tan = _function(math.tan, lambda v: 1 + tan(v) ** 2)
arcsin = _function(math.asin, lambda v: _divide(1.0, sqrt(1 - v * v)))
arccos = _function(math.acos, lambda v: _divide(-1.0, sqrt(1 - v * v)))
arctan = _function(math.atan, lambda v: 1.0 / (1 + v * v))
sinh = _function(math.sinh, lambda v: cosh(v), lambda v: inf if v > 0 else -inf)
cosh = _function(math.cosh, lambda v: sinh(v), lambda v: inf)
tanh = _function(math.tanh, lambda v: 1 - tanh(v) ** 2)
sign = _function(_sign, lambda v: 0.0)
absolute = abs = _function(_abs, _sign)
fabs = _function(math.fabs, _sign)
floor = _function(lambda v: float(math.floor(v)), lambda v: 0.0, lambda v: v)
ceil = _function(lambda v: float(math.ceil(v)), lambda v: 0.0, lambda v: v)
isfinite = _function(lambda v: math.isfinite(_plain(v)), None)
isnan = _function(lambda v: math.isnan(_plain(v)), None)
isinf = _function(lambda v: math.isinf(_plain(v)), None)
logical_not = _function(lambda v: not v, None)
