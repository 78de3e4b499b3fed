#include "cmd/migrate/completion.h"

#include <algorithm>
#include <utility>

#include "lib/base/text.h"

namespace migrate::cmd {
namespace {

using Values = CompletionPlace::Values;

/// What completes a value, by the name of its option or by what the help calls it.
constexpr std::pair<std::string_view, Values> kValues[] = {
    {"--env", Values::environments}, {"--dialect", Values::engines}, {"FILE", Values::files},
    {"DIR", Values::directories},    {"REV", Values::revisions},     {"TARGET", Values::revisions},
    {"A:B", Values::revisions},
};

std::string_view called(const OptionSpec& spec) {
  return spec.positional() ? spec.name : spec.value;
}

Values values_of(const OptionSpec& spec) {
  if (called(spec).find('|') != std::string_view::npos) return Values::choices;
  for (const auto& [name, values] : kValues) {
    if (name == spec.name || name == called(spec)) return values;
  }
  return Values::none;
}

/// Reads the words one by one, as the command line's parser does, but takes everything.
class Reader {
 public:
  void read(const std::string& word) {
    if (awaiting_ != nullptr) {
      place_.arguments.add(std::string(awaiting_->name), word);
      awaiting_ = nullptr;
    } else if (word == "--" && !only_positional_) {
      only_positional_ = true;
    } else if (is_option(word)) {
      read_option(word);
    } else if (place_.command == nullptr) {
      place_.command = find_command(word);  // null for `help`: a command follows
    } else {
      ++positional_;
    }
  }

  CompletionPlace place_of(const std::string& word) {
    place_.word = word;
    const size_t equals = word.find('=');
    if (awaiting_ != nullptr) {
      expect(*awaiting_);
    } else if (is_option(word) && equals != std::string::npos) {
      place_.given = word.substr(0, equals + 1);
      place_.word = word.substr(equals + 1);
      const OptionSpec* spec = find_option(word.substr(0, equals));
      if (spec != nullptr && !spec->flag()) expect(*spec);
    } else if (is_option(word)) {
      place_.values = Values::options;
    } else if (place_.command == nullptr) {
      place_.values = Values::commands;
    } else if (const OptionSpec* spec = next_positional()) {
      expect(*spec);
    }
    return std::move(place_);
  }

 private:
  [[nodiscard]] bool is_option(const std::string& word) const {
    return !only_positional_ && word.starts_with('-');
  }

  /// "--name" or "-n", of the command or of all.
  [[nodiscard]] const OptionSpec* find_option(const std::string& word) const {
    const auto fits = [&](const OptionSpec& spec) {
      const bool brief = word.size() == 2 && spec.shorthand != 0 && word[1] == spec.shorthand;
      return !spec.positional() && (brief || spec.name == word);
    };
    if (place_.command != nullptr) {
      for (const OptionSpec& spec : place_.command->options) {
        if (fits(spec)) return &spec;
      }
    }
    for (const OptionSpec& spec : global_options()) {
      if (fits(spec)) return &spec;
    }
    return nullptr;
  }

  void read_option(const std::string& word) {
    const size_t equals = word.find('=');
    const OptionSpec* spec = find_option(word.substr(0, equals));
    if (spec == nullptr) return;
    if (equals != std::string::npos) {
      place_.arguments.add(std::string(spec->name), word.substr(equals + 1));
    } else if (spec->flag()) {
      place_.arguments.add(std::string(spec->name), "true");
    } else {
      awaiting_ = spec;
    }
  }

  [[nodiscard]] const OptionSpec* next_positional() const {
    size_t before = 0;
    for (const OptionSpec& spec : place_.command->options) {
      if (!spec.positional()) continue;
      if (before == positional_ || spec.repeatable()) return &spec;
      ++before;
    }
    return nullptr;
  }

  void expect(const OptionSpec& spec) {
    place_.spec = &spec;
    place_.values = values_of(spec);
    const size_t colon = place_.word.find(':');
    if (place_.values != Values::revisions || colon == std::string::npos) return;
    place_.given += place_.word.substr(0, colon + 1);  // of a range, its end is completed
    place_.word.erase(0, colon + 1);
  }

  CompletionPlace place_;
  const OptionSpec* awaiting_ = nullptr;
  bool only_positional_ = false;
  size_t positional_ = 0;
};

void add(std::vector<Candidate>& candidates, const CompletionPlace& place, std::string_view value,
         std::string_view description) {
  if (!value.starts_with(place.word)) return;
  candidates.push_back({place.given + std::string(value), std::string(description)});
}

void add_options(std::vector<Candidate>& candidates, const CompletionPlace& place,
                 const std::vector<OptionSpec>& specs) {
  for (const OptionSpec& spec : specs) {
    if (spec.positional() || (place.arguments.has(spec.name) && !spec.repeatable())) continue;
    add(candidates, place, spec.name, spec.help);
  }
}

}  // namespace

CompletionPlace completion_place(const std::vector<std::string>& words) {
  Reader reader;
  for (size_t i = 0; i + 1 < words.size(); ++i) reader.read(words[i]);
  return reader.place_of(words.empty() ? "" : words.back());
}

std::vector<Candidate> table_candidates(const CompletionPlace& place) {
  std::vector<Candidate> candidates;
  if (place.values == Values::commands) {
    for (const Command* command : commands())
      add(candidates, place, command->name, command->summary);
  } else if (place.values == Values::options) {
    if (place.command != nullptr) add_options(candidates, place, place.command->options);
    add_options(candidates, place, global_options());
  } else if (place.values == Values::choices) {
    for (const std::string& choice : split(called(*place.spec), '|')) {
      add(candidates, place, choice, "");
    }
  }
  return candidates;
}

std::vector<Candidate> revision_candidates(const CompletionPlace& place,
                                           const revision::RevisionGraph& graph) {
  std::vector<Candidate> candidates;
  add(candidates, place, "head", "the newest revision");
  add(candidates, place, "heads", "the newest revision of every branch");
  add(candidates, place, "base", "before the first revision");
  add(candidates, place, "current", "what the database is at");
  for (const std::string& label : graph.labels()) {
    add(candidates, place, label + "@head", "the newest revision of the branch");
  }
  for (size_t i = graph.size(); i-- > 0;) {
    add(candidates, place, graph.at(i).id, graph.at(i).message);
  }
  return candidates;
}

std::vector<Candidate> named_candidates(const CompletionPlace& place,
                                        const std::vector<std::string>& names) {
  std::vector<Candidate> candidates;
  for (const std::string& name : names) add(candidates, place, name, "");
  return candidates;
}

}  // namespace migrate::cmd
