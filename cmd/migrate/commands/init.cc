// migrate init: the files of a new project.
#include <algorithm>
#include <vector>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/init_files.h"
#include "cmd/migrate/commands/init_kits.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/engines.h"
#include "lib/report/standing.h"

namespace migrate::cmd {
namespace {

constexpr const char* kConfig = "migrate.toml";
constexpr const char* kGitignore = ".gitignore";

/// What is left for people to add to a file of theirs.
struct Addition {
  std::string path;
  std::string text;
};

/// Paths, as they are told.
struct Made {
  std::vector<std::string> created;
  std::vector<std::string> kept;
  std::vector<Addition> to_add;
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

/// A file that is there stays as it is.
void create_kit_file(const std::string& prefix, const EmbeddedFile& file, Made& made) {
  const std::string path = place_of(file, prefix);
  if (path_exists(path)) {
    made.kept.push_back(path);
    const std::string missing = lines_to_add(file, read_file(path));
    if (!missing.empty()) made.to_add.push_back({path, missing});
    return;
  }
  const size_t slash = path.rfind('/');
  if (slash != std::string::npos) create_directories(path.substr(0, slash));
  create_file(path, file.text);
  made.created.push_back(path);
}

void create_kits(const std::string& prefix, const std::vector<std::string>& kits, Made& made) {
  for (const std::string& kit : kits) {
    for (const EmbeddedFile& file : kit_files(kit)) create_kit_file(prefix, file, made);
  }
}

/// migrate.toml and what it names. Throws Error{usage} before anything is made.
void create_project(Context& context, const std::string& prefix, Made& made) {
  const std::string text = configuration(context.arguments());
  std::vector<std::string> versions = context.arguments().values("--versions");
  if (versions.empty()) versions = {"versions"};
  for (const std::string& name : versions) create_directory(prefix + name, made);
  create_directory(prefix + "sql", made);
  create_file(prefix + kConfig, text);
  made.created.push_back(prefix + kConfig);
  extend_gitignore(prefix + kGitignore, made);
}

/// What is for a new migrate.toml can't be said to one that is there.
void demand_nothing_new(const Arguments& arguments, const std::string& config) {
  for (const char* option : {"--url", "--versions", "--schema-mode"}) {
    if (!arguments.has(option)) continue;
    throw Error(ErrorCode::usage, std::string(option) + " is for a new project: there is " + config,
                "nothing was changed; write it into that file");
  }
}

void print_json(Context& context, const Made& made, const std::vector<OtherTool>& others) {
  json::Array found;
  for (const OtherTool& tool : others) {
    found.push_back(json::Object{{"path", tool.path}, {"tool", tool.name}});
  }
  json::Array to_add;
  for (const Addition& addition : made.to_add) {
    to_add.push_back(json::Object{{"path", addition.path}, {"text", addition.text}});
  }
  json::Value out = report::shape();
  out.set("created", made.created);
  out.set("kept", made.kept);
  out.set("to_add", std::move(to_add));
  out.set("other_tools", std::move(found));
  context.print(out);
}

ExitCode run(Context& context) {
  const std::string directory = context.arguments().value_or("DIR", ".");
  const std::string prefix = directory == "." ? "" : directory + "/";
  const std::string config = prefix + kConfig;
  const std::vector<std::string> kits = wanted_kits(context.arguments());
  const bool is_new = !path_exists(config);
  if (!is_new && kits.empty()) {
    throw Error(ErrorCode::failed, "a project is here already: " + config,
                "nothing was changed; 'migrate status' shows how the project stands");
  }
  Made made;
  if (is_new) {
    create_project(context, prefix, made);
  } else {
    demand_nothing_new(context.arguments(), config);
  }
  create_kits(prefix, kits, made);
  const std::vector<OtherTool> others = is_new ? other_tools(prefix) : std::vector<OtherTool>();
  if (context.json()) {
    print_json(context, made, others);
    return ExitCode::done;
  }
  for (const std::string& path : made.created) context.print("created  " + path + "\n");
  for (const std::string& path : made.kept) context.print("kept     " + path + "\n");
  for (const Addition& addition : made.to_add) {
    context.tell("add to " + addition.path + ":\n" + addition.text);
  }
  for (const OtherTool& tool : others) {
    context.tell(prefix + std::string(tool.path) + ": " + std::string(tool.name) +
                 " was used here; " + std::string(kTakeOver));
  }
  if (is_new) {
    context.tell("next: look at " + config + ", then: migrate revision -m \"first tables\"");
  }
  return ExitCode::done;
}

}  // namespace

const Command& init_command() {
  static const std::string kits =
      "files to add, names with commas between them: " + join(kit_names(), ", ");
  static const Command command = {
      .name = "init",
      .group = Group::authoring,
      .summary = "make the files of a new project",
      .description =
          "Creates versions/ for the revisions, sql/ for other SQL, migrate.toml with the\n"
          "settings explained, and lines in .gitignore. --url and --versions are written into\n"
          "it. --with adds targets for make, pipelines for GitHub or GitLab, and files for\n"
          "containers, also to a project that is there already. Other files stay as they are;\n"
          "without --with nothing is done where a migrate.toml is.",
      .example =
          "migrate init\nmigrate init shop --url postgresql://app@localhost/shop\n"
          "migrate init --with make,github",
      .options = {{"DIR", 0, "", "where (default: the working directory)"},
                  {"--schema-mode", 0, "MODE",
                   "what sql/schema.sql is: declared (the default), generated or none"},
                  {"--with", 0, "KITS", kits, OptionSpec::Count::any}},
      .needs = Needs::nothing,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
