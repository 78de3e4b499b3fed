#include "lib/report/schema_picture.h"

#include <gtest/gtest.h>

#include "lib/report/schema_diagram.h"
#include "lib/report/schema_html.h"
#include "lib/report/schema_layout.h"

namespace migrate::report {
namespace {

using schema::Catalog;
using schema::Fact;
using schema::Identity;

class Picture : public testing::Test {
 protected:
  void table(const std::string& name, const std::vector<std::string>& columns) {
    catalog_.add({.identity = {"table", {"main", name}}});
    for (size_t i = 0; i < columns.size(); ++i) {
      Fact column{.identity = {"column", {"main", name, columns[i]}}};
      column.attributes["type"] = "int";
      column.remarks["position"] = std::to_string(i + 1);
      column.part_of = Identity{"table", {"main", name}};
      catalog_.add(std::move(column));
    }
  }

  void key(const std::string& type, const std::string& table, const std::string& column,
           const std::string& to = "") {
    Fact fact{.identity = {"constraint", {"main", table, type + column}}};
    fact.attributes["type"] = type;
    fact.remarks["columns"] = "[\"" + column + "\"]";
    fact.part_of = Identity{"table", {"main", table}};
    if (!to.empty()) fact.needs.push_back({"table", {"main", to}});
    catalog_.add(std::move(fact));
  }

  void shop() {
    table("customers", {"id", "parent"});
    table("orders", {"z", "customer"});
    table("alone", {"x"});
    key("primary key", "customers", "id");
    key("foreign key", "customers", "parent", "customers");
    key("foreign key", "orders", "customer", "customers");
    catalog_.facts.at({"column", {"main", "orders", "customer"}}).attributes["not_null"] = "yes";
    catalog_.home = "main";
  }

  Catalog catalog_;
};

TEST_F(Picture, HasTablesColumnsInOrderAndLinks) {
  shop();
  const SchemaPicture picture = schema_picture(catalog_);
  ASSERT_EQ(picture.tables.size(), 3U);
  EXPECT_EQ(picture.tables[0].name, "alone");
  EXPECT_EQ(picture.tables[2].columns[0].name, "z");
  EXPECT_TRUE(picture.tables[1].columns[0].key);
  EXPECT_FALSE(picture.tables[1].columns[0].reference);
  ASSERT_EQ(picture.links.size(), 2U);
  EXPECT_EQ(picture.links[0].from, 1U);
  EXPECT_EQ(picture.links[0].to, 1U);
  EXPECT_EQ(picture.links[0].column, 1U);
  EXPECT_TRUE(picture.links[0].optional);
  EXPECT_EQ(picture.links[1].from, 2U);
  EXPECT_EQ(picture.links[1].to, 1U);
  EXPECT_FALSE(picture.links[1].optional);
}

TEST_F(Picture, NamesOtherSchemas) {
  shop();
  catalog_.home = "elsewhere";
  EXPECT_EQ(schema_picture(catalog_).tables[0].name, "main.alone");
}

TEST_F(Picture, IsLaidOutWithoutOverlaps) {
  shop();
  table("lines", {"order"});
  key("foreign key", "lines", "order", "orders");
  const SchemaPicture picture = schema_picture(catalog_);
  const SchemaLayout layout = lay_out(picture);
  for (const PictureLink& link : picture.links) {
    if (link.from == link.to) continue;
    const PlacedTable& to = layout.tables[link.to];
    EXPECT_LT(to.x + to.width, layout.tables[link.from].x);
  }
  for (size_t i = 0; i < layout.tables.size(); ++i) {
    const PlacedTable& one = layout.tables[i];
    EXPECT_LE(one.x + one.width, layout.width);
    EXPECT_LE(one.y + one.height, layout.height);
    for (size_t j = 0; j < i; ++j) {
      const PlacedTable& other = layout.tables[j];
      EXPECT_TRUE(one.x + one.width <= other.x || other.x + other.width <= one.x ||
                  one.y + one.height <= other.y || other.y + other.height <= one.y)
          << picture.tables[i].name << " on " << picture.tables[j].name;
    }
  }
}

TEST_F(Picture, OfACycleAndOfALongChainEnds) {
  constexpr int kTables = 5000;
  for (int i = 0; i < kTables; ++i) table("t" + std::to_string(i), {"x"});
  for (int i = 0; i < kTables; ++i) {
    key("foreign key", "t" + std::to_string(i), "x", "t" + std::to_string((i + 1) % kTables));
  }
  const SchemaPicture picture = schema_picture(catalog_);
  EXPECT_EQ(picture.links.size(), static_cast<size_t>(kTables));
  EXPECT_GT(lay_out(picture).width, static_cast<size_t>(kTables));
}

TEST_F(Picture, AsDot) {
  table("a<b", {"x"});
  table("c", {"y"});
  key("foreign key", "c", "y", "a<b");
  catalog_.home = "main";
  EXPECT_EQ(schema_dot(schema_picture(catalog_)),
            "digraph schema {\n  rankdir=RL;\n  node [shape=plain, fontname=\"sans-serif\"];\n"
            "  t0 [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" "
            "cellpadding=\"4\"><tr><td bgcolor=\"#eaeef2\"><b>a&lt;b</b></td></tr>"
            "<tr><td align=\"left\" port=\"c0\">x int ?</td></tr></table>>];\n"
            "  t1 [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" "
            "cellpadding=\"4\"><tr><td bgcolor=\"#eaeef2\"><b>c</b></td></tr>"
            "<tr><td align=\"left\" port=\"c0\">y int ?</td></tr></table>>];\n"
            "  t1:c0 -> t0 [style=dashed];\n}\n");
}

TEST_F(Picture, AsMermaid) {
  shop();
  table("odd \"name\"", {"two words", "_x", "1st"});
  EXPECT_EQ(schema_mermaid(schema_picture(catalog_)),
            "erDiagram\n"
            "  t0[\"alone\"] {\n    int x\n  }\n"
            "  t1[\"customers\"] {\n    int id PK\n    int parent FK\n  }\n"
            "  t2[\"odd #34;name#34;\"] {\n    int two_words \"two words\"\n"
            "    int x \"#95;x\"\n    int any1st \"1st\"\n  }\n"
            "  t3[\"orders\"] {\n    int z\n    int customer FK\n  }\n"
            "  t1 |o--o{ t1 : \"parent\"\n"
            "  t1 ||--o{ t3 : \"customer\"\n");
}

TEST_F(Picture, AsAPageEscapesNames) {
  table("<script>", {"a&b"});
  catalog_.home = "main";
  const std::string page = schema_html(schema_picture(catalog_), "x<y");
  EXPECT_NE(page.find("&lt;script&gt;"), std::string::npos);
  EXPECT_NE(page.find("a&amp;b"), std::string::npos);
  EXPECT_NE(page.find("<title>x&lt;y</title>"), std::string::npos);
  EXPECT_EQ(page.find("<script>"), std::string::npos);
}

TEST_F(Picture, OfADifferenceMarksBothSides) {
  shop();
  workflow::Comparison comparison;
  comparison.before = catalog_;
  table("fresh", {"x"});
  catalog_.facts.erase({"table", {"main", "alone"}});
  catalog_.facts.erase({"column", {"main", "alone", "x"}});
  catalog_.facts.at({"column", {"main", "orders", "z"}}).attributes["type"] = "text";
  comparison.after = catalog_;
  const std::string page = difference_html(comparison, "here", "there");
  EXPECT_NE(page.find("+ fresh</text>"), std::string::npos);
  EXPECT_NE(page.find("− alone</text>"), std::string::npos);
  EXPECT_NE(page.find("~ orders</text>"), std::string::npos);
  EXPECT_NE(page.find("~ z</text>"), std::string::npos);
  EXPECT_NE(page.find("<code>int</code></td><td><code>text</code>"), std::string::npos);
}

}  // namespace
}  // namespace migrate::report
