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

#define WEIGHTS static const int8_t

WEIGHTS clitics_ceb[] = {
#embed "weights/clitics.ceb"
};
WEIGHTS clitics_fil[] = {
#embed "weights/clitics.fil"
};
WEIGHTS clitics_id[] = {
#embed "weights/clitics.id"
};
WEIGHTS clitics_jv[] = {
#embed "weights/clitics.jv"
};
WEIGHTS clitics_ms[] = {
#embed "weights/clitics.ms"
};
WEIGHTS clitics_su[] = {
#embed "weights/clitics.su"
};
WEIGHTS sentences_th[] = {
#embed "weights/sentences.th"
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

const int8_t *lontar_weights(const char *name, size_t *count) {
  static const struct {
    const char name[16];
    const int8_t *weights;
    size_t count;
  } files[] = {
      {"clitics.ceb", clitics_ceb, sizeof clitics_ceb},
      {"clitics.fil", clitics_fil, sizeof clitics_fil},
      {"clitics.id", clitics_id, sizeof clitics_id},
      {"clitics.jv", clitics_jv, sizeof clitics_jv},
      {"clitics.ms", clitics_ms, sizeof clitics_ms},
      {"clitics.su", clitics_su, sizeof clitics_su},
      {"sentences.th", sentences_th, sizeof sentences_th},
  };
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    if (strcmp(files[i].name, name) == 0) {
      *count = files[i].count;
      return files[i].weights;
    }
  }
  *count = 0;
  return NULL;
}
