// A command as data: what it is called, what it takes, what must be loaded before it runs.
// commands/<name>.cc define one each; commands.cc has the table.
#pragma once

#include <string_view>
#include <vector>

#include "cmd/migrate/exit_code.h"

namespace migrate::cmd {

class Context;

/// An option ("--message") or a positional argument ("TARGET") of a command.
struct OptionSpec {
  enum class Count {
    optional,      ///< at most once
    required,      ///< exactly once
    any,           ///< as often as one likes
    at_least_one,  ///< and not none
    behind,        ///< positional: every word behind "--", and those alone
  };
  /// "--message", or "TARGET" for a positional argument; also its name in Arguments.
  std::string_view name;
  /// 'm' for -m; 0: none.
  char shorthand = 0;
  /// What the value is called in the help, "TEXT"; empty: a flag. Not used for positional ones.
  std::string_view value;
  std::string_view help;
  Count count = Count::optional;

  [[nodiscard]] bool positional() const { return name.front() != '-'; }
  [[nodiscard]] bool flag() const { return !positional() && value.empty(); }
  [[nodiscard]] bool repeatable() const {
    return count == Count::any || count == Count::at_least_one || count == Count::behind;
  }
};

enum class Group { authoring, looking, applying, checking };

/// What is loaded before a command runs.
enum class Needs {
  nothing,
  settings,        ///< the configuration; a URL need not be there
  connection,      ///< settings and an open database, which must exist
  revisions,       ///< settings and the graph; the URL's engine picks the variants, if there is one
  database,        ///< settings, the graph, then an open database, which must exist
  empty_database,  ///< the same; a SQLite file that doesn't exist is read as empty
  new_database,    ///< the same; SQLite creates the file
};

struct Command {
  std::string_view name;
  Group group = Group::looking;
  /// One line, lower case, no full stop: for the list of commands.
  std::string_view summary;
  /// A few sentences for --help, wrapped by hand at 78 columns.
  std::string_view description;
  /// One or more command lines that can be copied.
  std::string_view example;
  std::vector<OptionSpec> options;
  Needs needs = Needs::nothing;
  ExitCode (*run)(Context& context) = nullptr;
};

/// All commands, in the order of the help.
[[nodiscard]] const std::vector<const Command*>& commands();
[[nodiscard]] const Command* find_command(std::string_view name);
/// Options that every command takes.
[[nodiscard]] const std::vector<OptionSpec>& global_options();

}  // namespace migrate::cmd
