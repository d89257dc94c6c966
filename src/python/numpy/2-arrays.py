"""The array."""

class ndarray:
    def __init__(self, data, shape):
        self._d = data
        self.shape = shape

    @property
    def size(self):
        return len(self._d)

    @property
    def ndim(self):
        return len(self.shape)

    @property
    def dtype(self):
        return type(self._d[0]) if self._d else float

    @property
    def T(self):
        if len(self.shape) < 2:
            return self
        rows, columns = self.shape
        d = self._d
        return ndarray([d[i * columns + j] for j in range(columns) for i in range(rows)], (columns, rows))

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        if len(self.shape) == 1:
            return iter(self._d)
        return iter([self[i] for i in range(self.shape[0])])

    def __bool__(self):
        if len(self._d) == 1:
            return bool(self._d[0])
        raise ValueError("the truth value of an array with several numbers is ambiguous: use np.any or np.all")

    def __hash__(self):
        raise TypeError("an array cannot be a dictionary key")

    def __neg__(self):
        return ndarray([-a for a in self._d], self.shape)

    def __pos__(self):
        return self.copy()

    def __abs__(self):
        return ndarray([abs(a) for a in self._d], self.shape)

    def __invert__(self):
        return ndarray([not a if isinstance(a, bool) else ~a for a in self._d], self.shape)

    def __matmul__(self, other):
        return dot(self, other)

    def __rmatmul__(self, other):
        return dot(other, self)

    def __getitem__(self, key):
        if isinstance(key, int) and len(self.shape) == 1:
            try:
                return self._d[key]
            except IndexError:
                raise IndexError("index %d is out of bounds: the array has %d entries" % (key, len(self._d)))
        d = self._d
        if isinstance(key, slice) and len(self.shape) == 1:
            d = d[key]
            return ndarray(d, (len(d),))
        places, shape = _places(key, self.shape)
        return d[places[0]] if shape == () else ndarray([d[k] for k in places], shape)

    def __setitem__(self, key, value):
        d = self._d
        places, shape = _places(key, self.shape)
        if isinstance(value, (list, tuple)):
            value = array(value)
        if isinstance(value, ndarray):
            values = value._d if value.shape == shape else _spread(value, shape)
        else:
            values = [value] * len(places)
        # As in NumPy, what goes into an array of whole numbers becomes one.
        kind = type(d[0]) if d else float
        for k, one in zip(places, values):
            d[k] = one if type(one) is kind or isinstance(one, Dual) else kind(one)

    def _into(self, other):
        """The result of an operation in place, which keeps the array."""
        if other.shape != self.shape:
            raise ValueError("shapes %s and %s do not match" % (self.shape, other.shape))
        if self._d and isinstance(self._d[0], int) and not isinstance(other._d[0], int):
            raise TypeError("an integer array cannot store fractions: create it with np.array(..., dtype=float)")
        self._d[:] = other._d
        return self

    def copy(self):
        return ndarray(list(self._d), self.shape)

    def reshape(self, *shape):
        if len(shape) == 1 and not isinstance(shape[0], int):
            shape = tuple(shape[0])
        known = 1
        for n in shape:
            known *= n if n >= 0 else 1
        shape = tuple([n if n >= 0 else len(self._d) // known for n in shape])
        if _count(shape) != len(self._d):
            raise ValueError("cannot reshape %d numbers into shape %s" % (len(self._d), shape))
        return ndarray(list(self._d), _two(shape))

    def ravel(self):
        return ndarray(list(self._d), (len(self._d),))

    flatten = ravel

    def astype(self, kind):
        return ndarray([_as(kind, a) for a in self._d], self.shape)

    def tolist(self):
        return list(self._d) if len(self.shape) == 1 else [list(row._d) for row in self]

    def item(self, *at):
        if at:
            return self[at if len(at) > 1 else at[0]]
        if len(self._d) == 1:
            return self._d[0]
        raise ValueError("item() needs an array with one number")

    def fill(self, value):
        self[:] = value

    def sum(self, axis=None, keepdims=False):
        return sum(self, axis, keepdims)

    def mean(self, axis=None, keepdims=False):
        return mean(self, axis, keepdims)

    def prod(self, axis=None):
        return prod(self, axis)

    def max(self, axis=None, keepdims=False):
        return max(self, axis, keepdims)

    def min(self, axis=None, keepdims=False):
        return min(self, axis, keepdims)

    def var(self, axis=None, ddof=0):
        return var(self, axis, ddof)

    def std(self, axis=None, ddof=0):
        return std(self, axis, ddof)

    def argmax(self):
        return argmax(self)

    def argmin(self):
        return argmin(self)

    def all(self):
        return all(self)

    def any(self):
        return any(self)

    def dot(self, other):
        return dot(self, other)

    def clip(self, low, high):
        return clip(self, low, high)

    def cumsum(self):
        return cumsum(self)

    def round(self, decimals=0):
        return round(self, decimals)

    def transpose(self):
        return self.T

    def __str__(self):
        if len(self.shape) == 1:
            return "[" + " ".join([_shown(a) for a in self._d]) + "]"
        return "[" + "\n ".join([str(row) for row in self]) + "]"

    def __repr__(self):
        return "array(" + str(self).replace(" ", ", ") + ")"


def _shown(a):
    if isinstance(a, Dual):
        return _shown(a.v)
    if not isinstance(a, float):
        return str(a)
    text = "%.8g" % a
    return text if "." in text or "e" in text or "n" in text else text + "."
