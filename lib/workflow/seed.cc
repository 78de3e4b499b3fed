#include "lib/workflow/seed.h"

#include <csignal>
#include <map>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/revision/checksum.h"
#include "lib/sql/include.h"
#include "lib/sql/splitter.h"
#include "lib/workflow/locked.h"
#include "lib/workflow/schema_files.h"

namespace migrate::workflow {
namespace {

constexpr const char* kAction = "seed";

Error located(const SourceText& source, uint64_t offset, Diagnostic diagnostic) {
  diagnostic.location = source.locate(offset);
  diagnostic.excerpt = source.line_at(offset);
  return {ErrorCode::failed, std::move(diagnostic)};
}

void stop_if_asked(const std::atomic<int>* stop) {
  if (stop == nullptr || *stop == 0) return;
  Diagnostic diagnostic;
  diagnostic.code = "interrupted";
  diagnostic.message = "interrupted";
  diagnostic.notes = {"files that were not loaded whole are not loaded at all: run it again"};
  throw Error(*stop == SIGTERM ? ErrorCode::terminated : ErrorCode::interrupted,
              std::move(diagnostic));
}

/// Checksums of what ran, by the file's name.
std::map<std::string, std::string> recorded(Database& database) {
  std::map<std::string, std::string> checksums;
  for (const history::LoggedEvent& event : database.store().events(database.connection())) {
    // With a note of the user's own, that stands behind.
    if (event.action == kAction) {
      checksums[event.revision] = event.note.substr(0, event.note.find(": "));
    }
  }
  return checksums;
}

/// Throws Error{failed} for what can't share a transaction with the file's record.
void demand_in_transaction(const SourceText& source, const sql::Statement& statement) {
  if (statement.problem) throw Error(ErrorCode::failed, *statement.problem);
  Diagnostic diagnostic;
  switch (statement.kind) {
    case sql::Kind::control:
      diagnostic.message = "a seed file is one transaction already";
      diagnostic.hint = "take " + statement.verb + " out";
      break;
    case sql::Kind::autocommit:
      diagnostic.message = statement.verb + " can't run in a transaction, and a seed file is one";
      break;
    case sql::Kind::meta:
      diagnostic.message = "a seed file can't have this command of a shell";
      break;
    default:
      return;
  }
  throw located(source, statement.span.offset, std::move(diagnostic));
}

class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) {
    submit({.sql = database.driver().begin_sql()});
    submit_all(connection().transaction_start());
  }
  ~Transaction() {
    if (open_) (void)db::try_execute(connection(), {.sql = "ROLLBACK"});
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  [[nodiscard]] db::Outcome attempt(db::Request request) {
    db::Outcome outcome = db::try_execute(connection(), std::move(request));
    if (outcome.failure && outcome.failure->connection_lost) open_ = false;
    return outcome;
  }
  void submit(db::Request request) {
    const db::Outcome outcome = attempt(std::move(request));
    if (outcome.failure) throw Error(code_of(*outcome.failure), db::describe(*outcome.failure));
  }
  void submit_all(std::vector<db::Request> requests) {
    for (db::Request& request : requests) submit(std::move(request));
  }
  void commit() {
    submit({.sql = "COMMIT"});
    open_ = false;
  }
  [[nodiscard]] static ErrorCode code_of(const db::Failure& failure) {
    return failure.connection_lost ? ErrorCode::unreachable : ErrorCode::failed;
  }

 private:
  [[nodiscard]] db::Connection& connection() { return database_.connection(); }

  Database& database_;
  bool open_ = true;
};

void run_statements(Transaction& transaction, const SourceText& source,
                    const sql::Dialect& dialect) {
  sql::Splitter splitter(source, dialect);
  while (const auto statement = splitter.next()) {
    demand_in_transaction(source, *statement);
    db::Request request;
    request.sql = std::string(splitter.text());
    request.keep_rows = 0;
    if (statement->has_parameters) request.mode = db::Request::Mode::simple;
    if (statement->copy_data) request.copy = db::CopyData{source, *statement->copy_data};
    const db::Outcome outcome = transaction.attempt(std::move(request));
    if (!outcome.failure) continue;
    throw located(source, statement->span.offset + outcome.failure->offset.value_or(0),
                  db::describe(*outcome.failure));
  }
}

void load(Database& database, const SeedFile& file, const db::Lock& lock) {
  using SessionState = history::HistoryStore::SessionState;
  const Stopwatch watch;
  Transaction transaction(database);
  if (auto confirm = lock.confirm()) transaction.submit(*std::move(confirm));
  run_statements(transaction, file.source, database.driver().dialect());
  transaction.submit_all(database.store().before_write(SessionState::ignore));
  history::Event event{kAction, file.name, "", watch.elapsed().count()};
  event.remark = file.checksum;
  transaction.submit_all(database.store().event(event));
  transaction.commit();
  database.connection().reset();
}

}  // namespace

std::vector<SeedFile> read_seed_files(const std::string& directory, const std::string& environment,
                                      const db::Driver& driver,
                                      const std::vector<std::string>& engines) {
  std::vector<SeedFile> files;
  std::vector<Diagnostic> problems;
  const auto add = [&](const std::string& below) {
    std::string pattern = directory;
    pattern.append("/").append(below).append("*.sql");
    for (const std::string& path : files_for(pattern, driver.name(), engines)) {
      const std::string name = path.substr(directory.size() + 1);
      SourceText source = sql::expand_includes(SourceText::from_file(path, path), driver.dialect(),
                                               directory, problems);
      std::string checksum = revision::checksum(source, {});
      files.push_back({name, std::move(source), std::move(checksum)});
    }
  };
  add("");
  if (!environment.empty()) add(environment + "/");
  if (!problems.empty()) throw Error(ErrorCode::failed, std::move(problems));
  return files;
}

Seeded seed(Database& database, const std::vector<SeedFile>& files, run::Observer& observer,
            const std::atomic<int>* stop) {
  Seeded result;
  const std::shared_ptr<db::Lock> lock = lock_for_writing(database, observer);
  const std::map<std::string, std::string> before = recorded(database);
  for (const SeedFile& file : files) {
    const auto known = before.find(file.name);
    if (known != before.end() && known->second == file.checksum) {
      result.unchanged.push_back(file.name);
      continue;
    }
    stop_if_asked(stop);
    try {
      load(database, file, *lock);
    } catch (const Error&) {
      stop_if_asked(stop);
      throw;
    }
    (known == before.end() ? result.loaded : result.again).push_back(file.name);
  }
  return result;
}

}  // namespace migrate::workflow
