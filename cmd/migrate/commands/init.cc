// migrate init: the files of a new project.
#include <algorithm>
#include <vector>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/init_files.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/report/standing.h"

namespace migrate::cmd {
namespace {

constexpr const char* kGitignore = ".gitignore";

/// Paths, as they are told.
struct Made {
  std::vector<std::string> created;
  std::vector<std::string> kept;
};

void create(const std::string& path, std::string_view bytes, Made& made) {
  if (path_exists(path)) {
    made.kept.push_back(path);
  } else {
    create_file(path, bytes);
    made.created.push_back(path);
  }
}

/// A directory that holds nothing yet needs a file to be kept by git.
void create_directory(const std::string& path, Made& made) {
  if (is_directory(path)) {
    made.kept.push_back(path + "/");
    return;
  }
  create_directories(path);
  create_file(path + "/.gitkeep", "");
  made.created.push_back(path + "/");
}

/// Adds the lines of kIgnored that the file lacks; every other byte stays.
void extend_gitignore(const std::string& path, Made& made) {
  const std::string before = path_exists(path) ? read_file(path) : "";
  const std::vector<std::string> lines = split(without_carriage_returns(before), '\n');
  std::string after = before;
  if (!after.empty() && after.back() != '\n') after += '\n';
  const size_t complete = after.size();
  for (const std::string_view ignored : kIgnored) {
    if (std::find(lines.begin(), lines.end(), ignored) == lines.end()) {
      after.append(ignored) += '\n';
    }
  }
  if (after.size() == complete) {
    made.kept.push_back(path);
  } else {
    write_file(path, after);
    made.created.push_back(path + (before.empty() ? "" : " (lines added)"));
  }
}

ExitCode run(Context& context) {
  const std::string directory = context.arguments().value_or("DIR", ".");
  const std::string prefix = directory == "." ? "" : directory + "/";
  Made made;
  if (!prefix.empty() && !is_directory(directory)) create_directories(directory);
  create_directory(prefix + "versions", made);
  create_directory(prefix + "sql", made);
  create(prefix + "migrate.toml", kConfiguration, made);
  extend_gitignore(prefix + kGitignore, made);
  if (context.json()) {
    json::Value out = report::shape();
    out.set("created", made.created);
    out.set("kept", made.kept);
    context.print(out);
    return ExitCode::done;
  }
  for (const std::string& path : made.created) context.print("created  " + path + "\n");
  for (const std::string& path : made.kept) context.print("kept     " + path + "\n");
  context.tell("next: look at " + prefix +
               "migrate.toml, then: migrate revision -m \"first tables\"");
  return ExitCode::done;
}

}  // namespace

const Command& init_command() {
  static const Command command = {
      .name = "init",
      .group = Group::authoring,
      .summary = "make the files of a new project",
      .description =
          "Creates versions/ for the revisions, sql/ for other SQL, migrate.toml with the\n"
          "settings explained, and lines in .gitignore. Files that are there stay as they\n"
          "are.",
      .example = "migrate init",
      .options = {{"DIR", 0, "", "where (default: the working directory)"}},
      .needs = Needs::nothing,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
