/* Dense layers in tiles of up to 6 rows by 2 vectors of AVX2, which stay in registers while the sum runs. */
#include <immintrin.h>

typedef enum { KEEP, BEND, ADD } Mode;

/*
 * One tile of c = a b + biases. `row` and `along` are the strides of a from one row of c to the next and along the sum,
 * so that a may be read turned. ADD: c += scale * a b.
 */
#define TILE(ROWS)                                                                                                    \
  static inline __attribute__((always_inline)) void tile##ROWS(                                                       \
      const float *a, int row, int along, const float *b, int stride, int depth, const float *biases, float *c,       \
      Mode mode, float scale, const int vectors) {                                                                    \
    __m256 sum[ROWS][2];                                                                                              \
    for (int r = 0; r < ROWS; r++)                                                                                    \
      for (int v = 0; v < vectors; v++) sum[r][v] = biases ? _mm256_loadu_ps(biases + 8 * v) : _mm256_setzero_ps();   \
    for (int k = 0; k < depth; k++, a += along, b += stride) {                                                        \
      __m256 b0 = _mm256_loadu_ps(b), b1 = vectors > 1 ? _mm256_loadu_ps(b + 8) : _mm256_setzero_ps();                \
      for (int r = 0; r < ROWS; r++) {                                                                                \
        __m256 value = _mm256_broadcast_ss(a + r * row);                                                              \
        sum[r][0] = _mm256_fmadd_ps(value, b0, sum[r][0]);                                                            \
        if (vectors > 1) sum[r][1] = _mm256_fmadd_ps(value, b1, sum[r][1]);                                           \
      }                                                                                                               \
    }                                                                                                                 \
    for (int r = 0; r < ROWS; r++)                                                                                    \
      for (int v = 0; v < vectors; v++) {                                                                             \
        float *to = c + r * stride + 8 * v;                                                                           \
        __m256 s = sum[r][v];                                                                                         \
        if (mode == BEND) s = _mm256_max_ps(s, _mm256_setzero_ps());                                                  \
        if (mode == ADD) s = _mm256_fmadd_ps(s, _mm256_set1_ps(scale), _mm256_loadu_ps(to));                          \
        _mm256_storeu_ps(to, s);                                                                                      \
      }                                                                                                               \
  }
TILE(1)
TILE(2)
TILE(4)
TILE(6)

#define TILES(ROWS)                                                                                             \
  for (; i + ROWS <= rows; i += ROWS) {                                                                         \
    const float *from = a + i * row, *bias = biases ? biases + j : NULL;                                        \
    if (vectors == 2)                                                                                           \
      tile##ROWS(from, row, along, b + j, columns, depth, bias, c + i * columns + j, mode, scale, 2);           \
    else                                                                                                        \
      tile##ROWS(from, row, along, b + j, columns, depth, bias, c + i * columns + j, mode, scale, 1);           \
  }

static void multiply(const float *a, int row, int along, const float *b, int columns, int depth, const float *biases,
                     float *c, int rows, Mode mode, float scale) {
  for (int j = 0; j < columns;) {
    int vectors = columns - j >= 16 ? 2 : 1, i = 0;
    TILES(6) TILES(4) TILES(2) TILES(1)
    j += 8 * vectors;
  }
}

static void forward(const float *x, const float *w, float *to, int rows, int inputs, int outputs, int bent) {
  multiply(x, inputs, 1, w, outputs, inputs, w + inputs * outputs, to, rows, bent ? BEND : KEEP, 0);
}

/* Four horizontal sums. */
static inline __m128 sums(const __m256 *a) {
  __m256 s = _mm256_hadd_ps(_mm256_hadd_ps(a[0], a[1]), _mm256_hadd_ps(a[2], a[3]));
  return _mm_add_ps(_mm256_castps256_ps128(s), _mm256_extractf128_ps(s, 1));
}

/* Sums along the rows of w, two examples by four inputs at a time: batches are even. */
static void backward(const float *dz, const float *w, const float *h, float *to, int rows, int inputs, int outputs) {
  for (int i = 0; i < inputs; i += 4)
    for (int r = 0; r < rows; r += 2) {
      __m256 sum[2][4];
      for (int k = 0; k < 8; k++) sum[k / 4][k % 4] = _mm256_setzero_ps();
      const float *d = dz + r * outputs, *from = w + i * outputs;
      for (int j = 0; j < outputs; j += 8) {
        __m256 d0 = _mm256_load_ps(d + j), d1 = _mm256_load_ps(d + outputs + j);
        for (int k = 0; k < 4; k++) {
          __m256 value = _mm256_load_ps(from + k * outputs + j);
          sum[0][k] = _mm256_fmadd_ps(d0, value, sum[0][k]);
          sum[1][k] = _mm256_fmadd_ps(d1, value, sum[1][k]);
        }
      }
      for (int k = 0; k < 2; k++) {
        int at = (r + k) * inputs + i;
        _mm_store_ps(to + at, _mm_and_ps(sums(sum[k]), _mm_cmpgt_ps(_mm_load_ps(h + at), _mm_setzero_ps())));
      }
    }
}

/* In blocks of 64 examples, whose activations stay in the first cache. */
static void descend(const float *x, const float *dz, float *w, int rows, int inputs, int outputs, float rate) {
  float *biases = w + inputs * outputs;
  for (int from = 0; from < rows; from += 64) {
    int block = rows - from < 64 ? rows - from : 64;
    const float *d = dz + from * outputs;
    multiply(x + from * inputs, 1, inputs, d, outputs, block, NULL, w, inputs, ADD, -rate);
    for (int j = 0; j < outputs; j += 8) {
      __m256 sum = _mm256_setzero_ps();
      for (int r = 0; r < block; r++) sum = _mm256_add_ps(sum, _mm256_load_ps(d + r * outputs + j));
      _mm256_store_ps(biases + j, _mm256_fmadd_ps(sum, _mm256_set1_ps(-rate), _mm256_load_ps(biases + j)));
    }
  }
}
