// migrate log: what was done to the database, by whom and when.
#include <algorithm>
#include <charconv>

#include "cmd/migrate/commands.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/text.h"
#include "lib/report/event_list.h"

namespace migrate::cmd {
namespace {

/// Older than any event: keeps the database's clock arithmetic in its range.
constexpr Milliseconds kCentury = std::chrono::hours(24 * 36'525);

/// `text` has the digits, and else the characters, of `pattern`: "0000-00-00".
bool looks_like(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (pattern[i] == '0' ? !digit : text[i] != pattern[i]) return false;
  }
  return true;
}

bool exists(std::string_view time) {
  const auto number = [&](size_t at) {
    unsigned value = 0;
    if (at < time.size()) std::from_chars(time.data() + at, time.data() + at + 2, value);
    return value;
  };
  int year = 0;
  std::from_chars(time.data(), time.data() + 4, year);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(number(5)),
                                         std::chrono::day(number(8))};
  return date.ok() && number(11) < 24 && number(14) < 60 && number(17) < 60;
}

/// "2025-10-24T17:40" for a date, or a date and a time, with or without seconds and Z; none: not a
/// time.
std::optional<std::string> utc_time(std::string text) {
  if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
  if (text.size() > 10 && text.back() == 'Z') text.pop_back();
  for (const char* pattern : {"0000-00-00", "0000-00-00T00:00", "0000-00-00T00:00:00"}) {
    if (looks_like(text, pattern) && exists(text)) return text;
  }
  return std::nullopt;
}

void set_since(const std::string& text, history::EventFilter& filter) {
  if (const std::optional<std::string> time = utc_time(text)) {
    filter.since = *time;
    return;
  }
  const bool unit = !text.empty() && (text.back() < '0' || text.back() > '9');
  const std::optional<Milliseconds> age = unit ? parse_duration(text) : std::nullopt;
  if (!age) {
    throw Error(ErrorCode::usage, "--since " + text + ": neither a time nor a duration",
                "write a UTC time (2025-10-24, 2025-10-24T17:40) or how long ago (2h, 3d)");
  }
  filter.age_ms = std::min(*age, kCentury).count();
}

int64_t count_of(const std::string& text) {
  int64_t count = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (failure != std::errc() || end != text.data() + text.size() || count < 1) {
    throw Error(ErrorCode::usage, "-n " + text + ": not a number of events", "write -n 20");
  }
  return count;
}

history::EventFilter filter_of(const Arguments& arguments) {
  history::EventFilter filter;
  filter.run = arguments.value_or("--run", "");
  filter.revision = arguments.value_or("--revision", "");
  if (const auto since = arguments.value("--since")) set_since(*since, filter);
  if (const auto count = arguments.value("--limit")) filter.at_most = count_of(*count);
  return filter;
}

ExitCode run(Context& context) {
  const history::EventFilter filter = filter_of(context.arguments());
  context.load(Needs::connection);
  workflow::Database& database = context.database();
  std::vector<history::LoggedEvent> events;
  if (database.history().exists) events = database.store().events(database.connection(), filter);
  std::reverse(events.begin(), events.end());
  if (context.json()) {
    context.print(report::events_json(events, context.target()));
    return ExitCode::done;
  }
  const bool full = context.settings().verbosity == Verbosity::verbose;
  context.print(report::events_text(events, full ? report::Detail::full : report::Detail::brief));
  if (events.empty()) context.tell("no such event in the log of " + context.target());
  return ExitCode::done;
}

}  // namespace

const Command& log_command() {
  static const Command command = {
      .name = "log",
      .group = Group::looking,
      .summary = "show what was done to the database, newest first",
      .description =
          "Lists the event log: every revision applied, undone, stamped, accepted,\n"
          "resolved or failed, with its run, how long it took, who did it from where, and\n"
          "the note. -v adds the program's version, the git commit and the whole error.\n"
          "Needs no files.",
      .example = "migrate log -n 20\nmigrate log --run last -v\nmigrate log --since 3d --json",
      .options = {{"--run", 0, "ID", "only the run whose id begins so, or the last one: last"},
                  {"--revision", 0, "REV", "only revisions whose id begins so"},
                  {"--since", 0, "TIME", "not before: 2025-10-24, 2025-10-24T17:40 (UTC); 2h, 3d"},
                  {"--limit", 'n', "N", "at most N events, the newest"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
