/* describe: see describe.h */
#include "lib/describe.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/csv.h"
#include "lib/json.h"
#include "lib/rows.h"

/* Appends KEY and STRING, which COMMA follows. */
static void
add_member(struct buf *out, const char *key, const char *string, const char *comma)
{
	json_string(out, key, strlen(key));
	buf_add_string(out, ": ");
	json_string(out, string, strlen(string));
	buf_add_string(out, comma);
}

void
describe_see(struct describe_column *column, const struct cell *cell)
{
	size_t fraction;
	if (cell->len == 0)
		return;
	if (!columns_decimal(cell->data, cell->len, &fraction))
		column->text = true;
	column->fraction |= fraction > 0;
}

/* The type of a column by what is known of its name and was seen in it. */
static const char *
type_of(const struct column *known, const struct describe_column *seen, const char *number)
{
	if (!known || strcmp(known->type, "string") == 0 || seen->text)
		return "string";
	if (strcmp(known->type, "integer") == 0 && !seen->fraction)
		return "integer";
	return number;
}

static void
add_csvw_column(struct buf *out, const struct cell *name, const struct describe_column *seen)
{
	const struct column *known = columns_named(name->data, name->len);
	buf_add_string(out, "      {");
	if (known) {
		add_member(out, "name", known->name, ", ");
		buf_add_string(out, "\"titles\": {\"en\": [");
		json_string(out, known->name, strlen(known->name));
		buf_add_string(out, ", ");
		json_string(out, known->english, strlen(known->english));
		buf_add_string(out, "], ");
		add_member(out, "fa", known->persian, "}, ");
		add_member(out, "dc:description", known->description, ", ");
	} else {
		buf_add_string(out, "\"titles\": ");
		json_string(out, name->data, name->len);
		buf_add_string(out, ", ");
	}
	add_member(out, "datatype", type_of(known, seen, "decimal"), "}");
}

static void
add_csvw(struct buf *out, const char *url, const struct csv_style *style,
    const struct cell *names, const struct describe_column *columns, size_t count)
{
	buf_add_string(out, "{\n  \"@context\": [\"http://www.w3.org/ns/csvw\", "
	                    "{\"@language\": \"en\"}],\n  ");
	add_member(out, "url", url, ",\n  ");
	buf_add_string(out, "\"dc:title\": [{");
	add_member(out, "@value", columns_label("table")->english, ", ");
	add_member(out, "@language", "en", "}, {");
	add_member(out, "@value", columns_label("table")->persian, ", ");
	add_member(out, "@language", "fa", "}],\n  \"dialect\": {");
	add_member(out, "encoding", "utf-8", ", ");
	add_member(out, "delimiter", (char[]){style->separator, '\0'}, ", ");
	buf_add_string(out, "\"lineTerminators\": [");
	json_string(out, style->crlf ? "\r\n" : "\n", style->crlf ? 2 : 1);
	buf_add_string(out, "], \"quoteChar\": \"\\\"\", \"doubleQuote\": true, "
	                    "\"header\": true},\n  \"tableSchema\": {\n    \"columns\": [\n");
	for (size_t i = 0; i < count; i++) {
		add_csvw_column(out, &names[i], &columns[i]);
		buf_add_string(out, i + 1 < count ? ",\n" : "\n");
	}
	buf_add_string(out, "    ]\n  }\n}\n");
}

static void
add_field(struct buf *out, const struct cell *name, const struct describe_column *seen,
    bool persian)
{
	const struct column *known = columns_named(name->data, name->len);
	buf_add_string(out, "          {\"name\": ");
	if (known && persian)
		json_string(out, known->persian, strlen(known->persian));
	else
		json_string(out, name->data, name->len);
	buf_add_string(out, ", ");
	if (known) {
		add_member(out, "title", known->english, ", ");
		add_member(out, "titleFa", known->persian, ", ");
		add_member(out, "description", known->description, ", ");
	}
	add_member(out, "type", type_of(known, seen, "number"), "}");
}

/* The file's name without folders and suffix as a package may be named, else "table". */
static void
add_name(struct buf *out, const char *url)
{
	const char *slash = strrchr(url, '/'), *name = slash ? slash + 1 : url;
	size_t len = strcspn(name, ".");
	bool plain = len > 0 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") >= len;
	json_string(out, plain ? name : "table", plain ? len : 5);
}

static void
add_datapackage(struct buf *out, const char *url, const struct csv_style *style, bool persian,
    const struct cell *names, const struct describe_column *columns, size_t count)
{
	buf_add_string(out, "{\n  ");
	add_member(out, "profile", "tabular-data-package", ",\n  \"name\": ");
	add_name(out, url);
	buf_add_string(out, ",\n  ");
	add_member(out, "title", columns_label("table")->english, ",\n  ");
	add_member(out, "titleFa", columns_label("table")->persian, ",\n  \"resources\": [\n");
	buf_add_string(out, "    {\n      ");
	add_member(out, "profile", "tabular-data-resource", ",\n      \"name\": ");
	add_name(out, url);
	buf_add_string(out, ",\n      ");
	add_member(out, "path", url, ",\n      ");
	add_member(out, "format", "csv", ",\n      ");
	add_member(out, "mediatype", "text/csv", ",\n      ");
	add_member(out, "encoding", "utf-8", ",\n      \"dialect\": {");
	add_member(out, "delimiter", (char[]){style->separator, '\0'}, ", ");
	add_member(out, "lineTerminator", style->crlf ? "\r\n" : "\n", ", ");
	buf_add_string(out, "\"quoteChar\": \"\\\"\", \"doubleQuote\": true, \"header\": true, "
	                    "\"skipInitialSpace\": false},\n      \"schema\": {\n"
	                    "        \"missingValues\": [\"\"],\n        \"fields\": [\n");
	for (size_t i = 0; i < count; i++) {
		add_field(out, &names[i], &columns[i], persian);
		buf_add_string(out, i + 1 < count ? ",\n" : "\n");
	}
	buf_add_string(out, "        ]\n      }\n    }\n  ]\n}\n");
}

void
describe(struct buf *out, enum describe_as as, const char *url, const struct csv_style *style,
    bool persian, const struct cell *names, const struct describe_column *columns, size_t count)
{
	if (as == DESCRIBE_CSVW)
		add_csvw(out, url, style, names, columns, count);
	else
		add_datapackage(out, url, style, persian, names, columns, count);
}
