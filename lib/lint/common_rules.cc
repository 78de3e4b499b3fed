#include "lib/lint/common_rules.h"

#include <array>

namespace migrate::lint {
namespace {

/// In the order of Common.
constexpr std::array kRules = {
    Rule{
        .id = "empty-revision",
        .severity = Severity::error,
        .tag = Tag::empty,
        .summary = "has no statement",
        .lock = "",
        .why = "an empty script is mostly one that was forgotten: the revision would count as "
               "applied, and nothing would have happened.",
        .advice = "write the statements, or say that it is meant so: -- empty: allow",
        .bad = "-- nothing yet\n",
        .good = "-- empty: allow by Ann: joins two branches\n",
    },
    Rule{
        .id = "unparsed-statement",
        .severity = Severity::note,
        .tag = Tag::none,
        .summary = "could not be read by the parser",
        .lock = "",
        .why = "a statement in a newer grammar than the parser's, or a wrong one. Only its words "
               "were looked through for what loses data.",
        .advice = "look at it yourself, and try it on a copy of the database",
        .bad = "SELEC 1;\n",
        .good = "SELECT 1;\n",
    },
    Rule{
        .id = "invalid-statement",
        .severity = Severity::error,
        .tag = Tag::none,
        .summary = "can't be run as it stands",
        .lock = "",
        .why = "the script would be refused before it runs.",
        .advice = "see the message",
        .bad = "SELECT 'no end;\n",
        .good = "SELECT 'an end';\n",
    },
    Rule{
        .id = "tag-value",
        .severity = Severity::error,
        .tag = Tag::none,
        .summary = "a tag that does not say what it should",
        .lock = "",
        .why = "only the tag's own word is consent: a slip must not pass for one.",
        .advice = "write `destructive: approved`, `type-change: approved`, `backfill: ok` or "
                  "`empty: allow`; `by NAME` and `: reason` may follow",
        .bad = "-- destructive: aproved\nDROP TABLE notes;\n",
        .good = "-- destructive: approved by Ann: nobody reads it since May\nDROP TABLE notes;\n",
    },
    Rule{
        .id = "tag-misspelt",
        .severity = Severity::error,
        .tag = Tag::none,
        .summary = "a comment that is nearly a tag",
        .lock = "",
        .why = "it approves nothing, and whoever wrote it thinks it does.",
        .advice = "write the tag's name as it is",
        .bad = "-- destructve: approved\nDROP TABLE notes;\n",
        .good = "-- destructive: approved by Ann\nDROP TABLE notes;\n",
    },
    Rule{
        .id = "unknown-rule",
        .severity = Severity::error,
        .tag = Tag::none,
        .summary = "lint-ignore names no rule",
        .lock = "",
        .why = "it ignores nothing.",
        .advice = "`migrate lint --rules` lists the rules",
        .bad = "-- lint-ignore: drop-tabel\nCREATE TABLE fresh (id bigint PRIMARY KEY);\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY);\n",
    },
    Rule{
        .id = "unused-tag",
        .severity = Severity::warning,
        .tag = Tag::none,
        .summary = "a tag that approves nothing",
        .lock = "",
        .why = "it would approve what is written below it later, unseen.",
        .advice = "take it out",
        .bad = "-- destructive: approved\nCREATE TABLE fresh (id bigint PRIMARY KEY);\n",
        .good = "CREATE TABLE fresh (id bigint PRIMARY KEY);\n",
    },
    Rule{
        .id = "unused-ignore",
        .severity = Severity::warning,
        .tag = Tag::none,
        .summary = "lint-ignore for a rule that finds nothing",
        .lock = "",
        .why = "it would hide what is written below it later.",
        .advice = "take it out",
        .bad = "-- lint-ignore: drop-table\nCREATE TABLE fresh (id bigint PRIMARY KEY);\n",
        .good = "-- lint-ignore: drop-table by Ann: the nightly job makes it again\n"
                "DROP TABLE notes;\n",
    },
    Rule{
        .id = "unnamed-approval",
        .severity = Severity::error,
        .tag = Tag::none,
        .summary = "an approval without a name (with `[policy] approvals = \"named\"`)",
        .lock = "",
        .why = "the project wants to know whom to ask.",
        .advice = "write who approves it behind the tag's word: by NAME",
        .bad = "-- destructive: approved\nDROP TABLE notes;\n",
        .good = "-- destructive: approved by Ann\nDROP TABLE notes;\n",
    },
    Rule{
        .id = "unreviewed-generated",
        .severity = Severity::warning,
        .tag = Tag::none,
        .summary = "was written by the program, and nobody says that they read it",
        .lock = "",
        .why = "the program knows the schema, and not the data, the load and the programs that use "
               "it.",
        .advice = "read it; edit it where it should be otherwise, or write who read it in place of "
                  "the digest: -- generated: reviewed by NAME",
        .bad = "-- generated: s1:2c899ccae7c12583\n\n"
               "CREATE TABLE fresh (id bigint PRIMARY KEY);\n",
        .good = "-- generated: reviewed by Ann\n\n"
                "CREATE TABLE fresh (id bigint PRIMARY KEY);\n",
    },
    Rule{
        .id = "lossy-down-undocumented",
        .severity = Severity::warning,
        .tag = Tag::none,
        .summary = "loses what its down script can't bring back, and that script doesn't say so",
        .lock = "",
        .why = "whoever goes back at night reads the plan, which tells what `lossy:` says, and "
               "trusts that nothing else is lost.",
        .advice = "write what is lost into the down script's header, `-- lossy: …`, or why there "
                  "is no way back, `-- irreversible: …`",
        .bad = "-- destructive: approved by Ann\nDROP TABLE notes;\n"
               "-- the down script:\n"
               "CREATE TABLE notes (id bigint PRIMARY KEY);\n",
        .good = "-- destructive: approved by Ann\nDROP TABLE notes;\n"
                "-- the down script:\n"
                "-- lossy: the rows of notes\n\n"
                "CREATE TABLE notes (id bigint PRIMARY KEY);\n",
    },
};

}  // namespace

std::span<const Rule> common_rules() { return kRules; }

const Rule& rule_of(Common rule) { return kRules.at(static_cast<size_t>(rule)); }

}  // namespace migrate::lint
