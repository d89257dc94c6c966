/*
 * An epoch of SGD on a perceptron 40-100-100-10 in C, single precision, on the mean gradient of a batch, and the grid of
 * rates and batch sizes on two processes. Rows are padded to whole vectors of 8. The matrix products are in
 * network-plain.h (loops for the compiler to vectorise) or, with -DTILED, network-tiled.h (AVX2 and FMA by hand).
 */
#include <math.h>
#include <sys/wait.h>
#include <unistd.h>
#include "host.h"

#define LAYERS 3
#define LARGEST 512
#define VECTOR 8
#define PADDED(n) (((n) + VECTOR - 1) / VECTOR * VECTOR)

#ifdef TILED
#include "network-tiled.h"
#else
#include "network-plain.h"
#endif

static const int widths[] = WIDTHS;
static int padded[LAYERS + 1];
/* Weights of a layer, a row for each input, then one row of biases. */
static float *w[LAYERS], *first[LAYERS];
/* Activations and their slopes, a row for each example. */
static float *h[LAYERS + 1], *dz[LAYERS + 1];
static float *x;
static int *y, *orders, *wanted;

static float *zeros(size_t n) {
  float *memory = aligned_alloc(64, (n * sizeof *memory + 63) / 64 * 64);
  memset(memory, 0, n * sizeof *memory);
  return memory;
}

/* Softmax and cross-entropy; dz becomes the slope of the mean loss. */
static double cross_entropy(int size) {
  int classes = widths[LAYERS], stride = padded[LAYERS];
  double loss = 0;
  for (int k = 0; k < size; k++) {
    const float *z = h[LAYERS] + k * stride;
    float *d = dz[LAYERS] + k * stride, most = z[0], sum = 0;
    for (int j = 1; j < classes; j++) most = z[j] > most ? z[j] : most;
    for (int j = 0; j < classes; j++) sum += d[j] = expf(z[j] - most);
    for (int j = 0; j < classes; j++) d[j] /= sum * size;
    d[wanted[k]] -= 1.0f / size;
    loss += logf(sum) + most - z[wanted[k]];
  }
  return loss / size;
}

static double step(const int *batch, int size, float rate) {
  for (int k = 0; k < size; k++) {
    memcpy(h[0] + k * padded[0], x + batch[k] * widths[0], widths[0] * sizeof *x);
    wanted[k] = y[batch[k]];
  }
  for (int l = 0; l < LAYERS; l++) forward(h[l], w[l], h[l + 1], size, padded[l], padded[l + 1], l < LAYERS - 1);
  double loss = cross_entropy(size);
  for (int l = LAYERS - 1; l >= 0; l--) {
    if (l > 0) backward(dz[l + 1], w[l], h[l], dz[l], size, padded[l], padded[l + 1]);
    descend(h[l], dz[l + 1], w[l], size, padded[l], padded[l + 1], rate);
  }
  return loss;
}

/* The mean of the batch losses of an epoch. */
static double epoch(const int *order, int size, float rate) {
  double sum = 0;
  int steps = 0;
  for (int from = 0; from < EXAMPLES; from += size, steps++)
    sum += step(order + from, EXAMPLES - from < size ? EXAMPLES - from : size, rate);
  return sum / steps;
}

static void restart(void) {
  for (int l = 0; l < LAYERS; l++) memcpy(w[l], first[l], (padded[l] + 1) * padded[l + 1] * sizeof **w);
}

static double train_cell(int column, int row) {
  restart();
  double last = 0;
  float rate = exp2(LOWEST_POWER + 0.5 * row);
  for (int k = 0; k < GRID_EPOCHS; k++) last = epoch(orders + k * EXAMPLES, 2 << column, rate);
  return last;
}

/* Cells of the first columns: another process takes every second one. */
static int columns(double *found, int count) {
  int ends[2], cells = count * GRID_RATES;
  if (pipe(ends)) exit(1);
  pid_t other = fork();
  for (int k = other ? 0 : 1; k < cells; k += 2) found[k] = train_cell(k / GRID_RATES, k % GRID_RATES);
  if (!other) {
    for (int k = 1; k < cells; k += 2)
      if (write(ends[1], found + k, sizeof *found) != sizeof *found) _exit(1);
    _exit(0);
  }
  for (int k = 1; k < cells; k += 2)
    if (read(ends[0], found + k, sizeof *found) != sizeof *found) exit(1);
  waitpid(other, NULL, 0);
  close(ends[0]);
  close(ends[1]);
  return cells;
}

static int column(double *found) { return columns(found, 1); }
static int grid(double *found) { return columns(found, GRID_BATCHES); }

static int epoch_of(int size, double *found) {
  found[0] = epoch(orders, size, NETWORK_RATE);
  return 1;
}
static int epoch_8(double *found) { return epoch_of(8, found); }
static int epoch_64(double *found) { return epoch_of(64, found); }
static int epoch_512(double *found) { return epoch_of(512, found); }

int main(int count, char **arguments) {
  if (count < 2) return 2;
  folder = arguments[1];
  x = read_file("network-x.f32");
  y = read_file("network-y.i32");
  orders = read_file("network-orders.i32");
  const float *phi = read_file("network-phi.f32");
  wanted = malloc(LARGEST * sizeof *wanted);
  for (int l = 0; l <= LAYERS; l++) {
    padded[l] = PADDED(widths[l]);
    h[l] = zeros(LARGEST * padded[l]);
    dz[l] = zeros(LARGEST * padded[l]);
  }
  for (int l = 0; l < LAYERS; l++) {
    int outputs = widths[l + 1];
    w[l] = zeros((padded[l] + 1) * padded[l + 1]);
    first[l] = zeros((padded[l] + 1) * padded[l + 1]);
    for (int i = 0; i < widths[l]; i++, phi += outputs) memcpy(first[l] + i * padded[l + 1], phi, outputs * sizeof *phi);
    memcpy(first[l] + padded[l] * padded[l + 1], phi, outputs * sizeof *phi);
    phi += outputs;
  }
  const Contender contenders[] = {{"epoch-8", restart, epoch_8},
                                  {"epoch-64", restart, epoch_64},
                                  {"epoch-512", restart, epoch_512},
                                  {"column", NULL, column},
                                  {"grid", NULL, grid}};
  serve(contenders, 5, GRID_RATES * GRID_BATCHES);
}
