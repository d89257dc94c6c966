"""The submodules of NumPy, and the errors for functions that are missing here."""


class _Part:
    def __init__(self, name, has):
        self._name, self._has = name, sorted(has)
        for one in has:
            setattr(self, one, has[one])

    def __getattr__(self, name):
        _missing(self._name + "." + name, ", ".join(self._has))


def _missing(name, others=""):
    raise AttributeError("numpy.%s is not in this small NumPy: %s" % (name, others))


def __getattr__(name):
    _missing(name)


def _norm(x, ord=None):
    x = array(x)
    d = x._d if isinstance(x, ndarray) else [x]
    if ord is None or ord == 2 and len(x.shape) == 1:
        return sqrt(_added([one * one for one in d]))
    if len(x.shape) > 1:
        _missing("linalg.norm of that order for a matrix")
    if ord == inf:
        return max([abs(one) for one in d])
    return _power(_added([_power(abs(one), ord) for one in d]), 1.0 / ord) if ord != 1 else _added([abs(one) for one in d])


def _solve(a, b):
    a, b = array(a), array(b)
    n = len(a)
    rows = [list(row) + list(b[i] if len(b.shape) == 2 else [b[i]]) for i, row in enumerate(a)]
    for k in range(n):
        pivot = _best(list(range(k, n)), lambda i, j: _abs(rows[i][k]) > _abs(rows[j][k]))
        if rows[pivot][k] == 0:
            raise ValueError("this matrix is singular")
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(n):
            if i != k:
                share = rows[i][k] / rows[k][k]
                rows[i] = [x - share * y for x, y in zip(rows[i], rows[k])]
    solved = [[x / row[k] for x in row[n:]] for k, row in enumerate(rows)]
    return array(solved) if len(b.shape) == 2 else array([row[0] for row in solved])


def _eigh(a):
    """Eigenvalues of a symmetric matrix, the lowest first, and their vectors as columns: by Jacobi's rotations."""
    a = array(a)
    n = len(a)
    rows, vectors = [[1.0 * x for x in row] for row in a], [[1.0 * (i == k) for k in range(n)] for i in range(n)]
    for sweep in range(60):
        if _all([_abs(rows[p][q]) <= 1e-17 * math.sqrt(_abs(rows[p][p] * rows[q][q])) for p in range(n) for q in range(p + 1, n)]):
            break
        for p in range(n):
            for q in range(p + 1, n):
                if rows[p][q] == 0:
                    continue
                theta = (rows[q][q] - rows[p][p]) / (2 * rows[p][q])
                t = (1 if theta >= 0 else -1) / (_abs(theta) + math.sqrt(1 + theta * theta))
                c = 1 / math.sqrt(1 + t * t)
                for row in rows + vectors:
                    row[p], row[q] = c * row[p] - t * c * row[q], t * c * row[p] + c * row[q]
                rows[p], rows[q] = (
                    [c * x - t * c * y for x, y in zip(rows[p], rows[q])],
                    [t * c * x + c * y for x, y in zip(rows[p], rows[q])],
                )
                rows[p][q] = rows[q][p] = 0.0
    order = sorted(range(n), key=lambda k: rows[k][k])
    return array([rows[k][k] for k in order]), array([[vector[k] for k in order] for vector in vectors])


linalg = _Part(
    "linalg", {"norm": _norm, "solve": _solve, "inv": lambda a: _solve(a, eye(len(a))), "eigh": _eigh}
)


class RandomState:
    """NumPy's legacy generator MT19937, with the same draws; normals by the polar method."""

    def __init__(self, seed=0):
        self.seed(seed)

    def seed(self, seed=0):
        if not isinstance(seed, int) or seed < 0:
            raise ValueError("a seed must be a whole number from 0")
        key = [seed & 0xFFFFFFFF]
        for i in range(1, 624):
            before = key[-1]
            key.append((1812433253 * (before ^ (before >> 30)) + i) & 0xFFFFFFFF)
        self._key, self._at, self._kept = key, 624, None

    def _word(self):
        if self._at == 624:
            key = self._key
            for k in range(624):
                y = (key[k] & 0x80000000) | (key[(k + 1) % 624] & 0x7FFFFFFF)
                key[k] = key[(k + 397) % 624] ^ (y >> 1) ^ (0x9908B0DF if y & 1 else 0)
            self._at = 0
        y = self._key[self._at]
        self._at += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C5680
        y ^= (y << 15) & 0xEFC60000
        return y ^ (y >> 18)

    def _uniform(self):
        high = self._word() >> 5
        return (high * 67108864 + (self._word() >> 6)) / 9007199254740992

    def _gauss(self):
        if self._kept is not None:
            kept, self._kept = self._kept, None
            return kept
        while True:
            x, y = 2.0 * self._uniform() - 1.0, 2.0 * self._uniform() - 1.0
            r2 = x * x + y * y
            if 0.0 < r2 < 1.0:
                break
        f = math.sqrt(-2.0 * math.log(r2) / r2)
        self._kept = f * x
        return f * y

    def _up_to(self, top):
        if top == 0:
            return 0
        mask = 1
        while mask < top:
            mask = mask * 2 + 1
        value = self._word() & mask
        while value > top:
            value = self._word() & mask
        return value

    def _many(self, draw, size):
        if size is None or size == ():
            return draw()
        shape = (size,) if isinstance(size, int) else tuple(size)
        return ndarray([draw() for _ in range(_count(shape))], _two(shape))

    def random_sample(self, size=None):
        return self._many(self._uniform, size)

    def rand(self, *shape):
        return self._many(self._uniform, shape)

    def randn(self, *shape):
        return self._many(self._gauss, shape)

    def standard_normal(self, size=None):
        return self._many(self._gauss, size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        return self._many(lambda: loc + scale * self._gauss(), size)

    def uniform(self, low=0.0, high=1.0, size=None):
        return self._many(lambda: low + (high - low) * self._uniform(), size)

    def randint(self, low, high=None, size=None):
        if high is None:
            low, high = 0, low
        return self._many(lambda: low + self._up_to(high - low - 1), size)

    def choice(self, a, size=None, replace=True):
        n = a if isinstance(a, int) else len(a)
        if replace:
            at = self.randint(0, n, size)
        else:
            at = self.permutation(n)[: 1 if size is None else size]
            at = at[0] if size is None else at
        return at if isinstance(a, int) else array(a)[at]

    def shuffle(self, x):
        for i in range(len(x) - 1, 0, -1):
            j = self._up_to(i)
            x[i], x[j] = x[j], x[i]

    def permutation(self, x):
        made = arange(x) if isinstance(x, int) else array(x)
        self.shuffle(made)
        return made


RandomState.random = RandomState.random_sample
_common_state = None


def _shared(name):
    """A function of numpy.random itself: draws from one generator, which starts at 0 here and by chance in NumPy."""

    def draw(*some, **named):
        global _common_state
        if _common_state is None:
            _common_state = RandomState(0)
        return getattr(_common_state, name)(*some, **named)

    return draw


_DRAWS = (
    "seed random_sample random rand randn standard_normal normal uniform randint choice shuffle permutation".split()
)
_randoms = {one: _shared(one) for one in _DRAWS}
_randoms["RandomState"] = RandomState
random = _Part("random", _randoms)
