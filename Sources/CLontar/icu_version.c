#include "CLontar.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

const char *lontar_icu_version(void) { return U_ICU_VERSION; }

const char *lontar_icu_unicode_version(void) { return U_UNICODE_VERSION; }
