#include "lib/workflow/previous.h"

#include <utility>

#include "lib/base/error.h"
#include "lib/workflow/database.h"

namespace migrate::workflow {

PreviousFiles::PreviousFiles(Git git, const std::string& ref,
                             const std::vector<std::string>& directories, const std::string& engine,
                             const std::vector<std::string>& engines, const std::string& parent)
    : git_(std::move(git)), commit_(git_.base(ref)), files_(parent) {
  previous_.name = commit_.shown();
  previous_.directory = files_.path() + "/tree/";
  try {
    previous_.graph =
        load_project(git_.check_out(commit_, directories, files_.path()), engine, engines).graph;
  } catch (const Error& error) {
    throw Error(error.code(), by_name(error.diagnostics(), previous_));
  }
}

std::vector<Diagnostic> by_name(std::vector<Diagnostic> findings, const Previous& previous) {
  for (Diagnostic& finding : findings) {
    std::string& file = finding.location.file;
    if (!previous.directory.empty() && file.starts_with(previous.directory)) {
      file = previous.name + ":" + file.substr(previous.directory.size());
    }
  }
  return findings;
}

}  // namespace migrate::workflow
