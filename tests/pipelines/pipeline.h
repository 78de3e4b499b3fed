// Pipelines as data: what GitHub's workflow files and GitLab's YAML say is run.
#pragma once

#include <yaml-cpp/yaml.h>

#include <map>
#include <string>
#include <vector>

namespace migrate::pipelines {

using Variables = std::map<std::string, std::string>;

struct Step {
  std::string uses;    ///< an action, "actions/checkout@v4"; empty: a script
  std::string script;  ///< for sh
  Variables with;      ///< of an action
  Variables variables;
};

struct Job {
  Variables variables;
  std::vector<Step> steps;
};

/// The jobs of a GitHub workflow, by name; the workflow's variables are among theirs.
[[nodiscard]] std::map<std::string, Job> github_jobs(const YAML::Node& workflow);
/// The jobs of a GitLab file, by name, with what they extend: one step, before_script and script. A
/// checkout is not written down there.
[[nodiscard]] std::map<std::string, Job> gitlab_jobs(const YAML::Node& file);

/// What stands between "${{" and "}}", without the blanks around it.
[[nodiscard]] std::vector<std::string> expressions(const std::string& text);
/// `text` with the values of its expressions. Throws std::out_of_range for one that has none.
[[nodiscard]] std::string evaluated(std::string text, const Variables& values);

/// Every text that stands somewhere in `node`, but for keys.
[[nodiscard]] std::vector<std::string> texts(const YAML::Node& node);

}  // namespace migrate::pipelines
