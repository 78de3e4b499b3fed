#include "lib/revision/loader.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/revision/header.h"

// Loading goes in three steps, each linear in the files: the names are sorted into pairs, the
// header of each script that counts on this engine is read once, and the headers become revisions.

namespace migrate::revision {
namespace {

/// What the name of a file says: `<stem><role>[.<engine>].sql`. The stem ends with a dot, or with a
/// slash in the directory form.
struct FileName {
  std::string stem;
  std::string role;  ///< up, down, verify
  std::string engine;
};

bool is_role(std::string_view word) { return word == "up" || word == "down" || word == "verify"; }

/// Cuts the last part of `text` behind `separator` off and returns it.
std::string cut_last(std::string& text, char separator) {
  const size_t at = text.rfind(separator);
  const size_t from = at == std::string::npos ? 0 : at + 1;
  std::string last = text.substr(from);
  text.erase(at == std::string::npos ? 0 : at);
  return last;
}

/// None: no name of a script. `path` ends with ".sql".
std::optional<FileName> parse_name(const std::string& path, const std::string& directory) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  std::string name = path.substr(folder.size());
  name.erase(name.size() - std::string_view(".sql").size());
  FileName parsed;
  parsed.role = cut_last(name, '.');
  if (!is_role(parsed.role)) {
    parsed.engine = std::move(parsed.role);
    parsed.role = cut_last(name, '.');
  }
  if (!is_role(parsed.role)) return std::nullopt;
  // The directory form needs a directory of its own, below the versions directory.
  if (name.empty() && folder.size() <= directory.size() + 1) return std::nullopt;
  parsed.stem = name.empty() ? folder : folder + name + ".";
  return parsed;
}

/// Paths of one revision's scripts by role, and by engine within ("": the plain file).
struct Group {
  std::map<std::string, std::map<std::string, std::string>> scripts;
  std::string root;
};

/// The script that counts on an engine, or what there is instead.
struct Choice {
  std::string path;
  std::vector<std::string> others;  ///< variants for other engines, when there is no path
};

Choice choose(const Group& group, const std::string& role, const std::string& engine) {
  const auto scripts = group.scripts.find(role);
  if (scripts == group.scripts.end()) return {};
  for (const std::string& wanted : {engine, std::string()}) {
    const auto found = scripts->second.find(wanted);
    if (found != scripts->second.end()) return {found->second, {}};
  }
  Choice none;
  for (const auto& [name, path] : scripts->second) none.others.push_back(path);
  return none;
}

/// A script that is to be read, and what reading it gave.
struct Reading {
  std::string path;
  ScriptRole role = ScriptRole::up;
  std::string root;
  std::string within;
  std::optional<ScriptFile> script;
  std::vector<Diagnostic> diagnostics;
};

void read_script(Reading& reading) {
  try {
    ScriptFile script;
    script.source = SourceText::from_file(reading.path, reading.path);
    script.header = read_header(script.source, reading.role, reading.diagnostics);
    script.root = reading.root;
    script.within = reading.within;
    reading.script = std::move(script);
  } catch (const Error& error) {
    Diagnostic& found = reading.diagnostics.emplace_back();
    found.code = "unreadable";
    found.message = error.what();
    found.location.file = reading.path;
    found.hint = "check the permissions of the file";
  }
}

/// Reads all, on several threads when they are many: nearly all of the time is system calls.
void read_scripts(std::vector<Reading>& readings) {
  constexpr size_t kWorthAThread = 100;
  constexpr size_t kMostThreads = 4;
  const size_t threads = std::clamp<size_t>(
      std::min<size_t>(readings.size() / kWorthAThread, std::thread::hardware_concurrency()), 1,
      kMostThreads);
  const auto read_part = [&](size_t part) {
    for (size_t i = part; i < readings.size(); i += threads) read_script(readings[i]);
  };
  std::vector<std::thread> others;
  for (size_t part = 1; part < threads; ++part) others.emplace_back(read_part, part);
  read_part(0);
  for (std::thread& other : others) other.join();
}

class Loader {
 public:
  Loader(const std::string& engine, const std::vector<std::string>& known_engines,
         const std::vector<std::string>& required_keys, const std::string& within)
      : engine_(engine),
        known_engines_(known_engines),
        required_keys_(required_keys),
        within_(within) {}

  void add_directory(const std::string& given);
  Loaded finish();

 private:
  void add_file(const std::string& path, const std::string& directory);
  bool leads_out(const std::string& path);
  void add_revision(const std::string& stem, const Group& group);
  void add_down(Revision& revision, const std::string& stem, const Group& group);
  void check_pair(const Revision& revision);
  void check_required(const ScriptFile& up);
  std::optional<ScriptFile> take_script(const std::string& path);
  Diagnostic& report(std::string code, std::string message, std::string file, int64_t line,
                     std::string hint);

  const std::string& engine_;
  const std::vector<std::string>& known_engines_;
  const std::vector<std::string>& required_keys_;
  const std::string& within_;
  std::set<std::string> directories_;
  std::map<std::string, Group> groups_;
  std::vector<Reading> readings_;
  std::unordered_map<std::string, size_t> reading_of_;  ///< by path
  Loaded loaded_;
};

Diagnostic& Loader::report(std::string code, std::string message, std::string file, int64_t line,
                           std::string hint) {
  Diagnostic& found = loaded_.diagnostics.emplace_back();
  found.code = std::move(code);
  found.message = std::move(message);
  found.location = {std::move(file), {line, line == 0 ? 0 : 1}};
  found.hint = std::move(hint);
  return found;
}

void Loader::add_directory(const std::string& given) {
  std::string directory = given;
  while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
  if (!directories_.insert(directory).second) return;
  if (!path_exists(directory)) {
    report("no-directory", "the versions directory '" + directory + "' does not exist", "", 0,
           "run `migrate init` to begin a project here, or name the directory with --versions");
    return;
  }
  if (!is_directory(directory)) {
    report("no-directory", "'" + directory + "' is no directory", "", 0,
           "name the directory that holds the revisions with --versions");
    return;
  }
  if (leads_out(directory)) return;
  try {
    for (const std::string& path : list_files(directory)) add_file(path, directory);
  } catch (const Error& error) {
    report("unreadable", error.what(), "", 0, "check the permissions of the directory");
  }
}

/// Reports a path that leads out of `within_`.
bool Loader::leads_out(const std::string& path) {
  if (within_.empty()) return false;
  const std::optional<std::string> target = target_outside(path, within_);
  if (!target) return false;
  report("outside-project", "it leads out of the project, to " + *target, path, 0,
         "copy it into " + within_ + ", or leave --strict-paths out");
  return true;
}

void Loader::add_file(const std::string& path, const std::string& directory) {
  if (!to_lower(path).ends_with(".sql") || leads_out(path)) return;
  const std::optional<FileName> name =
      path.ends_with(".sql") ? parse_name(path, directory) : std::nullopt;
  if (!name) {
    report("stray-file", "not the name of a revision's script", path, 0,
           "name it <name>.up.sql or <name>.down.sql (or <name>/up.sql), or move it away: nothing "
           "here is skipped silently");
    return;
  }
  if (!name->engine.empty() && std::find(known_engines_.begin(), known_engines_.end(),
                                         name->engine) == known_engines_.end()) {
    report("unknown-engine", "'" + name->engine + "' is no engine that a script can be for", path,
           0, "engines are " + join(known_engines_, ", "));
    return;
  }
  if (name->role == "verify") {
    report("unsupported", "verify scripts are not supported by this version", path, 0,
           "move the file out of the versions directory: it would not be run");
    return;
  }
  Group& group = groups_[name->stem];
  group.scripts[name->role].emplace(name->engine, path);
  const size_t slash = directory.rfind('/');
  group.root = slash == std::string::npos ? "." : directory.substr(0, std::max<size_t>(slash, 1));
}

Loaded Loader::finish() {
  for (const auto& [stem, group] : groups_) {
    for (const auto& [role, name] : {std::pair(ScriptRole::up, "up"), {ScriptRole::down, "down"}}) {
      const Choice choice = choose(group, name, engine_);
      if (choice.path.empty()) continue;
      reading_of_[choice.path] = readings_.size();
      readings_.push_back({choice.path, role, group.root, within_, {}, {}});
    }
  }
  read_scripts(readings_);
  loaded_.revisions.reserve(groups_.size());
  for (const auto& [stem, group] : groups_) add_revision(stem, group);
  return std::move(loaded_);
}

std::optional<ScriptFile> Loader::take_script(const std::string& path) {
  Reading& reading = readings_[reading_of_.at(path)];
  for (Diagnostic& found : reading.diagnostics) loaded_.diagnostics.push_back(std::move(found));
  return std::move(reading.script);
}

void Loader::add_revision(const std::string& stem, const Group& group) {
  const Choice up = choose(group, "up", engine_);
  if (up.path.empty() && !up.others.empty()) {
    report("missing-variant", "there is no up script for " + engine_, up.others.front(), 0,
           "write " + stem + "up." + engine_ + ".sql, or " + stem + "up.sql for every engine");
    return;
  }
  if (up.path.empty()) {
    for (const auto& [engine, path] : group.scripts.at("down")) {
      report("down-without-up", "a down script without its up script", path, 0,
             "write " + stem + "up.sql, or remove the file");
    }
    return;
  }
  std::optional<ScriptFile> script = take_script(up.path);
  if (!script) return;
  check_required(*script);

  Revision revision;
  const auto text = [&](std::string_view key) {
    const std::string* value = script->header.find(key);
    return value == nullptr ? std::string() : *value;
  };
  revision.id = text("revision");
  revision.parents = parse_list(text("parents"));
  revision.depends_on = parse_list(text("depends-on"));
  revision.message = text("message");
  revision.created = text("created");
  revision.author = text("author");
  revision.labels = split(text("branch"), ',');
  revision.up = std::move(*script);
  add_down(revision, stem, group);
  // A revision without a proper id has no place in the graph; its finding says so.
  if (valid_id(revision.id)) loaded_.revisions.push_back(std::move(revision));
}

void Loader::add_down(Revision& revision, const std::string& stem, const Group& group) {
  const Choice down = choose(group, "down", engine_);
  if (!down.path.empty()) {
    revision.down = take_script(down.path);
    if (!revision.down) return;
    check_pair(revision);
    const std::string* reason = revision.down->header.find("irreversible");
    if (reason != nullptr) revision.irreversible = *reason;
    return;
  }
  revision.irreversible = down.others.empty() ? "it has no down script (" + stem + "down.sql)"
                                              : "it has no down script for " + engine_ + ", only " +
                                                    join(down.others, ", ");
}

void Loader::check_required(const ScriptFile& up) {
  const std::string& file = up.source.name();
  const bool has_id = up.header.find("revision") != nullptr;
  const bool has_parents = up.header.find("parents") != nullptr;
  if (!has_id && !has_parents) {
    report("missing-header", "the script has no revision header", file, 1,
           "begin it with `-- revision: ID` and `-- parents: none` (or the ids it stands on)");
  } else if (!has_id) {
    report("missing-key", "the header has no `revision:`", file, 1,
           "write `-- revision: ID` at the top, with an id of its own");
  } else if (!has_parents) {
    report("missing-key", "the header has no `parents:`", file, up.header.line_of("revision"),
           "write `-- parents: none` for a base, or the ids that the revision stands on");
  }
  for (const std::string& key : required_keys_) {
    if (up.header.find(key) != nullptr) continue;
    report("missing-key", "the header has no `" + key + ":`, which this project requires", file, 1,
           "write `-- " + key + ": …` at the top ([policy] require_keys asks for it)");
  }
}

/// What a down file repeats of its up file must say the same.
void Loader::check_pair(const Revision& revision) {
  static constexpr std::string_view kShared[] = {"revision", "parents", "depends-on"};
  const Header& down = revision.down->header;
  for (const std::string_view key : kShared) {
    const std::string* here = down.find(key);
    if (here == nullptr) continue;
    const std::string* there = revision.up.header.find(key);
    if (parse_list(*here) == parse_list(there == nullptr ? "none" : *there)) continue;
    const std::string said = there == nullptr ? "nothing" : "`" + *there + "`";
    report("pair-mismatch",
           "the down script says `" + std::string(key) + ": " + *here + "`, its up script " + said,
           revision.down->source.name(), down.line_of(key),
           "make both the same, or leave the line out of the down script")
        .excerpt = "-- " + std::string(key) + ": " + *here;
  }
}

}  // namespace

Loaded load_revisions(const std::vector<std::string>& directories, const std::string& engine,
                      const std::vector<std::string>& known_engines,
                      const std::vector<std::string>& required_keys, const std::string& within) {
  Loader loader(engine, known_engines, required_keys, within);
  for (const std::string& directory : directories) loader.add_directory(directory);
  return loader.finish();
}

}  // namespace migrate::revision
