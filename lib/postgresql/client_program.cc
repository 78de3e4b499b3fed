#include "lib/postgresql/client_program.h"

#include <charconv>
#include <filesystem>
#include <string_view>
#include <vector>

#include "lib/base/error.h"
#include "lib/base/process.h"

namespace migrate::postgresql {
namespace {

namespace fs = std::filesystem;

/// Where distributions keep one directory for each version: parent, and what its names begin with.
struct Place {
  std::string_view parent;
  std::string_view prefix;
};
constexpr Place kPlaces[] = {
    {"/usr/lib/postgresql", ""}, {"/usr", "pgsql-"}, {"/opt/homebrew/opt", "postgresql@"}};

/// "pg_dump (PostgreSQL) 15.18 (Debian …)" → "15.18"; empty: it is no such program.
std::string version_in(std::string_view text) {
  const size_t begin = text.find_first_of("0123456789");
  if (begin == std::string_view::npos || text.find("PostgreSQL") == std::string_view::npos)
    return "";
  return std::string(text.substr(begin, text.find_first_not_of("0123456789.", begin) - begin));
}

int major_of(const std::string& version) {
  int major = 0;
  std::from_chars(version.data(), version.data() + version.size(), major);
  return major;
}

std::string version_of(const std::string& path,
                       const std::map<std::string, std::string>& environment) {
  try {
    const Captured said = capture_process(path, {"--version"}, environment);
    return said.exit_code == 0 ? version_in(said.out) : "";
  } catch (const Error&) {
    return "";  // it isn't there
  }
}

std::vector<std::string> installed(const std::string& name) {
  std::vector<std::string> paths;
  for (const Place& place : kPlaces) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(fs::path(place.parent), error)) {
      const fs::path program = entry.path() / "bin" / name;
      if (!entry.path().filename().string().starts_with(place.prefix)) continue;
      if (fs::exists(program, error)) paths.push_back(program.string());
    }
  }
  return paths;
}

}  // namespace

std::optional<ClientProgram> find_client_program(
    const std::string& name, int major, const std::map<std::string, std::string>& environment) {
  const std::string in_path = version_of(name, environment);
  if (major_of(in_path) >= major) return ClientProgram{name, in_path};
  std::optional<ClientProgram> best;
  for (const std::string& path : installed(name)) {
    const std::string version = version_of(path, environment);
    if (major_of(version) < major) continue;
    if (!best || major_of(version) < major_of(best->version)) best = ClientProgram{path, version};
  }
  return best;
}

}  // namespace migrate::postgresql
