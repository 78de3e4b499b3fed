// migrate init: the files of a new project.
#include <algorithm>
#include <vector>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/init_files.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/report/standing.h"

namespace migrate::cmd {
namespace {

constexpr const char* kGitignore = ".gitignore";

/// Paths, as they are told.
struct Made {
  std::vector<std::string> created;
  std::vector<std::string> kept;
};

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

/// A TOML string; JSON's escapes are among TOML's.
std::string quoted(const std::string& text) { return json::dump(json::Value(text)); }

std::string schema_mode_line(const std::string& mode) {
  for (const char* known : {"declared", "generated", "none"}) {
    if (mode == known) return "schema_mode = " + quoted(mode);
  }
  throw Error(ErrorCode::usage, "'" + mode + "' is no schema mode",
              "--schema-mode takes declared, generated or none");
}

/// The configuration with what --url, --versions and --schema-mode say. Throws Error{usage} for a
/// URL of no engine or with a password, and for a mode that there isn't.
std::string configuration(const Arguments& arguments) {
  std::string text(kConfiguration);
  if (const auto url = arguments.value("--url")) {
    if (driver_for_url(*url)->masked(*url) != *url) {
      throw Error(ErrorCode::usage, "the URL holds a password, which migrate.toml must not keep",
                  "leave it out: libpq reads a password file and PGPASSWORD; or name a variable "
                  "that holds the whole URL: url = \"env:DATABASE_URL\"");
    }
    text = replace_all(text, kUrlLine, "url = " + quoted(*url));
  }
  if (const auto mode = arguments.value("--schema-mode")) {
    text = replace_all(text, kSchemaModeLine, schema_mode_line(*mode));
  }
  std::vector<std::string> versions;
  for (const std::string& name : arguments.values("--versions")) versions.push_back(quoted(name));
  if (versions.empty()) return text;
  return replace_all(text, kVersionsLine, "versions = [" + join(versions, ", ") + "]");
}

std::vector<OtherTool> other_tools(const std::string& prefix) {
  std::vector<OtherTool> found;
  for (const OtherTool& tool : kOtherTools) {
    if (path_exists(prefix + std::string(tool.path))) found.push_back(tool);
  }
  return found;
}

void print_json(Context& context, const Made& made, const std::vector<OtherTool>& others) {
  json::Array found;
  for (const OtherTool& tool : others) {
    found.push_back(json::Object{{"path", tool.path}, {"tool", tool.name}});
  }
  json::Value out = report::shape();
  out.set("created", made.created);
  out.set("kept", made.kept);
  out.set("other_tools", std::move(found));
  context.print(out);
}

ExitCode run(Context& context) {
  const std::string directory = context.arguments().value_or("DIR", ".");
  const std::string prefix = directory == "." ? "" : directory + "/";
  const std::string config = prefix + "migrate.toml";
  if (path_exists(config)) {
    throw Error(ErrorCode::failed, "a project is here already: " + config,
                "nothing was changed; 'migrate status' shows how the project stands");
  }
  const std::string text = configuration(context.arguments());
  Made made;
  if (!prefix.empty() && !is_directory(directory)) create_directories(directory);
  std::vector<std::string> versions = context.arguments().values("--versions");
  if (versions.empty()) versions = {"versions"};
  for (const std::string& name : versions) create_directory(prefix + name, made);
  create_directory(prefix + "sql", made);
  create_file(config, text);
  made.created.push_back(config);
  extend_gitignore(prefix + kGitignore, made);
  const std::vector<OtherTool> others = other_tools(prefix);
  if (context.json()) {
    print_json(context, made, others);
    return ExitCode::done;
  }
  for (const std::string& path : made.created) context.print("created  " + path + "\n");
  for (const std::string& path : made.kept) context.print("kept     " + path + "\n");
  for (const OtherTool& tool : others) {
    context.tell(prefix + std::string(tool.path) + ": " + std::string(tool.name) +
                 " was used here; " + std::string(kTakeOver));
  }
  context.tell("next: look at " + config + ", then: migrate revision -m \"first tables\"");
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
          "settings explained, and lines in .gitignore. --url and --versions are written into\n"
          "it. Other files stay as they are; where a migrate.toml is nothing is done.",
      .example = "migrate init\nmigrate init shop --url postgresql://app@localhost/shop",
      .options = {{"DIR", 0, "", "where (default: the working directory)"},
                  {"--schema-mode", 0, "MODE",
                   "what sql/schema.sql is: declared (the default), generated or none"}},
      .needs = Needs::nothing,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
