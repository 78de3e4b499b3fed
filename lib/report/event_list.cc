#include "lib/report/event_list.h"

#include <fmt/format.h>

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/report/columns.h"
#include "lib/report/split_listing.h"

namespace migrate::report {
namespace {

using history::LoggedEvent;

constexpr size_t kTextColumns = 60;
constexpr size_t kSecondLength = 19;  // "2025-10-24T17:40:00"

/// Of what ran a script; stamps and the like take no time worth telling.
std::string duration_of(const LoggedEvent& event) {
  const bool ran =
      event.action == "upgrade" || event.action == "downgrade" || event.action == "failed";
  return ran ? format_duration(Milliseconds(event.duration_ms)) : "";
}

std::string note_and_error(const LoggedEvent& event) {
  std::vector<std::string> parts;
  if (!event.note.empty()) parts.push_back(one_line(event.note, kTextColumns));
  if (!event.error.empty()) parts.push_back("error: " + one_line(event.error, kTextColumns));
  return join(parts, "; ");
}

Row brief_row(const LoggedEvent& event) {
  return {event.at.substr(0, kSecondLength) + "Z",
          event.run_id,
          event.action,
          event.revision,
          duration_of(event),
          event.user + "@" + event.host,
          note_and_error(event)};
}

std::string full_block(const LoggedEvent& event) {
  std::string out = event.action + (event.revision.empty() ? "" : " ") + event.revision + "\n";
  out += fields({{"when", event.at},
                 {"took", duration_of(event)},
                 {"run", event.run_id},
                 {"who", event.user + " on " + event.host},
                 {"tool", event.tool},
                 {"commit", event.commit},
                 {"note", event.note}},
                "  ");
  if (event.error.empty()) return out;
  return out + "  error:\n    " + replace_all(trim(event.error), "\n", "\n    ") + "\n";
}

json::Value known(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

json::Value event_json(const LoggedEvent& event) {
  return json::Object{
      {"seq", event.seq},
      {"at", event.at},
      {"action", event.action},
      {"revision", known(event.revision)},
      {"run", event.run_id},
      {"who", event.user},
      {"host", event.host},
      {"tool", event.tool},
      {"commit", known(event.commit)},
      {"note", known(event.note)},
      {"duration_ms", event.duration_ms},
      {"error", known(event.error)},
  };
}

}  // namespace

std::string events_text(const std::vector<LoggedEvent>& events, Detail detail) {
  if (detail == Detail::brief) {
    std::vector<Row> rows;
    rows.reserve(events.size());
    for (const LoggedEvent& event : events) rows.push_back(brief_row(event));
    return columns(rows);
  }
  std::string out;
  for (const LoggedEvent& event : events) out += (out.empty() ? "" : "\n") + full_block(event);
  return out;
}

json::Value events_json(const std::vector<LoggedEvent>& events, std::string_view target) {
  json::Array items;
  for (const LoggedEvent& event : events) items.push_back(event_json(event));
  json::Value out = shape();
  out.set("target", target);
  out.set("events", std::move(items));
  return out;
}

}  // namespace migrate::report
