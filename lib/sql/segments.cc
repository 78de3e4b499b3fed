#include "lib/sql/segments.h"

#include "lib/sql/problem.h"

namespace migrate::sql {

size_t Segmenter::add(const Statement& statement, const Checkpoint& checkpoint) {
  ++outline_.statements;
  outline_.touches_session |= statement.touches_session;
  if (statement.problem) outline_.problems.push_back(*statement.problem);
  if (statement.kind == Kind::refused) {
    report(statement, "refused", statement.verb + " can't run in a migration", statement.why);
  }
  if (statement.kind == Kind::meta) {
    add_meta();
  } else if (statement.kind == Kind::control) {
    add_control(statement, checkpoint);
  } else if (statement.kind == Kind::autocommit || statement.alone) {
    add_alone(statement, checkpoint);
  } else if (begin_ || mode_ == TransactionMode::automatic) {
    add_to_transaction(statement, checkpoint);
  } else {
    add_alone(statement, checkpoint);
  }
  return outline_.segments.empty() ? 0 : outline_.segments.size() - 1;
}

void Segmenter::add_meta() {
  if (!closed_) ++outline_.segments.back().count;
}

void Segmenter::add_control(const Statement& statement, const Checkpoint& checkpoint) {
  switch (statement.control) {
    case Control::begin:
      if (begin_) {
        report(statement, "nested-begin", statement.verb + " inside a transaction",
               "end the one before it with COMMIT, or use SAVEPOINT");
        add_to_transaction(statement, checkpoint);
        return;
      }
      if (mode_ == TransactionMode::off) {
        report(statement, "own-transaction", "a transaction in a script with transaction: off",
               "write transaction: manual, which keeps the script's own transactions");
      }
      open(Segment::Kind::own_transaction, statement, checkpoint);
      begin_ = statement;
      closed_ = false;
      return;
    case Control::commit:
      if (!begin_) {
        report(statement, "commit-without-begin", statement.verb + " without BEGIN",
               "remove it, or write the BEGIN that it ends");
      }
      add_to_transaction(statement, checkpoint);
      begin_.reset();
      closed_ = true;
      return;
    case Control::rollback:
      report(statement, "rollback", statement.verb + " would throw away what the script did",
             "remove it; ROLLBACK TO a savepoint is fine");
      add_to_transaction(statement, checkpoint);
      begin_.reset();
      closed_ = true;
      return;
    case Control::savepoint:
    case Control::none:
      if (!begin_ && mode_ != TransactionMode::automatic) {
        report(statement, "savepoint", statement.verb + " outside a transaction",
               "write BEGIN and COMMIT around it");
      }
      add_to_transaction(statement, checkpoint);
      return;
  }
}

void Segmenter::add_alone(const Statement& statement, const Checkpoint& checkpoint) {
  if (begin_) {
    const std::string why =
        statement.why.empty() ? "It asks for transaction: off. " : statement.why + " ";
    report(statement, "autocommit-in-transaction",
           statement.verb + " can't run inside the script's own transaction",
           why + "Write COMMIT before it and BEGIN behind it, or move it out of the block.");
    add_to_transaction(statement, checkpoint);
    return;
  }
  open(Segment::Kind::alone, statement, checkpoint);
  closed_ = true;
}

void Segmenter::add_to_transaction(const Statement& statement, const Checkpoint& checkpoint) {
  if (closed_) {
    open(Segment::Kind::transaction, statement, checkpoint);
    closed_ = false;
  } else {
    ++outline_.segments.back().count;
  }
  if (statement.kind == Kind::barrier && !begin_) closed_ = true;
}

void Segmenter::open(Segment::Kind kind, const Statement& statement, const Checkpoint& checkpoint) {
  outline_.segments.push_back({kind, statement.index, 1, checkpoint});
}

void Segmenter::report(const Statement& statement, const std::string& code,
                       const std::string& message, const std::string& hint) {
  if (statement.problem) return;
  outline_.problems.push_back(
      problem_at(source_, statement.span.offset, statement.begin, code, message, hint));
}

Outline Segmenter::finish() {
  if (begin_) {
    report(*begin_, "begin-without-commit", begin_->verb + " without COMMIT",
           "end the block with COMMIT, or remove the " + begin_->verb +
               ": statements share a transaction without it");
    begin_.reset();
  }
  return std::move(outline_);
}

Outline outline(const SourceText& source, const Dialect& dialect, TransactionMode mode) {
  Splitter splitter(source, dialect);
  Segmenter segmenter(source, mode);
  while (const auto statement = splitter.next()) {
    segmenter.add(*statement, splitter.checkpoint());
  }
  return segmenter.finish();
}

}  // namespace migrate::sql
