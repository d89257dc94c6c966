/*
 * The Gabor workloads in C, as one would write them: sin, cos and exp at every example, no allocation.
 * Sizes and rates come from the command line of the compiler (-D), inputs from the folder in argv[1].
 */
#include <math.h>
#include "host.h"
#include "mt19937.h"

#define EXAMPLES 30

static double *x, *y, *sheet, *starts;

static double loss_at(double phi0, double phi1) {
  double loss = 0;
  for (int i = 0; i < EXAMPLES; i++) {
    double u = phi0 + 0.06 * phi1 * x[i];
    double r = sin(u) * exp(-u * u / 32) - y[i];
    loss += r * r;
  }
  return loss;
}

/* The gradient over a batch, or over all examples where batch is NULL. */
static void gradient(const double *phi, const int *batch, int size, double *g) {
  double d0 = 0, d1 = 0;
  for (int k = 0; k < size; k++) {
    int i = batch ? batch[k] : k;
    double u = phi[0] + 0.06 * phi[1] * x[i];
    double bell = exp(-u * u / 32), s = sin(u);
    double d = 2 * (s * bell - y[i]) * (cos(u) - s * u / 16) * bell;
    d0 += d;
    d1 += d * 0.06 * x[i];
  }
  g[0] = d0;
  g[1] = d1;
}

static int order[EXAMPLES], next_in_order;

static void begin_epochs(void) {
  mt_seed(BATCH_SEED);
  for (int i = 0; i < EXAMPLES; i++) order[i] = i;
  next_in_order = 0;
}

/* Batches cut from a shuffled order, which is shuffled again when it is used up. */
static const int *next_batch(void) {
  if (next_in_order == 0) mt_shuffle(order, EXAMPLES);
  const int *batch = order + next_in_order;
  next_in_order = (next_in_order + BATCH) % EXAMPLES;
  return batch;
}

static int descent(double *phi) {
  double g[2];
  phi[0] = -1.5;
  phi[1] = 8.5;
  for (int t = 0; t < STEPS; t++) {
    gradient(phi, NULL, EXAMPLES, g);
    for (int i = 0; i < 2; i++) phi[i] -= DESCENT_RATE * g[i];
  }
  return 2;
}

static int momentum(double *phi) {
  double g[2], m[2] = {0, 0};
  phi[0] = -1.5;
  phi[1] = 8.5;
  begin_epochs();
  for (int t = 0; t < STEPS; t++) {
    gradient(phi, next_batch(), BATCH, g);
    for (int i = 0; i < 2; i++) {
      m[i] = BETA * m[i] + (1 - BETA) * g[i];
      phi[i] -= MOMENTUM_RATE * m[i];
    }
  }
  return 2;
}

static int adam(double *phi) {
  double g[2], m[2] = {0, 0}, v[2] = {0, 0}, beta_t = 1, gamma_t = 1;
  phi[0] = -1.5;
  phi[1] = 8.5;
  begin_epochs();
  for (int t = 0; t < STEPS; t++) {
    gradient(phi, next_batch(), BATCH, g);
    beta_t *= BETA;
    gamma_t *= GAMMA;
    for (int i = 0; i < 2; i++) {
      m[i] = BETA * m[i] + (1 - BETA) * g[i];
      v[i] = GAMMA * v[i] + (1 - GAMMA) * g[i] * g[i];
      phi[i] -= ADAM_RATE * (m[i] / (1 - beta_t)) / (sqrt(v[i] / (1 - gamma_t)) + EPSILON);
    }
  }
  return 2;
}

static int surface(double *grid) {
  for (int r = 0; r < CELLS; r++) {
    double phi1 = sheet[2] + (r + 0.5) / CELLS * (sheet[3] - sheet[2]);
    for (int c = 0; c < CELLS; c++)
      grid[r * CELLS + c] = loss_at(sheet[0] + (c + 0.5) / CELLS * (sheet[1] - sheet[0]), phi1);
  }
  return CELLS * CELLS;
}

static int many_starts(double *loss) {
  for (int r = 0; r < RUNS; r++) {
    double g[2], phi[2] = {starts[2 * r], starts[2 * r + 1]};
    for (int t = 0; t < RUN_STEPS; t++) {
      gradient(phi, NULL, EXAMPLES, g);
      for (int i = 0; i < 2; i++) phi[i] -= RUN_RATE * g[i];
    }
    loss[r] = loss_at(phi[0], phi[1]);
  }
  return RUNS;
}

int main(int count, char **arguments) {
  if (count < 2) return 2;
  folder = arguments[1];
  x = read_file("gabor-x.f64");
  y = read_file("gabor-y.f64");
  sheet = read_file("window.f64");
  starts = read_file("starts.f64");
  const Contender contenders[] = {{"gabor-descent", NULL, descent},
                                  {"gabor-momentum", NULL, momentum},
                                  {"gabor-adam", NULL, adam},
                                  {"surface", NULL, surface},
                                  {"starts", NULL, many_starts}};
  serve(contenders, 5, CELLS * CELLS);
}
