#include "lib/base/temporary_directory.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "lib/base/error.h"

namespace migrate {

TemporaryDirectory::TemporaryDirectory(const std::string& parent)
    : path_(parent + "/migrate-XXXXXX") {
  if (mkdtemp(path_.data()) == nullptr) {
    throw Error(ErrorCode::failed,
                "can't make a directory in " + parent + ": " + std::strerror(errno),
                "set TMPDIR to one that can be written to");
  }
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace migrate
