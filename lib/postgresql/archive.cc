#include "lib/postgresql/archive.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>

#include "lib/base/error.h"
#include "lib/base/file.h"

namespace migrate::postgresql {
namespace {

/// pg_dump's ReadHead() expects this at the start of the custom format's file, and of toc.dat.
constexpr std::string_view kMagic = "PGDMP";
/// A tar file begins with the name of its first member; a directory has it as a file.
constexpr std::string_view kContents = "toc.dat";

std::string first_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw Error(ErrorCode::usage, "can't read " + path + ": " + std::strerror(errno));
  }
  std::array<char, kContents.size()> bytes{};
  file.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<size_t>(file.gcount())};
}

bool is_archive(const std::string& path) {
  if (is_directory(path)) return path_exists(path + "/" + std::string(kContents));
  const std::string first = first_bytes(path);
  return first.starts_with(kMagic) || first == kContents;
}

}  // namespace

std::vector<std::string> archive_reader(const std::string& path) {
  if (!is_archive(path)) return {};
  // A path that begins with '-' is no option.
  const std::string name = path.starts_with('-') ? "./" + path : path;
  return {"pg_restore", "--no-owner", "--no-privileges", "--file=-", name};
}

}  // namespace migrate::postgresql
