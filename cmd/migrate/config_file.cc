#include "cmd/migrate/config_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"

namespace migrate::cmd {
namespace {

constexpr const char* kFileName = "migrate.toml";

enum class Type { text, texts, boolean, number_or_text };

struct KeySpec {
  std::string_view name;
  Type type = Type::text;
  std::string_view what;  ///< of its value, for messages
};

/// Keys of the file's top and of [env.NAME] alike.
constexpr KeySpec kKeys[] = {
    {"url", Type::text, "a text"},
    {"versions", Type::texts, "a text or a list of texts"},
    {"strict_paths", Type::boolean, "true or false"},
    {"mode", Type::text, "\"development\" or \"production\""},
    {"protected", Type::boolean, "true or false"},
    {"history_schema", Type::text, "a text"},
    {"role", Type::text, "a text"},
    {"lock_wait", Type::number_or_text, "a time such as \"30s\", or seconds"},
    {"lock", Type::text, "\"advisory\" or \"lease\""},
    {"lease_time", Type::number_or_text, "a time such as \"30s\", or seconds"},
    {"lock_timeout", Type::number_or_text, "a time such as \"2s\", or seconds"},
    {"wait", Type::number_or_text, "a time such as \"30s\", or seconds"},
    {"schema", Type::texts, "a text or a list of texts"},
    {"schema_mode", Type::text, "\"declared\", \"generated\" or \"none\""},
    {"facts", Type::text, "a text"},
    {"dev_url", Type::text, "a text"},
    {"drift_allow", Type::texts, "a text or a list of texts"},
    {"ignore", Type::texts, "a text or a list of texts"},
    {"leave_out", Type::texts, "a text or a list of texts"},
    {"dump_data", Type::texts, "a text or a list of texts"},
    {"backup", Type::text, "\"always\", \"destructive\" or \"never\""},
    {"backup_dir", Type::text, "a text"},
    {"backup_keep", Type::number_or_text, "a number"},
    {"backup_command", Type::text, "a text"},
    {"backup_mount", Type::boolean, "true or false"},
    {"after", Type::texts, "a text or a list of texts"},
    {"adopt", Type::text, "\"exact\" or \"reconcile\""},
    {"requires", Type::text, "the name of an environment"},
    {"stored_script_limit", Type::number_or_text, "a size such as \"1MiB\", or bytes"},
};
constexpr std::string_view kSession = "session";
constexpr std::string_view kVariables = "variables";
constexpr std::string_view kEnvironments = "env";
constexpr std::string_view kPolicy = "policy";
constexpr KeySpec kPolicyKeys[] = {
    {"require_keys", Type::texts, "a list of header keys"},
    {"approvals", Type::text, "\"any\" or \"named\""},
    {"baseline", Type::text, "a text"},
};
constexpr std::string_view kLint = "lint";

/// Turns the library's tree into ours and collects what is wrong with it.
class Reader {
 public:
  Reader(std::string name, const std::string& text)
      : name_(std::move(name)), lines_(split_lines(text)) {}

  ConfigFile read(const toml::table& root) {
    ConfigFile file;
    for (const auto& [key, node] : root) {
      if (key.str() == kEnvironments) {
        read_environments(key, node, file);
      } else if (key.str() == kPolicy) {
        read_policy(key, node, file.policy);
      } else if (key.str() == kLint) {
        read_entries(key, node, file.lint);
      } else {
        read_key(key, node, file.top, {kSession, kVariables, kEnvironments, kPolicy, kLint});
      }
    }
    return file;
  }

  [[nodiscard]] Diagnostic finding(const toml::source_region& place, std::string message,
                                   std::string hint = "") const {
    Diagnostic diagnostic;
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    diagnostic.location = locate(place);
    diagnostic.excerpt = line(diagnostic.location.position.line);
    return diagnostic;
  }
  std::vector<Diagnostic>& findings() { return findings_; }

 private:
  static std::vector<std::string> split_lines(const std::string& text) {
    std::vector<std::string> lines;
    for (size_t from = 0; from <= text.size();) {
      const size_t end = std::min(text.find('\n', from), text.size());
      const size_t length = end > from && text[end - 1] == '\r' ? end - from - 1 : end - from;
      lines.push_back(text.substr(from, length));
      from = end + 1;
    }
    return lines;
  }

  [[nodiscard]] Location locate(const toml::source_region& place) const {
    return {name_, {int64_t{place.begin.line}, int64_t{place.begin.column}}};
  }
  [[nodiscard]] std::string line(int64_t number) const {
    const auto index = static_cast<size_t>(number - 1);
    return number >= 1 && index < lines_.size() ? lines_[index] : "";
  }
  void complain(const toml::source_region& place, std::string message, std::string hint = "") {
    findings_.push_back(finding(place, std::move(message), std::move(hint)));
  }

  void read_environments(const toml::key& key, const toml::node& node, ConfigFile& file) {
    if (!node.is_table()) {
      complain(key.source(), "'env' is a table of tables", "write [env.NAME] above its keys");
      return;
    }
    for (const auto& [name, table] : *node.as_table()) {
      ConfigTable& ours = file.environments[std::string(name.str())];
      if (!table.is_table()) {
        complain(name.source(), fmt::format("'env.{}' is a table", name.str()),
                 fmt::format("write [env.{}] above its keys", name.str()));
        continue;
      }
      for (const auto& [inner, value] : *table.as_table())
        read_key(inner, value, ours, {kSession, kVariables});
    }
  }

  void read_policy(const toml::key& key, const toml::node& node, ConfigTable& table) {
    if (!node.is_table()) {
      complain(key.source(), "'policy' is a table", "write [policy] above its keys");
      return;
    }
    for (const auto& [name, setting] : *node.as_table()) {
      read_known_key(name, setting, {"policy.", kPolicyKeys, {}}, table);
    }
  }

  /// `tables`: names of tables that may stand here, too.
  void read_key(const toml::key& key, const toml::node& node, ConfigTable& table,
                const std::vector<std::string_view>& tables) {
    if (key.str() == kSession) return read_entries(key, node, table.session);
    if (key.str() == kVariables) return read_entries(key, node, table.variables);
    read_known_key(key, node, {"", kKeys, tables}, table);
  }

  /// What may stand in a table.
  struct Known {
    std::string_view above;  ///< what messages put before a key: "policy."
    std::span<const KeySpec> keys;
    std::vector<std::string_view> tables;
  };

  void read_known_key(const toml::key& key, const toml::node& node, const Known& known,
                      ConfigTable& table) {
    const auto spec =
        std::find_if(known.keys.begin(), known.keys.end(),
                     [&](const KeySpec& candidate) { return candidate.name == key.str(); });
    if (spec == known.keys.end()) return complain_unknown(key, known);
    ConfigValue value{{}, locate(node.source()), line(node.source().begin.line)};
    if (!read_value(node, spec->type, value)) {
      complain(node.source(), fmt::format("'{}' is {}", spec->name, spec->what));
      return;
    }
    table.values.emplace(std::string(key.str()), std::move(value));
  }

  void complain_unknown(const toml::key& key, const Known& known) {
    std::vector<std::string> names(known.tables.begin(), known.tables.end());
    for (const KeySpec& spec : known.keys) names.emplace_back(spec.name);
    const auto near = nearest(key.str(), names);
    complain(key.source(), fmt::format("unknown key '{}{}'", known.above, key.str()),
             near ? fmt::format("did you mean '{}'?", *near)
                  : fmt::format("the keys are {}", join(names, ", ")));
  }

  /// A table whose names are not ours to know: [session], [variables], [lint].
  void read_entries(const toml::key& key, const toml::node& node,
                    std::vector<std::pair<std::string, ConfigValue>>& entries) {
    if (!node.is_table()) {
      complain(key.source(), fmt::format("'{}' is a table of names and values", key.str()),
               fmt::format("write [{}] above them: name = \"value\"", key.str()));
      return;
    }
    for (const auto& [name, setting] : *node.as_table()) {
      ConfigValue value{{}, locate(setting.source()), line(setting.source().begin.line)};
      if (!read_scalar(setting, value)) {
        complain(setting.source(),
                 fmt::format("'{}' is a text, a number, or true or false", name.str()));
        continue;
      }
      entries.emplace_back(std::string(name.str()), std::move(value));
    }
    // The library sorts by name; settings apply in the order of the file.
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
      const Position& x = a.second.location.position;
      const Position& y = b.second.location.position;
      return std::pair(x.line, x.column) < std::pair(y.line, y.column);
    });
  }

  static bool read_value(const toml::node& node, Type type, ConfigValue& value) {
    switch (type) {
      case Type::text:
        return node.is_string() && read_scalar(node, value);
      case Type::boolean:
        return node.is_boolean() && read_scalar(node, value);
      case Type::number_or_text:
        return (node.is_string() || node.is_integer()) && read_scalar(node, value);
      case Type::texts:
        break;
    }
    if (node.is_string()) return read_scalar(node, value);
    if (!node.is_array() || node.as_array()->empty()) return false;
    for (const toml::node& item : *node.as_array()) {
      if (!item.is_string() || !read_scalar(item, value)) return false;
    }
    return true;
  }

  static bool read_scalar(const toml::node& node, ConfigValue& value) {
    if (const auto* text = node.as_string()) {
      value.items.push_back(text->get());
    } else if (const auto* number = node.as_integer()) {
      value.items.push_back(std::to_string(number->get()));
    } else if (const auto* real = node.as_floating_point()) {
      value.items.push_back(fmt::format("{}", real->get()));
    } else if (const auto* flag = node.as_boolean()) {
      value.items.emplace_back(flag->get() ? "true" : "false");
    } else {
      return false;
    }
    return true;
  }

  std::string name_;
  std::vector<std::string> lines_;
  std::vector<Diagnostic> findings_;
};

/// The library hands keys out by name.
void sort_by_place(std::vector<Diagnostic>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
    return a.location.position.line < b.location.position.line;
  });
}

}  // namespace

const ConfigValue* ConfigTable::find(std::string_view key) const {
  const auto found = values.find(key);
  return found == values.end() ? nullptr : &found->second;
}

std::string find_config_file(const std::string& directory) {
  for (std::filesystem::path here = directory;; here = here.parent_path()) {
    const std::filesystem::path candidate = here / kFileName;
    if (path_exists(candidate.string())) return candidate.string();
    if (here == here.parent_path()) return "";
  }
}

ConfigFile read_config_file(const std::string& path, const std::string& name) {
  ConfigFile file = parse_config(read_file(path), name);
  file.path = path;
  return file;
}

ConfigFile parse_config(const std::string& text, const std::string& name) {
  Reader reader(name, text);
  ConfigFile file;
  try {
    file = reader.read(toml::parse(text, name));
  } catch (const toml::parse_error& error) {
    throw Error(ErrorCode::usage, reader.finding(error.source(), std::string(error.description())));
  }
  sort_by_place(reader.findings());
  if (!reader.findings().empty()) throw Error(ErrorCode::usage, std::move(reader.findings()));
  return file;
}

Diagnostic config_finding(const ConfigValue& value, const std::string& message,
                          const std::string& hint) {
  Diagnostic diagnostic;
  diagnostic.message = message;
  diagnostic.hint = hint;
  diagnostic.location = value.location;
  diagnostic.excerpt = value.line;
  return diagnostic;
}

}  // namespace migrate::cmd
