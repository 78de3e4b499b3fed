// Carries statements out on the catalog: one function per kind of statement, and one per kind of
// change of a table.
#include <algorithm>
#include <iterator>

#include "lib/postgresql/lint/catalog.h"
#include "lib/postgresql/lint/definition.h"

namespace migrate::postgresql::lint {
namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void set_not_null(Table& table, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (Column* column = table.column(name)) column->not_null = true;
  }
}

void put(std::set<std::string>& names, const std::string& name, bool in) {
  if (in) {
    names.insert(name);
  } else {
    names.erase(name);
  }
}

}  // namespace

/// Applies one statement; a friend of the catalog.
class Replay {
 public:
  explicit Replay(Catalog& catalog) : catalog_(catalog) {}

  void apply(std::string_view kind, const Tree& body) {
    struct Handler {
      std::string_view kind;
      void (Replay::*act)(const Tree&);
    };
    static constexpr Handler kHandlers[] = {
        {"CreateStmt", &Replay::create_table},
        {"CreateTableAsStmt", &Replay::create_as},
        {"IndexStmt", &Replay::create_index},
        {"AlterTableStmt", &Replay::alter_table},
        {"DropStmt", &Replay::drop},
        {"RenameStmt", &Replay::rename},
        {"AlterObjectSchemaStmt", &Replay::move},
        {"ViewStmt", &Replay::create_view},
        {"CreateDomainStmt", &Replay::create_domain},
        {"AlterDomainStmt", &Replay::alter_domain},
        {"CreateEnumStmt", &Replay::create_enum},
        {"CreateFunctionStmt", &Replay::create_function},
        {"VariableSetStmt", &Replay::set_variable},
        {"InsertStmt", &Replay::insert},
        {"TruncateStmt", &Replay::truncate},
        {"CopyStmt", &Replay::fill},
        {"CreatePolicyStmt", &Replay::create_policy},
    };
    for (const Handler& handler : kHandlers) {
      if (handler.kind == kind) (this->*handler.act)(body);
    }
  }

 private:
  Table& new_table(const Tree& relation) {
    const Name name = catalog_.resolve(name_of(relation));
    Table& table = catalog_.tables_[name];
    table = Table{name};
    table.fresh = true;
    table.temporary = relation["relpersistence"].text() == "t";
    return table;
  }

  void create_table(const Tree& body) {
    const Name name = name_of(body["relation"]);
    if (flag(body, "if_not_exists") && catalog_.table(name) != nullptr) return;
    Table& table = new_table(body["relation"]);
    table.partitioned = !body["partspec"].is_null();
    table.whole = body["inhRelations"].items().empty() && body["ofTypename"].is_null();
    for (const Tree& element : body["tableElts"].items()) add_element(table, element);
    if (!body["partbound"].is_null() && !body["inhRelations"].items().empty()) {
      attach(body["inhRelations"].items()[0]["RangeVar"], table.name, body["partbound"]);
    }
  }

  void add_element(Table& table, const Tree& element) {
    if (kind_of(element) == "ColumnDef") {
      add_column(table, body_of(element));
    } else if (kind_of(element) == "Constraint") {
      add_constraint(table, body_of(element), "");
    } else {
      table.whole = false;  // LIKE
    }
  }

  void add_column(Table& table, const Tree& definition) {
    Column column = column_of(definition);
    const std::string name = column.name;
    column.fresh = true;
    if (table.column(name) != nullptr) return;
    table.columns.push_back(std::move(column));
    for (const Tree& node : definition["constraints"].items()) {
      const Tree& body = node["Constraint"];
      if (is_table_constraint(body["contype"].text())) add_constraint(table, body, name);
    }
  }

  void add_constraint(Table& table, const Tree& body, const std::string& column) {
    Constraint constraint = constraint_of(body, table.name.name, column);
    if (!constraint.parent.name.empty()) constraint.parent = catalog_.resolve(constraint.parent);
    const bool by_index = constraint.kind == Constraint::Kind::primary ||
                          constraint.kind == Constraint::Kind::unique ||
                          constraint.kind == Constraint::Kind::exclusion;
    const std::string& existing = body["indexname"].text();
    if (!existing.empty()) {
      // The index takes the constraint's name, where it has one.
      if (body["conname"].text().empty()) constraint.name = existing;
      for (Index& index : table.indexes) {
        if (index.name.name != existing) continue;
        constraint.columns = index.columns;
        index.name.name = constraint.name;
      }
    } else if (by_index) {
      table.indexes.push_back(index_behind(constraint, table.name));
    }
    if (constraint.kind == Constraint::Kind::primary) set_not_null(table, constraint.columns);
    table.constraints.push_back(std::move(constraint));
  }

  void create_as(const Tree& body) {
    const Tree& into = body["into"];
    if (flag(body, "if_not_exists") && catalog_.table(name_of(into["rel"])) != nullptr) return;
    Table& table = new_table(into["rel"]);
    table.whole = false;
    table.populated = !flag(into, "skipData");
    if (body["objtype"].text() != "OBJECT_MATVIEW") return;
    table.kind = Table::Kind::materialized_view;
    add_view(table.name, body["query"]);
  }

  void create_index(const Tree& body) {
    Table* table = catalog_.table(name_of(body["relation"]));
    if (table != nullptr) table->indexes.push_back(index_of(body, table->name));
  }

  void alter_table(const Tree& body) {
    if (body["objtype"].text() != "OBJECT_TABLE") return;
    Table& table = table_to_alter(catalog_.resolve(name_of(body["relation"])));
    for (const Tree& node : body["cmds"].items()) alter(table, node["AlterTableCmd"]);
  }

  /// One that was made out of sight is known from here on, as far as its changes tell.
  Table& table_to_alter(const Name& name) {
    const auto [found, added] = catalog_.tables_.try_emplace(name);
    if (added) {
      found->second.name = name;
      found->second.whole = false;
    }
    return found->second;
  }

  void alter(Table& table, const Tree& command) {
    const std::string& subtype = command["subtype"].text();
    const std::string& name = command["name"].text();
    const Tree& definition = command["def"];
    Column* column = table.column(name);
    if (subtype == "AT_AddColumn") {
      add_column(table, definition["ColumnDef"]);
    } else if (subtype == "AT_AddConstraint") {
      add_constraint(table, definition["Constraint"], "");
    } else if (subtype == "AT_DropColumn") {
      drop_column(table, name);
    } else if (subtype == "AT_DropConstraint") {
      drop_constraint(table, name);
    } else if (subtype == "AT_ValidateConstraint") {
      for (Constraint& constraint : table.constraints) {
        if (constraint.name == name) constraint.validated = true;
      }
    } else if (subtype == "AT_AttachPartition") {
      attach_command(table, definition["PartitionCmd"]);
    } else if (subtype == "AT_DetachPartition") {
      detach(definition["PartitionCmd"]);
    } else if (subtype == "AT_EnableRowSecurity" || subtype == "AT_DisableRowSecurity") {
      table.row_security = subtype == "AT_EnableRowSecurity";
    } else if (column != nullptr) {
      alter_column(*column, subtype, definition);
    }
  }

  static void alter_column(Column& column, const std::string& subtype, const Tree& definition) {
    if (subtype == "AT_SetNotNull") column.not_null = true;
    if (subtype == "AT_DropNotNull") column.not_null = false;
    if (subtype == "AT_ColumnDefault") column.has_default = !definition.is_null();
    if (subtype == "AT_AddIdentity") column.fills_itself = true;
    if (subtype != "AT_AlterColumnType") return;
    column.type = type_of(definition["ColumnDef"]["typeName"]);
    const auto collation = strings(definition["ColumnDef"]["collClause"]["collname"]);
    column.collation = collation.empty() ? "" : collation.back();
  }

  static void drop_column(Table& table, const std::string& name) {
    std::erase_if(table.columns, [&](const Column& column) { return column.name == name; });
    std::erase_if(table.constraints, [&](const auto& known) { return has(known.columns, name); });
    std::erase_if(table.indexes, [&](const Index& index) { return has(index.columns, name); });
  }

  static void drop_constraint(Table& table, const std::string& name) {
    const Constraint* known = table.constraint(name);
    if (known == nullptr) return;
    if (known->kind != Constraint::Kind::check && known->kind != Constraint::Kind::foreign) {
      std::erase_if(table.indexes, [&](const Index& index) { return index.name.name == name; });
    }
    std::erase_if(table.constraints, [&](const auto& other) { return other.name == name; });
  }

  void attach_command(const Table& table, const Tree& command) {
    if (Table* child = catalog_.table(name_of(command["name"]))) child->partition_of = table.name;
    if (!flag(command["bound"], "is_default")) return;
    if (Table* parent = catalog_.table(table.name)) parent->has_default_partition = true;
  }

  void attach(const Tree& parent_range, const Name& child, const Tree& bound) {
    const Name name = catalog_.resolve(name_of(parent_range));
    catalog_.tables_[child].partition_of = name;
    Table* parent = catalog_.table(name);
    if (parent != nullptr && flag(bound, "is_default")) parent->has_default_partition = true;
  }

  void detach(const Tree& command) {
    if (Table* child = catalog_.table(name_of(command["name"]))) child->partition_of = {};
  }

  void drop(const Tree& body) {
    const std::string& type = body["removeType"].text();
    for (const Tree& node : body["objects"].items()) {
      const Name written = object_name(node);
      const Name name = catalog_.resolve(written);
      if (type == "OBJECT_TABLE" || type == "OBJECT_MATVIEW") catalog_.tables_.erase(name);
      if (type == "OBJECT_VIEW" || type == "OBJECT_MATVIEW") catalog_.views_.erase(name);
      if (type == "OBJECT_DOMAIN" || type == "OBJECT_TYPE") catalog_.domains_.erase(name);
      if (type == "OBJECT_TYPE") catalog_.enums_.erase(name);
      if (type == "OBJECT_FUNCTION") forget_function(body_of(node)["objname"]);
      if (type == "OBJECT_POLICY") drop_policy(strings(body_of(node)["items"]));
      if (type == "OBJECT_INDEX") drop_index(name);
      if (type == "OBJECT_SCHEMA") drop_schema(written.name);
    }
  }

  void drop_index(const Name& name) {
    for (auto& [key, table] : catalog_.tables_) {
      std::erase_if(table.indexes, [&](const Index& index) { return index.name == name; });
    }
  }

  void forget_function(const Tree& words) {
    const std::string name = name_of(strings(words)).name;
    catalog_.volatile_.erase(name);
    catalog_.changing_.erase(name);
  }

  /// The policy's name stands behind its table's.
  void drop_policy(std::vector<std::string> parts) {
    const std::string policy = parts.back();
    parts.pop_back();
    if (Table* table = catalog_.table(name_of(parts))) table->policies.erase(policy);
  }

  void create_policy(const Tree& body) {
    Table* table = catalog_.table(name_of(body["table"]));
    if (table != nullptr) table->policies.insert(body["policy_name"].text());
  }

  void drop_schema(const std::string& schema) {
    std::erase_if(catalog_.tables_, [&](const auto& item) { return item.first.schema == schema; });
    std::erase_if(catalog_.views_, [&](const auto& item) { return item.first.schema == schema; });
  }

  void rename(const Tree& body) {
    const std::string& type = body["renameType"].text();
    const Name name = catalog_.resolve(name_of(body["relation"]));
    const std::string& new_name = body["newname"].text();
    if (type == "OBJECT_COLUMN") {
      rename_column(name, body["subname"].text(), new_name);
    } else if (type == "OBJECT_TABLE" || type == "OBJECT_MATVIEW") {
      put_table(name, {name.schema, new_name});
    } else if (type == "OBJECT_VIEW") {
      put_view(name, {name.schema, new_name});
    } else if (type == "OBJECT_TABCONSTRAINT") {
      Table* table = catalog_.table(name);
      if (table == nullptr) return;
      for (Constraint& constraint : table->constraints) {
        if (constraint.name == body["subname"].text()) constraint.name = new_name;
      }
    } else if (type == "OBJECT_INDEX") {
      for (auto& [key, table] : catalog_.tables_) {
        for (Index& index : table.indexes) {
          if (index.name == name) index.name.name = new_name;
        }
      }
    }
  }

  void rename_column(const Name& name, const std::string& from, const std::string& to) {
    Table* table = catalog_.table(name);
    if (table == nullptr) return;
    if (Column* column = table->column(from)) column->name = to;
    for (Constraint& constraint : table->constraints) {
      std::replace(constraint.columns.begin(), constraint.columns.end(), from, to);
      std::replace(constraint.proves.begin(), constraint.proves.end(), from, to);
    }
    for (Index& index : table->indexes) {
      std::replace(index.columns.begin(), index.columns.end(), from, to);
      for (IndexKey& key : index.keys) {
        if (key.column == from) key.column = to;
      }
    }
    each_reference(name, [&](Constraint& constraint) {
      std::replace(constraint.refers.begin(), constraint.refers.end(), from, to);
    });
  }

  /// Calls `act` for every foreign key that refers to `parent`.
  template <typename Act>
  void each_reference(const Name& parent, const Act& act) {
    for (auto& [key, table] : catalog_.tables_) {
      for (Constraint& constraint : table.constraints) {
        if (constraint.parent == parent) act(constraint);
      }
    }
  }

  void put_table(const Name& from, const Name& to) {
    auto node = catalog_.tables_.extract(from);
    if (!node.empty()) {
      node.key() = to;
      node.mapped().name = to;
      catalog_.tables_.insert(std::move(node));
    }
    each_reference(from, [&](Constraint& constraint) { constraint.parent = to; });
    put_view(from, to);
    for (auto& [key, view] : catalog_.views_) {
      std::replace(view.reads.begin(), view.reads.end(), from, to);
    }
    for (auto& [key, table] : catalog_.tables_) {
      if (table.partition_of == from) table.partition_of = to;
    }
  }

  void put_view(const Name& from, const Name& to) {
    auto node = catalog_.views_.extract(from);
    if (node.empty()) return;
    node.key() = to;
    node.mapped().name = to;
    catalog_.views_.insert(std::move(node));
  }

  void move(const Tree& body) {
    const Name name = catalog_.resolve(name_of(body["relation"]));
    if (!name.name.empty()) put_table(name, {body["newschema"].text(), name.name});
  }

  void create_view(const Tree& body) {
    add_view(catalog_.resolve(name_of(body["view"])), body["query"]);
  }

  void add_view(const Name& name, const Tree& query) {
    View view{name, {}, {}, true};
    for (const Name& read : relations_in(query)) view.reads.push_back(catalog_.resolve(read));
    for (std::string& column : columns_in(query)) view.columns.insert(std::move(column));
    catalog_.views_[name] = std::move(view);
  }

  void create_domain(const Tree& body) {
    const Name name = catalog_.resolve(name_of(strings(body["domainname"])));
    bool constrained = false;
    for (const Tree& node : body["constraints"].items()) {
      const std::string& contype = node["Constraint"]["contype"].text();
      constrained = constrained || contype == "CONSTR_CHECK" || contype == "CONSTR_NOTNULL";
    }
    catalog_.domains_[name] = {name, constrained, true};
  }

  void alter_domain(const Tree& body) {
    const auto found = catalog_.domains_.find(catalog_.resolve(name_of(strings(body["typeName"]))));
    const std::string& subtype = body["subtype"].text();
    if (found == catalog_.domains_.end()) return;
    if (subtype == "C" || subtype == "O") found->second.constrained = true;
  }

  void create_enum(const Tree& body) {
    const Name name = catalog_.resolve(name_of(strings(body["typeName"])));
    catalog_.enums_[name] = {name, true};
  }

  void create_function(const Tree& body) {
    const std::string name = name_of(strings(body["funcname"])).name;
    std::string volatility = "volatile";
    for (const Tree& node : body["options"].items()) {
      const Tree& option = node["DefElem"];
      if (option["defname"].text() == "volatility") {
        volatility = option["arg"]["String"]["sval"].text();
      }
    }
    const bool is_function = !flag(body, "is_procedure");
    put(catalog_.volatile_, name, is_function && volatility == "volatile");
    put(catalog_.changing_, name, is_function && volatility != "immutable");
  }

  void set_variable(const Tree& body) {
    if (body["name"].text() != "search_path") return;
    std::vector<std::string> schemas;
    for (const Tree& item : body["args"].items()) {
      schemas.push_back(item["A_Const"]["sval"]["sval"].text());
    }
    catalog_.set_search_path(schemas);
  }

  void truncate(const Tree& body) {
    for (const Tree& node : body["relations"].items()) {
      table_to_alter(catalog_.resolve(name_of(body_of(node)))).emptied = true;
    }
  }

  void insert(const Tree& body) {
    if (Table* table = catalog_.table(name_of(body["relation"]))) table->emptied = false;
    // A list of VALUES is a few rows; a query may bring a table's worth.
    if (!body["selectStmt"]["SelectStmt"]["valuesLists"].items().empty()) return;
    fill(body);
  }

  void fill(const Tree& body) {
    Table* table = catalog_.table(name_of(body["relation"]));
    if (table == nullptr) return;
    table->populated = true;
    table->emptied = false;
  }

  Catalog& catalog_;
};

void Catalog::apply(const Tree& statement) {
  Replay(*this).apply(kind_of(statement), body_of(statement));
}

}  // namespace migrate::postgresql::lint
