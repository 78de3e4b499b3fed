// A revision: an up script and mostly a down script, with the header that places it in the graph.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/source_text.h"
#include "lib/revision/header.h"

namespace migrate::revision {

/// One script of a revision.
struct ScriptFile {
  SourceText source;
  Header header;
  /// Directory that psql's `\i` looks files up from: the parent of the versions directory. Empty:
  /// the text is complete as it stands (it came from the database).
  std::string root;
  /// Directory that no included file may lie outside of, beside `root`; empty: only `root` counts.
  std::string within = {};
};

struct Revision {
  std::string id;
  std::vector<std::string> parents;  ///< none: a base
  std::vector<std::string> depends_on;
  std::string message;
  std::string created;  ///< as written, UTC ISO 8601; empty when not given
  std::string author;
  std::vector<std::string> labels;  ///< `branch:`
  ScriptFile up;
  std::optional<ScriptFile> down;
  /// Why there is no way back: the header's reason, or that the down file is missing.
  std::optional<std::string> irreversible;

  /// parents, then depends_on.
  [[nodiscard]] std::vector<std::string> prerequisites() const;
};

/// A row of the database's history: a revision that is applied, or half-run.
struct AppliedRevision {
  enum class State { applied, running };
  enum class Direction { up, down };
  int64_t seq = 0;
  std::string id;
  std::vector<std::string> parents;
  std::vector<std::string> depends_on;
  std::string message;
  std::string header;
  std::string up_checksum;
  std::string down_checksum;
  State state = State::applied;
  Direction direction = Direction::up;
  /// Of a running one: statements done, the 0-based one that was being tried, the digest of the
  /// done part, and the session's state as JSON.
  int64_t statements_done = 0;
  std::optional<int64_t> trying;
  std::string done_digest;
  std::string session_state;
  std::string run_id;
  std::string applied_at;
  std::string applied_by;
  int64_t duration_ms = 0;

  [[nodiscard]] std::vector<std::string> prerequisites() const;
};

}  // namespace migrate::revision
