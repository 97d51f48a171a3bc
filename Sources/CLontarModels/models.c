#include "CLontarModels.h"

#include <string.h>

// make.sh makes the files; NOTICE says what they were made from.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define MODEL _Alignas(64) static const uint8_t

MODEL km[] = {
#embed "km.seg"
};
MODEL lo[] = {
#embed "lo.seg"
};
MODEL my[] = {
#embed "my.seg"
};
MODEL th[] = {
#embed "th.seg"
};
MODEL vi[] = {
#embed "vi.seg"
};

MODEL languages[] = {
#embed "identify/languages.bin"
};

const uint8_t *lontar_language_model(size_t *count) {
  *count = sizeof languages;
  return languages;
}

const uint8_t *lontar_model(const char *code, size_t *count) {
  static const struct {
    const char code[4];
    const uint8_t *bytes;
    size_t count;
  } models[] = {
      {"km", km, sizeof km}, {"lo", lo, sizeof lo}, {"my", my, sizeof my},
      {"th", th, sizeof th}, {"vi", vi, sizeof vi},
  };
  for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) {
    if (strcmp(models[i].code, code) == 0) {
      *count = models[i].count;
      return models[i].bytes;
    }
  }
  *count = 0;
  return NULL;
}
