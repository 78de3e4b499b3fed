#include "tests/cli/scenario.h"

#include <algorithm>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "lib/base/text.h"

namespace migrate::cli {
namespace {

/// A block of the file: its '@' line in words, and the lines below it.
struct Block {
  std::string name;
  std::string rest;
  std::string text;
  int line = 0;
};

/// One blank line at the end is layout.
void end_block(Block& block) {
  if (block.text == "\n" || block.text.ends_with("\n\n")) block.text.pop_back();
}

/// Any other line is text, also one that begins with '@' (a diff's hunk).
bool is_directive(const std::string& line) {
  constexpr std::string_view kNames[] = {"@engines", "@needs",  "@file", "@run",
                                         "@stdout",  "@stderr", "@exit"};
  const std::string name = line.substr(0, line.find(' '));
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

std::vector<Block> blocks_of(const std::string& text) {
  std::vector<Block> blocks(1);
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (!is_directive(line)) {
      blocks.back().text += line + "\n";
      continue;
    }
    end_block(blocks.back());
    const size_t space = std::min(line.find(' '), line.size());
    blocks.push_back(
        {line.substr(1, space - 1), std::string(trim(line.substr(space))), "", number});
  }
  end_block(blocks.back());
  return blocks;
}

void expect(Scenario& scenario, const Block& block) {
  if (scenario.steps.empty() || scenario.steps.back().kind != Step::Kind::run) {
    throw std::runtime_error("line " + std::to_string(block.line) + ": no @run before it");
  }
  const bool exit = block.name == "exit";
  const size_t space = exit ? block.rest.find(' ') : 0;
  const std::string engine =
      space == std::string::npos ? "" : std::string(trim(block.rest.substr(space)));
  for (auto& [name, result] : scenario.steps.back().expected) {
    if (!engine.empty() && engine != name) continue;
    if (block.name == "stdout") result.out = block.text;
    if (block.name == "stderr") result.err = block.text;
    if (exit) result.exit_code = std::stoi(block.rest);
  }
}

/// A line for all engines where `part` gives the same for each, else one for each; nothing where it
/// gives nothing. `part(result, " engine")` is the block as it is written.
template <typename Part>
std::string render_part(const std::map<std::string, Result>& expected, const Part& part) {
  const std::string common = part(expected.begin()->second, "");
  const bool same = std::all_of(expected.begin(), expected.end(), [&](const auto& entry) {
    return part(entry.second, "") == common;
  });
  if (same) return common;
  std::string parts;
  for (const auto& [engine, result] : expected) parts += part(result, " " + engine);
  return parts;
}

std::string render_expected(const std::map<std::string, Result>& expected) {
  const auto out = [](const Result& result, const std::string& engine) {
    return result.out.empty() ? "" : "@stdout" + engine + "\n" + result.out;
  };
  const auto err = [](const Result& result, const std::string& engine) {
    return result.err.empty() ? "" : "@stderr" + engine + "\n" + result.err;
  };
  const auto exit = [](const Result& result, const std::string& engine) {
    if (result.exit_code == 0) return std::string();
    return "@exit " + std::to_string(result.exit_code) + engine + "\n";
  };
  return render_part(expected, out) + render_part(expected, err) + render_part(expected, exit);
}

/// `text` with every match of `pattern` that `known` does not hold as `replacement`.
std::string replace_unknown(const std::string& text, const std::regex& pattern,
                            const std::string& known, const std::string& replacement) {
  std::string result;
  size_t end = 0;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), none; it != none; ++it) {
    const auto position = static_cast<size_t>(it->position());
    result += text.substr(end, position - end);
    result += known.find(it->str()) == std::string::npos ? replacement : it->str();
    end = position + it->str().size();
  }
  return result + text.substr(end);
}

}  // namespace

Scenario parse_scenario(const std::string& text) {
  Scenario scenario;
  for (Block& block : blocks_of(text)) {
    if (block.name.empty()) {
      scenario.story = block.text;
    } else if (block.name == "engines") {
      scenario.engines = split(block.rest, ' ');
    } else if (block.name == "needs") {
      scenario.needs = split(block.rest, ' ');
    } else if (block.name == "file" || block.name == "run") {
      Step step{
          block.name == "file" ? Step::Kind::file : Step::Kind::run, block.rest, block.text, {}};
      for (const std::string& engine : scenario.engines) step.expected[engine] = {};
      scenario.steps.push_back(std::move(step));
    } else {
      expect(scenario, block);
    }
  }
  return scenario;
}

std::string render_scenario(const Scenario& scenario) {
  std::string text = scenario.story + "@engines " + join(scenario.engines, " ") + "\n";
  if (!scenario.needs.empty()) text += "@needs " + join(scenario.needs, " ") + "\n";
  for (const Step& step : scenario.steps) {
    text +=
        "\n@" + std::string(step.kind == Step::Kind::file ? "file " : "run ") + step.head + "\n";
    if (step.kind == Step::Kind::file) {
      text += step.text;
      continue;
    }
    text += render_expected(step.expected);
  }
  return text;
}

std::string settled(std::string text, const std::string& known) {
  static const std::regex time(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z)");
  static const std::regex duration(R"(\b\d+ min \d+ s\b|\b\d+(\.\d+)? (ms|s)\b)");
  static const std::regex milliseconds(R"re(_ms":\d+)re");
  static const std::regex checksum(R"(s1:[0-9a-f]{64})");
  static const std::regex stamp(R"(\b\d{8}_\d{4}_)");
  static const std::regex id(R"([0-9a-f]{12})");
  static const std::regex pid(R"(\bpid \d+)");
  static const std::regex server(R"re((server: +|"version":")\d+(\.\d+)+)re");
  static const std::regex user(R"re((user: +|"user":")\w+)re");
  text = std::regex_replace(text, time, "<time>");
  text = std::regex_replace(text, milliseconds, "_ms\":<duration>");
  text = replace_unknown(text, duration, known, "<duration>");
  text = std::regex_replace(text, checksum, "<checksum>");
  text = replace_unknown(text, stamp, known, "<stamp>_");
  text = replace_unknown(text, id, known, "<id>");
  text = std::regex_replace(text, server, "$1<version>");
  text = std::regex_replace(text, user, "$1<user>");
  return std::regex_replace(text, pid, "pid <pid>");
}

}  // namespace migrate::cli
