// Pairs of schemas that others have written for their tools, when MIGRATE_CORPUS names a folder of
// them: pairs/<suite>/<case>/{a,b}.sql. The plan from a to b must make b of a, by our own reading
// and by pg_dump, and the plan back a. MIGRATE_CORPUS_ONLY=suite or suite/case narrows it down.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <regex>
#include <set>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/engines.h"
#include "tests/postgresql/schema_database.h"
#include "tests/support/postgres_server.h"

namespace migrate::test {
namespace {

namespace fs = std::filesystem;

enum class Verdict { right, right_forth, unmodelled, refused, wrong, unloadable };

struct Result {
  Verdict verdict = Verdict::right;
  std::string reason;
};

/// Runs an input as its authors' harness would: roles that it names are there.
std::unique_ptr<SchemaDatabase> load(const std::string& sql, std::string& error) {
  static const std::regex kMissing("role \"([^\n]*)\" does not exist");
  static const std::regex kThere("CREATE (ROLE|USER|GROUP) [^;]*;");
  const std::string without_roles = std::regex_replace(sql, kThere, "");
  constexpr int kMostRoles = 12;
  for (int attempt = 0; attempt < kMostRoles; ++attempt) {
    auto database = std::make_unique<SchemaDatabase>();
    error = database->run(without_roles);
    std::smatch found;
    if (error.empty() || !std::regex_search(error, found, kMissing)) return database;
    PostgresServer::instance().psql(
        "postgres", "CREATE ROLE " + driver_named("postgresql")->quote_identifier(found[1].str()));
  }
  return nullptr;
}

std::string first_line_of_difference(const std::string& one, const std::string& other) {
  std::istringstream left(one);
  std::istringstream right(other);
  std::string a;
  std::string b;
  while (std::getline(left, a) && std::getline(right, b)) {
    if (a != b) return a + "  <>  " + b;
  }
  return "one is longer";
}

/// The dump of what a dump makes: texts that are read back otherwise have settled then.
std::string second_generation(const SchemaDatabase& database) {
  SchemaDatabase again;
  const std::string error = again.run(database.raw_dump());
  return error.empty() ? again.dump() : error;
}

std::string differences_of_dumps(const SchemaDatabase& one, const SchemaDatabase& other) {
  const std::string left = one.dump();
  const std::string right = other.dump();
  if (left == right) return "";
  const std::string left_again = second_generation(one);
  const std::string right_again = second_generation(other);
  if (left_again == right_again) return "";
  return "pg_dump: " + first_line_of_difference(left_again, right_again);
}

/// Turns `database` from `from` to `to`, the state of `model`; returns what is wrong then.
Result turn(const SchemaDatabase& database, const schema::Catalog& from, const schema::Catalog& to,
            const SchemaDatabase& model) {
  std::string text;
  try {
    text = script(from, to);
  } catch (const Error& error) {
    const std::string what =
        error.diagnostics().empty() ? error.what() : error.diagnostics()[0].message;
    const bool cycle = what.find("no order found") != std::string::npos;
    return {cycle ? Verdict::wrong : Verdict::refused, what};
  }
  if (std::getenv("MIGRATE_CORPUS_SHOW") != nullptr) std::cout << text << "-----\n";
  const std::string error = database.run(text);
  if (!error.empty()) return {Verdict::wrong, error};
  const std::string left = differences(database.read(), to);
  const std::string dumps = differences_of_dumps(database, model);
  if (!dumps.empty()) return {Verdict::wrong, dumps};
  (void)left;
  return {};
}

Result judge(const fs::path& directory) {
  std::string error;
  const std::string a_text = read_file((directory / "a.sql").string());
  const auto a = load(a_text, error);
  if (!error.empty()) return {Verdict::unloadable, "a: " + error};
  const auto b = load(read_file((directory / "b.sql").string()), error);
  if (!error.empty()) return {Verdict::unloadable, "b: " + error};
  const schema::Catalog before = a->read();
  const schema::Catalog after = b->read();
  std::set<std::string> kinds;
  for (const auto* catalog : {&before, &after}) {
    for (const schema::Identity& identity : catalog->unmodelled) kinds.insert(identity.kind);
  }
  std::string unmodelled;
  for (const std::string& kind : kinds) unmodelled += " [" + kind + "]";

  Result result = turn(*a, before, after, *b);
  if (result.verdict == Verdict::right) {
    const auto model = load(a_text, error);
    result = turn(*a, after, before, *model);
    if (result.verdict != Verdict::right) {
      result.verdict = Verdict::right_forth;
      result.reason = "back: " + result.reason;
    }
  }
  if (result.verdict != Verdict::right && !unmodelled.empty()) {
    return {Verdict::unmodelled, unmodelled + " " + result.reason};
  }
  return result;
}

TEST(SchemaCorpus, PairsAreTurnedIntoEachOther) {
  const char* corpus = std::getenv("MIGRATE_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "MIGRATE_CORPUS is not set";
  const char* only = std::getenv("MIGRATE_CORPUS_ONLY");
  std::map<std::string, std::map<Verdict, int>> counts;
  for (const auto& suite : fs::directory_iterator(fs::path(corpus) / "pairs")) {
    const std::string suite_name = suite.path().filename().string();
    if (suite_name.find("sqlite") != std::string::npos) continue;
    std::set<fs::path> cases;
    for (const auto& entry : fs::directory_iterator(suite.path())) cases.insert(entry.path());
    for (const fs::path& directory : cases) {
      const std::string name = suite_name + "/" + directory.filename().string();
      if (only != nullptr && !name.starts_with(only)) continue;
      Result result;
      try {
        result = judge(directory);
      } catch (const std::exception& error) {
        result = {Verdict::wrong, error.what()};
      }
      ++counts[suite_name][result.verdict];
      static const std::map<Verdict, const char*> kWords = {{Verdict::right_forth, "FORTH ONLY"},
                                                            {Verdict::unmodelled, "unmodelled"},
                                                            {Verdict::refused, "refused"},
                                                            {Verdict::wrong, "WRONG"},
                                                            {Verdict::unloadable, "unloadable"}};
      if (result.verdict == Verdict::right) continue;
      std::cout << kWords.at(result.verdict) << " " << name << ": "
                << result.reason.substr(0, result.reason.find('\n')) << std::endl;
    }
  }
  for (const auto& [suite, by_verdict] : counts) {
    const auto count = [&](Verdict verdict) {
      return by_verdict.contains(verdict) ? by_verdict.at(verdict) : 0;
    };
    std::cout << suite << ": " << count(Verdict::right) << " right, " << count(Verdict::right_forth)
              << " forth only, " << count(Verdict::unmodelled) << " with unmodelled kinds, "
              << count(Verdict::refused) << " refused, " << count(Verdict::wrong) << " wrong, "
              << count(Verdict::unloadable) << " that don't load\n";
    EXPECT_EQ(count(Verdict::wrong) + count(Verdict::right_forth), 0) << suite;
  }
}

}  // namespace
}  // namespace migrate::test
