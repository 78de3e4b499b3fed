#include "tests/pipelines/pipeline.h"

#include <regex>

namespace migrate::pipelines {
namespace {

/// "${{ github.base_ref }}".
const std::regex kExpression(R"(\$\{\{\s*(.*?)\s*\}\})");

Variables map_of(const YAML::Node& node) { return node ? node.as<Variables>() : Variables(); }

/// What `below` has, and of `above` what it has not.
Variables joined(Variables below, const Variables& above) {
  below.insert(above.begin(), above.end());
  return below;
}

std::string lines_of(const YAML::Node& scripts) {
  std::string result;
  for (const YAML::Node& line : scripts) result += line.as<std::string>() + "\n";
  return result;
}

}  // namespace

std::map<std::string, Job> github_jobs(const YAML::Node& workflow) {
  std::map<std::string, Job> jobs;
  for (const auto& entry : workflow["jobs"]) {
    Job& job = jobs[entry.first.as<std::string>()];
    job.variables = joined(map_of(entry.second["env"]), map_of(workflow["env"]));
    for (const YAML::Node& node : entry.second["steps"]) {
      job.steps.push_back({node["uses"].as<std::string>(""), node["run"].as<std::string>(""),
                           map_of(node["with"]), map_of(node["env"])});
    }
  }
  return jobs;
}

std::map<std::string, Job> gitlab_jobs(const YAML::Node& file) {
  std::map<std::string, Job> jobs;
  for (const auto& entry : file) {
    const YAML::Node& node = entry.second;
    if (!node.IsMap() || !node["script"]) continue;
    const YAML::Node base =
        node["extends"] ? file[node["extends"].as<std::string>()] : YAML::Node();
    Job& job = jobs[entry.first.as<std::string>()];
    job.variables = joined(map_of(node["variables"]), map_of(base["variables"]));
    const YAML::Node before = node["before_script"] ? node["before_script"] : base["before_script"];
    job.steps.push_back({"", lines_of(before) + lines_of(node["script"]), {}, {}});
  }
  return jobs;
}

std::vector<std::string> expressions(const std::string& text) {
  std::vector<std::string> result;
  for (std::sregex_iterator it(text.begin(), text.end(), kExpression), end; it != end; ++it) {
    result.push_back((*it)[1]);
  }
  return result;
}

std::string evaluated(std::string text, const Variables& values) {
  std::smatch match;
  while (std::regex_search(text, match, kExpression)) {
    const std::string value = values.at(match[1]);
    text = std::string(match.prefix()) + value + std::string(match.suffix());
  }
  return text;
}

std::vector<std::string> texts(const YAML::Node& node) {
  if (node.IsScalar()) return {node.as<std::string>()};
  std::vector<std::string> result;
  for (const auto& entry : node) {
    const std::vector<std::string> more = texts(node.IsMap() ? entry.second : entry);
    result.insert(result.end(), more.begin(), more.end());
  }
  return result;
}

}  // namespace migrate::pipelines
