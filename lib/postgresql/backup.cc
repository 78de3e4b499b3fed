#include "lib/postgresql/backup.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/process.h"
#include "lib/base/shell_word.h"
#include "lib/base/text.h"
#include "lib/postgresql/client_program.h"
#include "lib/postgresql/postgresql_connection.h"
#include "lib/postgresql/url.h"

namespace migrate::postgresql {
namespace {

/// pg_dump locks every table (ACCESS SHARE): longer than this it would only wait for one that
/// somebody holds, while the deployment waits for it.
constexpr Milliseconds kLockWait{60'000};

constexpr const char* kHowToGetOne =
    "install the client programs of that version (postgresql-client-NN), or set backup_command";

int major_of(const std::string& version) {
  int major = 0;
  std::from_chars(version.data(), version.data() + version.size(), major);
  return major;
}

ClientProgram find(const std::string& name, int major,
                   const std::map<std::string, std::string>& environment) {
  if (auto found = find_client_program(name, major, environment)) return *std::move(found);
  throw Error(ErrorCode::failed,
              fmt::format("there is no {} of version {} or newer on this machine: no backup can be "
                          "made",
                          name, major),
              kHowToGetOne);
}

/// What pg_dump and pg_restore want to have said is the first line; the rest are its details.
Error failure_of(const std::string& program, const Captured& said, const std::string& what) {
  std::vector<std::string> lines;
  for (std::string& line : split(trim(said.err), '\n')) {
    const size_t prefix = line.find(": error: ");
    lines.push_back(prefix == std::string::npos ? line : line.substr(prefix + 9));
  }
  Diagnostic diagnostic;
  diagnostic.message = program + " " + what + ": " +
                       (lines.empty() ? "exit code " + std::to_string(said.exit_code) : lines[0]);
  if (lines.size() > 1) diagnostic.notes.assign(lines.begin() + 1, lines.end());
  return {ErrorCode::failed, std::move(diagnostic)};
}

/// What a copy of the database `name` is called; any name will do.
std::string new_name(const std::string& name) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyz0123456789_";
  constexpr size_t kLongest = 50;  // of 63, with what is added
  const bool plain = !name.empty() && name.size() <= kLongest &&
                     name.find_first_not_of(kPlain) == std::string::npos;
  return plain ? name + "_restored" : "restored";
}

class PgDump final : public db::Archiver {
 public:
  PgDump(const ClientProgram& dump, const ClientProgram& restore,
         std::map<std::string, std::string> environment)
      : dump_(dump.path),
        restore_(restore.path),
        program_("pg_dump " + dump.version),
        environment_(std::move(environment)) {}

  [[nodiscard]] const std::string& program() const override { return program_; }
  [[nodiscard]] std::string_view suffix() const override { return ".dump"; }

  void write(const db::ArchiveOrder& order) const override {
    // The password goes by the environment: other users see a program's arguments.
    const std::string url = without_driver(order.connect.url);
    std::map<std::string, std::string> environment = environment_;
    const std::string password = value_of(parse_url(url).get(), "password");
    if (!password.empty()) environment["PGPASSWORD"] = password;
    if (!order.connect.application_name.empty()) {
      environment["PGAPPNAME"] = order.connect.application_name;
    }
    const Captured said = capture_until(order.stop, dump_, arguments(order, url), environment);
    if (said.exit_code != 0) throw failure_of(program_, said, "failed");
  }

  void verify(const db::ArchiveOrder& order) const override {
    // To its end: --list reads the contents at the beginning, and passes a file that was cut off.
    const Captured said = capture_until(
        order.stop, restore_, {"--file=/dev/null", "--format=custom", order.path}, environment_);
    if (said.exit_code != 0) throw failure_of("pg_restore", said, "can't read what was written");
  }

  // Into a new database: restored over the old one, what later revisions made would stay there.
  [[nodiscard]] std::string restore_command(const db::ArchiveOrder& order,
                                            const std::string& path) const override {
    const std::string url = mask(order.connect.url);
    const std::string database = new_name(value_of(parse_url(url).get(), "dbname"));
    // The foreign keys of some tables refer to others.
    const std::string sections = order.tables.empty() ? "" : "--section=pre-data --section=data ";
    return "createdb --maintenance-db=" + shell_word(url) + " " + database +
           " && pg_restore --exit-on-error --single-transaction " + sections +
           "--dbname=" + shell_word(with_database(url, database)) + " " + shell_word(path);
  }

 private:
  [[nodiscard]] static std::vector<std::string> arguments(const db::ArchiveOrder& order,
                                                          const std::string& url) {
    std::vector<std::string> arguments = {
        "--format=custom", "--no-password", "--file=" + order.path,
        "--lock-wait-timeout=" + std::to_string(kLockWait.count()), "--dbname=" + mask(url)};
    if (!order.connect.role.empty()) arguments.push_back("--role=" + order.connect.role);
    if (!order.tables.empty()) arguments.emplace_back("--strict-names");
    for (const std::string& table : order.tables) arguments.push_back("--table=" + table);
    return arguments;
  }

  std::string dump_;
  std::string restore_;
  std::string program_;
  std::map<std::string, std::string> environment_;
};

}  // namespace

std::unique_ptr<db::Archiver> make_archiver(const std::string& server_version,
                                            const std::map<std::string, std::string>& environment) {
  const ClientProgram dump = find("pg_dump", major_of(server_version), environment);
  // An older pg_restore doesn't read what a newer pg_dump writes.
  const ClientProgram restore = find("pg_restore", major_of(dump.version), environment);
  return std::make_unique<PgDump>(dump, restore, environment);
}

std::string place_of(const db::Connection& connection) {
  const auto& own = dynamic_cast<const PostgresqlConnection&>(connection);
  return fmt::format("{}:{}/{}", PQhost(own.handle()), PQport(own.handle()), own.database());
}

}  // namespace migrate::postgresql
