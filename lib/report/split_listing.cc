#include "lib/report/split_listing.h"

#include <fmt/format.h>

#include "lib/base/json.h"
#include "lib/base/text.h"

namespace migrate::report {
namespace {

constexpr size_t kTextColumns = 60;

std::string reason(const sql::Statement& statement) {
  return statement.why.empty() && statement.problem ? statement.problem->message : statement.why;
}

class TextListing : public SplitListing {
 public:
  std::string file(std::string_view name, std::string_view dialect) override {
    const std::string gap = first_ ? "" : "\n";
    first_ = false;
    return fmt::format("{}{} ({})\n", gap, name, dialect);
  }

  std::string statement(const sql::Statement& statement, size_t segment,
                        std::string_view text) override {
    const std::string place = fmt::format("{}:{}", statement.begin.line, statement.begin.column);
    const std::string why = reason(statement);
    return fmt::format("{:>9}  {:<13}  segment {:<3}  {}\n{}", place, to_string(statement.kind),
                       segment + 1, one_line(text, kTextColumns),
                       why.empty() ? "" : fmt::format("{:>26}{}\n", "", why));
  }

  std::string end_file(const sql::Outline& outline) override {
    std::string out = fmt::format("{} in {}\n", counted(outline.statements, "statement"),
                                  counted(outline.segments.size(), "segment"));
    for (const Diagnostic& problem : outline.problems) {
      out += fmt::format("can't run: {}:{}:{}: {}\n", problem.location.file,
                         problem.location.position.line, problem.location.position.column,
                         problem.message);
    }
    return out;
  }

 private:
  bool first_ = true;
};

class JsonListing : public SplitListing {
 public:
  std::string begin() override { return R"({"version":1,"files":[)"; }

  std::string file(std::string_view name, std::string_view dialect) override {
    const std::string comma = first_file_ ? "" : ",";
    first_file_ = false;
    first_statement_ = true;
    return fmt::format("{}\n{{\"file\":{},\"dialect\":{},\"statements\":[", comma, json::dump(name),
                       json::dump(dialect));
  }

  std::string statement(const sql::Statement& statement, size_t segment,
                        std::string_view) override {
    const std::string comma = first_statement_ ? "" : ",";
    first_statement_ = false;
    return fmt::format("{}\n{}", comma,
                       json::dump(json::Object{
                           {"offset", statement.span.offset},
                           {"length", statement.end_offset() - statement.span.offset},
                           {"line", statement.begin.line},
                           {"column", statement.begin.column},
                           {"end_line", statement.end.line},
                           {"end_column", statement.end.column},
                           {"kind", to_string(statement.kind)},
                           {"segment", uint64_t{segment}},
                           {"why", reason(statement)},
                       }));
  }

  std::string end_file(const sql::Outline&) override { return "]}"; }
  std::string end() override { return "]}\n"; }

 private:
  bool first_file_ = true;
  bool first_statement_ = true;
};

}  // namespace

std::unique_ptr<SplitListing> split_text() { return std::make_unique<TextListing>(); }
std::unique_ptr<SplitListing> split_json() { return std::make_unique<JsonListing>(); }

std::string one_line(std::string_view text, size_t columns) {
  std::string line;
  for (const char c : text.substr(0, columns * 4)) {
    // Control characters are taken as spaces, too: a script must not talk to the terminal.
    const auto byte = static_cast<unsigned char>(c);
    const bool space = byte <= ' ' || byte == 0x7F;
    if (!space) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  const bool all = text.size() <= columns * 4;
  if (all && code_points(line) <= columns) return std::string(trim(line));
  const std::string_view head =
      std::string_view(line).substr(0, code_point_offset(line, columns - 1));
  return std::string(trim(head)) + "…";
}

}  // namespace migrate::report
