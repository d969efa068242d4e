/* lexicon_image: the built-in lexicon as it lies in memory; see lexicon_priv.h */
#include "lib/lexicon_priv.h"

#include "lexicon_image.h"
