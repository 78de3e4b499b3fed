#include "lib/engines.h"

#include "lib/base/error.h"
#include "lib/postgresql/archive.h"
#include "lib/postgresql/backup.h"
#include "lib/postgresql/lint/analyzer.h"
#include "lib/postgresql/outside_view.h"
#include "lib/postgresql/postgresql_driver.h"
#include "lib/postgresql/trace/tracer.h"
#include "lib/sqlite/backup.h"
#include "lib/sqlite/lint/analyzer.h"
#include "lib/sqlite/sqlite_driver.h"

namespace migrate {

namespace {

Error unknown(const std::string& engine) {
  return {ErrorCode::usage, "unknown engine '" + engine + "'",
          "the engines are postgresql and sqlite"};
}

}  // namespace

std::vector<std::string> engine_names() { return {"postgresql", "sqlite"}; }

std::unique_ptr<db::Driver> driver_named(const std::string& engine) {
  if (engine == "postgresql") return postgresql::make_driver();
  if (engine == "sqlite") return sqlite::make_driver();
  throw unknown(engine);
}

std::vector<std::string> dump_reader(const std::string& engine, const std::string& path) {
  if (engine == "postgresql") return postgresql::archive_reader(path);
  return {};
}

std::unique_ptr<lint::Analyzer> analyzer_named(const std::string& engine) {
  if (engine == "postgresql") return postgresql::make_analyzer();
  if (engine == "sqlite") return sqlite::make_analyzer();
  throw unknown(engine);
}

std::string server_for_rows(const std::string& engine, const std::string& directory) {
  return engine == "sqlite" ? "sqlite:" + directory : "";
}

std::unique_ptr<db::OutsideView> outside_view_named(
    const std::string& engine, const std::string& server_version,
    const std::map<std::string, std::string>& environment) {
  if (engine == "postgresql") return postgresql::make_outside_view(server_version, environment);
  return nullptr;
}

std::unique_ptr<db::Archiver> archiver_named(
    const std::string& engine, const std::string& server_version,
    const std::map<std::string, std::string>& environment) {
  if (engine == "postgresql") return postgresql::make_archiver(server_version, environment);
  if (engine == "sqlite") return sqlite::make_archiver();
  throw unknown(engine);
}

std::string place_of(const std::string& engine, const db::Connection& connection) {
  if (engine == "postgresql") return postgresql::place_of(connection);
  if (engine == "sqlite") return sqlite::place_of(connection);
  throw unknown(engine);
}

std::unique_ptr<db::Tracer> tracer_named(const std::string& engine) {
  if (engine == "postgresql") return postgresql::make_tracer();
  return nullptr;
}

std::string url_below(const std::string& directory, const std::string& url) {
  return sqlite::accepts(url) ? sqlite::url_below(directory, url) : url;
}

std::unique_ptr<db::Driver> driver_for_url(const std::string& url) {
  if (sqlite::accepts(url)) return sqlite::make_driver();
  if (postgresql::accepts(url)) return postgresql::make_driver();
  const size_t colon = url.find(':');
  throw Error(ErrorCode::usage,
              "the database URL has an unknown scheme '" + url.substr(0, colon) + "'",
              "write postgresql://user@host/database, sqlite:path/to/file.db, or a libpq keyword "
              "string such as 'host=db dbname=shop'");
}

}  // namespace migrate
