#include "cmd/migrate/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "cmd/migrate/suggestions.h"
#include "lib/base/error.h"

namespace migrate::cmd {
namespace {

/// An option as the library holds it, beside our row.
struct Bound {
  const OptionSpec* spec = nullptr;
  CLI::Option* option = nullptr;
};

std::string flags_of(const OptionSpec& spec) {
  std::string flags;
  if (spec.shorthand != 0) flags = std::string("-") + spec.shorthand + ",";
  return flags + std::string(spec.name);
}

/// Declares `spec` in `app`. The library only collects: how often an option may stand is checked
/// afterwards, so that --help works on an incomplete command line.
Bound declare(CLI::App& app, const OptionSpec& spec) {
  CLI::Option* option = nullptr;
  if (spec.flag()) {
    option = app.add_flag(flags_of(spec))->disable_flag_override();
  } else {
    option = app.add_option(flags_of(spec), [](const CLI::results_t&) { return true; });
    option->expected(1)->allow_extra_args(spec.positional() && spec.repeatable());
  }
  option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  return {&spec, option};
}

std::vector<Bound> declare_all(CLI::App& app, const std::vector<OptionSpec>& specs) {
  std::vector<Bound> bound;
  for (const OptionSpec& spec : specs) {
    if (spec.count != OptionSpec::Count::behind) bound.push_back(declare(app, spec));
  }
  return bound;
}

void collect(const std::vector<Bound>& bound, Arguments& arguments) {
  for (const Bound& one : bound) {
    if (one.option->count() == 0) continue;
    if (one.spec->flag()) {
      arguments.add(std::string(one.spec->name), "true");
      continue;
    }
    for (const std::string& value : one.option->results()) {
      arguments.add(std::string(one.spec->name), value);
    }
  }
}

std::string example_of(const Command& command) {
  return "for example: " + std::string(command.example.substr(0, command.example.find('\n')));
}

/// How often each option of `command` stands there.
void check_counts(const Command& command, const Arguments& arguments) {
  for (const OptionSpec& spec : command.options) {
    using Count = OptionSpec::Count;
    const std::string name(spec.name);
    const size_t count = arguments.values(name).size();
    if (count == 0 && (spec.count == Count::required || spec.count == Count::at_least_one)) {
      throw Error(ErrorCode::usage, "'migrate " + std::string(command.name) + "' needs " + name,
                  example_of(command));
    }
  }
}

void check_repeated(const std::vector<OptionSpec>& specs, const Arguments& arguments) {
  for (const OptionSpec& spec : specs) {
    if (!spec.repeatable() && arguments.values(spec.name).size() > 1) {
      throw Error(ErrorCode::usage,
                  "option " + std::string(spec.name) + " is given more than once");
    }
  }
}

/// The error for words that nothing took, in the order of the command line.
[[noreturn]] void refuse_extras(const std::vector<std::string>& extras, const Command* command) {
  const std::string& word = extras.front();
  if (word.size() > 1 && word[0] == '-') {
    std::vector<std::string> known;
    for (const OptionSpec& spec : global_options()) known.emplace_back(spec.name);
    if (command != nullptr) {
      for (const OptionSpec& spec : command->options) {
        if (!spec.positional()) known.emplace_back(spec.name);
      }
    }
    throw unknown_option(word, command == nullptr ? "" : std::string(command->name), known);
  }
  if (command == nullptr) throw unknown_command(word);
  throw Error(
      ErrorCode::usage,
      "'migrate " + std::string(command->name) + "' takes no further argument '" + word + "'",
      "'migrate " + std::string(command->name) + " --help' shows what it takes");
}

/// The library's complaint in our words. It names the option first: "--url: 1 required …", and
/// without its dashes where a flag was given a value.
[[noreturn]] void refuse(const CLI::ParseError& error) {
  const std::string what = error.what();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) == nullptr) {
    throw Error(ErrorCode::usage, what, "'migrate --help' shows how it is used");
  }
  const std::string name = what.substr(0, what.find_first_of(": "));
  if (name.starts_with("-")) throw Error(ErrorCode::usage, "option " + name + " needs a value");
  const std::string dashes = name.size() == 1 ? "-" : "--";
  throw Error(ErrorCode::usage, "option " + dashes + name + " takes no value");
}

/// What takes the words behind "--"; null: they are like any others.
const OptionSpec* spec_behind(const Command* command) {
  if (command == nullptr) return nullptr;
  const auto found =
      std::find_if(command->options.begin(), command->options.end(),
                   [](const OptionSpec& spec) { return spec.count == OptionSpec::Count::behind; });
  return found == command->options.end() ? nullptr : &*found;
}

/// `migrate help [COMMAND]`, as many tools have it.
std::vector<std::string> with_help_option(std::vector<std::string> words) {
  if (words.empty() || words[0] != "help") return words;
  words.erase(words.begin());
  words.emplace_back("--help");
  return words;
}

}  // namespace

namespace {

CommandLine parse_words(const std::vector<std::string>& words) {
  CLI::App app;
  app.set_help_flag();
  app.require_subcommand(0, 1);
  app.allow_extras();
  const std::vector<Bound> global = declare_all(app, global_options());
  CLI::Option* version = app.add_flag("-V,--version")->disable_flag_override();
  std::vector<std::pair<const Command*, std::vector<Bound>>> local;
  for (const Command* command : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command->name));
    sub->set_help_flag();
    sub->fallthrough();
    sub->allow_extras();
    local.emplace_back(command, declare_all(*sub, command->options));
  }

  std::vector<std::string> reversed = with_help_option(words);
  std::reverse(reversed.begin(), reversed.end());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    refuse(error);
  }

  CommandLine line;
  collect(global, line.arguments);
  for (const auto& [command, bound] : local) {
    if (!app.got_subcommand(std::string(command->name))) continue;
    line.command = command;
    collect(bound, line.arguments);
  }
  std::vector<std::string> extras = app.remaining(true);
  std::erase(extras, "--");  // the library keeps the mark
  if (!extras.empty()) refuse_extras(extras, line.command);
  if (version->count() > 0) {
    line.act = CommandLine::Act::version;
  } else if (line.arguments.has("--help") || line.command == nullptr) {
    line.act = CommandLine::Act::help;
  }
  if (line.act != CommandLine::Act::run) return line;
  check_repeated(global_options(), line.arguments);
  check_repeated(line.command->options, line.arguments);
  check_counts(*line.command, line.arguments);
  return line;
}

}  // namespace

CommandLine parse_command_line(const std::vector<std::string>& words) {
  const auto mark = std::find(words.begin(), words.end(), "--");
  const auto is_taker = [](const std::string& word) { return spec_behind(find_command(word)); };
  if (mark == words.end() || std::none_of(words.begin(), mark, is_taker)) return parse_words(words);
  CommandLine line = parse_words({words.begin(), mark});
  const OptionSpec* spec = spec_behind(line.command);
  if (spec == nullptr) return parse_words(words);
  for (auto word = mark + 1; word != words.end(); ++word) {
    line.arguments.add(std::string(spec->name), *word);
  }
  return line;
}

}  // namespace migrate::cmd
