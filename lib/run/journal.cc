#include "lib/run/journal.h"

#include <algorithm>
#include <optional>

#include "lib/base/error.h"
#include "lib/base/text.h"

namespace migrate::run {
namespace {

constexpr size_t kBlockBytes = 64 * 1024;
constexpr std::string_view kEnd("\0", 1);

Error edited(const plan::Step& step, const std::string* stored) {
  Diagnostic diagnostic;
  diagnostic.code = "done-part-edited";
  diagnostic.message = "revision " + step.id +
                       " is half-run, and the part of its script that is done was edited "
                       "afterwards";
  diagnostic.location = {step.script.source.name(), {}};
  if (stored != nullptr) {
    diagnostic.detail =
        unified_diff(*stored, step.script.source.read_all(), "what ran", "the file");
  }
  diagnostic.hint =
      "put the done statements back as they were (only what follows them may change), or undo "
      "them by hand and run `migrate resolve " +
      step.id + " --reverted`";
  return {ErrorCode::check, std::move(diagnostic)};
}

}  // namespace

void DoneDigest::add(const SourceText& source, const sql::Statement& statement,
                     std::string_view text) {
  if (statement.kind == sql::Kind::meta) return;
  sum_.add(without_carriage_returns(text));
  if (statement.copy_data) {
    SourceReader reader(source);
    std::string block(kBlockBytes, '\0');
    for (uint64_t at = statement.copy_data->offset; at < statement.copy_data->end();) {
      const size_t count = reader.read(
          at, block.data(),
          static_cast<size_t>(std::min<uint64_t>(block.size(), statement.copy_data->end() - at)));
      if (count == 0) break;
      // CRs are left out one by one: a CRLF may lie across two blocks.
      std::string clean(block, 0, count);
      std::erase(clean, '\r');
      sum_.add(clean);
      at += count;
    }
  }
  sum_.add(kEnd);
}

ResumePoint resume_point(const plan::Step& step, const sql::Dialect& dialect,
                         const std::string* stored) {
  ResumePoint point;
  const auto done = static_cast<size_t>(step.resume->statements_done);
  sql::Splitter splitter(step.script.source, dialect);
  while (point.statement < done) {
    const std::optional<sql::Statement> statement = splitter.next();
    if (!statement) throw edited(step, stored);
    point.digest.add(step.script.source, *statement, splitter.text());
    ++point.statement;
  }
  if (done > 0 && point.digest.hex() != step.resume->done_digest) throw edited(step, stored);
  return point;
}

history::Progress progress_behind_tried(const plan::Step& step, const sql::Dialect& dialect,
                                        const std::string* stored) {
  ResumePoint point = resume_point(step, dialect, stored);
  const auto tried = static_cast<size_t>(*step.resume->trying);
  sql::Splitter splitter(step.script.source, dialect);
  std::optional<sql::Statement> statement = splitter.next();
  for (; statement && statement->index <= tried; statement = splitter.next()) {
    if (statement->index < point.statement) continue;
    point.digest.add(step.script.source, *statement, splitter.text());
    point.statement = statement->index + 1;
  }
  return {static_cast<int64_t>(point.statement), std::nullopt, point.digest.hex()};
}

}  // namespace migrate::run
