// A program of the build: writes the manual page to the file that it is given.
#include <cstdio>
#include <exception>

#include "cmd/migrate/manual.h"
#include "lib/base/file.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: write_manual FILE\n", stderr);
    return 2;
  }
  try {
    migrate::write_file(argv[1], migrate::cmd::manual_page());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
