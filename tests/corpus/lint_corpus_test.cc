// What the review gate says about test cases of other linters, and about histories of other
// projects. MIGRATE_CORPUS names the directory, which has lint/<suite>.jsonl, a case a line, and
// migrations/<name>/, see histories_corpus_test.cc. docs/lint.md has both as tables:
// MIGRATE_UPDATE_GOLDEN=1 writes them anew.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/text.h"
#include "tests/lint/gate.h"

namespace migrate::lint {
namespace {

using Ids = std::vector<std::string_view>;

/// What other linters call a rule, and what finds the same here; none: nothing does.
const std::map<std::string_view, Ids> kCounterparts = {
    // squawk
    {"adding-field-with-default",
     {"add-column-volatile-default", "add-column-stored", "add-column-identity"}},
    {"adding-foreign-key-constraint", {"add-foreign-key", "add-column-foreign-key"}},
    {"adding-not-nullable-field", {"set-not-null"}},
    {"adding-required-field", {"add-column-not-null"}},
    {"ban-char-field", {"char-column"}},
    {"ban-concurrent-index-creation-in-transaction", {"invalid-statement"}},
    {"ban-duplicate-column-assignments", {}},
    {"ban-uncommitted-transaction", {"invalid-statement"}},
    {"disallowed-unique-constraint", {"add-unique", "add-column-unique"}},
    {"identifier-too-long", {"identifier-too-long"}},
    {"prefer-bigint-over-int", {"integer-primary-key"}},
    {"prefer-identity", {"serial-column"}},
    {"prefer-repack", {"rewrite-table"}},
    {"prefer-robust-stmts", {}},
    {"prefer-text-field", {"varchar-limit"}},
    {"renaming-column", {"rename-column"}},
    {"require-concurrent-index-deletion", {"drop-index"}},
    {"require-concurrent-partition-detach", {"detach-partition"}},
    {"require-concurrent-reindex", {"reindex"}},
    {"require-lock-timeout", {}},
    {"require-table-schema", {"unqualified-table"}},
    {"require-timeout-settings", {}},
    {"transaction-nesting", {"invalid-statement"}},
    // eugene
    {"E3", {"json-column"}},
    {"E4", {"rows-behind-lock", "several-tables-locked"}},
    {"E5", {"alter-type-rewrite"}},
    {"E8", {"add-exclusion"}},
    {"E10", {"several-tables-locked"}},
    {"E11", {"add-column-identity"}},
    {"E15", {"foreign-key-without-index"}},
    {"W12", {}},
    {"W14", {"primary-key-nullable"}},
    // the PostgreSQL language server
    {"addSerialColumn", {"add-column-identity", "add-column-stored"}},
    {"addingFieldWithDefault", {"add-column-volatile-default", "add-column-stored"}},
    {"addingNotNullField", {"set-not-null", "add-column-not-null"}},
    {"avoidAddingExclusionConstraint", {"add-exclusion"}},
    {"avoidWideLockWindow", {"several-tables-locked"}},
    {"banCharField", {"char-column"}},
    {"banDeleteWithoutWhere", {"change-all-rows"}},
    {"banDropSchema", {"drop-schema"}},
    {"banDropTable", {"drop-table"}},
    {"banUpdateWithoutWhere", {"change-all-rows"}},
    {"banVacuumFull", {"rewrite-table"}},
    {"concurrentRefreshMatviewLock", {"refresh-materialized-view"}},
    {"constraintMissingNotValid", {"add-check", "add-foreign-key"}},
    {"creatingEnum", {}},
    {"lockTimeoutWarning", {}},
    {"multipleAlterTable", {}},
    {"preferBigintOverSmallint", {}},
    {"preferIdentity", {"serial-column", "add-column-identity"}},
    {"preferJsonb", {"json-column"}},
    {"renamingColumn", {"rename-column"}},
    {"renamingTable", {"rename-table"}},
    {"requireConcurrentDetachPartition", {"detach-partition"}},
    {"requireConcurrentIndexCreation", {"create-index"}},
    {"requireConcurrentReindex", {"reindex"}},
    {"requireIdleInTransactionTimeout", {}},
    {"requireStatementTimeout", {}},
    {"runningStatementWhileHoldingAccessExclusive", {"rows-behind-lock"}},
};

/// Why a case is judged otherwise here.
struct Disagreement {
  std::string_view suite;
  std::vector<size_t> lines;  ///< of its file, from 1
  std::string_view reason;
};
constexpr std::string_view kTimeouts = "the tool sets the timeouts itself, with every run";
constexpr std::string_view kControl =
    "the tool begins and ends transactions: what stands in its way "
    "is found";
constexpr std::string_view kRefused = "no server takes the statement";
constexpr std::string_view kVersion =
    "the case is about PostgreSQL 19, and is in the suite with both "
    "verdicts";
constexpr std::string_view kTaste = "whether smallint is enough is a matter of taste";
constexpr std::string_view kTwice =
    "two SET NOT NULL read the table twice: each is found by itself";
const std::vector<Disagreement> kDisagreements = {
    {"squawk", {3, 17}, kRefused},   // now(123); array[] of no type
    {"squawk", {19, 23}, kControl},  // COMMIT and BEGIN around a statement; BEGIN twice
    {"squawk", {31}, kVersion},      // VACUUM FULL
    {"squawk", {48, 49, 50}, kTimeouts},
    {"pgls", {23}, kTwice},
    {"pgls", {24}, kTaste},
    {"pgls", {34, 35, 36, 37}, kTimeouts},
};

constexpr std::string_view kBegin =
    "<!-- measured: written by tests/corpus/lint_corpus_test.cc -->\n";
constexpr std::string_view kEnd = "<!-- end of what was measured -->\n";

std::string corpus() {
  const char* directory = std::getenv("MIGRATE_CORPUS");
  return directory == nullptr ? "" : directory;
}

/// A gate in which every rule says what it has to say.
Gate strict_gate(const std::string& engine) {
  Gate gate(engine);
  for (const Rule& rule : gate.analyzer().rules()) {
    gate.policy.severities[std::string(rule.id)] = rule.severity;
  }
  return gate;
}

/// A case with several scripts is a history; any other is a file of its own.
Report judge_case(const json::Value& test) {
  Gate gate = strict_gate("postgresql");
  const json::Array& scripts = test["scripts"].items();
  if (scripts.empty()) return gate.source(test["sql"].text());
  std::vector<revision::Revision> revisions;
  std::vector<size_t> which;
  for (const json::Value& script : scripts) {
    const std::string parent = revisions.empty() ? "" : revisions.back().id;
    which.push_back(revisions.size());
    revisions.push_back(revision_of(fmt::format("a{}", which.size()), parent, "", script.text()));
  }
  return gate.judge(std::move(revisions), which, Arrival::one_by_one);
}

bool has_any(const Report& report, const Ids& ids) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
    return std::find(ids.begin(), ids.end(), finding.rule->id) != ids.end();
  });
}

std::string_view reason_for(std::string_view suite, size_t line) {
  for (const Disagreement& known : kDisagreements) {
    const auto& lines = known.lines;
    if (known.suite == suite && std::find(lines.begin(), lines.end(), line) != lines.end()) {
      return known.reason;
    }
  }
  return {};
}

/// A row of the table of suites. Every disagreement must be one that is explained, and the other
/// way round.
std::string judge_suite(const std::string& suite) {
  std::istringstream lines(read_file(corpus() + "/lint/" + suite + ".jsonl"));
  size_t line = 0;
  size_t agrees = 0;
  std::map<std::string_view, size_t> reasons;
  for (std::string text; std::getline(lines, text);) {
    const json::Value test = json::parse(text);
    const std::string& rule = test["rule"].text();
    ++line;
    const auto counterpart = kCounterparts.find(rule);
    if (counterpart == kCounterparts.end()) {
      ADD_FAILURE() << suite << ": what finds " << rule << " here?";
      continue;
    }
    const Report report = judge_case(test);
    const bool agree = has_any(report, counterpart->second) == (test["expect"].text() == "bad");
    const std::string_view reason = reason_for(suite, line);
    EXPECT_EQ(agree, reason.empty())
        << suite << ":" << line << " " << rule << "\n"
        << test["sql"].text() << testing::PrintToString(listed(report));
    if (agree) ++agrees;
    if (!reason.empty()) ++reasons[reason];
  }
  std::vector<std::string> why;
  for (const auto& [reason, count] : reasons) why.push_back(fmt::format("{}: {}", count, reason));
  return fmt::format("| {} | {} | {} | {} |\n", suite, line, agrees, join(why, "; "));
}

std::string table_of_suites() {
  std::string text =
      "| test cases of | cases | same verdict | otherwise, and why |\n"
      "|---|---|---|---|\n";
  for (const char* suite : {"squawk", "eugene", "pgls"}) text += judge_suite(suite);
  return text;
}

/// The steps of a history that its own tool could apply, one revision on the other.
std::vector<revision::Revision> history_of(const std::string& directory) {
  std::vector<revision::Revision> revisions;
  const json::Value meta = json::parse(read_file(directory + "/META.json"));
  for (const json::Value& step : meta["steps_list"].items()) {
    if (!std::get<bool>(step["up_ok"].data())) continue;
    const std::string& base = step["base"].text();
    const std::string parent = revisions.empty() ? "" : revisions.back().id;
    revisions.push_back(revision_of("s" + base.substr(0, base.find('_')), parent, "",
                                    read_file(directory + "/plain/" + base + ".up.sql")));
  }
  return revisions;
}

/// A row of the table of histories: each revision judged on those below it, with the rules as they
/// are without a configuration.
std::string judge_history(const std::string& name) {
  const std::string directory = corpus() + "/migrations/" + name;
  const std::string schema = read_file(directory + "/final.schema.sql");
  const bool on_postgresql = schema.find("PostgreSQL database dump") != std::string::npos;
  Gate gate(on_postgresql ? "postgresql" : "sqlite");
  std::vector<revision::Revision> revisions = history_of(directory);
  std::vector<size_t> which(revisions.size());
  for (size_t i = 0; i < which.size(); ++i) which[i] = i;
  const Report report = gate.judge(std::move(revisions), which, Arrival::one_by_one);
  std::set<size_t> scripts;
  std::map<std::string_view, std::set<size_t>> by_rule;
  for (const Finding& finding : report.findings) {
    if (std::getenv("MIGRATE_LIST_FINDINGS") != nullptr) {
      fmt::print("{} {} {} {}: {}\n{}\n", name, name_of(finding.severity), finding.rule->id,
                 report.scripts[finding.script], finding.message, finding.excerpt);
    }
    if (finding.severity != Severity::error) continue;
    scripts.insert(finding.script);
    by_rule[finding.rule->id].insert(finding.script);
  }
  std::vector<std::pair<size_t, std::string_view>> order;
  for (const auto& [id, found] : by_rule) order.emplace_back(found.size(), id);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::string> parts;
  for (const auto& [count, id] : order) parts.push_back(fmt::format("{} {}", id, count));
  return fmt::format("| {} | {} | {} | {} | {} |\n", name, on_postgresql ? "PostgreSQL" : "SQLite",
                     which.size(), scripts.size(), join(parts, ", "));
}

std::string table_of_histories() {
  std::string text =
      "| history | engine | revisions | with an error | in how many, by rule |\n"
      "|---|---|---|---|---|\n";
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(corpus() + "/migrations")) {
    names.insert(entry.path().filename());
  }
  for (const std::string& name : names) text += judge_history(name);
  return text;
}

TEST(LintCorpus, IsMeasuredOnThePage) {
  if (corpus().empty()) GTEST_SKIP() << "MIGRATE_CORPUS is not set";
  const std::string path = MIGRATE_SOURCE_DIR "/docs/lint.md";
  const std::string page = read_file(path);
  const size_t begin = page.find(kBegin);
  const size_t end = page.find(kEnd);
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos);
  const std::string measured = page.substr(0, begin + kBegin.size()) + "\n" + table_of_suites() +
                               "\n" + table_of_histories() + "\n" + page.substr(end);
  if (std::getenv("MIGRATE_UPDATE_GOLDEN") != nullptr) write_file(path, measured);
  EXPECT_TRUE(read_file(path) == measured) << unified_diff(page, measured, "docs/lint.md", "found");
}

}  // namespace
}  // namespace migrate::lint
