#include "lib/history/rows.h"

#include <charconv>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/json.h"

namespace migrate::history {
namespace {

using revision::AppliedRevision;

// Takes the columns of a row in their order, so that the lists below read like the query.
class Cursor {
 public:
  explicit Cursor(const std::vector<db::Value>& row) : row_(row) {}
  const db::Value& value() { return row_.at(next_++); }
  std::string text() { return value().value_or(""); }
  std::optional<int64_t> number() {
    const db::Value& digits = value();
    if (!digits) return std::nullopt;
    int64_t result = 0;
    std::from_chars(digits->data(), digits->data() + digits->size(), result);
    return result;
  }

 private:
  const std::vector<db::Value>& row_;
  size_t next_ = 0;
};

// `cursor` stands behind seq.
AppliedRevision applied_revision(int64_t seq, Cursor& cursor) {
  AppliedRevision row;
  row.seq = seq;
  row.id = cursor.text();
  row.parents = json::parse_texts(cursor.text());
  row.depends_on = json::parse_texts(cursor.text());
  row.message = cursor.text();
  row.header = cursor.text();
  row.up_checksum = cursor.text();
  row.down_checksum = cursor.text();
  row.state = cursor.text() == "running" ? AppliedRevision::State::running
                                         : AppliedRevision::State::applied;
  row.direction =
      cursor.text() == "down" ? AppliedRevision::Direction::down : AppliedRevision::Direction::up;
  row.statements_done = cursor.number().value_or(0);
  row.trying = cursor.number();
  row.done_digest = cursor.text();
  row.session_state = cursor.text();
  row.run_id = cursor.text();
  row.applied_at = cursor.text();
  row.applied_by = cursor.text();
  row.duration_ms = cursor.number().value_or(0);
  return row;
}

}  // namespace

ReadResult read_result(const db::Outcome& outcome) {
  ReadResult result;
  result.history.rows.reserve(outcome.rows.size());
  for (const std::vector<db::Value>& columns : outcome.rows) {
    Cursor cursor(columns);
    result.current_schema = cursor.value();
    result.history_schema = cursor.value();
    const std::optional<int64_t> format = cursor.number();
    const std::optional<int64_t> generation = cursor.number();
    if (!format || !generation) break;
    result.history.exists = true;
    result.history.format = *format;
    result.history.generation = *generation;
    if (const std::optional<int64_t> seq = cursor.number()) {
      result.history.rows.push_back(applied_revision(*seq, cursor));
    }
  }
  if (!result.history.exists) {
    throw Error(ErrorCode::failed, "the history table migrate_meta lacks its format or generation",
                "restore it from a backup: without them the history can't be trusted");
  }
  return result;
}

LoggedEvent logged_event(const std::vector<db::Value>& row) {
  Cursor cursor(row);
  LoggedEvent event;
  event.seq = cursor.number().value_or(0);
  event.run_id = cursor.text();
  event.action = cursor.text();
  event.revision = cursor.text();
  event.user = cursor.text();
  event.host = cursor.text();
  event.tool = cursor.text();
  event.commit = cursor.text();
  event.note = cursor.text();
  event.at = cursor.text();
  event.duration_ms = cursor.number().value_or(0);
  event.error = cursor.text();
  return event;
}

std::string bytes_of_hex(const std::string& digits) {
  std::string bytes;
  bytes.reserve(digits.size() / 2);
  for (size_t i = 0; i + 1 < digits.size(); i += 2) {
    const char* first = digits.data() + i;
    unsigned char byte = 0;
    if (std::from_chars(first, first + 2, byte, 16).ptr != first + 2) {
      throw Error(ErrorCode::failed, "the history holds a damaged script",
                  "restore the table migrate_script from a backup");
    }
    bytes.push_back(static_cast<char>(byte));
  }
  return bytes;
}

}  // namespace migrate::history
