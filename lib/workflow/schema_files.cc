#include "lib/workflow/schema_files.h"

#include <algorithm>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/schema/filter.h"
#include "lib/sql/include.h"
#include "lib/sql/splitter.h"

namespace migrate::workflow {

namespace {

/// psql commands that change nothing about the schema.
constexpr const char* kHarmless[] = {"\\restrict", "\\unrestrict", "\\connect", "\\c",
                                     "\\echo",     "\\qecho",      "\\set",     "\\unset",
                                     "\\timing",   "\\encoding",   "\\pset"};

constexpr std::string_view kSuffix = ".sql";

/// A statement that is yet to be run.
struct Pending {
  const SourceText* file = nullptr;
  sql::Statement statement;
  std::string text;
};

Diagnostic located(const Pending& pending, Diagnostic diagnostic, uint64_t offset) {
  const uint64_t at = pending.statement.span.offset + offset;
  diagnostic.location = pending.file->locate(at);
  diagnostic.excerpt = pending.file->line_at(at);
  return diagnostic;
}

bool harmless(std::string_view command) {
  const std::string_view word = command.substr(0, command.find_first_of(" \t\r\n"));
  return std::find(std::begin(kHarmless), std::end(kHarmless), word) != std::end(kHarmless);
}

/// All statements of the files that do something. Throws Error{failed} with all that can't be run.
std::vector<Pending> statements_of(const std::vector<SourceText>& files,
                                   const sql::Dialect& dialect) {
  std::vector<Pending> result;
  std::vector<Diagnostic> problems;
  for (const SourceText& file : files) {
    sql::Splitter splitter(file, dialect);
    while (auto statement = splitter.next()) {
      if (statement->problem) {
        problems.push_back(*statement->problem);
        continue;
      }
      Pending pending{&file, *statement, std::string(splitter.text())};
      if (statement->kind == sql::Kind::control) continue;
      if (statement->kind == sql::Kind::meta) {
        if (harmless(pending.text)) continue;
        Diagnostic diagnostic;
        diagnostic.message = "a schema file can't have this psql command";
        diagnostic.hint = "list each file in `schema` of migrate.toml instead of including it";
        problems.push_back(located(pending, diagnostic, 0));
        continue;
      }
      result.push_back(std::move(pending));
    }
  }
  if (!problems.empty()) throw Error(ErrorCode::failed, std::move(problems));
  return result;
}

db::Request request_for(const Pending& pending) {
  db::Request request;
  request.sql = pending.text;
  request.keep_rows = 0;
  if (pending.statement.has_parameters) request.mode = db::Request::Mode::simple;
  if (pending.statement.kind == sql::Kind::autocommit) request.mode = db::Request::Mode::alone;
  if (pending.statement.copy_data) {
    request.copy = db::CopyData{*pending.file, *pending.statement.copy_data};
  }
  return request;
}

struct Failed {
  Pending pending;
  db::Failure failure;
};

/// Runs each by itself, with as many in flight as the connection likes. Returns those that failed.
std::vector<Failed> run_round(db::Connection& connection, std::vector<Pending> round) {
  std::vector<Failed> failed;
  size_t answered = 0;
  const auto answer = [&] {
    const db::Outcome outcome = connection.next();
    if (outcome.failure && outcome.failure->connection_lost) {
      throw Error(ErrorCode::unreachable, db::describe(*outcome.failure));
    }
    if (outcome.failure) failed.push_back({std::move(round[answered]), *outcome.failure});
    ++answered;
  };
  for (const Pending& pending : round) {
    connection.submit(request_for(pending));
    connection.barrier();
    while (connection.pending() >= connection.window()) answer();
  }
  while (connection.pending() > 0) answer();
  return failed;
}

std::string directory_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

/// The files that `pattern` matches, sorted; a path without wildcards is itself and its variants.
std::vector<std::string> matching(const std::string& pattern) {
  const std::string directory = directory_of(pattern);
  const size_t slash = pattern.rfind('/');
  const std::string prefix = slash == std::string::npos ? "" : pattern.substr(0, slash + 1);
  const std::string last = pattern.substr(prefix.size());
  std::string variants = last;
  if (last.ends_with(kSuffix) && last.find_first_of("*?") == std::string::npos) {
    variants.insert(last.size() - kSuffix.size(), ".*");
  }
  std::vector<std::string> paths;
  if (!is_directory(directory)) return paths;
  for (const std::string& path : list_files(directory)) {
    const std::string name = path.substr(path.rfind('/') + 1);
    if (directory_of(path) != directory) continue;
    if (schema::matches(name, last) || schema::matches(name, variants)) {
      paths.push_back(prefix + name);
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// `paths` without what is for other engines, and without what `engine` has a variant of.
std::vector<std::string> of_engine(const std::vector<std::string>& paths, std::string_view engine,
                                   const std::vector<std::string>& engines) {
  const auto variant = [](const std::string& path, std::string_view name) {
    return path.ends_with("." + std::string(name) + std::string(kSuffix));
  };
  std::vector<std::string> result;
  for (const std::string& path : paths) {
    const bool of_other = std::any_of(engines.begin(), engines.end(), [&](const auto& name) {
      return name != engine && variant(path, name);
    });
    const std::string own = engine_variant(path, engine);
    const bool replaced = own != path && std::find(paths.begin(), paths.end(), own) != paths.end();
    if (!of_other && !replaced) result.push_back(path);
  }
  return result;
}

}  // namespace

std::string engine_variant(const std::string& path, std::string_view engine) {
  const size_t dot = path.rfind('.');
  if (dot == std::string::npos || path.find('/', dot) != std::string::npos) return path;
  return path.substr(0, dot) + "." + std::string(engine) + path.substr(dot);
}

std::string variant_or_path(const std::string& path, std::string_view engine) {
  const std::string variant = engine_variant(path, engine);
  return path_exists(variant) ? variant : path;
}

std::vector<std::string> files_for(const std::string& pattern, std::string_view engine,
                                   const std::vector<std::string>& engines) {
  return of_engine(matching(pattern), engine, engines);
}

std::vector<SourceText> read_schema_files(const std::vector<std::string>& patterns,
                                          const db::Driver& driver,
                                          const std::vector<std::string>& engines) {
  std::vector<SourceText> result;
  std::vector<Diagnostic> problems;
  for (const std::string& pattern : patterns) {
    const std::vector<std::string> paths = files_for(pattern, driver.name(), engines);
    if (paths.empty()) {
      throw Error(ErrorCode::usage, "no schema file matches '" + pattern + "'",
                  "`schema` in migrate.toml names the files that say what the schema should be");
    }
    for (const std::string& path : paths) {
      result.push_back(sql::expand_includes(SourceText::from_file(path, path), driver.dialect(),
                                            directory_of(path), problems));
    }
  }
  if (!problems.empty()) throw Error(ErrorCode::failed, std::move(problems));
  return result;
}

void load_schema(db::Connection& connection, const db::Driver& driver,
                 const std::vector<SourceText>& files) {
  std::vector<Failed> failed;
  std::vector<Pending> round = statements_of(files, driver.dialect());
  while (!round.empty()) {
    const size_t tried = round.size();
    failed = run_round(connection, std::move(round));
    if (failed.size() == tried) break;
    round.clear();
    for (Failed& each : failed) round.push_back(each.pending);
  }
  if (failed.empty()) return;
  std::vector<Diagnostic> findings;
  for (const Failed& each : failed) {
    findings.push_back(
        located(each.pending, db::describe(each.failure), each.failure.offset.value_or(0)));
  }
  throw Error(ErrorCode::failed, std::move(findings));
}

}  // namespace migrate::workflow
