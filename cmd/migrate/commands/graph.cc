// migrate graph: the revisions as a drawing.
#include "cmd/migrate/commands.h"
#include "cmd/migrate/commands/select.h"
#include "cmd/migrate/context.h"
#include "lib/base/error.h"
#include "lib/base/file.h"
#include "lib/plan/whole_graph.h"
#include "lib/report/graph_diagram.h"
#include "lib/report/graph_html.h"
#include "lib/report/graph_text.h"

namespace migrate::cmd {
namespace {

using report::GraphLine;
using report::GraphPicture;
using report::NodeState;
using Colour = Terminal::Colour;

enum class Format { text, dot, mermaid, html, json };
constexpr std::pair<std::string_view, Format> kFormats[] = {{"text", Format::text},
                                                            {"dot", Format::dot},
                                                            {"mermaid", Format::mermaid},
                                                            {"html", Format::html}};

Format format_of(const Context& context) {
  const std::optional<std::string> name = context.arguments().value("--format");
  if (!name) return context.json() ? Format::json : Format::text;
  if (context.json()) throw Error(ErrorCode::usage, "--format and --json exclude each other");
  for (const auto& [known, format] : kFormats) {
    if (known == *name) return format;
  }
  throw Error(ErrorCode::usage, "'" + *name + "' is no format of a graph",
              "--format takes text, dot, mermaid or html");
}

Colour colour_of(NodeState state) {
  switch (state) {
    case NodeState::applied:
      return Colour::green;
    case NodeState::pending:
      return Colour::yellow;
    case NodeState::half_run:
    case NodeState::unknown:
      return Colour::red;
    case NodeState::not_asked:
      break;
  }
  return Colour::none;
}

std::string painted(const Terminal& terminal, const GraphLine& line) {
  const auto paint = [&](std::string_view text, Colour colour) {
    return terminal.paint(text, colour, Terminal::Stream::out);
  };
  if (line.node == nullptr || !terminal.colours(Terminal::Stream::out)) return to_text(line);
  const std::string_view state = report::to_string(line.node->state);
  std::string out = line.lanes + " " + paint(line.node->revision->id, Colour::bold);
  if (!state.empty()) out += " " + paint(state, colour_of(line.node->state));
  if (!line.marks.empty()) out += paint(line.marks, Colour::cyan);
  return out + (line.message.empty() ? "" : " ") + line.message;
}

void print_lines(Context& context, const GraphPicture& picture) {
  const std::optional<size_t> columns = context.terminal().line_limit(Terminal::Stream::out);
  std::string out;
  for (GraphLine& line : report::graph_lines(picture)) {
    if (columns) report::cut(line, *columns);
    out += painted(context.terminal(), line) + "\n";
  }
  context.print(out);
}

std::string text_of(const GraphPicture& picture) {
  std::string out;
  for (const GraphLine& line : report::graph_lines(picture)) out += to_text(line) + "\n";
  return out;
}

std::string rendered(const GraphPicture& picture, Format format) {
  switch (format) {
    case Format::text:
      return text_of(picture);
    case Format::dot:
      return report::graph_dot(picture);
    case Format::mermaid:
      return report::graph_mermaid(picture);
    case Format::html:
      return report::graph_html(picture);
    case Format::json:
      break;
  }
  return json::dump(report::graph_json(picture)) + "\n";
}

void write(Context& context, const GraphPicture& picture) {
  const Format format = format_of(context);
  const std::optional<std::string> file = context.arguments().value("--output");
  if (picture.nodes.empty()) context.tell("there are no revisions to draw");
  if (file) {
    write_file(*file, rendered(picture, format));
    context.tell("wrote " + *file);
  } else if (format == Format::text) {
    print_lines(context, picture);
  } else {
    context.print(rendered(picture, format));
  }
}

/// Opens the database for the revisions' state. A drawing can do without, and then says why it has
/// to; a range that counts from what is applied can't.
bool ask_for_state(Context& context, const std::string& range) {
  const bool must = counts_from_current(range);
  if (context.settings().url.empty() && !must) return false;
  try {
    context.load(Needs::empty_database);
    return true;
  } catch (const Error& error) {
    if (must || error.code() != ErrorCode::unreachable) throw;
    context.tell(std::string("drawn without the database's state: ") + error.what());
    return false;
  }
}

/// The revisions of `files` and those that only the database has. `files` null: only the latter.
void draw_with_state(Context& context, const std::string& range,
                     const revision::RevisionGraph* files) {
  const plan::History& history = context.database().history();
  const revision::RevisionGraph none;
  const revision::RevisionGraph& known = files == nullptr ? none : *files;
  const plan::WholeGraph whole(known, plan::match(known, history));
  const plan::State state = plan::match(whole.graph(), history);
  GraphPicture picture = report::graph_picture(
      {whole.graph(), &state}, revisions_in(whole.graph(), range, state.applied), files);
  picture.target = context.target();
  write(context, picture);
}

void draw(Context& context, const std::string& range) {
  const revision::RevisionGraph& graph = context.graph();
  const std::vector<bool> nothing(graph.size(), false);
  write(context, report::graph_picture({graph}, revisions_in(graph, range, nothing), nullptr));
}

ExitCode run(Context& context) {
  (void)format_of(context);  // before anything is read
  const std::string range = context.arguments().value_or("--range", ":");
  if (context.arguments().has("--stored")) {
    context.load(Needs::connection);
    draw_with_state(context, range, nullptr);
    return ExitCode::done;
  }
  context.load(Needs::revisions);
  if (ask_for_state(context, range)) {
    draw_with_state(context, range, &context.graph());
  } else {
    draw(context, range);
  }
  return ExitCode::done;
}

}  // namespace

const Command& graph_command() {
  static const Command command = {
      .name = "graph",
      .group = Group::looking,
      .summary = "draw the revisions with their branches and merges",
      .description =
          "Draws the revisions, newest first, as 'git log --graph' draws commits; what a\n"
          "revision needs beside its parents (depends-on) stands behind it. Where a\n"
          "database is configured and can be reached, each shows its state. Long messages\n"
          "are cut on a terminal. --format html writes one page that needs nothing else,\n"
          "with a search box; dot is for Graphviz, mermaid for pages on GitHub or GitLab.",
      .example = "migrate graph\nmigrate graph -r 5cd0: --format html -o graph.html",
      .options = {{"--range", 'r', "A:B", "only from A to B; either may be left out"},
                  {"--format", 0, "text|dot|mermaid|html", "how it is drawn (default: text)"},
                  {"--output", 'o', "FILE", "write to FILE"},
                  {"--stored", 0, "", "what the database's history says; reads no files"}},
      .needs = Needs::settings,
      .run = run,
  };
  return command;
}

}  // namespace migrate::cmd
