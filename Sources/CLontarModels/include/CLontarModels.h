// The models that are part of Lontar, as the bytes of their files.
#ifndef CLONTAR_MODELS_H
#define CLONTAR_MODELS_H

#include <stddef.h>
#include <stdint.h>

/// The file of a language's model, in read-only memory for as long as the process lives, aligned to 64
/// bytes; null where there is none.
///
/// @param code The language's BCP 47 code.
/// @param count Receives how many bytes there are.
const uint8_t *_Nullable lontar_model(const char *_Nonnull code, size_t *_Nonnull count);

/// The model that tells languages of Latin letters apart, as identify/train.py writes it; as above.
const uint8_t *_Nonnull lontar_language_model(size_t *_Nonnull count);

/// The weights in a file of the folder weights, which the tests of LontarSegmentation write; null where
/// there is none.
///
/// @param name The file's name, such as clitics.id.
/// @param count Receives how many weights there are.
const int8_t *_Nullable lontar_weights(const char *_Nonnull name, size_t *_Nonnull count);

#endif
