"""A small NumPy for the interpreter in the page: what the rules, losses and models of these notes need, and no more.

Arrays have one or two dimensions and hold floats, whole numbers, truth values, or duals (numbers that carry their slopes,
below). The same code gives the same numbers under the real NumPy; an error names anything that is missing. It differs
knowingly in this: an array of no dimension is a plain number; a slice is a copy, not a view; a division of plain numbers by
zero is Python's error, while arrays give inf and nan, as NumPy's do.
"""

import math

pi, e, inf, nan, newaxis = math.pi, math.e, math.inf, math.nan, None
float64 = float32 = float
int64 = int32 = int
bool_ = bool
_min, _max, _abs, _round, _all, _any, _sum = min, max, abs, round, all, any, sum


class Dual:
    """A number v with its derivatives d by each of the parameters: arithmetic on it is the chain rule, so slopes are exact."""

    def __init__(self, v, d):
        self.v = v
        self.d = d

    # Nearly every map has two parameters, and two sums written out cost a third of a list made in a loop.
    def _chain(self, value, slope):
        d = self.d
        return Dual(value, [slope * d[0], slope * d[1]] if len(d) == 2 else [slope * one for one in d])

    def __add__(self, other):
        if isinstance(other, Dual):
            d, e = self.d, other.d
            return Dual(self.v + other.v, [d[0] + e[0], d[1] + e[1]] if len(d) == 2 else [a + b for a, b in zip(d, e)])
        return other.__radd__(self) if isinstance(other, ndarray) else Dual(self.v + other, self.d)

    def __radd__(self, other):
        return Dual(other + self.v, self.d)

    def __sub__(self, other):
        if isinstance(other, Dual):
            d, e = self.d, other.d
            return Dual(self.v - other.v, [d[0] - e[0], d[1] - e[1]] if len(d) == 2 else [a - b for a, b in zip(d, e)])
        return other.__rsub__(self) if isinstance(other, ndarray) else Dual(self.v - other, self.d)

    def __rsub__(self, other):
        return Dual(other - self.v, [-a for a in self.d])

    def __mul__(self, other):
        if isinstance(other, Dual):
            v, w, d, e = self.v, other.v, self.d, other.d
            if len(d) == 2:
                return Dual(v * w, [d[0] * w + v * e[0], d[1] * w + v * e[1]])
            return Dual(v * w, [a * w + v * b for a, b in zip(d, e)])
        return other.__rmul__(self) if isinstance(other, ndarray) else self._chain(self.v * other, other)

    def __rmul__(self, other):
        return self._chain(other * self.v, other)

    def __truediv__(self, other):
        if isinstance(other, Dual):
            v, w = self.v, other.v
            return Dual(v / w, [(a - v / w * b) / w for a, b in zip(self.d, other.d)])
        if isinstance(other, ndarray):
            return other.__rtruediv__(self)
        return Dual(self.v / other, [a / other for a in self.d])

    def __rtruediv__(self, other):
        quotient = other / self.v
        return self._chain(quotient, -quotient / self.v)

    def __pow__(self, p):
        v = self.v
        if isinstance(p, ndarray):
            return p.__rpow__(self)
        if isinstance(p, Dual):
            return exp(p * log(self))
        if p == 2:
            return self._chain(v * v, 2 * v)
        if p == 0:
            return self._chain(1.0, 0.0)
        return self._chain(_power(v, p), p * _power(v, p - 1))

    def __rpow__(self, base):
        value = _power(base, self.v)
        return self._chain(value, value * log(base))

    def __floordiv__(self, other):
        return self._chain(_plain(self) // _plain(other), 0.0)

    def __mod__(self, other):
        return self - other * (_plain(self) // _plain(other))

    def __neg__(self):
        return Dual(-self.v, [-a for a in self.d])

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self.v < 0 else self

    def __lt__(self, other):
        return self.v < _plain(other)

    def __le__(self, other):
        return self.v <= _plain(other)

    def __gt__(self, other):
        return self.v > _plain(other)

    def __ge__(self, other):
        return self.v >= _plain(other)

    def __eq__(self, other):
        return self.v == _plain(other)

    def __ne__(self, other):
        return self.v != _plain(other)

    def __hash__(self):
        return hash(self.v)

    def __bool__(self):
        return self.v != 0

    def __repr__(self):
        return repr(self.v)

    # No __float__ here or in the array: it would let 2.0 * x lose the slopes, and math.exp(x) too.


def _plain(x):
    return x.v if isinstance(x, Dual) else x
