// The engines that this program knows; the one place that names them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lib/db/backup.h"
#include "lib/db/driver.h"
#include "lib/db/outside_view.h"
#include "lib/db/tracer.h"
#include "lib/lint/analyzer.h"

namespace migrate {

[[nodiscard]] std::vector<std::string> engine_names();
/// The driver for a connection URL: postgresql://, postgres://, sqlite:, or a libpq keyword string.
/// Throws Error{usage} that names the schemes for any other.
[[nodiscard]] std::unique_ptr<db::Driver> driver_for_url(const std::string& url);
/// `url` with a relative path in it (SQLite) put below `directory`; any other URL as it is.
[[nodiscard]] std::string url_below(const std::string& directory, const std::string& url);
[[nodiscard]] std::unique_ptr<db::Driver> driver_named(const std::string& engine);
/// The command that prints what `path`, a dump of a database, holds as SQL; empty where it is SQL.
[[nodiscard]] std::vector<std::string> dump_reader(const std::string& engine,
                                                   const std::string& path);
/// What Driver::scratch() takes as its server for databases that are to hold a production's rows:
/// files in `directory`, which must outlive them; empty where the engine's server keeps them.
[[nodiscard]] std::string server_for_rows(const std::string& engine, const std::string& directory);
/// The engine's own dump program, as an observer; null where it has none. Throws Error{failed}
/// where this machine has none that is new enough for `server_version`. `environment`: the
/// program's.
[[nodiscard]] std::unique_ptr<db::OutsideView> outside_view_named(
    const std::string& engine, const std::string& server_version,
    const std::map<std::string, std::string>& environment);
/// What backs up a database of the engine's. Throws Error{failed} where this machine has no program
/// for it that is new enough for `server_version`. `environment`: the program's.
[[nodiscard]] std::unique_ptr<db::Archiver> archiver_named(
    const std::string& engine, const std::string& server_version,
    const std::map<std::string, std::string>& environment);
/// Which database `connection`, made by the engine's driver, is to: databases that are not the same
/// differ in it.
[[nodiscard]] std::string place_of(const std::string& engine, const db::Connection& connection);
/// What looks on at statements; null where the engine has nothing that does.
[[nodiscard]] std::unique_ptr<db::Tracer> tracer_named(const std::string& engine);
/// What judges scripts for the engine of this name. Throws Error: usage where it has nothing that
/// does, failed where this program was built without its parser.
[[nodiscard]] std::unique_ptr<lint::Analyzer> analyzer_named(const std::string& engine);

}  // namespace migrate
