#include "cmd/migrate/commands/init_kits.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/base/text.h"

namespace migrate::cmd {
namespace templates {

/// The files of all kits; the definition is generated.
[[nodiscard]] EmbeddedFiles embedded_files();

}  // namespace templates

namespace {

/// Files that only include another one of their kit: projects have them, and can take in the lines.
constexpr std::array<std::string_view, 2> kIncluding = {"Makefile", ".gitlab-ci.yml"};

/// A name by which a project may have what another file of a kit is.
struct OtherName {
  std::string_view path;
  std::string_view other;
};
constexpr std::array<OtherName, 7> kOtherNames = {{{"Makefile", "GNUmakefile"},
                                                   {"Makefile", "makefile"},
                                                   {"compose.yaml", "compose.yml"},
                                                   {"compose.yaml", "docker-compose.yaml"},
                                                   {"compose.yaml", "docker-compose.yml"},
                                                   {"CONTRIBUTING.md", ".github/CONTRIBUTING.md"},
                                                   {"CONTRIBUTING.md", "docs/CONTRIBUTING.md"}}};

Error unknown_kit(const std::string& name, const std::vector<std::string>& names) {
  const auto near = nearest(name, names);
  return {ErrorCode::usage, "--with knows no '" + name + "'",
          (near ? "did you mean '" + *near + "'? " : "") + "it takes " + join(names, ", ")};
}

/// Without comments and blank lines, and without the blanks around the others.
std::vector<std::string> bare_lines(std::string_view text) {
  std::vector<std::string> lines = split(without_carriage_returns(text), '\n');
  std::erase_if(lines, [](const std::string& line) { return line.empty() || line[0] == '#'; });
  return lines;
}

}  // namespace

std::vector<std::string> kit_names() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : templates::embedded_files()) {
    std::string name(file.path.substr(0, file.path.find('/')));
    if (names.empty() || names.back() != name) names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::string> wanted_kits(const Arguments& arguments) {
  const std::vector<std::string> names = kit_names();
  std::vector<std::string> wanted;
  for (const std::string& list : arguments.values("--with")) {
    std::vector<std::string> parts = split(list, ',');
    if (parts.empty()) parts.emplace_back();
    for (const std::string& name : parts) {
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        throw unknown_kit(name, names);
      }
      if (std::find(wanted.begin(), wanted.end(), name) == wanted.end()) wanted.push_back(name);
    }
  }
  return wanted;
}

std::vector<EmbeddedFile> kit_files(const std::string& kit) {
  std::vector<EmbeddedFile> result;
  const std::string folder = kit + "/";
  for (const EmbeddedFile& file : templates::embedded_files()) {
    if (file.path.starts_with(folder)) {
      result.push_back({file.path.substr(folder.size()), file.text});
    }
  }
  return result;
}

std::string place_of(const EmbeddedFile& file, const std::string& prefix) {
  for (const OtherName& name : kOtherNames) {
    std::string path = prefix + std::string(name.other);
    if (name.path == file.path && path_exists(path)) return path;
  }
  return prefix + std::string(file.path);
}

std::string lines_to_add(const EmbeddedFile& file, const std::string& there) {
  if (std::find(kIncluding.begin(), kIncluding.end(), file.path) == kIncluding.end()) return "";
  const std::vector<std::string> has = bare_lines(there);
  const std::vector<std::string> wants = bare_lines(file.text);
  const bool complete = std::all_of(wants.begin(), wants.end(), [&](const std::string& line) {
    return std::find(has.begin(), has.end(), line) != has.end();
  });
  if (complete) return "";
  std::istringstream lines{std::string(file.text)};
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != '#') result += (result.empty() ? "" : "\n") + line;
  }
  return result;
}

}  // namespace migrate::cmd
