// How fast the splitter reads dumps, from memory, in bytes per second. Build the target bench_split
// with optimisation.
#include <benchmark/benchmark.h>

#include <string>

#include "lib/sql/segments.h"

namespace migrate::sql {
namespace {

constexpr size_t kDumpBytes = 64 * 1024 * 1024;

std::string row(size_t i) { return std::to_string(i * 7919) + "\tname lorem ipsum\t\\N\t0.2500\n"; }

std::string values(size_t i) {
  return "(" + std::to_string(i * 7919) + ", 'name lorem ipsum', 'it''s a note', -0.25, NULL)";
}

std::string copy_dump() {
  std::string text = "COPY public.t (id, a, b, c) FROM stdin;\n";
  for (size_t i = 0; text.size() < kDumpBytes; ++i) text += row(i);
  return text + "\\.\n";
}

std::string insert_dump() {
  std::string text;
  for (size_t i = 0; text.size() < kDumpBytes; ++i) {
    text +=
        "INSERT INTO public.t (id, customer_name, note, total, state) VALUES " + values(i) + ";\n";
  }
  return text;
}

std::string multi_row_dump() {
  constexpr size_t kRows = 1000;
  std::string text;
  for (size_t i = 1; text.size() < kDumpBytes; ++i) {
    text += (i % kRows == 1 ? "INSERT INTO public.t VALUES\n" : "") + values(i) +
            (i % kRows == 0 ? ";\n" : ",\n");
  }
  return text + values(0) + ";\n";
}

void read_dump(benchmark::State& state, std::string (*make)()) {
  const SourceText source = SourceText::from_memory("dump.sql", make());
  for (auto step : state) {
    const Outline found = outline(source, postgresql_dialect(), TransactionMode::automatic);
    if (!found.problems.empty()) state.SkipWithError(found.problems[0].message.c_str());
  }
  state.SetBytesProcessed(static_cast<int64_t>(source.size()) *
                          static_cast<int64_t>(state.iterations()));
}

BENCHMARK_CAPTURE(read_dump, copy, copy_dump)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_dump, one_row_inserts, insert_dump)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_dump, many_row_inserts, multi_row_dump)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace migrate::sql

BENCHMARK_MAIN();
