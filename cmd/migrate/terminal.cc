#include "cmd/migrate/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace migrate::cmd {
namespace {

constexpr size_t kDefaultWidth = 80;

bool is_terminal(std::FILE* stream) { return isatty(fileno(stream)) == 1; }

size_t columns_of(std::FILE* stream) {
  winsize size{};
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kDefaultWidth;
}

/// NO_COLOR (no-color.org) beats CLICOLOR_FORCE (bixense.com/clicolors), which beats the rest.
bool wants_colours(bool terminal, const Environment& environment) {
  if (environment.get("NO_COLOR")) return false;
  const auto force = environment.get("CLICOLOR_FORCE");
  if (force && *force != "0") return true;
  return terminal && environment.get("TERM").value_or("dumb") != "dumb";
}

/// `text` in at most `columns`, with an ellipsis where it is cut.
std::string shortened(std::string_view text, size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  size_t points = code_points(text);
  while (display_width(text.substr(0, code_point_offset(text, points))) >= columns) --points;
  return std::string(text.substr(0, code_point_offset(text, points))) + "…";
}

std::string_view escape(Terminal::Colour colour) {
  switch (colour) {
    case Terminal::Colour::none:
      return "";
    case Terminal::Colour::bold:
      return "\033[1m";
    case Terminal::Colour::dim:
      return "\033[2m";
    case Terminal::Colour::red:
      return "\033[31m";
    case Terminal::Colour::green:
      return "\033[32m";
    case Terminal::Colour::yellow:
      return "\033[33m";
    case Terminal::Colour::cyan:
      return "\033[36m";
  }
  return "";
}

}  // namespace

std::string live_line(std::string_view name, std::string_view state, size_t width) {
  const size_t columns = width - 1;  // the cursor wants the last one
  const size_t taken = display_width(state);
  return shortened(shortened(name, columns > taken ? columns - taken : 0) + std::string(state),
                   columns);
}

Terminal::Terminal(const Environment& environment) : Terminal(stdin, stdout, stderr, environment) {}

Terminal::Terminal(std::FILE* in, std::FILE* out, std::FILE* err, const Environment& environment)
    : in_(in), out_(out), err_(err) {
  out_colours_ = wants_colours(is_terminal(out_), environment);
  err_colours_ = wants_colours(is_terminal(err_), environment);
  live_ = is_terminal(err_) && environment.get("TERM").value_or("dumb") != "dumb";
  can_ask_ = is_terminal(in_) && is_terminal(err_);
}

void Terminal::print(std::string_view text) {
  clear_live();
  if (write_error_ != 0 || text.empty()) return;
  if (std::fwrite(text.data(), 1, text.size(), out_) != text.size()) write_error_ = errno;
}

void Terminal::tell(std::string_view line) {
  clear_live();
  // Nobody can be told when stderr fails.
  // Results that came before it stay before it where both streams are one pipe.
  if (std::fflush(out_) != 0 && write_error_ == 0) write_error_ = errno;
  (void)std::fwrite(line.data(), 1, line.size(), err_);
  (void)std::fputc('\n', err_);
  (void)std::fflush(err_);
}

void Terminal::show_live(std::string_view name, std::string_view state) {
  if (!live_) return;
  clear_live();
  const std::string line = live_line(name, state, width());
  (void)std::fwrite(line.data(), 1, line.size(), err_);
  (void)std::fflush(err_);
  live_shown_ = true;
}

void Terminal::clear_live() {
  if (!live_shown_) return;
  // To the end of the screen: after a resize a part of the line may stand below the cursor.
  (void)std::fputs("\r\033[J", err_);
  live_shown_ = false;
}

std::string Terminal::paint(std::string_view text, Colour colour, Stream stream) const {
  if (!colours(stream) || colour == Colour::none) return std::string(text);
  return std::string(escape(colour)) + std::string(text) + "\033[0m";
}

size_t Terminal::width() const { return columns_of(err_); }

std::optional<size_t> Terminal::line_limit(Stream stream) const {
  std::FILE* file = stream == Stream::out ? out_ : err_;
  if (!is_terminal(file)) return std::nullopt;
  return columns_of(file);
}

bool Terminal::ask(std::string_view question) {
  clear_live();
  (void)std::fwrite(question.data(), 1, question.size(), err_);
  (void)std::fputs(" [y/N] ", err_);
  (void)std::fflush(err_);
  std::string answer;
  for (int c = std::fgetc(in_); c != EOF && c != '\n'; c = std::fgetc(in_)) {
    answer += static_cast<char>(c);
  }
  const std::string_view word = trim(answer);
  return !word.empty() && (word[0] == 'y' || word[0] == 'Y');
}

void Terminal::flush() {
  clear_live();
  if (write_error_ == 0 && std::fflush(out_) != 0) write_error_ = errno;
  const int error = write_error_;
  write_error_ = 0;
  if (error != 0 && error != EPIPE) {
    throw Error(ErrorCode::failed, std::string("can't write to stdout: ") + std::strerror(error));
  }
}

}  // namespace migrate::cmd
