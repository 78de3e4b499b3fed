// Scenarios: what the program says and does, told as a story in one file.
//
//   What the scenario shows, in a sentence or two.
//   @engines sqlite postgresql
//   @needs pg_dump                   left out, or of the PostgreSQL server's own version: without
//   it
//                                    that engine is passed over
//
//   @file versions/a.up.sql          a file, up to the next such line
//   -- revision: a1
//
//   @run migrate upgrade             a shell command; MIGRATE_URL names an empty database
//   @stdout                          what it must print; a block that is left out: nothing
//   @stderr
//   @stderr postgresql               the same for one engine, where they differ
//   @exit 1                          left out: 0; `@exit 6 sqlite` for one engine
//
// One blank line before these belongs to the layout. Output is compared after what differs from
// run to run was replaced: <url>, <database>, <directory>, <time>, <duration>, <id>, <checksum>, …
#pragma once

#include <map>
#include <string>
#include <vector>

namespace migrate::cli {

/// What a command did.
struct Result {
  std::string out;
  std::string err;
  int exit_code = 0;
  friend bool operator==(const Result&, const Result&) = default;
};

struct Step {
  enum class Kind { file, run };
  Kind kind = Kind::run;
  std::string head;                        ///< the file's name, or the command
  std::string text;                        ///< of a file
  std::map<std::string, Result> expected;  ///< by engine
};

struct Scenario {
  std::string story;
  std::vector<std::string> engines;
  std::vector<std::string> needs;  ///< programs of the PostgreSQL server's version
  std::vector<Step> steps;
};

/// Throws std::runtime_error that names the line of an expectation without a command.
[[nodiscard]] Scenario parse_scenario(const std::string& text);
/// The file's text again; blocks that are equal for all engines are written once.
[[nodiscard]] std::string render_scenario(const Scenario& scenario);

/// `text` with times, durations, checksums, process ids, and the ids that `known`, the scenario's
/// own text, does not hold, replaced.
[[nodiscard]] std::string settled(std::string text, const std::string& known);

}  // namespace migrate::cli
