// The rows of tables as COPY … FROM stdin blocks, as psql and schema files take them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/sink.h"
#include "lib/db/connection.h"
#include "lib/schema/fact.h"

namespace migrate::postgresql {

/// Statements that set the sequences of a table's columns, by table. Sequences go on while a
/// snapshot stands still: what was read of them once is what is written.
using SequenceStates = std::map<schema::Identity, std::string>;

/// As db::Snapshot::write_rows(), in the transaction that introspect_and_stay() left open. Names
/// are written as a session writes them whose search_path is `schema.home`. A partitioned table's
/// rows are written as its own, and those of its partitions then aren't.
void write_rows(db::Connection& connection, const schema::Catalog& schema,
                const std::vector<schema::Identity>& tables, SequenceStates& sequences, Sink& out);

/// A value as COPY's text format has it (manual, COPY, "Text Format"); none: "\N".
void append_copy_text(std::string& out, const db::Value& value);

}  // namespace migrate::postgresql
