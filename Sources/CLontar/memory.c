#define _GNU_SOURCE
#include <sys/mman.h>

#include "CLontar.h"

void lontar_advise_huge_pages(void *memory, size_t byte_count) {
#ifdef MADV_HUGEPAGE
  // Only the pages that lie wholly inside.
  const uintptr_t page = 4096;
  uintptr_t start = ((uintptr_t)memory + page - 1) / page * page;
  uintptr_t end = ((uintptr_t)memory + byte_count) / page * page;
  if (end > start) (void)madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
  (void)memory;
  (void)byte_count;
#endif
}
