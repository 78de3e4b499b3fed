#include "lib/sql/gap.h"

#include <algorithm>

#include "lib/base/text.h"

namespace migrate::sql {
namespace {

/// `-- transaction: off`
bool turns_transaction_off(std::string_view comment) {
  const std::string_view line = trim(comment.substr(2));
  const size_t colon = line.find(':');
  return colon != std::string_view::npos && trim(line.substr(0, colon)) == "transaction" &&
         trim(line.substr(colon + 1)) == "off";
}

}  // namespace

void Gap::begin(Start start) {
  forget();
  line_is_blank_ = at_first_column_ = start == Start::new_line;
}

void Gap::forget() {
  comment_ = {};
  transaction_off_ = false;
}

void Gap::add(TokenKind kind, uint64_t offset, std::string_view token) {
  if (kind == TokenKind::space) {
    const auto newlines = std::count(token.begin(), token.end(), '\n');
    if (newlines > 1) forget();
    if (newlines > 0) line_is_blank_ = true;
    at_first_column_ = token.back() == '\n';
    return;
  }
  at_first_column_ = false;
  const bool own_line = line_is_blank_;
  line_is_blank_ = false;
  if (kind != TokenKind::line_comment || !own_line) {
    forget();
    return;
  }
  if (comment_.length == 0) comment_.offset = offset;
  comment_.length = offset + token.size() - comment_.offset;
  transaction_off_ |= turns_transaction_off(token);
}

}  // namespace migrate::sql
