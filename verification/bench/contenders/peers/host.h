/* What the C programs share: reading the inputs, the clock, and answering `check ID` and `time ID` lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* One way to do a workload: `prepare` is not timed (may be NULL), `run` writes what it found and returns how many. */
typedef struct {
  const char *id;
  void (*prepare)(void);
  int (*run)(double *found);
} Contender;

static const char *folder;

static void *read_file(const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  if (!file) {
    fprintf(stderr, "cannot read %s\n", path);
    exit(1);
  }
  fseek(file, 0, SEEK_END);
  long bytes = ftell(file);
  rewind(file);
  void *data = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (fread(data, 1, bytes, file) != (size_t)bytes) exit(1);
  fclose(file);
  return data;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec * 1e-6;
}

static double measure(const Contender *contender, double *found) {
  double total = 0;
  int runs = 0;
  while (total < 20) {
    if (contender->prepare) contender->prepare();
    double began = now();
    contender->run(found);
    total += now() - began;
    runs++;
  }
  return total / runs;
}

static void serve(const Contender *contenders, int count, int most) {
  double *found = malloc(most * sizeof *found);
  char what[16], id[64];
  printf("{\"ready\":\"gcc %s\"}\n", __VERSION__);
  fflush(stdout);
  while (scanf("%15s %63s", what, id) == 2) {
    const Contender *asked = NULL;
    for (int i = 0; i < count; i++)
      if (strcmp(contenders[i].id, id) == 0) asked = &contenders[i];
    if (!asked) {
      printf("{\"missing\":true}\n");
    } else if (strcmp(what, "check") == 0) {
      if (asked->prepare) asked->prepare();
      int n = asked->run(found);
      printf("{\"result\":[");
      for (int i = 0; i < n; i++) printf("%s%.17g", i ? "," : "", found[i]);
      printf("]}\n");
    } else {
      printf("{\"ms\":%.6f}\n", measure(asked, found));
    }
    fflush(stdout);
  }
}
