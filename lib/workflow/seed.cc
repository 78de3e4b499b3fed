#include "lib/workflow/seed.h"

#include <map>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/stop_signal.h"
#include "lib/revision/checksum.h"
#include "lib/sql/include.h"
#include "lib/workflow/locked.h"
#include "lib/workflow/schema_files.h"
#include "lib/workflow/script_transaction.h"

namespace migrate::workflow {
namespace {

constexpr const char* kAction = "seed";
constexpr const char* kWholeFiles =
    "files that were not loaded whole are not loaded at all: run it again";

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

void load(Database& database, const SeedFile& file, const db::Lock& lock) {
  using SessionState = history::HistoryStore::SessionState;
  const Stopwatch watch;
  ScriptTransaction transaction(database);
  if (auto confirm = lock.confirm()) transaction.submit(*std::move(confirm));
  transaction.run(file.source, "a seed file", ScriptTransaction::Rows::any);
  transaction.submit_all(database.store().before_write(SessionState::ignore));
  history::Event event{kAction, file.name, "", watch.elapsed().count()};
  event.remark = file.checksum;
  transaction.submit_all(database.store().event(event));
  transaction.commit();
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
    stop_if_asked(stop, {kWholeFiles});
    try {
      load(database, file, *lock);
    } catch (Error& error) {
      stop_if_asked(stop, {kWholeFiles});
      error.first().notes.push_back("nothing of " + file.name +
                                    " stayed; the files before it are loaded");
      throw;
    }
    (known == before.end() ? result.loaded : result.again).push_back(file.name);
  }
  return result;
}

}  // namespace migrate::workflow
