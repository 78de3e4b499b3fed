// The one place that knows terminals: colours, width, the live line, questions.
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "cmd/migrate/environment.h"

namespace migrate::cmd {

/// `name` and `state` behind it in less than `width` columns (at least 1): the name is shortened
/// first, for the state is what changes.
[[nodiscard]] std::string live_line(std::string_view name, std::string_view state, size_t width);

/// Results go to stdout, progress and errors to stderr.
class Terminal {
 public:
  enum class Colour { none, bold, dim, red, green, yellow, cyan };
  enum class Stream { out, err };

  /// Honours NO_COLOR, CLICOLOR_FORCE and TERM=dumb.
  explicit Terminal(const Environment& environment);
  Terminal(std::FILE* in, std::FILE* out, std::FILE* err, const Environment& environment);

  /// A piece of the result, as it is (with its own line ends).
  void print(std::string_view text);
  /// A line of progress or of an error; "\n" is added.
  void tell(std::string_view line);
  /// Replaces the live line below the progress, cut to the terminal by live_line(); nothing where
  /// stderr is no terminal. The next print(), tell() or ask() takes it away.
  void show_live(std::string_view name, std::string_view state);
  [[nodiscard]] bool live() const { return live_; }

  /// `text` in `colour`, where the stream shows colours.
  [[nodiscard]] std::string paint(std::string_view text, Colour colour, Stream stream) const;
  [[nodiscard]] bool colours(Stream stream) const {
    return stream == Stream::out ? out_colours_ : err_colours_;
  }
  /// Columns of the terminal; 80 where there is none.
  [[nodiscard]] size_t width() const;
  /// Columns that a line on `stream` may take before the terminal wraps it; none elsewhere.
  [[nodiscard]] std::optional<size_t> line_limit(Stream stream) const;

  /// Whether someone is there to answer.
  [[nodiscard]] bool can_ask() const { return can_ask_; }
  /// True when the answer begins with y or Y. Precondition: can_ask().
  [[nodiscard]] bool ask(std::string_view question);

  /// Writes out what is buffered. Throws Error{failed} when stdout could not be written (a full
  /// disk); a closed pipe is no error.
  void flush();

 private:
  void clear_live();

  std::FILE* in_;
  std::FILE* out_;
  std::FILE* err_;
  bool out_colours_ = false;
  bool err_colours_ = false;
  bool live_ = false;
  bool can_ask_ = false;
  bool live_shown_ = false;
  int write_error_ = 0;
};

}  // namespace migrate::cmd
