// What `init --with` adds to a project: targets of make, pipelines, containers. Each kit is a
// directory of cmd/migrate/templates/, and its files have their paths in the project.
#pragma once

#include <string>
#include <vector>

#include "cmd/migrate/arguments.h"
#include "lib/base/embedded.h"

namespace migrate::cmd {

/// All that there are, sorted.
[[nodiscard]] std::vector<std::string> kit_names();

/// The kits that --with names, each once, in the order given. Throws Error{usage} for one that
/// there isn't.
[[nodiscard]] std::vector<std::string> wanted_kits(const Arguments& arguments);

/// The files of a kit, with their paths in the project.
[[nodiscard]] std::vector<EmbeddedFile> kit_files(const std::string& kit);

/// Where the project below `prefix` (empty, or with a slash at its end) has `file`, or something
/// that is looked for before it: make reads a makefile, not the Makefile beside it. Where it has
/// none of them, the place that `file` is for.
[[nodiscard]] std::string place_of(const EmbeddedFile& file, const std::string& prefix);

/// What is to be added by hand to `there`, the text that a project has already in the place of
/// `file`, one of a kit's: its lines but for comments. Empty where they are all there, and for a
/// file that stands for itself.
[[nodiscard]] std::string lines_to_add(const EmbeddedFile& file, const std::string& there);

}  // namespace migrate::cmd
