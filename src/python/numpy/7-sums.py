"""Sums and other reductions, functions of two arrays, and joined arrays."""


def _lines(x, axis):
    """The lists that a reduction along an axis takes one number from each."""
    rows, columns = x.shape
    d = x._d
    if axis % 2 == 0:
        return [d[j::columns] for j in range(columns)]
    return [d[i * columns : (i + 1) * columns] for i in range(rows)]


def _reduction(of):
    def reduced(x, axis=None, keepdims=False):
        if not isinstance(x, ndarray):
            x = array(x)
        if not isinstance(x, ndarray):
            return of([x])
        if axis is None or len(x.shape) == 1:
            if axis not in (None, 0, -1):
                raise ValueError("axis %s is out of bounds for an array of one dimension" % axis)
            value = of(x._d)
            return ndarray([value], (1,) * len(x.shape)) if keepdims else value
        values = [of(line) for line in _lines(x, axis)]
        shape = (len(values),) if not keepdims else (1, len(values)) if axis % 2 == 0 else (len(values), 1)
        return ndarray(values, shape)

    return reduced


def _added(d):
    # NumPy's sum of floats is a float.
    return _sum(d) if d else 0.0


def _product(d):
    value = 1 if d and isinstance(d[0], int) else 1.0
    for one in d:
        value = value * one
    return value


def _best(d, over):
    if not d:
        raise ValueError("an empty array has no maximum or minimum")
    best = d[0]
    for one in d:
        if over(one, best) or one != one:
            best = one
            if one != one:
                break
    return best


_mean = _reduction(lambda d: _divide(_added(d), len(d)))
sum = _reduction(_added)
prod = _reduction(_product)
max = amax = _reduction(lambda d: _best(d, lambda a, b: a > b))
min = amin = _reduction(lambda d: _best(d, lambda a, b: a < b))
argmax = _reduction(lambda d: d.index(_best(d, lambda a, b: a > b)))
argmin = _reduction(lambda d: d.index(_best(d, lambda a, b: a < b)))
all = _reduction(lambda d: _all([bool(one) for one in d]))
any = _reduction(lambda d: _any([bool(one) for one in d]))
mean = _mean


def average(x, weights=None):
    return mean(x) if weights is None else sum(array(x) * array(weights)) / sum(array(weights))


def var(x, axis=None, ddof=0):
    x = array(x)
    off = square(x - mean(x, axis, keepdims=True))
    n = x.size if axis is None else x.shape[axis]
    return sum(off, axis) / (n - ddof)


def std(x, axis=None, ddof=0):
    return sqrt(var(x, axis, ddof))


def median(x):
    d = sorted(array(x)._d)
    n = len(d)
    return float(d[n // 2]) if n % 2 else (d[n // 2 - 1] + d[n // 2]) / 2


def cumsum(x):
    total, d = 0, []
    for one in array(x)._d:
        total = total + one
        d.append(total)
    return ndarray(d, (len(d),))


def diff(x):
    d = array(x)._d
    return ndarray([b - a for a, b in zip(d, d[1:])], (len(d) - 1,))


def sort(x):
    d = sorted(array(x)._d)
    return ndarray(d, (len(d),))


def argsort(x):
    d = array(x)._d
    return ndarray(sorted(range(len(d)), key=lambda i: d[i]), (len(d),))


def unique(x):
    d = sorted(set(array(x)._d))
    return ndarray(d, (len(d),))


def maximum(a, b):
    return _both(lambda x, y: x if x >= y or x != x else y, a, b)


def minimum(a, b):
    return _both(lambda x, y: x if x <= y or x != x else y, a, b)


def clip(x, low, high):
    return minimum(maximum(x, low), high)


def where(condition, a=None, b=None):
    if a is None:
        return (ndarray([i for i, one in enumerate(array(condition)._d) if one], (-1,)).ravel(),)
    if not isinstance(condition, (ndarray, list, tuple)):
        return a if condition else b
    condition = array(condition)
    first, _, shape = _pairs(a, condition)
    second, _, _ = _pairs(b, condition)
    chosen = _spread(condition, shape)
    return ndarray(_alike([x if one else y for one, x, y in zip(chosen, first, second)]), shape)


def arctan2(y, x):
    def one(a, b):
        if isinstance(a, Dual) or isinstance(b, Dual):
            p, q = _plain(a), _plain(b)
            r = p * p + q * q
            n = len(a.d if isinstance(a, Dual) else b.d)
            da = a.d if isinstance(a, Dual) else [0.0] * n
            db = b.d if isinstance(b, Dual) else [0.0] * n
            return Dual(one(p, q), [(q * s - p * t) / r for s, t in zip(da, db)])
        return math.atan2(a, b)

    return _both(one, y, x)


def hypot(a, b):
    return sqrt(square(a) + square(b))


def add(a, b):
    return a + b if isinstance(a, ndarray) or isinstance(b, ndarray) else array(a) + array(b)


def subtract(a, b):
    return a - b if isinstance(a, ndarray) or isinstance(b, ndarray) else array(a) - array(b)


def multiply(a, b):
    return a * b if isinstance(a, ndarray) or isinstance(b, ndarray) else array(a) * array(b)


def negative(a):
    return -array(a)


def mod(a, b):
    return _both(lambda x, y: x % y, a, b)


def round(x, decimals=0):
    places = _function(lambda v: _round(v, decimals) if isinstance(v, float) else v, lambda v: 0.0, lambda v: v)
    return places(x)


def _inner(a, b):
    if len(a) != len(b):
        raise ValueError("shapes do not match: a product of %d numbers with %d" % (len(a), len(b)))
    return _added([x * y for x, y in zip(a, b)])


def dot(a, b):
    a, b = array(a), array(b)
    if not isinstance(a, ndarray) or not isinstance(b, ndarray):
        return a * b
    left = [a._d] if len(a.shape) == 1 else _lines(a, 1)
    right = [b._d] if len(b.shape) == 1 else _lines(b, 0)
    d = [_inner(row, column) for row in left for column in right]
    if len(a.shape) == 1 and len(b.shape) == 1:
        return d[0]
    if len(a.shape) == 2 and len(b.shape) == 2:
        return ndarray(d, (len(left), len(right)))
    return ndarray(d, (len(d),))


matmul = inner = vdot = dot


def outer(a, b):
    a, b = array(a)._d, array(b)._d
    return ndarray([x * y for x in a for y in b], (len(a), len(b)))


def transpose(x):
    return array(x).T


def reshape(x, shape):
    return array(x).reshape(shape)


def ravel(x):
    return array(x).ravel()


def copy(x):
    return array(x)


def shape(x):
    x = array(x)
    return x.shape if isinstance(x, ndarray) else ()


def ndim(x):
    return len(shape(x))


def size(x):
    return _count(shape(x))


def concatenate(arrays, axis=0):
    arrays = [array(one) for one in arrays]
    if len(arrays[0].shape) == 1:
        return ndarray(_alike([v for one in arrays for v in one._d]), (_sum([len(one) for one in arrays]),))
    if axis % 2 == 0:
        d = [v for one in arrays for v in one._d]
        return ndarray(_alike(d), (len(d) // arrays[0].shape[1], arrays[0].shape[1]))
    return concatenate([one.T for one in arrays]).T


def append(x, more):
    more = array(more)
    return concatenate([array(x).ravel(), more.ravel() if isinstance(more, ndarray) else [more]])


def stack(arrays, axis=0):
    rows = array([array(one) for one in arrays])
    return rows if axis == 0 else rows.T


def column_stack(arrays):
    return concatenate([one if len(array(one).shape) == 2 else array(one)[:, None] for one in arrays], axis=1)


def vstack(arrays):
    return concatenate([one if len(array(one).shape) == 2 else array(one)[None, :] for one in arrays])


hstack = concatenate


def tile(x, n):
    x = array(x)
    return ndarray(x._d * n, (len(x._d) * n,))


def repeat(x, n):
    return ndarray([one for one in array(x)._d for _ in range(n)], (array(x).size * n,))


def isclose(a, b, rtol=1e-5, atol=1e-8):
    return _both(lambda x, y: x == y or _abs(x - y) <= atol + rtol * _abs(y), a, b)


def allclose(a, b, rtol=1e-5, atol=1e-8):
    return bool(all(isclose(a, b, rtol, atol)))


def array_equal(a, b):
    return shape(a) == shape(b) and bool(all(array(a) == array(b)))
