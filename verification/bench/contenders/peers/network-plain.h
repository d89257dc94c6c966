/* Dense layers as loops over whole rows, which the compiler turns into vectors. */

/* to = x w + biases, from 0 up where `bent`. */
static void forward(const float *restrict x, const float *restrict w, float *restrict to, int rows, int inputs,
                    int outputs, int bent) {
  const float *biases = w + inputs * outputs;
  for (int r = 0; r < rows; r++) {
    float *z = to + r * outputs;
    memcpy(z, biases, outputs * sizeof *z);
    for (int i = 0; i < inputs; i++) {
      float value = x[r * inputs + i];
      for (int j = 0; j < outputs; j++) z[j] += value * w[i * outputs + j];
    }
    if (bent)
      for (int j = 0; j < outputs; j++) z[j] = z[j] > 0 ? z[j] : 0;
  }
}

/* to = dz w', 0 where h is 0. The sum runs along rows of a transposed copy, so that it vectorises. */
static void backward(const float *restrict dz, const float *restrict w, const float *restrict h, float *restrict to,
                     int rows, int inputs, int outputs) {
  static float turned[128 * 128];
  for (int i = 0; i < inputs; i++)
    for (int j = 0; j < outputs; j++) turned[j * inputs + i] = w[i * outputs + j];
  memset(to, 0, rows * inputs * sizeof *to);
  for (int r = 0; r < rows; r++) {
    float *d = to + r * inputs;
    for (int j = 0; j < outputs; j++) {
      float value = dz[r * outputs + j];
      for (int i = 0; i < inputs; i++) d[i] += value * turned[j * inputs + i];
    }
    for (int i = 0; i < inputs; i++) d[i] = h[r * inputs + i] > 0 ? d[i] : 0;
  }
}

/* w -= rate x' dz, and the biases alike. */
static void descend(const float *restrict x, const float *restrict dz, float *restrict w, int rows, int inputs,
                    int outputs, float rate) {
  float *biases = w + inputs * outputs;
  for (int r = 0; r < rows; r++) {
    const float *d = dz + r * outputs;
    for (int i = 0; i < inputs; i++) {
      float value = rate * x[r * inputs + i];
      for (int j = 0; j < outputs; j++) w[i * outputs + j] -= value * d[j];
    }
    for (int j = 0; j < outputs; j++) biases[j] -= rate * d[j];
  }
}
