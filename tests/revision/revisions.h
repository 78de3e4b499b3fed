// Revisions and graphs from literals, for tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/revision/graph.h"

namespace migrate::test {

/// A revision without files: `text` is "id", "id: parent parent", or "id: parent; needed needed"
/// (depends-on behind the semicolon). Created in the order of `created`.
inline revision::Revision make_revision(const std::string& text, const std::string& created = "") {
  revision::Revision made;
  std::string word;
  int place = 0;
  for (const char c : text + " ") {
    if (c != ' ' && c != ':' && c != ';') {
      word += c;
      continue;
    }
    if (!word.empty()) {
      if (place == 0) made.id = word;
      if (place == 1) made.parents.push_back(word);
      if (place == 2) made.depends_on.push_back(word);
    }
    word.clear();
    if (c == ':') place = 1;
    if (c == ';') place = 2;
  }
  made.created = created;
  made.message = "message of " + made.id;
  const std::string file = "versions/" + made.id + ".up.sql";
  made.up.source = SourceText::from_memory(file, "-- revision: " + made.id + "\n\nSELECT 1;\n");
  made.up.header.lines = {{"revision", made.id, 1}, {"parents", "", 2}};
  made.down = revision::ScriptFile{
      SourceText::from_memory("versions/" + made.id + ".down.sql", "SELECT 2;\n"), {}, "", ""};
  return made;
}

inline std::vector<revision::Revision> make_revisions(const std::vector<std::string>& texts) {
  std::vector<revision::Revision> made;
  for (const std::string& text : texts) made.push_back(make_revision(text));
  return made;
}

/// A graph that must have no findings.
inline revision::RevisionGraph graph_of(std::vector<revision::Revision> revisions) {
  std::vector<Diagnostic> diagnostics;
  revision::RevisionGraph graph(std::move(revisions), diagnostics);
  for (const Diagnostic& found : diagnostics) ADD_FAILURE() << found.message;
  return graph;
}
inline revision::RevisionGraph make_graph(const std::vector<std::string>& texts) {
  return graph_of(make_revisions(texts));
}

/// "a b c": the ids of `indices`.
inline std::string ids(const revision::RevisionGraph& graph, const std::vector<size_t>& indices) {
  std::string text;
  for (const size_t index : indices) text += (text.empty() ? "" : " ") + graph.at(index).id;
  return text;
}
inline std::string ids(const revision::RevisionGraph& graph, const std::vector<bool>& mask) {
  std::vector<size_t> indices;
  for (size_t i = 0; i < mask.size(); ++i) {
    if (mask[i]) indices.push_back(i);
  }
  return ids(graph, indices);
}
inline std::string order(const revision::RevisionGraph& graph) {
  return ids(graph, std::vector<bool>(graph.size(), true));
}

}  // namespace migrate::test
