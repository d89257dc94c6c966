/*
 * The generator of numpy.random.RandomState(seed) and its shuffle: Matsumoto and Nishimura's mt19937ar, and draws below
 * a bound by rejection under the smallest mask of ones.
 */
#include <stdint.h>

static uint32_t mt[624];
static int mt_at;

static void mt_seed(uint32_t seed) {
  mt[0] = seed;
  for (int i = 1; i < 624; i++) mt[i] = 1812433253u * (mt[i - 1] ^ mt[i - 1] >> 30) + i;
  mt_at = 624;
}

static uint32_t mt_mixed(uint32_t word, uint32_t next) {
  uint32_t y = (word & 0x80000000u) | (next & 0x7fffffffu);
  return y >> 1 ^ (-(y & 1) & 0x9908b0dfu);
}

static uint32_t mt_word(void) {
  if (mt_at == 624) {
    for (int k = 0; k < 227; k++) mt[k] = mt[k + 397] ^ mt_mixed(mt[k], mt[k + 1]);
    for (int k = 227; k < 623; k++) mt[k] = mt[k - 227] ^ mt_mixed(mt[k], mt[k + 1]);
    mt[623] = mt[396] ^ mt_mixed(mt[623], mt[0]);
    mt_at = 0;
  }
  uint32_t y = mt[mt_at++];
  y ^= y >> 11;
  y ^= y << 7 & 0x9d2c5680u;
  y ^= y << 15 & 0xefc60000u;
  return y ^ y >> 18;
}

static void mt_shuffle(int *items, int count) {
  for (int i = count - 1; i > 0; i--) {
    uint32_t mask = 0xffffffffu >> __builtin_clz(i), j;
    do j = mt_word() & mask;
    while (j > (uint32_t)i);
    int kept = items[i];
    items[i] = items[j];
    items[j] = kept;
  }
}
