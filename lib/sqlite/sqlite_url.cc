#include "lib/sqlite/sqlite_url.h"

#include "lib/base/error.h"
#include "lib/sqlite/scratch.h"
#include "lib/sqlite/sqlite_driver.h"

namespace migrate::sqlite {
namespace {

constexpr const char* kForms =
    "write sqlite:path/to/file.db, or sqlite:///path/to/file.db for an absolute path";

}  // namespace

bool accepts(const std::string& url) {
  const size_t colon = url.find(':');
  if (colon == std::string::npos) return false;
  const std::string scheme = url.substr(0, colon);
  return scheme == "sqlite" || scheme.rfind("sqlite+", 0) == 0;
}

std::string url_below(const std::string& directory, const std::string& url) {
  const size_t path = url.find(':') + 1;
  const bool relative = path < url.size() && url[path] != '/' && url[path] != ':';
  if (!relative || directory.empty() || directory == ".") return url;
  return url.substr(0, path) + directory + (directory.back() == '/' ? "" : "/") + url.substr(path);
}

std::string path_of(const std::string& url) {
  const auto refuse = [&](const std::string& why, const std::string& hint = kForms) {
    throw Error(ErrorCode::usage, "the database URL '" + url + "' " + why, hint);
  };
  if (!accepts(url)) refuse("is no SQLite URL");
  std::string path = url.substr(url.find(':') + 1);
  if (path.rfind("//", 0) == 0) {
    path.erase(0, 2);
    if (!path.empty() && path[0] != '/' && path != ":memory:") {
      refuse("names a host, and SQLite has none");
    }
  }
  if (is_scratch(path)) return path;
  if (path.empty() || path == "/") refuse("names no file");
  if (path == ":memory:" || path == "/:memory:") {
    refuse("names a database in memory, which would be gone with the run",
           "name a file: sqlite:path/to/file.db");
  }
  if (path.find('?') != std::string::npos) {
    refuse("has parameters, which are not supported",
           "write PRAGMAs into the [session] table of the configuration");
  }
  return path;
}

}  // namespace migrate::sqlite
