// Runs the documentation: the ```console blocks of a page, in order, in a directory of their own.
//
// A line that begins with "$ " is a command for sh; it must exit with 0, or with N when it ends in
// "# exit N". The lines below it, up to the next command, must be lines of its output, in that
// order; "…" in a line stands for any text, and a line of "…" alone for any lines.
//
// A page's first line may say what it needs: <!-- tested: sample --> begins in a copy of the sample
// project (with build/migrate), else in an empty directory; <!-- tested: sample postgresql --> also
// sets SHOP_DATABASE_URL to an empty database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace migrate::docs {

struct Command {
  int64_t line = 0;  ///< in the page
  std::string text;
  int exit_code = 0;
  std::vector<std::string> output;  ///< the lines that must occur
};

struct Page {
  bool sample = false;
  bool postgresql = false;
  std::vector<Command> commands;
};

[[nodiscard]] Page parse(const std::string& markdown);
/// The first of `expected` that `output` lacks at or after its predecessor; empty: none.
[[nodiscard]] std::string first_missing(const std::vector<std::string>& expected,
                                        const std::string& output);

}  // namespace migrate::docs
