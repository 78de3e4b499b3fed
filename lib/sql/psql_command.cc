#include "lib/sql/psql_command.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/ascii.h"

namespace migrate::sql {
namespace {

constexpr std::string_view kAccepted[] = {"restrict", "unrestrict", "timing", "pset", "echo"};

struct Advice {
  std::string_view name;
  MetaEffect effect;
  std::string_view hint;
};

constexpr std::string_view kWriteDo =
    "write DO $$ BEGIN IF … THEN … END IF; END $$, or two revisions";
constexpr std::string_view kSend = "end the statement with a semicolon";
constexpr std::string_view kConnect =
    "a run stays on one database; name it with --url or in the configuration";
constexpr std::string_view kInclude =
    "an include is read where the script belongs to a project; elsewhere put the text here";

constexpr Advice kAdvice[] = {
    {"c", MetaEffect::none, kConnect},
    {"connect", MetaEffect::none, kConnect},
    {"copy", MetaEffect::none,
     "write \\copy TABLE FROM 'file' with a file of the project, or COPY … FROM stdin with its "
     "data"},
    {"crosstabview", MetaEffect::sends, kSend},
    {"elif", MetaEffect::none, kWriteDo},
    {"else", MetaEffect::none, kWriteDo},
    {"encoding", MetaEffect::none, "write the file in UTF-8; \\encoding UTF8 is accepted"},
    {"endif", MetaEffect::none, kWriteDo},
    {"g", MetaEffect::sends, kSend},
    {"gdesc", MetaEffect::sends, kSend},
    {"gexec", MetaEffect::sends, "write DO $$ … EXECUTE format(…) … $$"},
    {"gset", MetaEffect::sends, "write DO $$ … SELECT … INTO variable … $$"},
    {"gx", MetaEffect::sends, kSend},
    {"i", MetaEffect::none, kInclude},
    {"if", MetaEffect::none, kWriteDo},
    {"include", MetaEffect::none, kInclude},
    {"include_relative", MetaEffect::none, kInclude},
    {"ir", MetaEffect::none, kInclude},
    {"p", MetaEffect::none, "remove the line"},
    {"q", MetaEffect::none, "a script runs to its end; remove what should not run"},
    {"quit", MetaEffect::none, "a script runs to its end; remove what should not run"},
    {"r", MetaEffect::discards, "remove the line and the statement that it throws away"},
    {"reset", MetaEffect::discards, "remove the line and the statement that it throws away"},
    {"set", MetaEffect::none,
     "declare the name in the header (variables: NAME) and pass it with --set NAME=VALUE; \\set "
     "ON_ERROR_STOP is accepted"},
    {"watch", MetaEffect::sends, kSend},
};

constexpr std::string_view kRemove = "only SQL runs; remove the line or write it in SQL";

/// The words of a command line, quotes as written.
std::string_view argument(std::string_view token, size_t name_end) {
  std::string_view rest = trim(token.substr(name_end));
  const size_t end = rest.find_first_of(" \t\r\n");
  return rest.substr(0, end);
}

std::string_view unquoted(std::string_view text) {
  const bool quotes = text.size() >= 2 && text.front() == '\'' && text.back() == '\'';
  return quotes ? text.substr(1, text.size() - 2) : text;
}

bool is_utf8_name(std::string_view name) {
  const std::string lower = to_lower(unquoted(name));
  return lower == "utf8" || lower == "utf-8" || lower == "unicode";
}

bool accepted(std::string_view name, std::string_view first_argument) {
  if (name == "set") return first_argument == "ON_ERROR_STOP";
  if (name == "encoding") return is_utf8_name(first_argument);
  return std::find(std::begin(kAccepted), std::end(kAccepted), name) != std::end(kAccepted);
}

}  // namespace

MetaCommand read_meta(std::string_view token) {
  MetaCommand command;
  if (token.size() > 1 && (token[1] == ';' || token[1] == ':')) {
    command.name = token.substr(0, 2);
    command.problem = "the psql escape " + std::string(command.name) + " is not supported";
    command.hint = "write each statement on its own, ended by a plain semicolon";
    return command;
  }
  size_t end = 1;
  while (end < token.size() && !ascii::is_space(token[end]) && token[end] != '\\') ++end;
  const std::string_view name = token.substr(1, end - 1);
  command.name = token.substr(0, end);
  if (accepted(name, argument(token, end))) return command;
  command.problem = "the psql command " + std::string(command.name) + " is not supported";
  command.hint = kRemove;
  for (const Advice& advice : kAdvice) {
    if (advice.name != name) continue;
    command.effect = advice.effect;
    command.hint = advice.hint;
  }
  return command;
}

MetaCommand read_dot_command(std::string_view line) {
  MetaCommand command;
  command.name = line.substr(0, line.find_first_of(" \t\r\n"));
  command.problem = "the shell command " + std::string(command.name) + " is not supported";
  command.hint = "only SQL runs; remove the line";
  if (command.name == ".import") command.hint = "write the rows as INSERT statements";
  if (command.name == ".read") command.hint = "put the text of the file here";
  return command;
}

}  // namespace migrate::sql
