#include "CLontar.h"

#include <unicode/uchar.h>
#include <unicode/utypes.h>
#include <unicode/uversion.h>
#include <utf8proc.h>

const char *lontar_icu_version(void) { return U_ICU_VERSION; }

const char *lontar_icu_unicode_version(void) { return U_UNICODE_VERSION; }

const char *lontar_utf8proc_unicode_version(void) { return utf8proc_unicode_version(); }

const char *lontar_icu_error_name(size_t code) { return u_errorName((UErrorCode)code); }
