// Properties that hold for any input whatever. Each target takes bytes and throws Violation when
// one of its properties doesn't hold; libFuzzer looks for such bytes (`make fuzz`), and an ordinary
// test replays what is known, so that the targets can't rot.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::fuzz {

class Violation : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};
/// Throws Violation{property} unless `holds`.
void require(bool holds, const std::string& property);

/// Tokens cover the text without a gap; lexemes point at their own bytes.
void lexer(std::string_view bytes);
/// Statements come in order, don't overlap, and are the same whatever the window is and wherever
/// reading begins; for SQLite, sqlite3_complete() agrees.
void splitter(std::string_view bytes);
/// A header is read without a crash, its body lies within the file, its checksum doesn't depend on
/// line ends.
void header(std::string_view bytes);
/// A target or range is refused, or read whole.
void target(std::string_view bytes);
/// A configuration is refused with findings, or read.
void config(std::string_view bytes);

struct Target {
  std::string_view name;
  void (*run)(std::string_view bytes);
};
[[nodiscard]] const std::vector<Target>& targets();

}  // namespace migrate::fuzz
