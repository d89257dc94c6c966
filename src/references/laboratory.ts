import { gallery, type Loss } from '../experiments/kit/losses.ts';

/** The input of `verification/reference/laboratory.py`: expressions, and the losses of the gallery on a grid. */
interface LaboratoryAsk {
  expressions: readonly string[];
  losses: readonly { id: string; code: string; xs: readonly number[]; ys?: readonly number[] }[];
}

/** NumPy's answer: for each expression its shape and its numbers, written by Python; for each loss its values. */
export interface LaboratoryReference {
  numpy: string;
  expressions: readonly { code: string; shape: readonly number[]; values: readonly string[] }[];
  losses: readonly { id: string; code: string; values: readonly string[] }[];
}

const places = ([from, to]: readonly [number, number], count: number): number[] =>
  Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));

export const latticeOf = ({ x, y }: Loss): { xs: number[]; ys?: number[] } =>
  y ? { xs: places(x, 9), ys: places(y, 9) } : { xs: places(x, 41) };

export const laboratoryAsk = (): LaboratoryAsk => ({
  expressions,
  losses: gallery.map((loss) => ({ id: loss.id, code: loss.python, ...latticeOf(loss) })),
});

/**
 * Expressions for which the small NumPy must agree with NumPy. `a` to `d`, `M` and `N` are defined in
 * `EXPRESSION_NAMES`.
 */
export const EXPRESSION_NAMES = `a = np.array([1.5, -2.0, 3.25])
b = np.array([0.5, 4.0, -1.0])
c = np.array([3, 1, 2])
d = np.linspace(-2, 2, 9)
M = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.5]])
N = np.array([[0.5, -1.0], [2.0, 3.0]])
`;

export const expressions: readonly string[] = `a + b
a - b
a * b
a / b
2 * a
2 / b
1 - a
a ** 2
a ** 3
np.abs(a) ** 0.5
2.0 ** a
-a
+a
abs(a)
a // 2
a % 2
a > 0
a >= b
a == a
a != b
a < 1
a <= 1.5
(a > 0) & (b > 0)
(a > 0) | (b > 0)
~(a > 0)
a @ b
M @ a
N @ M
a[:2] @ N
M.T
M.T @ N
M * 2
M + a
M - M[:, :1]
M / a
M[:, :1]
a[:, None] * b
M[0]
M[1, 2]
M[:, 1]
M[0, :2]
M[[1, 0]]
M[-1]
M[..., 0]
a[0]
a[-1]
a[1:]
a[::-1]
a[[2, 0]]
a[c - 1]
a[a > 0]
M[M > 2]
M[c[1:] - 1, c[:2] - 1]
c * 2
c / 2
c ** 2
c + 0.5
c // 2
c % 2
np.sum(a)
np.sum(M)
np.sum(M, axis=0)
np.sum(M, axis=1)
np.sum(M, axis=1, keepdims=True)
M.sum(axis=-1)
np.sum(c)
np.sum(a > 0)
np.mean(a)
np.mean(M, axis=0)
np.mean(c)
np.prod(a)
np.max(a)
np.min(M)
np.max(M, axis=0)
M.max(axis=1, keepdims=True)
np.argmax(a)
np.argmin(a)
np.argmax(M, axis=1)
np.var(a)
np.std(a)
np.std(a, ddof=1)
np.var(M, axis=0)
np.median(a)
np.median(d)
np.cumsum(a)
np.diff(d)
np.sort(a)
np.argsort(a)
np.all(a > -5)
np.any(a > 5)
np.dot(a, b)
np.dot(M, a)
np.outer(a, b)
np.exp(a)
np.exp(M)
np.exp(1)
np.log(np.abs(a))
np.log(2.5)
np.log10(d + 3)
np.log2(d + 3)
np.log1p(1e-12)
np.log1p(d + 2)
np.expm1(1e-12)
np.sqrt(d + 2)
np.sqrt(2)
np.square(a)
np.cbrt(a)
np.sin(d)
np.cos(d)
np.tan(d)
np.tanh(d)
np.sinh(d)
np.cosh(d)
np.arctan(d)
np.arcsin(d / 3)
np.arccos(d / 3)
np.arctan2(a, b)
np.hypot(a, b)
np.sign(a)
np.sign(-2.5)
np.sign(0.0)
np.floor(a)
np.ceil(a)
np.round(a)
np.round(d * 1.2345, 2)
np.maximum(a, b)
np.maximum(a, 0)
np.minimum(a, 1.0)
np.clip(a, -1, 2)
np.where(a > 0, a, 0.0)
np.where(a > 0, a, b)
np.where(M > 2, M, -M)
np.power(np.abs(a), b)
np.isfinite(np.array([1.0, np.inf, np.nan]))
np.isnan(np.array([1.0, np.inf, np.nan]))
np.exp(1000.0 * d)
np.log(d * 0)
np.array([1.0, -1.0, 0.0]) / np.zeros(3)
np.sqrt(np.array([-1.0, 4.0]))
np.array([-8.0, 8.0]) ** (1 / 3)
np.array([1e200, 2.0]) ** 2
np.inf - 1
np.zeros(3)
np.zeros((2, 3))
np.ones(2)
np.full(3, 7.5)
np.full((2, 2), 3)
np.eye(3)
np.zeros_like(a)
np.ones_like(M)
np.full_like(a, 0.1)
np.zeros_like(c)
np.arange(5)
np.arange(2, 8, 2)
np.arange(0, 1, 0.25)
np.linspace(0, 1, 5)
np.diag(a)
np.diag(N)
np.concatenate([a, b])
np.concatenate([M, M])
np.concatenate([M, N], axis=1)
np.append(a, 9)
np.append(a, b)
np.stack([a, b])
np.stack([a, b], axis=1)
np.column_stack([a, b])
np.vstack([a, b])
np.tile(a, 2)
np.repeat(a, 2)
M.reshape(3, 2)
M.reshape(-1)
M.ravel()
M.flatten()
np.reshape(d, (3, 3))
np.transpose(M)
np.meshgrid(a, b[:2])[0]
np.meshgrid(a, b[:2])[1]
np.linalg.norm(a)
np.linalg.norm(M)
np.linalg.norm(a, 1)
np.linalg.norm(a, np.inf)
np.linalg.solve(N, a[:2])
np.linalg.inv(N)
np.linalg.eigh(N @ N.T)[0]
np.linalg.eigh(M.T @ M + np.eye(3))[0]
np.abs(np.linalg.eigh(M.T @ M + np.eye(3))[1])
np.allclose(a, a + 1e-12)
np.array_equal(a, b)
np.average(a, weights=np.abs(b))
np.unique(np.array([3, 1, 3, 2]))
a.astype(int)
c.astype(float)
np.array([1, 2.5])
np.array([True, False])
np.array([[1, 2], [3, 4]])
np.array(a) * 1
np.array([x * 2 for x in a])
np.array(M.tolist())
np.array([v for v in M[0]])
np.size(M)
np.shape(M)
np.pi * np.e
len(M)
float(np.sum(a))
sum(a)
max(a)
min(b)
np.random.RandomState(1).rand(3)
np.random.RandomState(2).randn(4)
np.random.RandomState(3).normal(1.0, 2.0, 3)
np.random.RandomState(4).uniform(-1, 1, (2, 2))
np.random.RandomState(5).randint(0, 10, 6)
np.random.RandomState(6).permutation(8)
np.random.RandomState(7).choice(30, 6)
np.random.RandomState(7).choice(30, 5, replace=False)
np.random.RandomState(8).choice(d, 4)
np.random.RandomState(7).rand()
np.random.RandomState(8).standard_normal(700)[-3:]`.split('\n');
