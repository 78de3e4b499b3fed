// Rules about what reaches beyond tables and rows: settings, the file as a whole, other files, the
// schema table itself. None of these runs here.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/sqlite/lint/act.h"

namespace migrate::sqlite::lint {
namespace {

using Kind = Parsed::Kind;

constexpr std::array kRules = {
    Rule{
        .id = "edit-schema",
        .severity = Severity::error,
        .summary = "writes to SQLite's own tables",
        .lock = "",
        .why = "one slip in sqlite_schema and the file can't be opened any more; nothing checks "
               "what is written there.",
        .advice = "make the table anew: CREATE TABLE, INSERT … SELECT, DROP TABLE, ALTER TABLE … "
                  "RENAME TO, under `-- foreign-keys: off`",
        .bad = "PRAGMA writable_schema = ON;\n"
               "UPDATE sqlite_schema SET sql = replace(sql, 'note TEXT', 'note TEXT NOT NULL')\n"
               "    WHERE name = 'notes';\n",
        .good = "UPDATE sqlite_sequence SET seq = 1000 WHERE name = 'orders';\n",
    },
    Rule{
        .id = "unknown-pragma",
        .severity = Severity::error,
        .summary = "a PRAGMA that SQLite does not have",
        .lock = "",
        .why = "SQLite takes no notice of it, and says nothing.",
        .advice = "look at its spelling",
        .bad = "PRAGMA foreign_key = OFF;\n",
        .good = "PRAGMA foreign_key_check;\n",
    },
    Rule{
        .id = "other-files",
        .severity = Severity::warning,
        .summary = "reaches for another file",
        .lock = "",
        .why = "the path is one of the machine where the script runs, a change of two files is not "
               "one transaction in WAL mode, and nothing here can be said about what is in it.",
        .advice = "move data between files outside of migrations",
        .bad = "ATTACH DATABASE 'archive.db' AS archive;\n",
        .good = "CREATE TABLE archive (id INTEGER PRIMARY KEY, note TEXT);\n",
    },
    Rule{
        .id = "whole-file",
        .severity = Severity::warning,
        .summary = "works on the file as a whole",
        .lock = "the whole file: writes wait, and for most of these reads, too",
        .why = "it fails or does nothing while anyone else uses the file, or writes all of it "
               "anew, with as much free space again; and it is no part of a transaction.",
        .advice = "do it when the file is prepared for the program, or in its upkeep",
        .bad = "VACUUM;\n",
        .good = "PRAGMA optimize;\n",
    },
};

const Rule& rule(std::string_view id) { return rule_named(kRules, id); }

constexpr std::array kOfTheFile = {"journal_mode",  "page_size",    "auto_vacuum",
                                   "encoding",      "locking_mode", "incremental_vacuum",
                                   "wal_checkpoint"};

bool is_own_table(const std::string& name) {
  return name == "sqlite_schema" || name == "sqlite_master" || name.starts_with("sqlite_stat");
}

bool writes(Kind kind) {
  return kind == Kind::insert || kind == Kind::update || kind == Kind::remove;
}

void judge_pragma(const Step& step, size_t index, Findings& findings) {
  const Named& pragma = step.parsed.target;
  const Place place{pragma.offset, pragma.name};
  if (step.unknown_pragma) {
    findings.add(rule("unknown-pragma"), index,
                 fmt::format("SQLite has no PRAGMA {}", pragma.spelled), place);
  } else if (pragma.name == "writable_schema" && !step.parsed.value.empty()) {
    if (step.parsed.value == "off" || step.parsed.value == "0") return;
    findings.add(rule("edit-schema"), index, "lets the schema be written by hand", place);
  } else if (!step.parsed.value.empty() &&
             std::find(kOfTheFile.begin(), kOfTheFile.end(), pragma.name) != kOfTheFile.end()) {
    findings.add(rule("whole-file"), index, fmt::format("sets {} of the file", pragma.name), place);
  }
}

void judge(const Act& act, Findings& findings) {
  for (size_t i = 0; i < act.steps.size(); ++i) {
    const Step& step = act.steps[i];
    const Parsed& parsed = step.parsed;
    if (parsed.kind == Kind::pragma) {
      judge_pragma(step, i, findings);
    } else if (writes(parsed.kind) && is_own_table(parsed.target.name)) {
      findings.add(rule("edit-schema"), i, fmt::format("writes to {}", parsed.target.name),
                   {parsed.target.offset, parsed.target.name});
    } else if (parsed.kind == Kind::vacuum && !parsed.has_word("into")) {
      findings.add(rule("whole-file"), i, "writes the whole file anew", {});
    } else if (parsed.kind == Kind::attach || parsed.kind == Kind::vacuum) {
      findings.add(rule("other-files"), i, "reaches for another file", {});
    } else if (const size_t at = parsed.find("load_extension", std::string::npos);
               at != std::string::npos) {
      findings.add(rule("other-files"), i, "loads code from a file", {at, "load_extension"});
    }
  }
}

}  // namespace

Family session_rules() { return {kRules, judge}; }

}  // namespace migrate::sqlite::lint
