// Writes new revisions: file names, headers, skeletons, and baselines from a legacy schema file.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "lib/base/source_text.h"
#include "lib/sql/dialect.h"

namespace migrate::revision {

struct NewRevision {
  std::string id;  ///< 12 random hex digits when empty
  std::string message;
  std::vector<std::string> parents;
  std::vector<std::string> depends_on;
  std::vector<std::string> labels;
  std::string author;
  std::chrono::system_clock::time_point created;
  std::string up_body;  ///< empty: a skeleton comment
  std::string down_body;
  std::string irreversible;  ///< a reason: the down file says so
  /// Further header lines of either file, as they are written: "foreign-keys: off".
  std::vector<std::string> up_keys;
  std::vector<std::string> down_keys;
};

struct NewFiles {
  std::string up_path, up_text;
  std::string down_path, down_text;
};

/// "add order notes" → "add_order_notes": at most 40 characters of [a-z0-9_].
[[nodiscard]] std::string slug(const std::string& message);

/// Names and texts of both files; writes nothing.
[[nodiscard]] NewFiles compose(const std::string& directory, const NewRevision& revision);
/// Creates both files or none.
void create_files(const NewFiles& files);

/// A legacy schema.sql or pg_dump file as the body of a baseline: psql's own lines (`\restrict`,
/// `\unrestrict`), session settings of the dump's head, SET search_path '' and what every database
/// has are taken out, BOM and CRLF are normalised; everything else stays as it is. The down body
/// drops what the up body creates, in reverse order, where every object can be named; else the
/// baseline is irreversible.
struct Baseline {
  /// What no revision can have: another encoding, the shell's `\connect`, DROP DATABASE. With one
  /// of these there are no bodies.
  std::vector<Diagnostic> problems;
  std::string up_body;
  std::string down_body;
  std::string irreversible;
  /// Header lines that the bodies need: "foreign-keys: off" for a SQLite dump with rows.
  std::vector<std::string> up_keys;
  std::vector<std::string> down_keys;
};
[[nodiscard]] Baseline baseline_from_schema(const SourceText& schema, const sql::Dialect& dialect);

/// The script's text with the line `key` of its header (`parents`, `depends-on`, `revision`) set to
/// `ids`, put below `revision` where it is missing; everything else byte for byte. Throws
/// Error{usage} for a script without a header.
[[nodiscard]] std::string with_ids(const std::string& text, const std::string& key,
                                   const std::vector<std::string>& ids);

}  // namespace migrate::revision
